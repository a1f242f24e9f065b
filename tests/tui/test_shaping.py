"""Codings reshaped on the screen: facets by one key, edges, split, joined, codes taken along; each one undo."""

from __future__ import annotations

from pathlib import Path

from qualcode.tui.dialogs.edges import EdgesDialog
from qualcode.tui.dialogs.facets import FacetsDialog
from tests.tui.running import Running, running
from tests.tui.test_coding import PASSAGE, code_with, stored


def quotes(project: Path) -> list[tuple[str, str]]:
    return sorted((each.code, each.quote) for each in stored(project))


async def on_coding(run: Running) -> None:
    run.transcript.go(run.text.index("on n'ose plus") + 2)
    await run.settle()


async def test_several_codes_are_one_operation_and_one_undo_also_again(project: Path, state: Path) -> None:
    before = stored(project)
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("c")
        await run.type("auton")
        await run.press("tab", *["backspace"] * 5)
        await run.type("voice")
        await run.press("tab", "enter")
        assert "takes back: Everyday autonomy, Voice" in run.shown()
        run.select("au Lidl")
        await run.press(".")
        assert len(stored(project)) == len(before) + 4
        await run.press("u")
        assert len(stored(project)) == len(before) + 2
        assert "does again: Everyday autonomy" in run.shown()
        await run.press("u")
    assert stored(project) == before


async def test_facets_are_set_by_one_key_each_and_shown(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await on_coding(run)
        await run.press("F")
        dialog = run.app.screen
        assert isinstance(dialog, FacetsDialog)
        keys = {(each.name, answer.value): answer.key for each in dialog._questions for answer in each.answers}
        assert "[- negative]" in run.shown()
        await run.press(keys["time", "before"], keys["level", "person"], "+", keys["turning-point", "down"])
        await run.press(keys["turning-point", "down"])
        assert f"[{keys['time', 'before']} before" in run.shown()
        await run.press("escape")
        assert "◆ the person · before the enterprise" in run.shown()
        coding = next(each for each in stored(project) if each.quote == "on n'ose plus")
        assert (coding.effect, dict(coding.facets)) == ("positive", {"time": "before", "level": "person"})
        assert "takes back: Self-esteem and confidence · Turning point" in run.shown()
        await run.press("u", "u", "u", "u", "u")
        coding = next(each for each in stored(project) if each.quote == "on n'ose plus")
        assert (coding.effect, dict(coding.facets)) == ("negative", {})


async def test_a_facet_is_set_with_the_mouse(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await on_coding(run)
        await run.press("F")
        lines = run.shown().splitlines()
        y = next(number for number, line in enumerate(lines) if "during" in line)
        await run.pilot.click(offset=(lines[y].index("during") + 2, y))
        await run.settle()
        await run.press("enter")
    coding = next(each for each in stored(project) if each.quote == "on n'ose plus")
    assert dict(coding.facets) == {"time": "during"}


async def test_edges_move_by_letters_words_and_sentences_in_one_undo(project: Path, state: Path) -> None:
    before = stored(project)
    async with running(project, state) as run:
        await on_coding(run)
        await run.press("r")
        assert isinstance(run.app.screen, EdgesDialog)
        await run.press("left", "left", "shift+right")
        assert "“n n'ose pl”" in run.shown()
        await run.press("ctrl+right", "down", "down", "shift+up", "enter")
        quote = next(each.quote for each in stored(project) if each.code == "social/confidence")
        assert quote.endswith(PASSAGE) and "on n'ose plus. " in quote and quote[0].isupper()
        await run.press("u")
        assert stored(project) == before
        await run.press("r", "right", "escape")
    assert stored(project) == before


async def test_a_coding_is_split_at_the_caret_and_joined_again(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await code_with(run, "autonomie")
        run.transcript.go(run.text.index(PASSAGE) + PASSAGE.index("et je"))
        await run.press("|")
        assert ("social/autonomy", "J'allais à l'école, au Lidl,") in quotes(project)
        assert ("social/autonomy", "et je rentrais.") in quotes(project)
        assert "5 codings" in run.shown().splitlines()[0]
        await run.press("L")
        assert ("social/autonomy", PASSAGE) in quotes(project)
        assert "4 codings" in run.shown().splitlines()[0]
        await run.press("u", "u")
        assert ("social/autonomy", PASSAGE) in quotes(project)
        await run.press("U")
        assert ("social/autonomy", "et je rentrais.") in quotes(project)
        run.transcript.go(run.text.index("on n'ose plus") + 2)
        await run.press("L")
        assert "None of these codings can be made one." in run.shown()


async def test_codes_are_taken_along_to_another_passage(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await on_coding(run)
        await run.press("C")
        await run.type("voice")
        await run.press("enter")
        assert ("political/voice", "on n'ose plus") in quotes(project)
        await run.press("Y")
        run.select("au Lidl")
        await run.press(".")
        assert {code for code, quote in quotes(project) if quote == "au Lidl"} == {
            "social/confidence",
            "political/voice",
        }

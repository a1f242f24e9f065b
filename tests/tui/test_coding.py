"""Coding by keys: what is pressed is stored, shown and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.model.coding import CodingView
from qualcode.model.text import Span
from qualcode.ops import codebooks, codings, documents, projects
from qualcode.tui.dialogs.facets import FacetsDialog
from qualcode.tui.dialogs.memo import MemoDialog
from qualcode.tui.dialogs.picker import CodePicker
from qualcode.tui.widgets.entry import Notepad
from tests.tui.running import Running, is_private, running

PASSAGE = "J'allais à l'école, au Lidl, et je rentrais."


def stored(project: Path, coder: str | None = "marie") -> list[CodingView]:
    with projects.open_session(project, coder="reader") as session:
        document = documents.documents(session)[0]
        return codings.listing(session, document=document.id, coder=coder)


async def code_with(run: Running, letters: str) -> None:
    await run.press("c")
    await run.type(letters)
    await run.press("enter")


async def test_a_passage_is_coded_with_a_few_letters(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await code_with(run, "confiance")
        assert run.transcript.chosen is not None
        assert run.transcript.chosen.quote == PASSAGE
        assert "Self-esteem and confidence" in run.shown()
    assert ("social/confidence", PASSAGE) in [(each.code, each.quote) for each in stored(project)]


async def test_a_passage_over_two_turns_is_told_without_their_labels(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        assert run.screen.reading is not None
        first, second = run.screen.reading.turns[:2]
        run.transcript.select(Span(first.end - 12, second.start + 8))
        said = f"“{run.text[first.end - 12 : first.end].strip()} – {run.text[second.start : second.start + 8].strip()}”"
        await run.until(lambda: said in run.shown())
        await code_with(run, "confiance")
        await run.until(lambda: said in run.shown() and run.transcript.chosen is not None)


async def test_sentence_code_effect_memo_and_all_of_it_taken_back(project: Path, state: Path) -> None:
    before = stored(project)
    async with running(project, state) as run:
        run.transcript.go(run.text.index(PASSAGE) + 5)
        await run.press("S")
        await code_with(run, "ties")
        await run.press("+")
        await run.press("m")
        await run.type("isolement")
        await run.press("ctrl+s")
        made = next(each for each in stored(project) if each.quote == PASSAGE)
        assert (made.code, made.effect, made.memo) == ("social/ties", "positive", "isolement")
        assert "✎ isolement" in run.shown()
        await run.press("u", "u", "u")
        assert stored(project) == before
        await run.press("U", "ctrl+r", "U")
        again = next(each for each in stored(project) if each.quote == PASSAGE)
        assert (again.effect, again.memo) == ("positive", "isolement")
        assert run.transcript.page is not None
        assert again.id in run.transcript.page.stripes


async def test_of_two_keys_written_side_by_side_each_is_clicked_for_itself(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await code_with(run, "ties")
        at = run.shown().rstrip().split("\n")[-1].index("+ - ")
        row = run.app.size.height - 1
        for cell, effect in ((2, "negative"), (0, "positive"), (2, "negative")):
            await run.pilot.click(offset=(at + cell, row))
            await run.settle()
            assert [each.effect for each in stored(project) if each.quote == PASSAGE] == [effect]
        edges = run.shown().rstrip().split("\n")[-1].index("[ ] ")
        await run.pilot.click(offset=(edges + 2, row))
        await run.settle()
        assert run.transcript.chosen is not None
        assert run.transcript.chosen.quote.startswith(PASSAGE)
        assert len(run.transcript.chosen.quote) > len(PASSAGE)


async def test_undo_works_on_another_day_and_says_what_it_takes_back(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await code_with(run, "autonomie")
    async with running(project, state) as run:
        assert "takes back: Everyday autonomy in “Récit de Fatima”" in run.shown()
        await run.press("u")
    assert PASSAGE not in [each.quote for each in stored(project)]


async def test_digits_and_the_full_stop_put_codes_again(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await code_with(run, "autonomie")
        run.select("et je rentrais")
        await run.press("1")
        run.select("au Lidl")
        await run.press(".")
        await run.press("2")
        assert "No code has this number yet" in run.shown()
    codes = {each.quote: each.code for each in stored(project)}
    assert codes["et je rentrais"] == codes["au Lidl"] == "social/autonomy"
    async with running(project, state) as run:
        assert run.screen.recents == ["social/autonomy"]


async def test_several_codes_are_marked_and_put_at_once(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("c")
        await run.type("auton")
        await run.press("tab", *["backspace"] * 5)
        await run.type("voice")
        await run.press("tab", "enter")

        def told() -> list[tuple[str, str | None, str | None]]:
            here = [each for each in stored(project) if each.quote == PASSAGE]
            return sorted((each.code, each.effect, each.facets.get("time")) for each in here)

        codes = ["political/voice", "social/autonomy"]
        assert told() == [(code, None, None) for code in codes]
        # What is said next is said of both, and one undo takes it back of both.
        await run.press("+", "F")
        await run.until(lambda: isinstance(run.app.screen, FacetsDialog))
        dialog = run.app.screen
        assert isinstance(dialog, FacetsDialog)
        key = next(
            answer.key
            for question in dialog._questions
            for answer in question.answers
            if (question.name, answer.value) == ("time", "before")
        )
        await run.press(key, "escape")
        assert told() == [(code, "positive", "before") for code in codes]
        await run.press("u")
        assert told() == [(code, "positive", None) for code in codes]
        await run.press("e")
        await run.until(lambda: isinstance(run.app.screen, CodePicker))
        await run.type("recogn")
        await run.press("enter")
        assert told() == [("social/recognition", "positive", None)]
        await run.press("u", "a", "-")
        # One of them that was asked for is spoken of alone.
        assert sorted(effect or "" for _code, effect, _time in told()) == ["negative", "positive"]


@pytest.mark.parametrize(
    "letters", ["toegang tot werk", "Accès à l’emploi", "zugang zu arbeit", "economic/employm", "emplyment"]
)
async def test_codes_are_found_in_every_language_and_with_slips(project: Path, state: Path, letters: str) -> None:
    async with running(project, state) as run:
        await run.press("S", "c")
        await run.type(letters)
        picker = run.app.screen
        assert isinstance(picker, CodePicker)
        assert picker.highlighted is not None
        assert picker.highlighted.id == "economic/employment"


async def test_a_new_code_is_made_where_one_is_and_in_vivo_in_one_undo(project: Path, state: Path) -> None:
    before = stored(project)
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("c")
        await run.type("qqq fierté")
        await run.press("enter")
        await run.until(lambda: "→ Social / qqq fierté" in run.shown())
        await run.press("pageup")
        assert "→ Economic / qqq fierté" in run.shown()
        await run.press("pagedown")
        assert "→ Social / qqq fierté" in run.shown()
        await run.press("enter")
        run.select("le frigo vide le vingt du mois. Je mettais les courriers dans un tiroir.")
        await run.press("v", "enter")
        assert "le frigo vide le vingt du mois" in run.shown()
        with projects.open_session(project, coder="reader") as session:
            codes = {label: code for code in codebooks.tree(session).codes for label in code.labels.values()}
        assert codes["qqq fierté"].key == "social/qqq-fierte"
        named = codes["le frigo vide le vingt du mois. Je mettais les courriers …"]
        assert named.examples == {"fr": ("le frigo vide le vingt du mois. Je mettais les courriers dans un tiroir.",)}
        assert len(stored(project)) == len(before) + 2
        assert "takes back: New code “le frigo vide" in run.shown()
        await run.press("u", "u")
        assert stored(project) == before
        with projects.open_session(project, coder="reader") as session:
            assert codebooks.tree(session).by_key("social/qqq-fierte") is None


async def test_the_picker_offers_recent_codes_then_those_used_most(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await code_with(run, "food and land")
        await run.press("S", "c")
        picker = run.app.screen
        assert isinstance(picker, CodePicker)
        first = [row.id for row in picker.found("")][:4]
        assert first[0] == "environmental/food"
        assert set(first[1:]) == {"economic/employment", "social/confidence", "social/ties"}


async def test_on_the_smallest_screen_the_picker_shows_what_is_typed_and_what_it_finds(
    project: Path, state: Path
) -> None:
    async with running(project, state, size=(20, 5)) as run:
        await run.press("S", "c")
        await run.type("emp")
        lines = run.shown().splitlines()
        assert "emp" in lines[0]
        assert "Access" in lines[1] and lines[2].strip()


async def test_edges_move_by_words_and_the_coding_keeps_its_code(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.transcript.go(run.text.index("on n'ose plus") + 2)
        await run.press("[", "]")
        assert run.transcript.chosen is not None
        assert run.transcript.chosen.quote == "pas, on n'ose plus. J'allais"
        await run.press("{", "}", "}")
    quotes = {each.code: each.quote for each in stored(project)}
    assert quotes["social/confidence"] == "on n'ose"


async def test_recode_and_remove(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.transcript.go(run.text.index("on n'ose plus") + 2)
        await run.press("e")
        await run.type("santé")
        await run.press("enter")
        assert "on n'ose plus" in {each.quote for each in stored(project)}
        assert "social/confidence" not in {each.code for each in stored(project)}
        await run.press("delete")
        assert "on n'ose plus" not in {each.quote for each in stored(project)}
        assert run.transcript.page is not None
        assert len(run.transcript.page.stripes) == 2


async def test_another_coders_coding_is_shown_and_left_alone(project: Path, state: Path) -> None:
    before = stored(project, "joris")
    async with running(project, state) as run:
        run.transcript.go(run.text.index("Que je sortais plus"))
        assert run.transcript.chosen is not None
        assert run.transcript.chosen.coder == "joris"
        await run.press("+", "delete", "e", "m")
        assert "you can change only your own" in run.shown()
    assert stored(project, "joris") == before


async def test_the_same_effect_again_takes_it_back(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.transcript.go(run.text.index("on n'ose plus") + 2)
        for keys, effect in (("-", None), ("*", "mixed"), ("=", "none"), ("=", None), ("+", "positive")):
            await run.press(keys)
            assert {each.quote: each.effect for each in stored(project)}["on n'ose plus"] == effect
        await run.press("f")
        await run.type("unclear")
        await run.press("enter")
    assert {each.quote: each.effect for each in stored(project)}["on n'ose plus"] == "unclear"


async def test_a_key_is_about_the_coding_being_made(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await code_with(run, "autonomie")
        run.select("au Lidl")
        # Both keys come before the store has answered the first.
        await run.pilot.press("1", "+")
        await run.settle()
    assert {each.quote: each.effect for each in stored(project)}["au Lidl"] == "positive"


async def test_coding_moves_neither_text_nor_the_other_stripes(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        page = run.transcript.page
        assert page is not None
        lines = [page.layout.span(line) for line in range(len(page.layout))]
        lanes = {each.id: page.stripes.lane(each) for each in page.stripes.codings.items}
        top = run.transcript.scroll_offset.y
        run.select("Au début on dit c'est pour les petits, et puis ça devient")
        await code_with(run, "autonomie")
        assert [page.layout.span(line) for line in range(len(page.layout))] == lines
        assert {each: page.stripes.lane(coding) for each in lanes if (coding := page.stripes.get(each))} == lanes
        assert run.transcript.scroll_offset.y == top


async def test_a_memo_being_typed_is_there_again_after_the_program_died(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.transcript.go(run.text.index("on n'ose plus") + 2)
        await run.press("m")
        await run.type("honte ?")
        chosen = run.transcript.chosen
        assert chosen is not None and run.screen.project is not None
        project_id, coding_id = run.screen.project.id, chosen.id
        await run.until(lambda: run.app.memory.draft(project_id, coding_id) == "honte ?")
        files = [path for path in state.rglob("*") if path.is_file()]
        assert all(is_private(path) for path in files)
        # The app is left without saving, as a killed one would be.
    async with running(project, state) as run:
        await run.until(lambda: "1 memo was begun and not saved." in run.shown())
        run.transcript.go(run.text.index("on n'ose plus") + 2)
        await run.press("m")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog) and run.app.screen.query_one(Notepad).text)
        assert run.app.screen.query_one(Notepad).text == "honte ?"
        assert "This draft was not saved last time." in run.shown()
        await run.press("ctrl+s")
        assert run.app.memory.draft(project_id, coding_id) is None
    assert "honte ?" in {each.memo for each in stored(project)}


async def test_the_codebook_at_the_side_codes_too(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("b", "down", "enter")
        assert PASSAGE in {each.quote for each in stored(project)}
        assert run.app.focused is run.transcript


async def test_finished_documents_are_marked_and_that_is_taken_back_without_moving_the_text(
    project: Path, state: Path
) -> None:
    async with running(project, state) as run:
        await run.press("pagedown", "pagedown")
        top = run.transcript.scroll_offset.y
        await run.press("D", "u")
        assert run.transcript.scroll_offset.y == top
        with projects.open_session(project, coder="reader") as session:
            assert documents.listing(session)[0].done == ()
        await run.press("D")
    with projects.open_session(project, coder="reader") as session:
        assert documents.listing(session)[0].done == ("marie",)

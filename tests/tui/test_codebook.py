"""The codebook's own screen: codes looked at, made, described, moved, merged, split, removed; each taken back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color
from textual.widgets import Static

from qualcode.model.codebook import Code
from qualcode.ops import codebook_merging, codebooks, codings, memos, projects
from qualcode.store.session import Session
from qualcode.tui import safe
from qualcode.tui.codefind import found, searchable
from qualcode.tui.palette import PALETTE
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.themes import THEMES, contrast, inks
from qualcode.tui.widgets.entry import Entry
from tests.store.making import dump
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running

CONFIDENCE, TIES, EMPLOYMENT = "social/confidence", "social/ties", "economic/employment"


@contextmanager
def reading(project: Path) -> Iterator[Session]:
    with projects.open_session(project, coder="marie") as session:
        yield session


def code(project: Path, key: str) -> Code | None:
    with reading(project) as session:
        return codebooks.tree(session).by_key(key)


def known(project: Path, key: str) -> Code:
    found = code(project, key)
    assert found is not None, key
    return found


def coded(project: Path) -> dict[str, int]:
    with reading(project) as session:
        found: dict[str, int] = {}
        for each in codings.listing(session):
            found[each.code] = found.get(each.code, 0) + 1
        return found


def image(project: Path) -> dict[str, list[tuple[object, ...]]]:
    with reading(project) as session:
        return {name: rows for name, rows in dump(session).items() if name != "coder"}


def screen(run: Running) -> CodebookScreen:
    assert isinstance(run.app.screen, CodebookScreen), type(run.app.screen)
    return run.app.screen


async def at(run: Running, key: str) -> None:
    """Open the codebook's screen and stand on a code."""
    await run.press("G", "b")
    screen(run).codes.go(key)
    await run.settle()
    assert screen(run).codes.at == key


def told(run: Running) -> str:
    """What passing notices say."""
    return " ".join(each.message for each in run.app._notifications)


async def undo_all(run: Running, project: Path, before: object) -> None:
    """After one undo nothing is left of what was done."""
    await run.press("u")
    assert image(project) == before


async def until_dialog(run: Running, name: str) -> None:
    await run.until(lambda: type(run.app.screen).__name__ == name)


async def until_back(run: Running) -> None:
    await run.until(lambda: isinstance(run.app.screen, CodebookScreen))
    await run.settle()


async def test_one_comes_from_the_codes_at_the_side_and_goes_back(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("b", "b")
        assert "39 codes · 5 dimensions" in run.shown()
        await run.press("escape")
        assert run.app.screen is run.screen


async def test_a_code_is_shown_with_all_that_is_known_of_it(project: Path, state: Path) -> None:
    with reading(project) as session:
        memos.add(session, "code", known(project, CONFIDENCE).id, "À revoir")
    async with running(project, state, size=(200, 60)) as run:
        await at(run, CONFIDENCE)
        shown = " ".join(run.shown().split())
        for language in ("English", "français", "Nederlands", "Deutsch"):
            assert language in shown
        for part in ("Definition", "When it is used", "Examples", "Words that hint at it", "1 memo on the code"):
            assert part in shown, part
        assert "1 coding, in 1 document" in shown
        await run.press("tab", "end")
        shown = " ".join(run.shown().split())
        assert "Coders: marie 1" in shown and "Documents: Récit de Fatima 1" in shown
        await run.press("shift+tab")
        await run.press("home")
        assert "all with codes below it" in run.shown()


async def test_languages_take_turns_where_there_is_no_room_for_all(project: Path, state: Path) -> None:
    async with running(project, state, size=(80, 24)) as run:
        await at(run, CONFIDENCE)
        assert screen(run).page.columns == 1
        assert "English" in run.shown() and "français" not in run.shown()
        await run.press("l")
        assert "français" in run.shown() and "English" not in run.shown()
        await run.press("v")
        assert screen(run).page.columns == 2, "alone it has the whole width"
        await run.press("v")
        assert screen(run).focused is screen(run).codes


async def test_codes_are_found_by_any_of_their_words(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "b", "/")
        await run.type("zelfvertrouwen")
        await run.settle()
        assert screen(run).codes.at == CONFIDENCE, "a Dutch name finds it on an English screen"
        assert "Reuse" not in run.shown()
        await run.press("escape")
        assert screen(run).focused is screen(run).codes
        assert "Reuse" in run.shown()
        assert screen(run).codes.at == CONFIDENCE
        await run.press("/")
        await run.type("xyzzy")
        await run.settle()
        assert "No code holds these words" in run.shown()
        await run.press("down", "e", "delete")
        assert "There is no code here" in told(run)
        await run.press("escape")
        assert "Reuse" in run.shown(), "from what was found one comes back to all codes first"
        assert isinstance(run.app.screen, CodebookScreen)


async def test_what_is_folded_stays_so_until_it_is_searched_for(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, "social")
        await run.press("space")
        assert "Everyday autonomy" not in run.shown()
        await run.press("alt+down")
        assert "Everyday autonomy" not in run.shown() and screen(run).codes.at == "social"
        await undo_all(run, project, before)
        await run.press("/")
        await run.type("dignity")
        await run.settle()
        assert "Self-esteem" in run.shown()
        await run.press("escape", "home", "down")
        await run.press("tab", "shift+tab")
        assert image(project) == before


def test_finding_needs_every_word_and_prefers_names(project: Path) -> None:
    with reading(project) as session:
        tree = codebooks.tree(session)
    words = {each.key: searchable(each) for each in tree.codes}
    assert found(tree, words, "") == [each.key for _, each in tree.walk()]
    assert found(tree, words, "SOCIAL")[0] == "social"
    every = set(found(tree, words, "work income"))
    assert every and every == set(found(tree, words, "work")) & set(found(tree, words, "income"))


async def test_a_new_code_beside_and_below(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("n")
        await run.type("Pride")
        await run.press("tab")
        await run.type("Fierté")
        await run.press("enter")
        await until_back(run)
        assert screen(run).codes.at == "social/fierte", "the new code is shown"
        made = code(project, "social/fierte")
        assert made is not None and made.labels == {"en": "Pride", "fr": "Fierté"}
        await undo_all(run, project, before)
        await at(run, "social")
        await run.press("N")
        await run.type("Joy")
        await run.press("enter")
        await until_back(run)
        assert code(project, "social/joy") is not None
        await undo_all(run, project, before)


async def test_a_name_that_is_taken_is_told_and_changes_nothing(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state, size=(120, 40)) as run:
        await at(run, "social")
        await run.press("n")
        await run.type("Economic")
        await run.press("enter")
        await until_back(run)
        assert "another has it already" in told(run)
    assert image(project) == before


async def test_names_in_all_languages_are_one_change(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("r")
        await run.press("end")
        await run.type("!")
        await run.press("tab", "end")
        await run.type("!")
        await run.press("enter")
        await until_back(run)
        labels = known(project, CONFIDENCE).labels
        assert labels["en"].endswith("!") and labels["fr"].endswith("!") and not labels["nl"].endswith("!")
        assert "!" in run.shown()
        await undo_all(run, project, before)


async def test_texts_are_written_language_by_language_and_saved_at_once(project: Path, state: Path) -> None:
    before, first = image(project), known(project, CONFIDENCE)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("e")
        await run.type(" More.")
        await run.press("f3")
        await run.type(" Plus.")
        await run.press("tab", "tab", "tab", "enter")
        await run.type("Un exemple")
        await run.press("ctrl+s")
        await until_back(run)
        now = known(project, CONFIDENCE)
        assert now.definition["en"] == first.definition["en"] + " More."
        assert now.definition["fr"] == first.definition["fr"] + " Plus."
        assert now.definition["nl"] == first.definition["nl"]
        assert now.examples["fr"] == (*first.examples["fr"], "Un exemple")
        assert "More." in run.shown()
        await undo_all(run, project, before)


async def test_what_was_written_is_not_thrown_away_unasked(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("e", "escape")
        await until_back(run)
        await run.press("e")
        await run.type("!")
        await run.press("escape")
        await until_dialog(run, "Confirm")
        await run.press("escape")
        await until_dialog(run, "DescribeDialog")
        await run.press("escape", "enter")
        await until_back(run)
    assert image(project) == before


async def test_words_are_counted_added_and_taken_away(project: Path, state: Path) -> None:
    before, first = image(project), known(project, EMPLOYMENT)
    async with running(project, state, size=(120, 40)) as run:
        await at(run, EMPLOYMENT)
        await run.press("w", "f3")
        await run.type("travail")
        await run.until(lambda: " places in " in run.shown())
        await run.press("enter")
        await run.until(lambda: "travail" in run.shown())
        await run.type("**")
        await run.until(lambda: "star" in str(run.app.screen.query_one("#told", Static).render()))
        await run.press("backspace", "backspace", "shift+tab", "tab", "tab", "home", "delete")
        await run.press("ctrl+s")
        await until_back(run)
        now = known(project, EMPLOYMENT)
        assert now.terms["fr"] == (*first.terms["fr"][1:], "travail")
        assert now.terms["en"] == first.terms["en"]
        await undo_all(run, project, before)


async def test_a_word_typed_and_not_yet_added_is_saved_too(project: Path, state: Path) -> None:
    first = known(project, EMPLOYMENT)
    async with running(project, state, size=(120, 40)) as run:
        await at(run, EMPLOYMENT)
        await run.press("w")
        await run.type("payslip")
        await run.press("f3")
        await run.type("bulletin")
        await run.press("ctrl+s")
        await until_back(run)
    now = known(project, EMPLOYMENT)
    assert now.terms["en"] == (*first.terms["en"], "payslip")
    assert now.terms["fr"] == (*first.terms["fr"], "bulletin")


async def test_colours_are_chosen_from_swatches_or_typed(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("c")
        await run.type("teal")
        await run.press("enter")
        await until_back(run)
        assert known(project, CONFIDENCE).colour == "#44AA99"
        await run.press("c")
        await run.type("123abc")
        await run.press("enter")
        await until_back(run)
        assert known(project, CONFIDENCE).colour == "#123ABC"
        await run.press("c", "end", *["down"] * 20, "enter")
        await until_back(run)
        assert known(project, CONFIDENCE).colour is None
        await run.press("u", "u")
        await undo_all(run, project, before)


def test_every_colour_can_be_read_in_every_theme() -> None:
    for theme in THEMES:
        look = inks(theme)
        for colour, _ in PALETTE:
            ink = look.code(colour).color
            assert ink is not None and ink.triplet is not None
            assert contrast(Color(*ink.triplet), look.background) >= 4.4, (theme.name, colour)


async def test_a_code_is_put_elsewhere(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("m")
        await run.type("political")
        await run.press("enter")
        await until_back(run)
        assert known(project, CONFIDENCE).parent == known(project, "political").id
        assert screen(run).codes.at == CONFIDENCE
        await undo_all(run, project, before)
        await run.press("m", "enter")
        await until_back(run)
        assert known(project, CONFIDENCE).parent is None
        await undo_all(run, project, before)


async def test_sisters_change_their_order(project: Path, state: Path) -> None:
    before = image(project)
    with reading(project) as session:
        tree = codebooks.tree(session)
        social = tree.by_key("social")
        sisters = [each.key for each in tree.children(social.id if social else None)]
    async with running(project, state) as run:
        await at(run, sisters[1])
        await run.press("alt+up")
        await run.press("alt+up")
        with reading(project) as session:
            tree = codebooks.tree(session)
            assert [each.key for each in tree.children(social.id if social else None)][:2] == sisters[1::-1]
        await undo_all(run, project, before)
        await run.press("J")
        with reading(project) as session:
            tree = codebooks.tree(session)
            now = [each.key for each in tree.children(social.id if social else None)]
            assert now[:3] == [sisters[0], sisters[2], sisters[1]]
        await undo_all(run, project, before)


async def test_two_codes_become_one_after_it_is_said_what_that_means(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("M")
        await run.type("social ties")
        await run.press("enter")
        await until_dialog(run, "Confirm")
        await run.settle()
        assert "1 passage has it in 1 document (marie)." in run.shown()
        await run.press("enter")
        await until_back(run)
        assert code(project, CONFIDENCE) is None
        assert coded(project) == {TIES: 2, EMPLOYMENT: 1}
        assert screen(run).codes.at == TIES
        await undo_all(run, project, before)


async def test_some_passages_get_a_new_code(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("s")
        await until_dialog(run, "SplitDialog")
        await run.press("ctrl+s")
        assert "needs a name" in run.shown()
        await run.type("Daring")
        await run.press("ctrl+s")
        await run.pilot.pause()
        assert "Mark at least one" in run.shown()
        await run.press("space")
        assert "1 of 1 passage marked" in run.shown()
        await run.press("ctrl+s")
        await until_back(run)
        assert coded(project) == {"social/daring": 1, TIES: 1, EMPLOYMENT: 1}
        await undo_all(run, project, before)
        await at(run, "social")
        await run.press("s")
        await run.until(lambda: "nothing to split" in told(run))


async def test_removing_asks_what_becomes_of_passages(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, CONFIDENCE)
        await run.press("delete")
        await until_dialog(run, "Ways")
        await run.press("enter")
        await until_dialog(run, "CodeChooser")
        await run.type("social ties")
        await run.press("enter")
        await until_back(run)
        assert coded(project) == {TIES: 2, EMPLOYMENT: 1}
        await undo_all(run, project, before)
        await at(run, "social")
        await run.press("delete")
        await until_dialog(run, "Ways")
        assert "7 codes below it go too." in run.shown() and "2 passages have it" in run.shown()
        await run.press("down", "enter")
        await until_back(run)
        assert coded(project) == {EMPLOYMENT: 1}
        assert code(project, "social") is None and code(project, CONFIDENCE) is None
        await undo_all(run, project, before)


async def test_a_code_that_nothing_has_goes_at_once(project: Path, state: Path) -> None:
    before = image(project)
    async with running(project, state) as run:
        await at(run, "environmental/food")
        await run.press("delete")
        await until_back(run)
        assert code(project, "environmental/food") is None
        await undo_all(run, project, before)


async def test_from_a_code_to_its_passages_and_into_the_text(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await at(run, "environmental/food")
        await run.press("enter")
        await run.until(lambda: "No passage has this code yet" in told(run))
        screen(run).codes.go("social")
        await run.settle()
        await run.press("enter")
        await until_dialog(run, "ExcerptsScreen")
        await run.until(lambda: "on n'ose plus" in run.shown())
        assert "2 passages" in run.shown(), "only those of the code and below it"
        await run.press("enter")
        await run.until(lambda: run.app.screen is run.screen)
        await run.settle()
        assert run.transcript.chosen is not None and run.transcript.chosen.quote.startswith("Que je sortais plus")


async def test_the_mouse_does_it_too(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "b")
        lines = run.shown().splitlines()
        row = next(number for number, line in enumerate(lines) if "Social ties" in line)
        await run.pilot.click(offset=(8, row))
        await run.settle()
        assert screen(run).codes.at == TIES, "a click shows a code"
        await run.pilot.click(offset=(8, row))
        await until_dialog(run, "ExcerptsScreen")
        await run.press("G", "b")
        await until_back(run)
        screen(run).codes.go(TIES)
        keys = run.shown().splitlines()[-1]
        await run.pilot.click(offset=(keys.index("describe") + 1, 39))
        await until_dialog(run, "DescribeDialog")
        await run.press("escape")
        await until_back(run)
        await run.pilot.click(offset=(keys.index("actions") + 1, 39))
        await until_dialog(run, "Chooser")
        await run.type("passages to a new")
        await run.press("enter")
        await until_dialog(run, "SplitDialog")


async def chosen_file(run: Running, path: Path) -> None:
    await run.press("i")
    await until_dialog(run, "FileChooser")
    run.app.screen.query_one("#path", Entry).value = str(path)
    await run.pilot.pause()
    await run.press("enter")


async def test_a_file_is_looked_at_before_it_is_taken(project: Path, state: Path, tmp_path: Path) -> None:
    path, before = tmp_path / "news.csv", image(project)
    path.write_text("key,parent,label_en,definition_en\nsocial,,Social,People.\nsocial/pride,social,Pride,\n", "utf-8")
    async with running(project, state) as run:
        await run.press("G", "b")
        await chosen_file(run, path)
        await until_dialog(run, "CodebookPreviewDialog")
        shown = run.shown()
        assert "1 new code" in shown and "+ Pride" in shown and "1 code would be changed" in shown
        assert "People." in shown and image(project) == before
        await run.press("enter")
        await until_back(run)
        assert code(project, "social/pride") is not None
        await undo_all(run, project, before)
        await chosen_file(run, path)
        await until_dialog(run, "CodebookPreviewDialog")
        await run.press("escape")
        await until_back(run)
    assert image(project) == before


async def test_a_faulty_file_is_told(project: Path, state: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("key,parent,label_en\nBad Key,,X\n", "utf-8")
    async with running(project, state) as run:
        await run.press("G", "b")
        await chosen_file(run, path)
        await until_back(run)
        await run.until(lambda: "is not a key" in told(run))


@pytest.mark.parametrize("turns", [0, 1, 2, 3, 4])
async def test_the_codebook_is_written_in_each_format(project: Path, state: Path, tmp_path: Path, turns: int) -> None:
    suffix = (".yaml", ".csv", ".xlsx", ".docx", ".html")[turns]
    folder = tmp_path / "out"
    folder.mkdir()
    async with running(project, state) as run:
        await run.press("G", "b", "x")
        await until_dialog(run, "ExportDialog")
        run.app.screen.query_one("#folder", Entry).value = str(folder)
        await run.press("tab", "tab", *["right"] * turns, "enter")
        await run.until(lambda: "is written to" in run.shown())
        (written,) = folder.iterdir()
        assert written.suffix == suffix and written.stat().st_size > 1000
        await run.press("x")
        await until_dialog(run, "ExportDialog")
        await run.press("tab", "tab", *["right"] * turns, "enter")
        await until_dialog(run, "Confirm")
        await run.press("escape")
        await until_back(run)


async def test_who_works_blind_learns_nothing_of_others_here(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.screen.view = replace(run.screen.view, blind=True)
        await at(run, TIES)
        assert "Not used yet" in run.shown() and "joris" not in run.shown()
        await run.press("enter")
        await run.until(lambda: "No passage has this code yet" in told(run))


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_words_act_on_nothing(project: Path, state: Path, harm: str) -> None:
    spoil(project, harm)
    start = safe.plain(harm)[:12]
    async with running(project, state, size=(200, 60)) as run:
        await run.press("G", "b", "down")
        assert f"label {start}" in run.shown()
        opened: list[tuple[str, Callable[[], bool]]] = [
            ("r", lambda: "LabelsDialog" in type(run.app.screen).__name__),
            ("e", lambda: "DescribeDialog" in type(run.app.screen).__name__),
            ("c", lambda: "ColourChooser" in type(run.app.screen).__name__),
            ("m", lambda: "CodeChooser" in type(run.app.screen).__name__),
            ("w", lambda: "TermsDialog" in type(run.app.screen).__name__),
            ("M", lambda: "CodeChooser" in type(run.app.screen).__name__),
        ]
        for key, there in opened:
            await run.press(key)
            await run.until(there)
            assert f"label {start}" in run.shown(), key
            await run.press("escape")
            await until_back(run)
        screen(run).codes.go(CONFIDENCE)
        await run.settle()
        await run.press("s")
        await until_dialog(run, "SplitDialog")
        assert f"quote {start}" in run.shown() and f"document 1 {start}"[:20] in run.shown()
        assert run.app.return_code is None


async def test_an_empty_codebook_says_what_to_do(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "empty.qualcode"
    with projects.create(path, coder="marie", title="Leer", language="fr") as session:
        for each in codebooks.tree(session).children(None):
            codebook_merging.remove(session, each.key)
    async with running(path, state, size=(80, 24)) as run:
        await run.press("G", "b")
        assert "The codebook is empty" in run.shown()
        await run.press("e", "w", "m", "delete", "enter")
        assert "Press n to make one" in told(run)
        await run.press("n")
        await run.type("Werk")
        await run.press("enter")
        await until_back(run)
        assert screen(run).codes.at == "werk"


@pytest.mark.parametrize("size", [(20, 5), (60, 20)])
async def test_every_size_shows_codes(project: Path, state: Path, size: tuple[int, int]) -> None:
    async with running(project, state, size=size) as run:
        await at(run, CONFIDENCE)
        assert "Self-est" in run.shown()
        for key in ("e", "w", "s", "M", "c", "r", "n"):
            await run.press(key, "escape")
            await until_back(run)

"""The screen of documents: found, read, described, told who speaks, marked, taken out; each taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import DataTable, Input

from qualcode.ops import documents, history, projects
from qualcode.tui import safe
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.describing import DescribeAllDialog, DescribeDialog
from qualcode.tui.dialogs.speakers import SpeakersDialog, WhoDialog
from qualcode.tui.dialogs.tell import Ask, Confirm, Tell
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.whose import View
from qualcode.tui.widgets.table import Table
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running


async def go(run: Running) -> DocumentsScreen:
    """Go to the documents and wait until all is counted."""
    await run.press("G", "d")
    await run.until(lambda: isinstance(run.app.screen, DocumentsScreen))
    screen = run.app.screen
    assert isinstance(screen, DocumentsScreen)
    await run.until(lambda: screen.library.documents and "…" not in cells(screen)[0][-3])
    return screen


def cells(screen: DocumentsScreen) -> list[list[str]]:
    """The rows as they are shown."""
    table = screen.query_one("#documents", DataTable)
    return [[str(cell) for cell in table.get_row_at(row)] for row in range(table.row_count)]


async def shows(run: Running, kind: type) -> None:
    await run.until(lambda: isinstance(run.app.screen, kind))


def stored(project: Path) -> list[tuple[str, str, str, str | None, tuple[str, ...]]]:
    """Title, kind, language, case, finished by, as they stand in the file."""
    with projects.open_session(project, coder="reader") as session:
        return [(d.title, d.kind, d.language, d.case, d.done) for d in documents.listing(session)]


async def test_each_document_is_a_row_with_how_much_of_it_is_coded(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        screen = await go(run)
        first, second = cells(screen)
        assert first[:4] == ["1", "Récit de Fatima", "life story", "Atelier Nord"]
        assert first[5:] == ["2 %", "3", "–"]
        assert second[1:3] == ["Groupe épicerie", "focus group"]
        assert second[5:7] == ["0 %", "0"]
        assert "2 documents" in run.shown()
        assert "Speakers: INT, FATIMA" in run.shown()


async def test_enter_reads_it_and_escape_leads_back(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await go(run)
        await run.press("down", "enter")
        await shows(run, CodingScreen)
        assert "Groupe épicerie (focus group" in run.shown()
        await go(run)
        await run.press("escape")
        await shows(run, CodingScreen)


async def test_a_click_goes_to_a_row_and_the_heading_orders(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        screen = await go(run)
        await run.pilot.click("#documents", offset=(10, 2))
        await run.settle()
        assert screen.document is not None and screen.document.title == "Groupe épicerie"
        await run.pilot.click("#documents", offset=(10, 0))
        await run.settle()
        assert [row[1] for row in cells(screen)] == ["Groupe épicerie", "Récit de Fatima"]
        assert screen.document.title == "Groupe épicerie"


async def test_the_order_is_chosen_by_keys(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        screen = await go(run)
        for _again in range(2):
            await run.press("o")
            await shows(run, Chooser)
            await run.type("codings")
            await run.press("enter")
            await shows(run, DocumentsScreen)
        assert [row[0] for row in cells(screen)] == ["1", "2"]


async def test_the_filter_finds_by_anything_that_is_told(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        screen = await go(run)
        await run.press("/")
        await run.type("FOCUS epic")
        await run.settle()
        assert [row[1] for row in cells(screen)] == ["Groupe épicerie"]
        assert "1 of 2" in run.shown()
        await run.press("escape")
        assert len(cells(screen)) == 2
        assert screen.focused is screen.table


async def test_title_kind_language_and_case_are_changed_and_taken_back(project: Path, state: Path) -> None:
    before = stored(project)
    async with running(project, state) as run:
        screen = await go(run)
        await run.press("e")
        await shows(run, DescribeDialog)
        run.app.screen.query_one("#document-title", Input).value = "Fatima raconte"
        await run.press("tab", "right", "tab", "right", "tab")
        run.app.screen.query_one("#case Input", Input).value = "La Main"
        await run.press("enter")
        await shows(run, DocumentsScreen)
        await run.settle()
        assert stored(project)[0] == ("Fatima raconte", "focus-group", "nl", "La Main", ())
        assert cells(screen)[0][1] == "Fatima raconte"
        await run.press("u")
        assert stored(project) == before
        assert cells(screen)[0][1] == "Récit de Fatima"


async def test_a_case_is_chosen_among_those_there_are(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await go(run)
        await run.press("down", "e")
        await shows(run, DescribeDialog)
        await run.press("tab", "tab", "tab", "down")
        await shows(run, Chooser)
        await run.type("nord")
        await run.press("enter")
        await shows(run, DescribeDialog)
        await run.press("enter")
        await shows(run, DocumentsScreen)
        await run.settle()
        assert [row[3] for row in stored(project)] == ["Atelier Nord", "Atelier Nord"]


async def test_with_the_mouse_alone_a_case_is_chosen(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        screen = await go(run)
        await run.pilot.click("#documents", offset=(10, 2))
        await run.settle()
        keys = run.shown().splitlines()[-1]
        await run.pilot.click("#keys", offset=(keys.index(" change"), 0))
        await shows(run, DescribeDialog)
        await run.pilot.click("#case Static")
        await shows(run, Chooser)
        await run.pilot.click("#found", offset=(2, 0))
        await shows(run, DescribeDialog)
        keys_of_dialog = run.app.screen.query_one("KeyLine")
        await run.pilot.click(keys_of_dialog, offset=(3, 0))
        await shows(run, DocumentsScreen)
        await run.until(lambda: cells(screen)[1][3] == "Atelier Nord")


async def test_all_in_the_list_are_changed_at_once_after_a_question(project: Path, state: Path) -> None:
    before = stored(project)
    async with running(project, state) as run:
        await go(run)
        await run.press("E")
        await shows(run, DescribeAllDialog)
        await run.press("right", "right", "right", "right", "enter")
        await shows(run, Confirm)
        await run.press("enter")
        await shows(run, DocumentsScreen)
        await run.settle()
        assert [row[1] for row in stored(project)] == ["survey", "survey"]
        await run.press("u")
        assert stored(project) == before


async def test_nothing_said_changes_nothing(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="reader") as session:
        sequence = session.sequence()
    async with running(project, state) as run:
        await go(run)
        await run.press("e")
        await shows(run, DescribeDialog)
        await run.press("enter")
        await shows(run, DocumentsScreen)
        await run.press("E")
        await shows(run, DescribeAllDialog)
        await run.press("enter")
        await shows(run, DocumentsScreen)
        await run.settle()
    with projects.open_session(project, coder="reader") as session:
        assert session.sequence() == sequence


async def test_what_is_refused_is_said(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await go(run)
        await run.press("e")
        await shows(run, DescribeDialog)
        run.app.screen.query_one("#document-title", Input).value = "x" * 300
        await run.press("enter")
        await run.until(lambda: "more than 200 characters" in " ".join(run.shown().split()))


async def test_finished_and_not_after_all(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        screen = await go(run)
        await run.press("D")
        assert stored(project)[0][4] == ("marie",)
        assert cells(screen)[0][-1] == "marie"
        await run.press("D")
        assert stored(project)[0][4] == ()
        await run.press("u")
        assert stored(project)[0][4] == ("marie",)


async def test_removing_tells_what_goes_and_is_taken_back(project: Path, state: Path) -> None:
    before = stored(project)
    async with running(project, state) as run:
        screen = await go(run)
        await run.press("delete")
        await shows(run, Confirm)
        assert "with 3 codings of all coders" in run.shown()
        await run.press("escape")
        await shows(run, DocumentsScreen)
        assert stored(project) == before
        await run.press("delete")
        await shows(run, Confirm)
        await run.press("enter")
        await shows(run, DocumentsScreen)
        await run.settle()
        assert [row[1] for row in cells(screen)] == ["Groupe épicerie"]
        await run.press("delete")  # nothing is coded in it, so nothing is asked
        await run.settle()
        assert stored(project) == []
        assert "There are no documents yet." in run.shown()
        await run.press("u", "u")
        assert stored(project) == before
        await run.press("escape")
        await shows(run, CodingScreen)
        assert "Récit de Fatima" in run.shown()


async def test_all_about_a_document_can_be_read(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        screen = await go(run)
        await run.press("w")
        await shows(run, Tell)
        shown = run.shown()
        assert screen.library.documents[0].sha256 in shown
        assert "01-recit-de-fatima.txt" in shown
        assert "FATIMA  Fatima" in shown


async def test_speakers_are_named_joined_and_told(project: Path, state: Path) -> None:
    def who() -> list[tuple[str, str | None, bool]]:
        with projects.open_session(project, coder="reader") as session:
            first = documents.listing(session)[0].id
            return [(s.speaker, s.person, s.interviewer) for s in documents.speakers(session, first)]

    before = who()
    async with running(project, state) as run:
        screen = await go(run)
        await run.press("s")
        await shows(run, SpeakersDialog)
        await run.press("r")
        await shows(run, Ask)
        run.app.screen.query_one(Input).value = "Enquêtrice"
        await run.press("enter")
        await run.until(lambda: who()[0][0] == "Enquêtrice")
        await run.press("i")
        await run.until(lambda: not who()[0][2])
        await run.press("enter")
        await shows(run, WhoDialog)
        run.app.screen.query_one("#person Input", Input).value = "Nadia"
        await run.press("enter")
        await run.until(lambda: who()[0] == ("Enquêtrice", "Nadia", False))
        await shows(run, SpeakersDialog)
        await run.until(lambda: "Nadia" in run.shown())
        await run.press("n")
        await run.until(lambda: who()[0] == ("Enquêtrice", None, False))
        await run.press("j")
        await shows(run, Chooser)
        await run.press("enter")
        await run.until(lambda: who() == [("FATIMA", "Fatima", False)])
        await shows(run, SpeakersDialog)
        await run.press("escape")
        await shows(run, DocumentsScreen)
        await run.settle()
        assert screen.undoable is not None
        for _change in range(5):
            await run.press("u")
        assert who() == before


async def test_a_name_that_is_taken_joins_only_when_that_is_meant(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await go(run)
        await run.press("s")
        await shows(run, SpeakersDialog)
        await run.press("r")
        await shows(run, Ask)
        run.app.screen.query_one(Input).value = "FATIMA"
        await run.press("enter")
        await shows(run, Confirm)
        await run.press("escape")
        await shows(run, SpeakersDialog)
    with projects.open_session(project, coder="reader") as session:
        assert len(documents.speakers(session, documents.listing(session)[0].id)) == 2


async def test_who_works_blind_learns_nothing_of_others(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.screen.view = View("marie", blind=True)
        screen = await go(run)
        assert cells(screen)[0][6] == "2"
        assert "2 codings" in run.shown()
        await run.press("w")
        await shows(run, Tell)
        assert "Codings        2" in run.shown()
        await run.press("escape", "delete")
        await shows(run, Confirm)
        assert "with your 2 codings" in run.shown()
        assert "3 codings" not in run.shown()
        await run.press("escape", "D")
        await run.until(lambda: cells(screen)[0][6] == "3")


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_every_field_is_shown_as_it_is_written(project: Path, state: Path, harm: str) -> None:
    spoil(project, harm)
    start = safe.plain(harm)[:10]
    async with running(project, state, size=(200, 60)) as run:
        await go(run)
        for field in ("project", "document 1", "case", "INT"):
            assert f"{field} {start}" in run.shown(), field
        for key, kind in (("s", SpeakersDialog), ("e", DescribeDialog), ("w", Tell), ("delete", Confirm)):
            await run.press(key)
            await shows(run, kind)
            assert start in run.shown()
            await run.press("escape")
            await shows(run, DocumentsScreen)
        await run.press("/")
        await run.type("fatima")
        assert run.app.return_code is None


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_it_stands_at_any_size(project: Path, state: Path, size: tuple[int, int]) -> None:
    async with running(project, state, size=size) as run:
        await go(run)
        for key in ("e", "s", "w", "i", "E", "o", "delete"):
            await run.press(key)
            await run.press("escape")
            await shows(run, DocumentsScreen)
        assert run.app.return_code is None


async def test_in_a_read_only_project_a_change_is_refused_in_words(
    project: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with projects.open_session(project, coder="marie") as session:
        before = len(history.listing(session))
    project.chmod(0o444)
    monkeypatch.setattr("os.access", lambda path, mode: mode != 2)
    async with running(project, state) as run:
        await go(run)
        await run.press("D")
        assert run.app.screen.query_one(Table).row_count == 2
        assert len(run.app._notifications) == 1
    with projects.open_session(project, coder="marie") as session:
        assert len(history.listing(session)) == before

"""All memos in one place: found, read, written, changed, removed and brought back; drafts that were left come first."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.ops import codings, memos, noted, projects
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.memo import MemoDialog
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.memory import Memory
from qualcode.tui.notebook import Sieve
from qualcode.tui.screens.memos import MemosScreen
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running

FOUND = {"coding": "Elle hésite avant de le dire.", "project": "Relire les trois récits.", "code": "Trop large ?"}


@pytest.fixture
def noted_project(project: Path) -> Path:
    """A project with memos by marie on a passage, a code and the whole, and one by joris on a document."""
    with projects.open_session(project, coder="marie") as session:
        coding = next(each for each in codings.listing(session) if each.quote == "on n'ose plus")
        codings.note(session, coding.id, FOUND["coding"])
        memos.add(session, "code", memos.subject(session, "code", "social/confidence"), FOUND["code"])
        memos.add(session, "project", memos.subject(session, "project", ""), FOUND["project"])
    with projects.open_session(project, coder="joris") as session:
        memos.add(session, "document", memos.subject(session, "document", "1"), "Enregistré un jour de pluie.")
    return project


def screen(run: Running) -> MemosScreen:
    found = run.app.screen
    assert isinstance(found, MemosScreen)
    return found


def go_to(run: Running, words: str) -> None:
    """Put the cursor on the memo in which these words stand."""
    table = screen(run).table
    table.go(next(line.id for line in table.lines if words in str(line.cells[2])))


async def choose(run: Running, words: str) -> None:
    await run.until(lambda: isinstance(run.app.screen, Chooser))
    await run.type(words)
    await run.press("enter")


async def test_every_memo_is_listed_and_read_with_what_it_is_about(noted_project: Path, state: Path) -> None:
    async with running(noted_project, state) as run:
        await run.press("G", "n")
        shown = run.shown()
        assert "4 memos" in shown
        go_to(run, FOUND["coding"])
        await run.settle()
        shown = run.shown()
        assert "“on n'ose plus”" in shown
        assert "Récit de Fatima" in shown
        assert "Social / Self-esteem and confidence" in shown


async def test_memos_are_found_by_kind_coder_and_words(noted_project: Path, state: Path) -> None:
    async with running(noted_project, state) as run:
        await run.press("G", "n", "k")
        await choose(run, "code")
        assert [str(line.cells[2]) for line in screen(run).table.lines] == [FOUND["code"]]
        await run.press("a", "c")
        await choose(run, "joris")
        assert len(screen(run).table.lines) == 1
        await run.press("a", "slash")
        await run.type("hesite")
        assert [str(line.cells[2]) for line in screen(run).table.lines] == [FOUND["coding"]]
        await run.press("enter")
        assert screen(run).table.has_focus
        await run.press("slash")
        await run.type("qqq")
        assert "No memo is like that" in run.shown()
        await run.press("escape")
        assert screen(run).sieve == Sieve()
        assert len(screen(run).table.lines) == 4


async def test_a_memo_is_written_changed_removed_and_brought_back(noted_project: Path, state: Path) -> None:
    async with running(noted_project, state) as run:
        await run.press("G", "n", "n")
        await choose(run, "Atelier Nord")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        await run.type("Visite le 3 mai")
        await run.press("ctrl+s")
        assert "5 memos" in run.shown()
        go_to(run, "Visite le 3 mai")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        await run.type(", pluie")
        await run.press("ctrl+s")
        assert "Visite le 3 mai, pluie" in run.shown()
        go_to(run, "Visite le 3 mai, pluie")
        await run.press("delete")
        assert "4 memos" in run.shown()
        await run.press("u")
        assert "5 memos" in run.shown()
        await run.press("u", "u")
        assert "4 memos" in run.shown()
        await run.press("U", "U")
        assert "Visite le 3 mai, pluie" in run.shown()


async def test_anothers_memo_is_read_and_not_changed(noted_project: Path, state: Path) -> None:
    async with running(noted_project, state) as run:
        await run.press("G", "n")
        go_to(run, "pluie")
        for key in ("enter", "delete"):
            await run.press(key)
            assert run.app.screen is screen(run)
            assert "joris’s" in run.shown()
        assert "4 memos" in run.shown()


async def test_one_goes_from_a_memo_to_its_passage(noted_project: Path, state: Path) -> None:
    async with running(noted_project, state) as run:
        await run.press("G", "n")
        go_to(run, FOUND["coding"])
        await run.press("o")
        await run.until(lambda: run.app.screen is run.screen)
        await run.settle()
        assert run.transcript.chosen is not None
        assert run.transcript.chosen.quote == "on n'ose plus"
        await run.press("G", "n")
        go_to(run, FOUND["project"])
        await run.press("o")
        assert "the whole project" in run.shown()


async def test_the_mouse_opens_a_memo_and_the_line_of_choices(noted_project: Path, state: Path) -> None:
    async with running(noted_project, state) as run:
        await run.press("G", "n")
        row = next(at for at, line in enumerate(run.shown().splitlines()) if FOUND["project"][:12] in line)
        await run.pilot.click(offset=(45, row))
        await run.settle()
        await run.pilot.click(offset=(45, row))
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        await run.press("escape")
        await run.pilot.click("#asked", offset=(3, 0))
        await run.until(lambda: isinstance(run.app.screen, Chooser))


async def test_drafts_come_first_and_are_gone_on_with_or_thrown_away(noted_project: Path, state: Path) -> None:
    with projects.open_session(noted_project, coder="marie") as session:
        about = projects.project(session).id
        document = memos.subject(session, "document", "1")
        own = next(note for note in noted.notes(session, "en") if note.memo.about_kind == "project")
    memory = Memory(state, "marie")
    memory.keep_draft(about, document, "Commencé et pas fini")
    memory.keep_draft(about, own.memo.id, "Relire les quatre")
    memory.keep_draft(about, "gone", "Sans place")
    async with running(noted_project, state) as run:
        run.app.clear_notifications()
        await run.press("G", "n")
        lines = screen(run).table.lines
        assert ["draft" in str(line.cells[0]) for line in lines] == [True] * 3 + [False] * 4
        screen(run).table.go(f"draft {document}")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        assert "Commencé et pas fini" in run.shown()
        await run.press("ctrl+s")
        assert "5 memos" in run.shown()
        screen(run).table.go(f"draft {own.memo.id}")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        await run.press("ctrl+s")
        screen(run).table.go("draft gone")
        await run.press("delete")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("enter")
        assert "draft" not in run.shown().casefold()
    assert memory.drafts(about) == frozenset()
    with projects.open_session(noted_project, coder="reader") as session:
        said = {memo.text for memo in memos.listing(session)}
    assert {"Commencé et pas fini", "Relire les quatre"} <= said


async def test_who_works_blind_does_not_read_what_others_noted(noted_project: Path, state: Path) -> None:
    async with running(noted_project, state) as run:
        run.screen.action_blind()
        await run.settle()
        await run.press("G", "n")
        assert "3 memos" in run.shown()
        assert "pluie" not in run.shown()


async def test_a_project_without_memos_says_how_to_write_one(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "n")
        assert "No memos yet. Press n to write one" in run.shown()
        await run.press("enter", "delete", "o")
        assert run.app.is_running


@pytest.mark.parametrize(("harm", "size"), [(MARKUP, (80, 24)), (CONTROLS, (20, 5)), (CONTROLS, (200, 60))])
async def test_nothing_that_people_wrote_acts(project: Path, state: Path, harm: str, size: tuple[int, int]) -> None:
    spoil(project, harm)
    async with running(project, state, size=size) as run:
        await run.press("G", "n", "down", "enter")
        await run.press("escape", "n", "escape", "k", "escape")
        assert "\x1b" not in run.shown()
        assert run.app.is_running

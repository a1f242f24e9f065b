"""The history on the screen: everything told; one’s own taken back from any place down; others’ left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.ops import codings, documents, history, projects
from qualcode.tui.dialogs.tell import Confirm, Tell
from qualcode.tui.screens.history import HistoryScreen
from tests.store.making import dump
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running


def screen(run: Running) -> HistoryScreen:
    found = run.app.screen
    assert isinstance(found, HistoryScreen)
    return found


def sequence(run: Running, words: str) -> str:
    """The row in which these words stand."""
    return next(line.id for line in screen(run).table.lines if words in str(line.cells[3]))


@pytest.fixture
def busy(project: Path) -> Path:
    """The project after marie has done three more things."""
    with projects.open_session(project, coder="marie") as session:
        view = documents.listing(session)[0]
        codings.add(session, view.id, 40, 60, "social/ties")
        documents.mark_done(session, view.id)
        projects.describe(session, title="Trois récits")
    return project


async def test_every_change_is_told_newest_first_with_labels(busy: Path, state: Path) -> None:
    async with running(busy, state) as run:
        await run.press("G", "h")
        lines = screen(run).table.lines
        assert [int(line.id) for line in lines] == sorted((int(line.id) for line in lines), reverse=True)
        shown = run.shown()
        assert "Social ties and less isolation" in shown
        assert "social/ties" not in shown
        assert "The project is called “Trois récits”" in shown
        await run.press("enter")
        assert isinstance(run.app.screen, Tell)
        assert "Change " in run.shown()


async def test_one_takes_back_everything_down_to_a_change(busy: Path, state: Path) -> None:
    with projects.open_session(busy, coder="marie") as session:
        before = dump(session)
        n = len(history.listing(session))
    async with running(busy, state) as run:
        await run.press("G", "h")
        screen(run).table.go(sequence(run, "Social ties and less isolation in"))
        await run.press("delete")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        assert "Take back your last 3 changes" in run.shown()
        await run.press("enter")
        await run.until(lambda: "3 changes taken back." in run.shown())
        assert sum("↶" in str(line.cells[3]) for line in screen(run).table.lines) == 3
        # Done again one by one, all is as it was; the history has it all.
        await run.press("U", "U", "U")
    with projects.open_session(busy, coder="marie") as session:
        after = dump(session)
        assert {name: rows for name, rows in after.items() if "journal" not in name} == {
            name: rows for name, rows in before.items() if "journal" not in name
        }
        assert len(history.listing(session)) >= n


async def test_others_changes_are_theirs(busy: Path, state: Path) -> None:
    async with running(busy, state, coder="joris") as run:
        await run.press("G", "h", "delete")
        assert "You can take back only your own changes" in run.shown()
        everybody = len(screen(run).table.lines)
        await run.press("m")
        assert 0 < len(screen(run).table.lines) < everybody
        assert {str(line.cells[2]) for line in screen(run).table.lines} == {"joris"}
        await run.press("m")
        assert len(screen(run).table.lines) == everybody


async def test_who_works_blind_is_not_told_what_others_coded(busy: Path, state: Path) -> None:
    async with running(busy, state, coder="joris") as run:
        run.screen.action_blind()
        await run.settle()
        await run.press("G", "h")
        told = {str(line.cells[3]) for line in screen(run).table.lines if line.cells[2] == "marie"}
        assert not any("Self-esteem" in each or "Social ties" in each for each in told)
        assert any("Trois récits" in each for each in told)


async def test_the_mouse_tells_and_sorts(busy: Path, state: Path) -> None:
    async with running(busy, state) as run:
        await run.press("G", "h")
        row = screen(run).table.region.y + 2
        await run.pilot.click(offset=(40, row))
        await run.settle()
        await run.pilot.click(offset=(40, row))
        await run.until(lambda: isinstance(run.app.screen, Tell))
        await run.press("escape")
        await run.pilot.click(offset=(3, screen(run).table.region.y))
        await run.settle()
        ids = [int(line.id) for line in screen(run).table.lines]
        assert ids == sorted(ids)


@pytest.mark.parametrize(("harm", "size"), [(MARKUP, (80, 24)), (CONTROLS, (20, 5)), (CONTROLS, (200, 60))])
async def test_nothing_that_people_wrote_acts(project: Path, state: Path, harm: str, size: tuple[int, int]) -> None:
    spoil(project, harm)
    async with running(project, state, size=size) as run:
        await run.press("G", "h", "down", "enter", "escape", "delete", "escape")
        assert "\x1b" not in run.shown()
        assert run.app.is_running

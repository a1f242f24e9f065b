"""The guided tour: it goes on when a step is done, in a project of its own, and is left with one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.ops import history, projects
from qualcode.tui.guiding import Guide
from qualcode.tui.screens.matrix import MATRIX
from qualcode.tui.screens.welcome import WelcomeScreen
from qualcode.tui.tour import STEPS, Step, key_names, told
from qualcode.tui.widgets.tourpanel import TourPanel
from tests.tui.running import Running, running


def guide(run: Running) -> Guide:
    assert run.app.guide is not None
    return run.app.guide


async def begin(run: Running) -> None:
    """Begin the tour from the list of projects."""
    await run.press("g")
    await run.until(lambda: run.app.guide is not None and "Tour 1/10" in run.shown())
    await run.settle()


async def reached(run: Running, number: int) -> None:
    """Wait for a step; they count from 1."""
    await run.until(lambda: f"Tour {number}/10" in run.shown())
    # What it sees first is what the next thing done is told from.
    await run.settle()
    await run.app.look_at_tour()


async def test_every_step_goes_on_when_it_is_done(state: Path, tmp_path: Path) -> None:
    async with running(None, state) as run:
        await begin(run)
        await run.press("ctrl+down")
        await reached(run, 2)
        await run.press("ctrl+down", "S")
        await reached(run, 3)
        await run.press("c")
        await run.type("confi")
        await run.press("enter")
        await reached(run, 4)
        await run.press("ctrl+down", "ctrl+down", "S", "1")
        await reached(run, 5)
        await run.press("+")
        await reached(run, 6)
        await run.press("m")
        await run.type("why now")
        await run.press("ctrl+s")
        await reached(run, 7)
        await run.press("n")
        await run.until(lambda: run.screen.suggesting.proposal is not None)
        await run.press("x")
        await reached(run, 8)
        await run.press("u")
        await reached(run, 9)
        await run.press("G")
        await run.press("m")
        await reached(run, 10)
        assert "w writes the table" in run.shown()
        await run.press("ctrl+x")
        await run.until(lambda: isinstance(run.app.screen, WelcomeScreen))
        assert run.app.guide is None
        # Neither the sample nor the invitation stands on the list.
        assert "Opened before" not in run.shown()
        assert "New here?" not in run.shown()


async def test_the_tour_leaves_ones_own_project_as_it_was(project: Path, state: Path) -> None:
    def changes() -> int:
        with projects.open_session(project, coder="marie") as session:
            return history.listing(session)[0].sequence

    before = changes()
    async with running(project, state, size=(80, 24)) as run:
        await run.press("ctrl+p")
        await run.type("guided tour")
        await run.press("enter")
        await run.until(lambda: run.app.guide is not None and "Tour 1/10" in run.shown())
        await run.settle()
        assert state in run.screen.path.parents
        await run.press("S", "v", "enter")
        await run.press("ctrl+x")
        await run.until(lambda: "Récit de Fatima" in run.shown())
        assert not run.app.screen.query(TourPanel)
    assert changes() == before
    assert [each.path for each in run.app.memory.recents()] == [project]


async def test_steps_are_passed_over_and_the_panel_moves_to_where_there_is_room(state: Path) -> None:
    async with running(None, state, size=(120, 40)) as run:
        await begin(run)
        panel = run.app.screen.query_one(TourPanel)
        assert panel.has_class("-corner")
        await run.pilot.resize_terminal(80, 24)
        await run.until(lambda: not run.app.screen.query_one(TourPanel).has_class("-corner"))
        await run.press("G")
        await run.press("x")
        await run.until(lambda: "esc leads there" in run.shown())
        await run.press("escape")
        for _step in range(20):
            await run.press("ctrl+n")
        assert guide(run).number == len(STEPS) - 1
        await run.press("question_mark")
        assert "Leave the tour" in run.shown()
        await run.press("escape", "h")
        await run.until(lambda: isinstance(run.app.screen, WelcomeScreen))
        await run.until(lambda: run.app.guide is None)


async def test_the_tour_is_left_with_the_mouse(state: Path) -> None:
    async with running(None, state) as run:
        await begin(run)
        line = run.app.screen.query_one("#tour-leave")
        text = run.shown().splitlines()[line.region.y]
        await run.pilot.click("#tour-leave", offset=(text.index("leave") - line.region.x, 0))
        await run.until(lambda: isinstance(run.app.screen, WelcomeScreen))


@pytest.mark.parametrize("step", STEPS, ids=lambda each: each.title)
def test_a_step_tells_keys_that_there_are(step: Step) -> None:
    parts = told(step, key_names(MATRIX))
    assert all("{" not in (part if isinstance(part, str) else part[0]) for part in parts)
    assert sum(isinstance(part, tuple) for part in parts) >= 1

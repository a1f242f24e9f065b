"""An enterprise's page: its form is filled in on the screen, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qualcode.model.evaluation_view import EvaluationView
from qualcode.ops import documents, evaluation, projects
from qualcode.tui.screens.enterprise import EnterpriseScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.widgets.answer import Answer
from qualcode.tui.widgets.card import Card
from tests.tui.hostile import CONTROLS, MARKUP
from tests.tui.registers import fill, harmless
from tests.tui.running import Running, running

NORD = "Atelier Nord"


@pytest.fixture
def peopled(project: Path) -> Path:
    fill(project)
    return project


@asynccontextmanager
async def there(project: Path, state: Path, *keys: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    """The app on the page of Atelier Nord."""
    async with running(project, state, size=size) as run:
        run.app.go("enterprise")
        await run.settle()
        page(run).go_to(case_of(project))
        await run.settle()
        await run.press(*keys)
        yield run


def page(run: Running) -> EnterpriseScreen:
    assert isinstance(run.app.screen, EnterpriseScreen)
    return run.app.screen


def case_of(project: Path) -> str:
    from qualcode.ops.register import register

    with projects.open_session(project, coder="marie") as session:
        return next(case.id for case in register(session).cases if case.name == NORD)


def stored(project: Path) -> EvaluationView:
    with projects.open_session(project, coder="marie") as session:
        return evaluation.evaluation(session, NORD)


def field(run: Running, name: str) -> Answer:
    return next(each for each in run.app.screen.query(Answer) if each.field == name)


async def write(run: Running, name: str, text: str, *end: str) -> None:
    field(run, name).focus()
    await run.press("enter")
    await run.type(text)
    await run.press(*end)


async def test_a_field_is_written_where_it_stands_and_taken_back_with_one_key(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await write(run, "portrait:social", "G is no place here", "enter", "q", "escape")
        assert stored(peopled).portrait == {"social": "G is no place here\nq"}
        assert "G is no place here" in run.shown() and "1 of 7" in run.shown()
        await run.press("u")
        assert stored(peopled).portrait == {}
        assert field(run, "portrait:social").text == ""


async def test_who_goes_to_another_field_is_done_with_the_first(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await write(run, "question:", "Quoi", "tab")
        await run.settle()
        assert stored(peopled).question == "Quoi"


async def test_what_is_typed_survives_a_kill_and_is_stored_or_thrown_away_later(peopled: Path, state: Path) -> None:
    async with running(peopled, state) as run:
        run.app.go("enterprise")
        await run.settle()
        page(run).go_to(case_of(peopled))
        await run.settle()
        field(run, "question:").focus()
        await run.press("enter")
        await run.type("Qui reste")
        await run.until(lambda: any("Qui reste" in each.read_text() for each in state.glob("drafts-*forms*")))
        assert stored(peopled).question == ""
        # Killed: nothing is asked of the field any more.
        field(run, "question:").read_only = True
    async with there(peopled, state) as again:
        assert field(again, "question:").text == "Qui reste"
        assert "was not stored" in again.shown()
        field(again, "question:").focus()
        await again.press("enter", "escape")
        assert stored(peopled).question == "Qui reste"
        await again.until(lambda: not list(state.glob("drafts-*forms*")))
        await write(again, "question:", " longtemps", "ctrl+t")
        assert field(again, "question:").text == "Qui reste"
        assert stored(peopled).question == "Qui reste"


async def test_leaving_the_page_stores_what_is_being_written(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await write(run, "limit:", "Un seul atelier")
        page(run).action_go("cases")
        await run.until(lambda: not isinstance(run.app.screen, EnterpriseScreen))
        assert stored(peopled).limit == "Un seul atelier"


async def test_of_three_keys_written_side_by_side_each_is_clicked_for_itself(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        line = run.shown().rstrip().split("\n")[-1]
        for cell, phase in ((4, "analyse"), (0, "diagnose"), (2, "collect")):
            await run.pilot.click(offset=(line.index("1 2 3 ") + cell, run.app.size.height - 1))
            await run.settle()
            assert page(run).phase == phase


async def test_methods_are_ticked_and_what_is_missing_is_said(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        from qualcode.tui.widgets.phases import Tick

        ticks = {each.method: each for each in run.app.screen.query(Tick)}
        assert not field(run, "method:survey").display
        ticks["survey"].focus()
        await run.press("enter")
        ticks["life-story"].focus()
        await run.press("space")
        assert stored(peopled).methods == ("survey", "life-story")
        assert stored(peopled).missing == ("survey",)
        assert field(run, "method:survey").display
        await write(run, "method:survey", "Pour compter", "escape")
        assert stored(peopled).reasons == {"survey": "Pour compter"}
        assert "1 missing" in run.shown()
        ticks["survey"].focus()
        await run.press("space")
        assert stored(peopled).methods == ("life-story",)


async def test_a_draft_and_the_program_of_another_do_not_disturb_the_writer(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await write(run, "question:", "Mon")
        with projects.open_session(peopled, coder="joris") as session:
            evaluation.describe(session, NORD, question="Autre", limit="Autre limite")
        await page(run).refresh_if_changed()
        await run.settle()
        assert field(run, "question:").text == "Mon"
        assert field(run, "limit:").text == "Autre limite"
        await run.press("escape")
        assert stored(peopled).question == "Mon"


async def test_one_goes_to_what_is_behind_the_counts(peopled: Path, state: Path) -> None:
    async with there(peopled, state, "2") as run:
        assert isinstance(run.app.focused, Card)
        assert "Récit de Fatima" in run.shown()
        await run.press("enter")
        await run.until(lambda: not isinstance(run.app.screen, EnterpriseScreen))
        assert run.screen.reading is not None and run.screen.reading.document.title == "Récit de Fatima"
    async with there(peopled, state, "x") as other:
        assert isinstance(other.app.screen, ExcerptsScreen)
        assert other.app.screen.filters == {"case": frozenset({NORD})}


async def test_three_panels_stand_side_by_side_where_there_is_room(peopled: Path, state: Path) -> None:
    async with there(peopled, state, size=(200, 60)) as run:
        shown = run.shown()
        assert "State of affairs" in shown and "What was found" in shown and "Récit de Fatima" in shown
    async with there(peopled, state, "3", size=(80, 24)) as small:
        shown = small.shown()
        assert page(small).phase == "analyse"
        assert "State of affairs" not in shown and "What was found" in shown


async def test_without_enterprises_it_says_where_they_are_made(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "bare.qualcode"
    with projects.create(path, coder="marie") as session:
        assert not documents.listing(session)
    async with running(path, state) as run:
        run.app.go("enterprise")
        await run.settle()
        assert "No enterprises yet" in run.shown()
        await run.press("1", "2", "3", "e", "enter", "x", "m", "j", "[", "]")


@pytest.mark.parametrize("text", [MARKUP, CONTROLS])
async def test_what_was_written_cannot_act(peopled: Path, state: Path, text: str) -> None:
    with projects.open_session(peopled, coder="marie") as session:
        evaluation.describe(session, NORD, portrait={"social": text}, question=text, findings={"social": text})
    async with there(peopled, state) as run:
        assert harmless(run)
        await run.press("3")
        assert harmless(run)

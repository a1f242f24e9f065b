"""Groups of enterprises: made, filled, met with, compared; each taken back with one key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qualcode.model.evaluation_view import GroupView
from qualcode.ops import groups, projects
from qualcode.tui.memory import Memory
from qualcode.tui.screens.enterprise import EnterpriseScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.groups import GroupsScreen
from qualcode.tui.widgets.answer import Answer
from qualcode.tui.widgets.card import Card
from qualcode.tui.widgets.table import Table
from tests.tui.hostile import CONTROLS, MARKUP
from tests.tui.registers import fill, harmless
from tests.tui.running import Running, running

NORD, COIN = "Atelier Nord", "L'Épicerie du Coin"


@pytest.fixture
def peopled(project: Path) -> Path:
    fill(project)
    return project


@pytest.fixture
def grouped(peopled: Path) -> Path:
    with projects.open_session(peopled, coder="marie") as session:
        groups.add(session, "Table ronde", cases=[NORD, COIN], description="Cinq rencontres.")
        groups.add_session(session, "Table ronde", date="2025-03-12", title="Début", notes="On raconte.")
    return peopled


@asynccontextmanager
async def there(project: Path, state: Path, *keys: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    """The app on the groups."""
    async with running(project, state, size=size) as run:
        run.app.go("groups")
        await run.settle()
        await run.press(*keys)
        yield run


def screen(run: Running) -> GroupsScreen:
    found = [each for each in run.app.screen_stack if isinstance(each, GroupsScreen)]
    return found[0]


def stored(project: Path) -> list[GroupView]:
    with projects.open_session(project, coder="marie") as session:
        return groups.listing(session)


async def open_line(run: Running, line: str) -> None:
    """Open a line of the card, by the keyboard."""
    card = screen(run).query_one(Card)
    card.focus()

    def places() -> list[int]:
        ids = [card.get_option_at_index(index).id or "" for index in range(card.option_count)]
        return [place for place, id in enumerate(ids) if id.startswith(line)]

    await run.until(places)
    card.highlighted = places()[0]
    await run.press("enter")


async def test_a_group_is_made_and_filled(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        assert "No groups yet" in run.shown()
        await run.press("a")
        await run.type("Table ronde")
        await run.press("enter")
        await run.until(lambda: "Who is in" in run.shown())
        await run.type("atelier")
        await run.press("enter")
        await run.until(lambda: stored(peopled)[0].members == (NORD,))
        await run.until(lambda: "Who is in" in run.shown())
        await run.type("atelier")
        await run.press("enter")
        await run.until(lambda: stored(peopled)[0].members == ())
        await run.until(lambda: "Who is in" in run.shown())
        await run.press("escape")
        await run.press("u")
        assert stored(peopled)[0].members == (NORD,)


async def test_members_stand_side_by_side_and_lead_to_their_passages(grouped: Path, state: Path) -> None:
    async with there(grouped, state) as run:
        assert "Cinq rencontres." in run.shown() and "Side by side" in run.shown() and NORD in run.shown()
        screen(run).query_one("#beside", Table).focus()
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ExcerptsScreen))
        shown = run.app.screen
        assert isinstance(shown, ExcerptsScreen) and shown.filters["case"] == {NORD, COIN}


async def test_a_member_opens_its_page(grouped: Path, state: Path) -> None:
    async with there(grouped, state) as run:
        await open_line(run, "case:")
        await run.until(lambda: isinstance(run.app.screen, EnterpriseScreen))
        assert NORD in run.shown()


async def test_a_session_is_entered_written_and_removed(grouped: Path, state: Path) -> None:
    async with there(grouped, state, "s") as run:
        await run.press("end", "ctrl+u")
        await run.type("2025-05-14")
        await run.press("tab")
        await run.type("Suite")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.focused, Answer))
        await run.press("enter")
        await run.type("On compare")
        await run.press("escape")
        held = stored(grouped)[0].sessions
        assert [(each.date, each.title, each.notes) for each in held][1] == ("2025-05-14", "Suite", "On compare")
        await run.press("delete")
        assert len(stored(grouped)[0].sessions) == 1
        await run.press("u")
        assert len(stored(grouped)[0].sessions) == 2


async def test_a_hand_out_is_drafted_into_the_session_and_written(grouped: Path, state: Path) -> None:
    Memory(state).set("exports", str(grouped.parent))
    async with there(grouped, state) as run:
        await open_line(run, "meeting:")
        await run.until(lambda: "On raconte." in run.shown())
        await run.press("w")
        await run.until(lambda: stored(grouped)[0].sessions[0].handout)
        assert "# Table ronde" in run.shown()
        await run.press("w")
        await run.until(lambda: "Kind of file" in run.shown())
        await run.press("enter")
        await run.until(lambda: list(grouped.parent.glob("*.docx")))
        await run.press("escape", "escape")
        assert isinstance(run.app.screen, GroupsScreen)


async def test_a_group_goes_with_its_sessions_once_that_is_confirmed(grouped: Path, state: Path) -> None:
    async with there(grouped, state, "delete") as run:
        assert "1 session goes as well" in run.shown()
        await run.press("enter")
        await run.until(lambda: not stored(grouped))
        await run.press("u")
        assert stored(grouped)[0].sessions[0].title == "Début"


async def test_what_is_typed_of_a_session_survives_a_kill(grouped: Path, state: Path) -> None:
    async with there(grouped, state) as run:
        await open_line(run, "meeting:")
        await run.until(lambda: isinstance(run.app.focused, Answer))
        await run.press("enter")
        await run.type(" Encore")
        await run.until(lambda: any("Encore" in each.read_text() for each in state.glob("drafts-*forms*")))
        screen(run).query(Answer).first().read_only = True
    async with there(grouped, state) as again:
        await open_line(again, "meeting:")
        await again.until(lambda: "On raconte. Encore" in again.shown())
        assert stored(grouped)[0].sessions[0].notes == "On raconte."


async def test_on_a_small_screen_one_goes_from_the_list_to_the_group_and_back(grouped: Path, state: Path) -> None:
    async with there(grouped, state, size=(80, 24)) as run:
        assert "Side by side" not in run.shown()
        await run.press("enter")
        assert "Side by side" in run.shown() and "Last session" not in run.shown()
        await run.press("escape")
        assert "Side by side" not in run.shown()


@pytest.mark.parametrize("text", [MARKUP, CONTROLS])
async def test_what_was_written_cannot_act(grouped: Path, state: Path, text: str) -> None:
    with projects.open_session(grouped, coder="marie") as session:
        groups.set_group(session, "Table ronde", description=text)
        groups.set_session(session, "Table ronde", "Début", notes=text, handout=text)
    async with there(grouped, state) as run:
        assert harmless(run)
        await open_line(run, "meeting:")
        assert harmless(run)

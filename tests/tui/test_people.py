"""The people: found, looked at, added, changed, joined, removed; their consent in plain words; each taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from qualcode.model.case import PersonView
from qualcode.ops import cases, documents, projects
from qualcode.tui.screens.cases import CasesScreen
from qualcode.tui.screens.people import PeopleScreen
from qualcode.tui.widgets.pick import Pick
from tests.tui.hostile import CONTROLS, MARKUP
from tests.tui.registers import at, fill, go_to, harmless, in_front, names, open_line, spoil_register, told
from tests.tui.running import Running, running

ALL = ["Fatima", "Nadia", "Paul"]


@asynccontextmanager
async def there(project: Path, state: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    """The app on the people."""
    async with running(project, state, size=size) as run:
        run.app.go("people")
        await run.settle()
        yield run


@pytest.fixture
def peopled(project: Path) -> Path:
    fill(project)
    return project


def stored(project: Path, name: str) -> PersonView:
    """A person as the file has them."""
    with projects.open_session(project, coder="marie") as session:
        return next(view for view in cases.people(session) if view.name == name)


async def test_consent_is_told_in_plain_words(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        assert names(run, PeopleScreen) == ALL
        assert "◐ quoted under a number" in run.shown() and "✕ left out" in run.shown()
        await go_to(run, PeopleScreen, "Paul")
        assert "left out. They and all" in " ".join(run.shown().split())
        await run.press("/")
        await run.type("left out")
        await run.settle()
        assert names(run, PeopleScreen) == ["Paul"]


async def test_one_reads_what_they_say_first(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, PeopleScreen, "Fatima")
        assert "passages coded" in run.shown() and "salariée en insertion" in run.shown()
        await open_line(run, PeopleScreen, "read:0")
        assert in_front(run) == "CodingScreen"
        selected = run.transcript.selection
        assert selected is not None
        assert run.screen.reading is not None
        turn = next(turn for turn in run.screen.reading.turns if turn.person == "Fatima")
        assert (selected.start, selected.end) == (turn.start, turn.end)


async def test_the_enterprise_on_the_card_leads_there(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        screen = await go_to(run, PeopleScreen, "Nadia")
        person = screen.person(screen.at)
        assert person is not None
        await open_line(run, PeopleScreen, f"place:cases:{person.case}")
        case = at(run, CasesScreen).case(at(run, CasesScreen).at)
        assert case is not None and case.name == "L'Épicerie du Coin"


async def test_one_is_added_within_an_enterprise(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await run.press("a")
        await run.type("Michel")
        await run.press("tab", "enter")
        await run.type("epicerie")
        await run.press("enter")
        assert in_front(run) == "PersonForm"
        await run.press("tab", "right", "right", "enter")
        view = stored(peopled, "Michel")
        assert (view.case, view.consent) == ("L'Épicerie du Coin", "count")
        screen = at(run, PeopleScreen)
        person = screen.person(screen.at)
        assert person is not None and person.name == "Michel"
        await run.press("u")
        assert names(run, PeopleScreen) == ALL


async def test_a_name_is_taken_once_within_an_enterprise(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await run.press("a")
        await run.type("paul")
        await run.press("enter")
        assert in_front(run) == "PersonForm" and "is there already" in run.shown()
        run.app.screen.query_one(Pick).choose("At. Nord", "At. Nord")
        await run.press("enter")
        assert stored(peopled, "paul").case == "At. Nord"


async def test_name_enterprise_and_consent_are_changed_at_once(peopled: Path, state: Path) -> None:
    before = stored(peopled, "Nadia")
    async with there(peopled, state) as run:
        await go_to(run, PeopleScreen, "Nadia")
        await run.press("e")
        run.app.screen.query_one("#name", Input).value = "Mme N."
        run.app.screen.query_one(Pick).choose("", "")
        await run.press("tab", "tab", "right", "enter")
        after = stored(peopled, "Mme N.")
        assert (after.case, after.consent) == (None, "count")
        await run.press("u")
        assert stored(peopled, "Nadia") == before


async def test_consent_alone_by_one_key(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, PeopleScreen, "Fatima")
        await run.press("c")
        assert "○ counted, not quoted" in run.shown() and "no report shows" in run.shown()
        await run.type("left")
        await run.press("enter")
        assert stored(peopled, "Fatima").consent == "none"
        await run.press("u")
        assert stored(peopled, "Fatima").consent == "quote"


async def test_a_property_of_a_person(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, PeopleScreen, "Paul")
        await open_line(run, PeopleScreen, "value:birth-year")
        await run.type("1975")
        await run.press("enter")
        assert stored(peopled, "Paul").attributes == {"birth-year": 1975}
        await run.press("u")
        assert stored(peopled, "Paul").attributes == {}


async def test_a_speaker_of_a_document_is_said_to_be_them(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, PeopleScreen, "Nadia")
        await run.press("s")
        await run.type("groupe")
        await run.press("enter")
        with projects.open_session(peopled, coder="marie") as session:
            group = documents.listing(session)[1].id
            label = documents.speakers(session, group)[1].speaker
        await run.type(label)
        await run.press("enter")
        with projects.open_session(peopled, coder="marie") as session:
            mapped = {each.speaker: each.person for each in documents.speakers(session, group)}
        assert mapped[label] == "Nadia" and "Groupe épicerie" in run.shown()
        await run.press("u")
        assert stored(peopled, "Nadia").documents == ()


async def test_two_who_are_the_same_become_one_with_the_stricter_consent(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, PeopleScreen, "Paul")
        await run.press("J")
        await run.type("fatima")
        await run.press("enter")
        assert "the stricter holds: left out" in told(run)
        await run.press("enter")
        assert names(run, PeopleScreen) == ["Fatima", "Nadia"]
        assert stored(peopled, "Fatima").consent == "none"
        await run.press("u")
        assert stored(peopled, "Fatima").consent == "quote" and names(run, PeopleScreen) == ALL


async def test_removing_tells_what_their_consent_no_longer_protects(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, PeopleScreen, "Fatima")
        await run.press("delete")
        assert "no longer protects" in told(run)
        await run.press("enter")
        assert names(run, PeopleScreen) == ["Nadia", "Paul"]
        await run.press("delete")  # nothing hangs on her
        assert names(run, PeopleScreen) == ["Paul"]
        await run.press("u", "u")
        assert names(run, PeopleScreen) == ALL


async def test_by_mouse(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await run.pilot.click(at(run, PeopleScreen).table, offset=(3, 2))
        await run.settle()
        line = run.shown().splitlines()[-1]
        await run.pilot.click("#keys", offset=(line.index("consent"), 0))
        await run.settle()
        row = next(n for n, line in enumerate(run.shown().splitlines()) if "left out" in line and "tables" in line)
        await run.pilot.click(offset=(30, row))
        await run.settle()
        assert stored(peopled, "Nadia").consent == "none"


async def test_nobody_yet(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "new.qualcode"
    projects.create(path, coder="marie", title="Neuf", language="fr").close()
    async with there(path, state) as run:
        assert "Press a to add a person" in run.shown()
        await run.press("enter", "e", "c", "s", "J", "delete", "v")
        assert in_front(run) == "PeopleScreen"


async def test_a_memo_is_written_and_counted_on_the_card(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, PeopleScreen, "Fatima")
        await run.press("m")
        await run.type("Une scierie.")
        await run.press("ctrl+s")
        assert "1 memo" in run.shown()
        await open_line(run, PeopleScreen, "place:memos:")
        assert in_front(run) == "MemosScreen" and "Une scierie." in run.shown()
        await run.press("u")
        assert "Une scierie." not in run.shown()


async def test_the_smallest_screen_is_lived_through(peopled: Path, state: Path) -> None:
    async with there(peopled, state, (20, 5)) as run:
        await run.press("down", "enter", "escape", "a", "escape", "c", "escape", "s", "escape")
        assert in_front(run) == "PeopleScreen"


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_harm_is_shown_as_words(peopled: Path, state: Path, harm: str) -> None:
    spoil_register(peopled, harm)
    async with there(peopled, state) as run:
        for key in ("enter", "down", "enter", "escape", "s", "enter", "escape", "J", "enter", "escape", "p", "escape"):
            await run.press(key)
            assert harmless(run)
        await run.press("e", "enter")
        assert harmless(run)

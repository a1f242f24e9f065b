"""The enterprises: found, looked at, added, changed, joined, removed; each taken back with one key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from qualcode.ops import cases, documents, projects
from qualcode.tui.screens.cases import CasesScreen
from qualcode.tui.screens.people import PeopleScreen
from qualcode.tui.widgets.card import Card
from qualcode.tui.widgets.filter import Filter
from tests.tui.hostile import CONTROLS, MARKUP
from tests.tui.registers import at, fill, go_to, harmless, in_front, names, open_line, spoil_register
from tests.tui.running import Running, running

ALL = ["At. Nord", "Atelier Nord", "L'Épicerie du Coin"]


@asynccontextmanager
async def there(project: Path, state: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    """The app on the enterprises."""
    async with running(project, state, size=size) as run:
        run.app.go("cases")
        await run.settle()
        yield run


@pytest.fixture
def peopled(project: Path) -> Path:
    fill(project)
    return project


def stored(project: Path, name: str) -> dict[str, object]:
    """The properties of an enterprise as the file has them."""
    with projects.open_session(project, coder="marie") as session:
        return dict(next(view.attributes for view in cases.cases(session) if view.name == name))


async def test_what_there_is_stands_in_columns_and_on_a_card(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        assert names(run, CasesScreen) == ALL
        await go_to(run, CasesScreen, "Atelier Nord")
        shown = run.shown()
        assert "pool" in shown and "insertion" in shown and "Récit de Fatima" in shown and "Fatima" in shown
        assert "life story · 3 codings" in shown and "founded" in shown


async def test_the_menu_leads_there(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "e")
        assert in_front(run) == "CasesScreen"
        await run.press("escape")
        assert in_front(run) == "CodingScreen"


async def test_typing_finds_by_name_property_document_and_person(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        for typed, found in (
            ("epicerie", ["L'Épicerie du Coin"]),
            ("fatima", ["Atelier Nord"]),
            ("nord insertion", ["Atelier Nord"]),
            ("groupe", ["L'Épicerie du Coin"]),
            ("velos", ["At. Nord"]),
            ("zzz", []),
        ):
            await run.press("/")
            await run.type(typed)
            await run.settle()
            assert names(run, CasesScreen) == found
            await run.press("escape")
        assert names(run, CasesScreen) == ALL and at(run, CasesScreen).table.has_focus


async def test_a_document_of_the_card_is_read_and_a_person_gone_to(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "Atelier Nord")
        person = at(run, CasesScreen).register.people[0]
        await open_line(run, CasesScreen, f"place:people:{person.id}")
        assert at(run, PeopleScreen).at == person.id
        run.app.go("cases")
        await run.settle()
        await go_to(run, CasesScreen, "L'Épicerie du Coin")
        document = at(run, CasesScreen).register.cases[2].documents[0]
        await open_line(run, CasesScreen, f"read:{document.id}")
        assert in_front(run) == "CodingScreen"
        assert run.screen.reading is not None and run.screen.reading.document.title == "Groupe épicerie"


async def test_one_is_added_and_taken_back(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await run.press("a")
        await run.type("Stadsakker")
        await run.press("enter")
        screen = at(run, CasesScreen)
        case = screen.case(screen.at)
        assert case is not None and (case.name, case.kind) == ("Stadsakker", "enterprise")
        await run.press("u")
        assert names(run, CasesScreen) == ALL


async def test_a_name_that_another_has_is_refused_in_the_form(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await run.press("a")
        await run.type("ATELIER NORD")
        await run.press("enter")
        assert in_front(run) == "CaseForm" and "is there already" in run.shown()
        await run.press("escape")
        assert names(run, CasesScreen) == ALL


async def test_name_and_kind_are_changed(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "At. Nord")
        await run.press("e")
        run.app.screen.query_one("#name", Input).value = "Scierie"
        run.app.screen.query_one("#kind", Input).value = ""
        await run.press("enter")
        case = at(run, CasesScreen).case(at(run, CasesScreen).at)
        assert case is not None and (case.name, case.kind) == ("Scierie", "enterprise")
        await run.press("u")
        assert names(run, CasesScreen) == ALL


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("size", "25,5", 25.5),
        ("bio", "nee", False),
        ("founded", "31/12/1998", "1998-12-31"),
        ("pool", "solidarity", "solidarity"),
        ("pool", "", None),
    ],
)
async def test_a_value_is_given_in_its_type(peopled: Path, state: Path, name: str, typed: str, kept: object) -> None:
    before = stored(peopled, "Atelier Nord")
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "Atelier Nord")
        await open_line(run, CasesScreen, f"value:{name}")
        run.app.screen.query_one("#value", Input).value = typed
        await run.press("enter")
        assert stored(peopled, "Atelier Nord").get(name) == kept
        assert at(run, CasesScreen).query_one(Card).has_focus
        await run.press("u")
        assert stored(peopled, "Atelier Nord") == before


async def test_a_value_that_does_not_fit_is_told_before_it_is_lost(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "Atelier Nord")
        await open_line(run, CasesScreen, "value:founded")
        await run.type("spring")
        await run.press("enter")
        assert in_front(run) == "ValueDialog" and "This is not a date" in run.shown()


async def test_values_used_already_are_offered(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "At. Nord")
        await open_line(run, CasesScreen, "value:pool")
        await run.press("down", "down", "enter")
        assert stored(peopled, "At. Nord")["pool"] == "solidarity"


async def test_a_new_property_is_made_and_filled(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "Atelier Nord")
        await run.press("v")
        await run.type("new property")
        await run.press("enter")
        assert in_front(run) == "PropertyForm"
        await run.type("country")
        await run.press("enter")
        assert in_front(run) == "ValueDialog"
        await run.type("FR")
        await run.press("enter")
        assert stored(peopled, "Atelier Nord")["country"] == "FR"
        await run.press("u", "u")
        assert "country" not in [sheet.name for sheet in at(run, CasesScreen).attributes]


async def test_a_property_is_renamed_retyped_and_removed(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await run.press("p")
        await run.type("size")
        await run.press("enter")
        run.app.screen.query_one("#name", Input).value = "jobs"
        await run.press("tab", "left", "enter")
        sheets = {sheet.name: sheet.type for sheet in at(run, CasesScreen).attributes}
        assert sheets["jobs"] == "text" and "size" not in sheets
        await run.press("p")
        await run.type("jobs")
        await run.press("enter", "ctrl+d")
        assert "2 values" in run.shown()
        await run.press("enter")
        assert "jobs" not in stored(peopled, "Atelier Nord")
        await run.press("u", "u")
        assert stored(peopled, "Atelier Nord")["size"] == 24


async def test_a_document_is_given_to_it(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "At. Nord")
        await run.press("d")
        await run.type("groupe")
        await run.press("enter")
        with projects.open_session(peopled, coder="marie") as session:
            assert documents.listing(session)[1].case == "At. Nord"
        await run.press("u")
        with projects.open_session(peopled, coder="marie") as session:
            assert documents.listing(session)[1].case == "L'Épicerie du Coin"


async def test_two_that_are_the_same_become_one(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "At. Nord")
        await run.press("J")
        await run.type("atelier")
        await run.press("enter")
        assert "“At. Nord” goes" in run.shown()
        await run.press("enter")
        assert names(run, CasesScreen) == ["Atelier Nord", "L'Épicerie du Coin"]
        assert stored(peopled, "Atelier Nord")["sector"] == "bois et vélos"
        await run.press("u")
        assert names(run, CasesScreen) == ALL


async def test_removing_tells_what_stays(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "Atelier Nord")
        await run.press("delete")
        assert "Remove “Atelier Nord”?" in run.shown() and "stay" in run.shown()
        await run.press("escape")
        assert names(run, CasesScreen) == ALL
        await run.press("delete", "enter")
        assert names(run, CasesScreen) == ["At. Nord", "L'Épicerie du Coin"]
        await run.press("u")
        assert names(run, CasesScreen) == ALL


async def test_the_mouse_goes_everywhere(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        table = at(run, CasesScreen).table
        await run.pilot.click(table, offset=(3, 3))
        await run.settle()
        case = at(run, CasesScreen).case(at(run, CasesScreen).at)
        assert case is not None and case.name == "L'Épicerie du Coin"
        await run.pilot.click(Filter)
        await run.type("atelier")
        await run.settle()
        assert names(run, CasesScreen) == ["Atelier Nord"]
        card = at(run, CasesScreen).query_one(Card)
        row = next(n for n, line in enumerate(run.shown().splitlines()) if "pool" in line and "insertion" in line[70:])
        await run.pilot.click(card, offset=(4, row - card.region.y))
        await run.settle()
        assert in_front(run) == "ValueDialog"


async def test_without_any_one_is_told_how_to_begin(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "new.qualcode"
    projects.create(path, coder="marie", title="Neuf", language="fr").close()
    async with there(path, state) as run:
        assert "Press a to add one" in run.shown()
        await run.press("enter", "e", "d", "J", "delete", "v")
        assert in_front(run) == "CasesScreen"
        await run.press("a")
        await run.type("Nord")
        await run.press("enter")
        assert names(run, CasesScreen) == ["Nord"]


async def test_on_a_small_screen_the_card_takes_the_place_of_the_list(peopled: Path, state: Path) -> None:
    async with there(peopled, state, (80, 24)) as run:
        await go_to(run, CasesScreen, "Atelier Nord")
        assert "Properties" not in run.shown()
        await run.press("enter")
        assert "Properties" in run.shown() and "L'Épicerie" not in run.shown()
        await run.press("escape")
        assert names(run, CasesScreen) == ALL and "L'Épicerie" in run.shown()
        await run.press("escape")
        assert in_front(run) == "CodingScreen"


async def test_a_memo_is_written_and_counted_on_the_card(peopled: Path, state: Path) -> None:
    async with there(peopled, state) as run:
        await go_to(run, CasesScreen, "Atelier Nord")
        await run.press("m")
        await run.type("Une scierie.")
        await run.press("ctrl+s")
        assert "1 memo" in run.shown()
        await open_line(run, CasesScreen, "place:memos:")
        assert in_front(run) == "MemosScreen" and "Une scierie." in run.shown()
        await run.press("u")
        assert "Une scierie." not in run.shown()


async def test_the_smallest_screen_is_lived_through(peopled: Path, state: Path) -> None:
    async with there(peopled, state, (20, 5)) as run:
        await run.press("down", "enter", "escape", "/", "n", "escape", "a", "escape", "v", "escape")
        assert in_front(run) == "CasesScreen"


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_harm_is_shown_as_words(peopled: Path, state: Path, harm: str) -> None:
    spoil_register(peopled, harm)
    async with there(peopled, state) as run:
        for key in ("enter", "down", "down", "enter", "escape", "J", "enter", "escape", "p", "escape", "d", "escape"):
            await run.press(key)
            assert harmless(run)
        await run.press("e", "enter")
        assert harmless(run)
        assert "[laughs]" in run.shown() or "␛" in run.shown()

"""Tables of enterprises and people: looked at column by column and row by row, and taken in with one key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qualcode.ops import cases, documents, history, projects
from qualcode.tui.screens.tables import TableScreen
from qualcode.tui.widgets.steps import Steps
from tests.tui.hostile import CONTROLS, MARKUP
from tests.tui.registers import fill, harmless, in_front, told
from tests.tui.running import Running, running

PEOPLE = """\
N°;Nom;Structure;Consentement;Naissance;Arrivée;Membre;Note
1;Fatima;Atelier Nord;oui v2;1982;03/02/2021;oui;"parle bas
longtemps absente"
2;Michel;Atelier Nord;"Oui, anonyme";1970;14/11/2019;non;
3;Nadja;L'Épicerie du Coin;à voir;1985;;oui;
"""
CASES = """\
Nom;pool;Emplois;Fichier
Atelier Nord;insertion;30;Récit de Fatima
Épicerie;solidarity;7;groupe epicerie
Stadsakker;other;9;
"""
ARTISANS = Path(__file__).parents[3] / "shared/transcripts/fr-artisans/cases.csv"


@pytest.fixture
def peopled(project: Path) -> Path:
    fill(project)
    return project


@asynccontextmanager
async def looking(
    project: Path, state: Path, text: str, *, place: str = "people", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Running]:
    """The app on a table that was chosen from the people's or the enterprises' screen."""
    folder = project.parent / "tables"
    folder.mkdir()
    (folder / "table.csv").write_text(text, encoding="utf-8")
    async with running(project, state, size=size) as run:
        run.app.memory.set("folder", str(folder))
        run.app.go(place)
        await run.settle()
        await run.press("i")
        await run.until(lambda: "table.csv" in run.shown() or size[1] < 10)
        await run.type("table.csv")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, TableScreen))
        await run.settle()
        yield run


def table(run: Running) -> TableScreen:
    assert isinstance(run.app.screen, TableScreen)
    return run.app.screen


def ids(run: Running) -> list[str]:
    return [line.id for line in table(run).lines.lines]


async def on_line(run: Running, id: str, *keys: str) -> None:
    """Stand on a line and press keys."""
    table(run).lines.go(id)
    await run.settle()
    await run.press(*keys)


def people_of(project: Path) -> dict[str, tuple[str | None, str]]:
    with projects.open_session(project, coder="marie") as session:
        return {view.name: (view.case, view.consent) for view in cases.people(session)}


async def test_columns_are_shown_with_what_they_are_read_as(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, PEOPLE) as run:
        shown = " ".join(run.shown().split())
        assert "Nom name of the person" in shown and "Structure their enterprise" in shown
        assert "“Oui, anonyme” → quoted under a number" in shown and "“à voir” → not understood" in shown
        assert "Arrivée property: date" in shown and "1982 | 1970 | 1985" in shown
        assert "1 fault" in shown


async def test_nothing_is_stored_while_there_are_faults_or_when_one_gives_up(peopled: Path, state: Path) -> None:
    before = people_of(peopled)
    async with looking(peopled, state, PEOPLE) as run:
        await run.press("i")
        assert table(run).lines.at == "remark:0" and people_of(peopled) == before
        await run.press("u", "escape")
        assert in_front(run) == "PeopleScreen" and people_of(peopled) == before


async def test_what_a_cell_means_is_said_and_the_table_taken_in_and_back(peopled: Path, state: Path) -> None:
    before = people_of(peopled)
    async with looking(peopled, state, PEOPLE) as run:
        await on_line(run, "cell:à voir", "enter")
        await run.type("left out")
        await run.press("enter")
        plan = table(run).plan
        assert plan is not None and not plan.faults
        await run.press("2")
        shown = " ".join(run.shown().split())
        assert "~ changed 2 Fatima" in shown and "Naissance: 1982" in shown and "+ new 4 Michel" in shown
        await run.press("i")
        assert in_front(run) == "PeopleScreen"
        after = people_of(peopled)
        assert after["Michel"] == ("Atelier Nord", "anonymised") and after["Nadja"][1] == "none"
        await run.press("u")
        assert people_of(peopled) == before
    with projects.open_session(peopled, coder="marie") as session:
        assert [entry.operation for entry in history.listing(session)][-2] == "person.import"


async def test_a_column_is_given_another_meaning(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, PEOPLE) as run:
        await on_line(run, "column:7", "enter")
        await run.type("not read")
        await run.press("enter")
        await on_line(run, "column:4", "enter")
        await run.type("birth-year")
        await run.press("enter")
        plan = table(run).plan
        assert plan is not None
        assert [(each.column, each.role) for each in plan.columns][4] == ("birth-year", "attribute")
        assert plan.columns[7].role == "ignore"
        await run.press("2")
        assert "birth-year: 1981 → 1982" in " ".join(run.shown().split()) or "birth-year" in str(table(run).lines.lines)
        await on_line(run, "row:2", "enter")
        assert "birth-year: 1981 → 1982" in told(run)


async def test_only_one_column_tells_consent(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, PEOPLE) as run:
        await on_line(run, "column:6", "enter")
        await run.type("consent")
        await run.press("enter")
        plan = table(run).plan
        assert plan is not None
        assert [column.column for column in plan.columns if column.role == "consent"] == ["Membre"]


async def test_a_row_that_resembles_somebody_is_said_to_be_them_or_not(peopled: Path, state: Path) -> None:
    text = PEOPLE.replace("à voir", "non").replace("Nadja", "Nadiaa")
    async with looking(peopled, state, text) as run:
        await run.press("2")
        assert "? new?" in run.shown() and "resembles “Nadia”" in run.shown()
        await on_line(run, "row:5", "y")
        plan = table(run).plan
        assert plan is not None and plan.rows[2].known == "Nadia"
        await on_line(run, "row:5", "enter", "down", "enter")
        plan = table(run).plan
        assert plan is not None and plan.rows[2].known is None and not plan.known
        await run.press("i")
        assert set(people_of(peopled)) == {"Fatima", "Michel", "Nadia", "Nadiaa", "Paul"}


async def test_documents_are_found_confirmed_changed_and_refused(peopled: Path, state: Path) -> None:
    with projects.open_session(peopled, coder="marie") as session:
        group, story = (documents.listing(session)[place].id for place in (1, 0))
    async with looking(peopled, state, CASES, place="cases") as run:
        await run.press("3")
        shown = run.shown()
        assert "100 %" in shown and "the same but for spelling" in shown and "none found" in shown
        assert ids(run)[-1] == "document:4:"
        await on_line(run, "document:4:", "enter")
        await run.type("groupe")
        await run.press("enter")
        plan = table(run).plan
        assert plan is not None and plan.rows[2].documents == (group,)
        await on_line(run, f"document:2:{story}", "n")
        plan = table(run).plan
        assert plan is not None and plan.rows[0].documents == ()


async def test_doubtful_documents_are_taken_one_by_one_or_all(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, "Nom;pool\nFatima;x\nRécit Fatima;y\n", place="cases") as run:
        await run.press("3")
        plan = table(run).plan
        assert plan is not None
        doubtful = [f"document:{match.row}:{match.document}" for match in plan.doubtful]
        assert len(doubtful) == 1 and "doubtful: left alone" in run.shown()
        await on_line(run, doubtful[0], "y")
        plan = table(run).plan
        assert plan is not None and [match.how for match in plan.documents if match.row == 2] == ["confirmed"]
        for accepted in (0.75, None):
            await run.press("A")
            plan = table(run).plan
            assert plan is not None and plan.choices.accept_below == accepted


async def test_a_table_of_enterprises_is_one_undo(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, CASES, place="cases") as run:
        await run.press("i")
        assert in_front(run) == "CasesScreen"
        with projects.open_session(peopled, coder="marie") as session:
            assert len(cases.cases(session)) in (4, 5)
        await run.press("u")
        with projects.open_session(peopled, coder="marie") as session:
            assert len(cases.cases(session)) == 3


async def test_the_rows_may_be_about_the_others(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, PEOPLE, place="cases") as run:
        assert "name of the enterprise" in run.shown()
        await run.press("b")
        assert "name of the person" in run.shown()


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("people", PEOPLE),
        ("people", PEOPLE.replace("à voir", "")),
        ("people", "pool;pool 2\nx;1\nx;1\n"),
        ("people", "Nom;Fichier\nMichel;Groupe épicerie\nNadia;Groupe épicerie\n"),
        ("cases", "Nom;pool;Consentement\nNord;x;oui\n"),
    ],
)
async def test_remarks_speak_of_this_screen_and_not_of_commands(
    peopled: Path, state: Path, place: str, text: str
) -> None:
    async with looking(peopled, state, text, place=place) as run:
        await run.press("4")
        remarks = [str(line.cells[1]) for line in table(run).lines.lines]
        assert remarks
        assert not [remark for remark in remarks if "--" in remark or "qualcode " in remark]


async def test_what_another_program_changed_meanwhile_is_looked_at_again(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, CASES, place="cases") as run:
        with projects.open_session(peopled, coder="joris") as session:
            cases.add_case(session, "Stadsakker")
        await run.press("i")
        plan = table(run).plan
        assert plan is not None and plan.rows[2].known == "Stadsakker"
        await run.press("i")
        assert in_front(run) == "CasesScreen"


async def test_a_file_that_is_no_table_is_told_and_left(peopled: Path, state: Path) -> None:
    async with running(peopled, state) as run:
        run.app.go("cases")
        await run.settle()
        path = peopled.parent / "broken.xlsx"
        path.write_bytes(b"PK\x03\x04 not a workbook")
        run.app.push_screen(TableScreen(path, "case"))
        await run.until(lambda: in_front(run) == "CasesScreen")


async def test_the_mouse_goes_from_part_to_part(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, PEOPLE) as run:
        line = run.shown().splitlines()[1]
        await run.pilot.click(Steps, offset=(line.index("Remarks"), 0))
        await run.settle()
        assert ids(run)[0] == "remark:0"
        await run.pilot.click(table(run).lines, offset=(10, 1))
        await run.pilot.click(table(run).lines, offset=(10, 1))
        await run.settle()
        assert "à voir" in told(run)


async def test_the_smallest_screen_is_lived_through(peopled: Path, state: Path) -> None:
    async with looking(peopled, state, PEOPLE, size=(20, 5)) as run:
        await run.press("2", "3", "4", "1", "down", "enter", "escape", "escape")
        assert in_front(run) == "PeopleScreen"


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_harm_in_a_table_is_shown_as_words(peopled: Path, state: Path, harm: str) -> None:
    text = PEOPLE.replace("Michel", f'"{harm}"').replace("Membre", f'"M {harm}"').replace("à voir", f'"{harm}"')
    async with looking(peopled, state, text.replace("\x00", "")) as run:
        for key in ("enter", "escape", "2", "enter", "escape", "3", "enter", "escape", "4", "enter", "escape"):
            await run.press(key)
            assert harmless(run)


async def test_a_table_from_the_field_is_looked_at_whole(peopled: Path, state: Path) -> None:
    if not ARTISANS.exists():
        pytest.skip("the table is not part of this repository")
    async with looking(peopled, state, ARTISANS.read_text("utf-8-sig")) as run:
        plan = table(run).plan
        assert plan is not None and len(plan.rows) > 10
        for part in "234":
            await run.press(part)
        await run.press("i")
        assert in_front(run) == "PeopleScreen" and len(people_of(peopled)) > 10

"""The joint display on the screen: rows walked through and judged, quotes picked, all of it taken back."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from docx import Document

from qualcode.ops import case_edits, cases, indicator_values, indicators, picks, projects, reconcile
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.memo import MemoDialog
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.dialogs.writing import WriteDialog
from qualcode.tui.joint import Sieve, remembered
from qualcode.tui.screens.joint import JointScreen
from qualcode.tui.widgets.entry import Entry
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running

EMPLOYMENT = ("Atelier Nord", "economic/employment", "jobs")


@pytest.fixture
def measured(project: Path) -> Path:
    """The project with an indicator of two enterprises, and joris's verdict."""
    with projects.open_session(project, coder="marie") as session:
        cases.add_case(session, "Atelier Sud")
        indicators.add(
            session, {"en": "Jobs kept", "fr": "Emplois"}, key="jobs", code="economic/employment", unit="FTE"
        )
        for case, first, last in (("Atelier Nord", 10, 12), ("Atelier Sud", 8, 4)):
            indicator_values.measure(session, "jobs", case, "2020", first, target=20)
            indicator_values.measure(session, "jobs", case, "2022", last)
    with projects.open_session(project, coder="joris") as session:
        reconcile.judge(session, *EMPLOYMENT, "partial", note="Trop tôt pour le dire.")
    return project


def joint(run: Running) -> JointScreen:
    screen = run.app.screen
    assert isinstance(screen, JointScreen)
    return screen


def verdicts(project: Path) -> dict[tuple[str, str], str]:
    """marie's verdicts, by group and code."""
    with projects.open_session(project, coder="marie") as session:
        rows = reconcile.display(session).rows
    return {(row.group, row.code): v.verdict for row in rows for v in row.verdicts if v.coder == "marie"}


async def choose(run: Running, words: str) -> None:
    """Choose what a few letters find."""
    await run.until(lambda: isinstance(run.app.screen, Chooser))
    await run.type(words)
    await run.press("enter")


async def test_both_sides_of_a_row_stand_beside_each_other(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j")
        here = joint(run).here
        assert here is not None
        assert (here.group, here.code, here.proposed) == ("Atelier Nord", "economic/employment", "dissonance")
        shown = run.shown()
        numbers = ("Jobs kept", "2020", "10", "12", "target", "change +2 FTE, better")
        stories = ("1 person of 1", "− ", "balance −1", "Huit ans sans travailler")
        for words in (*numbers, *stories, "≠ dissonance", "joris", "Trop tôt pour le dire."):
            assert words in shown, words


async def test_a_verdict_is_a_key_and_the_same_again_takes_it_back(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j", "3")
        assert verdicts(measured) == {EMPLOYMENT[:2]: "dissonance"}
        assert "1 judged by you" in run.shown()
        await run.press("1")
        assert verdicts(measured) == {EMPLOYMENT[:2]: "agreement"}
        await run.press("1")
        assert verdicts(measured) == {}
        await run.press("u", "u")
        assert verdicts(measured) == {EMPLOYMENT[:2]: "dissonance"}
        await run.press("0")
        assert verdicts(measured) == {}
        await run.press("v")
        await choose(run, "silence of the s")
        assert verdicts(measured) == {EMPLOYMENT[:2]: "silence-qualitative"}


async def test_silence_is_that_of_the_side_that_is_silent(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j", "down", "4")
        assert verdicts(measured) == {("Atelier Nord", "social/confidence"): "silence-quantitative"}
        await run.press("up", "4")
        # Both sides speak here: it is asked.
        await run.until(lambda: isinstance(run.app.screen, Chooser))


async def test_marked_rows_are_judged_together_and_taken_back_together(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j", "down", "space", "space", "4")
        assert set(verdicts(measured).values()) == {"silence-quantitative"}
        assert len(verdicts(measured)) == 2
        assert not joint(run).listing.marked
        await run.press("u")
        assert verdicts(measured) == {}


async def test_the_next_row_that_is_not_judged(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j", "3", "down", "4", "home", "j")
        here = joint(run).here
        assert here is not None and here.code == "social/ties"
        await run.press("k")
        here = joint(run).here
        assert here is not None and here.group == "Atelier Sud"
        await run.press("o")
        rows = joint(run).rows
        assert rows is not None and len(rows.rows) == 2
        await run.press("home", "4", "j", "4", "j")
        assert "judged every row" in run.shown()


async def test_why_is_noted_and_a_note_that_is_typed_is_a_draft(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j", "n")
        assert isinstance(run.app.screen, JointScreen)
        await run.press("3", "n")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        await run.type("Elle le dit trois fois")
        await run.press("escape", "n")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        await run.press("ctrl+s")
        assert "Elle le dit trois fois" in run.shown()
        assert "✎" in run.shown()


async def test_a_passage_is_picked_as_a_quote(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j", "enter", "p")
        assert "❝" in run.shown()
        with projects.open_session(measured, coder="marie") as session:
            assert len(picks.picked(session)) == 1
        await run.press("p")
        assert "❝" not in run.shown()
        await run.press("u")
        assert "❝" in run.shown()
        await run.press("escape")
        assert joint(run).listing.has_focus
        await run.press("enter", "enter")
        assert type(run.app.screen).__name__ == "CodingScreen"


async def test_what_somebody_does_not_want_quoted_is_not_picked(measured: Path, state: Path) -> None:
    with projects.open_session(measured, coder="marie") as session:
        cases.set_person(session, "Fatima", consent="count")
    async with running(measured, state) as run:
        await run.press("G", "j", "enter")
        assert "not to be quoted" in run.shown()
        await run.press("p")
        with projects.open_session(measured, coder="marie") as session:
            assert picks.picked(session) == []


async def test_seen_by_a_property_and_only_some_and_found_so_again(measured: Path, state: Path) -> None:
    with projects.open_session(measured, coder="marie") as session:
        cases.set_case(session, "Atelier Nord", attributes={"pool": "insertion"})
        cases.set_case(session, "Atelier Sud", attributes={"pool": "insertion"})
    async with running(measured, state) as run:
        await run.press("G", "j", "b")
        await choose(run, "pool")
        assert "median of 2 of 2" in run.shown()
        assert "n = 2" in run.shown()
        await run.press("f")
        await choose(run, "social")
        assert joint(run).sieve == Sieve("pool", dimension="social")
        assert "Jobs kept" not in run.shown()
    async with running(measured, state) as run:
        await run.press("G", "j")
        assert joint(run).sieve == Sieve("pool", dimension="social")
        await run.press("F")
        assert joint(run).sieve == Sieve("pool")


async def test_a_property_that_is_gone_leaves_the_enterprises(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        run.app.memory.note("joint", run.screen.project.id if run.screen.project else "", Sieve("gone").as_text())
        await run.press("G", "j")
        assert joint(run).sieve == Sieve()


def test_what_is_remembered_is_looked_at_before_it_is_believed() -> None:
    assert remembered(Sieve("pool", "social", "a", True, True).as_text()) == Sieve("pool", "social", "a", True, True)
    for text in (None, 3, "", "{}", "[1]", '["case", 1, null, 1, 1]', "[null, null, null, true, true]"):
        assert remembered(text) == Sieve()


async def test_rows_that_say_nothing_are_shown_when_asked_for(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j")
        rows = joint(run).rows
        assert rows is not None
        before = len(rows.rows)
        await run.press("e")
        rows = joint(run).rows
        assert rows is not None and len(rows.rows) > before


async def test_who_works_blind_sees_nobody_elses_verdicts(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("B", "G", "j")
        shown = run.shown()
        assert "joris" not in shown and "Trop tôt" not in shown
        assert "blind" in shown
        # joris alone coded a passage on ties.
        assert "Social ties" not in shown


async def test_all_in_sum(measured: Path, state: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j", "3", "s")
        await run.until(lambda: isinstance(run.app.screen, Tell))
        shown = run.shown()
        assert "1 row judged by several" in shown
        assert "only the stories: 2" in shown


async def test_the_display_is_written_to_a_file(measured: Path, state: Path, tmp_path: Path) -> None:
    async with running(measured, state) as run:
        await run.press("G", "j", "w")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#folder", Entry).value = str(tmp_path)
        run.app.screen.query_one("#name", Entry).value = "conjoint"
        await run.press("ctrl+s")
        await run.settle()
        made = Document(str(tmp_path / "conjoint.docx"))
        assert any("Jobs kept" in cell.text for table in made.tables for row in table.rows for cell in row.cells)


async def test_nothing_to_compare_yet(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "new.qualcode"
    projects.create(path, coder="marie").close()
    async with running(path, state) as run:
        await run.press("G", "j", "1", "4", "n", "p", "j", "enter", "s")
        assert "stories" in run.shown().lower()


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_any_size_will_do(measured: Path, state: Path, size: tuple[int, int]) -> None:
    async with running(measured, state, size=size) as run:
        await run.press("G", "j", "3", "enter", "p", "escape", "down", "e", "o")
        assert isinstance(run.app.screen, JointScreen)


@pytest.mark.parametrize("text", [MARKUP, CONTROLS])
async def test_nothing_people_wrote_acts(measured: Path, state: Path, text: str) -> None:
    with projects.open_session(measured, coder="marie") as session:
        case_edits.remove_case(session, "Atelier Sud")
    spoil(measured, text)
    with sqlite3.connect(measured) as database:
        labels = json.dumps({"en": f"indicator {text}"})
        database.execute("UPDATE indicator SET labels = ?, definition = ?, unit = ?", (labels, labels, text))
        database.execute("UPDATE measurement SET period = period || ?", (text,))
        database.execute("UPDATE verdict SET note = ?", (text,))
    async with running(measured, state) as run:
        await run.press("G", "j", "e")
        shown = run.shown()
        assert not any(ord(char) < 0x20 and char != "\n" for char in shown)
        if text == MARKUP:
            assert "[laughs]" in shown
        await run.press("enter", "escape", "s")
        assert not any(ord(char) < 0x20 and char != "\n" for char in run.shown())

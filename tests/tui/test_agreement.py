"""Agreement on the screen: passages gone through and settled, reasons, coefficients, all of it taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.ops import assignments, coding_files, codings, documents, projects, settling
from qualcode.tui import together
from qualcode.tui.agreed import sides
from qualcode.tui.dialogs.codetexts import DescribeDialog
from qualcode.tui.dialogs.memo import MemoDialog
from qualcode.tui.dialogs.picker import CodePicker
from qualcode.tui.dialogs.planning import Drawn, PlanForm
from qualcode.tui.dialogs.tasking import TaskForm
from qualcode.tui.dialogs.writing import WriteDialog
from qualcode.tui.screens.agreement import AgreementScreen
from qualcode.tui.screens.confusion import ConfusionScreen
from qualcode.tui.screens.tasks import TasksScreen
from qualcode.tui.widgets.entry import Entry, Notepad
from tests.tui.running import Running, running

LONG = "Que je sortais plus. Au début on dit c'est pour les petits"
SHORT = "Au début on dit c'est pour les petits"


@pytest.fixture
def differing(project: Path, tmp_path: Path) -> Path:
    """The project where marie and joris gave one code on other edges, and codes that the other did not give."""
    rows = [{"document": "1", "quote": SHORT, "code": "social/ties", "coder": "marie", "memo": "Sans le début."}]
    (tmp_path / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with projects.open_session(project, coder="marie") as session:
        coding_files.add_file(session, tmp_path / "more.jsonl")
    return project


def place(run: Running) -> AgreementScreen:
    screen = run.app.screen
    assert isinstance(screen, AgreementScreen)
    return screen


async def go_to(run: Running, code: str) -> None:
    """Put the cursor on the passage about a code."""
    screen = place(run)
    assert screen.questions is not None
    at = next(n for n, row in enumerate(screen.questions.rows) if row.code == code)
    line = screen.questions.line_of(screen.questions.keys[at])
    assert line is not None
    screen.listing.go(line)
    await run.settle()


def outcomes(project: Path) -> list[tuple[str, str | None, str]]:
    """What is settled: outcome, the words agreed on, the reason."""
    with projects.open_session(project, coder="marie") as session:
        return [
            (each.outcome, each.consensus.quote if each.consensus else None, each.reason)
            for each in settling.settlements(session)
        ]


async def test_both_sides_are_shown_and_one_is_taken_with_a_reason(differing: Path, state: Path) -> None:
    async with running(differing, state) as run:
        await run.press("G", "a")
        await go_to(run, "social/ties")
        shown = run.shown()
        assert "marie" in shown and "joris" in shown and "Sans le début." in shown and "0 of 3 settled" in shown
        here, made = place(run).here, place(run).made
        assert here is not None and made is not None
        right = sides(made, here)[1][0]
        await run.press("n")
        assert outcomes(differing) == []
        await run.press("2")
        assert outcomes(differing) == [("consensus", right.quote, "")]
        await run.press("n")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        run.app.screen.query_one(Notepad).load_text("Le plus court suffit.")
        await run.press("ctrl+s")
        assert outcomes(differing) == [("consensus", right.quote, "Le plus court suffit.")]
        assert "1 of 3 settled" in run.shown()
        # Another choice keeps the reason; undo brings the first back.
        await run.press("4")
        assert outcomes(differing) == [("consensus", LONG, "Le plus court suffit.")]
        await run.press("u")
        assert outcomes(differing) == [("consensus", right.quote, "Le plus court suffit.")]
        await run.press("5")
        assert outcomes(differing)[0][1] == SHORT


async def test_what_one_missed_is_left_open_kept_taken_off_or_another_code(differing: Path, state: Path) -> None:
    async with running(differing, state) as run:
        await run.press("G", "a")
        await go_to(run, "social/confidence")
        assert "coded nothing here" in run.shown()
        await run.press("2")
        assert outcomes(differing) == []
        for key, outcome in (("9", "left"), ("8", "kept")):
            await run.press(key)
            assert [each[0] for each in outcomes(differing)] == [outcome]
        await run.press("c")
        await run.until(lambda: isinstance(run.app.screen, CodePicker))
        await run.type("income")
        await run.press("enter")
        assert [each[0] for each in outcomes(differing)] == ["consensus"]
        await run.press("delete")
        assert [each[0] for each in outcomes(differing)] == ["removed"]
        assert "1 of 3 settled" in run.shown()
        await run.press("u", "j", "o", "enter")
        assert not isinstance(run.app.screen, AgreementScreen)


async def test_coefficients_stand_beside_the_codes_and_the_report_is_written(
    differing: Path, state: Path, tmp_path: Path
) -> None:
    async with running(differing, state) as run:
        await run.press("G", "a", "v")
        shown = run.shown()
        assert "All codes" in shown and "Cohen" in shown and "One document only" in shown
        # There is nothing to settle here; what can be looked at stands in the line of keys instead.
        assert "1 left" not in shown and "v coefficients" in shown and "g who codes what" in shown
        await run.press("down", "down")
        assert "% of units" in run.shown()
        await run.press("w")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#name", Entry).value = "accord"
        run.app.screen.query_one("#folder", Entry).value = str(tmp_path)
        await run.press("ctrl+s")
        await run.until((tmp_path / "accord.docx").exists)


async def test_who_works_blind_or_alone_is_told_so(differing: Path, state: Path) -> None:
    async with running(differing, state) as run:
        view = run.screen.view
        run.screen.view = type(view)(view.reader, view.whose, view.other, True)
        await run.press("G", "a")
        assert "You work blind" in run.shown() and "joris" not in run.shown()
    with projects.open_session(differing, coder="marie") as session:
        codings.remove(session, [each.id for each in codings.listing(session, coder="joris")])
    async with running(differing, state / "other") as run:
        await run.press("G", "a", "v", "j", "1", "5", "8", "n", "w")
        assert "Once two people have coded" in run.shown()


async def test_documents_are_given_out_blind_and_taken_back(differing: Path, state: Path) -> None:
    def tasks() -> list[tuple[str, bool]]:
        with projects.open_session(differing, coder="reader") as session:
            return [(each.coder, each.blind) for each in assignments.listing(session)]

    async with running(differing, state) as run:
        assert "joris" in {each.coder for each in run.transcript.stripes.codings.items}
        await run.press("G", "a", "g")
        await run.until(lambda: isinstance(run.app.screen, TasksScreen) and "Récit de Fatima" in run.shown())
        await run.press("e")
        await run.until(lambda: isinstance(run.app.screen, TaskForm))
        await run.type("marie, joris")
        await run.press("enter")
        await run.until(lambda: tasks() == [("joris", True), ("marie", True)])
        await run.until(lambda: "○ joris  ○ marie" in run.shown() and "blind" in run.shown())
        # Whoever has it sees nothing of the other in the transcript, as long as not both are done.
        await run.press("escape", "escape")
        await run.until(lambda: {each.coder for each in run.transcript.stripes.codings.items} == {"marie"})
        await run.press("D")
        await run.until(lambda: "Marked as finished." in run.shown())
        assert {each.coder for each in run.transcript.stripes.codings.items} == {"marie"}
        await run.press("G", "a", "g")
        await run.until(lambda: isinstance(run.app.screen, TasksScreen) and "✓ marie" in run.shown())
        await run.press("e")
        await run.until(lambda: isinstance(run.app.screen, TaskForm))
        run.app.screen.query_one("#coders", Entry).value = "marie"
        await run.press("enter")
        await run.until(lambda: tasks() == [("marie", True)])
        await run.press("u", "u", "u")
        await run.until(lambda: tasks() == [])
        # Drawn, looked at, given out.
        await run.press("p")
        await run.until(lambda: isinstance(run.app.screen, PlanForm))
        await run.press("enter")
        await run.until(lambda: "Name those who are to code them." in run.shown())
        await run.type("marie, joris")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, Drawn) and "1 document for marie, joris" in run.shown())
        assert tasks() == []
        await run.press("enter")
        await run.until(lambda: tasks() == [("joris", True), ("marie", True)])


async def test_codes_taken_for_one_another_lead_to_their_passages_and_to_what_they_mean(
    differing: Path, state: Path, tmp_path: Path
) -> None:
    with projects.open_session(differing, coder="joris") as session:
        here = next(each for each in codings.listing(session, coder="marie") if each.code == "social/confidence")
        codings.add(session, here.document, here.start, here.end, "social/ties")
    async with running(differing, state) as run:
        await run.press("G", "a", "m")
        await run.until(lambda: isinstance(run.app.screen, ConfusionScreen) and "1 stretch" in run.shown())
        assert "What it leaves out" in run.shown()
        await run.press("enter")
        await run.until(lambda: "taken for" in run.shown())
        made = place(run).made
        assert made is not None
        assert {row.code for row in made.queue.contested} == {"social/confidence", "social/ties"}
        await run.press("1", "escape")
        await run.until(lambda: "taken for" not in run.shown())
        assert len(outcomes(differing)) == 1
        await run.press("m", "e")
        await run.until(lambda: isinstance(run.app.screen, DescribeDialog))
        run.app.screen.query_one("#text-exclude", Notepad).load_text("Ce que disent les autres.")
        await run.press("ctrl+s")
        await run.until(lambda: "Ce que disent les autres." in run.shown())
        await run.press("w")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#folder", Entry).value = str(tmp_path)
        await run.press("ctrl+s")
        await run.until(lambda: list(tmp_path.glob("*.xlsx")))


def test_of_several_who_never_coded_the_same_the_two_with_most_in_common_are_compared(
    differing: Path, tmp_path: Path
) -> None:
    (tmp_path / "ana.txt").write_text("Ana : Bonjour à tous.\n", "utf-8")
    with projects.open_session(differing, coder="ana") as session:
        assert together.whom(session, None) is None and together.whom(session, ["marie"]) == ("marie",)
        here = documents.import_file(session, tmp_path / "ana.txt", kind="interview")
        codings.add(session, here.id, 6, 13, "social/health")
        assert together.whom(session, None) == ("joris", "marie")
        found = together.offers(session)
        assert [(each.coders, each.documents) for each in found] == [(("joris", "marie"), 1)]
        assert [together.chosen(row.id) for row in together.rows(found)] == [None, ("joris", "marie")]

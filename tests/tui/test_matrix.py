"""The matrix on the screen: asked for by key and mouse, walked through, its passages read where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from qualcode.ops import codings, documents, projects
from qualcode.tui.crossing import ALL, Choice
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.tell import Confirm, Tell
from qualcode.tui.dialogs.writing import WriteDialog
from qualcode.tui.screens.matrix import MatrixScreen
from qualcode.tui.widgets.entry import Entry
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running


def matrix(run: Running) -> MatrixScreen:
    screen = run.app.screen
    assert isinstance(screen, MatrixScreen)
    return screen


async def choose(run: Running, words: str) -> None:
    """Choose what a few letters find."""
    await run.until(lambda: isinstance(run.app.screen, Chooser))
    await run.type(words)
    await run.press("enter")


async def test_codes_by_enterprise_are_counted(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m")
        shown = run.shown()
        assert "Codings: Code by Enterprise" in shown
        assert "Nord" in shown
        assert "Economic" in shown
        arrangement = matrix(run).grid.arrangement
        assert arrangement is not None
        last = len(arrangement.rows) - 1, len(arrangement.columns) - 1
        assert arrangement.text(*last) == "3"


async def test_rows_columns_and_cells_are_chosen(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m", "r")
        await choose(run, "dimen")
        await run.press("c")
        await choose(run, "coder")
        await run.press("v")
        await choose(run, "share")
        choice = matrix(run).choice
        assert (choice.rows, choice.columns, choice.cells) == ("dimension", "coder", "coverage")
        assert "%" in run.shown()
        await run.press("x")
        assert (matrix(run).choice.rows, matrix(run).choice.columns) == ("coder", "dimension")
        # The same on both sides changes places.
        await run.press("c")
        await choose(run, "coder")
        assert (matrix(run).choice.rows, matrix(run).choice.columns) == ("dimension", "coder")


async def test_what_was_chosen_is_there_again(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m", "x", "e", "escape", "G", "m")
        assert matrix(run).choice == Choice("case", "code", hides_empty=True)
    async with running(project, state) as run:
        await run.press("G", "m")
        assert matrix(run).choice == Choice("case", "code", hides_empty=True)


async def test_only_some_codings_are_counted(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m", "f")
        await choose(run, "coder")
        await choose(run, "joris")
        await run.press("escape")
        assert matrix(run).choice.where == (("coder", "joris"),)
        arrangement = matrix(run).grid.arrangement
        assert arrangement is not None
        assert arrangement.value(len(arrangement.rows) - 1, len(arrangement.columns) - 1) == 1
        assert "Coder: joris" in run.shown()
        await run.press("f")
        await choose(run, "effect")
        await choose(run, "positive")
        await run.press("escape")
        assert "No coding is like that" in run.shown()
        await run.press("f")
        await choose(run, "everything again")
        assert matrix(run).choice.where == ()


async def test_the_passages_behind_a_number_are_read_in_their_transcript(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m", "ctrl+end", "enter")
        screen = matrix(run)
        assert screen.is_open
        assert len(screen.passages.passages) == 3
        shown = run.shown()
        assert "on n'ose plus" in shown
        assert "Récit de Fatima" in shown
        # Moving shows those of the cell one comes to.
        await run.press("escape")
        assert screen.grid.has_focus
        await run.press("ctrl+home")
        assert [each.coding.code for each in screen.passages.passages] == ["economic/employment"]
        await run.press("enter", "enter")
        await run.until(lambda: run.app.screen is run.screen)
        await run.settle()
        chosen = run.transcript.chosen
        assert chosen is not None
        assert chosen.code == "economic/employment"
        await run.press("G", "m")
        for key in ("enter", "escape", "escape"):
            await run.press(key)
        assert not matrix(run).is_open
        await run.press("escape")
        assert run.app.screen is run.screen


async def test_rows_are_sorted_folded_and_left_out(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m")
        grid = matrix(run).grid

        def titles() -> list[str]:
            assert grid.arrangement is not None
            return [head.title for head in grid.arrangement.rows]

        everything = titles()
        await run.press("end", "s")
        assert matrix(run).choice.order == (ALL, True)
        assert titles()[0] == "Social"
        await run.press("s")
        assert titles()[0] != "Social"
        await run.press("s")
        assert titles() == everything
        await run.press("e")
        assert len(titles()) < len(everything)
        await run.press("ctrl+home", "space")
        assert "Access to employment" not in titles()
        await run.press("space", "down", "space")
        assert "Access to employment" not in titles()
        await run.press("z")
        assert "Access to employment" in titles()
        await run.press("z")
        assert titles() == ["Economic", "Social", "All"]


async def test_the_mouse_does_it_too(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m")
        screen = matrix(run)
        lines = run.shown().splitlines()
        row = next(at for at, line in enumerate(lines) if "Self-esteem" in line)
        column = lines[row].index("1")
        await run.pilot.click(offset=(column, row))
        await run.settle()
        assert screen.grid.heads is not None
        assert screen.grid.heads[0].code == "social/confidence"
        await run.pilot.click(offset=(column, row))
        await run.settle()
        assert screen.is_open
        assert [each.coding.quote for each in screen.passages.passages] == ["on n'ose plus"]
        # A heading sorts; the sign before a code folds it; what is asked for stands in the line above.
        await run.pilot.click(offset=(column, screen.grid.region.y))
        await run.settle()
        assert screen.choice.order is not None
        top = next(at for at, line in enumerate(run.shown().splitlines()) if "S Social" in line)
        await run.pilot.click(offset=(3, top))
        await run.settle()
        assert screen.choice.folded == {"social"}
        await run.pilot.click("#asked", offset=(3, 0))
        await run.until(lambda: isinstance(run.app.screen, Chooser))


async def test_a_cell_that_is_half_in_view_is_chosen_by_a_second_click(project: Path, state: Path) -> None:
    async with running(project, state, size=(80, 24)) as run:
        await run.press("G", "m", "x")
        grid = matrix(run).grid
        await run.until(lambda: grid.arrangement is not None and len(grid.arrangement.columns) > 20)
        frame = grid._frame
        assert frame is not None
        # The last cell before the totals, of whose column the rest stands behind them.
        place = (grid.scrollable_content_region.width - frame.totals - 1, frame.lines)
        await run.pilot.click(grid, offset=place)
        await run.until(lambda: grid.cursor[1] > 0)
        chosen = grid.cursor
        await run.pilot.click(grid, offset=place)
        await run.until(lambda: matrix(run).is_open)
        assert grid.cursor == chosen


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".docx", ".html", ".png", ".svg"])
async def test_what_is_shown_is_written_to_a_file(project: Path, state: Path, tmp_path: Path, ending: str) -> None:
    async with running(project, state) as run:
        await run.press("G", "m", "e", "w")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#name", Entry).value = f"tableau{ending}"
        run.app.screen.query_one("#folder", Entry).value = str(tmp_path)
        await run.pilot.pause()
        await run.press("enter")
        await run.until(lambda: (tmp_path / f"tableau{ending}").exists())
        await run.settle()
        assert "Written:" in run.shown()
        # Once more asks before it writes over the file.
        await run.press("w")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#name", Entry).value = f"tableau{ending}"
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("escape")
    if ending == ".xlsx":
        sheet = load_workbook(tmp_path / "tableau.xlsx").active
        assert sheet is not None
        firsts = [str(row[0].value) for row in sheet.iter_rows()]
        assert any("Economic" in first for first in firsts)
        assert not any("Political" in first for first in firsts)


async def test_how_the_numbers_are_made_is_told(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m", "n")
        assert isinstance(run.app.screen, Tell)
        assert "Totals count distinct things" in run.shown()


async def test_quotes_stand_in_the_cells(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m", "e", "v")
        await choose(run, "quotes")
        assert "1  on n'ose plus" in run.shown()


async def test_who_works_blind_sees_their_own_alone(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.screen.action_blind()
        await run.settle()
        await run.press("G", "m")
        screen = matrix(run)
        arrangement = screen.grid.arrangement
        assert arrangement is not None
        assert arrangement.value(len(arrangement.rows) - 1, len(arrangement.columns) - 1) == 2
        assert "blind" in run.shown()
        await run.press("ctrl+end", "enter")
        assert {each.coding.coder for each in screen.passages.passages} == {"marie"}


async def test_what_is_done_and_undone_elsewhere_is_counted_here(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m", "u")
        arrangement = matrix(run).grid.arrangement
        assert arrangement is not None
        last = len(arrangement.rows) - 1, len(arrangement.columns) - 1
        assert arrangement.value(*last) == 2
        await run.press("U")
        arrangement = matrix(run).grid.arrangement
        assert arrangement is not None
        assert arrangement.value(*last) == 3


async def test_a_project_without_codings_says_what_to_do(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "leer.qualcode"
    with projects.create(path, coder="marie"):
        pass
    async with running(path, state) as run:
        await run.press("G", "m")
        assert "Nothing is coded yet" in run.shown()
        await run.press("enter", "s", "space", "end", "ctrl+end", "pagedown", "w", "escape")


async def test_what_was_remembered_and_is_gone_is_not_asked_for(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "m")
        gone = Choice("code", "pool").as_text()
        run.app.memory.note("matrix", run.screen.project.id if run.screen.project else "", gone)
        await run.press("escape", "G", "m")
        assert matrix(run).choice.columns == "document"


@pytest.mark.parametrize(("harm", "size"), [(MARKUP, (80, 24)), (CONTROLS, (20, 5)), (CONTROLS, (200, 60))])
async def test_nothing_that_people_wrote_acts(project: Path, state: Path, harm: str, size: tuple[int, int]) -> None:
    spoil(project, harm)
    async with running(project, state, size=size) as run:
        await run.press("G", "m", "c")
        await choose(run, "document")
        await run.press("v")
        await choose(run, "quotes")
        await run.press("ctrl+end", "enter", "escape", "f", "escape")
        for line in run.shown().splitlines():
            assert "\x1b" not in line
        assert run.app.is_running
    with projects.open_session(project, coder="reader") as session:
        assert documents.listing(session)


async def test_which_codes_occur_together(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        document = documents.listing(session)[0].id
        for start, end, code in (
            (0, 30, "environmental/food"),
            (10, 20, "territorial/services"),
            (40, 50, "territorial/services"),
        ):
            codings.add(session, document, start, end, code)
    async with running(project, state) as run:
        await run.press("G", "m", "o")
        await choose(run, "overlapping")
        screen = matrix(run)
        assert screen.choice.together == "overlap"
        shown = run.shown()
        assert "Coefficient of co-occurrence" in shown and "0.50" in shown
        arrangement = screen.grid.arrangement
        assert arrangement is not None
        rows = [head.code for head in arrangement.rows]
        place = rows.index("environmental/food"), rows.index("territorial/services")
        assert (arrangement.text(*place), arrangement.value(*place)) == ("0.50", 0.5)
        screen.grid.move(*place)
        await run.press("enter")
        assert [each.coding.code for each in screen.passages.passages] == ["environmental/food", "territorial/services"]
        await run.press("escape", "escape", "v")
        await choose(run, "times together")
        assert "Times together" in run.shown()
        # The same is there again, until rows by columns are wanted.
        await run.press("escape", "G", "m")
        assert (matrix(run).choice.together, matrix(run).choice.measure) == ("overlap", "counts")
        await run.press("o")
        await choose(run, "rows by columns")
        assert matrix(run).choice.together == ""
        assert "Codings: Code by Enterprise" in run.shown()

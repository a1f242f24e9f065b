"""Reports from the screen: choosing one, saying what it shall be, and where it is told to be."""

from __future__ import annotations

from pathlib import Path

import docx
from textual.widgets import Static

from qualcode.ops import cases, projects
from qualcode.tui.dialogs.reporting import ReportForm
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.screens.reports import ReportsScreen
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.table import Table
from tests.tui.registers import fill
from tests.tui.running import Running, running


async def choose(run: Running, kind: str) -> ReportForm:
    """Go to the reports and open the form of a kind."""
    await run.press("G", "r")
    table = run.app.screen.query_one(Table)
    for _ in range(10):
        if table.at == kind:
            break
        await run.press("down")
    await run.pilot.press("enter")
    await run.until(lambda: isinstance(run.app.screen, ReportForm))
    form = run.app.screen
    assert isinstance(form, ReportForm)
    return form


async def test_a_report_is_written_where_one_says(project: Path, state: Path, tmp_path: Path) -> None:
    async with running(project, state) as run:
        form = await choose(run, "codebook")
        form.query_one("#name", Entry).value = "codes"
        form.query_one("#folder", Entry).value = str(tmp_path)
        form.query_one("#language", Cycle).choose("nl")
        await run.press("ctrl+s")
        await run.until((tmp_path / "codes.docx").is_file)
        assert docx.Document(str(tmp_path / "codes.docx")).paragraphs


async def test_what_cannot_be_is_said_in_the_form(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        form = await choose(run, "excerpts")
        form.query_one("#where", Entry).value = "pool"
        await run.press("ctrl+s")
        assert run.app.screen is form
        assert "property=value" in str(form.query_one("#fault", Static).render())
        form.query_one("#where", Entry).value = ""
        form.query_one("#below", Entry).value = "few"
        await run.press("ctrl+s")
        assert run.app.screen is form
        await run.press("escape")
        assert run.app.screen is not form


async def test_all_of_them_go_into_a_folder(project: Path, state: Path, tmp_path: Path) -> None:
    async with running(project, state) as run:
        form = await choose(run, "all")
        form.query_one("#folder", Entry).value = str(tmp_path)
        await run.press("ctrl+s")
        await run.until(lambda: (tmp_path / "Reports" / "Atelier Nord.docx").is_file())
        await run.until(lambda: isinstance(run.app.screen, ReportsScreen))
    made = {path.name for path in (tmp_path / "Reports").iterdir()}
    # No pools here.
    assert made >= {"joint-display.docx", "excerpts.docx", "codebook.docx", "agreement.docx"}
    assert "pools.docx" not in made


async def test_only_what_a_kind_knows_is_asked(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        form = await choose(run, "pools")
        assert not form.query("#case")
        assert form.query("#below")


async def test_enterprises_are_written_one_by_one_and_not_over_others_unasked(
    project: Path, state: Path, tmp_path: Path
) -> None:
    fill(project)
    with projects.open_session(project, coder="marie") as session:
        n = sum(view.kind == "enterprise" for view in cases.cases(session))
    folder = tmp_path / "all"
    async with running(project, state) as run:
        form = await choose(run, "enterprise")
        case = form.query_one("#case", Cycle)
        assert form.query_one("#name", Entry).value.startswith(case.value)
        form.query_one("#folder", Entry).value = str(tmp_path)
        form.query_one("#name", Entry).value = "all"
        case.choose("")
        await run.press("ctrl+s")
        await run.until(lambda: folder.is_dir() and len(list(folder.glob("*.docx"))) == n)
        await run.until(lambda: isinstance(run.app.screen, ReportsScreen))
        made = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
        assert len(made) == n > 1
        form = await choose(run, "enterprise")
        form.query_one("#name", Entry).value = "all"
        form.query_one("#case", Cycle).choose("")
        await run.press("ctrl+s")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("escape")
        assert made == {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

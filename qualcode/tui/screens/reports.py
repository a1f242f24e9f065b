"""Documents to hand in: which kind, then what is asked of it, then its file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from qualcode.errors import AttributeNotFound, NothingToReport, QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.model.message import N_
from qualcode.ops import cases, report_folder, reports
from qualcode.ops.report_folder import Piece
from qualcode.ops.reports import Stopped
from qualcode.tui import safe
from qualcode.tui.dialogs.reporting import ReportForm, Wanted
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.dialogs.working import Working
from qualcode.tui.dialogs.writing import file_name
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.screens import tofile
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.table import Column, Line, Table

if TYPE_CHECKING:
    from qualcode.ops import Session
    from qualcode.ops.reports import Written

REPORTS = Group(_("Reports"), (Key("enter", "write", _("Write this report to a file"), _("write")),))

NAMES = {
    "excerpts": (N_("Excerpts"), N_("Every coded passage, by dimension and code")),
    "codebook": (N_("Codebook"), N_("Every code: what it means, what it takes in and what not")),
    "enterprise": (N_("One enterprise"), N_("Portrait, question, method, findings, limits")),
    "joint-display": (N_("Joint display"), N_("Stories beside numbers, with your verdicts")),
    "pools": (N_("Pools"), N_("The pools side by side: people, stories, indicators")),
    "agreement": (N_("Agreement"), N_("How far coders agree, what was settled and why")),
    "transcript": (N_("Transcripts"), N_("The texts, each coding a comment in the margin")),
    "all": (N_("All of them"), N_("A folder of all these, and each enterprise")),
}


class ReportsScreen(Section):
    """The kinds of reports, a row each. Nothing is opened by itself: one is told where the file is."""

    NAME = "reports"
    GROUPS = (REPORTS, SECTION, PROGRAM)
    BINDINGS = bindings(REPORTS)

    def __init__(self) -> None:
        super().__init__()
        self._cases: list[str] = []

    def compose_body(self) -> ComposeResult:
        """A row a kind."""
        yield Table("kinds")

    async def fill(self) -> None:
        """Read whom there may be a report of."""
        self._cases = await self.home.desk.run(_enterprises)
        columns = (Column(_("Report"), 24), Column(_("What is in it")), Column(_("Files"), 24, least=90))
        lines = [
            Line(kind, (_(NAMES[kind][0]), _(NAMES[kind][1]), " ".join(endings)))
            for kind, endings in reports.REPORTS.items()
        ]
        self.query_one(Table).show_lines(columns, lines)

    @on(Table.Chosen)
    @work
    async def action_write(self) -> None:
        """Ask what it shall be, then write it."""
        kind, coding = self.query_one(Table).at, self.home.coding
        if kind is None or coding is None or coding.project is None:
            return
        template = await asyncio.to_thread(self.home.memory.setting, "template")
        title = _(NAMES[kind][0])
        form = ReportForm(
            _("Report: {name}").format(name=title),
            kind,
            self._cases,
            folder=await tofile.folder(self),
            name=file_name(_("Reports") if kind == "all" else title),
            language=language(),
            template=template or "",
            case=self._cases[0] if kind == "enterprise" and self._cases else "",
        )
        wanted = await self.app.push_screen_wait(form)
        if wanted is not None:
            await self._write(kind, wanted)

    async def _write(self, kind: str, wanted: Wanted) -> None:
        """Write one report or several, each whole or not at all; one can stop between them."""
        several = kind == "all" or (kind == "enterprise" and wanted.case is None)
        pieces = [Piece(kind, wanted.case, "")]
        if several:
            try:
                pieces = list(await self.home.desk.run(_pieces, kind, wanted))
            except QualcodeError as error:
                self.complain(error)
                return
        names = [each.case or _(NAMES[each.kind][0]) for each in pieces]
        paths = [wanted.path / each.file for each in pieces] if several else [wanted.path]
        if not await tofile.may_replace(self, paths):
            return
        written: list[Written] = []

        def stop() -> bool:
            return working.is_stopped

        async def one(index: int) -> bool:
            try:
                if several:
                    written.append(await self.home.desk.run(_make_piece, pieces[index], wanted, stop))
                else:
                    written.append(await self.home.desk.run(_make, kind, wanted, stop))
            except Stopped as stopped:
                self.say(safe.sentence(stopped.message))
                return False
            except QualcodeError as error:
                # Among all of them one that holds nothing is no fault.
                if kind == "all" and isinstance(error, NothingToReport | AttributeNotFound):
                    return True
                self.complain(error)
                return False
            return True

        if several:
            await asyncio.to_thread(_make_folder, wanted.path)
        working = Working(_("Writing …"), names, one)
        await self.app.push_screen_wait(working)
        if written:
            await self._tell(written, wanted)

    async def _tell(self, written: list[Written], wanted: Wanted) -> None:
        """Where the files are, and what consent keeps out of them; folder and template are remembered."""
        await tofile.remember(self, wanted.path)
        await asyncio.to_thread(self.home.memory.set, "template", str(wanted.template or ""))
        if len(written) > 1:
            told = ngettext("{n} report written: {path}", "{n} reports written: {path}", len(written))
            self.say(told.format(n=len(written), path=wanted.path))
        elif left_out := written[0].left_out:
            lines = [part for said in left_out for part in ("\n• ", said)]
            title = _("Written: {path}").format(path=written[0].path)
            self.app.push_screen(Tell(title, _("What is left out:"), *lines))
        else:
            self.say(_("Written: {path}").format(path=written[0].path))


def _enterprises(session: Session) -> list[str]:
    return [view.name for view in cases.cases(session) if view.kind == "enterprise"]


def _make_folder(path: Path) -> None:
    # Where it cannot be made, writing into it says why.
    if not path.exists() and path.parent.is_dir():
        path.mkdir()


def _pieces(session: Session, kind: str, wanted: Wanted) -> tuple[Piece, ...]:
    return report_folder.pieces(session, kind, where=wanted.where or None)


def _make_piece(session: Session, piece: Piece, wanted: Wanted, stop: Callable[[], bool]) -> Written:
    return report_folder.write_piece(
        session,
        piece,
        wanted.path,
        language=wanted.language,
        template=wanted.template,
        suppress_below=wanted.suppress_below,
        force=True,
        stop=stop,
    )


def _make(session: Session, kind: str, wanted: Wanted, stop: Callable[[], bool]) -> Written:
    return reports.make(
        session,
        kind,
        wanted.path,
        code=wanted.code,
        case=wanted.case,
        where=wanted.where or None,
        language=wanted.language,
        template=wanted.template,
        suppress_below=wanted.suppress_below,
        force=True,
        stop=stop,
    )

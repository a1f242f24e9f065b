"""A table of enterprises or people before it is taken in: what each column is, what each row would do."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.model.case_table import WORTH_ASKING, About, CaseTableReport, Table, TablePlan
from qualcode.model.document import DocumentView
from qualcode.ops import case_tables, documents
from qualcode.ops.register import register
from qualcode.tui import tableplan
from qualcode.tui.decisions import Decisions
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.people import consent_rows
from qualcode.tui.dialogs.tables import AS, document_rows, role_rows, same_rows
from qualcode.tui.dialogs.tell import Ask, Tell
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.register import NOTHING
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.steps import Step, Steps
from qualcode.tui.widgets.table import Table as Rows

COLUMNS, ROWS, DOCUMENTS, REMARKS = "columns", "rows", "documents", "remarks"

TABLE = Group(
    _("Taking a table in"),
    (
        Key("enter", "change_line", _("Say what it is, or whose; or tell all of it"), _("change")),
        Key("i", "store", _("Take it in: all rows, one change"), _("import")),
        Key("1", "part('columns')", _("Columns, rows, documents, remarks"), _("parts"), "1-4"),
        Key("2", "part('rows')", _("Columns, rows, documents, remarks")),
        Key("3", "part('documents')", _("Columns, rows, documents, remarks")),
        Key("4", "part('remarks')", _("Columns, rows, documents, remarks")),
        Key("y", "confirm", _("Yes, the doubtful one is meant"), _("yes, it is")),
        Key("n", "refuse", _("No, it is not meant"), _("no")),
        Key("A", "accept_all", _("Take all that are doubtful, or none")),
        Key("b", "about", _("Rows are about people, or enterprises")),
        Key("s", "sheet", _("Another sheet of the workbook")),
    ),
)


class TableScreen(Section):
    """One list at a time: the columns, the rows, the documents, the remarks. Nothing is stored before `i`."""

    DEFAULT_CSS = """
    TableScreen.-tiny Steps { display: none; }
    """
    AUTO_FOCUS = "#lines"
    NAME = "cases"
    GROUPS = (TABLE, SECTION, PROGRAM)
    BINDINGS = bindings(TABLE)

    def __init__(self, path: Path, about: About) -> None:
        super().__init__()
        self._path = path
        self._sheet: str | None = None
        self._read: Table | None = None
        self._before = tableplan.Before(NOTHING)
        self._documents: list[DocumentView] = []
        self._part = COLUMNS
        self._places: dict[str, str] = {}
        self.said = Decisions(about)
        self._sound = Decisions(about)
        self.plan: TablePlan | None = None

    def compose_body(self) -> ComposeResult:
        """The parts, and the list of one of them."""
        yield Steps()
        yield Rows("lines")

    @property
    def lines(self) -> Rows:
        """The list."""
        return self.query_one("#lines", Rows)

    # What stands there

    async def fill(self) -> None:
        """Read the file once, and work out what it would do."""
        if self._read is None:
            try:
                self._read = await asyncio.to_thread(case_tables.read, self._path, sheet=self._sheet)
            except QualcodeError as error:
                self.complain(error)
                self.then(self.leave_table)
                return
        said = self.said
        job = partial(
            case_tables.plan,
            table=said.table(self._read),
            about=said.about,
            mapping=said.mapping(self._read),
            consents=said.consents,
            accept_below=WORTH_ASKING if said.accept else None,
            matches=said.matches,
            same=said.same,
        )
        try:
            self.plan = await self.home.desk.run(job)
        except QualcodeError:
            # What was said last cannot be: things stand as they did before.
            self.said = self._sound.copy()
            raise
        self._sound = said.copy()
        self._before = tableplan.Before(await self.home.desk.run(register))
        self._documents = await self.home.desk.run(documents.listing)
        self._show()

    def _show(self) -> None:
        plan = self.plan
        if plan is None:
            return
        made = {
            COLUMNS: lambda: (tableplan.column_columns(), tableplan.column_lines(plan)),
            ROWS: lambda: (tableplan.row_columns(plan.choices.about), tableplan.row_lines(plan, self._before)),
            DOCUMENTS: lambda: (tableplan.document_columns(), tableplan.document_lines(plan)),
            REMARKS: lambda: (tableplan.remark_columns(), tableplan.remark_lines(plan)),
        }
        columns, lines = made[self._part]()
        self.lines.show_lines(columns, lines, at=self._places.get(self._part))
        self.query_one(Steps).show(self._parts(plan), self._part)
        about = _("people") if plan.choices.about == "person" else _("enterprises")
        told = _("{file}: a table of {about}").format(file=plan.table.source, about=about)
        self.show_header((told, "$foreground-muted"))
        self.show_status()

    def _parts(self, plan: TablePlan) -> list[Step]:
        faults, doubts = len(plan.faults), len(plan.doubtful)
        remarks = len(plan.warnings) + faults
        return [
            Step(COLUMNS, _("Columns"), str(len(plan.columns))),
            Step(ROWS, _("Rows"), str(len(plan.rows))),
            Step(
                DOCUMENTS,
                _("Documents"),
                f"{len(plan.documents)} ✓ {doubts} ?" if doubts else str(len(plan.documents)),
                "$warning" if doubts else "$foreground-muted",
            ),
            Step(
                REMARKS,
                _("Remarks"),
                f"{remarks} !" if faults else str(remarks),
                "$error" if faults else "$foreground-muted",
            ),
        ]

    def show_status(self) -> None:
        """What taking it in would do."""
        plan = self.plan
        if plan is None:
            return
        if plan.faults:
            n = len(plan.faults)
            said = ngettext(
                "{n} fault; it can be taken in once it is corrected.",
                "{n} faults; it can be taken in once they are corrected.",
                n,
            ).format(n=n)
            left: list[Part] = [(said, "$error")]
        else:
            told = _("{added} new, {changed} changed, {same} the same; {documents} documents found")
            n = len({match.document for match in plan.documents})
            told = told.format(added=plan.added, changed=plan.changed, same=plan.unchanged, documents=n)
            left = [("i ", "bold $accent"), _("takes in: {what}").format(what=told)]
        self.query_one("#status", Bar).show([left])

    # Going about

    def action_part(self, name: str) -> None:
        """Another list."""
        at = self.lines.at
        if at is not None:
            self._places[self._part] = at
        self._part = name
        self._show()
        self.lines.focus()

    @on(Steps.Wanted)
    def _part_wanted(self, event: Steps.Wanted) -> None:
        self.action_part(event.name)

    def action_back(self) -> None:
        """Give up."""
        self.then(self.leave_table)

    def leave_table(self) -> None:
        """Back to where one came from."""
        if self.app.screen is self:
            self.app.pop_screen()

    # Deciding

    def decide(self) -> None:
        """Work it out anew."""
        at = self.lines.at
        if at is not None:
            self._places[self._part] = at
        self.act(self.fill)

    @on(Rows.Chosen)
    def action_change_line(self) -> None:
        """What enter does in the list that is shown."""
        word, _colon, rest = (self.lines.at or "").partition(":")
        if self.plan is None:
            return
        if word == "column":
            self.choose_role(self.plan, int(rest))
        elif word == "cell":
            self.choose_consent(rest)
        elif word == "row":
            self.choose_same(self.plan, int(rest))
        elif word == "document":
            self.choose_document(self.plan, int(rest.partition(":")[0]))
        else:
            self._tell_line()

    def _tell_line(self) -> None:
        line = next((line for line in self.lines.lines if line.id == self.lines.at), None)
        if line is not None:
            words = [cell if isinstance(cell, str) else "" for cell in line.cells]
            self.app.push_screen(Tell(_("Remark"), " ".join(word for word in words if word)))

    @work
    async def choose_role(self, plan: TablePlan, place: int) -> None:
        """Say what a column is."""
        if self._read is None:
            return
        column = plan.columns[place]
        known = self._before.register
        attributes = known.person_attributes if plan.choices.about == "person" else known.case_attributes
        rows = role_rows(plan.choices.about, self._read.header[place], attributes)
        chosen = await self.app.push_screen_wait(
            Chooser(_("What is in “{column}”?").format(column=column.column), rows)
        )
        if chosen is None:
            return
        role = chosen[0]
        said = self.said
        said.names.pop(place, None)
        if role.startswith(AS):
            name = role.removeprefix(AS)
            taken = [said.names.get(other, each) for other, each in enumerate(self._read.header) if other != place]
            if name.casefold() in [each.casefold() for each in taken]:
                self.say(_("Another column is “{name}” already.").format(name=name))
                return
            said.names[place], role = name, "attribute"
        # One column at most is of this kind: the one that was gives way.
        if role in ("case", "person", "consent", "document"):
            for other, each in enumerate(plan.columns):
                if other != place and each.role == role:
                    said.roles[other] = "attribute"
        said.roles[place] = role
        if {role, column.role} & {"name", "case", "person", "document"}:
            # Whom or what a row means was said of other names.
            said.matches.clear()
            said.same.clear()
        self.decide()

    @work
    async def choose_consent(self, cell: str) -> None:
        """Say what a cell about consent means."""
        shown = f"“{cell}”" if cell else _("an empty cell")
        chosen = await self.app.push_screen_wait(
            Chooser(_("What does {cell} mean?").format(cell=shown), consent_rows())
        )
        if chosen is not None:
            self.said.consents[cell] = chosen[0]
            self.decide()

    @work
    async def choose_same(self, plan: TablePlan, line: int) -> None:
        """Say which one there already a row is about."""
        row = next(row for row in plan.rows if row.lines[0] == line)
        known = self._before.register
        if plan.choices.about == "person":
            names = [each.name for each in known.people if row.case is None or each.case_name in (row.case, None)]
        else:
            names = [each.name for each in known.cases]
        resembled = [match.known for match in plan.known if match.row == line]
        title = _("Line {line}: who or what is “{name}”?").format(line=line, name=row.name)
        news = tableplan.row_news(plan, line, self._before)
        chosen = await self.app.push_screen_wait(Chooser(title, same_rows(row, names, resembled, news)))
        if chosen is not None:
            self.said.same[line] = chosen[0]
            self.decide()

    @work
    async def choose_document(self, plan: TablePlan, line: int) -> None:
        """Say which document a row means."""
        row = next(row for row in plan.rows if line in row.lines)
        title = _("Line {line}: which document is “{name}”?").format(line=line, name=row.name)
        rows = document_rows(plan, line, self._documents)
        chosen = await self.app.push_screen_wait(Chooser(title, rows))
        if chosen is not None:
            self.said.matches[line] = chosen[0]
            self.decide()

    def action_confirm(self) -> None:
        """The one that is proposed is meant."""
        word, _colon, rest = (self.lines.at or "").partition(":")
        if word == "document" and not rest.endswith(":"):
            line, _colon, document = rest.partition(":")
            self.said.matches[int(line)] = document
            self.decide()
        elif word == "row" and self.plan is not None:
            resembled = [match.known for match in self.plan.known if match.row == int(rest)]
            if resembled:
                self.said.same[int(rest)] = resembled[0]
                self.decide()

    def action_refuse(self) -> None:
        """The one that is proposed is not meant."""
        word, _colon, rest = (self.lines.at or "").partition(":")
        if word == "document":
            self.said.matches[int(rest.partition(":")[0])] = ""
            self.decide()
        elif word == "row" and self.plan is not None and any(match.row == int(rest) for match in self.plan.known):
            self.said.same[int(rest)] = ""
            self.decide()

    def action_accept_all(self) -> None:
        """All likenesses are taken, or only those that are sure."""
        self.said.accept = not self.said.accept
        told = _("Likenesses from 75 % on are taken.") if self.said.accept else _("Only what is sure is taken.")
        self.say(told)
        self.decide()

    def action_about(self) -> None:
        """The rows are about the others."""
        self.said = Decisions("case" if self.said.about == "person" else "person")
        self.decide()

    @work
    async def action_sheet(self) -> None:
        """Read another sheet."""
        name = await self.app.push_screen_wait(Ask(_("Another sheet"), prompt=_("its name")))
        if name is not None:
            self._sheet, self._read = name, None
            self.said = Decisions(self.said.about)
            self.decide()

    # Taking in

    def action_store(self) -> None:
        """Take all rows in, as one change."""
        plan = self.plan
        if plan is None:
            return
        if plan.faults:
            self.action_part(REMARKS)
            self.say(_("Correct the faults first: in the file, or by saying what the columns are."))
            return

        async def step() -> None:
            try:
                report = await self.home.desk.run(case_tables.apply, plan)
            except case_tables.PlanOutdated:
                await self.fill()
                raise
            self.say(_told(report))
            self.then(self.leave_table)

        self.act(step)

    def action_undo(self) -> None:
        """Nothing has been taken in yet that could be taken back."""
        self.say(_("Nothing is stored yet. Escape gives up."))

    action_redo = action_undo


class PeopleTableScreen(TableScreen):
    """The same, come to from the people."""

    NAME = "people"


def _told(report: CaseTableReport) -> str:
    if report.operation is None:
        return _("Everything in the table is there already.")
    told = _("{added} added, {changed} changed, {same} as they were. One undo (u) takes all back.")
    return told.format(added=report.added, changed=report.changed, same=report.unchanged)

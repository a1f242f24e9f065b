"""A table of enterprises or people before it is taken in: what each column is, what each row would do."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual import on, work

from qualcode.i18n import _
from qualcode.model.case_table import WORTH_ASKING, About, Table, TablePlan
from qualcode.model.document import DocumentView
from qualcode.ops import case_tables, documents
from qualcode.ops.register import register
from qualcode.tui import tableplan
from qualcode.tui.decisions import Decisions
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.people import consent_rows
from qualcode.tui.dialogs.tables import AS, document_rows, role_rows, same_rows
from qualcode.tui.dialogs.tell import Ask
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.register import NOTHING
from qualcode.tui.screens.taking import COLUMNS, Listed, TakingScreen, stored
from qualcode.tui.widgets.steps import Step
from qualcode.tui.widgets.table import Table as Rows

ROWS, DOCUMENTS = "rows", "documents"

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


class TableScreen(TakingScreen[TablePlan]):
    """The columns, the rows, the documents, the remarks."""

    NAME = "cases"
    GROUPS = (TABLE, SECTION, PROGRAM)
    BINDINGS = bindings(TABLE)

    def __init__(self, path: Path, about: About) -> None:
        super().__init__(path)
        self._before = tableplan.Before(NOTHING)
        self._documents: list[DocumentView] = []
        self.said = Decisions(about)
        self._sound = Decisions(about)

    # What stands there

    async def work_out(self, file: Table) -> None:
        """Set `plan` by what was said so far."""
        said = self.said
        job = partial(
            case_tables.plan,
            table=said.table(file),
            about=said.about,
            mapping=said.mapping(file),
            consents=said.consents,
            accept_below=WORTH_ASKING if said.accept else None,
            matches=said.matches,
            same=said.same,
        )
        self.plan = await self.home.desk.run(job)
        self._sound = said.copy()
        self._before = tableplan.Before(await self.home.desk.run(register))
        self._documents = await self.home.desk.run(documents.listing)

    def unsay(self) -> None:
        """Forget what was said since things last could be worked out."""
        self.said = self._sound.copy()

    def listed(self, plan: TablePlan, part: str) -> Listed:
        """The columns and rows of a list."""
        if part == COLUMNS:
            return tableplan.column_columns(), tableplan.column_lines(plan)
        if part == ROWS:
            return tableplan.row_columns(plan.choices.about), tableplan.row_lines(plan, self._before)
        if part == DOCUMENTS:
            return tableplan.document_columns(), tableplan.document_lines(plan)
        return tableplan.remark_columns(), tableplan.remark_lines(plan)

    def steps(self, plan: TablePlan) -> list[Step]:
        """The columns, the rows, the documents."""
        found, doubts = len(plan.documents), len(plan.doubtful)
        told = (f"{found} ✓ {doubts} ?", "$warning") if doubts else (str(found), "$foreground-muted")
        return [
            Step(COLUMNS, _("Columns"), str(len(plan.columns))),
            Step(ROWS, _("Rows"), str(len(plan.rows))),
            Step(DOCUMENTS, _("Documents"), *told),
        ]

    def about(self, plan: TablePlan) -> str:
        """The file, and what its rows are about."""
        about = _("people") if plan.choices.about == "person" else _("enterprises")
        return _("{file}: a table of {about}").format(file=plan.table.source, about=about)

    def would_do(self, plan: TablePlan) -> list[Part]:
        """What taking it in would do."""
        told = _("{added} new, {changed} changed, {same} the same; {documents} documents found")
        n = len({match.document for match in plan.documents})
        told = told.format(added=plan.added, changed=plan.changed, same=plan.unchanged, documents=n)
        return [_("takes in: {what}").format(what=told)]

    async def take_in(self, plan: TablePlan) -> str:
        """Store it."""
        report = await self.home.desk.run(case_tables.apply, plan)
        return stored(report.operation, added=report.added, changed=report.changed, same=report.unchanged)

    # Deciding

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
            self.tell_line()

    @work
    async def choose_role(self, plan: TablePlan, place: int) -> None:
        """Say what a column is."""
        if self.file is None:
            return
        column = plan.columns[place]
        known = self._before.register
        attributes = known.person_attributes if plan.choices.about == "person" else known.case_attributes
        rows = role_rows(plan.choices.about, self.file.header[place], attributes)
        role = await self.ask_role(column.column, rows)
        if role is None:
            return
        said = self.said
        said.names.pop(place, None)
        if role.startswith(AS):
            name = role.removeprefix(AS)
            taken = [said.names.get(other, each) for other, each in enumerate(self.file.header) if other != place]
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
        self.work_out_anew()

    @work
    async def choose_consent(self, cell: str) -> None:
        """Say what a cell about consent means."""
        shown = f"“{cell}”" if cell else _("an empty cell")
        chosen = await self.app.push_screen_wait(
            Chooser(_("What does {cell} mean?").format(cell=shown), consent_rows())
        )
        if chosen is not None:
            self.said.consents[cell] = chosen[0]
            self.work_out_anew()

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
            self.work_out_anew()

    @work
    async def choose_document(self, plan: TablePlan, line: int) -> None:
        """Say which document a row means."""
        row = next(row for row in plan.rows if line in row.lines)
        title = _("Line {line}: which document is “{name}”?").format(line=line, name=row.name)
        rows = document_rows(plan, line, self._documents)
        chosen = await self.app.push_screen_wait(Chooser(title, rows))
        if chosen is not None:
            self.said.matches[line] = chosen[0]
            self.work_out_anew()

    def action_confirm(self) -> None:
        """The one that is proposed is meant."""
        word, _colon, rest = (self.lines.at or "").partition(":")
        if word == "document" and not rest.endswith(":"):
            line, _colon, document = rest.partition(":")
            self.said.matches[int(line)] = document
            self.work_out_anew()
        elif word == "row" and self.plan is not None:
            resembled = [match.known for match in self.plan.known if match.row == int(rest)]
            if resembled:
                self.said.same[int(rest)] = resembled[0]
                self.work_out_anew()

    def action_refuse(self) -> None:
        """The one that is proposed is not meant."""
        word, _colon, rest = (self.lines.at or "").partition(":")
        if word == "document":
            self.said.matches[int(rest.partition(":")[0])] = ""
            self.work_out_anew()
        elif word == "row" and self.plan is not None and any(match.row == int(rest) for match in self.plan.known):
            self.said.same[int(rest)] = ""
            self.work_out_anew()

    def action_accept_all(self) -> None:
        """All likenesses are taken, or only those that are sure."""
        self.said.accept = not self.said.accept
        told = _("Likenesses from 75 % on are taken.") if self.said.accept else _("Only what is sure is taken.")
        self.say(told)
        self.work_out_anew()

    def action_about(self) -> None:
        """The rows are about the others."""
        self.said = Decisions("case" if self.said.about == "person" else "person")
        self.work_out_anew()

    @work
    async def action_sheet(self) -> None:
        """Read another sheet."""
        name = await self.app.push_screen_wait(Ask(_("Another sheet"), prompt=_("its name")))
        if name is not None:
            self.sheet, self.file = name, None
            self.said = Decisions(self.said.about)
            self.work_out_anew()


class PeopleTableScreen(TableScreen):
    """The same, come to from the people."""

    NAME = "people"

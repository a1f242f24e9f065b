"""A table of indicators before it is taken in: its shape, what each column is, every value, what is to be told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.model.case_table import Table
from qualcode.model.indicator_table import ROLES, SHAPES, IndicatorPlan, IndicatorReport, TableChoices
from qualcode.model.message import N_, Message, Value
from qualcode.ops import case_tables, indicator_tables
from qualcode.tui import safe
from qualcode.tui.courses import MUTED, figure
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.tell import Ask, Tell
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.steps import Step, Steps
from qualcode.tui.widgets.table import Cell, Column, Line
from qualcode.tui.widgets.table import Table as Rows

COLUMNS, VALUES, REMARKS = "columns", "values", "remarks"

TABLE = Group(
    _("Taking indicators in"),
    (
        Key("enter", "change_line", _("Say what it is, or whose; or tell all of it"), _("change")),
        Key("i", "store", _("Take it in: all rows, one change"), _("import")),
        Key("1", "part('columns')", _("Columns, values, remarks"), _("parts"), "1-3"),
        Key("2", "part('values')", _("Columns, values, remarks")),
        Key("3", "part('remarks')", _("Columns, values, remarks")),
        Key("s", "shape", _("A row a value, or columns side by side"), _("shape")),
        Key("n", "create", _("Add enterprises that are missing, or not"), _("add missing")),
        Key("y", "confirm", _("Yes, the enterprise that is alike is meant"), _("yes, it is")),
        Key("d", "decimal", _("What 1.234 means: decimals or thousands")),
        Key("p", "period", _("The period of all rows")),
        Key("w", "indicator", _("The indicator of all rows")),
    ),
)

SHAPE_NAMES = {
    "long": N_("a row a value"),
    "wide-periods": N_("a column a period"),
    "wide-indicators": N_("a column an indicator"),
}
ROLE_NAMES = {
    "case": N_("the enterprise"),
    "indicator": N_("the indicator"),
    "period": N_("the period"),
    "value": N_("the value"),
    "target": N_("the target"),
    "unit": N_("the unit"),
    "direction": N_("which value is better"),
    "code": N_("the code it speaks to"),
    "kind": N_("number or levels"),
    "threshold": N_("the least real change"),
    "rungs": N_("the levels"),
    "definition": N_("what is counted"),
    "source": N_("the source"),
    "note": N_("a note"),
    "baseline": N_("whether change counts from here"),
    "ignore": N_("nothing"),
}
# What speaks of the command line elsewhere, as it is said here.
_SAID_HERE = {
    N_("no column holds the cases; say which one with --map COLUMN=case"): N_(
        "no column holds the enterprises: choose one among the columns and press enter"
    ),
    N_("no column holds values; say which one with --map COLUMN=value"): N_(
        "no column holds values: choose one among the columns and press enter"
    ),
    N_("no column names the indicators; say which one with --map, or name one with --indicator"): N_(
        "no column names the indicators: choose one among the columns, or press w to name one for all rows"
    ),
    N_("no column holds the periods; say which one with --map, or name one with --period"): N_(
        "no column holds the periods: choose one among the columns, or press p to name one for all rows"
    ),
    N_("there is no case “{name}”; say whom it means with --same, or add it with --create"): N_(
        "there is no enterprise “{name}”; press n to add those that are missing"
    ),
    N_("there is no case “{name}”, but “{near}”; say with --same or --create which is meant"): N_(
        "there is no enterprise “{name}”, but “{near}”: press y among the remarks if that is meant, n to add it"
    ),
    N_("“{cell}” in the column “{column}” can be read as {one} or as {other}; say which with --decimal"): N_(
        "“{cell}” in the column “{column}” can be read as {one} or as {other}; press d to say which"
    ),
    N_("These columns were not read: {names}. Say what they are with --map COLUMN=ROLE."): N_(
        "These columns were not read: {names}. Say what they are among the columns."
    ),
    N_("Nothing says which value is better for: {names}. Taken is: higher. Say otherwise with: {command}"): N_(
        "Nothing says which value is better for: {names}. Taken is: higher. Change it among the indicators."
    ),
}
_DECIMALS = {None: N_("as the file shows"), "comma": N_("a comma"), "point": N_("a point")}
_STATES = {"added": ("+", "$success"), "changed": ("~", "$warning"), "same": ("=", MUTED)}


def told_here(message: Message) -> str:
    """A remark or fault in the words of the screen."""
    values: dict[str, Value] = {
        name: Message(_SAID_HERE.get(value.template, value.template), value.values)
        if isinstance(value, Message)
        else value
        for name, value in message.values.items()
    }
    return safe.sentence(Message(_SAID_HERE.get(message.template, message.template), values))


class IndicatorTableScreen(Section):
    """One list at a time. Nothing is stored before `i`."""

    DEFAULT_CSS = """
    IndicatorTableScreen.-tiny Steps { display: none; }
    """
    AUTO_FOCUS = "#lines"
    NAME = "indicators"
    GROUPS = (TABLE, SECTION, PROGRAM)
    BINDINGS = bindings(TABLE)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._read: Table | None = None
        self._part = COLUMNS
        self.said = TableChoices()
        self._sound = TableChoices()
        self.plan: IndicatorPlan | None = None

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
                self._read = await asyncio.to_thread(case_tables.read, self._path)
            except QualcodeError as error:
                self.complain(error)
                self.then(self.leave_table)
                return
        try:
            self.plan = await self.home.desk.run(indicator_tables.plan, self._read, self.said)
        except QualcodeError:
            # What was said last cannot be: things stand as they did before.
            self.said = self._sound
            raise
        self._sound = self.said
        self._show()

    def _show(self) -> None:
        plan = self.plan
        if plan is None:
            return
        made = {COLUMNS: _column_lines, VALUES: _value_lines, REMARKS: _remark_lines}
        columns, lines = made[self._part](plan)
        self.lines.show_lines(columns, lines)
        remarks, faults = len(plan.warnings) + len(plan.faults), len(plan.faults)
        steps = [
            Step(COLUMNS, _("Columns"), str(len(plan.columns))),
            Step(VALUES, _("Values"), str(len(plan.values))),
            Step(REMARKS, _("Remarks"), f"{remarks} !" if faults else str(remarks), "$error" if faults else MUTED),
        ]
        self.query_one(Steps).show(steps, self._part)
        about = _("{file}: {shape}").format(file=plan.table.source, shape=_(SHAPE_NAMES[plan.shape]))
        self.show_header((about, MUTED))
        self.show_status()

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
            counts = plan.measurements
            said = _("{indicators} indicators: {added} new values, {changed} changed, {same} the same")
            said = said.format(
                indicators=len(plan.definitions), added=counts.added, changed=counts.changed, same=counts.same
            )
            left = [("i ", "bold $accent"), _("takes in: {what}").format(what=said)]
            if plan.cases:
                left.append((f"   {_('new enterprises: {names}').format(names=', '.join(plan.cases))}", "$warning"))
        self.query_one("#status", Bar).show([left])

    # Going about

    def action_part(self, name: str) -> None:
        """Another list."""
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

    def decide(self, said: TableChoices) -> None:
        """Work it out anew."""
        self.said = said
        self.act(self.fill)

    @on(Rows.Chosen)
    def action_change_line(self) -> None:
        """What enter does in the list that is shown."""
        word, _colon, rest = (self.lines.at or "").partition(":")
        if self.plan is None:
            return
        if word == "column":
            self.choose_role(self.plan, int(rest))
        elif word == "alike":
            self.action_confirm()
        else:
            line = next((line for line in self.lines.lines if line.id == self.lines.at), None)
            words = [cell for cell in (line.cells if line is not None else ()) if isinstance(cell, str)]
            self.app.push_screen(Tell(_("Remark"), " ".join(words)))

    @work
    async def choose_role(self, plan: IndicatorPlan, place: int) -> None:
        """Say what a column is."""
        column = plan.columns[place]
        rows = [Row(role, safe.show(_(ROLE_NAMES[role])), (_(ROLE_NAMES[role]),)) for role in ROLES]
        chosen = await self.app.push_screen_wait(
            Chooser(_("What is in “{column}”?").format(column=column.column), rows)
        )
        if chosen is None:
            return
        role, mapping = chosen[0], dict(self.said.mapping)
        # One column at most is of this kind, but for values of wide tables: the one that was gives way.
        if role not in ("ignore", "value") or plan.shape == "long":
            mapping |= {each.column: "ignore" for each in plan.columns if each.role == role and role != "ignore"}
        self.decide(replace(self.said, mapping={**mapping, column.column: role}))

    @work
    async def action_shape(self) -> None:
        """Say how the table is laid out."""
        rows = [Row(shape, safe.show(_(SHAPE_NAMES[shape])), (_(SHAPE_NAMES[shape]),)) for shape in SHAPES]
        chosen = await self.app.push_screen_wait(Chooser(_("How is the table laid out?"), rows))
        if chosen is not None:
            self.decide(replace(self.said, shape=chosen[0]))

    def action_create(self) -> None:
        """Missing enterprises are added, or are faults."""
        said = replace(self.said, create=not self.said.create)
        self.say(_("Missing enterprises are added.") if said.create else _("Missing enterprises are faults."))
        self.decide(said)

    def action_confirm(self) -> None:
        """The enterprise that is alike is meant: of the line one stands on, else of all."""
        if self.plan is None:
            return
        at = self.lines.at or ""
        meant = {each.name: each.known for each in self.plan.alike if at in ("", f"alike:{each.name}")}
        if meant:
            self.decide(replace(self.said, same={**self.said.same, **meant}))
        else:
            self.say(_("Among the remarks, stand on a line that says what is alike."))

    def action_decimal(self) -> None:
        """As the file shows, a comma, a point."""
        ways = list(_DECIMALS)
        decimal = ways[(ways.index(self.said.decimal) + 1) % len(ways)]
        self.say(_("Before decimals stands: {sign}").format(sign=_(_DECIMALS[decimal])))
        self.decide(replace(self.said, decimal=decimal))

    @work
    async def action_period(self) -> None:
        """Say the period of all rows."""
        said = await self.app.push_screen_wait(
            Ask(_("The period of all rows"), prompt=_("2024, 2024-T1, before …"), value=self.said.period or "")
        )
        if said is not None:
            self.decide(replace(self.said, period=said))

    @work
    async def action_indicator(self) -> None:
        """Say the indicator of all rows."""
        said = await self.app.push_screen_wait(
            Ask(_("The indicator of all rows"), prompt=_("its name"), value=self.said.indicator or "")
        )
        if said is not None:
            self.decide(replace(self.said, indicator=said))

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
                report = await self.home.desk.run(indicator_tables.apply, plan)
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


def _told(report: IndicatorReport) -> str:
    if report.operation is None:
        return _("Everything in the table is there already.")
    counts = report.measurements
    told = _("{added} added, {changed} changed, {same} as they were. One undo (u) takes all back.")
    return told.format(added=counts.added, changed=counts.changed, same=counts.same)


def _column_lines(plan: IndicatorPlan) -> tuple[Sequence[Column], list[Line]]:
    columns = [
        Column(_("Column")),
        Column(_("Read as"), 26),
        Column(_("About"), 20, least=70),
        Column(_("For example")),
    ]
    lines = []
    for place, each in enumerate(plan.columns):
        role: Cell = _(ROLE_NAMES[each.role]) if each.role != "ignore" else (_(ROLE_NAMES["ignore"]), MUTED)
        guess: Part = (f"  {_('guessed')}", MUTED) if each.guessed and each.role != "ignore" else ""
        samples: Cell = (" | ".join(each.samples), MUTED)
        lines.append(Line(f"column:{place}", (each.column, [_part(role), guess], each.means, samples)))
    return columns, lines


def _part(cell: Cell) -> Part:
    return cell[0] if isinstance(cell, list) else cell


def _value_lines(plan: IndicatorPlan) -> tuple[Sequence[Column], list[Line]]:
    columns = [
        Column(_("Line"), 5, right=True),
        Column("", 1),
        Column(_("Enterprise")),
        Column(_("Indicator")),
        Column(_("Period"), 10),
        Column(_("Value"), 12, right=True),
        Column(_("Before"), 10, right=True, least=80),
        Column(_("Target"), 10, right=True, least=90),
    ]
    lines = []
    for number, each in enumerate(plan.values):
        before: Cell = (figure(each.before), MUTED) if each.status == "changed" else ""
        value: Cell = figure(each.value) if each.value is not None else (_("missing"), MUTED)
        target = figure(each.target) if each.target is not None else ""
        cells = (str(each.line), _STATES[each.status], each.case, each.indicator, each.period, value, before, target)
        lines.append(Line(f"value:{number}", cells))
    return columns, lines


def _remark_lines(plan: IndicatorPlan) -> tuple[Sequence[Column], list[Line]]:
    """Faults first, then names that are alike, then the rest."""
    lines = [
        Line(f"fault:{number}", (("!", "bold $error"), told_here(fault))) for number, fault in enumerate(plan.faults)
    ]
    for each in plan.alike:
        if not each.taken and each.known not in plan.choices.same.values():
            told = _("“{name}” resembles “{known}”. Press y if that one is meant.")
            line = Line(f"alike:{each.name}", (("?", "$warning"), told.format(name=each.name, known=each.known)))
            if line.id not in {other.id for other in lines}:
                lines.append(line)
    lines += [
        Line(f"warning:{number}", (("·", MUTED), told_here(warning))) for number, warning in enumerate(plan.warnings)
    ]
    return [Column("", 1), Column(_("Remark"))], lines

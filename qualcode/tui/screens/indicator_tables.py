"""A table of indicators before it is taken in: its shape, what each column is, every value, what is to be told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import on, work

from qualcode.i18n import _
from qualcode.model.case_table import Table
from qualcode.model.indicator_table import ROLES, SHAPES, IndicatorPlan, TableChoices
from qualcode.ops import indicator_tables
from qualcode.tui import indicatorplan, safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.tell import Ask
from qualcode.tui.indicatorplan import DECIMALS, ROLE_NAMES, SHAPE_NAMES
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.taking import COLUMNS, REMARKS, Listed, TakingScreen, stored
from qualcode.tui.widgets.steps import Step
from qualcode.tui.widgets.table import Table as Rows

VALUES = "values"

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


class IndicatorTableScreen(TakingScreen[IndicatorPlan]):
    """The columns, the values, the remarks."""

    NAME = "indicators"
    GROUPS = (TABLE, SECTION, PROGRAM)
    BINDINGS = bindings(TABLE)

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.said = TableChoices()
        self._sound = TableChoices()

    # What stands there

    async def work_out(self, file: Table) -> None:
        """Set `plan` by what was said so far."""
        self.plan = await self.home.desk.run(indicator_tables.plan, file, self.said)
        self._sound = self.said

    def unsay(self) -> None:
        """Forget what was said since things last could be worked out."""
        self.said = self._sound

    def listed(self, plan: IndicatorPlan, part: str) -> Listed:
        """The columns and rows of a list."""
        made = {
            COLUMNS: indicatorplan.column_lines,
            VALUES: indicatorplan.value_lines,
            REMARKS: indicatorplan.remark_lines,
        }
        return made[part](plan)

    def steps(self, plan: IndicatorPlan) -> list[Step]:
        """The columns and the values."""
        return [
            Step(COLUMNS, _("Columns"), str(len(plan.columns))),
            Step(VALUES, _("Values"), str(len(plan.values))),
        ]

    def about(self, plan: IndicatorPlan) -> str:
        """The file, and how it is laid out."""
        return _("{file}: {shape}").format(file=plan.table.source, shape=_(SHAPE_NAMES[plan.shape]))

    def would_do(self, plan: IndicatorPlan) -> list[Part]:
        """What taking it in would do."""
        counts = plan.measurements
        said = _("{indicators} indicators: {added} new values, {changed} changed, {same} the same").format(
            indicators=len(plan.definitions), added=counts.added, changed=counts.changed, same=counts.same
        )
        told: list[Part] = [_("takes in: {what}").format(what=said)]
        if plan.cases:
            founded = _("new enterprises: {names}").format(names=", ".join(plan.cases))
            told.append((f"   {founded}", "$warning"))
        return told

    async def take_in(self, plan: IndicatorPlan) -> str:
        """Store it."""
        report = await self.home.desk.run(indicator_tables.apply, plan)
        counts = report.measurements
        return stored(report.operation, added=counts.added, changed=counts.changed, same=counts.same)

    # Deciding

    def decide(self, said: TableChoices) -> None:
        """Work it out anew."""
        self.said = said
        self.work_out_anew()

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
            self.tell_line()

    @work
    async def choose_role(self, plan: IndicatorPlan, place: int) -> None:
        """Say what a column is."""
        column = plan.columns[place]
        rows = [Row(role, safe.show(_(ROLE_NAMES[role])), (_(ROLE_NAMES[role]),)) for role in ROLES]
        role = await self.ask_role(column.column, rows)
        if role is None:
            return
        mapping = dict(self.said.mapping)
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
        ways = list(DECIMALS)
        decimal = ways[(ways.index(self.said.decimal) + 1) % len(ways)]
        self.say(_("Before decimals stands: {sign}").format(sign=_(DECIMALS[decimal])))
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

"""What the screens share on which a table is looked through before it is taken in: lists, status, the taking."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.model.case_table import Table
from qualcode.model.message import Message
from qualcode.ops import case_tables
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.steps import Step, Steps
from qualcode.tui.widgets.table import Column, Line
from qualcode.tui.widgets.table import Table as Rows

COLUMNS, REMARKS = "columns", "remarks"
_MUTED = "$foreground-muted"


class Plan(Protocol):
    """What taking a table in would do, as far as all plans tell it alike."""

    @property
    def warnings(self) -> Sequence[Message]:
        """What is to be known."""
        ...

    @property
    def faults(self) -> Sequence[Message]:
        """What must be corrected first."""
        ...


P = TypeVar("P", bound=Plan)
Listed = tuple[Sequence[Column], Sequence[Line]]


class TakingScreen(Section, Generic[P]):
    """One list of the table at a time. Nothing is stored before `i`.

    A subclass works out its `plan`, says what each list holds, and stores the plan.
    """

    DEFAULT_CSS = """
    TakingScreen.-tiny Steps { display: none; }
    """
    AUTO_FOCUS = "#lines"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._part = COLUMNS
        self._places: dict[str, str] = {}
        self.sheet: str | None = None
        self.file: Table | None = None
        self.plan: P | None = None

    def compose_body(self) -> ComposeResult:
        """The parts, and the list of one of them."""
        yield Steps()
        yield Rows("lines")

    @property
    def lines(self) -> Rows:
        """The list."""
        return self.query_one("#lines", Rows)

    # What a subclass says

    async def work_out(self, file: Table) -> None:
        """Set `plan` by what was said so far."""

    def unsay(self) -> None:
        """Forget what was said since things last could be worked out."""

    def listed(self, plan: P, part: str) -> Listed:
        """The columns and rows of a list."""
        return (), ()

    def steps(self, plan: P) -> list[Step]:
        """The lists there are, but for the remarks."""
        return []

    def about(self, plan: P) -> str:
        """What table this is."""
        return ""

    def would_do(self, plan: P) -> list[Part]:
        """What taking it in would do."""
        return []

    async def take_in(self, plan: P) -> str:
        """Store it; what is said afterwards."""
        return ""

    # What stands there

    async def fill(self) -> None:
        """Read the file once, and work out what it would do."""
        if self.file is None:
            try:
                self.file = await asyncio.to_thread(case_tables.read, self._path, sheet=self.sheet)
            except QualcodeError as error:
                self.complain(error)
                self.then(self.leave)
                return
        try:
            await self.work_out(self.file)
        except QualcodeError:
            # What was said last cannot be: things stand as they did before.
            self.unsay()
            raise
        self._show()

    def _show(self) -> None:
        plan = self.plan
        if plan is None:
            return
        columns, lines = self.listed(plan, self._part)
        self.lines.show_lines(columns, lines, at=self._places.get(self._part))
        faults, remarks = len(plan.faults), len(plan.faults) + len(plan.warnings)
        told = (f"{remarks} !", "$error") if faults else (str(remarks), _MUTED)
        self.query_one(Steps).show([*self.steps(plan), Step(REMARKS, _("Remarks"), *told)], self._part)
        self.show_header((self.about(plan), _MUTED))
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
            left = [("i ", "bold $accent"), *self.would_do(plan)]
        self.query_one("#status", Bar).show([left])

    # Going about

    def action_part(self, name: str) -> None:
        """Another list."""
        self._remember_place()
        self._part = name
        self._show()
        self.lines.focus()

    def _remember_place(self) -> None:
        at = self.lines.at
        if at is not None:
            self._places[self._part] = at

    @on(Steps.Wanted)
    def _part_wanted(self, event: Steps.Wanted) -> None:
        self.action_part(event.name)

    def action_back(self) -> None:
        """Give up."""
        self.then(self.leave)

    # Deciding

    def work_out_anew(self) -> None:
        """Something else was said."""
        self._remember_place()
        self.act(self.fill)

    async def ask_role(self, column: str, rows: Sequence[Row]) -> str | None:
        """What a column is."""
        chosen = await self.app.push_screen_wait(Chooser(_("What is in “{column}”?").format(column=column), rows))
        return chosen[0] if chosen is not None else None

    def tell_line(self) -> None:
        """All of the line one stands on."""
        line = next((line for line in self.lines.lines if line.id == self.lines.at), None)
        if line is not None:
            words = [cell for cell in line.cells if isinstance(cell, str) and cell]
            self.app.push_screen(Tell(_("Remark"), " ".join(words)))

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
                said = await self.take_in(plan)
            except case_tables.PlanOutdated:
                await self.fill()
                raise
            self.say(said)
            self.then(self.leave)

        self.act(step)

    def action_undo(self) -> None:
        """Nothing has been taken in yet that could be taken back."""
        self.say(_("Nothing is stored yet. Escape gives up."))

    action_redo = action_undo


def stored(operation: int | None, *, added: int, changed: int, same: int) -> str:
    """What was stored."""
    if operation is None:
        return _("Everything in the table is there already.")
    told = _("{added} added, {changed} changed, {same} as they were. One undo (u) takes all back.")
    return told.format(added=added, changed=changed, same=same)

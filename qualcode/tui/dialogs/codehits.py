"""How much to code around what was found, with what that would bring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.model.message import N_
from qualcode.ops.autocode import UNITS, Planned
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.form import Form
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.cycle import Cycle

_NAMES = {
    "match": N_("only the words found"),
    "sentence": N_("the whole sentence"),
    "paragraph": N_("the whole paragraph"),
    "turn": N_("the whole turn"),
}
UNIT = Key("left,right", "turn(1)", _("How much is coded"), _("how much"), "← →")
CODE = Key("enter", "accept", _("Code them"), _("code them"))


class CodeHitsDialog(Form[str]):
    """The answer is one of `autocode.UNITS`. `count` tells for a unit what coding would bring."""

    DEFAULT_CSS = "CodeHitsDialog #plan { height: 2; margin-top: 1; }"
    BINDINGS = bindings(Group("", (Key("right,down", "turn(1)", UNIT.help), Key("left,up", "turn(-1)", UNIT.help))))
    KEYS = (CODE, UNIT, CANCEL)

    def __init__(self, code: str, places: int, unit: str, count: Callable[[str], Awaitable[Planned]]) -> None:
        super().__init__(_("Code with “{code}”").format(code=code))
        self._places = places
        self._unit = unit
        self._count = count

    def compose_body(self) -> ComposeResult:
        """How many places, how much around them, what it comes to."""
        n = self._places
        yield Static(safe.show(ngettext("{n} place was chosen.", "{n} places were chosen.", n).format(n=n)))
        yield Static(safe.show(""))
        yield from self.row(_("How much"), Cycle([(each, _(_NAMES[each])) for each in UNITS], self._unit, id="unit"))
        yield Static(safe.show(_("Counting…")), id="plan")

    def on_mount(self) -> None:
        """Count."""
        self.query_one(Cycle).focus()
        self._recount()

    def on_cycle_changed(self, event: Cycle.Changed) -> None:
        """Count anew."""
        event.stop()
        self._recount()

    def _recount(self) -> None:
        self._tell(self.query_one(Cycle).value)

    @work(exclusive=True)
    async def _tell(self, unit: str) -> None:
        plan = self.query_one("#plan", Static)
        plan.update(safe.show((_("Counting…"), "$foreground-muted")))
        try:
            planned = await self._count(unit)
        except QualcodeError as error:
            plan.update(safe.block((safe.sentence(error.message), "$error")))
            return
        n, m = planned.new, planned.existing
        new = ngettext("{n} passage is coded anew.", "{n} passages are coded anew.", n).format(n=n)
        there = ngettext("{n} is coded so already and stays.", "{n} are coded so already and stay.", m).format(n=m)
        plan.update(safe.block((new, "bold"), "\n", (there if m else "", "$foreground-muted")))

    def action_turn(self, step: int) -> None:
        """Another unit."""
        self.query_one(Cycle).action_turn(step)

    def action_accept(self) -> None:
        """Answer with the unit."""
        self.dismiss(self.query_one(Cycle).value)

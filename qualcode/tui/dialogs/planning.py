"""Which share of the documents several people code: asked for, and what was drawn before it is given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.model.assignment_view import DoubleCoding
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.form import Form
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry

GIVE_OUT = Key("enter", "accept", _("Give them out so"), _("give out"))
_MUTED = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to code how large a share (0..1) of the documents, where the draw begins, and whether blind."""

    coders: tuple[str, ...]
    share: float
    seed: int
    blind: bool


class PlanForm(Form[Wish]):
    """The answer is what is to be drawn."""

    DEFAULT_CSS = "PlanForm #hint { height: auto; color: $text-muted; }"

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(_("Draw which documents several code"))
        self._known = known

    def compose_body(self) -> ComposeResult:
        """The fields."""
        prompt = _("names with commas between them: {names}").format(names=", ".join(self._known))
        yield from self.row(_("Coders"), Entry(placeholder=safe.plain(prompt), id="coders"))
        yield from self.row(_("How many, in %"), Entry(value="20", id="share"))
        yield from self.row(_("Begin the draw at"), Entry(value="1", id="seed"))
        blind = [("yes", _("blind until all are done")), ("", _("each sees what the others do"))]
        yield from self.row(_("How"), Cycle(blind, "yes", id="blind"))
        told = _(
            "Drawn alike from each enterprise. The same number draws the same documents. You see them before they are "
            "given out."
        )
        yield Static(safe.show(told), id="hint")
        yield self.fault_line()

    def action_accept(self) -> None:
        """Answer once the numbers are some."""
        names = (name.strip() for name in self.query_one("#coders", Entry).value.split(","))
        coders = tuple(dict.fromkeys(name for name in names if name))
        share = self.query_one("#share", Entry).value.replace("%", "").strip()
        seed = self.query_one("#seed", Entry).value.strip()
        if not coders:
            self.refuse(_("Name those who are to code them."))
            self.query_one("#coders").focus()
        elif not share.isdecimal() or not 0 < int(share) <= 100:
            self.refuse(_("How many is a number from 1 to 100."))
            self.query_one("#share").focus()
        elif not seed.isdecimal():
            self.refuse(_("The draw begins at a whole number."))
            self.query_one("#seed").focus()
        else:
            self.dismiss(Wish(coders, int(share) / 100, int(seed), bool(self.query_one("#blind", Cycle).value)))


class Drawn(Dialog[bool]):
    """What was drawn; the answer is whether it is given out."""

    DEFAULT_CSS = """
    Drawn VerticalScroll { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
    Drawn #told { height: auto; }
    """
    BINDINGS = bindings(Group("", (GIVE_OUT,)))
    KEYS = (GIVE_OUT, CANCEL)

    def __init__(self, plan: DoubleCoding) -> None:
        super().__init__(_("Drawn"))
        self._plan = plan

    def compose_body(self) -> ComposeResult:
        """The documents, and how many of each enterprise's they are."""
        with VerticalScroll():
            yield Static(safe.block(*self._told()), id="told")

    def _told(self) -> list[Part]:
        plan, n = self._plan, len(self._plan.documents)
        told = ngettext("{n} document for {names}", "{n} documents for {names}", n)
        parts: list[Part] = [(told.format(n=n, names=", ".join(plan.coders)), "bold"), "\n\n"]
        for title in plan.titles:
            parts += ["  ", title, "\n"]
        parts.append("\n")
        for name, (drawn, there) in plan.strata.items():
            of = _("{n} of {total}").format(n=drawn, total=there)
            parts += [(f"  {of}  ", "bold"), (name or _("no enterprise"), _MUTED), "\n"]
        return parts

    def action_accept(self) -> None:
        """Give them out."""
        self.dismiss(True)

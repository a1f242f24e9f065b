"""Several things to fill in, one below the other."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from qualcode.errors import NameRefused
from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog, T
from qualcode.tui.keys import Group, Key, bindings

NEXT = Key("tab", "app.focus_next", _("To the next field"), _("next field"))
ACCEPT = Key("ctrl+s", "accept", _("Do it"), _("do it"), priority=True)
ENTER = Key("enter", "accept", _("Do it"), _("do it"))
KEEP = replace(ENTER, help=_("Keep it"), label=_("keep"))


class Form(Dialog[T]):
    """Captions at the left, fields at the right. Enter anywhere does it."""

    DEFAULT_CSS = """
    Form .row { height: 1; margin-bottom: 1; }
    Form .caption { width: 18; color: $text-muted; }
    Form .row Entry, Form .row Cycle { width: 1fr; }
    Form #fault { height: auto; color: $text-error; }
    """
    BINDINGS = bindings(Group("", (ACCEPT, ENTER)))
    KEYS = (ENTER, NEXT, CANCEL)

    def row(self, caption: str, field: Widget) -> ComposeResult:
        """A caption and its field."""
        with Horizontal(classes="row"):
            yield Static(safe.show(caption), classes="caption")
            yield field

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line does it."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Answer with what is filled in, or say why a name cannot be used."""
        try:
            self.dismiss(self.answer())
        except NameRefused as error:
            self.refuse(safe.complaint(error))

    def answer(self) -> T | None:
        """What is filled in. Raises NameRefused."""
        return None

    def fault_line(self) -> Static:
        """Where `refuse` says it."""
        return Static(id="fault")

    def refuse(self, said: str) -> None:
        """Say what is wrong with what is filled in."""
        self.query_one("#fault", Static).update(safe.block(said))

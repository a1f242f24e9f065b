"""A field that is filled by choosing from a list: enter, space or a click asks for the list."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings


class Pick(Widget, can_focus=True):
    """What is chosen, by its name; `value` is its id, empty for nothing."""

    DEFAULT_CSS = """
    Pick { height: 1; padding: 0 1; background: $panel; width: 1fr; }
    Pick:focus { background-tint: $primary 12%; text-style: bold; }
    """
    BINDINGS = bindings(Group("", (Key("enter,space,down", "ask", _("Choose from the list")),)))
    ALLOW_SELECT = False

    @dataclass
    class Wanted(Message):
        """The list is asked for."""

        pick: Pick

    def __init__(self, value: str, name: str, *, nothing: str, id: str) -> None:
        super().__init__(id=id)
        self.value = value
        self._shown_name = name
        self._nothing = nothing

    def choose(self, value: str, name: str) -> None:
        """Choose another one."""
        self.value, self._shown_name = value, name
        self.refresh()

    def render(self) -> Content:
        """The name, and a sign that there is a list."""
        return safe.show(self._shown_name or (self._nothing, "$foreground-muted"), (" ▾", "$foreground-muted"))

    def action_ask(self) -> None:
        """Ask for the list."""
        self.post_message(self.Wanted(self))

    def on_click(self) -> None:
        """Ask for the list."""
        self.action_ask()

"""A line above a table: only rows that hold what is typed in it are shown."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Input

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.entry import Entry


class Filter(Entry):
    """Down and enter go to the table, escape shows all again."""

    DEFAULT_CSS = "Filter { background: $surface; }"
    BINDINGS = bindings(
        Group(
            "",
            (
                Key("down,enter", "leave(False)", _("To the list")),
                Key("escape", "leave(True)", _("Show all again")),
            ),
        )
    )

    @dataclass
    class Wanted(Message):
        """Other rows are wanted."""

        words: str

    @dataclass
    class Left(Message):
        """One is done with typing."""

    def __init__(self, prompt: str) -> None:
        super().__init__(placeholder=safe.plain(prompt), id="filter", select_on_focus=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is wanted."""
        event.stop()
        self.post_message(self.Wanted(event.value))

    def action_leave(self, empty: bool) -> None:
        """Back to the table."""
        if empty:
            self.value = ""
        self.post_message(self.Left())

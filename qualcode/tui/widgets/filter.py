"""A line above a table: only rows that hold what is typed in it are shown."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.table import Table

# Rows from which on drawing them takes so long that it is not done for every letter; and seconds without one.
_MANY = 500
_PAUSE = 0.2


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
        self._pause: Timer | None = None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is wanted; where many rows would be drawn for each letter, once one has paused."""
        event.stop()
        self._ask_no_more()
        if any(len(table.lines) > _MANY for table in self.screen.query(Table)):
            self._pause = self.set_timer(_PAUSE, self._ask)
        else:
            self._ask()

    def _ask(self) -> None:
        self._pause = None
        self.post_message(self.Wanted(self.value))

    def _ask_no_more(self) -> bool:
        waited, self._pause = self._pause, None
        if waited is not None:
            waited.stop()
        return waited is not None

    def action_leave(self, empty: bool) -> None:
        """Back to the table."""
        if empty:
            self.value = ""
        elif self._ask_no_more():
            self._ask()
        self.post_message(self.Left())

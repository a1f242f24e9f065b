"""A name to type, or to choose among those there are."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.entry import Entry

LIST = Key("down,f4", "list", _("Choose from those there are"), _("choose"), shown="↓")


class Named(Horizontal):
    """A line for a name; with the arrow down, or a click on the mark at its end, the names there are."""

    DEFAULT_CSS = """
    Named { width: 1fr; height: 1; }
    Named Entry { width: 1fr; }
    Named Static { width: 4; background: $panel; color: $accent; }
    """
    BINDINGS = bindings(Group("", (LIST,)))

    def __init__(self, value: str, names: Sequence[str], *, id: str, title: str, placeholder: str = "") -> None:
        super().__init__(id=id)
        self._first = value
        self._names = names
        self._title = title
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """The line and the mark."""
        yield Entry(value=self._first, placeholder=safe.plain(self._placeholder))
        yield Static(safe.show(" ▾ " if self._names else ""))

    @property
    def value(self) -> str:
        """The name as it stands."""
        return self.query_one(Entry).value.strip() if self.is_mounted else self._first

    def on_click(self, event: Click) -> None:
        """A click on the mark."""
        if isinstance(event.widget, Static):
            self.action_list()

    @work
    async def action_list(self) -> None:
        """Choose a name."""
        if not self._names:
            return
        rows = [Row(str(n), safe.show(name), (name,)) for n, name in enumerate(self._names)]
        chosen = await self.app.push_screen_wait(Chooser(self._title, rows))
        if chosen is not None:
            entry = self.query_one(Entry)
            entry.value = self._names[int(chosen[0])]
            entry.cursor_position = len(entry.value)
            entry.focus()

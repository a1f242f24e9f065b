"""By what a list is narrowed, a word each, to be taken away with a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.safe import Part

_LONGEST = 40


class FilterLine(Widget):
    """Filters with a cross behind each; a click on one takes it away, a click beside them asks for another."""

    DEFAULT_CSS = "FilterLine { height: 1; padding: 0 1; background: $surface; }"
    ALLOW_SELECT = False

    @dataclass
    class Dropped(Message):
        """A filter, by its number, is to go."""

        number: int

    @dataclass
    class Wanted(Message):
        """Another filter is wanted."""

    def __init__(self) -> None:
        super().__init__(id="filters")
        self._told: Sequence[str] = ()

    def show(self, told: Sequence[str]) -> None:
        """Show other filters, in words."""
        self._told = told
        self.refresh()

    def render(self) -> Content:
        """Filters in a row."""
        if not self._told:
            return safe.show((_("All codings. Press f to choose some of them."), "$foreground-muted"))
        parts: list[Part] = [(_("Only: "), "$foreground-muted")]
        for each in self._told:
            parts += [(_chip(each), "bold"), (" ✕", "$accent"), "   "]
        return safe.show(*parts).truncate(self.content_size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """Take a filter away, or ask for one."""
        at = 1 + cell_len(_("Only: "))
        for number, each in enumerate(self._told):
            width = cell_len(_chip(each)) + 2
            if at <= event.x < at + width:
                self.post_message(self.Dropped(number))
                return
            at += width + 3
        self.post_message(self.Wanted())


def _chip(told: str) -> str:
    return safe.clip(told, _LONGEST)

"""Single lines: what stands at the left and at the right of the screen's edges, and the line of keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.tui import safe
from qualcode.tui.keys import Key, key_name
from qualcode.tui.safe import Part


class Bar(Widget):
    """One line with something at either end; where both do not fit, the left end is cut."""

    DEFAULT_CSS = "Bar { height: 1; padding: 0 1; }"
    ALLOW_SELECT = False

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show other words."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Both ends with the space between them."""
        width = self.content_size.width
        right = safe.show(*self._right)
        if right.cell_length * 2 > width:
            right = safe.show()
        left = safe.show(*self._left).truncate(
            width - right.cell_length - (1 if right.cell_length else 0), ellipsis=True
        )
        gap = width - left.cell_length - right.cell_length
        return left + safe.show(" " * max(gap, 0)) + right


class KeyLine(Widget):
    """The keys that matter now, as many as fit, each to be clicked as well."""

    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; background: $panel; }"
    ALLOW_SELECT = False

    @dataclass
    class Pressed(Message):
        """A key was clicked."""

        action: str

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._keys: Sequence[Key] = ()

    def show(self, keys: Sequence[Key]) -> None:
        """Show other keys; the first are the last to be left out."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _fitting(self) -> list[tuple[int, Key, str]]:
        """Where each key that fits begins, and how it is written."""
        at = 0
        fitting = []
        for key in self._keys:
            written = f"{key_name(key.keys)} {key.label}"
            if at + cell_len(written) > self.content_size.width:
                break
            fitting.append((at, key, written))
            at += cell_len(written) + 2
        return fitting

    def render(self) -> Content:
        """The keys in one line."""
        parts: list[Part] = []
        for _, key, written in self._fitting():
            name = key_name(key.keys)
            parts += [(name, "bold $accent"), written[len(name) :] + "  "]
        return safe.show(*parts)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        x = event.x - 1
        for at, key, written in self._fitting():
            if at <= x < at + cell_len(written):
                self.post_message(self.Pressed(key.action))

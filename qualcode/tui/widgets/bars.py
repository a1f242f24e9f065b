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
    """One line with something at either end; at the left the first of several wordings that fits."""

    DEFAULT_CSS = "Bar { height: 1; padding: 0 1; }"
    ALLOW_SELECT = False

    def __init__(self, name: str, action: str = "") -> None:
        """`action`: what a click on the line does, as if its key had been clicked; nothing where it is empty."""
        super().__init__(id=name)
        self._action = action
        self._left: Sequence[Sequence[Part]] = ()
        self._right: Sequence[Part] = ()

    def show(self, left: Sequence[Sequence[Part]], right: Sequence[Part] = ()) -> None:
        """Show other words; `left` are wordings, the longest first."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Both ends with the space between them; where nothing fits, the shortest wording is cut."""
        width = self.content_size.width
        right = safe.show(*self._right)
        if right.cell_length * 2 > width:
            right = safe.show()
        room = max(width - (right.cell_length + 2 if right.cell_length else 0), 0)
        wordings = [safe.show(*parts) for parts in self._left] or [safe.show()]
        left = next((each for each in wordings if each.cell_length <= room), wordings[-1])
        left = left.truncate(room, ellipsis=True)
        gap = width - left.cell_length - right.cell_length
        return left + safe.show(" " * max(gap, 0)) + right

    def on_click(self) -> None:
        """Do what the line is for."""
        if self._action:
            self.post_message(KeyBar.Pressed(self._action))


class KeyBar(Widget):
    """Keys with what they do, as many as fit, each to be clicked as well."""

    DEFAULT_CSS = "KeyBar { height: 1; padding: 0 1; }"
    ALLOW_SELECT = False

    @dataclass
    class Pressed(Message, namespace="key_line"):
        """A key was clicked."""

        action: str

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._keys: Sequence[Key] = ()
        self._last: Sequence[Key] = ()

    def show(self, keys: Sequence[Key], last: Sequence[Key] = ()) -> None:
        """Show other keys. Of `keys` the last are left out first; those in `last` stand behind them in any case."""
        if (keys, last) != (self._keys, self._last):
            self._keys, self._last = keys, last
            self.refresh()

    def _fitting(self) -> list[tuple[int, Key]]:
        """Where each key that fits begins."""
        room = self.content_size.width - sum(_width(key) for key in self._last)
        at = 0
        fitting = []
        for key in self._keys:
            if at + _width(key) > room:
                break
            fitting.append((at, key))
            at += _width(key)
        for key in self._last:
            fitting.append((at, key))
            at += _width(key)
        return fitting

    def render(self) -> Content:
        """The keys in one line."""
        parts: list[Part] = []
        for _, key in self._fitting():
            parts += [(key.name, "bold $accent"), f" {key.label}  "]
        return safe.show(*parts)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        x = event.x - 1
        for at, key in self._fitting():
            if at <= x < at + _width(key) - 2:
                self.post_message(self.Pressed(self._action(key, x - at)))

    def _action(self, key: Key, cell: int) -> str:
        """What a cell of a key does: of two keys written side by side, such as `+ -`, each does its own."""
        names = key.name.split(" ")
        if len(names) == 2 and cell_len(names[0]) < cell <= cell_len(key.name):
            for active in self.screen.active_bindings.values():
                action = active.binding.action
                if key_name(active.binding.key) == names[1] and action.split("(")[0] == key.action.split("(")[0]:
                    return action
        return key.action


class KeyLine(KeyBar):
    """The keys that matter now, at the foot of the screen."""

    DEFAULT_CSS = "KeyLine { background: $panel; }"

    def __init__(self) -> None:
        super().__init__("keys")


def _width(key: Key) -> int:
    return cell_len(f"{key.name} {key.label}  ")

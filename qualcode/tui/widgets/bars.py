"""Single lines: what stands at the left and at the right of the screen's edges, and the line of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.tui import safe
from qualcode.tui.keys import Key, key_name
from qualcode.tui.safe import Part

# How a key is drawn that stands before what it does.
KEY = "bold $accent"


class Bar(Widget):
    """One line with something at either end; at the left the first of several wordings that fits."""

    DEFAULT_CSS = "Bar { height: 1; padding: 0 1; }"
    ALLOW_SELECT = False

    def __init__(self, name: str, action: str = "", *, keys: Mapping[str, str] | None = None) -> None:
        """`action`: what a click on the line does, as if its key had been clicked; nothing where it is empty.

        `keys`: the actions of keys that stand at the left, each before what it does, which is clicked for it.
        """
        super().__init__(id=name)
        self._action = action
        self._keys = keys or {}
        self._left: Sequence[Sequence[Part]] = ()
        self._right: Sequence[Part] = ()

    def show(self, left: Sequence[Sequence[Part]], right: Sequence[Part] = ()) -> None:
        """Show other words; `left` are wordings, the longest first."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Both ends with the space between them; where nothing fits, the shortest wording is cut."""
        right, room = self._shared_out()
        left = safe.show(*self._wording(room)).truncate(room, ellipsis=True)
        gap = self.content_size.width - left.cell_length - right.cell_length
        return left + safe.show(" " * max(gap, 0)) + right

    def _shared_out(self) -> tuple[Content, int]:
        """What stands at the right, and how many cells there are at the left."""
        width = self.content_size.width
        right = safe.show(*self._right)
        if right.cell_length * 2 > width:
            right = safe.show()
        return right, max(width - (right.cell_length + 2 if right.cell_length else 0), 0)

    def _wording(self, room: int) -> Sequence[Part]:
        wordings = self._left or [()]
        return next((each for each in wordings if safe.show(*each).cell_length <= room), wordings[-1])

    def on_click(self, event: events.Click) -> None:
        """Do what the line is for, or what the key does that stands before the words clicked."""
        _right, room = self._shared_out()
        cell = event.x - self.gutter.left
        key = key_at(self._wording(room), cell) if cell < room else ""
        action = self._keys.get(key, self._action)
        if action:
            self.post_message(KeyBar.Pressed(action))


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
        self._more: Sequence[Key] = ()

    def show(self, keys: Sequence[Key], last: Sequence[Key] = (), more: Sequence[Key] = ()) -> None:
        """Show other keys. Of `keys` the last are left out first; those in `last` stand behind them in any case.

        Where some are left out, `more` stands in their place, which leads to all of them.
        """
        if (keys, last, more) != (self._keys, self._last, self._more):
            self._keys, self._last, self._more = keys, last, more
            self.refresh()

    def _fitting(self) -> list[tuple[int, Key]]:
        """Where each key that fits begins."""
        room = self.content_size.width
        last = list(self._last)
        if sum(map(_width, [*self._keys, *last])) > room:
            last = [*self._more, *last]
        room -= sum(map(_width, last))
        at = 0
        fitting = []
        for key in self._keys:
            if at + _width(key) > room:
                break
            fitting.append((at, key))
            at += _width(key)
        for key in last:
            fitting.append((at, key))
            at += _width(key)
        return fitting

    def render(self) -> Content:
        """The keys in one line."""
        parts: list[Part] = []
        for _, key in self._fitting():
            parts += [(key.name, KEY), f" {key.label}  "]
        return safe.show(*parts)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        # In dialogs the line has no padding: the first cell is the first letter.
        x = event.x - self.gutter.left
        for at, key in self._fitting():
            if at <= x < at + _width(key) - 2:
                self.post_message(self.Pressed(self._action(key, x - at)))

    def _action(self, key: Key, cell: int) -> str:
        """What a cell of a key does: of keys written side by side, such as `+ -` or `1 2 3`, each does its own."""
        names, at = key.name.split(" "), 0
        for name in names:
            at += cell_len(name) + 1
            if cell < at or cell > cell_len(key.name):
                break
        if cell <= cell_len(key.name) and name != names[0]:
            for active in self.screen.active_bindings.values():
                action = active.binding.action
                if key_name(active.binding.key) == name and action.split("(")[0] == key.action.split("(")[0]:
                    return action
        return key.action


class KeyLine(KeyBar):
    """The keys that matter now, at the foot of the screen."""

    DEFAULT_CSS = "KeyLine { background: $panel; }"

    def __init__(self) -> None:
        super().__init__("keys")


def key_at(parts: Sequence[Part], cell: int) -> str:
    """The key that stands before the words at a cell of a line; empty before the first key and behind the words."""
    key, at = "", 0
    for part in parts:
        text, style = part if isinstance(part, tuple) else (part, "")
        if style == KEY:
            key = text.strip()
        at += cell_len(safe.plain(text))
        if cell < at:
            return key
    return ""


def _width(key: Key) -> int:
    return cell_len(f"{key.name} {key.label}  ")

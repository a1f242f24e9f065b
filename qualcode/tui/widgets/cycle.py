"""A choice among a few, on one line: arrows or a click go round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings


class Cycle(Widget, can_focus=True):
    """Pairs of a value and its name, one of them chosen."""

    DEFAULT_CSS = """
    Cycle { height: 1; padding: 0 1; background: $panel; }
    Cycle:focus { background-tint: $primary 12%; text-style: bold; }
    """
    BINDINGS = bindings(
        Group(
            "", (Key("right,space", "turn(1)", _("The next choice")), Key("left", "turn(-1)", _("The choice before")))
        )
    )
    ALLOW_SELECT = False

    @dataclass
    class Changed(Message):
        """Somebody chose another value."""

        cycle: Cycle
        value: str

        @property
        def control(self) -> Cycle:
            """The choice, so that handlers can name it."""
            return self.cycle

    def __init__(self, choices: Sequence[tuple[str, str]], chosen: str, *, id: str) -> None:
        super().__init__(id=id)
        self._choices = choices
        self._index = next((index for index, (value, _) in enumerate(choices) if value == chosen), 0)

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._choices[self._index][0]

    def choose(self, value: str) -> None:
        """Choose a value."""
        self._index = next((index for index, (each, _) in enumerate(self._choices) if each == value), self._index)
        self.refresh(layout=True)

    def render(self) -> Content:
        """The name between two arrows."""
        return safe.show(("◂ ", "$foreground-muted"), self._choices[self._index][1], (" ▸", "$foreground-muted"))

    def action_turn(self, step: int) -> None:
        """Go round."""
        self._index = (self._index + step) % len(self._choices)
        self.refresh(layout=True)
        self.post_message(self.Changed(self, self.value))

    def on_click(self) -> None:
        """Go round."""
        self.action_turn(1)

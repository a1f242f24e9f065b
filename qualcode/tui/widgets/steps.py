"""The parts of a screen, side by side in one line: a number or a click goes to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from qualcode.tui import safe
from qualcode.tui.safe import Part


@dataclass(frozen=True, slots=True)
class Step:
    """A part: its name, what stands behind it (a count), and the style of that."""

    name: str
    title: str
    count: str = ""
    style: str = "$foreground-muted"


class Steps(Widget):
    """Numbered from 1; the one that is shown is marked."""

    DEFAULT_CSS = "Steps { height: 1; padding: 0 1; background: $surface; }"
    ALLOW_SELECT = False

    @dataclass
    class Wanted(Message):
        """A part was clicked."""

        name: str

    def __init__(self) -> None:
        super().__init__()
        self._steps: Sequence[Step] = ()
        self._here = ""

    def show(self, steps: Sequence[Step], here: str) -> None:
        """Show other parts, one of them as the one that is shown."""
        self._steps, self._here = steps, here
        self.refresh()

    def _placed(self) -> Iterator[tuple[int, int, Step]]:
        """Where each begins and how wide it is."""
        at = 0
        for number, step in enumerate(self._steps, 1):
            width = cell_len(f" {number} {safe.plain(step.title)} {step.count} ")
            yield at, width, step
            at += width + 1

    def render(self) -> Content:
        """All in one line."""
        parts: list[Part] = []
        for number, step in enumerate(self._steps, 1):
            is_here = step.name == self._here
            parts += [
                (f" {number} ", "bold reverse" if is_here else "bold $accent"),
                (f"{step.title} ", "bold reverse" if is_here else ""),
                (f"{step.count} ", "bold reverse" if is_here else step.style),
                " ",
            ]
        return safe.show(*parts)

    def on_click(self, event: events.Click) -> None:
        """Go to the part under the mouse."""
        for at, width, step in self._placed():
            if at <= event.x - 1 < at + width:
                self.post_message(self.Wanted(step.name))

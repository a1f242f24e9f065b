"""The floor for the screen: a Textual app that does nothing but draw lines of a text through the line API."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Lines(ScrollView, can_focus=True):
    """Lines of plain text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("pagedown", "page", show=False)]

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines
        self.virtual_size = Size(100, len(lines))

    def render_line(self, y: int) -> Strip:
        """One line."""
        number = y + self.scroll_offset.y
        return Strip([Segment(self.lines[number] if number < len(self.lines) else "")]).adjust_cell_length(
            self.size.width
        )

    def action_page(self) -> None:
        """A page further down."""
        self.scroll_to(y=self.scroll_offset.y + self.size.height, animate=False)


class Floor(App[None]):
    """The app."""

    def compose(self) -> ComposeResult:
        """The lines alone."""
        text = Path(sys.argv[1]).read_text("utf-8")
        lines = [piece for line in text.split("\n") for piece in textwrap.wrap(line, 90) or [""]]
        yield Lines(lines)

    def on_mount(self) -> None:
        """Keys go to the lines."""
        self.query_one(Lines).focus()


if __name__ == "__main__":
    Floor().run()

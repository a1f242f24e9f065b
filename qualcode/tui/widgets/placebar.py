"""The bar at the right of a transcript: the whole document from top to bottom, and where in it the reader is."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.overview import Spot, line_at, overview
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.page import Page
from qualcode.tui.widgets.painting import paint_place, paint_words


class PlaceBar(Widget):
    """How densely each part is coded, where words were found, what is suggested. A click or a drag goes there."""

    DEFAULT_CSS = """
    PlaceBar { width: 2; height: 1fr; background: $background; }
    """
    ALLOW_SELECT = False

    @dataclass
    class Wanted(Message):
        """A line is to be brought into view, for good or while the bar is still being drawn along."""

        line: int
        for_good: bool

    def __init__(self, inks: Inks) -> None:
        super().__init__(id="placebar")
        self.inks = inks
        self._page: Page | None = None
        self._view = (0, 0)
        self.spots: list[Spot] = []
        self._dragging = False

    def show(self, page: Page | None, top: int, rows: int) -> None:
        """Show a document of which `rows` lines from line `top` are in view."""
        self._page, self._view = page, (top, rows)
        spots = overview(page, self.size.height, top, rows) if page is not None else []
        if spots != self.spots:
            self.spots = spots
            self.refresh()

    def on_resize(self) -> None:
        """As many cells as there are now."""
        self.show(self._page, *self._view)

    def set_inks(self, inks: Inks) -> None:
        """Another theme."""
        self.inks = inks
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One cell's height."""
        if y >= len(self.spots):
            return paint_words("", self.inks, self.size.width)
        return paint_place(self.spots[y], self.inks, self.size.width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go to the place pointed at."""
        event.stop()
        if event.button == 1:
            self._dragging = True
            self.capture_mouse()
            self._want(event.y, for_good=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The document goes by as the bar is drawn along."""
        if self._dragging:
            self._want(event.y, for_good=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stay where it has come to."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            self._want(event.y, for_good=True)

    def _want(self, y: int, *, for_good: bool) -> None:
        if self._page is not None:
            self.post_message(self.Wanted(line_at(self._page, y, self.size.height), for_good))

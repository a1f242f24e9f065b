"""A matrix to walk through: headings and totals stand still, whatever is scrolled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.i18n import _
from qualcode.tui.codes import CodeLook
from qualcode.tui.crossing import Arrangement, Head
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets import gridpainting as drawn
from qualcode.tui.widgets.gridpainting import Frame, GridInks

WALKING = Group(
    _("In the table"),
    (
        Key("left", "step(0, -1)", _("Move by a cell")),
        Key("right", "step(0, 1)", _("Move by a cell")),
        Key("up", "step(-1, 0)", _("Move by a cell")),
        Key("down", "step(1, 0)", _("Move by a cell")),
        Key("pageup", "page(-1, 0)", _("Move by a page")),
        Key("pagedown", "page(1, 0)", _("Move by a page")),
        Key("ctrl+left,ctrl+pageup", "page(0, -1)", _("Move by a page to the side")),
        Key("ctrl+right,ctrl+pagedown", "page(0, 1)", _("Move by a page to the side")),
        Key("home", "edge(0, -1)", _("To the first or last column")),
        Key("end", "edge(0, 1)", _("To the first or last column")),
        Key("ctrl+home", "edge(-1, -1)", _("To the first cell or the grand total")),
        Key("ctrl+end", "edge(1, 1)", _("To the first cell or the grand total")),
    ),
)


class GridView(ScrollView, can_focus=True):
    """A matrix drawn line by line: a line costs the columns in view. It knows nothing of the project."""

    DEFAULT_CSS = """
    GridView {
        background: $background; overflow: auto auto; scrollbar-size: 1 1; width: 1fr; height: 1fr;
    }
    """
    BINDINGS = bindings(WALKING)
    ALLOW_SELECT: ClassVar[bool] = False

    @dataclass
    class Moved(Message):
        """The cursor stands on another cell."""

        row: Head
        column: Head

    @dataclass
    class Chosen(Message):
        """Enter, or a click on the cell where the cursor is."""

    @dataclass
    class HeadPressed(Message):
        """A click on a heading: of a column (to sort), or of a row."""

        head: Head
        is_column: bool

    def __init__(self, inks: GridInks) -> None:
        super().__init__(id="grid")
        self.inks = inks
        self.arrangement: Arrangement | None = None
        self._frame: Frame | None = None
        self._looks: dict[str, CodeLook] = {}
        self.cursor = (0, 0)

    def show(self, arrangement: Arrangement, looks: Mapping[str, CodeLook]) -> None:
        """Show a matrix; the cursor stays on its row and column where they are still there."""
        before = self.heads
        self.arrangement, self._looks = arrangement, dict(looks)
        self.cursor = arrangement.find(before[0].key, before[1].key) if before is not None else (0, 0)
        self._lay_out()
        self._tell()

    def set_inks(self, inks: GridInks) -> None:
        """Another theme."""
        self.inks = inks
        self.refresh()

    @property
    def heads(self) -> tuple[Head, Head] | None:
        """The headings of the cell where the cursor is."""
        if self.arrangement is None:
            return None
        return self.arrangement.rows[self.cursor[0]], self.arrangement.columns[self.cursor[1]]

    def _lay_out(self) -> None:
        if self.arrangement is None:
            return
        region = self.scrollable_content_region
        self._frame = drawn.frame(self.arrangement, max(region.width, 20), region.height)
        frame = self._frame
        self.virtual_size = Size(frame.heading + frame.middle + frame.totals, frame.lines + len(self.arrangement.rows))
        self.refresh()
        self.call_after_refresh(self._reveal)

    def on_resize(self) -> None:
        """Share the new width out."""
        self._lay_out()

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is somewhere else."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the screen: headings, rows as far as there is room, and the totals at the bottom."""
        region = self.scrollable_content_region
        if self.arrangement is None or self._frame is None:
            return Strip.blank(region.width, self.inks.inks.plain)
        grid = drawn.Grid(
            self.arrangement,
            self._frame,
            self._looks,
            self.cursor,
            self.scroll_offset.x,
            region.width,
            self.has_focus,
        )
        if y < self._frame.lines:
            return drawn.paint_heads(grid, self.inks, y)
        return drawn.paint_row(grid, self.inks, self._row_at(y))

    def _row_at(self, y: int) -> int:
        """The row that stands on a line of the screen; past the last where there is none. Totals stay in sight."""
        if self.arrangement is None or self._frame is None:
            return 0
        last = len(self.arrangement.rows) - 1
        bottom = self.scrollable_content_region.height - 1
        if y == bottom and self.max_scroll_y > 0:
            return last
        return y - self._frame.lines + self.scroll_offset.y

    # Moving

    def move(self, row: int, column: int, *, reveal: bool = True) -> None:
        """Put the cursor on a cell, as near as there is one; the table is scrolled for that, unless not to `reveal`."""
        if self.arrangement is None:
            return
        here = (
            min(max(row, 0), len(self.arrangement.rows) - 1),
            min(max(column, 0), len(self.arrangement.columns) - 1),
        )
        if here != self.cursor:
            self.cursor = here
            if reveal:
                self._reveal()
            self.refresh()
            self._tell()

    def _tell(self) -> None:
        heads = self.heads
        if heads is not None:
            self.post_message(self.Moved(*heads))

    def _reveal(self) -> None:
        """Scroll until the cell is in view."""
        if self.arrangement is None or self._frame is None:
            return
        row, column = self.cursor
        region, frame = self.scrollable_content_region, self._frame
        x, y = self.scroll_offset
        room = region.width - frame.heading - frame.totals
        if column < len(frame.starts) - 1:
            begin, end = frame.starts[column], frame.starts[column + 1]
            x = begin if begin < x or end - begin > room else max(x, end - room)
        # One line is the totals', which stand below whatever is scrolled.
        lines = region.height - frame.lines - 1
        if row < len(self.arrangement.rows) - 1:
            y = min(row, max(y, row - lines + 1))
        self.scroll_to(x=x, y=y, animate=False)

    def action_step(self, rows: int, columns: int) -> None:
        """Move by a cell."""
        self.move(self.cursor[0] + rows, self.cursor[1] + columns)

    def action_page(self, rows: int, columns: int) -> None:
        """Move by what is in view."""
        if self._frame is None:
            return
        region = self.scrollable_content_region
        high = max(region.height - self._frame.lines - 2, 1)
        start = self._frame.starts[min(self.cursor[1], len(self._frame.starts) - 1)]
        wide = max(region.width - self._frame.heading - self._frame.totals, 1)
        column = self.cursor[1]
        if columns:
            there = self._frame.column_at(min(max(start + columns * wide, 0), self._frame.middle - 1))
            column = there if there is not None else column
            column = column if column != self.cursor[1] else column + columns
        self.move(self.cursor[0] + rows * high, column)

    def action_edge(self, rows: int, columns: int) -> None:
        """Move to an edge."""
        if self.arrangement is None:
            return
        ends = (len(self.arrangement.rows) - 1, len(self.arrangement.columns) - 1)
        self.move(self.cursor[0] if not rows else ends[0] if rows > 0 else 0, ends[1] if columns > 0 else 0)

    def on_click(self, event: events.Click) -> None:
        """Move to the cell; on the cell where the cursor is, choose it; on a heading, say which."""
        if self.arrangement is None or self._frame is None:
            return
        event.stop()
        frame, region = self._frame, self.scrollable_content_region
        column: int | None
        if event.x < frame.heading:
            column = None
        elif frame.totals and event.x >= region.width - frame.totals:
            column = len(self.arrangement.columns) - 1
        else:
            column = frame.column_at(event.x - frame.heading, self.scroll_offset.x)
        row = self._row_at(event.y) if event.y >= frame.lines else None
        if row is not None and row >= len(self.arrangement.rows):
            return
        if row is None and column is not None:
            self.post_message(self.HeadPressed(self.arrangement.columns[column], True))
        elif row is not None and column is None:
            self.move(row, self.cursor[1], reveal=False)
            self.post_message(self.HeadPressed(self.arrangement.rows[row], False))
        elif row is not None and column is not None:
            # A cell that is clicked stays under the pointer, where the second click looks for it.
            if (row, column) == self.cursor or event.chain > 1:
                self.post_message(self.Chosen())
            else:
                self.move(row, column, reveal=False)

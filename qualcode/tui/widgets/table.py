"""A table to walk through: rows with an id, columns that share the width, nothing cut without a sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.color import Color, ColorParseError
from textual.message import Message
from textual.widgets import DataTable
from textual.widgets.data_table import RowKey

from qualcode.tui import safe
from qualcode.tui.safe import Part

# Words, words with a style, or several of these.
Cell = Part | list[Part]
_PADDING = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `width` in cells; 0 shares what the others leave. Below `least` cells of table it is not shown."""

    title: str
    width: int = 0
    right: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its id, and a cell a column."""

    id: str
    cells: tuple[Cell, ...]


class Table(DataTable[Text]):
    """Rows of people's words, shown as they are. A click on a heading sorts by it, another one the other way round."""

    DEFAULT_CSS = """
    Table { height: 1fr; background: $background; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; }
    Table > .datatable--header { background: $panel; color: $foreground-muted; text-style: none; }
    Table:blur > .datatable--cursor { background: $surface; color: $foreground; text-style: none; }
    """
    ALLOW_SELECT: ClassVar[bool] = False

    @dataclass
    class At(Message):
        """The cursor stands on another row, or on none."""

        table: Table
        line: str | None

        @property
        def control(self) -> Table:
            """The table, so that handlers can name it."""
            return self.table

    @dataclass
    class Chosen(Message):
        """Enter, or a second click, on a row."""

        table: Table
        line: str

        @property
        def control(self) -> Table:
            """The table, so that handlers can name it."""
            return self.table

    def __init__(self, id: str) -> None:
        super().__init__(id=id, cursor_type="row", cell_padding=_PADDING, show_row_labels=False)
        self._columns: Sequence[Column] = ()
        self._lines: list[Line] = []
        self._sorted: tuple[int, bool] | None = None
        self._drawn = 0
        # How the table was drawn last, and the rows that stand there.
        self._painted_as: tuple[object, ...] = ()
        self._painted: list[Line] = []

    def show_lines(self, columns: Sequence[Column], lines: Sequence[Line], *, at: str | None = None) -> None:
        """Show these rows; the cursor stays on its row, or goes to the row `at`."""
        keep = at if at is not None else self.at
        if tuple(columns) != tuple(self._columns):
            self._sorted = None
        self._columns, self._lines = columns, list(lines)
        self._sort()
        self._draw(keep)

    @property
    def lines(self) -> Sequence[Line]:
        """The rows as they stand."""
        return self._lines

    @property
    def at(self) -> str | None:
        """The id of the row with the cursor."""
        return self._lines[self.cursor_row].id if 0 <= self.cursor_row < len(self._lines) else None

    def go(self, line: str) -> None:
        """Put the cursor on a row, if there is such a one."""
        ids = [each.id for each in self._lines]
        if line in ids:
            self.move_cursor(row=ids.index(line), animate=False)

    def action_scroll_home(self) -> None:
        """To the first row, as in every list."""
        self.action_scroll_top()

    def action_scroll_end(self) -> None:
        """To the last row."""
        self.action_scroll_bottom()

    def _draw(self, keep: str | None) -> None:
        self._drawn = self.size.width
        before = self.cursor_row
        ids = [each.id for each in self._lines]
        shown = [n for n, column in enumerate(self._columns) if self._drawn >= column.least or not self._drawn]
        how = (self._drawn, tuple(self._columns), self._sorted, self.app.theme)
        painted, self._painted = self._painted, list(self._lines)
        if ids and how == self._painted_as and ids == [each.id for each in painted]:
            self._touch_up(painted, shown)
            self.move_cursor(row=ids.index(keep) if keep in ids else before, animate=False)
            self.post_message(self.At(self, self.at))
            return
        self._painted_as = how
        self.clear(columns=True)
        for n, width in zip(shown, self._widths([self._columns[n] for n in shown]), strict=True):
            column = self._columns[n]
            sign = "" if self._sorted is None or self._sorted[0] != n else " ↓" if self._sorted[1] else " ↑"
            self.add_column(safe.cell(column.title + sign, right=column.right), width=width, key=str(n))
        for line in self._lines:
            self.add_row(
                *(safe.cell(*self._inked(line.cells[n]), right=self._columns[n].right) for n in shown), key=line.id
            )
        if ids:
            row = ids.index(keep) if keep in ids else min(max(before, 0), len(ids) - 1)
            self.move_cursor(row=row, animate=False)
        else:
            self.post_message(self.At(self, None))

    def _touch_up(self, painted: Sequence[Line], shown: Sequence[int]) -> None:
        """Draw again only the cells that changed: to fill a table of a thousand rows holds the keys up."""
        for before, line in zip(painted, self._lines, strict=True):
            if before.cells != line.cells:
                for n in shown:
                    if before.cells[n] != line.cells[n]:
                        cell = safe.cell(*self._inked(line.cells[n]), right=self._columns[n].right)
                        self.update_cell(line.id, str(n), cell)

    def on_mount(self) -> None:
        """Another theme has other inks."""
        self.watch(self.app, "theme", self._draw_again, init=False)

    def _draw_again(self) -> None:
        self._draw(self.at)

    def _inked(self, cell: Cell) -> list[Part]:
        """The parts with the theme's colours, which the cells of this widget do not know by their names."""
        colours = self.app.theme_variables
        ground = Color.parse(colours["background"])

        def ink(style: str) -> str:
            return " ".join(
                _blended(colours.get(word[1:], ""), ground) if word[:1] == "$" else word for word in style.split()
            )

        return [part if isinstance(part, str) else (part[0], ink(part[1])) for part in _parts(cell)]

    def _render_cell(
        self,
        row_index: int,
        column_index: int,
        base_style: Style,
        width: int,
        cursor: bool = False,
        hover: bool = False,
    ) -> list[list[Segment]]:
        # A cell has its own inks everywhere but under the cursor, where they could not be read.
        self.cursor_foreground_priority = "css" if cursor else "renderable"
        return super()._render_cell(row_index, column_index, base_style, width, cursor, hover)

    def _widths(self, columns: Sequence[Column]) -> list[int]:
        """Cells a column gets: its own, or an equal part of what is left."""
        room = self._drawn - 1 - 2 * _PADDING * len(columns) - sum(column.width for column in columns)
        open_ones = sum(not column.width for column in columns)
        share = max(room // open_ones, 6) if open_ones else 0
        return [column.width or share for column in columns]

    def on_resize(self, event: events.Resize) -> None:
        """Share the new width out."""
        if event.size.width != self._drawn and self._columns:
            self._draw(self.at)

    def _sort(self) -> None:
        if self._sorted is not None:
            column, backwards = self._sorted
            self._lines.sort(key=lambda line: _natural(_words(line.cells[column])), reverse=backwards)

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        """Sort by this column, or the other way round."""
        event.stop()
        self.sort_by(int(event.column_key.value or 0))

    def sort_by(self, column: int) -> None:
        """Sort by a column, or the other way round where it is sorted so already."""
        self._sorted = (column, self._sorted == (column, False))
        keep = self.at
        self._sort()
        self._draw(keep)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say which row it is."""
        event.stop()
        # Where the rows went while the cursor was on its way, it stands on none.
        key: RowKey | None = event.row_key
        self.post_message(self.At(self, key.value if key is not None else None))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Say which row it is."""
        event.stop()
        if event.row_key.value is not None:
            self.post_message(self.Chosen(self, event.row_key.value))


def _parts(cell: Cell) -> list[Part]:
    return cell if isinstance(cell, list) else [cell]


@lru_cache(maxsize=256)
def _blended(colour: str, ground: Color) -> str:
    """A colour that lets something of the ground through, as it is seen; nothing for one that depends on more."""
    try:
        seen = Color.parse(colour)
    except ColorParseError:
        return ""
    return ground.blend(seen, seen.a, 1).hex6


def _words(cell: Cell) -> str:
    return "".join(part if isinstance(part, str) else part[0] for part in _parts(cell))


def _natural(words: str) -> list[tuple[int, float, str]]:
    """Numbers by their value, words without regard to case."""
    return [
        (0, float(piece.replace(",", ".")), "") if piece[0].isdecimal() else (1, 0.0, piece.casefold())
        for piece in re.findall(r"\d+(?:[.,]\d+)?|[^\d]+", words)
    ]

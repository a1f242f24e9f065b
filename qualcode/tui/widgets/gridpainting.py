"""One line of a matrix drawn: its heading, the cells in view, its total. Costs what stands on the line.

All text in the segments made here has been through `safe`.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.theme import Theme

from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.crossing import Arrangement, Head
from qualcode.tui.themes import Inks, contrast, readable

TEXTS = ("quotes", "summary")
_GAP = 1
_STEPS = 8
_BLOCKS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class GridInks:
    """The styles of a matrix under one theme; `heat` has one for each step, from nothing to the most."""

    inks: Inks
    head: Style
    quiet: Style
    cursor: Style
    here: Style
    heat: tuple[Style, ...]


def grid_inks(theme: Theme, inks: Inks) -> GridInks:
    """The styles that go with a theme."""
    panel = Color.parse(theme.panel or "#303030")
    primary = Color.parse(theme.primary)
    ground = inks.background

    def tint(step: int) -> Style:
        share = 0.06 + 0.7 * step / _STEPS
        while contrast(inks.foreground, made := ground.blend(primary, share)) < 4.5 and share > 0.03:
            share *= 0.9
        return inks.plain + Style(bgcolor=made.rich_color)

    over = inks.background if contrast(inks.background, primary) > contrast(inks.foreground, primary) else None
    return GridInks(
        inks=inks,
        head=Style(color=inks.foreground.rich_color, bgcolor=panel.rich_color),
        quiet=Style(color=readable(panel.blend(inks.foreground, 0.7), panel).rich_color, bgcolor=panel.rich_color),
        cursor=Style(color=(over or inks.foreground).rich_color, bgcolor=primary.rich_color, bold=True),
        here=Style(color=readable(primary, panel).rich_color, bgcolor=panel.rich_color, bold=True),
        heat=(inks.plain, *map(tint, range(1, _STEPS + 1))),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """How a matrix shares out a width: headings, cells between, totals. Columns stand still at both sides.

    `starts` are where the columns begin in the middle part, with its whole width as the last.
    """

    heading: int
    totals: int
    starts: tuple[int, ...]
    lines: int

    @property
    def middle(self) -> int:
        """The width of all columns but the totals."""
        return self.starts[-1]

    def first(self, left: int) -> int:
        """The first column that is wholly in view where so many cells are scrolled away."""
        return min(bisect.bisect_left(self.starts, left), max(len(self.starts) - 2, 0))

    def column_at(self, x: int, left: int = 0) -> int | None:
        """The column at a place in the middle part, counted from the first one in view."""
        at = x + self.starts[self.first(left)]
        return bisect.bisect_right(self.starts, at) - 1 if 0 <= at < self.middle else None


def frame(arrangement: Arrangement, width: int, height: int) -> Frame:
    """Share a width out; on a narrow screen the totals go without a column of their own."""
    sign = 4 if any(head.code for head in arrangement.rows) else 1
    longest = max((cell_len(head.title) + 2 * head.depth + sign for head in arrangement.rows), default=8)
    corner = min(cell_len(arrangement.table.corner) + 1, 20)
    heading = min(max(longest, corner) + 1, max(width * 2 // 5, 10))
    widths = [each + _GAP for each in arrangement.widths]
    totals = widths[-1] + _GAP if width >= heading + widths[-1] + 24 else 0
    shown = widths[:-1] if totals else widths
    two = height >= 7 and any(
        cell_len(head.title) > each for head, each in zip(arrangement.columns, arrangement.widths, strict=True)
    )
    return Frame(heading, totals, (0, *accumulate(shown)), 2 if two else 1)


@dataclass(frozen=True, slots=True)
class Grid:
    """All that a line is drawn from. `cursor` is a place in the arrangement, `left` the first cell of the middle."""

    arrangement: Arrangement
    frame: Frame
    looks: dict[str, CodeLook]
    cursor: tuple[int, int]
    left: int
    width: int
    focused: bool


def paint_heads(grid: Grid, inks: GridInks, line: int) -> Strip:
    """A line of the columns' headings, from 0."""
    arrangement, lines = grid.arrangement, grid.frame.lines
    corner = arrangement.table.corner if line == lines - 1 else ""
    segments = [Segment(safe.fit(" " + corner, grid.frame.heading), inks.quiet)]

    def one(column: int) -> list[Segment]:
        head, width = arrangement.columns[column], arrangement.widths[column]
        style = inks.here if column == grid.cursor[1] else inks.head
        order = arrangement_sign(grid, column)
        parts = wrapped(_title(head, grid) + order, width, lines)
        left = arrangement.table.matrix.unit in TEXTS and head.header is not None
        return [Segment(_set(parts[line], width, left=left) + " " * _GAP, style)]

    return _assemble(grid, segments, one, inks.head)


def arrangement_sign(grid: Grid, column: int) -> str:
    """The arrow beside the title of the column that the rows are sorted by."""
    order = grid.arrangement.order
    if order is None or order[0] != grid.arrangement.columns[column].key:
        return ""
    return " ↓" if order[1] else " ↑"


def paint_row(grid: Grid, inks: GridInks, row: int) -> Strip:
    """A row of the matrix; past the last one, nothing."""
    arrangement = grid.arrangement
    if not 0 <= row < len(arrangement.rows):
        return Strip([Segment(" " * grid.width, inks.inks.plain)], grid.width)
    head = arrangement.rows[row]
    total = head.header is None
    base = inks.head if total else inks.inks.plain

    def one(column: int) -> list[Segment]:
        width = arrangement.widths[column]
        heat = arrangement.heat(row, column)
        summed = total or arrangement.columns[column].header is None
        style = inks.head if summed else inks.heat[heat]
        if (row, column) == grid.cursor:
            style = inks.cursor if grid.focused else inks.here + Style(underline=True)
        elif head.code and not head.depth and not total:
            style = style + Style(bold=True)
        text = arrangement.text(row, column)
        block = _BLOCKS[heat] if inks.inks.underlined and not summed else " "
        left = arrangement.table.matrix.unit in TEXTS and not summed
        return [Segment(_set(text, width, left=left) + block * _GAP, style)]

    return _assemble(grid, _heading(grid, inks, row), one, base)


def _heading(grid: Grid, inks: GridInks, row: int) -> list[Segment]:
    """The row's heading: for codes with the letter and colour of the dimension, as deep as they stand."""
    head, width = grid.arrangement.rows[row], grid.frame.heading
    here = row == grid.cursor[0]
    base = inks.head if head.header is None else inks.inks.plain
    style = base + Style(bold=True) if here or (not head.depth and head.code) else base
    if here and head.header is not None:
        style = style + Style(color=inks.here.color)
    look = grid.looks.get(head.code or "")
    if look is None:
        return [Segment(safe.fit(" " + head.title, width - 1) + " ", style)]
    fold = f"{head.fold or ' '} "
    letter = look.letter if not head.depth else " "
    before = " " + "  " * max(head.depth - 1, 0) + ("" if head.depth == 0 else " ")
    room = max(width - cell_len(before) - 5, 0)
    return [
        Segment(before + fold, base + inks.inks.quiet),
        Segment(safe.fit(letter, 1) + " ", base + inks.inks.code(look.colour) + Style(bold=True)),
        Segment(safe.fit(head.title, room) + " ", style),
    ]


def _assemble(grid: Grid, heading: list[Segment], one: Callable[[int], list[Segment]], base: Style) -> Strip:
    """Heading, the columns in view, totals, in exactly the width."""
    frame, last = grid.frame, len(grid.arrangement.columns) - 1
    room = max(grid.width - frame.heading - frame.totals, 0)
    column = frame.first(grid.left)
    begin = frame.starts[column]
    middle: list[Segment] = []
    # A column that does not fit is left out whole: part of a number would be another number.
    while column < len(frame.starts) - 1 and frame.starts[column + 1] <= begin + room:
        middle += one(column)
        column += 1
    strips = [Strip(heading).adjust_cell_length(frame.heading, base)]
    strips.append(Strip(middle).adjust_cell_length(room, base))
    if frame.totals:
        strips.append(Strip([Segment(" ", base), *one(last)]).adjust_cell_length(frame.totals, base))
    return Strip.join(strips).adjust_cell_length(grid.width, base)


def _title(head: Head, grid: Grid) -> str:
    look = grid.looks.get(head.code or "")
    fold = f"{head.fold} " if head.fold and grid.arrangement.table.matrix.row_dimension != "code" else ""
    return fold + (f"{look.letter} {head.title}" if look is not None and not head.depth else head.title)


def wrapped(title: str, width: int, lines: int) -> list[str]:
    """A title on so many lines of a width, the last one cut where it must be; short ones stand at the bottom."""
    title = safe.plain(title)
    if lines == 1 or cell_len(title) <= width:
        return [*[""] * (lines - 1), safe.clip(title, width)]
    words = title.split(" ")
    upper = words[0]
    taken = 1
    while taken < len(words) and cell_len(f"{upper} {words[taken]}") <= width:
        upper += " " + words[taken]
        taken += 1
    if cell_len(upper) > width or taken == len(words):
        upper = safe.fit(title, width).rstrip("…") if cell_len(words[0]) > width else upper
        return [safe.clip(upper, width), safe.clip(title[len(upper) :].strip(), width)]
    return [upper, safe.clip(" ".join(words[taken:]), width)]


def _set(text: str, width: int, *, left: bool) -> str:
    shown = safe.clip(text, width)
    return safe.fit(shown, width) if left else " " * (width - cell_len(shown)) + shown

"""The transcript cut into lines of a given width, and every offset's place on them.

Pure: canonical text and turns in, line boundaries out. Speaker labels stand in the gutter, so `[label_start, start)` of
a turn has no place on a line; its offsets are shown where the speech begins. A space at which a line is broken hangs
past its end, one cell into the free column to the right. Look-ups are O(log lines + width).
"""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterable, Iterator

from qualcode.model.document import TurnView
from qualcode.model.text import Span
from qualcode.tui.cells import TAB_STOP, Cell, TextCells

SMALLEST_WIDTH = 4
# Where a line may be broken after; no-break spaces are not among them.
_SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f")


class Layout:
    """Lines of `width` cells, counted from 0. There is always at least one."""

    __slots__ = ("_ends", "_starts", "cells", "width")

    def __init__(self, cells: TextCells, width: int, lines: Iterable[tuple[int, int]]) -> None:
        self.cells = cells
        self.width = width
        self._starts = array("l")
        self._ends = array("l")
        for start, end in lines:
            self._starts.append(start)
            self._ends.append(end)

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, line: int) -> Span:
        """The characters drawn on `line`, without its line end."""
        return Span(self._starts[line], self._ends[line])

    def limit(self, line: int) -> int:
        """The first offset that is shown below `line`; past the text's end for the last one."""
        if line + 1 == len(self._starts):
            return len(self.cells.text) + 1
        return min(self._starts[line + 1], self._ends[line] + 1)

    def line_of(self, offset: int) -> int:
        """The line on which `offset` is shown."""
        line = max(bisect.bisect_right(self._starts, offset) - 1, 0)
        hidden = offset > self._ends[line] and line + 1 < len(self._starts)
        return line + 1 if hidden else line

    def locate(self, offset: int) -> tuple[int, int]:
        """The line and column (cells) at which the character at `offset` is drawn; the text's end has a place too."""
        line = self.line_of(offset)
        start, end = self._starts[line], self._ends[line]
        offset = min(max(offset, start), end)
        if self.cells.is_regular(start, offset + 1):
            return line, offset - start
        column = 0
        for cell in self.cells.walk(start, end):
            if cell.end > offset:
                return line, cell.column
            column = cell.column + cell.width
        return line, column

    def offset_at(self, line: int, column: int) -> int:
        """The offset of the grapheme drawn at `column`; past the line's last one, the line's end."""
        start, end = self._starts[line], self._ends[line]
        if self.cells.is_regular(start, end):
            return min(start + max(column, 0), end)
        for cell in self.cells.walk(start, end):
            if column < cell.column + cell.width:
                return cell.start
        return end

    def drawn(self, line: int) -> Iterator[Cell]:
        """The graphemes on `line` as they are drawn."""
        return self.cells.walk(self._starts[line], self._ends[line])


def lay_out(cells: TextCells, turns: Iterable[TurnView], width: int) -> Layout:
    """Break the text into lines of at most `width` cells, at spaces where there are any. O(n) in one pass."""
    return Layout(cells, max(width, SMALLEST_WIDTH), _lines(cells, turns, max(width, SMALLEST_WIDTH)))


def _lines(cells: TextCells, turns: Iterable[TurnView], width: int) -> Iterator[tuple[int, int]]:
    last = -1
    for start, end in _visible(len(cells.text), turns):
        # A turn in which nothing was said still has its line, so that the gutter can name it.
        if start == end:
            yield start, end
        yield from _paragraphs(cells, start, end, width)
        last = start
    if cells.text.endswith("\n") and last < len(cells.text):
        yield len(cells.text), len(cells.text)


def _visible(length: int, turns: Iterable[TurnView]) -> Iterator[tuple[int, int]]:
    """What stands between the speaker labels, in order; at least one stretch."""
    at, within = 0, False
    for turn in turns:
        # Turns that overlap what is already shown cannot be shown twice.
        if turn.label_start < at:
            continue
        if turn.label_start > at or within:
            yield at, turn.label_start
        at, within = turn.start, True
    yield at, length


def _paragraphs(cells: TextCells, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch of text; each line end in it ends a line."""
    find = cells.text.find
    while start < end:
        stop = find("\n", start, end)
        if stop < 0:
            yield from _wrapped(cells, start, end, width)
            return
        if stop == start:
            yield start, stop
        else:
            yield from _wrapped(cells, start, stop, width)
        start = stop + 1


def _wrapped(cells: TextCells, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """One paragraph broken into lines, each the whole width where letters are regular, measured where they are not."""
    rfind = cells.text.rfind
    odd = cells.next_odd(start)
    while start < end:
        if odd < start:
            odd = cells.next_odd(start)
        limit = start + width
        if odd <= limit + 1 and odd < end:
            stop = _measured_break(cells, start, end, width)
        elif limit >= end:
            stop = end
        else:
            space = rfind(" ", start, limit + 1)
            stop = space + 1 if space > start else limit
        yield start, stop
        start = stop


def _measured_break(cells: TextCells, start: int, end: int, width: int) -> int:
    """Where the line from `start` ends: after the last space, or beside the last wide sign, that fits."""
    best = column = 0
    at = start
    # One cell more than there is room for: a space may hang past it, and only what follows breaks the line.
    for grapheme, cell_width in cells.widths(start, end, width + 1):
        step = TAB_STOP - column % TAB_STOP if grapheme == "\t" else cell_width
        space = step == 1 and grapheme in _SPACES
        if column + step > width and not (space and column == width):
            if step == 2 and column:
                return at
            return best or (at if column else at + len(grapheme))
        column += step
        at += len(grapheme)
        if space or step == 2:
            best = at
    return end

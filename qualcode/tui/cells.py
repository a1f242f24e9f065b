"""How text is drawn in cells: what each grapheme looks like on a terminal and how wide it is.

Most of a transcript is letters one cell wide, for which an offset is a column. `TextCells` notes once where the text
is anything else (combining marks, emoji, wide or right-to-left signs, tabs, marks for unseen characters), so that only
those places are measured grapheme by grapheme.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex
from rich.cells import cell_len

from qualcode.tui import safe

TAB_STOP = 4
# A heap of combining marks on one letter is one grapheme of any length; a terminal need not draw all of it.
_LONGEST_GRAPHEME = 32

_GRAPHEME = regex.compile(r"\X")
# Letters and signs that are one cell wide and join nothing; everything else is measured.
_ODD = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u0621-\u064a\u066e\u066f\u0671-\u06d3\u1e00-\u1fff\u2010-\u2027\u2030-\u203b\u203d-\u2048"
    "\u2070-\u20cf\u2500-\u25a9]+"
)


class Cell(NamedTuple):
    """One grapheme `[start, end)` of the text as it is drawn: what is shown, at which column, how many cells wide."""

    start: int
    end: int
    shown: str
    column: int
    width: int


@lru_cache(maxsize=16384)
def measure(grapheme: str) -> tuple[str, int]:
    """What is shown for one grapheme (not a tab or a line end), and its width in cells, at least 1."""
    shown = safe.plain(grapheme[:_LONGEST_GRAPHEME])
    width = cell_len(shown)
    return (shown, width) if width else ("◌" + shown, 1)


class _Widths(dict[str, int]):
    """Widths by grapheme, measured when first asked for."""

    def __missing__(self, grapheme: str) -> int:
        if len(self) >= 65536:
            self.clear()
        width = self[grapheme] = 1 if grapheme == "\t" else measure(grapheme)[1]
        return width


_width = _Widths().__getitem__


class TextCells:
    """A text and where in it graphemes have to be measured. Made once in O(n); look-ups are O(log n)."""

    __slots__ = ("_ends", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        odd = [match.span() for match in _ODD.finditer(text)]
        self._starts = [start for start, _ in odd]
        self._ends = [end for _, end in odd]

    def next_odd(self, offset: int) -> int:
        """Where at or after `offset` the next character stands that has to be measured; past the end if nowhere."""
        run = bisect.bisect_right(self._ends, offset)
        return max(offset, self._starts[run]) if run < len(self._starts) else len(self.text) + 1

    def is_regular(self, start: int, end: int) -> bool:
        """Whether in `[start, end)` every character is one cell and stands for itself."""
        return self.next_odd(start) >= end

    def widths(self, start: int, end: int, cells: int) -> Iterator[tuple[str, int]]:
        """The graphemes of `[start, end)` that fill more than `cells` cells, with their widths (a tab's is 1)."""
        graphemes: list[str] = []
        widths: list[int] = []
        step = cells // 2 + 3
        reach = start
        while sum(widths) <= cells and reach < end:
            reach = min(end, reach + step)
            graphemes = _GRAPHEME.findall(self.text, start, reach)
            # Unless it is the last one there is, the last grapheme may go on past what was looked at.
            if reach < end:
                graphemes.pop()
            widths = [_width(grapheme) for grapheme in graphemes]
            step *= 2
        return zip(graphemes, widths, strict=True)

    def walk(self, start: int, end: int) -> Iterator[Cell]:
        """The graphemes of `[start, end)` on one line, drawn from column 0; `start` lies on a grapheme's edge."""
        column = 0
        for match in _GRAPHEME.finditer(self.text, start, end):
            grapheme = match[0]
            if grapheme == "\t":
                width = TAB_STOP - column % TAB_STOP
                shown = " " * width
            else:
                shown, width = measure(grapheme)
            yield Cell(match.start(), match.end(), shown, column, width)
            column += width

"""How tables are laid out on pages: in how many parts, how wide their columns are, how high a row is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qualcode.model.report import Block, Table

COLUMNS_AT_MOST = 12  # with the column of names; a wider table becomes several
ROWS_AT_MOST = 250  # layout programs take minutes over tables of thousands of rows
COLUMNS_UPRIGHT = 7  # from here on the page is turned
_EDGES = 160  # of a cell, in twentieths of a point
_LONGEST_WORD = 18
_SPACES = re.compile("[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Type:
    """The type in a table's cells: its size in points, and how wide a letter is taken for, in parts of that size."""

    size: float = 9
    letter: float = 0.578  # Arial's, and some more for bold headings

    @property
    def wide(self) -> int:
        """How wide a letter is, in twentieths of a point."""
        return round(self.size * 20 * self.letter)

    def smaller(self, share: float) -> Type:
        """Type of that share of its size, in half points, but not too small to be read."""
        return Type(max(int(self.size * share * 2) / 2, min(_SMALLEST, self.size)), self.letter)


_SMALLEST = 6.5
ARIAL = Type()


def fitting(table: Table, width: int, type_: Type) -> Type:
    """Type in which no word of the table is broken on `width`: that of the page, or as much smaller as it must be."""
    edges = _EDGES * len(table.header)
    needed = sum(_least(table, type_)) - edges
    if needed + edges <= width or width <= edges:
        return type_
    return type_.smaller((width - edges) / needed)


def fits(table: Table, width: int, type_: Type) -> bool:
    """Whether no word of the table is broken on `width`, in smaller type if need be."""
    return sum(_least(table, fitting(table, width, type_))) <= width


def split_table(table: Table, fit: Callable[[Table], bool] = lambda _: True) -> list[Table]:
    """Tables no wider and no longer than pages and layout programs bear; every part repeats the first column.

    Tables of numbers become narrower ones until all `fit`, or there are two columns of numbers left.
    """
    names = len(table.header) - 1
    pieces = max(-(-names // (COLUMNS_AT_MOST - 1)), 1)
    parts = _parts(table, pieces)
    while table.numeric and not table.widths and -(-names // pieces) > 2 and not all(map(fit, parts)):
        pieces += 1
        parts = _parts(table, pieces)
    return parts


def _parts(table: Table, pieces: int) -> list[Table]:
    """The table in `pieces` beside each other, and each of these below each other where it is long."""
    names = len(table.header) - 1
    step = max(-(-names // pieces), 1)
    spans = [[0, *range(start, min(start + step, names + 1))] for start in range(1, max(names, 1) + 1, step)]
    if not table.header:
        spans = [[]]
    parts = []
    for first in range(0, max(len(table.rows), 1), ROWS_AT_MOST):
        rows = table.rows[first : first + ROWS_AT_MOST]
        for columns in spans:
            parts.append(
                Table(
                    table.caption,
                    tuple(table.header[i] for i in columns),
                    tuple(tuple(row[i] for i in columns) for row in rows),
                    tuple(new for new, old in enumerate(columns) if old in table.numeric),
                    tuple(table.widths[i] for i in columns) if table.widths else (),
                    table.wide,
                )
            )
    return parts


def lines_of(cells: tuple[str, ...], widths: list[int], type_: Type = ARIAL) -> int:
    """About how many lines a row is high; characters and edges as in `column_widths`."""
    room = [max((wide - _EDGES) // type_.wide, 1) for wide in widths]
    parts = [(cell.split("\n"), fit) for cell, fit in zip(cells, room, strict=True)]
    return max((sum(-(-len(part) // fit) or 1 for part in lines) for lines, fit in parts), default=1)


def is_wide(block: Block) -> bool:
    """Whether a block wants the page turned."""
    return isinstance(block, Table) and (block.wide or len(block.header) > COLUMNS_UPRIGHT)


def _least(table: Table, type_: Type) -> list[int]:
    """How wide the columns must be for no word to be broken."""
    least = []
    for i, name in enumerate(table.header):
        # Only ordinary white space breaks lines: `12,5 %` holds together.
        words = max(
            (len(word) for cell in (name, *(row[i] for row in table.rows)) for word in _SPACES.split(cell)), default=1
        )
        least.append(_EDGES + type_.wide * min(words, _LONGEST_WORD))
    return least


def column_widths(table: Table, width: int, type_: Type = ARIAL) -> list[int]:
    """Widths that fill `width`: no column narrower than its longest word where that can be, the rest by length of text.

    A table may say how the width is shared; nor does it break words then where others have room. In twentieths of a
    point; a cell’s edges are taken for 8 points.
    """
    least, wanted = _least(table, type_), []
    for i, need in enumerate(least):
        cells = [row[i] for row in table.rows]
        typical = sorted(map(len, cells))[len(cells) * 9 // 10] if cells else 0
        wanted.append(need if i in table.numeric else max(need, _EDGES + type_.wide * min(typical, 60)))
    if table.widths:
        return _shared(table.widths, least, width)
    room = width - sum(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if room < 0:
        widths = [width * need // sum(least) for need in least]
    elif sum(more):
        widths = [need + room * each // sum(more) for need, each in zip(least, more, strict=True)]
    else:
        widths = [need + room // len(least) for need in least]
    widths[0] += width - sum(widths)
    return widths


def _shared(parts: tuple[int, ...], least: list[int], width: int) -> list[int]:
    """The width shared out as asked for; where all words fit, columns with room to spare give to those that lack it."""
    shares = [width * each // sum(parts) for each in parts]
    shares[0] += width - sum(shares)
    lacking = sum(max(need - share, 0) for share, need in zip(shares, least, strict=True))
    spare = [max(share - need, 0) for share, need in zip(shares, least, strict=True)]
    if not lacking or sum(spare) < lacking:
        return shares
    given = [lacking * each // sum(spare) for each in spare]
    widths = [max(share, need) - gift for share, need, gift in zip(shares, least, given, strict=True)]
    widths[spare.index(max(spare))] += width - sum(widths)
    return widths

"""How tables are laid out on pages: in how many parts, how wide their columns are, how high a row is about."""

from __future__ import annotations

import re

from qualcode.model.report import Block, Table

COLUMNS_AT_MOST = 12  # with the column of names; a wider table becomes several
ROWS_AT_MOST = 250  # layout programs take minutes over tables of thousands of rows
COLUMNS_UPRIGHT = 7  # from here on the page is turned
_SPACES = re.compile("[ \t\n]+")


def split_table(table: Table) -> list[Table]:
    """Tables no wider and no longer than pages and layout programs bear; every part repeats the first column."""
    names = len(table.header) - 1
    pieces = max(-(-names // (COLUMNS_AT_MOST - 1)), 1)
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


def lines_of(cells: tuple[str, ...], widths: list[int]) -> int:
    """About how many lines a row is high; characters and edges as in `column_widths`."""
    room = [max((wide - 160) // 104, 1) for wide in widths]
    parts = [(cell.split("\n"), fit) for cell, fit in zip(cells, room, strict=True)]
    return max((sum(-(-len(part) // fit) or 1 for part in lines) for lines, fit in parts), default=1)


def is_wide(block: Block) -> bool:
    """Whether a block wants the page turned."""
    return isinstance(block, Table) and (block.wide or len(block.header) > COLUMNS_UPRIGHT)


def column_widths(table: Table, width: int) -> list[int]:
    """Widths that fill `width`: no column narrower than its longest word where that can be, the rest by length of text.

    A table may say how the width is shared; nor does it break words then where others have room. In twentieths of a
    point; a character is taken for 5.2 points and a cell’s edges for 8.
    """
    least, wanted = [], []
    for i, name in enumerate(table.header):
        cells = [row[i] for row in table.rows]
        # Only ordinary white space breaks lines: `12,5 %` holds together.
        words = max((len(word) for cell in (name, *cells) for word in _SPACES.split(cell)), default=1)
        typical = sorted(map(len, cells))[len(cells) * 9 // 10] if cells else 0
        least.append(160 + 104 * min(words, 18))
        wanted.append(least[-1] if i in table.numeric else max(least[-1], 160 + 104 * min(typical, 60)))
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

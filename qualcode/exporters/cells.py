"""What may stand in a spreadsheet's cell, and what must be done with what may not.

Nothing is cut silently: an over-long text goes on in numbered columns, too many rows go on in numbered sheets.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from qualcode.model.formulas import guarded
from qualcode.model.text import REPLACEMENT

Cell = str | int | float | None

# Excel's limits. It counts characters in UTF-16 units; one row is for the header.
CELL_LIMIT = 32_767
SHEET_NAME_LIMIT = 31
ROW_LIMIT = 1_048_575
COLUMN_LIMIT = 16_384

# XML 1.0 allows no other characters; a CSV file with them could not be read back either.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")


def legal(text: str) -> str:
    """`text` with every character that no file can hold (NUL, other controls, half surrogates) shown as U+FFFD.

    One for one, so offsets stay. TAB, LF and CR are kept.
    """
    return _ILLEGAL.sub(REPLACEMENT, text)


def csv_cell(value: Cell, *, raw: bool = False) -> str:
    """A cell as CSV writes it: numbers with a decimal point, nothing for None, texts guarded against formulas.

    With `raw`, for programs, texts stay as they are.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return legal(value if raw else guarded(value))
    return repr(value)


def split_cell(text: str, limit: int = CELL_LIMIT) -> tuple[str, ...]:
    """`text` in pieces of at most `limit` UTF-16 units; joined they give it back.

    Cut after white space where some is near the end, else where it must be (never inside an astral character).
    """
    if len(text) * 2 <= limit or _units(text) <= limit:
        return (text,)
    pieces = []
    start = 0
    while start < len(text):
        end = _end(text, start, limit)
        pieces.append(text[start:end])
        start = end
    return tuple(pieces)


def split_columns(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], limit: int = CELL_LIMIT
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Header and rows with over-long texts going on in columns beside: `memo`, `memo (2)`, `memo (3)`."""
    split = [[split_cell(cell, limit) if isinstance(cell, str) else (cell,) for cell in row] for row in rows]
    widths = [max((len(row[column]) for row in split), default=1) for column in range(len(header))]
    names = tuple(
        name if part == 0 else f"{name} ({part + 1})"
        for name, width in zip(header, widths, strict=True)
        for part in range(width)
    )
    filled: list[tuple[Cell, ...]] = [
        tuple(
            pieces[part] if part < len(pieces) else None
            for pieces, width in zip(row, widths, strict=True)
            for part in range(width)
        )
        for row in split
    ]
    return names, filled


def sheet_ranges(rows: int) -> tuple[range, ...]:
    """Which rows stand on which sheet when one cannot hold them all; one empty range for no rows."""
    return tuple(range(start, min(start + ROW_LIMIT, rows)) for start in range(0, max(rows, 1), ROW_LIMIT))


def sheet_name(name: str, taken: Collection[str] = ()) -> str:
    """A name that Excel accepts for a sheet and that no other of `taken` has, as like `name` as can be.

    At most 31 UTF-16 units, without `[ ] : * ? / \\` and controls, without apostrophes at its ends, not *History*.
    """
    clean = _SHEET_ILLEGAL.sub("-", legal(name)).strip().strip("'").strip() or "-"
    if clean.casefold() == "history":
        clean += " -"
    used = {other.casefold() for other in taken}
    number = 1
    while True:
        suffix = "" if number == 1 else f" ({number})"
        candidate = clean[: _end(clean, 0, SHEET_NAME_LIMIT - len(suffix), near=0)].rstrip(" '") + suffix
        if candidate.casefold() not in used:
            return candidate
        number += 1


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _end(text: str, start: int, limit: int, near: int = 200) -> int:
    """Where a piece that begins at `start` ends: the last white space in its last `near` characters, or its limit."""
    units = 0
    end = start
    while end < len(text) and units + (size := 2 if text[end] > "\uffff" else 1) <= limit:
        units += size
        end += 1
    if end == len(text):
        return end
    for place in range(end, max(end - near, start), -1):
        if text[place - 1].isspace():
            return place
    return max(end, start + 1)

"""One sheet of an Excel workbook as rows of text, behind the guards for zip files and XML.

openpyxl reads what the guards let pass: values as they were last calculated, never formulas, links or pictures.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import FileBroken, FileUnsafe, ValueRefused
from qualcode.importers.archive import open_archive
from qualcode.importers.base import Source, too_large
from qualcode.importers.foreign import disguised
from qualcode.importers.xmlguard import MAX_BYTES, refuse_entities
from qualcode.model.codebook import fold_name
from qualcode.model.message import N_, Message

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_NODES = 4_000_000
"""Opening and closing tags of all parts together, counted before parsing."""
MAX_CELLS = 20_000_000
"""Cells up to the last filled one of each row, empty ones between included."""
LAST_ROW = 1_048_576
"""The last row that a sheet can have."""

_KIND = "Excel (.xlsx)"
_OLE = b"\xd0\xcf\x11\xe0"
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
_BEFORE_XML = b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"
_RETURN = re.compile("_x000D_\n?", re.IGNORECASE)
# A formula that nobody has calculated yet: the program that wrote the file left no value beside it.
_UNCALCULATED = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<v\s*/>|<v></v>)?\s*</(?:\w+:)?c>")
# What openpyxl raises on files that are not what they claim to be; SyntaxError is the root of both XML parsers' errors.
_FAULTS = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, OverflowError, NotImplementedError,
    SyntaxError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip

Rows = list[tuple[int, list[str]]]


class Figure(str):
    """A number as a workbook holds it, with a point before its decimals whatever its user's language."""

    __slots__ = ()


class Uncalculated(str):
    """The empty cell of a formula that nobody has calculated yet."""

    __slots__ = ()


def read_sheet(data: bytes, source: Source, sheet: str | None, *, most_rows: int) -> tuple[Rows, tuple[Message, ...]]:
    """The filled rows of a workbook's sheet with their numbers, and what there is to tell about them.

    The first visible sheet that holds anything, or the one named. At most one row more than `most_rows` comes back.
    Raises FileBroken, FileUnsafe, FileProtected, FileTooLarge, ValueRefused where no sheet has that name.
    """
    if data.startswith(_OLE):
        raise disguised(data, source)
    uncalculated = _check(data, source)
    # openpyxl tells of every extension it does not know; none of them holds cells.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = _open(data, values=True)
            page, rows = _chosen(book, sheet, most_rows)
            told = [*_others(book, page, sheet), *_errors(rows)]
            empty = list(
                _empty_formulas(_open(data, values=False), page.title, rows, most_rows) if uncalculated else ()
            )
            told += _told_of_formulas(empty)
        except _FAULTS as error:
            reason = Message(N_("its cells cannot be read"))
            raise FileBroken(path=source.path, format=_KIND, reason=reason) from error
    found = [(line, ["" if cell in _ERRORS else cell for cell in cells]) for line, cells in rows]
    return _marked(found, empty), tuple(told)


def _check(data: bytes, source: Source) -> bool:
    """Pass every part by the guards, before any parser; whether a formula among them has no value."""
    archive = open_archive(data, source, _KIND)
    size = nodes = 0
    uncalculated = False
    for name in sorted(archive.names):
        part = archive.read(name)
        # A sheet may have any name, so XML is known by how it begins.
        if part.lstrip(_BEFORE_XML)[:1] != b"<":
            continue
        size += len(part)
        if size > MAX_BYTES:
            raise too_large(source.path, size, MAX_BYTES)
        nodes += refuse_entities(part, source.path, _KIND).count(b"<")
        if nodes > MAX_NODES:
            raise FileUnsafe(path=source.path, reason=Message(N_("it holds far more formatting than text")))
        uncalculated = uncalculated or _UNCALCULATED.search(part) is not None
    return uncalculated


def _open(data: bytes, *, values: bool) -> Workbook:
    # Slow to load, and most tables are CSV.
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _pages(book: Workbook) -> list[ReadOnlyWorksheet]:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    return [page for page in book.worksheets if isinstance(page, ReadOnlyWorksheet)]


def _chosen(book: Workbook, sheet: str | None, most_rows: int) -> tuple[ReadOnlyWorksheet, Rows]:
    pages = _pages(book)
    if sheet is not None:
        named = next((page for page in pages if fold_name(page.title) == fold_name(sheet)), None)
        if named is None:
            choices = ", ".join(page.title for page in pages)
            raise ValueRefused(value=sheet, what=Message(N_("the sheet of a workbook")), choices=choices)
        return named, _filled(named, most_rows)
    seen = [page for page in pages if page.sheet_state == "visible"] or pages
    for page in seen:
        rows = _filled(page, most_rows)
        if rows:
            return page, rows
    return seen[0], []


def _filled(page: ReadOnlyWorksheet, most_rows: int) -> Rows:
    return list(_rows(page, most_rows))


def _rows(page: ReadOnlyWorksheet, most_rows: int) -> Iterator[tuple[int, list[str]]]:
    # What a sheet says of its own size may be wrong; without it, rows end at their last cell.
    page.reset_dimensions()
    cells = found = 0
    for line, row in enumerate(page.values, 1):
        cells += len(row)
        if line > LAST_ROW or cells > MAX_CELLS:
            raise ValueError("more cells than a sheet can have")
        texts = [_text(value) for value in row]
        if any(texts):
            yield line, texts
            found += 1
        if found > most_rows:
            return


def _text(value: object) -> str:
    """A cell's value as one would type it, dates as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return Figure(f"{value:.15g}")  # the digits that Excel keeps and shows
    if isinstance(value, int):
        return Figure(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return _RETURN.sub("\n", str(value))


def _others(book: Workbook, page: ReadOnlyWorksheet, sheet: str | None) -> Iterator[Message]:
    names = [each.title for each in _pages(book) if each.title != page.title and each.sheet_state == "visible"]
    if names and sheet is None:
        template = N_("Only the sheet “{sheet}” was read; there are also: {others}.")
        yield Message(template, {"sheet": page.title, "others": ", ".join(names)})


def _errors(rows: Rows) -> Iterator[Message]:
    found = [(line, cell) for line, cells in rows for cell in cells if cell in _ERRORS]
    if found:
        template = N_("Cells that hold an error of the spreadsheet ({count}, the first on line {line}) count as empty.")
        yield Message(template, {"count": len(found), "line": found[0][0]})


def _empty_formulas(book: Workbook, sheet: str, rows: Rows, most_rows: int) -> Iterator[tuple[int, int]]:
    """Line and column (from 0) of the formulas of the sheet that have no value beside them."""
    known = dict(rows)
    page = next(page for page in _pages(book) if page.title == sheet)
    for line, cells in _rows(page, most_rows):
        for column, cell in enumerate(cells):
            if cell and not "".join(known.get(line, [])[column : column + 1]):
                yield line, column


def _told_of_formulas(empty: Sequence[tuple[int, int]]) -> Iterator[Message]:
    if empty:
        template = N_(
            "Formulas that were never calculated ({count}, the first on line {line}) count as empty. "
            "Open the file in a spreadsheet program and save it again."
        )
        yield Message(template, {"count": len(empty), "line": empty[0][0]})


def _marked(rows: Rows, empty: Sequence[tuple[int, int]]) -> Rows:
    """The rows with the cells of such formulas as what they are."""
    by_line = dict(rows)
    for line, column in empty:
        cells = by_line.get(line)
        if cells is not None:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = Uncalculated()
    return rows

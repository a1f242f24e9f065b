"""Tables as Excel workbooks. Texts are always texts: no formula and no link is ever made of what people said."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from qualcode.errors import ValueRefused
from qualcode.exporters.cells import COLUMN_LIMIT, Cell, legal, sheet_name, sheet_ranges, split_columns
from qualcode.exporters.dates import UNDATED, file_date
from qualcode.exporters.matrix_rows import is_top, matrix_rows
from qualcode.model.message import N_, Message
from qualcode.model.report import MatrixTable

OPTIONS = {
    "in_memory": True,  # or transcripts would lie in the system's folder for temporary files
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMATS = {"coverage": "0.0%", "rate": "0.0", "coefficient": "0.00"}
_LINE_ENDS = re.compile("\r\n?")
_WIDEST = 60
_TEXTS_WIDE = 40


def rows_xlsx(
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    sheet: str,
    *,
    created: str = UNDATED,
    about: tuple[str, Sequence[str]] | None = None,
) -> bytes:
    """A table as a workbook: bold header that stays in sight, a filter on every column, numbers as numbers.

    Texts of more than 32,767 characters go on in columns beside (`memo (2)`), rows beyond 1,048,575 on further sheets.
    Characters no file can hold become U+FFFD. `created` is the ISO date the file carries; `about`, a sheet's name and
    its lines, follows the table.
    Raises ValueRefused for more than 16,384 columns.
    """
    return sheets_xlsx([(sheet, header, rows, {})], created=created, about=about)


def sheets_xlsx(
    sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Cell]], Mapping[str, str]]],
    *,
    created: str = UNDATED,
    about: tuple[str, Sequence[str]] | None = None,
) -> bytes:
    """Tables as one workbook, each as `rows_xlsx` writes it: (sheet, header, rows, tints).

    Cells that hold one of the texts of `tints` have its colour (`#RRGGBB`).
    """
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, OPTIONS) as book:
        sign(book, sheets[0][0], created)
        taken: list[str] = []
        for sheet, header, rows, tints in sheets:
            _add_rows(book, taken, sheet, header, rows, tints)
        if about is not None:
            add_about(book, sheet_name(about[0], taken), about[1])
    return whole.getvalue()


def _add_rows(
    book: Any,
    taken: list[str],
    sheet: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    tints: Mapping[str, str],
) -> None:
    """A table on a sheet, or on several where it is too long for one; `taken` are the names of sheets so far."""
    names, filled = split_columns([legal(name) for name in header], [[clean(cell) for cell in row] for row in rows])
    _check_columns(len(names))
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bottom": 1})
    top = book.add_format({"valign": "top"})
    tinted = {text: book.add_format({"valign": "top", "bg_color": colour}) for text, colour in tints.items()}
    for part in sheet_ranges(len(filled)):
        taken.append(sheet_name(sheet, taken))
        page = book.add_worksheet(taken[-1])
        page.freeze_panes(1, 0)
        for column, name in enumerate(names):
            page.set_column(column, column, _width([name, *(filled[row][column] for row in part[:200])]), top)
            write(page, 0, column, name, bold)
        for line, row in enumerate(part, 1):
            for column, cell in enumerate(filled[row]):
                write(page, line, column, cell, tinted.get(cell, top) if isinstance(cell, str) else top)
        if names:
            page.autofilter(0, 0, len(part), len(names) - 1)


def add_about(book: Any, name: str, lines: Sequence[str]) -> None:
    """A sheet of plain lines, the first as a heading."""
    page = book.add_worksheet(name)
    page.set_column(0, 0, _WIDEST * 1.5)
    first, rest = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for row, line in enumerate(lines):
        write(page, row, 0, clean(line), rest if row else first)


def matrix_xlsx(table: MatrixTable, *, created: str = UNDATED) -> bytes:
    """A matrix as a workbook: the table at the top left, its title and note below it.

    Shares are written as such and shown in per cent, cells without a base stay empty, ids of quotes stand side by side.
    The cells are tinted by their size, the totals are not. Raises ValueRefused for more than 16,384 columns.
    """
    matrix = table.matrix
    header, lines = matrix_rows(table)
    names, filled = split_columns([legal(name) for name in header], [[clean(cell) for cell in row] for row in lines])
    _check_columns(len(names))
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, OPTIONS) as book:
        sign(book, table.title, created)
        number = {"num_format": _FORMATS.get(matrix.unit, "0")}
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "align": "right", "bottom": 1})
        corner = book.add_format({"bold": True, "valign": "bottom", "bottom": 1})
        texts = matrix.unit == "summary" or bool(table.lines)
        plain = book.add_format({"text_wrap": True, "valign": "top"} if texts else number)
        # Beside coefficients stands in how many units a code occurs.
        sums = {"num_format": "0"} if matrix.unit == "coefficient" else number
        total, last = book.add_format({**sums, "bold": True}), book.add_format({**sums, "bold": True, "top": 1})
        inner, outer = book.add_format({"indent": 1}), book.add_format({"bold": True})
        page = book.add_worksheet(sheet_name(table.title))
        page.freeze_panes(1, 1)
        page.set_column(0, 0, _width([row[0] for row in filled]))
        page.set_column(1, len(names) - 1, _TEXTS_WIDE if texts else 12)
        for column, name in enumerate(names):
            write(page, 0, column, name, head if column else corner)
        for line, row in enumerate(filled, 1):
            at_end = line == len(filled)
            side = outer if at_end or is_top(matrix, line - 1) else inner
            write(page, line, 0, row[0], last if at_end else side)
            for column, cell in enumerate(row[1:], 1):
                write(page, line, column, cell, last if at_end else total if column == len(row) - 1 else plain)
        if matrix.rows and matrix.columns and matrix.unit not in ("quotes", "summary"):
            scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#7CC4BB"}
            page.conditional_format(1, 1, len(matrix.rows), len(matrix.columns), scale)
        for line, text in enumerate((table.title, table.note), len(filled) + 2):
            write(page, line, 0, clean(text), book.add_format({"italic": line > len(filled) + 2}))
    return whole.getvalue()


def _check_columns(count: int) -> None:
    if count > COLUMN_LIMIT:
        what = Message(N_("the number of columns of a workbook"))
        raise ValueRefused(value=count, what=what, choices=f"1–{COLUMN_LIMIT}")


def sign(book: Any, title: str, created: str) -> None:
    """Title and date; no names of people or machines."""
    book.set_properties({"title": legal(title)[:255], "author": "qualcode", "created": file_date(created)})


def clean(cell: Cell) -> Cell:
    """A cell as a workbook can hold it."""
    # A carriage return would come back from the file as a line feed, or be shown as _x000D_.
    return _LINE_ENDS.sub("\n", legal(cell)) if isinstance(cell, str) else cell


def write(page: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    """Write a cell: numbers as numbers, texts as nothing but texts."""
    if cell is None or cell == "":
        page.write_blank(row, column, None, style)
    elif isinstance(cell, str):
        if cell.startswith("<r>") and cell.endswith("</r>"):
            # XlsxWriter takes such a string for mark-up of its own; in two pieces it is text.
            page.write_rich_string(row, column, style, cell[:1], style, cell[1:], style)
        else:
            page.write_string(row, column, cell, style)
    elif math.isfinite(cell):
        page.write_number(row, column, cell, style)
    else:
        page.write_string(row, column, str(cell), style)


def _width(cells: Sequence[Cell]) -> float:
    """A width in characters that shows most of the cells whole."""
    lengths = sorted(max(map(len, str(cell).split("\n")), default=0) for cell in cells if cell is not None)
    return min(max(lengths[len(lengths) * 9 // 10] if lengths else 0, 8) + 2, _WIDEST)

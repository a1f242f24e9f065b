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
_NOTE_WIDE = 90
_A4, _PAGE_WIDE = 9, 400  # so many characters stand side by side, if small
_LINE, _HIGHEST = 15, 409  # points; no row of a workbook is higher


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
    look = _Look(book, tints)
    for part in sheet_ranges(len(filled)):
        taken.append(sheet_name(sheet, taken))
        page = book.add_worksheet(taken[-1])
        page.freeze_panes(1, 0)
        widths = [_width([name, *(filled[row][column] for row in part[:200])]) for column, name in enumerate(names)]
        turn(page, widths)
        high(page, 0, names, widths)
        for column, name in enumerate(names):
            page.set_column(column, column, widths[column], look.text)
            number = any(isinstance(filled[row][column], int | float) for row in part[:200])
            write(page, 0, column, name, look.number_head if number else look.head)
        for line, row in enumerate(part, 1):
            high(page, line, filled[row], widths)
            for column, cell in enumerate(filled[row]):
                write(page, line, column, cell, look.of(cell))
        if names:
            page.autofilter(0, 0, len(part), len(names) - 1)


class _Look:
    """How the cells of a table look: rows apart by a thin line, numbers at the right with some room behind them."""

    def __init__(self, book: Any, tints: Mapping[str, str]) -> None:
        row = {"valign": "top", "bottom": 1, "bottom_color": "#D8DCE1"}
        number = {**row, "align": "right", "indent": 1}
        head = {"bold": True, "valign": "bottom", "text_wrap": True, "bottom": 1}
        self.head = book.add_format(head)
        self.number_head = book.add_format({**head, "align": "right", "indent": 1})
        self.text = book.add_format({**row, "text_wrap": True})
        self._whole, self._real = book.add_format(number), book.add_format({**number, "num_format": "0.00"})
        self._small = book.add_format({**number, "num_format": "0.0000"})
        self._tinted = {
            text: book.add_format({**row, "text_wrap": True, "bg_color": colour}) for text, colour in tints.items()
        }

    def of(self, cell: Cell) -> Any:
        """The format of a cell; a number keeps all its decimals, and shows two, or four where it is small."""
        if isinstance(cell, str) or cell is None:
            return self._tinted.get(cell, self.text) if cell else self.text
        if isinstance(cell, int) or not math.isfinite(cell) or cell.is_integer():
            return self._whole
        return self._real if abs(cell) >= 0.1 else self._small


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
        inner = book.add_format({"indent": 1, "valign": "top"})
        outer = book.add_format({"bold": True, "valign": "top"})
        page = book.add_worksheet(sheet_name(table.title))
        page.freeze_panes(1, 1)
        widths = [_width([row[0] for row in filled]), *((_TEXTS_WIDE if texts else 12,) * (len(names) - 1))]
        turn(page, widths)
        for column, wide in enumerate(widths):
            page.set_column(column, column, wide)
        high(page, 0, names, widths)
        for column, name in enumerate(names):
            write(page, 0, column, name, head if column else corner)
        for line, row in enumerate(filled, 1):
            at_end = line == len(filled)
            side = outer if at_end or is_top(matrix, line - 1) else inner
            if texts:
                high(page, line, row, widths)
            write(page, line, 0, row[0], last if at_end else side)
            for column, cell in enumerate(row[1:], 1):
                write(page, line, column, cell, last if at_end else total if column == len(row) - 1 else plain)
        if matrix.rows and matrix.columns and matrix.unit not in ("quotes", "summary"):
            scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#7CC4BB"}
            page.conditional_format(1, 1, len(matrix.rows), len(matrix.columns), scale)
        across = next((n for n in range(1, len(widths)) if sum(widths[: n + 1]) >= _NOTE_WIDE), len(widths) - 1)
        for line, text in enumerate((table.title, table.note), len(filled) + 2):
            style = book.add_format({"italic": line > len(filled) + 2, "valign": "top", "text_wrap": True})
            if across:
                page.merge_range(line, 0, line, across, None, style)
            write(page, line, 0, clean(text), style)
            high(page, line, [clean(text)], [sum(widths[: across + 1])])
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


def turn(page: Any, widths: Sequence[float]) -> None:
    """Printed, a sheet lies on turned pages of A4, as few side by side as can be read, each with the headings."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(max(math.ceil(sum(widths) / _PAGE_WIDE), 1), 0)
    page.repeat_columns(0)
    page.repeat_rows(0)


def high(page: Any, line: int, cells: Sequence[Cell], widths: Sequence[float]) -> None:
    """Make a row as high as its longest text needs: not every program does so by itself."""
    lines = 1
    for cell, wide in zip(cells, widths, strict=True):
        if isinstance(cell, str) and (len(cell) > wide - 1 or "\n" in cell):
            # Words do not fill their lines: some is left over.
            lines = max(lines, sum(max(math.ceil(len(part) * 1.05 / wide), 1) for part in cell.split("\n")))
    if lines > 1:
        page.set_row(line, min(lines * _LINE, _HIGHEST))


def _width(cells: Sequence[Cell]) -> float:
    """A width in characters that shows most of the cells whole, and the words of the first, which is bold, unbroken."""
    lengths = sorted(max(map(len, str(cell).split("\n")), default=0) for cell in cells if cell is not None)
    head = max(map(len, str(cells[0]).split()), default=0) if cells else 0
    # A column's filter has its button in the header.
    return min(max(lengths[len(lengths) * 9 // 10] if lengths else 0, head + 2, 8) + 2, _WIDEST)

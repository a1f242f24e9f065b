"""The framework matrix as a workbook: long texts in cells that are wide and wrapped, headings that stay in sight."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from qualcode.exporters.cells import legal, sheet_name
from qualcode.exporters.dates import UNDATED
from qualcode.exporters.xlsx import OPTIONS, add_about, clean, high, sign, turn, write

_NARROW, _WIDE, _LONGEST = 20, 46, 32_767

Sheet = tuple[str, Sequence[str], Sequence[Sequence[str]]]


def framework_xlsx(sheets: Sequence[Sheet], *, created: str = UNDATED, about: tuple[str, Sequence[str]]) -> bytes:
    """Tables as one workbook, a sheet each (name, header, rows); the first row and column stay in sight.

    A text longer than a cell holds is cut and ends with `…`. `created` is the ISO date the file carries; `about`, a
    sheet's name and its lines, comes last.
    """
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, OPTIONS) as book:
        sign(book, about[1][0] if about[1] else about[0], created)
        head = book.add_format({"bold": True, "valign": "bottom", "text_wrap": True, "bottom": 1})
        side = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        plain = book.add_format({"valign": "top", "text_wrap": True, "border": 1, "border_color": "#D8DCE1"})
        taken: list[str] = []
        for name, header, rows in sheets:
            taken.append(sheet_name(name, taken))
            page = book.add_worksheet(taken[-1])
            page.freeze_panes(1, 1)
            longest = max((len(row[0]) for row in rows), default=0)
            widths = [min(max(longest + 2, 8), _NARROW * 2), *((_WIDE,) * max(len(header) - 1, 0))]
            turn(page, widths)
            for column, wide in enumerate(widths):
                page.set_column(column, column, wide)
            for column, text in enumerate(header):
                write(page, 0, column, legal(text), head)
            for line, row in enumerate(rows, 1):
                high(page, line, row, widths)
                for column, text in enumerate(row):
                    write(page, line, column, clean(_cut(text)), plain if column else side)
        add_about(book, sheet_name(about[0], taken), about[1])
    return whole.getvalue()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

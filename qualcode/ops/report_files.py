"""A report, or a table of excerpts, as a file. What writes it is loaded when something is written."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import FormatUnknown
from qualcode.model.excerpt import ExcerptTable
from qualcode.model.report import Report

_REPORTS = (".docx", ".html")
TABLES = (".xlsx", ".csv")
"""The endings of files that hold a table of excerpts."""


def write(report: Report, path: Path, *, force: bool = False, template: Path | None = None) -> None:
    """Write a report to a `.docx`, in a house's template if one is given, or a `.html`; whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull, and for the template FileMissing, FileBroken.
    """
    from qualcode.exporters.atomic import write_atomically

    if ending(path, _REPORTS) == ".html":
        from qualcode.exporters.html import report_html

        data = report_html(report)
    else:
        from qualcode.exporters.docx import report_docx

        data = report_docx(report, template=template)
    write_atomically(path, data, force=force)


def write_excerpts(table: ExcerptTable, path: Path, *, force: bool = False) -> None:
    """Write a row an excerpt to `.xlsx` (what they are and what is left out on a second sheet) or `.csv`.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    from qualcode.exporters.atomic import write_atomically

    if ending(path, TABLES) == ".csv":
        from qualcode.exporters.csv import csv_bytes

        data = csv_bytes(table.header, table.rows)
    else:
        from qualcode.exporters.xlsx import rows_xlsx

        about = (table.about_name, table.about)
        data = rows_xlsx(table.header, table.rows, table.name, created=table.created, about=about)
    write_atomically(path, data, force=force)


def ending(path: Path, possible: tuple[str, ...]) -> str:
    """The ending of the file. Raises FormatUnknown for one that is not among the possible."""
    suffix = path.suffix.casefold()
    if suffix not in possible:
        raise FormatUnknown(path=str(path), choices=", ".join(possible))
    return suffix

"""The joint display as files."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import FormatUnknown
from qualcode.model.joint_view import JointDisplay
from qualcode.ops.joint_report import joint_report
from qualcode.ops.joint_table import joint_table
from qualcode.store.session import Session

SUFFIXES = (".csv", ".xlsx", ".docx", ".html")


def check_file(path: Path) -> str:
    """The ending of the file. Raises FormatUnknown for one the display cannot be written to."""
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise FormatUnknown(path=str(path), choices=", ".join(SUFFIXES))
    return suffix


def write_display(session: Session, display: JointDisplay, path: Path, language: str, *, force: bool = False) -> None:
    """Write a joint display to `.csv` (its rows), `.xlsx`, `.docx` or `.html`, in `language`; whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    from qualcode.exporters.atomic import write_atomically

    suffix = check_file(path)
    if suffix in (".csv", ".xlsx"):
        table = joint_table(session, display, language)
        if suffix == ".csv":
            from qualcode.exporters.csv import csv_bytes

            data = csv_bytes(table.sheets[0].header, table.sheets[0].rows)
        else:
            from qualcode.exporters.xlsx import sheets_xlsx

            sheets = [(each.name, each.header, each.rows, each.tints) for each in table.sheets]
            data = sheets_xlsx(sheets, created=table.created, about=(table.about_name, table.about))
    else:
        report = joint_report(session, display, language)
        if suffix == ".html":
            from qualcode.exporters.html import report_html

            data = report_html(report)
        else:
            from qualcode.exporters.docx import report_docx

            data = report_docx(report)
    write_atomically(path, data, force=force)

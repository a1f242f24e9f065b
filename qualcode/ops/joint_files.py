"""The joint display as files."""

from __future__ import annotations

from pathlib import Path

from qualcode.model.joint_view import JointDisplay
from qualcode.ops.joint_report import joint_report
from qualcode.ops.joint_table import joint_table
from qualcode.ops.report_files import ending, write
from qualcode.store.session import Session

SUFFIXES = (".csv", ".xlsx", ".docx", ".html")


def check_file(path: Path) -> str:
    """The ending of the file. Raises FormatUnknown for one the display cannot be written to."""
    return ending(path, SUFFIXES)


def write_display(session: Session, display: JointDisplay, path: Path, language: str, *, force: bool = False) -> None:
    """Write a joint display to `.csv` (its rows), `.xlsx`, `.docx` or `.html`, in `language`; whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    from qualcode.exporters.atomic import write_atomically

    suffix = check_file(path)
    if suffix in (".docx", ".html"):
        write(joint_report(session, display, language), path, force=force)
        return
    table = joint_table(session, display, language)
    if suffix == ".csv":
        from qualcode.exporters.csv import csv_bytes

        data = csv_bytes(table.sheets[0].header, table.sheets[0].rows)
    else:
        from qualcode.exporters.xlsx import sheets_xlsx

        sheets = [(each.name, each.header, each.rows, each.tints) for each in table.sheets]
        data = sheets_xlsx(sheets, created=table.created, about=(table.about_name, table.about))
    write_atomically(path, data, force=force)

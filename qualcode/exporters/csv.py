"""CSV: one way of writing it, for every table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from qualcode.exporters.cells import Cell, csv_cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, raw: bool = False) -> bytes:
    """A table as CSV: commas, rows ended by CRLF as RFC 4180 and Excel have it, quotation marks where needed.

    UTF-8 with the byte order mark without which Excel takes accents for Latin 1; texts that a spreadsheet would run
    as a formula get an apostrophe before them. `raw` leaves out mark and apostrophes, for programs. The same on every
    machine: numbers have a decimal point whatever the locale. CSV knows no limit for a cell, so nothing is split.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([csv_cell(name, raw=raw) for name in header])
    for row in rows:
        writer.writerow([csv_cell(cell, raw=raw) for cell in row])
    return text.getvalue().encode("utf-8" if raw else "utf-8-sig")

"""A matrix as CSV."""

from __future__ import annotations

from qualcode.exporters.csv import csv_bytes
from qualcode.exporters.matrix_rows import matrix_rows
from qualcode.model.report import MatrixTable


def matrix_csv(table: MatrixTable, *, raw: bool = False) -> bytes:
    """A row a header with its cells and total, the totals of columns last; shares from 0 to 1, nothing for None.

    `raw` leaves out the guard against formulas, for programs.
    """
    header, rows = matrix_rows(table)
    return csv_bytes(header, rows, raw=raw)

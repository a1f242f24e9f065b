"""A matrix with its totals as plain rows, for all writers of tables."""

from __future__ import annotations

from qualcode.exporters.cells import Cell
from qualcode.model.report import MatrixTable
from qualcode.model.results import Cell as Value
from qualcode.model.results import Header, Matrix


def matrix_rows(table: MatrixTable) -> tuple[list[str], list[list[Cell]]]:
    """The header and the rows: a label, the cells, the total; the last row holds the columns' totals.

    Numbers stay numbers, None stays None, ids of quotes are joined by spaces.
    """
    matrix = table.matrix

    def name(header: Header) -> str:
        return table.absent_label if header.key is None else header.label

    header = [table.corner, *map(name, matrix.columns), table.total_label]
    rows: list[list[Cell]] = [
        [name(row), *map(plain, cells), plain(total)]
        for row, cells, total in zip(matrix.rows, matrix.cells, matrix.row_totals, strict=True)
    ]
    rows.append([table.total_label, *map(plain, matrix.column_totals), plain(matrix.total)])
    return header, rows


def plain(value: Value) -> Cell:
    """A cell's value as a table file can hold it."""
    return " ".join(value) if isinstance(value, tuple) else value


def is_top(matrix: Matrix, row: int) -> bool:
    """Whether a row is to stand out: among codes, those at the top."""
    return matrix.row_dimension == "code" and "/" not in (matrix.rows[row].key or "/")

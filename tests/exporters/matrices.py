"""Small matrices for the tests of their writers."""

from __future__ import annotations

from qualcode.model.report import MatrixTable
from qualcode.model.results import Cell, Header, Matrix


def themes(unit: str = "count") -> MatrixTable:
    """Three codes by two cases and the documents without a case; values as the unit has them."""
    values: dict[str, list[list[Cell]]] = {
        "count": [[3, 1, 0], [2, 0, 0], [0, 1, 0]],
        "coverage": [[0.125, 0.5, None], [0.0625, 0.0, None], [0.0, 0.5, None]],
        "rate": [[1.25, 2.0, None], [0.5, 0.0, None], [0.0, 2.0, None]],
        "quotes": [[("c1", "c2"), ("c3",), ()], [("c1",), (), ()], [(), ("c3",), ()]],
    }
    cells = values[unit]
    return MatrixTable(
        matrix=Matrix(
            row_dimension="code",
            column_dimension="case",
            unit=unit,
            rows=(
                Header("social", "Social"),
                Header("social/confidence", "Confiance en soi"),
                Header("social/health", "=Santé & co"),
            ),
            columns=(Header("Atelier Nord", "Atelier Nord"), Header("De Kringfabriek", "+De Kringfabriek"), ABSENT),
            cells=tuple(tuple(row) for row in cells),
            row_totals=tuple(row[0] for row in cells),
            column_totals=tuple(cells[0]),
            total=cells[0][0],
        ),
        title="Thèmes par entreprise",
        corner="Code",
        total_label="Total",
        note="Nombre de codages ; chaque passage compte une fois.",
        absent_label="(sans)",
    )


ABSENT = Header(None, "")


def wide(columns: int) -> MatrixTable:
    """One code by many documents."""
    cells: tuple[Cell, ...] = tuple(range(columns))
    headers = tuple(Header(str(i), f"Document {i}") for i in range(columns))
    matrix = Matrix("code", "document", "count", (Header("social", "Social"),), headers, (cells,), (9,), cells, 9)
    return MatrixTable(matrix, "Thèmes par document", "Code", "Total", "Nombre de codages.", "(sans)")

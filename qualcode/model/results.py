"""What analyses give back."""

from __future__ import annotations

from dataclasses import dataclass

CELLS = ("count", "passages", "documents", "cases", "people", "coverage", "rate", "quotes")

Cell = int | float | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Header:
    """A row's or column's name: `key` for programs (None: the value is absent), `label` for people."""

    key: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of `len(rows)` by `len(columns)` cells.

    `unit` is one of `CELLS`: counts are whole numbers, coverage and rate are real (coverage 0..1, rate per 1,000
    words, None where there are no words), quotes are tuples of coding ids. Totals count distinct things and need not
    be the sums of cells.
    """

    row_dimension: str
    column_dimension: str
    unit: str
    rows: tuple[Header, ...]
    columns: tuple[Header, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell

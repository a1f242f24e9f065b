"""What analyses give back."""

from __future__ import annotations

from dataclasses import dataclass

COUNTED = ("count", "passages", "documents", "cases", "people", "coverage", "rate", "quotes")
CELLS = (*COUNTED, "summary")


def fits_summaries(rows: str, columns: str) -> bool:
    """Whether cells of rows by columns can hold the summaries of the framework matrix."""
    return {rows, columns} in ({"case", "code"}, {"case", "dimension"})


Cell = int | float | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Header:
    """A row's or column's name: `key` for programs (None: the value is absent), `label` for people."""

    key: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of `len(rows)` by `len(columns)` cells.

    `unit` is one of `CELLS`: counts are whole numbers, coverage and rate are real (coverage 0..1, rate per 1,000
    words, None where there are no words), quotes are tuples of coding ids, summaries are texts (None where nothing is
    written). Totals count distinct things and need not be the sums of cells; of summaries they say how many there are.
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


WITHIN = ("overlap", "sentence", "turn", "document")
MEASURES = ("counts", "coefficient", "overlap")


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Which codes occur together. All tables are square, in the order of `codes` (keys).

    `counts` are the units in which both occur, on the diagonal those in which a code occurs at all. `coefficient` and
    `overlap` are 0 to 1, None where there is nothing to divide by. `uneven` marks pairs of which one is more than five
    times as frequent as the other, so that the coefficient is small whatever they share.
    """

    within: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    coefficient: tuple[tuple[float | None, ...], ...]
    overlap: tuple[tuple[float | None, ...], ...]
    uneven: tuple[tuple[bool, ...], ...]

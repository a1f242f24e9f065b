"""A matrix as one looks at it: what is asked for, which rows and columns stand where, how a cell is written.

Pure: values in, values out. `widgets.grid` draws what is arranged here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from qualcode.i18n import language
from qualcode.model.codebook import CodeTree
from qualcode.model.report import MatrixTable
from qualcode.model.results import CELLS, MEASURES, WITHIN, Cell, Header, Matrix, fits_summaries

ALL = "\0"
_NARROWEST, _WIDEST, _QUOTE = 5, 16, 30
_STEPS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for. `order` is a column's key (`ALL`: the totals) and whether the largest comes first.

    `together` is one of `WITHIN` where codes that occur together are shown instead of rows by columns, and `measure`
    what of them; "" else.
    """

    rows: str = "code"
    columns: str = "case"
    cells: str = "count"
    where: tuple[tuple[str, str], ...] = ()
    hides_empty: bool = False
    folded: frozenset[str] = frozenset()
    order: tuple[str, bool] | None = None
    together: str = ""
    measure: str = "coefficient"

    def with_axis(self, side: str, name: str) -> Choice:
        """With another name for `rows` or `columns`; where the other side has it already, they change places."""
        if name == {"rows": self.columns, "columns": self.rows}[side]:
            return replace(self.swapped(), together="")
        rows = name if side == "rows" else self.rows
        columns = name if side == "columns" else self.columns
        # Of most things there are no summaries.
        cells = self.cells if self.cells != "summary" or fits_summaries(rows, columns) else "count"
        return replace(self, rows=rows, columns=columns, cells=cells, order=None, together="")

    def swapped(self) -> Choice:
        """Rows for columns."""
        return replace(self, rows=self.columns, columns=self.rows, order=None)

    def with_filter(self, name: str, value: str | None) -> Choice:
        """Only where `name` has this value; None: whatever it is."""
        others = tuple(pair for pair in self.where if pair[0] != name)
        return replace(self, where=others if value is None else (*others, (name, value)))

    def as_text(self) -> str:
        """To be remembered."""
        return json.dumps(
            {
                "rows": self.rows,
                "columns": self.columns,
                "cells": self.cells,
                "where": self.where,
                "hides_empty": self.hides_empty,
                "folded": sorted(self.folded),
                "order": self.order,
                "together": self.together,
                "measure": self.measure,
            }
        )


def remembered(text: object, otherwise: Choice) -> Choice:
    """What was remembered, as far as it makes sense."""
    try:
        told = json.loads(text if isinstance(text, str) else "")
        where = tuple((str(name), str(value)) for name, value in told["where"])
        order = None if told["order"] is None else (str(told["order"][0]), told["order"][1] is True)
        made = Choice(
            rows=str(told["rows"]),
            columns=str(told["columns"]),
            cells=str(told["cells"]),
            where=where,
            hides_empty=told["hides_empty"] is True,
            folded=frozenset(map(str, told["folded"])),
            order=order,
            together=_one_of(told.get("together"), WITHIN, ""),
            measure=_one_of(told.get("measure"), MEASURES, "coefficient"),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return otherwise
    return made if made.rows != made.columns and made.cells in CELLS else otherwise


def _one_of(told: object, possible: Sequence[str], otherwise: str) -> str:
    return told if isinstance(told, str) and told in possible else otherwise


@dataclass(frozen=True, slots=True)
class Head:
    """A row's or column's heading. `header` is None for the totals; `at` is its index in the matrix.

    `depth` is how deep a code stands, `code` its key, `fold` the sign before one that has others below: ▾ or ▸.
    """

    header: Header | None
    at: int
    title: str
    depth: int = 0
    code: str | None = None
    fold: str = ""

    @property
    def key(self) -> str:
        """What sorting and finding again go by."""
        return ALL if self.header is None else self.header.key or ""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A matrix laid out: headings in the order in which they stand, the totals last.

    `quotes` are the first words of some codings, by id, for cells that show quotes.
    """

    table: MatrixTable
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    widths: tuple[int, ...]
    quotes: Mapping[str, str]
    most: float
    order: tuple[str, bool] | None = None

    def value(self, row: int, column: int) -> Cell:
        """What stands in the cell of the row and column at these places."""
        return _value(self.table.matrix, self.rows[row], self.columns[column])

    def text(self, row: int, column: int) -> str:
        """How it is written; nothing for nothing."""
        return self.written(self.value(row, column))

    def written(self, value: Cell) -> str:
        """A value of this matrix in words and signs."""
        if isinstance(value, tuple):
            first = self.quotes.get(value[0], "") if value else ""
            return f"{len(value)}  {first}".rstrip() if value else ""
        if isinstance(value, str) or (value is None and self.table.matrix.unit == "summary"):
            return " ".join((value or "").split())
        return number(value, self.table.matrix.unit)

    def heat(self, row: int, column: int) -> int:
        """How much is in a cell, from 0 (nothing) to 8 (most of all); the totals have none.

        By the square root, so that small numbers differ visibly where one is very large.
        """
        if self.rows[row].header is None or self.columns[column].header is None or not self.most:
            return 0
        share = size(self.value(row, column)) / self.most
        return max(1, min(round(_STEPS * share**0.5), _STEPS)) if share > 0 else 0

    def find(self, row: str, column: str) -> tuple[int, int]:
        """Where the row and the column with these keys stand; the first where there are none."""
        rows, columns = [head.key for head in self.rows], [head.key for head in self.columns]
        return (
            rows.index(row) if row in rows else 0,
            columns.index(column) if column in columns else 0,
        )

    def matrix(self) -> Matrix:
        """The matrix with the rows and columns that are shown, as they stand."""
        rows = [head.at for head in self.rows if head.header is not None]
        columns = [head.at for head in self.columns if head.header is not None]
        whole = self.table.matrix
        return replace(
            whole,
            rows=tuple(whole.rows[at] for at in rows),
            columns=tuple(whole.columns[at] for at in columns),
            cells=tuple(tuple(whole.cells[row][column] for column in columns) for row in rows),
            row_totals=tuple(whole.row_totals[at] for at in rows),
            column_totals=tuple(whole.column_totals[at] for at in columns),
        )


def size(value: Cell) -> float:
    """A cell's value as a number, for sorting and shading."""
    if isinstance(value, str):
        return 1.0 if value else 0.0
    return float(len(value)) if isinstance(value, tuple) else float(value or 0)


def number(value: float | None, unit: str) -> str:
    """A number as people of the reader's language write it; nothing is left blank, what is unknown is a dash."""
    if value is None:
        return "–"
    if not value:
        return ""
    if unit not in ("coverage", "rate", "coefficient") or isinstance(value, int):
        return str(value)
    text = f"{value:.2f}" if unit == "coefficient" else f"{value * (100 if unit == 'coverage' else 1):.1f}"
    text = text if language() == "en" else text.replace(".", ",")
    return text + " %" if unit == "coverage" else text


def first_of_cells(matrix: Matrix) -> list[str]:
    """The ids of the codings whose words stand in the cells: the first of each."""
    cells = [cell for row in matrix.cells for cell in row]
    every = [*cells, *matrix.row_totals, *matrix.column_totals, matrix.total]
    return list({cell[0]: None for cell in every if isinstance(cell, tuple) and cell})


def arrange(table: MatrixTable, tree: CodeTree, choice: Choice, quotes: Mapping[str, str]) -> Arrangement:
    """Lay a matrix out as `choice` says. Cost: O(cells)."""
    matrix = table.matrix
    rows = _heads(matrix.rows, matrix.row_totals, matrix.row_dimension, tree, choice, table)
    columns = _heads(matrix.columns, matrix.column_totals, matrix.column_dimension, tree, choice, table)
    if choice.order is not None:
        rows = _sorted(rows, matrix, choice.order, tree)
    all_rows, all_columns = Head(None, -1, table.total_label), Head(None, -1, table.total_label)
    heads = (*columns, all_columns)
    most = max((size(matrix.cells[row.at][column.at]) for row in rows for column in columns), default=0.0)
    return Arrangement(
        table=table,
        rows=(*rows, all_rows),
        columns=heads,
        widths=tuple(width_of(head, matrix) for head in heads),
        quotes=quotes,
        most=most,
        order=choice.order,
    )


def _heads(
    headers: Sequence[Header],
    totals: Sequence[Cell],
    dimension: str,
    tree: CodeTree,
    choice: Choice,
    table: MatrixTable,
) -> list[Head]:
    """The headings of one side, less what is empty or folded away."""
    shown = []
    for at, (header, total) in enumerate(zip(headers, totals, strict=True)):
        if choice.hides_empty and not size(total):
            continue
        title = table.absent_label if header.key is None else header.label
        code = tree.by_key(header.key or "") if dimension in ("code", "dimension") else None
        if code is None or dimension == "dimension":
            shown.append(Head(header, at, title, code=code.key if code else None))
            continue
        above = list(tree.ancestors(code))
        if any(each.key in choice.folded for each in above):
            continue
        fold = "" if not tree.children(code.id) else "▸" if code.key in choice.folded else "▾"
        shown.append(Head(header, at, title, len(above), code.key, fold))
    return shown


def _sorted(rows: Sequence[Head], matrix: Matrix, order: tuple[str, bool], tree: CodeTree) -> list[Head]:
    """The rows by what is in a column; codes among their sisters only, so that the tree stays one."""
    key, largest_first = order
    keys = [header.key or "" for header in matrix.columns]
    at = keys.index(key) if key in keys else None
    column = Head(None, -1, "") if at is None else Head(matrix.columns[at], at, "")

    def rank(head: Head) -> float:
        found = size(_value(matrix, head, column))
        return -found if largest_first else found

    if not any(head.depth for head in rows):
        return sorted(rows, key=rank)
    own = {head.code: head for head in rows}

    def line(head: Head) -> list[tuple[float, int]]:
        code = tree.by_key(head.code or "")
        if code is None:
            return [(float("inf"), head.at)]
        above = [own[each.key] for each in reversed(list(tree.ancestors(code))) if each.key in own]
        return [(rank(each), each.at) for each in (*above, head)]

    return sorted(rows, key=line)


def _value(matrix: Matrix, row: Head, column: Head) -> Cell:
    if row.header is None:
        return matrix.total if column.header is None else matrix.column_totals[column.at]
    return matrix.row_totals[row.at] if column.header is None else matrix.cells[row.at][column.at]


def width_of(head: Head, matrix: Matrix) -> int:
    """Cells that a column takes: its numbers, and its title on two lines."""
    if matrix.unit == "quotes" or (matrix.unit == "summary" and head.header is not None):
        return _QUOTE
    total = matrix.total if head.header is None else matrix.column_totals[head.at]
    title = head.title
    longest = max((cell_len(word) for word in title.split()), default=0)
    wanted = max(min(longest, _WIDEST), (cell_len(title) + 1) // 2 + 1 if " " in title else cell_len(title))
    shown = None if isinstance(total, tuple | str) else total
    return max(min(wanted, _WIDEST), len(number(shown, matrix.unit)), _NARROWEST)

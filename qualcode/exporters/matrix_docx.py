"""A matrix as a Word file."""

from __future__ import annotations

from qualcode.exporters.dates import UNDATED
from qualcode.exporters.docx import report_docx
from qualcode.exporters.matrix_rows import is_top, matrix_rows
from qualcode.model.report import Block, Line, MatrixTable, Paragraph, Report, SideBySide, Table
from qualcode.model.results import Cell as Value

# The sign before which decimals stand, and what stands between a number and its per cent sign.
_DECIMAL_POINT = {"en"}
_PER_CENT = {"fr": "\u202f%", "de": "\u00a0%"}


def matrix_docx(table: MatrixTable, *, language: str, created: str = UNDATED) -> bytes:
    """The matrix under its title and note, on a turned page where it is wide, as several tables where it is wider.

    Numbers are written as `language` writes them, shares in per cent with one decimal; quotes stand
    in a table a row of the matrix, or there is their number.
    """
    body = quote_blocks(table) if table.lines else [matrix_block(table, language)]
    blocks = (Paragraph(table.note, "note"), *body)
    return report_docx(
        Report(
            title=table.title,
            subtitle="",
            lines=(),
            contents_title="",
            language=language,
            created=created,
            blocks=blocks,
            page_label="",
        )
    )


def matrix_block(table: MatrixTable, language: str) -> Block:
    """The matrix as a block of a report."""
    matrix = table.matrix
    header, labelled = matrix_rows(table)
    values = [(*cells, total) for cells, total in zip(matrix.cells, matrix.row_totals, strict=True)]
    values.append((*matrix.column_totals, matrix.total))
    below = matrix.row_dimension == "code"
    inset = ["\u2003" if below and not is_top(matrix, i) else "" for i in range(len(matrix.rows))]
    rows = tuple(
        (space + str(row[0]), *(written(value, matrix.unit, language) for value in cells))
        for space, row, cells in zip([*inset, ""], labelled, values, strict=True)
    )
    if matrix.unit == "summary":
        return Table(table.title, tuple(header), rows, (), wide=True)
    return Table(table.title, tuple(header), rows, tuple(range(1, len(header))))


def quote_blocks(table: MatrixTable) -> list[Block]:
    """What was said in the cells: a table for each row with anything in it, a line for each of its columns."""
    names = [table.absent_label if each.key is None else each.label for each in table.matrix.columns]
    blocks: list[Block] = []
    for i, row in enumerate(table.matrix.rows):
        told = tuple(
            ((Line(name, "strong"),), table.lines[i, j]) for j, name in enumerate(names) if (i, j) in table.lines
        )
        if told:
            caption = table.absent_label if row.key is None else row.label
            blocks.append(SideBySide(caption, (table.across, table.cell_label), told, shares=(1, 4)))
    return blocks


def written(value: Value, unit: str, language: str) -> str:
    """A cell as people read it: `12,5 %`, `3,4`, `7`, a dash where there is no base."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return str(len(value))
    if unit == "coverage":
        return _decimal(value * 100, language) + _PER_CENT.get(language, "%")
    if isinstance(value, int) or (unit == "coefficient" and not value):
        return str(int(value))
    return _decimal(value, language, 2 if unit == "coefficient" else 1)


def _decimal(value: float, language: str, places: int = 1) -> str:
    text = f"{value:.{places}f}"
    return text if language in _DECIMAL_POINT else text.replace(".", ",")

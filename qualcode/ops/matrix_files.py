"""A matrix as a file: its words in the reader's language, hidden names as numbers. Writers are loaded when needed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from qualcode.i18n import catalogue
from qualcode.model.message import N_
from qualcode.model.report import MatrixTable
from qualcode.model.results import Header, Matrix
from qualcode.ops.projects import last_change, project
from qualcode.ops.pseudonyms import Pseudonyms, pseudonyms
from qualcode.ops.report_files import ending
from qualcode.ops.report_words import (
    ANSWERS,
    CELL_NAMES,
    CELL_NOTES,
    DIMENSIONS,
    EFFECT_NAMES,
    KINDS,
    MASKED_NOTE,
    NUMBERED_NOTE,
    POOL,
    POOL_NAMES,
    TOTALS_NOTE,
)
from qualcode.store.session import Session

# Dimensions whose headers may name people.
_NAMING = {"person", "document", "speaker"}
_PICTURES = (".png", ".svg")
_TABLES = (".csv", ".xlsx", ".docx", ".html")


def write_matrix(
    session: Session, matrix: Matrix, path: Path, language: str, *, only: str = "", force: bool = False
) -> None:
    """Write a matrix to `.csv`, `.xlsx`, `.docx` or `.html`, or as a heat map to `.png` or `.svg`; whole or not at all.

    Its words are in `language`. `only` says in words which codings it was made of, where these are not all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull, ValueRefused for more columns than a workbook holds.
    """
    table = matrix_table(session, matrix, language, only=only)
    if path.suffix.casefold() not in _PICTURES:
        table = in_words(session, table, language)
    write_table(session, table, path, language, force=force)


def in_words(session: Session, table: MatrixTable, language: str) -> MatrixTable:
    """The table for reading: where its cells are quotes, with what was said in place of the codings' ids."""
    if table.matrix.unit != "quotes":
        return table
    from qualcode.ops.matrix_quotes import with_quotes

    return with_quotes(session, table, language, _named(table.matrix.column_dimension, language))


def write_table(session: Session, table: MatrixTable, path: Path, language: str, *, force: bool = False) -> None:
    """Write a matrix that has its words already; see `write_matrix`."""
    from qualcode.exporters.atomic import write_atomically

    # Texts are no quantities that could be drawn.
    suffix = ending(path, _TABLES if table.matrix.unit == "summary" else (*_TABLES, *_PICTURES))
    created = last_change(session)
    if suffix == ".csv":
        from qualcode.exporters.matrix_csv import matrix_csv

        data = matrix_csv(table)
    elif suffix == ".xlsx":
        from qualcode.exporters.xlsx import matrix_xlsx

        data = matrix_xlsx(table, created=created)
    elif suffix == ".html":
        from qualcode.exporters.html import matrix_html

        data = matrix_html(table, language=language)
    elif suffix in _PICTURES:
        from qualcode.exporters import charts
        from qualcode.ops.charts import of_matrix

        drawn = charts.png if suffix == ".png" else charts.svg
        data = drawn(of_matrix(table, language))
    else:
        from qualcode.exporters.matrix_docx import matrix_docx

        data = matrix_docx(table, language=language, created=created)
    write_atomically(path, data, force=force)


def matrix_table(session: Session, matrix: Matrix, language: str, *, only: str = "") -> MatrixTable:
    """The matrix with its words: title, corner, totals' label, and how its cells were made.

    `only` says in words which codings it was made of, where these are not all.
    Names of people who are not to be named become numbers.
    """
    say = catalogue(language).gettext
    names = pseudonyms(session, say)
    rows, columns = (_named(name, language) for name in (matrix.row_dimension, matrix.column_dimension))
    labelled = dataclasses.replace(
        matrix,
        rows=_labelled(matrix.row_dimension, matrix.rows, language, names),
        columns=_labelled(matrix.column_dimension, matrix.columns, language, names),
        cells=tuple(tuple(names.mask(cell) if isinstance(cell, str) else cell for cell in row) for row in matrix.cells),
    )
    notes = [say(CELL_NOTES[matrix.unit])] + ([] if matrix.unit == "summary" else [say(TOTALS_NOTE)])
    if labelled != matrix and {matrix.row_dimension, matrix.column_dimension} & _NAMING and len(names):
        shown = [each.label for each in (*labelled.rows, *labelled.columns)]
        notes.append(say(MASKED_NOTE if any("[" in each for each in shown) else NUMBERED_NOTE))
    if only:
        notes.insert(0, say(N_("Only: {filters}")).format(filters=names.mask(only)) + ".")
    return MatrixTable(
        matrix=labelled,
        title=say(N_("{cells}: {rows} by {columns}")).format(
            cells=say(CELL_NAMES[matrix.unit]), rows=rows, columns=columns
        ),
        corner=rows,
        total_label=say(N_("All")),
        note=" ".join([*notes, f"{project(session).title}."]),
        absent_label=say(N_("(none)")),
    )


def _named(dimension: str, language: str) -> str:
    return catalogue(language).gettext(DIMENSIONS[dimension]) if dimension in DIMENSIONS else dimension


def _labelled(dimension: str, headers: tuple[Header, ...], language: str, names: Pseudonyms) -> tuple[Header, ...]:
    """Headers as the reader is to see them: the program's own words in their language, hidden names as numbers."""
    words = {"kind": KINDS, "effect": EFFECT_NAMES, POOL: POOL_NAMES}.get(dimension, ANSWERS)
    say = catalogue(language).gettext

    def label(header: Header) -> str:
        if header.key in words:
            return say(words[header.key])
        return names.header(header.label) if dimension in _NAMING else header.label

    return tuple(Header(header.key, label(header)) for header in headers)

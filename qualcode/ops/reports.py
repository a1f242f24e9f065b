"""Reports and matrices as files."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from qualcode.errors import FormatUnknown
from qualcode.exporters.atomic import write_atomically
from qualcode.exporters.docx import report_docx
from qualcode.exporters.matrix_csv import matrix_csv
from qualcode.exporters.matrix_docx import matrix_docx
from qualcode.exporters.xlsx import matrix_xlsx
from qualcode.i18n import catalogue
from qualcode.model.message import N_
from qualcode.model.report import MatrixTable, Report
from qualcode.model.results import Header, Matrix
from qualcode.ops import history
from qualcode.ops.codebook_report import codebook
from qualcode.ops.excerpts import excerpts
from qualcode.ops.projects import project
from qualcode.ops.pseudonyms import Pseudonyms, pseudonyms
from qualcode.ops.report_words import (
    ANSWERS,
    CELL_NAMES,
    CELL_NOTES,
    DIMENSIONS,
    EFFECT_NAMES,
    KINDS,
    MASKED_NOTE,
    TOTALS_NOTE,
)
from qualcode.store.session import Session

__all__ = ["codebook", "excerpts", "matrix_table", "write", "write_matrix"]

# Dimensions whose headers may name people.
_NAMING = {"person", "document", "speaker"}
_MATRIX_SUFFIXES = (".csv", ".xlsx", ".docx")


def write(report: Report, path: Path, *, force: bool = False, template: Path | None = None) -> None:
    """Write a report to a `.docx`, in a house's template if one is given, whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull, and for the template FileMissing, FileBroken.
    """
    if path.suffix.casefold() != ".docx":
        raise FormatUnknown(path=str(path), choices=".docx")
    write_atomically(path, report_docx(report, template=template), force=force)


def write_matrix(session: Session, matrix: Matrix, path: Path, language: str, *, force: bool = False) -> None:
    """Write a matrix to `.csv`, `.xlsx` or `.docx`, its words in `language`, whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull, ValueRefused for more columns than a workbook holds.
    """
    suffix = path.suffix.casefold()
    if suffix not in _MATRIX_SUFFIXES:
        raise FormatUnknown(path=str(path), choices=", ".join(_MATRIX_SUFFIXES))
    table = matrix_table(session, matrix, language)
    last = next(iter(history.listing(session, 1)), None)
    created = last.at if last else project(session).created
    if suffix == ".csv":
        data = matrix_csv(table)
    elif suffix == ".xlsx":
        data = matrix_xlsx(table, created=created)
    else:
        data = matrix_docx(table, language=language, created=created)
    write_atomically(path, data, force=force)


def matrix_table(session: Session, matrix: Matrix, language: str) -> MatrixTable:
    """The matrix with its words: title, corner, totals' label, and how its cells were made.

    Names of people who are not to be named become numbers.
    """
    say = catalogue(language).gettext
    names = pseudonyms(session, say)
    rows, columns = (_named(name, language) for name in (matrix.row_dimension, matrix.column_dimension))
    labelled = dataclasses.replace(
        matrix,
        rows=_labelled(matrix.row_dimension, matrix.rows, language, names),
        columns=_labelled(matrix.column_dimension, matrix.columns, language, names),
    )
    notes = [say(CELL_NOTES[matrix.unit]), say(TOTALS_NOTE)]
    if labelled != matrix and {matrix.row_dimension, matrix.column_dimension} & _NAMING and len(names):
        notes.append(say(MASKED_NOTE))
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
    words = {"kind": KINDS, "effect": EFFECT_NAMES}.get(dimension, ANSWERS)
    say = catalogue(language).gettext

    def label(header: Header) -> str:
        if header.key in words:
            return say(words[header.key])
        return names.header(header.label) if dimension in _NAMING else header.label

    return tuple(Header(header.key, label(header)) for header in headers)

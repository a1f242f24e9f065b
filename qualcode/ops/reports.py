"""Reports and matrices as files. What writes them is loaded when something is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.selection import Wanted
from qualcode.errors import FormatUnknown, UsageError
from qualcode.exporters import stopping
from qualcode.exporters.stopping import Stopped as Stopped
from qualcode.i18n import catalogue
from qualcode.model.excerpt import ExcerptTable, Only
from qualcode.model.message import N_
from qualcode.model.report import MatrixTable, Report
from qualcode.model.results import Header, Matrix
from qualcode.ops import history
from qualcode.ops.codebook_report import codebook
from qualcode.ops.excerpt_table import excerpt_table
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
    POOL,
    POOL_NAMES,
    TOTALS_NOTE,
)
from qualcode.ops.small import Small
from qualcode.store.session import Session

__all__ = [
    "REPORTS",
    "Written",
    "check_request",
    "codebook",
    "excerpt_table",
    "excerpts",
    "make",
    "matrix_table",
    "write",
    "write_excerpts",
    "write_matrix",
]

REPORTS: Mapping[str, tuple[str, ...]] = {
    "excerpts": (".docx", ".html", ".xlsx", ".csv"),
    "codebook": (".docx", ".html"),
    "enterprise": (".docx", ".html"),
    "joint-display": (".docx", ".html"),
    "pools": (".docx", ".html"),
    "transcript": (".docx", ".html"),
    "agreement": (".docx", ".html"),
    "all": (".docx",),
}
"""The kinds of reports, and the endings of files that each can be written to; `all` is a folder of them."""

FILTERS: Mapping[str, tuple[str, ...]] = {
    "excerpts": ("code", "case", "where", "only", "suppress-below"),
    "codebook": (),
    "enterprise": ("case", "where", "suppress-below"),
    "joint-display": ("code", "case", "where", "suppress-below"),
    "pools": ("suppress-below",),
    "agreement": (),
    "transcript": ("code", "case", "where"),
    "all": ("suppress-below",),
}
"""What each kind can be limited by."""

# Dimensions whose headers may name people.
_NAMING = {"person", "document", "speaker"}
_PICTURES = (".png", ".svg")
_MATRIX_SUFFIXES = (".csv", ".xlsx", ".docx", ".html", *_PICTURES)
_REPORT_SUFFIXES = (".docx", ".html")
_TABLE_SUFFIXES = (".xlsx", ".csv")


class UnknownReport(UsageError):
    """There is no report of this kind."""

    sentence = N_("There is no report “{kind}”.")
    hint = N_("Possible are: {choices}")


class NotForThisReport(UsageError):
    """A filter or a template that means nothing for this kind of report or file."""

    sentence = N_("{option} makes no sense for the report “{kind}”.")


class CaseWanted(UsageError):
    """The report is about one enterprise, and none was named."""

    sentence = N_("The report is about one enterprise: which?")
    hint = N_("Name it with --case, or give a folder for a file of each: -o reports/")


class FolderWanted(UsageError):
    """All reports are several files, and one was named."""

    sentence = N_("All reports are several files: name a folder, for example -o reports/")


@dataclass(frozen=True, slots=True)
class Written:
    """A report that was written: how many excerpts it holds (None for other kinds), what is left out and why.

    `files` are those of a folder, where several were written.
    """

    path: Path
    excerpts: int | None
    left_out: tuple[str, ...]
    files: tuple[Path, ...] = ()


def make(
    session: Session,
    kind: str,
    path: Path,
    *,
    code: str | None = None,
    case: str | None = None,
    where: Mapping[str, Wanted] | None = None,
    only: Only | None = None,
    language: str | None = None,
    template: Path | None = None,
    suppress_below: int | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
    stop: Callable[[], bool] | None = None,
) -> Written:
    """Write a report of a kind (`REPORTS`) in the form that the ending of `path` says, whole or not at all.

    Of an enterprise without a `case`, and of `all`, `path` is a folder, which is made, and gets a Word file for each;
    `progress` is told how many are done of how many. Numbers that rest on fewer than `suppress_below` people are hidden
    in tables. `stop` is asked on the way and may end it, with Stopped. Raises UnknownReport, NotForThisReport,
    NothingToReport, FormatUnknown, FileExists, FileUnwritable, DiskFull, and for filters and template what `excerpts`
    and `write` raise.
    """
    given = {"code": code, "case": case, "where": where, "only": only, "suppress-below": suppress_below}
    suffix = check_request(kind, path, template=template, **given)
    if not suffix:
        from qualcode.ops.report_folder import make_folder

        return make_folder(
            session,
            kind,
            path,
            where=where,
            language=language,
            template=template,
            suppress_below=suppress_below,
            force=force,
            progress=progress,
        )
    with stopping.stoppable(stop):
        if kind == "excerpts":
            table = excerpt_table(session, code=code, case=case, where=where, only=only, language=language)
            if suffix in _TABLE_SUFFIXES:
                write_excerpts(table, path, force=force)
                return Written(path, len(table.excerpts), table.left_out)
        made = _report(session, kind, language, code, case, where, only, suppress_below)
        write(made, path, force=force, template=template)
        return Written(path, len(table.excerpts), table.left_out) if kind == "excerpts" else Written(path, None, ())


def _report(
    session: Session,
    kind: str,
    language: str | None,
    code: str | None,
    case: str | None,
    where: Mapping[str, Wanted] | None,
    only: Only | None,
    suppress_below: int | None,
) -> Report:
    """The report of a kind; what it cannot be limited by was refused before."""
    wanted = language or project(session).language
    if kind == "enterprise":
        from qualcode.ops.enterprise_report import enterprise_report

        return enterprise_report(session, case or "", language=wanted, suppress_below=suppress_below)
    if kind == "joint-display":
        from qualcode.ops.joint_report import limited_report

        return limited_report(session, wanted, code=code, case=case, where=where, small=Small(suppress_below))
    if kind == "pools":
        from qualcode.ops.pools_report import pools_report

        return pools_report(session, language=wanted, suppress_below=suppress_below)
    if kind == "agreement":
        from qualcode.ops.agreement_report import agreement_report

        return agreement_report(session, wanted)
    if kind == "transcript":
        from qualcode.ops.transcript_report import transcript_report

        return transcript_report(session, language=wanted, code=code, case=case, where=where)
    if kind == "codebook":
        return codebook(session, language=language)
    small = Small(suppress_below)
    return excerpts(session, code=code, case=case, where=where, only=only, language=language, small=small)


def check_request(kind: str, path: Path, *, template: Path | None = None, **filters: object) -> str:
    """What can be said of a report before a project is opened; the ending of its file, "" for a folder.

    Raises UnknownReport, NotForThisReport, FormatUnknown.
    """
    if kind not in REPORTS:
        raise UnknownReport(kind=kind, choices=", ".join(REPORTS))
    for name, value in filters.items():
        if value and name not in FILTERS[kind]:
            raise NotForThisReport(option=f"--{name}", kind=kind)
    if kind == "enterprise" and filters.get("case") and filters.get("where"):
        raise NotForThisReport(option="--where", kind=f"{kind} --case")
    if kind == "all" or (kind == "enterprise" and not filters.get("case")):
        if path.suffix and not path.is_dir():
            raise FolderWanted() if kind == "all" else CaseWanted()
        return ""
    suffix = _suffix(path, REPORTS[kind])
    if filters.get("suppress-below") and suffix in _TABLE_SUFFIXES:
        raise NotForThisReport(option="--suppress-below", kind=f"{kind} ({suffix})")
    if template is not None and suffix != ".docx":
        raise NotForThisReport(option="--template", kind=f"{kind} ({suffix})")
    return suffix


def write(report: Report, path: Path, *, force: bool = False, template: Path | None = None) -> None:
    """Write a report to a `.docx`, in a house's template if one is given, or a `.html`; whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull, and for the template FileMissing, FileBroken.
    """
    from qualcode.exporters.atomic import write_atomically

    if _suffix(path, _REPORT_SUFFIXES) == ".html":
        from qualcode.exporters.html import report_html

        data = report_html(report)
    else:
        from qualcode.exporters.docx import report_docx

        data = report_docx(report, template=template)
    write_atomically(path, data, force=force)


def write_excerpts(table: ExcerptTable, path: Path, *, force: bool = False) -> None:
    """Write a row an excerpt to `.xlsx` (what they are and what is left out on a second sheet) or `.csv`.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    from qualcode.exporters.atomic import write_atomically

    if _suffix(path, _TABLE_SUFFIXES) == ".csv":
        from qualcode.exporters.csv import csv_bytes

        data = csv_bytes(table.header, table.rows)
    else:
        from qualcode.exporters.xlsx import rows_xlsx

        about = (table.about_name, table.about)
        data = rows_xlsx(table.header, table.rows, table.name, created=table.created, about=about)
    write_atomically(path, data, force=force)


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
    suffix = _suffix(path, _MATRIX_SUFFIXES[:-2] if table.matrix.unit == "summary" else _MATRIX_SUFFIXES)
    last = next(iter(history.listing(session, 1)), None)
    created = last.at if last else project(session).created
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


def _suffix(path: Path, possible: tuple[str, ...]) -> str:
    """The ending of the file. Raises FormatUnknown for one that is not among the possible."""
    suffix = path.suffix.casefold()
    if suffix not in possible:
        raise FormatUnknown(path=str(path), choices=", ".join(possible))
    return suffix


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
        notes.append(say(MASKED_NOTE))
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

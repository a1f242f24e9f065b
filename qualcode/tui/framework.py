"""The framework matrix as one works on it: what is brought from the project, and how its cells stand in the grid.

What `collect` and `beside` bring is read in the desk's thread; all else is pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.i18n import _, catalogue, language
from qualcode.model.codebook import CodeTree
from qualcode.model.framework import FrameworkCell, FrameworkView
from qualcode.model.report import MatrixTable
from qualcode.model.results import Header, Matrix
from qualcode.ops import codebooks, crossing, documents, framework, framework_report, picks, translations
from qualcode.ops.crossing import Behind
from qualcode.tui.codes import CodeLook, looks
from qualcode.tui.crossing import Arrangement, Head
from qualcode.tui.safe import Part
from qualcode.tui.whose import View

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.ops import Session

MOST = 300  # passages of a cell that are listed
STALE, EMPTY = "!", "○"
_WIDTH = 22
_WRITTEN, _STALE = 2, 6


@dataclass(frozen=True, slots=True)
class Framed:
    """What the desk brings: the matrix, the codebook and how its codes look; `blind` where others' work is hidden."""

    view: FrameworkView
    tree: CodeTree
    looks: Mapping[str, CodeLook]
    blind: bool

    def cell(self, case: str, code: str) -> FrameworkCell | None:
        """A cell by its case's name and its code's key."""
        return next(
            (cell for row in self.view.rows if row.case == case for cell in row.cells if cell.code == code), None
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """The passages of a cell, how many there are, those that may be quoted, and their translations by coding."""

    passages: tuple[Behind, ...]
    total: int
    quotable: frozenset[str]
    translations: Mapping[str, list[tuple[str, str, str]]]


# In the desk's thread


def collect(session: Session, dimension: str, view: View, language: str) -> Framed:
    """Read the matrix by dimensions, or by one of them with its codes. Who works blind counts the own work alone."""
    blind = any(view.hides(each) for each in documents.listing(session))
    tree = codebooks.tree(session)
    codes = [dimension] if tree.by_key(dimension) is not None else []
    made = framework.show(session, codes=codes, language=language, coder=view.reader if blind else None)
    return Framed(made, tree, dict(looks(tree, language)), blind)


def beside(session: Session, case: str, code: str, coder: str | None) -> Beside:
    """Read the passages of a cell; of one coder's codings alone where one is named."""
    ids = framework.passages(session, case, code, coder=coder)
    shown = ids[:MOST]
    quotable = frozenset(picks.quotable(session, shown))
    return Beside(tuple(crossing.behind(session, shown)), len(ids), quotable, translations.by_coding(session, shown))


def write(session: Session, case: str, code: str, text: str | None, links: Sequence[str] | None = None) -> None:
    """Store a summary; None says that it still holds."""
    framework.write(session, case, code, text, links=links)


def unlink(session: Session, case: str, code: str, coding: str) -> None:
    """Let a summary link to a passage no longer."""
    framework.link(session, case, code, [coding], remove=True)


def to_file(session: Session, dimension: str, path: Path, language: str) -> None:
    """Write the whole matrix, or that of one dimension, over what is there."""
    codes = [dimension] if dimension else []
    made = framework.show(session, codes=codes, every_code=True, language=language)
    framework_report.write_framework(session, made, path, language, force=True)


# The grid


@dataclass(frozen=True, slots=True)
class Grid(Arrangement):
    """The matrix laid out: what is written by its first words, what is not by how many passages there are."""

    view: FrameworkView | None = None

    def cell(self, row: int, column: int) -> FrameworkCell | None:
        """The cell at a place; None in the totals."""
        if self.view is None or row >= len(self.view.rows) or column >= len(self.view.columns):
            return None
        return self.view.rows[row].cells[column]

    def text(self, row: int, column: int) -> str:
        """How a cell is written; of the totals how many summaries there are."""
        cell = self.cell(row, column)
        if cell is None:
            return self.written(self.value(row, column))
        if cell.text or cell.codings:
            words = " ".join(cell.text.split()) or _("(only links)")
            return f"{STALE} {words}" if cell.stale else words
        return f"{EMPTY} {cell.passages}" if cell.passages else ""

    def heat(self, row: int, column: int) -> int:
        """What is written stands out, what is stale more so."""
        cell = self.cell(row, column)
        if cell is None or not (cell.text or cell.codings):
            return 0
        return _STALE if cell.stale else _WRITTEN


def lay_out(framed: Framed) -> Grid:
    """The matrix as a grid: cases by codes."""
    view = framed.view
    done = [[bool(cell.text or cell.codings) for cell in row.cells] for row in view.rows]
    columns = len(view.columns)
    matrix = Matrix(
        row_dimension="case",
        column_dimension="code",
        unit="summary",
        rows=tuple(_header(row.case) for row in view.rows),
        columns=view.columns,
        cells=tuple(tuple(cell.text for cell in row.cells) for row in view.rows),
        row_totals=tuple(sum(row) for row in done),
        column_totals=tuple(sum(row[at] for row in done) for at in range(columns)),
        total=sum(map(sum, done)),
    )
    every = Head(None, -1, _("Summaries"))
    return Grid(
        table=MatrixTable(matrix, "", _("Enterprise"), every.title, "", ""),
        rows=(*(Head(header, at, header.label) for at, header in enumerate(matrix.rows)), every),
        columns=(*(_head(framed, at) for at in range(columns)), every),
        widths=(*(_WIDTH for _column in range(columns)), max(len(every.title), 6)),
        quotes={},
        most=0.0,
        view=view,
    )


def _header(case: str) -> Header:
    return Header(case, case)


def _head(framed: Framed, at: int) -> Head:
    header = framed.view.columns[at]
    code = framed.tree.by_key(header.key or "")
    depth = len(list(framed.tree.ancestors(code))) if code is not None else 0
    return Head(header, at, header.label, depth, header.key)


def next_open(view: FrameworkView, row: int, column: int, step: int) -> tuple[int, int] | None:
    """The next cell, in the direction of `step` and round the end, that is stale or has passages and no summary."""
    columns = len(view.columns)
    count = len(view.rows) * columns
    start = min(row, len(view.rows) - 1) * columns + min(column, columns - 1) if count else 0
    for far in range(1, count + 1):
        at = (start + step * far) % count
        cell = view.rows[at // columns].cells[at % columns]
        if cell.stale or (cell.passages and not (cell.text or cell.codings)):
            return at // columns, at % columns
    return None


def day(at: str) -> str:
    """The day of a moment (ISO 8601)."""
    return at[:10]


def about(cell: FrameworkCell, label: str, unsaved: Sequence[Part]) -> list[list[Part]]:
    """Of whom and what a cell is, who wrote it when, whether its passages have changed since; shorter and shorter.

    `label` is how its theme is called, `unsaved` what is said of words that are not stored yet.
    """
    title: list[Part] = [(cell.case, "bold"), " × ", (label, "bold")]
    written: list[Part] = []
    if cell.coder and cell.at:
        written = [(f"   {cell.coder} · {day(cell.at)}", "$foreground-muted")]
    stale: list[Part] = []
    if cell.stale:
        stale = [(f"   {STALE} {framework_report.changed(catalogue(language()), cell)}", "bold $warning")]
    marks = [*unsaved, *stale]
    return [[*title, *marks, *written], [*title, *marks], [title[-1], *marks], marks or title]

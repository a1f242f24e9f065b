"""What is read for the matrix in the desk's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.codebook import CodeTree
from qualcode.model.report import MatrixTable
from qualcode.model.results import Header, Matrix, fits_summaries
from qualcode.ops import analysis, codebooks, cooccurrence, crossing, documents, matrix_files
from qualcode.ops.crossing import Axis
from qualcode.tui.crossing import Choice, first_of_cells
from qualcode.tui.whose import View

if TYPE_CHECKING:
    from qualcode.ops import Session


@dataclass(frozen=True, slots=True)
class Crossed:
    """What the desk brings for a choice."""

    table: MatrixTable
    tree: CodeTree
    axes: tuple[Axis, ...]
    quotes: dict[str, str]
    where: tuple[tuple[str, str], ...]
    uneven: frozenset[tuple[str, str]] = frozenset()


def seen(session: Session, choice: Choice, view: View) -> Choice:
    """The choice as far as the reader may know: who works blind sees their own codings alone until all is read."""
    hidden = any(view.hides(each) for each in documents.listing(session))
    return choice.with_filter("coder", view.reader) if hidden else choice


def cross(session: Session, choice: Choice, view: View, speech: str) -> Crossed:
    """Make the matrix, and fetch the quotes that stand in its cells."""
    choice = seen(session, choice, view)
    if choice.together:
        return _together(session, choice, speech)
    # Rows or columns may have been chosen for which there are no summaries.
    texts = choice.cells != "summary" or fits_summaries(choice.rows, choice.columns)
    cells = choice.cells if texts else "count"
    made = analysis.matrix(session, choice.rows, choice.columns, cells=cells, where=dict(choice.where), language=speech)
    quotes = {}
    if choice.cells == "quotes":
        firsts = crossing.quotes(session, first_of_cells(made))
        quotes = {each: " ".join(quote[:60].split()) for each, quote in firsts.items()}
    return Crossed(
        table=matrix_files.matrix_table(session, made, speech),
        tree=codebooks.tree(session),
        axes=tuple(crossing.axes(session, speech)),
        quotes=quotes,
        where=choice.where,
    )


def _together(session: Session, choice: Choice, speech: str) -> Crossed:
    """Codes by codes."""
    found = cooccurrence.cooccurrence(session, choice.together, where=dict(choice.where), language=speech)
    return Crossed(
        table=cooccurrence.table(session, found, choice.measure, speech),
        tree=codebooks.tree(session),
        axes=tuple(crossing.axes(session, speech)),
        quotes={},
        where=choice.where,
        uneven=frozenset((pair.first, pair.second) for pair in cooccurrence.pairs(found) if pair.uneven),
    )


def together_behind(
    session: Session, choice: Choice, view: View, row: Header | None, column: Header | None
) -> tuple[str, ...]:
    """The ids of the codings behind a cell of codes that occur together; the totals stand for a code alone."""
    keys = [each.key for each in (row, column) if each is not None and each.key]
    if not keys:
        return ()
    choice = seen(session, choice, view)
    return cooccurrence.behind(session, choice.together, keys[0], keys[-1], where=dict(choice.where))


def quoted(session: Session, choice: Choice, view: View) -> Matrix:
    """The same matrix with the ids of the codings in its cells."""
    choice = seen(session, choice, view)
    return analysis.matrix(session, choice.rows, choice.columns, cells="quotes", where=dict(choice.where))

"""What is read from a project for one reader's view of it, in the desk's thread.

The numbers beside documents and codes obey the same rule as the stripes: what a reader who works blind may not know is
not counted either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.model.coding import CodingView
from qualcode.model.document import DocumentView
from qualcode.model.project import HistoryEntry
from qualcode.tui import jobs
from qualcode.tui.jobs import Reading, Shelf
from qualcode.tui.seen import Words
from qualcode.tui.stripes import Stripes
from qualcode.tui.whose import View

if TYPE_CHECKING:
    from qualcode.ops import Session


def stripes(session: Session, document: DocumentView, view: View, before: Stripes) -> tuple[Stripes, list[CodingView]]:
    """The codings of a document that a view shows, with their lanes, and those that differ from before."""
    from qualcode.ops import codings

    shown = [each for each in codings.listing(session, document=document.id) if view.shows(each.coder, document)]
    return before.with_all(shown, view.left(document))


def shelf(session: Session, view: View) -> Shelf:
    """The project with its documents and codes; of the codings those are counted that the reader may know of."""
    found = jobs.shelf(session)
    if not any(view.hides(document) for document in found.documents):
        return found
    own = _own_by_document(session, view)
    documents = (replace(each, codings=own[each.id]) if view.hides(each) else each for each in found.documents)
    return replace(found, documents=tuple(documents))


def _own_by_document(session: Session, view: View) -> Counter[str]:
    from qualcode.ops import codings

    return Counter(each.document for each in codings.listing(session, coder=view.reader) if not each.adrift)


def counts(session: Session, view: View, documents: Iterable[DocumentView]) -> dict[str, int]:
    """How many codings each code has, those of the codes below it included; by key.

    Others' codings in documents in which the view hides them are not among them.
    """
    from qualcode.ops import analysis

    hidden = {str(document.number) for document in documents if view.hides(document)}
    if not hidden:
        return jobs.counts(session)
    total: Counter[str] = Counter()
    for coder, wanted in ((None, False), (view.reader, True)):
        table = analysis.matrix(session, "code", "document", coder=coder)
        columns = [at for at, header in enumerate(table.columns) if (header.key in hidden) is wanted]
        for row, cells in zip(table.rows, table.cells, strict=True):
            if row.key is not None:
                total[row.key] += sum(cell for at in columns if isinstance(cell := cells[at], int))
    return dict(total)


def words(_session: Session, reading: Reading) -> Words:
    """Where the words of a document stand."""
    return Words(reading.text, reading.turns)


@dataclass(frozen=True, slots=True)
class Reversed:
    """What was taken back or done again, and by id the codings it changed as they are now (None: no longer there).

    `codings` is None where anything else was changed too, or so many that all are better read again.
    """

    entry: HistoryEntry
    codings: Mapping[str, CodingView | None] | None


_FEW = 12


def reverse(session: Session, job: Callable[[Session], HistoryEntry]) -> Reversed:
    """Take back or do again, and say what has become of the codings concerned."""
    from qualcode.ops import codings, history

    entry = job(session)
    touched = history.codings_touched(session, entry.sequence)
    if touched is None or len(touched) > _FEW:
        return Reversed(entry, None)
    now = {each.id: each for each in codings.some(session, touched)}
    return Reversed(entry, {each: now.get(each) for each in touched})


def others(session: Session) -> list[str]:
    """The names of the other coders who have coded something, in order."""
    from qualcode.ops import coders

    return [each.name for each in coders.listing(session) if each.codings and each.name != session.coder]

"""What is done in the desk's thread: operations put together so that one trip gives a screen all it shows.

The operations are imported here, inside the jobs, because the first picture must stand before the store is loaded.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qualcode.errors import Conflict
from qualcode.i18n import language
from qualcode.model.codebook import Code, CodeTree, Facet
from qualcode.model.coding import CodingView
from qualcode.model.document import DocumentView, SearchHit, TurnView
from qualcode.model.message import Message
from qualcode.model.project import HistoryEntry, Project
from qualcode.model.said import only_said
from qualcode.model.suggestion import Suggestion
from qualcode.model.text import Span
from qualcode.tui.cells import TextCells

if TYPE_CHECKING:
    from qualcode.ops import Session
    from qualcode.ops.suggestions import Answer, SuggestionService

T = TypeVar("T", CodingView, Suggestion)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is known of the open project as a whole."""

    project: Project
    path: Path
    coder: str
    read_only: bool
    tree: CodeTree
    facets: tuple[Facet, ...]
    documents: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read: its text made ready for measuring, and its turns."""

    document: DocumentView
    cells: TextCells
    turns: tuple[TurnView, ...]

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.cells.text

    def said(self, span: Span) -> str:
        """What is said in a passage: a dash stands for labels and times of further turns."""
        return only_said(span.of(self.text), span, self.turns)

    def heard(self, passage: T) -> T:
        """A coding or suggestion whose quote is only what is said in it."""
        return replace(passage, quote=only_said(passage.quote, Span(passage.start, passage.end), self.turns))


def opener(path: Path, coder: str) -> Callable[[], Session]:
    """What opens a project, for the desk."""

    def open_it() -> Session:
        from qualcode.ops import projects

        return projects.open_session(path, coder=coder)

    return open_it


def maker(path: Path, coder: str, *, title: str | None, codebook: str, language: str) -> Callable[[], Session]:
    """What makes a project and opens it, for the desk."""

    def make_it() -> Session:
        from qualcode.ops import projects

        return projects.create(path, coder=coder, title=title, codebook=codebook, language=language)

    return make_it


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is needed to show a document: the project, its codes, the document read last or the first one."""

    project: Project
    tree: CodeTree
    reading: Reading | None
    notices: tuple[Message, ...] = ()


def arrive(session: Session, wanted: Callable[[str], str | None]) -> Arrival:
    """Come into a project; `wanted` knows for the project's id which document was read last."""
    from qualcode.ops import codebooks, documents, projects

    project = projects.project(session)
    ids = [document.id for document in documents.documents(session)]
    last = wanted(project.id)
    first = last if last in ids else next(iter(ids), None)
    reading = read(session, first) if first is not None else None
    return Arrival(project, codebooks.tree(session), reading, session.notices)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A document to show before the project is open; `project` is the project's id."""

    project: str
    reading: Reading

    def shows(self, other: Reading | None) -> bool:
        """Whether this is what `other` shows, so that nothing on the screen need change."""
        mine = self.reading
        return other is not None and (mine.document.id, mine.text, mine.turns) == (
            other.document.id,
            other.text,
            other.turns,
        )


def glimpse(path: Path, wanted: Callable[[str], str | None]) -> Glimpse | None:
    """A first look at the document read last, without the store; None where the file is not plainly whole."""
    from qualcode.ops.peek import peek

    seen = peek(path, wanted)
    if seen is None:
        return None
    document = DocumentView(
        number=0,
        id=seen.document,
        title=seen.title,
        kind=seen.kind,
        language=seen.language,
        characters=len(seen.text),
        words=0,
        turns=len(seen.turns),
        speakers=(),
        case=seen.case,
        sha256="",
        text_sha256="",
        source="",
        warnings=(),
        codings=0,
        format="",
        encoding=None,
        done=(),
        blind=(),
    )
    return Glimpse(seen.project.id, Reading(document, TextCells(seen.text), seen.turns))


def shelf(session: Session) -> Shelf:
    """The project with its documents and codes."""
    from qualcode.ops import adrift, codebooks, documents, projects

    book, lost = codebooks.book(session), adrift.counts(session)
    return Shelf(
        project=projects.project(session),
        path=session.path,
        coder=session.coder,
        read_only=session.read_only,
        tree=CodeTree(book.codes),
        facets=book.facets,
        # As many as are drawn: those adrift have no place in the text.
        documents=tuple(replace(each, codings=each.codings - lost[each.id]) for each in documents.listing(session)),
    )


def counts(session: Session) -> dict[str, int]:
    """How many codings each code has, those of the codes below it included, over all coders; by key."""
    from qualcode.ops import analysis

    table = analysis.matrix(session, "code", "coder")
    totals = zip(table.rows, table.row_totals, strict=True)
    return {row.key: total for row, total in totals if row.key is not None and isinstance(total, int)}


def read(session: Session, document: str) -> Reading:
    """A document ready to be shown. Its codings are asked for apart, so that the text stands there first."""
    from qualcode.ops import documents

    view = next(view for view in documents.listing(session) if view.id == document)
    return Reading(
        document=view,
        cells=TextCells(documents.text(session, document)),
        turns=tuple(documents.turns(session, document)),
    )


def code_passage(session: Session, document: str, span: Span, codes: Sequence[str]) -> list[CodingView]:
    """Put codes (keys) on a passage, in one operation."""
    from qualcode.ops import coding_edits

    return coding_edits.add_many_codes(session, document, span.start, span.end, codes)


def new_code(session: Session, label: str, parent: str | None) -> Code:
    """Add a code under a parent (a key, or None for a dimension of its own) in the project's language."""
    from qualcode.ops import codebook_edits

    return codebook_edits.add_code(session, label, parent=parent)


def undo(session: Session) -> HistoryEntry:
    """Take back the coder's last operation; what it was, in the reader's words."""
    from qualcode.ops import history

    return _reversed(session, history.undo)


def redo(session: Session) -> HistoryEntry:
    """Do again what was taken back last; what it was, in the reader's words."""
    from qualcode.ops import history

    return _reversed(session, history.redo)


def _reversed(session: Session, reverse: Callable[[Session], list[HistoryEntry]]) -> HistoryEntry:
    from qualcode.ops.told import teller

    try:
        entry = reverse(session)[0]
    except Conflict as error:
        told = teller(session, language()).told(error.message)
        raise type(error)(**told.values) from error
    return replace(entry, summary=teller(session, language()).told(entry.summary))


def next_undo(session: Session) -> HistoryEntry | None:
    """What undo would take back, in the reader's words."""
    return next_both(session)[0]


def next_both(session: Session) -> tuple[HistoryEntry | None, HistoryEntry | None]:
    """What undo would take back and what redo would do again, in the reader's words."""
    from qualcode.ops import history
    from qualcode.ops.told import teller

    telling = teller(session, language())
    undo, redo = (
        replace(entry, summary=telling.told(entry.summary)) if entry is not None else None
        for entry in (history.next_undo(session), history.next_redo(session))
    )
    return undo, redo


def sequence(session: Session) -> int:
    """The journal's last number: another one means that something was written."""
    return session.sequence()


def mark_done(session: Session, document: str, done: bool) -> DocumentView:
    """Say that the coder has finished a document, or has not."""
    from qualcode.ops import documents

    return documents.mark_done(session, document, done)


def suggestion_service() -> SuggestionService:
    """What makes suggestions in a process of its own; nothing is started yet."""
    from qualcode.ops import suggestions

    if os.name == "posix":
        # The first process started brings a tracker along, which is handed standard error by its number. The stand-in
        # that is there while a screen is shown has none, so the tracker is started with the real one.
        from multiprocessing import resource_tracker

        with contextlib.redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
    return suggestions.SuggestionService()


def ask_suggestions(
    session: Session, service: SuggestionService, document: str, *, blind: bool = False
) -> Future[Answer]:
    """Ask for the suggestions of a document; they come in the future. With `blind` others have no part in them."""
    return service.submit(session, document, blind=blind)


def accept(session: Session, suggestion: Suggestion, *, span: Span, code: str | None) -> CodingView:
    """Make a coding of a suggestion, with the code and edges that the reader gave it, and record the decision."""
    from qualcode.ops import suggestions

    return suggestions.accept(session, suggestion, code=code, start=span.start, end=span.end)


def refuse(session: Session, suggestion: Suggestion) -> None:
    """Record that a suggestion was refused."""
    from qualcode.ops import suggestions

    suggestions.refuse(session, suggestion)


def find(session: Session, document: str, words: str) -> list[SearchHit]:
    """Where words stand in a document, without regard to case and accents."""
    from qualcode.ops import search

    return search.search(session, words, document=document, context=0)


def demo(folder: Path, language: str, coder: str) -> Path:
    """Build the sample project in a folder, or find it there; its path."""
    from qualcode.ops import demo as samples

    return samples.build(folder / "qualcode-demo", language=language, coder=coder).project

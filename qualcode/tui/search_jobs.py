"""What a search does in the desk's thread: from document to document, a moment at a time, so that it can be broken off.

Between two moments the desk does what else was asked of it.
"""

from __future__ import annotations

import bisect
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.errors import QueryTimeout
from qualcode.model.case import Case
from qualcode.model.codebook import CodeTree
from qualcode.model.document import Document, SearchHit, Speaker, TurnView
from qualcode.model.project import Coder
from qualcode.ops import Session, autocode, codebooks, coded, documents, search, selection
from qualcode.ops.autocode import Planned
from qualcode.ops.codings import AddedCodings
from qualcode.tui.spans import SpanIndex
from qualcode.tui.whose import View

WAYS = ("words", "alike", "pattern")
CONTEXT = 140
# How long one trip to the desk may take, and all matching of a regular expression, in seconds.
_MOMENT = 0.1
_SECONDS_IN_ALL = 60.0


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents: all, or those of one kind, case (a name) or language, or one alone (an id)."""

    document: str | None = None
    kind: str | None = None
    case: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: the query, one of `WAYS`, and what is said of it in `ops.search.search`."""

    query: str
    way: str = "words"
    within: str = "paragraph"
    narrators: bool = False
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, with who says it in which turn (from 0), as far as there are turns."""

    id: str
    hit: SearchHit
    speaker: str
    turn: int | None
    interviewer: bool


@dataclass(slots=True)
class Running:
    """A search on its way: the documents still to come, and what was found so far.

    Once it is `stopped`, what the desk still finds in the document it is at is not wanted any more.
    """

    finder: search.Finder
    records: Sequence[Document]
    done: int = 0
    found: list[Found] = field(default_factory=list)
    too_long: list[str] = field(default_factory=list)
    stopped: bool = False

    @property
    def finished(self) -> bool:
        """Whether all documents were searched."""
        return self.done >= len(self.records)


@dataclass(frozen=True, slots=True)
class Library:
    """What a search can be about: documents with their places, and the codes found in them can be given."""

    documents: tuple[Document, ...]
    cases: Mapping[str, str]
    tree: CodeTree
    speakers: tuple[Speaker, ...]

    def texts(self) -> object:
        """Equal while every search finds the same."""
        named = [(each.id, each.revision, each.title, each.kind, each.language, each.case) for each in self.documents]
        return named, self.speakers, self.cases

    def within(self, scope: Scope) -> list[Document]:
        """The documents of a scope, by number."""
        return [
            each
            for each in self.documents
            if scope.document in (None, each.id)
            and scope.kind in (None, each.kind)
            and scope.language in (None, each.language)
            and scope.case in (None, self.cases.get(each.case or ""))
        ]


def library(session: Session) -> Library:
    """What there is to search."""
    return Library(
        documents=tuple(documents.documents(session)),
        cases={case.id: case.name for case in session.all(Case)},
        tree=codebooks.tree(session),
        speakers=tuple(session.all(Speaker)),
    )


def begin(_session: Session, wanted: Wanted, records: Sequence[Document]) -> Running:
    """A search that has not begun yet. Raises what `search.Finder` raises."""
    finder = search.Finder(
        wanted.query,
        regex=wanted.way == "pattern",
        fuzzy=wanted.way == "alike",
        within=wanted.within,
        narrators_only=wanted.narrators,
        context=CONTEXT,
        seconds=_SECONDS_IN_ALL,
    )
    return Running(finder, records)


def go_on(session: Session, running: Running) -> Running:
    """Search on for a moment, one document at least; documents that take too long are noted by their titles."""
    until = time.monotonic() + _MOMENT
    while not running.finished:
        record = running.records[running.done]
        found: list[Found] = []
        too_long: list[str] = []
        try:
            found = placed(session, record, running.finder.hits(session, record))
        except QueryTimeout:
            too_long = [record.title]
        if running.stopped:
            break
        running.done += 1
        running.found += found
        running.too_long += too_long
        if time.monotonic() > until:
            break
    return running


def placed(session: Session, record: Document, hits: Sequence[SearchHit]) -> list[Found]:
    """Hits of one document with who says them."""
    turns = documents.turns(session, record.id) if hits else []
    starts = [turn.label_start for turn in turns]
    found = []
    for hit in hits:
        index = bisect.bisect_right(starts, hit.start) - 1
        turn = turns[index] if index >= 0 and hit.start < turns[index].end else None
        found.append(
            Found(
                id=f"{hit.document} {hit.start} {hit.end}",
                hit=hit,
                speaker=(turn.person or turn.speaker or "") if turn else "",
                turn=turn.index if turn else None,
                interviewer=turn.interviewer if turn else False,
            )
        )
    return found


def codes_on(session: Session, found: Sequence[Found], view: View) -> dict[str, tuple[str, ...]]:
    """The codes (keys) that stand on a place or around it, by its id; places without any are left out.

    What a reader who works blind may not know of is not among them.
    """
    tree = codebooks.tree(session)
    names = {coder.id: coder.name for coder in session.all(Coder)}
    known = {each.id: each for each in documents.listing(session)}
    indices = {
        document: SpanIndex(each for each in codings if view.may_know(names[each.coder], known[document]))
        for document, codings in coded.placed(session, {each.hit.document for each in found}).items()
    }
    codes = {}
    for each in found:
        hit = each.hit
        here = indices[hit.document].overlapping(hit.start, hit.end) if hit.document in indices else []
        if here:
            codes[each.id] = tuple(dict.fromkeys(tree.by_id(coding.code).key for coding in here))
    return codes


@dataclass(frozen=True, slots=True)
class Source:
    """A document's words with its turns, to show a passage in its surroundings."""

    title: str
    text: str
    turns: tuple[TurnView, ...]

    def turn_at(self, offset: int) -> TurnView | None:
        """Who speaks there."""
        return selection.turn_at(self.turns, offset)


def text(session: Session, document: str) -> Source:
    """A document's words."""
    record = documents.by_id(session, document)
    return Source(record.title, documents.text(session, document), tuple(documents.turns(session, document)))


def plan(session: Session, hits: Sequence[SearchHit], code: str, unit: str) -> Planned:
    """What coding these hits would bring."""
    return autocode.plan(session, hits, code, unit=unit)


def code_hits(session: Session, query: str, code: str, unit: str, hits: Sequence[SearchHit]) -> AddedCodings:
    """Put a code on these hits, in one operation."""
    return autocode.autocode(session, query, code, unit=unit, hits=hits)

"""Coding what a search finds: the words themselves, or the sentences, paragraphs or turns they stand in."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.segment import paragraphs, sentences, turn_segments
from qualcode.model.coding import Coding
from qualcode.model.document import SearchHit, TurnView
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.text import Span
from qualcode.ops import codebooks, documents, search
from qualcode.ops.codings import AddedCodings, Adder, CodingRequest
from qualcode.ops.names import one_of
from qualcode.ops.search import CONTEXT
from qualcode.store.session import Session

UNITS = ("match", "sentence", "turn", "paragraph")


def preview(
    session: Session,
    query: str,
    *,
    unit: str = "match",
    regex: bool = False,
    fuzzy: bool = False,
    within: str = "paragraph",
    document: str | None = None,
    narrators_only: bool = False,
    context: int = CONTEXT,
) -> list[SearchHit]:
    """The passages that `autocode` would code, as hits; all or some of them may be handed to it.

    Several places in one `unit` (one of UNITS) are one passage. The other arguments, and what is raised, are those of
    `search.search`.
    """
    one_of(unit, UNITS, "unit")
    found = search.search(
        session,
        query,
        regex=regex,
        fuzzy=fuzzy,
        within=within,
        document=document,
        narrators_only=narrators_only,
        context=context,
    )
    return passages(session, found, unit, context=context)


def passages(session: Session, hits: Sequence[SearchHit], unit: str, *, context: int = CONTEXT) -> list[SearchHit]:
    """The units that hits stand in, each once, by document number and place.

    A hit that reaches over several units brings each of them. What stands outside of all turns, such as a speaker's
    label or a heading, is a unit of its own, and so is every paragraph of a document without turns. Raises
    DocumentNotFound, ValueRefused.
    """
    one_of(unit, UNITS, "unit")
    by_document: dict[str, set[Span]] = {}
    for hit in hits:
        by_document.setdefault(hit.document, set()).add(Span(hit.start, hit.end))
    found: list[SearchHit] = []
    for record in sorted((documents.by_id(session, each) for each in by_document), key=lambda each: each.number):
        text = documents.text(session, record.id)
        spans: Iterable[Span] = by_document[record.id]
        if unit != "match":
            spans = _around(spans, _units(text, documents.turns(session, record.id), unit))
        found += [search.hit(record.id, text, span, context) for span in sorted(spans)]
    return found


@dataclass(frozen=True, slots=True)
class Planned:
    """What coding hits would bring: how many passages they stand in, and how many of these are coded so already."""

    passages: int
    existing: int

    @property
    def new(self) -> int:
        """How many codings would be made."""
        return self.passages - self.existing


def plan(session: Session, hits: Sequence[SearchHit], code: str, *, unit: str = "match") -> Planned:
    """What `autocode` with these hits, code (key, path or label) and unit would do; nothing is changed.

    Raises CodeNotFound, Ambiguous, DocumentNotFound, ValueRefused.
    """
    wanted = codebooks.find_code(codebooks.tree(session), code).id
    found = passages(session, hits, unit, context=0)
    coders = [coder.id for coder in session.all(Coder) if coder.name == session.coder]
    mine = session.all(Coding, code=wanted, coder=coders, adrift=False)
    places = {(each.document, each.start, each.end) for each in mine}
    return Planned(len(found), sum((each.document, each.start, each.end) in places for each in found))


def autocode(
    session: Session,
    query: str,
    code: str,
    *,
    unit: str = "match",
    regex: bool = False,
    fuzzy: bool = False,
    within: str = "paragraph",
    document: str | None = None,
    narrators_only: bool = False,
    hits: Sequence[SearchHit] | None = None,
) -> AddedCodings:
    """Put a code (key, path or label) on all that `query` finds, or on those of its `hits` that were chosen.

    One operation, which one undo takes back; its summary in the journal keeps the query. Passages that the coder has
    coded so already count as existing. With `hits` nothing is searched for and only `unit` applies. Raises what
    `search.search` raises, CodeNotFound, Ambiguous, SpanRefused.
    """
    key = codebooks.find_code(codebooks.tree(session), code).key
    if hits is None:
        chosen = preview(
            session,
            query,
            unit=unit,
            regex=regex,
            fuzzy=fuzzy,
            within=within,
            document=document,
            narrators_only=narrators_only,
            context=0,
        )
    else:
        chosen = passages(session, hits, unit, context=0)
    requests = [CodingRequest(hit.document, Span(hit.start, hit.end), key, origin="autocode") for hit in chosen]
    places = {hit.document for hit in chosen}
    several = N_("{code} on {n} passages found by “{query}”")
    told = N_("{code} on a passage found by “{query}”") if len(requests) == 1 else several
    summary = Message(told, {"code": key, "n": len(requests), "query": query})
    with session.operation("coding.autocode", summary, document=places.pop() if len(places) == 1 else None) as change:
        adder = Adder(session, change)
        adder.add_all(requests)
    return AddedCodings(adder.added, adder.existing, change.sequence)


def _units(text: str, turns: Sequence[TurnView], unit: str) -> list[Span]:
    """All units of a text in order, with what stands outside of turns, line by line, between them."""
    if unit == "turn" and turns:
        segments = turn_segments(turns)
    else:
        segments = sentences(text, turns) if unit == "sentence" else paragraphs(text, turns)
    units = [Span(segment.start, segment.end) for segment in segments]
    if turns:
        edges = [0, *(edge for turn in turns for edge in (turn.start, turn.end)), len(text)]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            units += [Span(start + line.start, start + line.end) for line in paragraphs(text[start:end], ())]
        units.sort()
    return units


def _around(spans: Iterable[Span], units: Sequence[Span]) -> set[Span]:
    """The units that any of the spans touches."""
    touched: set[Span] = set()
    for span in spans:
        index = bisect.bisect_right(units, span.start, key=lambda unit: unit.end)
        while index < len(units) and units[index].start < span.end:
            touched.add(units[index])
            index += 1
    return touched

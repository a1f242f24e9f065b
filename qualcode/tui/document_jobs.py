"""What the screen of documents reads and does, in the desk's thread."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from qualcode.model.case import AttributeValue, CaseView
from qualcode.model.document import Document, DocumentView, Revision, SpeakerView
from qualcode.ops import Session, cases, coded, documents, revisions
from qualcode.ops.coded import Passage, Shares
from qualcode.tui.ranking import fold
from qualcode.tui.whose import View

_MOMENT = 0.1
_POOLS = ("pool", "pole", "groupe", "group", "type")


@dataclass(frozen=True, slots=True)
class Library:
    """The documents with what is coded in them, as far as a reader may know of it.

    `attribute` is the property of cases that tells most about them (empty where there is none), `values` are by case.
    `records` and `passages` are by document id, for counting.
    """

    documents: tuple[DocumentView, ...] = ()
    cases: tuple[str, ...] = ()
    attribute: str = ""
    values: dict[str, AttributeValue] = field(default_factory=dict)
    records: dict[str, Document] = field(default_factory=dict)
    passages: dict[str, list[Passage]] = field(default_factory=dict)


def library(session: Session, view: View) -> Library:
    """Everything that the table shows but the shares, which take longer."""
    listing = documents.listing(session)
    hidden = {each.id for each in listing if view.hides(each)}
    there = cases.cases(session)
    attribute = _telling(there, [each.case for each in listing])
    return Library(
        documents=tuple(listing),
        cases=tuple(each.name for each in there),
        attribute=attribute,
        values={each.name: each.attributes[attribute] for each in there if attribute in each.attributes},
        records={each.id: each for each in documents.documents(session)},
        passages=coded.passages(session, coder=view.reader, only_own=hidden),
    )


def _telling(there: Sequence[CaseView], used: Collection[str | None]) -> str:
    """The property by which cases are told apart: the pool, where there is one, else the one most documents have."""
    known = Counter(name for case in there if case.name in used for name in case.attributes)
    for wanted in _POOLS:
        for name in known:
            if fold(name) == wanted:
                return name
    texts = [name for name in known if all(isinstance(each.attributes.get(name, ""), str) for each in there)]
    return max(texts, key=lambda name: known[name], default="")


def count(session: Session, shares: Shares, there: Library, ids: Sequence[str]) -> dict[str, float]:
    """How much of the first of these documents is coded: as many of them as a moment allows, one at least."""
    end = time.monotonic() + _MOMENT
    found: dict[str, float] = {}
    for each in ids:
        found[each] = shares.share_in(session, there.records[each], there.passages.get(each, ()))
        if time.monotonic() > end:
            break
    return found


@dataclass(frozen=True, slots=True)
class Details:
    """All that is known of a document."""

    document: DocumentView
    record: Document
    revisions: tuple[Revision, ...]
    speakers: tuple[SpeakerView, ...]


def details(session: Session, document: str) -> Details:
    """Read all about a document."""
    return Details(
        documents.view(session, document),
        documents.by_id(session, document),
        tuple(revisions.history_of(session, document)),
        tuple(documents.speakers(session, document)),
    )


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks in a document, and the people of its case, of whom they may be some."""

    speakers: tuple[SpeakerView, ...]
    people: tuple[str, ...]


def voices(session: Session, document: str) -> Voices:
    """Read them."""
    case = documents.view(session, document).case
    people = [each.name for each in cases.people(session) if each.case == case]
    return Voices(tuple(documents.speakers(session, document)), tuple(dict.fromkeys(people)))

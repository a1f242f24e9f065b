"""Adding codings within an operation: one or ten thousand, each passage, code and coder once."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import CodeNotFound, FacetNotFound, SpanRefused
from qualcode.model.codebook import EFFECTS, CodeTree, Facet, fold_name
from qualcode.model.coding import ORIGINS, Coding, Memo
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.project import Coder
from qualcode.model.text import Span, canonical
from qualcode.ops import codebooks, documents
from qualcode.ops.names import clean, one_of
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session

# From so many codings in one document on, all that is there is read at once instead of looked up one by one.
MANY = 20

Place = tuple[str, int, int, str, str]  # document, start, end, code, coder


@dataclass(frozen=True, slots=True)
class CodingRequest:
    """A coding to be made; `code` is a key, `coder` a name or None for the session's."""

    document: str
    span: Span
    code: str
    coder: str | None = None
    effect: str | None = None
    facets: Mapping[str, str] | None = None
    memo: str | None = None
    origin: str = "manual"


class Adder:
    """Adds codings inside one operation; texts and codes are read once. `tree` holds the project's codes.

    `added` counts the new ones, `existing` those that were there, which take on the effect, facets and memo now told.
    """

    def __init__(self, session: Session, change: Operation) -> None:
        book = codebooks.book(session)
        self.tree = CodeTree(book.codes)
        self.added = 0
        self.existing = 0
        self._session = session
        self._change = change
        self._facets = book.facets
        self._documents: dict[str, tuple[Document, str]] = {}
        self._coders = {fold_name(coder.name): coder.id for coder in session.all(Coder)}
        self._present: dict[Place, Coding] = {}
        self._read_whole: set[str] = set()  # documents all of whose codings are in `_present`
        self._fresh: dict[str, Coding] = {}  # by id: not stored yet

    def add(self, request: CodingRequest) -> Coding:
        """The coding asked for, made or found. Raises what `add_all` raises."""
        return self.add_all([request])[0]

    def add_all(self, requests: Iterable[CodingRequest]) -> list[Coding]:
        """All of them, stored together, as they stand afterwards.

        Raises DocumentNotFound, SpanRefused, CodeNotFound, ValueRefused, FacetNotFound, NameRefused.
        """
        requests = list(requests)
        for document, count in Counter(request.document for request in requests).items():
            if count >= MANY:
                self._read_all_of(document)
        places = [self._put(request) for request in requests]
        fresh, self._fresh = self._fresh, {}
        if fresh:
            self._change.insert(*fresh.values())
        memos = {
            self._present[place].id: (self._present[place], request.memo)
            for place, request in zip(places, requests, strict=True)
            if request.memo and request.memo.strip()
        }
        new = [_memo(self._change, coding, text) for coding, text in memos.values() if coding.id in fresh]
        if new:
            self._change.insert(*new)
        for coding, text in memos.values():
            if coding.id not in fresh:
                note(self._session, self._change, coding, text, coding.coder)
        return [self._present[place] for place in places]

    def document(self, document: str) -> tuple[Document, str]:
        """The document with this id and its text. Raises DocumentNotFound."""
        if document not in self._documents:
            record = documents.by_id(self._session, document)
            self._documents[document] = (record, read.text(self._session, record.text_sha256))
        return self._documents[document]

    def _put(self, request: CodingRequest) -> Place:
        document, text = self.document(request.document)
        if request.span.end > len(text) or not len(request.span):
            raise SpanRefused(start=request.span.start, end=request.span.end, title=document.title, length=len(text))
        code = self.tree.by_key(request.code)
        if code is None:
            raise CodeNotFound(name=request.code)
        if request.effect is not None:
            one_of(request.effect, EFFECTS, "effect")
        facets = dict(request.facets or {})
        check_facets(self._facets, facets)
        coder = self._coder(request.coder)
        place = (document.id, request.span.start, request.span.end, code.id, coder)
        known = self._known(place)
        if known is not None:
            self.existing += 1
            self._renew(place, known, request.effect, facets)
            return place
        coding = Coding(
            id=new_id(),
            document=document.id,
            revision=document.revision,
            start=request.span.start,
            end=request.span.end,
            quote=request.span.of(text),
            code=code.id,
            coder=coder,
            effect=request.effect,
            facets=facets,
            origin=one_of(request.origin, ORIGINS, "origin"),
            adrift=False,
            created=self._change.at,
        )
        self._present[place] = self._fresh[coding.id] = coding
        self.added += 1
        return place

    def _renew(self, place: Place, known: Coding, effect: str | None, facets: Mapping[str, str]) -> None:
        news: dict[str, Any] = {"effect": effect or known.effect, "facets": {**known.facets, **facets}}
        coding = dataclasses.replace(known, **news)
        if coding == known:
            return
        self._present[place] = coding
        if known.id in self._fresh:
            self._fresh[known.id] = coding
        else:
            self._change.update(Coding, known.id, **news)

    def _known(self, place: Place) -> Coding | None:
        if place not in self._present and place[0] not in self._read_whole:
            document, start, end, code, coder = place
            found = self._session.all(
                Coding, document=document, start=start, end=end, code=code, coder=coder, adrift=False
            )
            if found:
                self._present[place] = found[0]
        return self._present.get(place)

    def _read_all_of(self, document: str) -> None:
        if document not in self._read_whole:
            for coding in self._session.all(Coding, document=document, adrift=False):
                self._present[coding.document, coding.start, coding.end, coding.code, coding.coder] = coding
            self._read_whole.add(document)

    def _coder(self, name: str | None) -> str:
        if name is None:
            return self._change.coder.id
        if fold_name(name) not in self._coders:
            coder = Coder(new_id(), clean(name), self._change.at)
            self._change.insert(coder)
            self._coders[fold_name(name)] = coder.id
        return self._coders[fold_name(name)]


def check_facets(known: Sequence[Facet], facets: Mapping[str, str]) -> None:
    """Raise FacetNotFound unless every facet and value is the codebook's."""
    allowed = {facet.name: {value.name for value in facet.values} for facet in known}
    for name, value in facets.items():
        if value not in allowed.get(name, set()):
            raise FacetNotFound(name=name, value=value)


def note(session: Session, change: Operation, coding: Coding, text: str, coder: str) -> None:
    """Set, change or (empty) remove the memo of a coder (an id) on a coding."""
    own = session.all(Memo, about=coding.id, coder=coder)
    if own and text.strip():
        change.update(Memo, own[0].id, text=canonical(text).text)
    elif own:
        change.delete(Memo, [own[0].id])
    elif text.strip():
        change.insert(dataclasses.replace(_memo(change, coding, text), coder=coder))


def _memo(change: Operation, coding: Coding, text: str) -> Memo:
    return Memo(new_id(), "coding", coding.id, canonical(text).text, coding.coder, change.at)

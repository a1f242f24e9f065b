"""Codings: put on passages, changed, taken off, listed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import (
    CoderNotFound,
    CodingNotFound,
    SpanRefused,
)
from qualcode.model.codebook import EFFECTS
from qualcode.model.coding import ORIGINS, Coding, CodingView, Memo
from qualcode.model.document import Document
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.text import Span
from qualcode.ops import codebooks, documents, summaries, translations
from qualcode.ops.adder import Adder as Adder
from qualcode.ops.adder import CodingRequest as CodingRequest
from qualcode.ops.adder import check_facets
from qualcode.ops.adder import note as set_memo
from qualcode.ops.names import one_of, pick
from qualcode.ops.restate import by_ids
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session


@dataclass(frozen=True, slots=True)
class AddedCodings:
    """What adding many at once did: how many are new, how many were there; the journal's number, None for no change."""

    added: int
    existing: int
    operation: int | None


def add(
    session: Session,
    document: str,
    start: int,
    end: int,
    code: str,
    *,
    effect: str | None = None,
    facets: Mapping[str, str] | None = None,
    memo: str | None = None,
    origin: str = "manual",
) -> CodingView:
    """Put a code (key, path or label) on `[start, end)` of a document (an id) in the session coder's name.

    The same passage, code and coder again gives the coding there is, with the effect, facets or memo now told.
    Raises DocumentNotFound, SpanRefused, CodeNotFound, Ambiguous, ValueRefused, FacetNotFound.
    """
    with session.operation("coding.add", Message(""), document=document) as change:
        adder = Adder(session, change)
        record, text = adder.document(document)
        found = codebooks.find_code(adder.tree, code)
        change.summary = Message(N_("{code} in “{title}”"), {"code": found.key, "title": record.title})
        span = checked_span(start, end, record.title, text)
        coding = adder.add(CodingRequest(document, span, found.key, None, effect, facets, memo, origin))
    return views(session, [coding])[0]


def checked_span(start: int, end: int, title: str, text: str) -> Span:
    """A place in the text of the document with this title. Raises SpanRefused."""
    if not 0 <= start < end <= len(text):
        raise SpanRefused(start=start, end=end, title=title, length=len(text))
    return Span(start, end)


def note(session: Session, coding: str, text: str) -> CodingView:
    """Set, change or (with nothing) remove the session coder's own memo on a coding. Raises CodingNotFound."""
    with session.operation("memo.coding", Message("")) as change:
        record = _by_id(session, coding)
        change.summary = Message(N_("Memo on a passage: {code}"), {"code": read.code_keys(session)[record.code]})
        change.document = record.document
        set_memo(session, change, record, text, change.coder.id)
    return views(session, [record])[0]


def change(
    session: Session,
    coding: str,
    *,
    effect: str | None = "",
    facets: Mapping[str, str | None] | None = None,
    start: int | None = None,
    end: int | None = None,
    code: str | None = None,
) -> CodingView:
    """Change a coding: its effect (None: not assessed; "": leave), facets (None removes one), edges or code.

    Where the same passage carries the same code by the same coder already, the two become one: what the other one
    lacks of effect, facets and memos it takes over. Raises CodingNotFound, SpanRefused, CodeNotFound, ValueRefused,
    FacetNotFound.
    """
    with session.operation("coding.change", Message("")) as gate:
        record = _by_id(session, coding)
        document = documents.by_id(session, record.document)
        gate.document = document.id
        told_of = {"code": read.code_keys(session)[record.code], "title": document.title}
        gate.summary = Message(N_("Changed a coding: {code} in “{title}”"), told_of)
        news: dict[str, Any] = {}
        if effect != "":
            news["effect"] = one_of(effect, EFFECTS, "effect") if effect else None
        if facets is not None:
            kept = {name: value for name, value in {**record.facets, **facets}.items() if value}
            check_facets(codebooks.book(session).facets, kept)
            news["facets"] = kept
        if start is not None or end is not None:
            text = read.text(session, document.text_sha256)
            first, last = start if start is not None else record.start, end if end is not None else record.end
            span = checked_span(first, last, document.title, text)
            # On new edges it stands in the text again, also one that was adrift.
            news.update(start=first, end=last, quote=span.of(text), revision=document.revision, adrift=False)
        if code is not None:
            news["code"] = codebooks.find_code(codebooks.tree(session), code).id
        wanted = dataclasses.replace(record, **news)
        twin = _twin(session, wanted)
        if twin is None:
            gate.update(Coding, record.id, **news)
        else:
            _join(session, gate, wanted, twin)
            record = twin
    return views(session, session.all(Coding, id=record.id))[0]


def _twin(session: Session, coding: Coding) -> Coding | None:
    """Another coding of the same passage with the same code by the same coder."""
    names = ("document", "start", "end", "code", "coder", "adrift")
    found = session.all(Coding, **{name: getattr(coding, name) for name in names})
    return next((each for each in found if each.id != coding.id), None)


def _join(session: Session, gate: Operation, coding: Coding, twin: Coding) -> None:
    """Make one of two codings of the same place; `twin` stays."""
    gate.update(Coding, twin.id, effect=twin.effect or coding.effect, facets={**coding.facets, **twin.facets})
    noted = {memo.coder: memo for memo in session.all(Memo, about=twin.id)}
    for memo in session.all(Memo, about=coding.id):
        if memo.coder in noted:
            gate.update(Memo, noted[memo.coder].id, text=f"{noted[memo.coder].text}\n\n{memo.text}")
            gate.delete(Memo, [memo.id])
        else:
            gate.update(Memo, memo.id, about=twin.id)
    translations.hand_over(session, gate, {coding.id: twin.id})
    summaries.hand_over_codings(session, gate, {coding.id: twin.id})
    gate.delete(Coding, [coding.id])


def remove(session: Session, codings: Sequence[str]) -> int:
    """Take codings off, with their memos, in one operation; how many. Raises CodingNotFound for an unknown id."""
    with session.operation("coding.remove", Message("")) as gate:
        found = {coding.id: coding for coding in session.all(Coding, id=list(codings))}
        for each in codings:
            if each not in found:
                raise CodingNotFound(name=each)
        places = {coding.document for coding in found.values()}
        gate.document = places.pop() if len(places) == 1 else None
        told = N_("Removed a coding: {code}") if len(found) == 1 else N_("Removed {n} codings")
        keys = read.code_keys(session)
        codes = dict.fromkeys(keys[each.code] for each in found.values())
        gate.summary = Message(told, {"n": len(found), "code": ", ".join(codes)})
        gate.delete(Memo, [memo.id for memo in session.all(Memo, about=list(found))])
        translations.drop(session, gate, list(found))
        gate.delete(Coding, list(found))
    return len(found)


def _by_id(session: Session, coding: str) -> Coding:
    return by_ids(session, [coding])[0]


def listing(
    session: Session,
    *,
    document: str | None = None,
    code: str | None = None,
    coder: str | None = None,
    origin: str | None = None,
) -> list[CodingView]:
    """Codings by document number, place, code and coder; `code` includes the codes below it, `document` is an id.

    Raises CodeNotFound, CoderNotFound, ValueRefused.
    """
    equal: dict[str, Any] = {}
    if document is not None:
        equal["document"] = document
    if coder is not None:
        equal["coder"] = pick(coder, session.all(Coder), lambda each: each.name, CoderNotFound(name=coder)).id
    if origin is not None:
        equal["origin"] = one_of(origin, ORIGINS, "origin")
    if code is not None:
        codes = codebooks.tree(session)
        equal["code"] = [each.id for each in codes.branch(codebooks.find_code(codes, code))]
    numbers = {each.id: each.number for each in session.all(Document)}
    with session.understanding():
        found = views(session, session.all(Coding, **equal))
        # By code and coder within a passage: never by when, and the same again after an undo.
        return sorted(found, key=lambda v: (numbers[v.document], v.start, v.end, v.code, v.coder, v.adrift))


def some(session: Session, ids: Sequence[str]) -> list[CodingView]:
    """Those of these codings that there are."""
    return views(session, session.all(Coding, id=list(ids))) if ids else []


def views(session: Session, codings: Sequence[Coding]) -> list[CodingView]:
    """Codings with keys and names for ids."""
    keys = read.code_keys(session)
    names = {coder.id: coder.name for coder in session.all(Coder)}
    if len(codings) < 500:
        memos = session.all(Memo, about=[coding.id for coding in codings])
    else:
        memos = session.all(Memo, about_kind="coding")
    notes = {(memo.about, memo.coder): memo.text for memo in memos}
    with session.understanding():
        return [
            CodingView(
                id=coding.id,
                document=coding.document,
                start=coding.start,
                end=coding.end,
                quote=coding.quote,
                code=keys[coding.code],
                coder=names[coding.coder],
                effect=coding.effect,
                facets=coding.facets,
                memo=notes.get((coding.id, coding.coder)),
                origin=coding.origin,
                created=coding.created,
                adrift=coding.adrift,
            )
            for coding in codings
        ]

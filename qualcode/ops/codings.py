"""Codings: put on passages, changed, taken off, listed, read from files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.errors import (
    BadData,
    CodeNotFound,
    CoderNotFound,
    CodingNotFound,
    FacetNotFound,
    FileEmpty,
    FormatUnknown,
    QualcodeError,
    QuoteNotUnique,
    SpanRefused,
)
from qualcode.importers import small_file
from qualcode.model.codebook import EFFECTS, Code, CodeTree, Facet
from qualcode.model.coding import ORIGINS, Coding, CodingView, Memo
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.text import Span
from qualcode.ops import codebooks, documents
from qualcode.ops.names import one_of, pick
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session

LARGEST = 200_000_000  # bytes of a file of codings


@dataclass(frozen=True, slots=True)
class AddedCodings:
    """What `add_file` did: how many codings are new, how many were there, and the journal number (None: no change)."""

    added: int
    existing: int
    operation: int | None


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
    codes = codebooks.tree(session)
    found = codebooks.find_code(codes, code)
    title = documents.by_id(session, document).title
    summary = Message(N_("{code} in “{title}”"), {"code": found.key, "title": title})
    with session.operation("coding.add", summary, document=document) as change:
        adder = Adder(session, change)
        coding = adder.add(CodingRequest(document, _span(start, end), found.key, None, effect, facets, memo, origin))
    return views(session, [coding])[0]


def _span(start: int, end: int) -> Span:
    if not 0 <= start < end:
        raise SpanRefused(start=start, end=end, title="?", length=0)
    return Span(start, end)


class Adder:
    """Adds many codings inside one operation; texts, codes and what is there already are read once."""

    def __init__(self, session: Session, change: Operation) -> None:
        self._session = session
        self._change = change
        self._tree = codebooks.tree(session)
        self._facets = codebooks.book(session).facets
        self._documents: dict[str, tuple[Document, str]] = {}
        self._present: dict[str, dict[tuple[int, int, str, str], Coding]] = {}
        self._coders = {coder.name: coder.id for coder in session.all(Coder)}
        self._new: list[Coding] = []
        self.added = 0
        self.existing = 0

    def add(self, request: CodingRequest) -> Coding:
        """The coding asked for, made or found; what is stored follows with `flush` or at once for a single one."""
        coding, fresh = self._make(request)
        if fresh:
            self._change.insert(coding)
        if request.memo:
            _note(self._session, self._change, coding, request.memo)
        return coding

    def add_all(self, requests: Iterable[CodingRequest]) -> list[Coding]:
        """All of them, stored together."""
        made = [(self._make(request), request) for request in requests]
        fresh = [coding for (coding, is_new), _ in made if is_new]
        if fresh:
            self._change.insert(*fresh)
        notes = [
            Memo(new_id(), "coding", coding.id, request.memo, coding.coder, self._change.at)
            for (coding, is_new), request in made
            if is_new and request.memo
        ]
        if notes:
            self._change.insert(*notes)
        return [coding for (coding, _), _ in made]

    def _make(self, request: CodingRequest) -> tuple[Coding, bool]:
        document, text = self._document(request.document)
        if request.span.end > len(text) or not len(request.span):
            raise SpanRefused(start=request.span.start, end=request.span.end, title=document.title, length=len(text))
        code = self._tree.by_key(request.code)
        if code is None:
            raise CodeNotFound(name=request.code)
        if request.effect is not None:
            one_of(request.effect, EFFECTS, "effect")
        facets = dict(request.facets or {})
        check_facets(self._facets, facets)
        coder = self._coder(request.coder)
        present = self._present[document.id]
        place = (request.span.start, request.span.end, code.id, coder)
        known = present.get(place)
        if known is not None:
            self.existing += 1
            news: dict[str, Any] = {}
            if request.effect is not None:
                news["effect"] = request.effect
            if facets:
                news["facets"] = {**known.facets, **facets}
            if news:
                self._change.update(Coding, known.id, **news)
            return known, False
        coding = Coding(
            id=new_id(),
            document=document.id,
            revision=document.revision,
            start=request.span.start,
            end=request.span.end,
            quote=text[request.span.start : request.span.end],
            code=code.id,
            coder=coder,
            effect=request.effect,
            facets=facets,
            origin=one_of(request.origin, ORIGINS, "origin"),
            adrift=False,
            created=self._change.at,
        )
        present[place] = coding
        self.added += 1
        return coding, True

    def _document(self, document: str) -> tuple[Document, str]:
        if document not in self._documents:
            record = documents.by_id(self._session, document)
            self._documents[document] = (record, read.text(self._session, record.text_sha256))
            self._present[document] = {
                (coding.start, coding.end, coding.code, coding.coder): coding
                for coding in self._session.all(Coding, document=document)
            }
        return self._documents[document]

    def _coder(self, name: str | None) -> str:
        if name is None:
            return self._change.coder.id
        if name not in self._coders:
            coder = Coder(new_id(), name, self._change.at)
            self._change.insert(coder)
            self._coders[name] = coder.id
        return self._coders[name]


def check_facets(known: Sequence[Facet], facets: Mapping[str, str]) -> None:
    """Raise FacetNotFound unless every facet and value is the codebook's."""
    allowed = {facet.name: {value.name for value in facet.values} for facet in known}
    for name, value in facets.items():
        if value not in allowed.get(name, set()):
            raise FacetNotFound(name=name, value=value)


def _note(session: Session, change: Operation, coding: Coding, text: str) -> None:
    """Set, change or (empty) remove the coder's own memo on a coding."""
    own = [memo for memo in session.all(Memo, about=coding.id) if memo.coder == change.coder.id]
    if own and text.strip():
        change.update(Memo, own[0].id, text=text)
    elif own:
        change.delete(Memo, [own[0].id])
    elif text.strip():
        change.insert(Memo(new_id(), "coding", coding.id, text, change.coder.id, change.at))


def note(session: Session, coding: str, text: str) -> CodingView:
    """Set, change or (with nothing) remove the session coder's own memo on a coding. Raises CodingNotFound."""
    record = _by_id(session, coding)
    with session.operation("memo.coding", Message(N_("Memo on a passage"), {}), document=record.document) as change:
        _note(session, change, record, text)
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

    Raises CodingNotFound, SpanRefused, CodeNotFound, ValueRefused, FacetNotFound.
    """
    record = _by_id(session, coding)
    document = documents.by_id(session, record.document)
    summary = Message(N_("Changed a coding in “{title}”"), {"title": document.title})
    with session.operation("coding.change", summary, document=document.id) as gate:
        news: dict[str, Any] = {}
        if effect != "":
            news["effect"] = one_of(effect, EFFECTS, "effect") if effect else None
        if facets is not None:
            kept = {**record.facets, **{name: value for name, value in facets.items() if value}}
            for name, value in facets.items():
                if not value:
                    kept.pop(name, None)
            check_facets(codebooks.book(session).facets, kept)
            news["facets"] = kept
        if start is not None or end is not None:
            text = read.text(session, document.text_sha256)
            first, last = start if start is not None else record.start, end if end is not None else record.end
            if not 0 <= first < last <= len(text):
                raise SpanRefused(start=first, end=last, title=document.title, length=len(text))
            news.update(start=first, end=last, quote=text[first:last])
        if code is not None:
            news["code"] = codebooks.find_code(codebooks.tree(session), code).id
        place = {name: news.get(name, getattr(record, name)) for name in ("start", "end", "code")}
        twin = session.all(Coding, document=record.document, coder=record.coder, **place)
        if twin and twin[0].id != record.id:
            # The same passage carries the same code already: the two become one.
            gate.delete(Memo, [memo.id for memo in session.all(Memo, about=record.id)])
            gate.delete(Coding, [record.id])
            record = twin[0]
        else:
            gate.update(Coding, record.id, **news)
    return views(session, session.all(Coding, id=record.id))[0]


def remove(session: Session, codings: Sequence[str]) -> int:
    """Take codings off, with their memos, in one operation; how many. Raises CodingNotFound for an unknown id."""
    found = {coding.id: coding for coding in session.all(Coding, id=list(codings))}
    for each in codings:
        if each not in found:
            raise CodingNotFound(name=each)
    if not found:
        return 0
    place = {coding.document for coding in found.values()}
    summary = Message(N_("Removed {n} codings"), {"n": len(found)})
    with session.operation("coding.remove", summary, document=place.pop() if len(place) == 1 else None) as gate:
        gate.delete(Memo, [memo.id for memo in session.all(Memo, about=list(found))])
        gate.delete(Coding, list(found))
    return len(found)


def _by_id(session: Session, coding: str) -> Coding:
    found = session.all(Coding, id=coding)
    if not found:
        raise CodingNotFound(name=coding)
    return found[0]


def listing(
    session: Session,
    *,
    document: str | None = None,
    code: str | None = None,
    coder: str | None = None,
    origin: str | None = None,
) -> list[CodingView]:
    """Codings by document number and start; `code` includes the codes below it, `document` is an id.

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
    found = session.all(Coding, **equal)
    found.sort(key=lambda each: (numbers[each.document], each.start, each.end, each.created, each.id))
    return views(session, found)


def views(session: Session, codings: Sequence[Coding]) -> list[CodingView]:
    """Codings with keys and names for ids."""
    keys = {code.id: code.key for code in session.all(Code)}
    names = {coder.id: coder.name for coder in session.all(Coder)}
    if len(codings) < 500:
        memos = session.all(Memo, about=[coding.id for coding in codings])
    else:
        memos = session.all(Memo, about_kind="coding")
    notes = {(memo.about, memo.coder): memo.text for memo in memos}
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


# Codings from files


def add_file(session: Session, path: Path) -> AddedCodings:
    """Codings from `.jsonl` or `.csv`: document, start, end, code[, coder, effect, memo]; all or nothing.

    Instead of start and end a `quote` may stand that occurs exactly once in the document. Raises BadData with every
    fault and its line.
    """
    rows = _rows(path)
    if not rows:
        raise FileEmpty(path=str(path))
    codes = codebooks.tree(session)
    faults: list[Message] = []
    requests: list[CodingRequest] = []
    texts: dict[str, str] = {}
    for line, row in rows:
        try:
            requests.append(_request(session, codes, texts, row))
        except QualcodeError as error:
            faults.append(at_line(line, error.message))
        except (KeyError, ValueError, TypeError):
            faults.append(at_line(line, Message(N_("document, code and whole-number start and end are needed"))))
    if faults:
        raise BadData(*faults, path=str(path))
    summary = Message(N_("{n} codings from “{source}”"), {"n": len(requests), "source": path.name})
    with session.operation("coding.add", summary) as gate:
        adder = Adder(session, gate)
        adder.add_all(requests)
    return AddedCodings(adder.added, adder.existing, gate.sequence)


def at_line(line: int, fault: Message) -> Message:
    """A fault with its line in the file."""
    return Message(N_("Line {line}: {fault}"), {"line": line, "fault": fault})


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The file's rows with their line numbers; empty fields are left out."""
    suffix = path.suffix.lower()
    if suffix not in {".jsonl", ".csv"}:
        raise FormatUnknown(path=str(path), choices=".jsonl, .csv")
    text = small_file.read_small(path, otherwise="cp1252", limit=LARGEST)
    rows: list[tuple[int, dict[str, Any]]] = []
    if suffix == ".csv":
        dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
        reader = csv.DictReader(io.StringIO(text), delimiter=dialect)
        rows = [(reader.line_num, {k: v for k, v in row.items() if k and v}) for row in reader]
    else:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    content = json.loads(line)
                except json.JSONDecodeError as error:
                    fault = Message(N_("this is not JSON ({why})"), {"why": error.msg})
                    raise BadData(at_line(number, fault), path=str(path)) from error
                if not isinstance(content, dict):
                    raise BadData(at_line(number, Message(N_("this is not a JSON object"))), path=str(path))
                rows.append((number, content))
    return rows


def _request(session: Session, codes: CodeTree, texts: dict[str, str], row: Mapping[str, Any]) -> CodingRequest:
    document = documents.find(session, str(row["document"]))
    if document.id not in texts:
        texts[document.id] = read.text(session, document.text_sha256)
    text = texts[document.id]
    if "quote" in row and "start" not in row:
        quote = str(row["quote"])
        start = text.find(quote)
        if start < 0 or text.find(quote, start + 1) >= 0:
            raise QuoteNotUnique(quote=quote[:40])
        end = start + len(quote)
    else:
        start, end = int(row["start"]), int(row["end"])
    if not 0 <= start < end <= len(text):
        raise SpanRefused(start=start, end=end, title=document.title, length=len(text))
    effect = row.get("effect") or None
    if effect is not None:
        one_of(str(effect), EFFECTS, "effect")
    facets = row.get("facets") or {}
    return CodingRequest(
        document=document.id,
        span=Span(start, end),
        code=codebooks.find_code(codes, str(row["code"])).key,
        coder=str(row["coder"]) if row.get("coder") else None,
        effect=effect,
        facets={str(name): str(value) for name, value in facets.items()},
        memo=str(row["memo"]) if row.get("memo") else None,
        origin="import",
    )

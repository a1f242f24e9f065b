"""Codings: put on passages, changed, taken off, listed, read from files."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.errors import (
    BadData,
    CoderNotFound,
    CodingNotFound,
    FileEmpty,
    FormatUnknown,
    QualcodeError,
    QuoteNotUnique,
    SpanRefused,
)
from qualcode.importers import small_file
from qualcode.model.codebook import EFFECTS, CodeTree
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
from qualcode.ops.names import clean, one_of, pick
from qualcode.ops.restate import by_ids
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session

LARGEST = 200_000_000  # bytes of a file of codings
_NEEDED = Message(N_("document, code and whole-number start and end are needed"))
# What else the columns of a table are called, in French, Dutch, English and German, without accents.
_CALLED = {
    "document": "fichier bestand datei dokument file",
    "quote": "passage citation extrait citaat fragment zitat textstelle",
    "start": "debut begin anfang",
    "end": "fin einde ende",
    "code": "",
    "coder": "codeur codeuse codeerder kodierer",
    "effect": "effet effekt",
    "memo": "note notitie notiz",
}


@dataclass(frozen=True, slots=True)
class AddedCodings:
    """What `add_file` did: how many codings are new, how many were there, and the journal number (None: no change)."""

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
        span = _span(start, end, record.title, text)
        coding = adder.add(CodingRequest(document, span, found.key, None, effect, facets, memo, origin))
    return views(session, [coding])[0]


def _span(start: int, end: int, title: str, text: str) -> Span:
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
            span = _span(first, last, document.title, text)
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


# Codings from files


def add_file(session: Session, path: Path) -> AddedCodings:
    """Codings from `.jsonl` or `.csv`: document, start, end, code[, coder, effect, memo]; all or nothing.

    Instead of start and end a `quote` may stand that occurs exactly once in the document. Raises BadData with every
    fault and its line.
    """
    rows = _rows(path)
    if not rows:
        raise FileEmpty(path=str(path))
    reader = _Reader(session)
    faults: list[Message] = []
    requests: list[CodingRequest] = []
    for line, row in rows:
        try:
            requests.append(reader.request(row))
        except QualcodeError as error:
            faults.append(at_line(line, error.message))
        except (KeyError, ValueError, TypeError):
            faults.append(at_line(line, _NEEDED))
    if faults:
        raise BadData(*faults, path=str(path))
    told = N_("A coding from “{source}”") if len(requests) == 1 else N_("{n} codings from “{source}”")
    summary = Message(told, {"n": len(requests), "source": path.name})
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
    if suffix == ".jsonl":
        lines = enumerate(text.split("\n"), 1)
        return [(number, _json_object(path, number, line)) for number, line in lines if line.strip()]
    header = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",")
    try:
        names = _names(reader.fieldnames or ())
        if not {"document", "code"} <= set(names.values()) or not {"quote", "start"} & set(names.values()):
            raise BadData(at_line(1, _NEEDED), path=str(path))
        return [(reader.line_num, {names[k]: v for k, v in row.items() if k and v}) for row in reader]
    except csv.Error as error:
        fault = Message(N_("this is not a row of a table ({why})"), {"why": str(error)})
        raise BadData(at_line(reader.line_num, fault), path=str(path)) from error


def _names(header: Sequence[str]) -> dict[str, str]:
    """The fields that the columns of a table hold; one called otherwise stands for a field that no column is."""
    bare = {name: re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", name).lower()) for name in header}
    taken = set(bare.values()) & _CALLED.keys()
    found: dict[str, str] = {}
    for name, plain in bare.items():
        other = next((key for key, words in _CALLED.items() if plain in words.split() and key not in taken), None)
        found[name] = plain if plain in _CALLED else other or name
        taken.add(found[name])
    return found


def _json_object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "…"
        raise BadData(at_line(number, Message(N_("this is not JSON ({why})"), {"why": why})), path=str(path)) from error
    if not isinstance(content, dict):
        raise BadData(at_line(number, Message(N_("this is not a JSON object"))), path=str(path))
    return content


class _Reader:
    """Rows of a file to requests; documents, texts and codes are looked up once each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        book = codebooks.book(session)
        self._tree = CodeTree(book.codes)
        self._facets = book.facets
        self._documents: dict[str, tuple[Document, str]] = {}
        self._codes: dict[str, str] = {}

    def request(self, row: Mapping[str, Any]) -> CodingRequest:
        """One row. Raises QualcodeError, or KeyError, ValueError, TypeError where a field is missing or no number."""
        document, text = self._document(str(row["document"]))
        if "quote" in row and "start" not in row:
            start = _only_place(text, str(row["quote"]))
            end = start + len(str(row["quote"]))
        else:
            start, end = _whole(row["start"]), _whole(row["end"])
        effect = str(row["effect"]) if row.get("effect") else None
        if effect is not None:
            one_of(effect, EFFECTS, "effect")
        facets = {str(name): str(value) for name, value in dict(row.get("facets") or {}).items()}
        check_facets(self._facets, facets)
        return CodingRequest(
            document=document.id,
            span=_span(start, end, document.title, text),
            code=self._code(str(row["code"])),
            coder=clean(str(row["coder"])) if row.get("coder") else None,
            effect=effect,
            facets=facets,
            memo=str(row["memo"]) if row.get("memo") else None,
            origin="import",
        )

    def _document(self, reference: str) -> tuple[Document, str]:
        if reference not in self._documents:
            document = documents.find(self._session, reference)
            self._documents[reference] = (document, read.text(self._session, document.text_sha256))
        return self._documents[reference]

    def _code(self, name: str) -> str:
        if name not in self._codes:
            self._codes[name] = codebooks.find_code(self._tree, name).key
        return self._codes[name]


def _only_place(text: str, quote: str) -> int:
    start = text.find(quote) if quote else -1
    if start < 0 or text.find(quote, start + 1) >= 0:
        raise QuoteNotUnique(quote=quote[:40])
    return start


def _whole(value: object) -> int:
    """A whole number, written as a number or as text; a fraction is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,12}\s*", value):
        return int(value)
    raise ValueError("not a whole number")

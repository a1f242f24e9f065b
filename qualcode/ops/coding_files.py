"""Codings read from files: a row a coding, all or nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qualcode.errors import (
    BadData,
    FileEmpty,
    QualcodeError,
    QuoteNotUnique,
)
from qualcode.importers import small_file
from qualcode.model.codebook import EFFECTS, CodeTree
from qualcode.model.document import Document
from qualcode.model.message import N_, Message
from qualcode.ops import codebooks, documents
from qualcode.ops.adder import Adder, CodingRequest, check_facets
from qualcode.ops.codings import AddedCodings, checked_span
from qualcode.ops.names import clean, one_of
from qualcode.ops.report_files import ending
from qualcode.store import read
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
            faults.append(_at_line(line, error.message))
        except (KeyError, ValueError, TypeError):
            faults.append(_at_line(line, _NEEDED))
    if faults:
        raise BadData(*faults, path=str(path))
    told = N_("A coding from “{source}”") if len(requests) == 1 else N_("{n} codings from “{source}”")
    summary = Message(told, {"n": len(requests), "source": path.name})
    with session.operation("coding.add", summary) as gate:
        adder = Adder(session, gate)
        adder.add_all(requests)
    return AddedCodings(adder.added, adder.existing, gate.sequence)


def _at_line(line: int, fault: Message) -> Message:
    """A fault with its line in the file."""
    return Message(N_("Line {line}: {fault}"), {"line": line, "fault": fault})


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The file's rows with their line numbers; empty fields are left out."""
    suffix = ending(path, (".jsonl", ".csv"))
    text = small_file.read_small(path, otherwise="cp1252", limit=LARGEST)
    if suffix == ".jsonl":
        lines = enumerate(text.split("\n"), 1)
        return [(number, _json_object(path, number, line)) for number, line in lines if line.strip()]
    header = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",")
    try:
        names = _names(reader.fieldnames or ())
        if not {"document", "code"} <= set(names.values()) or not {"quote", "start"} & set(names.values()):
            raise BadData(_at_line(1, _NEEDED), path=str(path))
        return [(reader.line_num, {names[k]: v for k, v in row.items() if k and v}) for row in reader]
    except csv.Error as error:
        fault = Message(N_("this is not a row of a table ({why})"), {"why": str(error)})
        raise BadData(_at_line(reader.line_num, fault), path=str(path)) from error


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
        raise BadData(
            _at_line(number, Message(N_("this is not JSON ({why})"), {"why": why})), path=str(path)
        ) from error
    if not isinstance(content, dict):
        raise BadData(_at_line(number, Message(N_("this is not a JSON object"))), path=str(path))
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
            span=checked_span(start, end, document.title, text),
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

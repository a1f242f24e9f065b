"""Codings as tables for other programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from qualcode.model.codebook import name_order
from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.ops import cases, codings, documents
from qualcode.ops.passages import passages
from qualcode.ops.pseudonyms import pseudonyms
from qualcode.ops.report_files import ending
from qualcode.store.session import Session

SUFFIXES = (".csv", ".xlsx", ".jsonl")
_COLUMNS = (
    "id", "document", "document_id", "title", "kind", "language", "case", "person", "speaker", "turn", "time",
    "start", "end", "quote", "code", "coder", "effect", "memo", "origin", "created",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds: rows; how many of them without their words, and how many codings were left out."""

    rows: int
    without_words: int
    left_out: int


def export_codings(session: Session, path: Path, *, force: bool = False, raw: bool = False) -> Exported:
    """Write a row a coding with the attributes of its case and person beside it.

    Consent is obeyed: `count` leaves the words and memo out, `anonymised` puts numbers for names, `none` leaves the
    coding out. `raw` leaves out the guard against formulas in CSV, for programs that read it back. Raises
    FormatUnknown, FileExists, FileUnwritable.
    """
    suffix = ending(path, SUFFIXES)
    from qualcode.exporters.atomic import write_atomically

    table = _Table(session)
    header, rows = table.header, table.rows
    if suffix == ".jsonl":
        lines = [json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) for row in rows]
        data = "".join(line + "\n" for line in lines).encode()
    elif suffix == ".csv":
        from qualcode.exporters.csv import csv_bytes

        data = csv_bytes(header, rows, raw=raw)
    else:
        from qualcode.exporters.xlsx import rows_xlsx

        data = rows_xlsx(header, rows, "codings")
    write_atomically(path, data, force=force)
    return Exported(len(rows), table.without_words, table.left_out)


Cell = str | int | float | None


class _Table:
    """The header and the rows: contract columns, then `facet:…`, `case:…` and `person:…` ones, by name."""

    def __init__(self, session: Session) -> None:
        everything = codings.listing(session)
        self._consents = {
            coding.id: passage.consent
            for passage in passages(session, [coding.id for coding in everything])
            for coding in passage.codings
        }
        self._names = pseudonyms(session, str)
        self._views = {view.id: view for view in documents.listing(session)}
        self._turns = {each: documents.turns(session, each) for each in {coding.document for coding in everything}}
        self._cases = {case.name: case.attributes for case in cases.cases(session)}
        self._people = {(person.case, person.name): person.attributes for person in cases.people(session)}
        self._facets = sorted({name for coding in everything for name in coding.facets})
        self._case_names = sorted({name for values in self._cases.values() for name in values}, key=name_order)
        self._person_names = sorted({name for values in self._people.values() for name in values}, key=name_order)
        self.header = [
            *_COLUMNS,
            *(f"facet:{name}" for name in self._facets),
            *(f"case:{name}" for name in self._case_names),
            *(f"person:{name}" for name in self._person_names),
        ]
        kept = [coding for coding in everything if self._consent(coding) != "none"]
        self.rows = [self._row(coding) for coding in kept]
        self.left_out = len(everything) - len(kept)
        self.without_words = sum(self._consent(coding) == "count" for coding in kept)

    def _consent(self, coding: CodingView) -> str:
        return self._consents.get(coding.id, "quote")

    def _row(self, coding: CodingView) -> list[Cell]:
        view = self._views[coding.document]
        turn = turn_at(self._turns[coding.document], coding.start)
        person = turn.person if turn else None
        mask = self._names.mask
        told = self._consent(coding) != "count"
        of_case = self._cases.get(view.case or "", {})
        of_person = self._people.get((view.case, person or ""), {})
        fixed: dict[str, Cell] = {
            "id": coding.id,
            "document": view.number,
            "document_id": view.id,
            "title": mask(view.title),
            "kind": view.kind,
            "language": view.language,
            "case": view.case,
            "person": self._names.header(person) if person else None,
            "speaker": self._names.header(turn.speaker) if turn and turn.speaker else None,
            "turn": turn.index + 1 if turn else None,
            "time": turn.time if turn else None,
            "start": coding.start,
            "end": coding.end,
            "quote": mask(coding.quote) if told else None,
            "code": coding.code,
            "coder": coding.coder,
            "effect": coding.effect,
            "memo": mask(coding.memo) if told and coding.memo else None,
            "origin": coding.origin,
            "created": coding.created,
        }
        return [
            *(fixed[name] for name in _COLUMNS),
            *(coding.facets.get(name) for name in self._facets),
            *(_cell(of_case.get(name)) for name in self._case_names),
            *(_cell(of_person.get(name)) for name in self._person_names),
        ]


def _cell(value: str | float | bool | None) -> Cell:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def turn_at(turns: list[TurnView], offset: int) -> TurnView | None:
    """The turn whose label or speech holds `offset`; O(log n)."""
    low, high = 0, len(turns)
    while low < high:
        middle = (low + high) // 2
        if turns[middle].label_start <= offset:
            low = middle + 1
        else:
            high = middle
    turn = turns[low - 1] if low else None
    return turn if turn is not None and offset < max(turn.end, turn.start + 1) else None

"""Codings as tables for other programs."""

from __future__ import annotations

import json
from pathlib import Path

from qualcode.errors import FormatUnknown
from qualcode.exporters.atomic import write_atomically
from qualcode.exporters.csv import csv_bytes
from qualcode.exporters.xlsx import rows_xlsx
from qualcode.model.codebook import fold_name
from qualcode.model.document import TurnView
from qualcode.ops import cases, codings, documents
from qualcode.store.session import Session

SUFFIXES = (".csv", ".xlsx", ".jsonl")
_COLUMNS = (
    "id", "document", "document_id", "title", "kind", "language", "case", "person", "speaker", "turn", "time",
    "start", "end", "quote", "code", "coder", "effect", "memo", "origin", "created",
)  # fmt: skip


def export_codings(session: Session, path: Path, *, force: bool = False, raw: bool = False) -> int:
    """Write a row a coding with the attributes of its case and person beside it; the number of rows.

    `raw` leaves out the guard against formulas in CSV, for programs that read it back. Raises FormatUnknown,
    FileExists, FileUnwritable.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise FormatUnknown(path=str(path), choices=", ".join(SUFFIXES))
    header, rows = table(session)
    if path.suffix.lower() == ".jsonl":
        lines = [json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) for row in rows]
        data = "".join(line + "\n" for line in lines).encode()
    elif path.suffix.lower() == ".csv":
        data = csv_bytes(header, rows, raw=raw)
    else:
        data = rows_xlsx(header, rows, "codings")
    write_atomically(path, data, force=force)
    return len(rows)


Cell = str | int | float | None


def table(session: Session) -> tuple[list[str], list[list[Cell]]]:
    """The header and the rows: contract columns, then `facet:…`, `case:…` and `person:…` ones, by name."""
    views = {view.id: view for view in documents.listing(session)}
    case_attributes = {case.name: case.attributes for case in cases.cases(session)}
    person_attributes = {(person.case, person.name): person.attributes for person in cases.people(session)}
    everything = codings.listing(session)
    facets = sorted({name for coding in everything for name in coding.facets})
    case_names = sorted({name for values in case_attributes.values() for name in values}, key=fold_name)
    person_names = sorted({name for values in person_attributes.values() for name in values}, key=fold_name)
    turns = {view: documents.turns(session, view) for view in {coding.document for coding in everything}}
    rows: list[list[Cell]] = []
    for coding in everything:
        view = views[coding.document]
        turn = turn_at(turns[coding.document], coding.start)
        person = turn.person if turn else None
        of_case = case_attributes.get(view.case or "", {})
        of_person = person_attributes.get((view.case, person or ""), {})
        rows.append(
            [
                coding.id,
                view.number,
                view.id,
                view.title,
                view.kind,
                view.language,
                view.case,
                person,
                turn.speaker if turn else None,
                turn.index + 1 if turn else None,
                turn.time if turn else None,
                coding.start,
                coding.end,
                coding.quote,
                coding.code,
                coding.coder,
                coding.effect,
                coding.memo,
                coding.origin,
                coding.created,
                *(coding.facets.get(name) for name in facets),
                *(_cell(of_case.get(name)) for name in case_names),
                *(_cell(of_person.get(name)) for name in person_names),
            ]
        )
    header = [
        *_COLUMNS,
        *(f"facet:{name}" for name in facets),
        *(f"case:{name}" for name in case_names),
        *(f"person:{name}" for name in person_names),
    ]
    return header, rows


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

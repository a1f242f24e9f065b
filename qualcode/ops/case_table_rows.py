"""The rows of a table of cases or people, read as its columns say, with every fault and its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.errors import NameRefused
from qualcode.importers.lines import Faults
from qualcode.model.case_table import ColumnPlan, Table, TableRow
from qualcode.model.codebook import fold_name
from qualcode.model.message import N_, Message
from qualcode.ops.names import clean
from qualcode.ops.table_columns import Column, is_index
from qualcode.ops.table_values import WANTED, is_missing, stored

_PART = re.compile(r"(.*\d) ?([a-h])", re.IGNORECASE)
# What the last row of a list is called where it is no case or person.
_SUM = re.compile(
    "total|totaux|totaal|summe|gesamt|insgesamt|somme|som|moyenne|gemiddelde|average|durchschnitt", re.IGNORECASE
)
_DOCUMENTS = re.compile(r"[;\n]")


@dataclass(slots=True)
class Draft:
    """A row, and those that continue it, before it is known what is there already.

    `names` are the name as each of its lines has it; `values` are attributes as stored; `asked` is the cell about
    consent and `consent` what it means, None where it is empty; `documents` are the texts that name them.
    """

    lines: list[int]
    names: list[str]
    name: str
    case: str | None = None
    person: str | None = None
    consent: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)


def read_rows(table: Table, columns: Sequence[ColumnPlan], faults: Faults) -> tuple[list[Draft], list[Message]]:
    """The rows as drafts, and what there is to tell. What is faulty is noted and left out of the draft."""
    reader = _Reader(table, columns, faults)
    drafts: list[Draft] = []
    joined: list[int] = []
    notes: list[Message] = []
    for row in table.rows:
        draft = reader.draft(row)
        if draft is None:
            continue
        if row is table.rows[-1] and drafts and _SUM.fullmatch(draft.name.rstrip(" :")):
            template = N_("Line {line}: “{name}” sums up the lines above it and is left out.")
            notes.append(Message(template, {"line": row.line, "name": draft.name}))
            continue
        if drafts and reader.unnumbered(row) and _continues(drafts[-1], draft):
            _join(drafts[-1], draft, columns)
            joined.append(row.line)
        else:
            drafts.append(draft)
    if joined:
        template = N_(
            "Rows without a number that continue the one above them, as b continues a, were joined to it: {lines}."
        )
        notes.append(Message(template, {"lines": ", ".join(map(str, joined))}))
    return drafts, notes


class _Reader:
    def __init__(self, table: Table, columns: Sequence[ColumnPlan], faults: Faults) -> None:
        self._faults = faults
        self._columns = columns
        self._index = next(
            (at for at, column in enumerate(columns) if column.role == "ignore" and is_index(Column.of(table, at))),
            None,
        )

    def unnumbered(self, row: TableRow) -> bool:
        """Whether rows have numbers and this one has none."""
        return self._index is not None and not row.cells[self._index]

    def draft(self, row: TableRow) -> Draft | None:
        """The row; None where it has no name that can be used."""
        by_role: dict[str, list[str]] = {}
        for column, cell in zip(self._columns, row.cells, strict=True):
            if cell:
                by_role.setdefault(column.role, []).append(cell)
        raw = " ".join(" ".join(by_role.get("name", ())).split())
        name = self._name(row.line, raw)
        if name is None:
            return None
        draft = Draft(lines=[row.line], names=[raw], name=name)
        draft.case = self._other(row.line, by_role.get("case"))
        draft.person = self._other(row.line, by_role.get("person"))
        for cell in by_role.get("document", ()):
            draft.documents += [text.strip() for text in _DOCUMENTS.split(cell) if text.strip()]
        for column, cell in zip(self._columns, row.cells, strict=True):
            if column.role == "attribute" and cell:
                self._value(row.line, column, cell, draft)
            elif column.role == "consent":
                draft.consent = self._consent(row.line, column, cell)
        return draft

    def _name(self, line: int, raw: str) -> str | None:
        if not raw:
            self._faults.add(line, N_("there is no name"))
            return None
        try:
            return clean(raw)
        except NameRefused as error:
            self._faults.note(line, error.message)
            return None

    def _other(self, line: int, cells: Sequence[str] | None) -> str | None:
        return self._name(line, " ".join(" ".join(cells).split())) if cells else None

    def _value(self, line: int, column: ColumnPlan, cell: str, draft: Draft) -> None:
        kind = column.type or "text"
        if kind != "text" and is_missing(cell):
            return
        value = stored(kind, cell)
        if value is None:
            template = N_("“{cell}” in the column “{column}” is not {wanted}")
            self._faults.add(line, template, cell=cell[:60], column=column.column, wanted=Message(WANTED[kind]))
        elif value:
            draft.values[column.column] = value

    def _consent(self, line: int, column: ColumnPlan, cell: str) -> str | None:
        meaning = column.values.get(cell, "")
        if cell and not meaning:
            template = N_("“{cell}” in the column “{column}” is not understood; say what it means with --consent")
            self._faults.add(line, template, cell=cell[:60], column=column.column)
        return meaning or None


def _continues(above: Draft, below: Draft) -> bool:
    """Whether the names are those of one thing's parts, one after the other: `12a` and `12b`."""
    first, second = _PART.fullmatch(above.names[-1]), _PART.fullmatch(below.names[-1])
    if first is None or second is None or fold_name(first[1]) != fold_name(second[1]):
        return False
    return ord(second[2].lower()) == ord(first[2].lower()) + 1


def _join(above: Draft, below: Draft, columns: Sequence[ColumnPlan]) -> None:
    """Add what the lower row says: empty cells are filled, other texts stand below what is there."""
    types: Mapping[str, str | None] = {column.column: column.type for column in columns}
    above.lines += below.lines
    above.names += below.names
    above.documents += below.documents
    above.case = above.case or below.case
    above.person = above.person or below.person
    above.consent = above.consent or below.consent
    for name, value in below.values.items():
        known = above.values.get(name)
        if known is None:
            above.values[name] = value
        elif types[name] == "text" and value not in known.split("\n"):
            above.values[name] = f"{known}\n{value}"

"""Tables of cases and people as they come in: what a file says, and what would be made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.message import Message

About = Literal["case", "person"]
Status = Literal["added", "changed", "unchanged"]

SUBJECTS = ("case", "person")
ROLES = ("name", "case", "person", "consent", "document", "attribute", "ignore")
"""What a column can be read as; see `ColumnPlan`."""
SURE, WORTH_ASKING = 0.9, 0.75
"""From the first score on a likeness of names is taken without asking; below the second it is none."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a file: the line it begins on (from 1), and a cell a column, empty where there is nothing."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a file holds it. No two names in `header` are alike, whatever their case; empty rows are left out.

    Cells are canonical text without outer white space; numbers, dates and booleans of a workbook are written as
    `12.5`, `2024-10-03`, `yes`. `source` is the file's name, `warnings` tell what was guessed, replaced or not read.
    """

    source: str
    header_line: int
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody decided about a table instead of leaving it to be guessed.

    `mapping`: column → role, or `attribute:TYPE`. `consents`: cell (also the empty one) → consent. `accept_below`:
    doubtful likenesses from this score on (0 to 1) are taken. `matches`: line → the document's id, empty for none.
    `same`: line → the name of the case or person there already that the row is about, empty for a new one.
    """

    about: About = "case"
    kind: str = "enterprise"
    mapping: Mapping[str, str] = field(default_factory=dict)
    consents: Mapping[str, str] = field(default_factory=dict)
    accept_below: float | None = None
    matches: Mapping[int, str] = field(default_factory=dict)
    same: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What a column is read as.

    `name`: of the case or person that the row is about (several such columns are joined); `case`: that a person belongs
    to; `person`: who belongs to the case; `consent`: of the person; `document`: file names or titles; `attribute`, with
    its `type`; `ignore`. `values` says for every different cell of a consent column what it means, nothing where that
    is not understood. `guessed` where nobody said so; `samples` are up to three different cells.
    """

    column: str
    role: str
    type: str | None
    guessed: bool
    samples: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    """A document that a row's name resembles, with the next best.

    `score` is 0 to 1. `how`: `exact`; `folded` (but for case, accents, separators, leading zeros, and words that all
    documents' names have); `part` (`12a` of `12ab`); `within` (its words stand in the other); `alike`; `confirmed`.
    """

    row: int
    name: str
    document: str
    number: int
    title: str
    score: float
    how: str
    runner_up: str | None
    runner_up_score: float | None


@dataclass(frozen=True, slots=True)
class KnownMatch:
    """A case or person there already that a row's name resembles; `taken` where the row is about that one."""

    row: int
    name: str
    known: str
    score: float
    taken: bool


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row for which there is no document."""

    row: int
    name: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row that can be stored, with those that continue it; `lines` are theirs.

    `attributes` are values as stored, by the attribute's name; `documents` are ids; `known` is the name of the case or
    person there already.
    """

    lines: tuple[int, ...]
    name: str
    known: str | None
    case: str | None
    person: str | None
    consent: str | None
    attributes: Mapping[str, str]
    documents: tuple[str, ...]
    status: Status = "added"


@dataclass(frozen=True, slots=True)
class TablePlan:
    """What importing a table would do; nothing is stored yet.

    `added`, `changed` and `unchanged` count cases or people. `documents` are matched, `doubtful` ones only resemble and
    are left alone, `unmatched` are rows without either, `left` the titles of documents that no row names. `faults`
    name their lines; while there are any, nothing can be stored. `sequence` is the journal's number it was made at.
    """

    table: Table
    choices: Choices
    columns: tuple[ColumnPlan, ...]
    rows: tuple[RowPlan, ...]
    added: int
    changed: int
    unchanged: int
    documents: tuple[DocumentMatch, ...]
    doubtful: tuple[DocumentMatch, ...]
    unmatched: tuple[Unmatched, ...]
    left: tuple[str, ...]
    known: tuple[KnownMatch, ...]
    warnings: tuple[Message, ...]
    faults: tuple[Message, ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class CaseTableReport:
    """What importing a table did, as `TablePlan`.

    `operation` is its number in the journal, None where nothing changed.
    """

    added: int
    changed: int
    unchanged: int
    documents: tuple[DocumentMatch, ...]
    doubtful: tuple[DocumentMatch, ...]
    unmatched: tuple[Unmatched, ...]
    left: tuple[str, ...]
    warnings: tuple[Message, ...]
    operation: int | None

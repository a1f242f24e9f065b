"""Tables of indicators as they come in: what a file says, and what would be made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model.case_table import Table
from qualcode.model.message import Message

SHAPES = ("long", "wide-periods", "wide-indicators")
"""A row a value; a column a period; a column an indicator."""
ROLES = (
    "case", "indicator", "period", "value", "target", "unit", "direction", "code", "kind", "threshold", "rungs",
    "definition", "source", "note", "baseline", "ignore",
)  # fmt: skip
"""What a column can be read as. In wide tables every column with values is a `value`, named by its header."""
DECIMALS = ("comma", "point")


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What somebody decided about a table instead of leaving it to be guessed.

    `shape` is one of `SHAPES`; `mapping`: column → role; `indicator` and `period` are those of all rows where no column
    says so; `decimal` says what stands before decimals; `same`: a name in the table → the case that is meant; `create`
    makes the cases that are missing.
    """

    shape: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    indicator: str | None = None
    period: str | None = None
    decimal: str | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    create: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """What a column is read as; `means` is the period or indicator that a column of a wide table is about."""

    column: str
    role: str
    guessed: bool
    samples: tuple[str, ...]
    means: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a table says of an indicator; None where it says nothing. `key` is set where it is there already."""

    name: str
    key: str | None
    line: int
    unit: str | None = None
    direction: str | None = None
    kind: str | None = None
    threshold: float | None = None
    code: str | None = None
    definition: str | None = None
    source: str | None = None
    rungs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a table holds; None where it says that it is missing.

    `kept` where the cell is empty: then a value that is there stays. `before` is that one. `status`: added, changed,
    same.
    """

    line: int
    column: str
    case: str
    indicator: str
    period: str
    value: float | None
    target: float | None = None
    note: str | None = None
    baseline: bool | None = None
    kept: bool = False
    status: str = "added"
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A case that a name in the table resembles; `taken` where that one is meant."""

    line: int
    name: str
    known: str
    score: float
    taken: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values."""

    added: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class IndicatorPlan:
    """What importing a table would do; nothing is stored yet.

    `created` are the indicators' names that would be defined, `cases` those of the enterprises that would be made.
    `faults` name their lines; while there are any, nothing can be stored. `sequence` is the journal's number it was
    made at.
    """

    table: Table
    choices: TableChoices
    shape: str
    columns: tuple[IndicatorColumn, ...]
    definitions: tuple[Definition, ...]
    values: tuple[Value, ...]
    created: tuple[str, ...]
    cases: tuple[str, ...]
    alike: tuple[Likeness, ...]
    measurements: Tally
    warnings: tuple[Message, ...]
    faults: tuple[Message, ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """What importing a table did: how many indicators it speaks of, how many values were added, changed or the same.

    `operation` is its number in the journal, None where nothing changed.
    """

    indicators: int
    measurements: Tally
    created: tuple[str, ...]
    cases: tuple[str, ...]
    warnings: tuple[Message, ...]
    operation: int | None

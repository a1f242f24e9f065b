"""How far coders agree, and on what they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.coding import CodingView
from qualcode.model.message import Message

AGREEMENT_UNITS = ("character", "sentence", "turn", "paragraph")
REGIONS = ("common", "all")

Measures = Mapping[str, float | None]
Intervals = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Agreement on one code, or on a whole branch of the codebook, by its key.

    `coded` are the units that each coder has coded. `cu_alpha` is (k)u-alpha, and `coverage` the share (0..1) of the
    code's length it can speak of. `prevalence` is the share (0..1) of units coded, over coders.
    """

    code: str
    measures: Measures
    coded: Mapping[str, int]
    intervals: Intervals
    coverage: float | None
    prevalence: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A longest stretch `[start, end)` of a document (its id) on which the coders' codes (keys) differ in one way."""

    document: str
    start: int
    end: int
    by: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far `coders` agree on `n_units` units of `documents` (ids); coefficients are None where undefined.

    `measures` pool the codes. `intervals` hold 95 % of `draws` bootstrap draws of documents. `branches` are the
    dimensions, coded by anything below them. `adrift` codings were left out.
    """

    coders: tuple[str, ...]
    unit: str
    n_units: int
    measures: Measures
    intervals: Intervals
    codes: tuple[CodeAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    notes: tuple[Message, ...]
    branches: tuple[CodeAgreement, ...]
    region: str
    documents: tuple[str, ...]
    draws: int
    seed: int
    adrift: int


@dataclass(frozen=True, slots=True)
class TableAgreement:
    """How far the coders (columns) of a table of ratings agree; `units` rows were rated by two or more."""

    measures: Measures
    notes: tuple[Message, ...]
    units: int
    coders: tuple[str, ...]
    level: str


@dataclass(frozen=True, slots=True)
class SettlementView:
    """How a disagreement was settled: `coder` is the arbiter, `consensus` the coding agreed on, where there is one."""

    id: str
    document: str
    start: int
    end: int
    codings: tuple[str, ...]
    outcome: str
    consensus: CodingView | None
    reason: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class Contested:
    """A passage to be talked about, about one `code` (its key).

    `kind`: `missed` where somebody gave nothing, `other-code` where they gave other codes, `other-span` where all gave
    this code on other edges. `codings` are those of the code, `others` what those without it have there. `settled` is
    empty while nobody has decided.
    """

    document: str
    title: str
    start: int
    end: int
    quote: str
    code: str
    kind: str
    codings: tuple[CodingView, ...]
    others: tuple[CodingView, ...]
    settled: tuple[SettlementView, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """What coders have to talk about, in the order of documents and texts; `settled` of `total` is done."""

    coders: tuple[str, ...]
    contested: tuple[Contested, ...]
    settled: int
    total: int
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Mixed:
    """On how many stretches one coder gave `code` and another `other`, or nothing (None)."""

    code: str
    other: str | None
    stretches: int


@dataclass(frozen=True, slots=True)
class Muddled:
    """A code that coders take for others: stretches `mixed` with other codes and `missed` by somebody.

    `mostly` is the code it is mixed with most. `defined` and `bounded`: whether its definition, and what it leaves
    out, are written in any language.
    """

    code: str
    mixed: int
    missed: int
    mostly: str | None
    defined: bool
    bounded: bool


@dataclass(frozen=True, slots=True)
class Confusion:
    """Which codes coders take for one another, most often first, and so whose definitions need work."""

    coders: tuple[str, ...]
    pairs: tuple[Mixed, ...]
    codes: tuple[Muddled, ...]
    notes: tuple[Message, ...]

"""How far coders agree, and on what they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

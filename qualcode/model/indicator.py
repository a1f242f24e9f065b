"""Indicators: what is measured, and the measurements by case and period."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.codebook import Localised

INDICATOR_KINDS = ("number", "level")
DIRECTIONS = ("higher", "lower")
AGGREGATES = ("median", "sum", "mean")
PROPOSAL_STATES = ("proposed", "accepted", "declined")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured. `direction` says which is better, `threshold` the smallest real change in the unit.

    `code` is the id of the code or dimension it speaks to; None where it speaks to none. `kind` is `level` where a
    person judges described rungs: `rungs` are their labels from the lowest, 0 upwards. `aggregate` says how values of
    several cases may be put together.
    """

    id: str
    key: str
    labels: Localised
    definition: Localised
    kind: str
    unit: str
    direction: str
    threshold: float | None
    code: str | None
    rungs: tuple[Localised, ...]
    aggregate: str
    source: str
    status: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value of an indicator in a case and a period; None where it is known to be missing.

    `period` is as it was written (2024, 2024-06, 2024-Q2, before). `baseline` marks the value that change is counted
    from; without a mark it is the first. For levels `codings` are the ids of the passages the judgement cites.
    """

    id: str
    indicator: str
    case: str
    period: str
    value: float | None
    target: float | None
    baseline: bool
    note: str
    codings: tuple[str, ...]
    coder: str
    created: str

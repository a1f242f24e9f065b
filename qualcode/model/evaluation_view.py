"""An enterprise's phases and groups of enterprises as they are shown: names and keys for ids, with what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.case import AttributeValue
from qualcode.model.codebook import Localised
from qualcode.model.results import Matrix


@dataclass(frozen=True, slots=True)
class Collected:
    """What has been collected by a method: documents of its kind, the narrators in them, the passages coded in them.

    For `indicators`: those with a value, how many values, and the periods in their order. `missing` where the method
    was chosen and nothing has come of it yet.
    """

    documents: int
    people: int
    passages: int
    indicators: int
    measurements: int
    periods: tuple[str, ...]
    chosen: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class IndicatorFound:
    """What happened to an indicator in the case; `better` is 1, -1, 0 (no real change) or None, as in its trend."""

    key: str
    labels: Localised
    unit: str
    baseline: float | None
    baseline_period: str | None
    latest: float | None
    latest_period: str | None
    target: float | None
    change: float | None
    better: int | None


@dataclass(frozen=True, slots=True)
class VerdictFound:
    """What a coder said of the case in the joint display; `code` and `indicator` are keys."""

    code: str
    indicator: str | None
    coder: str
    verdict: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class Found:
    """What has been found in a dimension.

    `passages` are distinct, `people` narrators who said some of them, of `of_people` in the case. `effect` counts the
    passages by effect; `balance` is (positive - negative) / (positive + negative + mixed), None where that is empty.
    `finding` is what the researcher wrote.
    """

    passages: int
    people: int
    of_people: int
    effect: Mapping[str, int]
    balance: float | None
    finding: str
    indicators: tuple[IndicatorFound, ...]
    verdicts: tuple[VerdictFound, ...]


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """An enterprise through its phases: diagnose, collect, analyse.

    `portrait` is the state of affairs by the dimension's key; `methods` are those chosen, `reasons` why, by method;
    `collected` is by method, all five; `missing` names the methods that were chosen and are empty still; `found` is by
    the dimension's key. `other_indicators` speak to no dimension.
    """

    case: str
    portrait: Mapping[str, str]
    question: str
    methods: tuple[str, ...]
    collected: Mapping[str, Collected]
    found: Mapping[str, Found]
    reasons: Mapping[str, str]
    missing: tuple[str, ...]
    other_indicators: tuple[IndicatorFound, ...]
    limit: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A session of a group; `coder` is who entered it."""

    id: str
    date: str
    title: str
    notes: str
    handout: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group: the names of its cases, the titles of their documents, its sessions by date."""

    name: str
    kind: str
    attributes: Mapping[str, AttributeValue]
    members: tuple[str, ...]
    documents: tuple[str, ...]
    description: str
    sessions: tuple[MeetingView, ...]
    id: str


@dataclass(frozen=True, slots=True)
class IndicatorSpread:
    """An indicator over the members of a group: `n` with a value, medians, lowest and highest of the latest.

    `change` is the median of the members' changes; `values` are the latest by member, None where there is none.
    `together` is the sum or mean where the indicator's definition allows one, else None.
    """

    key: str
    labels: Localised
    unit: str
    code: str | None
    n: int
    baseline: float | None
    latest: float | None
    lowest: float | None
    highest: float | None
    change: float | None
    better: int | None
    together: float | None
    values: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group's members side by side: dimensions by members in passages and in people, and what indicators say."""

    group: str
    members: tuple[str, ...]
    passages: Matrix
    people: Matrix
    indicators: tuple[IndicatorSpread, ...]


@dataclass(frozen=True, slots=True)
class HandoutView:
    """The hand-out of a session, or one drafted; `kept` where it stands in the session, `file` where it was written."""

    group: str
    session: str | None
    handout: str
    kept: bool
    file: str | None

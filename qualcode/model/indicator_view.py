"""Indicators as they are shown: codes by key, cases and coders by name, with what happened in each case."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.codebook import Localised
from qualcode.model.project import LANGUAGES


@dataclass(frozen=True, slots=True)
class MeasurementView:
    """A value in a case and a period; None where it is known to be missing.

    `baseline` where change is counted from it: the one that was marked, else the first there is. `codings` are the ids
    of the cited passages that are still there.
    """

    case: str
    period: str
    value: float | None
    target: float | None
    baseline: bool
    note: str
    codings: tuple[str, ...]
    coder: str


@dataclass(frozen=True, slots=True)
class TrendView:
    """What happened in a case, as in `analysis.indicators.Trend`."""

    case: str
    baseline: float | None
    baseline_period: str | None
    latest: float | None
    latest_period: str | None
    target: float | None
    change: float | None
    relative: float | None
    better: int | None
    n: int


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with its measurements, by case and period, and what they say case by case.

    `code` is the key of the code or dimension it speaks to, None where there is none. See `model.indicator.Indicator`.
    """

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
    measurements: tuple[MeasurementView, ...]
    trends: tuple[TrendView, ...]
    coder: str
    created: str
    id: str


@dataclass(frozen=True, slots=True)
class RemarkView:
    """Something said about a proposal."""

    text: str
    coder: str
    created: str
    id: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with what was said about it.

    `subject` is the key of the code or indicator it is about, or its id where that is gone; None for something new.
    `content` is what is proposed, by field (see `ops.proposals`). `decided_by`, `decided_at` and `decision`, which is
    the reason, are of the last decision.
    """

    id: str
    about: str
    action: str
    subject: str | None
    content: dict[str, str]
    reason: str
    status: str
    coder: str
    created: str
    decided_by: str | None
    decided_at: str | None
    decision: str
    remarks: tuple[RemarkView, ...]


def localised(texts: Localised, language: str) -> str:
    """The text in `language`, else in English, else in any language there is; empty where there is none."""
    for wanted in (language, "en", *LANGUAGES):
        if text := texts.get(wanted):
            return text
    return next(iter(texts.values()), "")


def rung_label(indicator: IndicatorView, value: float | None, language: str) -> str:
    """What the level of this number is called; empty where it has no name."""
    if value is None or not value.is_integer() or not 0 <= value < len(indicator.rungs):
        return ""
    return localised(indicator.rungs[int(value)], language)

"""What an indicator's values say: from which to which they went, whether that is a real change, and for the better.

A change is the latest value less the baseline. It is real where it reaches the indicator's own threshold, else 5 % of
the baseline's size; from a baseline of nothing any change is. Several cases are put together by median and range, never
by a sum or mean unless the indicator says that these mean something.
"""

from __future__ import annotations

import functools
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.model.indicator import Indicator, Measurement

USUAL_THRESHOLD = 0.05
_WORDS = {
    **dict.fromkeys(("before", "avant", "voor", "vóór", "vorher", "baseline", "t0"), (0.0,)),
    **dict.fromkeys(("during", "pendant", "tijdens", "während"), (1.0,)),
    **dict.fromkeys(("after", "après", "apres", "na", "nachher", "nach"), (2.0,)),
}


@dataclass(frozen=True, slots=True)
class Trend:
    """One case's values of an indicator. Values and `change` are in its unit, `relative` a share of the baseline.

    `better` is 1 where the latest value is better than the baseline by its direction, -1 where worse, 0 where there is
    no real change, None where there are not two values. `n` counts the values there are.
    """

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
class Spread:
    """Several cases' trends together: `n` cases with a value, medians, lowest and highest of the latest and of change.

    `together` is the sum or mean of the latest values where the indicator allows it, else None.
    """

    n: int
    baseline: float | None
    latest: float | None
    lowest: float | None
    highest: float | None
    change: float | None
    change_lowest: float | None
    change_highest: float | None
    better: int | None
    together: float | None


@functools.lru_cache(4096)  # a project has few periods and asks for each thousands of times
def period_order(period: str) -> tuple[tuple[float, ...], str]:
    """A key by which periods are put in order: years, quarters, months, days; before, during, after; else by name.

    `2024` < `2024-T2` < `2024-06-30`; school years `2023-2024` begin with their first year.
    """
    text = period.strip().casefold()
    if text in _WORDS:
        return _WORDS[text], text
    numbers = [float(number) for number in re.findall(r"\d+", text)]
    quarter = re.search(r"\b[tqk](\d)\b|\b(\d)(?:e|er)?\s*(?:trim|kwart|quart)", text)
    year = next((number for number in numbers if 1900 <= number < 2200), None)
    if year is None:
        return ((*numbers,) or (float("inf"),)), text
    if quarter:
        return (year, float(quarter[1] or quarter[2]) * 3 - 2), text
    rest = [number for number in numbers[numbers.index(year) + 1 :] if number <= 31]
    return (year, *rest), text


def trend(indicator: Indicator, measurements: Iterable[Measurement]) -> Trend:
    """What happened in one case. `measurements` are of this indicator and case, in any order."""
    ordered = sorted(measurements, key=lambda each: period_order(each.period))
    known = [each for each in ordered if each.value is not None]
    targets = [each.target for each in ordered if each.target is not None]
    target = targets[-1] if targets else None
    if not known:
        return Trend(None, None, None, None, target, None, None, None, 0)
    first = next((each for each in known if each.baseline), known[0])
    last = known[-1]
    assert first.value is not None and last.value is not None
    if first is last:
        return Trend(first.value, first.period, last.value, last.period, target, None, None, None, len(known))
    change = last.value - first.value
    relative = change / abs(first.value) if first.value else None
    return Trend(
        first.value,
        first.period,
        last.value,
        last.period,
        target,
        change,
        relative,
        better(indicator, first.value, change),
        len(known),
    )


def better(indicator: Indicator, baseline: float, change: float) -> int:
    """1 for the better, -1 for the worse, 0 where the change is not real."""
    least = indicator.threshold if indicator.threshold is not None else USUAL_THRESHOLD * abs(baseline)
    if change == 0 or abs(change) < least - 1e-12:
        return 0
    return 1 if (change > 0) == (indicator.direction == "higher") else -1


def spread(indicator: Indicator, trends: Sequence[Trend]) -> Spread:
    """Several cases together. The change is the median of the cases' changes, judged against the median baseline."""
    latest = [each.latest for each in trends if each.latest is not None]
    if not latest:
        return Spread(0, None, None, None, None, None, None, None, None, None)
    # Baselines and changes are of the same cases, so that one value alone shifts neither.
    paired = [(each.baseline, each.change) for each in trends if each.change is not None and each.baseline is not None]
    baseline = statistics.median(first for first, _ in paired) if paired else None
    changes = [change for _, change in paired]
    change = statistics.median(changes) if changes else None
    sums = {"sum": sum(latest), "mean": statistics.fmean(latest)}
    return Spread(
        n=len(latest),
        baseline=baseline,
        latest=statistics.median(latest),
        lowest=min(latest),
        highest=max(latest),
        change=change,
        change_lowest=min(changes) if changes else None,
        change_highest=max(changes) if changes else None,
        better=better(indicator, baseline, change) if change is not None and baseline is not None else None,
        together=sums.get(indicator.aggregate),
    )

"""What an indicator's values say together: by period, and of all cases at once."""

from __future__ import annotations

import statistics
from typing import Any

from qualcode.analysis.indicators import Spread, Trend, period_order, spread
from qualcode.model.indicator_view import IndicatorView


def course(indicator: IndicatorView, case: str | None = None) -> list[tuple[str, float | None]]:
    """The values by period, of one case, or of all cases by their median; None where it is missing.

    Of several cases only periods count in which all that have values have one: a case that comes or goes is no change.
    """
    found: dict[str, list[float]] = {}
    for each in indicator.measurements:
        if case is None or each.case == case:
            values = found.setdefault(each.period, [])
            if each.value is not None:
                values.append(each.value)
    n = sum(trend.n > 0 for trend in indicator.trends)
    return [
        (period, statistics.median(found[period]) if found[period] else None)
        for period in sorted(found, key=period_order)
        if case is not None or n <= 1 or len(found[period]) == n
    ]


def together(indicator: IndicatorView) -> Spread:
    """All its cases put together, by median and range."""
    trends = [Trend(*(getattr(each, name) for name in Trend.__dataclass_fields__)) for each in indicator.trends]
    # A view has every field of an indicator that is asked for here.
    defined: Any = indicator
    return spread(defined, trends)

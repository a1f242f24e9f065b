"""Baselines, changes and spreads, computed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.indicators import Trend, period_order, spread, trend
from qualcode.model.indicator import Indicator, Measurement


def indicator(direction: str = "higher", threshold: float | None = None, aggregate: str = "median") -> Indicator:
    return Indicator(
        "i", "jobs", {"fr": "Emplois"}, {}, "number", "ETP", direction, threshold, None, (), aggregate, "", "accepted",
        "c", "2026-01-01T00:00:00+00:00",
    )  # fmt: skip


def measured(*values: tuple[str, float | None], baseline: str = "", target: float | None = None) -> list[Measurement]:
    return [
        Measurement(str(n), "i", "case", period, value, target, period == baseline, "", (), "c", "")
        for n, (period, value) in enumerate(values)
    ]


def test_change_is_the_latest_less_the_first_whatever_the_order_of_rows() -> None:
    found = trend(indicator(), measured(("2024", 15), ("2022", 10), ("2023", None), target=20))
    assert (found.baseline, found.baseline_period, found.latest, found.latest_period) == (10, "2022", 15, "2024")
    assert (found.change, found.relative, found.better, found.target, found.n) == (5, 0.5, 1, 20, 2)


def test_a_marked_baseline_counts_instead_of_the_first() -> None:
    found = trend(indicator(), measured(("2021", 1), ("2022", 10), ("2024", 8), baseline="2022"))
    assert (found.baseline, found.change, found.better) == (10, -2, -1)


def test_direction_and_threshold_decide_what_is_better() -> None:
    assert trend(indicator("lower"), measured(("2022", 10), ("2024", 8))).better == 1
    assert trend(indicator(threshold=3), measured(("2022", 10), ("2024", 12))).better == 0
    assert trend(indicator(threshold=2), measured(("2022", 10), ("2024", 12))).better == 1
    assert trend(indicator(), measured(("2022", 100), ("2024", 104))).better == 0
    assert trend(indicator(), measured(("2022", 100), ("2024", 105))).better == 1
    assert trend(indicator(), measured(("2022", 0), ("2024", 1))).better == 1
    assert trend(indicator(), measured(("2022", 5), ("2024", 5))).better == 0


def test_one_value_is_no_change_and_none_is_nothing() -> None:
    assert trend(indicator(), measured(("2022", 5))) == Trend(5, "2022", 5, "2022", None, None, None, None, 1)
    assert trend(indicator(), measured(("2022", None))).n == 0


def test_cases_are_put_together_by_median_and_range() -> None:
    trends = [trend(indicator(), measured(("2022", a), ("2024", b))) for a, b in ((10, 12), (20, 30), (5, 4))]
    found = spread(indicator(), [*trends, trend(indicator(), measured(("2024", 100))), trend(indicator(), [])])
    assert (found.n, found.baseline, found.latest, found.lowest, found.highest) == (4, 10, 21, 4, 100)
    assert (found.change, found.change_lowest, found.change_highest, found.better) == (2, -1, 10, 1)
    assert found.together is None
    assert spread(indicator(aggregate="sum"), trends).together == 46
    assert spread(indicator(aggregate="mean"), trends).together == pytest.approx(46 / 3)


@pytest.mark.parametrize(
    "periods",
    [
        ["2022", "2023", "2024"],
        ["2023-T1", "2023-T2", "2023-T4", "2024-T1"],
        ["2023-01", "2023-06", "2024-02"],
        ["avant", "pendant", "après"],
        ["voor", "tijdens", "na"],
        ["2021-2022", "2022-2023"],
        ["2 e trim. 2023", "2024 Q1"],
    ],
)
def test_periods_are_put_in_the_order_of_time(periods: list[str]) -> None:
    backwards = periods[::-1]
    assert sorted(backwards, key=period_order) == periods


@given(st.lists(st.text(max_size=12), max_size=10))
def test_any_periods_can_be_put_in_order(periods: list[str]) -> None:
    once = sorted(periods, key=period_order)
    backwards = once[::-1]
    assert sorted(backwards, key=period_order) == once or len({period_order(each) for each in once}) < len(once)

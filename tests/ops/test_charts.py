"""Charts of what was computed: their values, their words in the reader's language, and what is said beside them."""

from __future__ import annotations

import dataclasses
from typing import Any

from qualcode.model.indicator_view import IndicatorView, MeasurementView
from qualcode.ops import charts
from tests.exporters.matrices import themes


def indicator(cases: int, **changes: Any) -> IndicatorView:
    told = tuple(
        MeasurementView(f"Entreprise {case}", period, float(value + case), None, period == "2022", "", (), "marie")
        for case in range(cases)
        for period, value in (("2024", 60), ("2022", 20))
    )
    view = IndicatorView(
        "emploi", {"fr": "Emploi à la sortie"}, {}, "number", "%", "higher", None, None, (), "none", "Registre",
        "accepted", told, (), "marie", "2026-11-22T10:00:00Z", "i1",
    )  # fmt: skip
    return dataclasses.replace(view, **changes)


def test_a_matrix_is_drawn_with_its_numbers_as_they_are_written() -> None:
    chart = charts.of_matrix(themes("coverage"), "fr")
    assert chart.shown[0] == ("12,5\u202f%", "50,0\u202f%", "–")
    assert (chart.values[0], chart.columns[-1], chart.strong) == ((0.125, 0.5, None), "(sans)", (0,))
    assert "50,0" in chart.alt and "De Kringfabriek" in chart.alt
    assert charts.of_matrix(themes("quotes"), "fr").values[0] == (2, 1, 0)


def test_bars_show_totals_or_a_series_for_each_column() -> None:
    assert [each.values for each in charts.of_totals(themes(), "fr").series] == [(3, 2, 0)]
    assert [each.name for each in charts.of_columns(themes(), "fr").series][:1] == ["Atelier Nord"]
    assert charts.of_totals(themes("coverage"), "en").series[0].values[0] == 12.5


def test_an_indicator_goes_from_period_to_period_and_marks_its_baseline() -> None:
    chart = charts.of_indicator(indicator(2), "fr")
    assert (chart.title, chart.periods, chart.upward, chart.target) == (
        "Emploi à la sortie",
        ("2022", "2024"),
        True,
        None,
    )
    assert [(each.values, each.marked) for each in chart.series] == [((20.0, 60.0), 0), ((21.0, 61.0), 0)]
    assert "20 (2022) → 60 (2024)" in chart.alt
    assert len(charts.of_indicator(indicator(2), "fr", cases=["Entreprise 1"]).series) == 1


def test_of_many_enterprises_the_median_is_drawn_with_the_range() -> None:
    chart = charts.of_indicator(indicator(charts.MOST_LINES + 1), "fr")
    assert [each.values for each in chart.series] == [(24.0, 64.0)]
    assert chart.band is not None
    assert (chart.band[0].values, chart.band[1].values) == ((20.0, 60.0), (28.0, 68.0))


def test_levels_are_named() -> None:
    rungs = ({"fr": "jamais"}, {"fr": "parfois"})
    chart = charts.of_indicator(indicator(1, kind="level", rungs=rungs), "fr")
    assert chart.levels == ("jamais", "parfois")


def test_effects_say_their_balance_in_words() -> None:
    rows = [
        ("Nord", {"positive": 7, "negative": 2, "mixed": 1, "none": 3, "unclear": 0}),
        ("Sud", {"positive": 1, "negative": 1, "mixed": 0}),
        ("Est", {}),
    ]
    chart = charts.of_effects("Effets", rows, "en")
    assert [row.words for row in chart.rows] == ["+0.5 more positive", "0 neither way", "–"]
    assert "(3)" in chart.note

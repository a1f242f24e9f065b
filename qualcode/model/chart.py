"""Pictures of numbers as plain values. `ops.charts` says what is in them, in the reader's language; exporters draw.

Every chart has a `title`, a `note` (small print below, "" for none) and `alt`, a sentence or two that says the same to
somebody who cannot see it. Texts are data, never markup. `language` decides how numbers on axes are written.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A matrix whose cells are tinted by `values` (None: nothing to tint) and hold the texts `shown`.

    `values` and `shown` have a row for each of `rows` and a place for each of `columns`. Totals are texts and never
    tinted; empty tuples leave them out. `strong` are the rows that stand out, by index, and the others are inset where
    there are any.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    shown: tuple[tuple[str, ...], ...]
    note: str
    alt: str
    language: str
    row_totals: tuple[str, ...] = ()
    column_totals: tuple[str, ...] = ()
    total: str = ""
    total_label: str = ""
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Values that belong together, one for each label of their chart, None where there is none.

    `shown` are the same as texts. `marked` is the index of the value that the others are compared with, if any.
    """

    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]
    marked: int | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from zero, one for each label and series: plain bars for one series, bars side by side for several.

    `axis` names what is measured, with its unit.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    note: str
    alt: str
    language: str


@dataclass(frozen=True, slots=True)
class IndicatorLines:
    """An indicator over its periods: a line a series, a ring around each baseline, a dashed line at the target.

    `better` says in words which direction is the better one, `upward` whether it is up. `band` are the lowest and the
    highest value in each period, where the one series is a middle of many. `levels` are names of 0, 1, 2, … in place of
    numbers on the axis.
    """

    title: str
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    better: str
    upward: bool
    baseline_label: str
    target: float | None
    target_label: str
    note: str
    alt: str
    language: str
    band: tuple[Series, Series] | None = None
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """How many passages tell of which effect, and what comes of it in words (`+0.60, mostly for the better`)."""

    label: str
    negative: int
    mixed: int
    positive: int
    words: str


@dataclass(frozen=True, slots=True)
class EffectBalance:
    """Effects as bars to both sides: the negative to the left, the positive to the right, the mixed astride.

    The three names are those of the effects, for the legend; `words_label` heads the column of words.
    """

    title: str
    rows: tuple[BalanceRow, ...]
    negative: str
    mixed: str
    positive: str
    axis: str
    words_label: str
    note: str
    alt: str
    language: str


Chart = HeatMap | Bars | IndicatorLines | EffectBalance

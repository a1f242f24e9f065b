"""An indicator over its periods: lines with signs and names, baseline and target, and which way is better."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.exporters.chart_page import FAINT, GREY, INK, MARGIN, NORMAL, PAD, SMALL, Page, figure, line_height, ticks
from qualcode.model.chart import IndicatorLines, Series

# Okabe and Ito's colours, which differ for the colour-blind too, with a sign and a dash each.
_STYLES = (
    ("#0B5A55", "o", "solid"),
    ("#B5651D", "s", "dashed"),
    ("#1B4F8A", "^", "dashdot"),
    ("#8A3B5C", "D", "dotted"),
    ("#5A5A5A", "v", "solid"),
    ("#9A7D0A", "P", "dashed"),
    ("#3C7DC4", "X", "dashdot"),
    ("#2F2F2F", "*", "dotted"),
)
_BAND, _TARGET = "#D5EAE7", "#1C1C1C"
_HIGH, _HIGH_ALONE = 2.3, 1.4

Place = Callable[[float], float]


def draw(chart: IndicatorLines, wide: float) -> Page:
    """The lines on a page."""
    page = Page(wide)
    page.heading(chart.title)
    arrow = "▲" if chart.upward else "▼"
    page.text(MARGIN, page.height + 0.06, f"{arrow} {chart.better}", NORMAL, bold=True)
    page.lines(MARGIN, page.height + 0.16, page.wrap(chart.axis, wide - 2 * MARGIN, SMALL), SMALL, colour=GREY)
    marks = _marks(chart)
    scale = [_tick(mark, chart) for mark in marks]
    names = [page.wrap(text, 1.2, SMALL, lines=2) for text in scale]
    left = MARGIN + max(page.measure(line, SMALL) for lines in names for line in lines) + PAD * 1.5
    beside = [each.name for each in chart.series] + ([chart.target_label] if chart.target is not None else [])
    room = min(max((page.measure(page.clean(name), NORMAL) for name in beside), default=0.0) + 3 * PAD, 1.8)
    top, right = page.height + 0.42, wide - MARGIN - room
    # One line needs little room; several would run into each other.
    high = _HIGH_ALONE if len(chart.series) == 1 and chart.band is None else _HIGH
    bottom = top + high
    span = marks[-1] - marks[0]

    def height_of(value: float) -> float:
        return bottom - (value - marks[0]) / span * high

    for mark, lines in zip(marks, names, strict=True):
        y = height_of(mark)
        page.stroke([(left, y), (right, y)], FAINT, thick=0.5)
        start = y - line_height(SMALL) * len(lines) / 2
        page.lines(left - PAD, start, lines, SMALL, colour=GREY, align="right")
    xs = _across(len(chart.periods), left, right)
    _periods(page, chart, xs, bottom, right - left)
    _lines(page, chart, xs, height_of, (right, room))
    page.note(chart.note)
    return page


def _marks(chart: IndicatorLines) -> list[float]:
    if chart.levels:
        return [float(level) for level in range(max(len(chart.levels), 2))]
    drawn = (*chart.series, *(chart.band or ()))
    values = [value for each in drawn for value in each.values if value is not None]
    values += [chart.target] if chart.target is not None else []
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    # Zero belongs to it unless it is far below.
    return ticks(0.0 if 0 <= low <= 0.6 * high else low, 0.0 if low <= high < 0 and high >= 0.6 * low else high)


def _tick(mark: float, chart: IndicatorLines) -> str:
    if chart.levels:
        place = round(mark)
        return chart.levels[place] if place < len(chart.levels) else ""
    return figure(mark, chart.language)


def _across(count: int, left: float, right: float) -> list[float]:
    """Where the periods stand; a single one in the middle."""
    if count < 2:
        return [(left + right) / 2]
    inset = min(0.35, (right - left) / count / 3)
    step = (right - left - 2 * inset) / (count - 1)
    return [left + inset + step * place for place in range(count)]


def _periods(page: Page, chart: IndicatorLines, xs: list[float], bottom: float, wide: float) -> None:
    room = wide / max(len(xs), 1) - PAD
    longest = max((page.measure(page.clean(period), SMALL) for period in chart.periods), default=0.0)
    # Where not all have room, every second, third, ... is named, and always the last.
    step = max(1, -(-int(longest * 100) // max(int(room * 100), 1))) if longest > 1.5 * room else 1
    end = bottom
    for place, (period, x) in enumerate(zip(chart.periods, xs, strict=False)):
        page.stroke([(x, bottom), (x, bottom + 0.04)], GREY)
        if (len(xs) - 1 - place) % step == 0:
            texts = page.wrap(period, room * step, SMALL, lines=2)
            end = max(end, page.lines(x, bottom + 0.06, texts, SMALL, colour=GREY, align="center"))
    page.height = end + PAD


def _lines(page: Page, chart: IndicatorLines, xs: list[float], height_of: Place, beside: tuple[float, float]) -> None:
    right, room = beside
    if chart.band is not None:
        _band(page, chart.band, xs, height_of)
    ends: list[tuple[float, str, str, str]] = []
    if chart.target is not None:
        y = height_of(chart.target)
        page.stroke([(xs[0] - 0.2, y), (right, y)], _TARGET, thick=1.0, dash="dashed")
        ends.append((y, chart.target_label, _TARGET, ""))
    for place, each in enumerate(chart.series):
        colour, shape, dash = _STYLES[place % len(_STYLES)]
        points = [(x, height_of(value)) for x, value in zip(xs, each.values, strict=False) if value is not None]
        page.stroke(points, colour, thick=1.6, dash=dash)
        for x, y in points:
            page.mark(x, y, shape, colour)
        _marked(page, chart, each, xs, height_of)
        if points:
            ends.append((points[-1][1], each.name, colour, shape))
    _ends(page, ends, right, room)


def _marked(page: Page, chart: IndicatorLines, series: Series, xs: list[float], height_of: Place) -> None:
    """A ring around what is compared with, named where the line is alone; and numbers at both ends of it."""
    alone = len(chart.series) == 1
    known = [place for place, value in enumerate(series.values) if value is not None]
    for place in {known[0], known[-1], *([series.marked] if series.marked is not None else [])} if known else set():
        value = series.values[place]
        if value is None:
            continue
        x, y = xs[place], height_of(value)
        if place == series.marked:
            page.mark(x, y, "o", INK, size=10, hollow=True)
        if alone:
            named = f"{chart.baseline_label} {series.shown[place]}" if place == series.marked else series.shown[place]
            wide = page.measure(page.clean(named), SMALL, bold=True) + 0.04
            # The line of a grid or a target does not run through a number.
            page.box(x - wide / 2, y - 0.225, wide, 0.13, "#FFFFFF")
            page.text(x, y - 0.16, named, SMALL, bold=True, align="center")


def _band(page: Page, band: tuple[Series, Series], xs: list[float], height_of: Place) -> None:
    """From the lowest to the highest, a bar a period: no values are made up between them."""
    for x, low, high in zip(xs, band[0].values, band[1].values, strict=False):
        if low is not None and high is not None:
            page.box(x - 0.09, height_of(high), 0.18, height_of(low) - height_of(high), _BAND, edge=FAINT)


def _ends(page: Page, ends: list[tuple[float, str, str, str]], right: float, room: float) -> None:
    """Names beside the ends of the lines, moved apart where they would lie on each other."""
    step, last = line_height(NORMAL), float("-inf")
    for y, name, colour, shape in sorted(ends):
        texts = page.wrap(name, room - 2.5 * PAD, NORMAL, lines=2)
        start = max(y - step * len(texts) / 2, last)
        if shape:
            page.mark(right + PAD, start + step / 2, shape, colour, size=4)
        page.lines(right + 2.4 * PAD, start, texts, NORMAL, colour=colour)
        last = start + step * len(texts)
    page.height = max(page.height, last if ends else 0.0)

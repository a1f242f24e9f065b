"""Bars from zero, lying, so that long labels are read as they are; and effects as bars to both sides."""

from __future__ import annotations

from qualcode.exporters.chart_page import (
    GREY,
    INK,
    MARGIN,
    NORMAL,
    PAD,
    SMALL,
    Page,
    figure,
    ink_on,
    line_height,
    ticks,
)
from qualcode.model.chart import BalanceRow, Bars, EffectBalance

# Different in hue for those who see colours, in lightness for all, in hatching where lightness is near.
_FILLS = (("#1F7D76", ""), ("#E0A63C", "///"), ("#3B4F8F", "..."), ("#C9DAD7", "\\\\\\"), ("#8A3B5C", "xxx"))
_NEGATIVE, _MIXED, _POSITIVE = ("#D9873A", "///"), ("#D9D9D9", ""), ("#1B4F8A", "")
_LABELS = (0.9, 2.4)
_BAR, _SPACE = 0.17, 0.12


def bars(chart: Bars, wide: float) -> Page:
    """The bars on a page."""
    page = Page(wide)
    page.heading(chart.title)
    if len(chart.series) > 1:
        names = [(each.name, *_FILLS[place % len(_FILLS)]) for place, each in enumerate(chart.series)]
        page.height = _legend(page, names, page.height) + PAD
    labels = _labels_width(page, chart.labels)
    left = MARGIN + labels
    shown = [text for each in chart.series for text in each.shown]
    room = max((page.measure(page.clean(text), NORMAL) for text in shown), default=0.0) + PAD
    reach = max(wide - MARGIN - left - room, 0.5)
    values = [value for each in chart.series for value in each.values if value is not None]
    marks = ticks(min(0.0, *values, 0.0), max(0.0, *values, 0.0), whole=all(value == round(value) for value in values))
    scale = reach / (marks[-1] - marks[0])
    zero = left - marks[0] * scale
    top = page.height + PAD
    bottom = _bars_of(page, chart, labels, top, zero, scale)
    for mark in marks:
        x = left + (mark - marks[0]) * scale
        page.stroke([(x, bottom), (x, bottom + 0.04)], GREY)
        page.text(x, bottom + 0.12, figure(mark, chart.language), SMALL, colour=GREY, align="center")
    page.stroke([(zero, top), (zero, bottom)], INK)
    page.stroke([(left, bottom), (left + reach, bottom)], GREY)
    axis = page.wrap(chart.axis, wide - 2 * MARGIN, SMALL)
    page.height = page.lines(left + reach / 2, bottom + 0.2, axis, SMALL, colour=GREY, align="center") + PAD
    page.note(chart.note)
    return page


def _bars_of(page: Page, chart: Bars, labels: float, top: float, zero: float, scale: float) -> float:
    for place, label in enumerate(chart.labels):
        texts = page.wrap(label, labels - 2 * PAD, NORMAL)
        needed = max(_BAR * len(chart.series), line_height(NORMAL) * len(texts))
        middle = top + _SPACE / 2 + needed / 2
        page.lines(MARGIN, middle - line_height(NORMAL) * len(texts) / 2, texts, NORMAL)
        start = middle - _BAR * len(chart.series) / 2
        for number, each in enumerate(chart.series):
            value = each.values[place]
            fill, hatch = _FILLS[number % len(_FILLS)]
            y = start + _BAR * number
            if value is not None:
                begin = min(value, 0.0)
                page.box(zero + begin * scale, y, abs(value) * scale, _BAR * 0.92, fill, hatch=hatch)
            end = zero + max(value or 0.0, 0.0) * scale
            page.text(end + PAD * 0.7, y + _BAR / 2, each.shown[place], NORMAL if value else SMALL)
        top += needed + _SPACE
    return top


def _labels_width(page: Page, labels: tuple[str, ...]) -> float:
    longest = max((page.measure(page.clean(label), NORMAL) for label in labels), default=0.0)
    return min(max(longest + 2 * PAD, _LABELS[0]), _LABELS[1])


def _legend(page: Page, names: list[tuple[str, str, str]], top: float) -> float:
    """Boxes with their names, as many in a line as fit; where they end."""
    x, step = MARGIN, line_height(NORMAL) + 0.04
    for name, fill, hatch in names:
        text = page.wrap(name, page.width - 2 * MARGIN - 0.3, NORMAL, lines=1)[0]
        needed = 0.24 + page.measure(text, NORMAL) + 0.22
        if x > MARGIN and x + needed > page.width - MARGIN + 0.22:
            x, top = MARGIN, top + step
        page.box(x, top + 0.03, 0.17, 0.11, fill, hatch=hatch)
        page.text(x + 0.24, top + 0.085, text, NORMAL)
        x += needed
    return top + step


def balance(chart: EffectBalance, wide: float) -> Page:
    """Effects to both sides of a line in the middle, with their numbers, and what comes of it in words beside."""
    page = Page(wide)
    page.heading(chart.title)
    names = ((chart.negative, *_NEGATIVE), (chart.mixed, *_MIXED), (chart.positive, *_POSITIVE))
    page.height = _legend(page, list(names), page.height) + PAD
    labels = _labels_width(page, tuple(row.label for row in chart.rows))
    words = min(max((page.measure(page.clean(row.words), NORMAL) for row in chart.rows), default=0.0) + PAD, 1.5)
    words = max(words, min(page.measure(page.clean(chart.words_label), NORMAL, bold=True) + PAD, 1.5))
    left, right = MARGIN + labels, wide - MARGIN - words - 2 * PAD
    most_left = max((row.negative + row.mixed / 2 for row in chart.rows), default=0.0)
    most_right = max((row.positive + row.mixed / 2 for row in chart.rows), default=0.0)
    scale = (right - left) / max(most_left + most_right, 1)
    middle = left + most_left * scale
    page.lines(right + 2 * PAD, page.height, page.wrap(chart.words_label, words, NORMAL, bold=True), NORMAL, bold=True)
    top = page.height + line_height(NORMAL) + PAD
    bottom = top
    for row in chart.rows:
        before = bottom
        bottom += _height(page, row, labels, words)
        page.stroke([(middle, before), (middle, bottom)], INK, thick=1.0)
        _balance_row(page, row, labels, middle, scale, (right + 2 * PAD, words), (before + bottom) / 2)
    axis = page.wrap(chart.axis, right - left, SMALL)
    page.height = page.lines((left + right) / 2, bottom + PAD, axis, SMALL, colour=GREY, align="center") + PAD
    page.note(chart.note)
    return page


def _height(page: Page, row: BalanceRow, labels: float, words: float) -> float:
    lines = len(page.wrap(row.label, labels - 2 * PAD, NORMAL)), len(page.wrap(row.words, words, NORMAL))
    return max(0.2, line_height(NORMAL) * max(lines)) + _SPACE


def _balance_row(
    page: Page, row: BalanceRow, labels: float, middle: float, scale: float, beside: tuple[float, float], centre: float
) -> None:
    texts = page.wrap(row.label, labels - 2 * PAD, NORMAL)
    words = page.wrap(row.words, beside[1], NORMAL)
    page.lines(MARGIN, centre - line_height(NORMAL) * len(texts) / 2, texts, NORMAL)
    page.lines(beside[0], centre - line_height(NORMAL) * len(words) / 2, words, NORMAL)
    start = middle - (row.negative + row.mixed / 2) * scale
    for count, (fill, hatch) in ((row.negative, _NEGATIVE), (row.mixed, _MIXED), (row.positive, _POSITIVE)):
        if count:
            page.box(start, centre - 0.1, count * scale, 0.2, fill, edge="#FFFFFF", hatch=hatch)
            _count_on(page, start, centre, count, scale, fill, bool(hatch))
        start += count * scale


def _count_on(page: Page, start: float, centre: float, count: int, scale: float, fill: str, hatched: bool) -> None:
    """A bar's number in its middle, where it has the room."""
    text, wide = str(count), count * scale
    needed = page.measure(text, SMALL, bold=True) + 0.04
    if needed > wide:
        return
    if hatched:
        # A plain patch under the number, or the hatching runs through it.
        page.box(start + wide / 2 - needed / 2, centre - 0.065, needed, 0.13, fill)
    page.text(start + wide / 2, centre, text, SMALL, bold=True, colour=ink_on(fill), align="center")

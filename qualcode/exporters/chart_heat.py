"""A matrix as a heat map: a tinted cell with its number for each crossing, totals beside them without a tint."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.exporters.chart_page import FAINT, GREY, INK, MARGIN, NORMAL, PAD, Page, ink_on, line_height
from qualcode.model.chart import HeatMap

# One hue from light to dark: the order is seen by everybody, and on a grey print.
_SCALE = ((0xF1, 0xF8, 0xF7), (0x7C, 0xC4, 0xBB), (0x1F, 0x7D, 0x76), (0x0A, 0x46, 0x43))
_GAP, _INSET = 0.06, 0.12
_CELL = (0.44, 1.5)
_LABELS = (0.9, 2.5)
_TALLEST = 1.7


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand, in inches."""

    labels: float
    cell: float
    headers: tuple[tuple[str, ...], ...]
    upright: bool
    head: float
    rows: tuple[tuple[str, ...], ...]


def draw(chart: HeatMap, wide: float) -> Page:
    """The map on a page about `wide` inches wide, wider where its columns need it."""
    layout = _lay_out(chart, Page(1), wide)
    count = len(chart.columns) + bool(chart.row_totals)
    page = Page(max(wide, 2 * MARGIN + layout.labels + layout.cell * count + _GAP))
    page.heading(chart.title)
    top = page.height + layout.head
    _headers(page, chart, layout, top)
    for place, row in enumerate(layout.rows):
        top = _row(page, chart, layout, place, row, top)
    if chart.column_totals:
        top = _foot(page, chart, layout, top + _GAP)
    page.height = top + PAD
    page.note(chart.note)
    return page


def _lay_out(chart: HeatMap, page: Page, wide: float) -> _Layout:
    inset = _INSET if chart.strong else 0.0
    longest = max((page.measure(page.clean(row), NORMAL, bold=True) for row in chart.rows), default=0.0)
    labels = min(max(longest + inset + 2 * PAD, _LABELS[0]), _LABELS[1])
    headers = (*chart.columns, *((chart.total_label,) if chart.row_totals else ()))
    shown = [text for row in (*chart.shown, chart.row_totals, chart.column_totals) for text in row]
    least = max((page.measure(page.clean(text), NORMAL, bold=True) for text in shown), default=0.0) + 2 * PAD
    cell = (wide - 2 * MARGIN - labels - _GAP) / max(len(headers), 1)
    cell = max(min(cell, _CELL[1]), _CELL[0], least)
    level = [page.wrap(text, cell - PAD, NORMAL, lines=99) for text in headers]
    upright = any(len(lines) > 4 or any(line.endswith("-") for line in lines) for lines in level)
    if upright:
        fit = max(1, int(cell * 0.95 / line_height(NORMAL)))
        level = [page.wrap(text, _TALLEST, NORMAL, lines=min(fit, 3)) for text in headers]
        head = max(
            (
                page.measure(line, NORMAL, bold=place == len(chart.columns))
                for place, lines in enumerate(level)
                for line in lines
            ),
            default=0.0,
        )
    else:
        head = line_height(NORMAL) * max(map(len, level), default=1)
    rows = tuple(
        tuple(page.wrap(row, labels - inset - 2 * PAD, NORMAL, bold=place in chart.strong))
        for place, row in enumerate(chart.rows)
    )
    return _Layout(labels, cell, tuple(map(tuple, level)), upright, head + 2 * PAD, rows)


def _headers(page: Page, chart: HeatMap, layout: _Layout, bottom: float) -> None:
    step = line_height(NORMAL)
    for place, lines in enumerate(layout.headers):
        totals = place == len(chart.columns)
        middle = _left(chart, layout, place) + layout.cell / 2
        for number, line in enumerate(lines):
            if layout.upright:
                x = middle + step * (number - (len(lines) - 1) / 2)
                page.text(x, bottom - PAD, line, NORMAL, upright=True, bold=totals)
            else:
                y = bottom - PAD - step * (len(lines) - number - 0.5)
                page.text(middle, y, line, NORMAL, align="center", bold=totals)


def _left(chart: HeatMap, layout: _Layout, column: int) -> float:
    return MARGIN + layout.labels + layout.cell * column + (_GAP if column >= len(chart.columns) else 0.0)


def _row(page: Page, chart: HeatMap, layout: _Layout, place: int, label: tuple[str, ...], top: float) -> float:
    strong = place in chart.strong
    high = max(0.24, line_height(NORMAL) * len(label) + PAD)
    inset = _INSET if chart.strong and not strong else 0.0
    start = top + (high - line_height(NORMAL) * len(label)) / 2
    page.lines(MARGIN + inset, start, label, NORMAL, bold=strong)
    most = max((value for row in chart.values for value in row if value is not None), default=0.0)
    for column, (value, text) in enumerate(zip(chart.values[place], chart.shown[place], strict=True)):
        fill = tint(value / most) if value and most else "#FFFFFF"
        left = _left(chart, layout, column)
        page.box(left, top, layout.cell, high, fill, edge=FAINT)
        ink = ink_on(fill) if value else GREY
        page.text(left + layout.cell / 2, top + high / 2, text, NORMAL, align="center", colour=ink)
    if chart.row_totals:
        middle = _left(chart, layout, len(chart.columns)) + layout.cell / 2
        page.text(middle, top + high / 2, chart.row_totals[place], NORMAL, align="center", bold=True)
    return top + high


def _foot(page: Page, chart: HeatMap, layout: _Layout, top: float) -> float:
    high = 0.24
    right = _left(chart, layout, len(chart.columns)) + (layout.cell if chart.row_totals else -_GAP)
    page.stroke([(MARGIN, top), (right, top)], INK)
    page.text(MARGIN, top + high / 2, chart.total_label, NORMAL, bold=True)
    totals = (*chart.column_totals, *((chart.total,) if chart.row_totals else ()))
    for column, text in enumerate(totals):
        middle = _left(chart, layout, column) + layout.cell / 2
        page.text(middle, top + high / 2, text, NORMAL, align="center", bold=True)
    return top + high


def tint(share: float) -> str:
    """The colour of a cell that is so large a share (0 to 1) of the largest."""
    place = min(max(share, 0.0), 1.0) * (len(_SCALE) - 1)
    lower = min(int(place), len(_SCALE) - 2)
    mixed = (
        round(low + (high - low) * (place - lower)) for low, high in zip(_SCALE[lower], _SCALE[lower + 1], strict=True)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)

"""Charts as pictures, PNG or SVG, for reports and by themselves.

Whoever cannot tell colours apart, or prints in grey, loses nothing: what a colour says stands there as a number, a sign
or a word too. The same chart gives the same bytes.
"""

from __future__ import annotations

from qualcode.exporters import chart_bars, chart_heat, chart_lines
from qualcode.exporters.chart_page import Page
from qualcode.model.chart import Bars, Chart, EffectBalance, HeatMap, IndicatorLines

WIDTH = 6.3
"""The width of the text on an upright A4 page, in inches."""


def png(chart: Chart, *, width: float = WIDTH) -> bytes:
    """The chart as PNG, 200 dots an inch, `width` inches wide; a heat map is wider where its columns need it.

    Title and alternative text stand in the file.
    """
    return _drawn(chart, width).png(chart.title, chart.alt)


def svg(chart: Chart, *, width: float = WIDTH) -> bytes:
    """The chart as SVG whose texts are texts, with its title and alternative text."""
    return _drawn(chart, width).svg(chart.title, chart.alt)


def _drawn(chart: Chart, width: float) -> Page:
    match chart:
        case HeatMap():
            return chart_heat.draw(chart, width)
        case Bars():
            return chart_bars.bars(chart, width)
        case EffectBalance():
            return chart_bars.balance(chart, width)
        case IndicatorLines():
            return chart_lines.draw(chart, width)

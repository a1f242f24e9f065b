"""How an indicator went, in few cells: values in the reader's figures, for better or worse in words, a line of bars."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import _, language
from qualcode.model.indicator_view import IndicatorView, TrendView, rung_label
from qualcode.ops.indicator_courses import course
from qualcode.tui.safe import Part

MUTED = "$foreground-muted"
_BARS = "▁▂▃▄▅▆▇█"
_NOTHING = "·"


def figure(value: float | None) -> str:
    """A number to three places, with a comma where the reader's language has one; a dash where it is missing."""
    if value is None:
        return "–"
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return (text if language() == "en" else text.replace(".", ",")).replace("-", "−")


def change_figure(change: float | None) -> str:
    """A change with its sign."""
    return "" if change is None else f"+{figure(change)}" if change > 0 else figure(change)


def value_text(indicator: IndicatorView, value: float | None) -> str:
    """A value with its unit, or the level by its name."""
    if value is None:
        return _("missing")
    level = rung_label(indicator, value, language())
    if indicator.kind == "level":
        return f"{figure(value)} {level}".rstrip()
    return f"{figure(value)} {indicator.unit}".rstrip()


def verdict(better: int | None) -> Part:
    """Whether it went for the better: an arrow and a word, so that colour never speaks alone."""
    if better is None:
        return ""
    said = {
        1: ("↗ " + _("better"), "$success"),
        -1: ("↘ " + _("worse"), "$error"),
        0: ("→ " + _("steady"), MUTED),
    }
    return said[better]


def bars(values: Sequence[float | None]) -> str:
    """A line of bars from the lowest to the highest; a point where a value is missing."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)

    def bar(value: float | None) -> str:
        if value is None:
            return _NOTHING
        at = (value - low) / (high - low) if high > low else 0.5
        return _BARS[min(int(at * len(_BARS)), len(_BARS) - 1)]

    return "".join(map(bar, values))


def told(indicator: IndicatorView, trend: TrendView) -> list[Part]:
    """What happened in one case: from which to which value, and what that means."""
    line = bars([value for _period, value in course(indicator, trend.case)])
    parts: list[Part] = [(f"{line}  ", "$accent")] if trend.n > 1 else []
    if trend.change is not None:
        parts += [f"{change_figure(trend.change)}  ", verdict(trend.better)]
    if trend.target is not None:
        parts.append((f"  {_('target')} {figure(trend.target)}", MUTED))
    return parts or [(_("one value so far") if trend.n else _("no value yet"), MUTED)]

"""The sheet that charts are drawn on: texts, boxes and lines in inches from the top left corner.

The one place that knows matplotlib. It is loaded when something is drawn, with the font it ships alone: what fonts a
machine has changes no picture, and no list of them is written into anybody's home.
"""

from __future__ import annotations

import io
import math
import os
import re
import tempfile
import threading
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.exporters.cells import legal

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

INK, GREY, FAINT = "#1C1C1C", "#5A5A5A", "#D0D0D0"
# Around what is drawn, in inches.
MARGIN, PAD = 0.12, 0.06
TITLE, NORMAL, SMALL = 11.0, 8.0, 7.0
"""Sizes of texts, in points."""
DPI = 200
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")
_POINTS = 72
# matplotlib keeps settings and fonts for the whole process.
_drawing = threading.RLock()
_home: list[tempfile.TemporaryDirectory[str]] = []


def _load() -> None:
    """Import matplotlib so that it neither looks for fonts nor keeps a list of them; what is set for it comes back."""
    if _home:
        return
    _home.append(tempfile.TemporaryDirectory(prefix="qualcode-charts-"))
    ours = {"MPLCONFIGDIR": _home[0].name, "MPL_IGNORE_SYSTEM_FONTS": "1"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        import matplotlib.backends.backend_agg
        import matplotlib.backends.backend_svg
        import matplotlib.figure
        import matplotlib.font_manager  # noqa: F401 - only loaded, while the settings stand
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class Page:
    """A sheet `width` inches wide. Draw on it, say where it ends with `height`, then take `png` or `svg`.

    Texts are shown as they are: no mark-up, one line, what the font lacks as U+FFFD.
    """

    def __init__(self, width: float) -> None:
        with _drawing:
            _load()
            from matplotlib import get_data_path
            from matplotlib.figure import Figure
            from matplotlib.font_manager import get_font

            fonts = f"{get_data_path()}/fonts/ttf"
            self._fonts: dict[bool, FT2Font] = {
                False: get_font(f"{fonts}/DejaVuSans.ttf"),
                True: get_font(f"{fonts}/DejaVuSans-Bold.ttf"),
            }
            self._known = frozenset(self._fonts[False].get_charmap())
            self.figure = Figure(figsize=(width, width))
            self.axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
            self.axes.set_axis_off()
        self._drawn = 0
        self.width = width
        self.height = MARGIN

    def clean(self, text: str) -> str:
        """What of a text can be shown in a line."""
        composed = unicodedata.normalize("NFC", _SPACES.sub(" ", _TURNING.sub("", legal(text)))).strip()
        return "".join(char if ord(char) in self._known else "\ufffd" for char in composed)

    def measure(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a text is, in inches; `size` in points."""
        with _drawing:
            font = self._fonts[bold]
            # Measured large: at the size itself letters are rounded to whole points.
            font.set_size(size, _POINTS * 16)
            font.set_text(text)
            wide, _ = font.get_width_height()
        return float(wide) / 64 / _POINTS / 16

    def wrap(self, text: str, wide: float, size: float, *, lines: int = 3, bold: bool = False) -> list[str]:
        """A text in at most so many lines, broken between words where that can be; what does not fit ends in `…`."""
        made: list[str] = []
        words = self.clean(text).split(" ")
        while words and len(made) < lines:
            line, words = self._line(words, wide, size, bold)
            made.append(line)
        if words:
            last = f"{made[-1]} {words[0]}"
            while last and self.measure(f"{last}…", size, bold=bold) > wide:
                last = last[:-1]
            made[-1] = f"{last.rstrip()}…"
        return made

    def _line(self, words: list[str], wide: float, size: float, bold: bool) -> tuple[str, list[str]]:
        """As many words as fit into a line, at least one letter, and what is left of them."""
        count = 1
        while count < len(words) and self.measure(" ".join(words[: count + 1]), size, bold=bold) <= wide:
            count += 1
        line = " ".join(words[:count])
        if count > 1 or self.measure(line, size, bold=bold) <= wide:
            return line, words[count:]
        end = len(line) - 1
        while end > 1 and self.measure(f"{line[:end]}-", size, bold=bold) > wide:
            end -= 1
        # A word that has a hyphen is broken there.
        hyphen = line.rfind("-", 1, end) + 1
        cut, mark = (hyphen, "") if hyphen > 2 else (max(end, 1), "-")
        return line[:cut] + mark, [line[cut:], *words[1:]] if line[cut:] else words[1:]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
        upright: bool = False,
    ) -> None:
        """A line whose middle is at `y`; `align` says what of it is at `x`. `upright` turns it to be read from below:
        then its middle is at `x` and `align` says what of it is at `y`.
        """
        weight = "bold" if bold else "normal"
        clean = self.clean(text)
        with _drawing:
            from matplotlib.text import Text

            shown = Text(x, y, clean, fontsize=size, fontweight=weight, color=colour, parse_math=False)
            shown.set_fontfamily(["DejaVu Sans"])
            shown.set_transform(self.axes.transData)
            if upright:
                shown.set_rotation(90)
                # Read from below, a text begins at its foot.
                shown.set_verticalalignment({"left": "bottom", "center": "center", "right": "top"}[align])
                shown.set_horizontalalignment("center")
            else:
                shown.set_horizontalalignment(align)
                shown.set_verticalalignment("center_baseline")
            self.axes.add_artist(shown)
            shown.set_zorder(self._next())

    def lines(self, x: float, y: float, texts: Sequence[str], size: float, *, colour: str = INK, bold: bool = False,
              align: str = "left") -> float:  # fmt: skip
        """Lines below each other from `y` on; where they end."""
        step = line_height(size)
        for place, text in enumerate(texts):
            self.text(x, y + step * (place + 0.5), text, size, colour=colour, bold=bold, align=align)
        return y + step * len(texts)

    def heading(self, title: str) -> None:
        """The title, if there is one, at the top of the sheet; `height` is where what follows begins."""
        if title:
            texts = self.wrap(title, self.width - 2 * MARGIN, TITLE, bold=True)
            self.height = self.lines(MARGIN, self.height, texts, TITLE, bold=True) + 2 * PAD

    def note(self, note: str) -> None:
        """Small print below all, if there is some."""
        if note:
            texts = self.wrap(note, self.width - 2 * MARGIN, SMALL, lines=8)
            self.height = self.lines(MARGIN, self.height + PAD, texts, SMALL, colour=GREY)

    def box(
        self, x: float, y: float, wide: float, high: float, fill: str, *, edge: str = "none", hatch: str = ""
    ) -> None:
        """A rectangle from its top left corner. Hatching is white and so is the edge of what is hatched."""
        from matplotlib.patches import Rectangle

        with _drawing:
            shown = Rectangle((x, y), wide, high, facecolor=fill, linewidth=0.6)
            shown.set_edgecolor("#FFFFFF" if hatch else edge)
            shown.set_hatch(hatch or None)
            shown.set_zorder(self._next())
            self.axes.add_patch(shown)

    def stroke(
        self, points: Sequence[tuple[float, float]], colour: str, *, thick: float = 0.8, dash: str = "solid"
    ) -> None:
        """A line through points, `thick` in points; `dash` is solid, dashed, dotted or dashdot."""
        from matplotlib.lines import Line2D

        with _drawing:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            shown = Line2D(xs, ys, color=colour, linewidth=thick, linestyle=dash, solid_capstyle="butt")
            shown.set_zorder(self._next())
            self.axes.add_line(shown)

    def mark(self, x: float, y: float, shape: str, colour: str, *, size: float = 5, hollow: bool = False) -> None:
        """A sign at a point: `o` circle, `s` square, `^` and `v` triangles, `D` diamond, `P` cross, `X`, `*`."""
        from matplotlib.lines import Line2D

        fill = "none" if hollow else colour
        with _drawing:
            shown = Line2D([x], [y], marker=shape, color=colour, markersize=size, markerfacecolor=fill)
            shown.set_linestyle("none")
            shown.set_zorder(self._next())
            self.axes.add_line(shown)

    def _next(self) -> int:
        """What is drawn later lies above."""
        self._drawn += 1
        return self._drawn

    def png(self, title: str, alt: str) -> bytes:
        """The sheet as PNG."""
        return self._saved("png", {"Software": None, "Title": legal(title), "Description": legal(alt)})

    def svg(self, title: str, alt: str) -> bytes:
        """The sheet as SVG: its texts are texts, and it says to those who cannot see what is on it."""
        about = {"Date": None, "Creator": "qualcode", "Title": legal(title), "Description": legal(alt)}
        return self._saved("svg", about)

    def _saved(self, form: str, about: dict[str, str | None]) -> bytes:
        whole = io.BytesIO()
        # The same picture gives the same bytes: no date, no version, no chance in the names of parts.
        settings = {"svg.hashsalt": "qualcode", "svg.fonttype": "none", "hatch.linewidth": 0.6}
        with _drawing:
            from matplotlib import rc_context

            self.figure.set_size_inches(self.width, self.height + MARGIN)
            self.axes.set_xlim(0, self.width)
            self.axes.set_ylim(self.height + MARGIN, 0)
            with rc_context(settings):
                self.figure.savefig(whole, format=form, dpi=DPI, metadata=about, facecolor="#FFFFFF")
        return whole.getvalue()


def line_height(size: float) -> float:
    """The distance of two lines in inches, of a text of `size` points."""
    return size * 1.3 / _POINTS


def ticks(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Round numbers from at most `low` to at least `high`, some five of them, in steps of 1, 2 or 5 times a power of
    ten; `whole` ones where nothing smaller than one is counted.
    """
    span = high - low or abs(high) or 1.0
    rough = max(span / 4, 1.0 if whole else 0.0)
    ten = 10.0 ** math.floor(math.log10(rough))
    step = next(step * ten for step in (1, 2, 5, 10) if step * ten >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 12) for place in range(first, max(last, first + 1) + 1)]


def figure(number: float, language: str) -> str:
    """A number on an axis, with as few decimals as it needs and as the language writes them."""
    text = (f"{number:,.10g}" if abs(number) < 1e15 else f"{number:g}").replace("-", "−")
    if language == "en":
        return text
    apart = "\u202f" if language == "fr" else "."
    return text.replace(",", "\0").replace(".", ",").replace("\0", apart)


def ink_on(fill: str) -> str:
    """Black or white, whichever is read more easily on a colour `#RRGGBB` (WCAG 2: relative luminance, contrast)."""
    parts = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "#FFFFFF" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else INK

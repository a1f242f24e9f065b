"""Light, dark and high contrast, and the inks in which a transcript is drawn under each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

LIGHT, DARK, CONTRAST = "qualcode-light", "qualcode-dark", "qualcode-contrast"
DEFAULT = DARK


def _details(*, border: str, cursor: str, on_cursor: str, track: str, thumb: str) -> dict[str, str]:
    """What a theme says beyond its main colours: borders, the cursor in lists, scroll bars."""
    bars = {f"scrollbar{state}": thumb for state in ("", "-hover", "-active")}
    tracks = {f"scrollbar-background{state}": track for state in ("", "-hover", "-active")}
    cursors = {"block-cursor-background": cursor, "block-cursor-foreground": on_cursor}
    return {"border": border, "scrollbar-corner-color": track, **cursors, **bars, **tracks}


THEMES = (
    Theme(
        name=LIGHT,
        dark=False,
        primary="#1f5f8b",
        secondary="#5b6670",
        accent="#a8470a",
        warning="#8a5a00",
        error="#a3262b",
        success="#2b6b3f",
        foreground="#22262b",
        background="#fcfbf8",
        surface="#f4f2ec",
        panel="#e9e6dd",
        variables=_details(border="#c9c4b6", cursor="#1f5f8b", on_cursor="#ffffff", track="#f4f2ec", thumb="#c9c4b6"),
    ),
    Theme(
        name=DARK,
        dark=True,
        primary="#8ab8dc",
        secondary="#8a949e",
        accent="#e6ab63",
        warning="#e6c463",
        error="#ef8a8a",
        success="#8fc79a",
        foreground="#d9dce1",
        background="#15171b",
        surface="#1c1f24",
        panel="#272b32",
        variables=_details(border="#3b414a", cursor="#8ab8dc", on_cursor="#101215", track="#1c1f24", thumb="#434a55"),
    ),
    Theme(
        name=CONTRAST,
        dark=True,
        primary="#ffff00",
        secondary="#ffffff",
        accent="#00ffff",
        warning="#ffff00",
        error="#ff9090",
        success="#80ff80",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        variables=_details(border="#ffffff", cursor="#ffff00", on_cursor="#000000", track="#000000", thumb="#ffffff"),
    ),
)

_READABLE = 4.5
_NO_COLOUR_OF_ITS_OWN = "#808890"
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Inks:
    """The styles of a transcript under one theme. Codes bring their own colour, bent until it can be read."""

    plain: Style
    quiet: Style
    interviewer: Style
    mark: Style
    speaker: Style
    number: Style
    suggestion: Style
    suggested: Style
    match: Style
    selection: Style
    caret: Style
    density: Style
    thumb: Style
    background: Color
    foreground: Color
    strong: bool
    underlined: bool
    _made: dict[tuple[str | None, str], Style] = field(default_factory=dict)

    def code(self, colour: str | None) -> Style:
        """For a code's letter, stripe and name: its colour, readable on the background."""
        return self._style(colour, "name", lambda tone: Style(color=readable(tone, self.background).rich_color))

    def passage(self, colour: str | None, *, chosen: bool, overlapping: bool) -> Style:
        """For coded words: a tint of the code's colour, deeper under the caret; underlined where codings overlap."""
        share = (0.45 if chosen else 0.22) + (0.14 if self.strong else 0)
        return self._style(
            colour,
            f"passage {chosen} {overlapping}",
            lambda tone: Style(
                bgcolor=self._ground(tone, share).rich_color, underline=overlapping or self.underlined or None
            ),
        )

    def _ground(self, tone: Color, share: float) -> Color:
        """A tint with as much of a colour as leaves words on it readable."""
        while contrast(self.foreground, ground := self.background.blend(tone, share)) < _READABLE and share > 0.02:
            share *= 0.8
        return ground

    def _style(self, colour: str | None, use: str, make: Callable[[Color], Style]) -> Style:
        key = (colour, use)
        if key not in self._made:
            self._made[key] = make(tone(colour))
        return self._made[key]


def tone(colour: str | None) -> Color:
    """A code's colour; a neutral one where it has none or says something that is no `#RRGGBB`."""
    return Color.parse(colour if colour and _COLOUR.fullmatch(colour) else _NO_COLOUR_OF_ITS_OWN)


def readable(colour: Color, background: Color) -> Color:
    """The colour moved towards black or white until its contrast with the background is 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    towards = Color(255, 255, 255) if background.brightness < 0.5 else Color(0, 0, 0)
    for step in range(21):
        bent = colour.blend(towards, step / 20)
        if contrast(bent, background) >= _READABLE:
            return bent
    return towards


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2: relative luminance of sRGB)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def inks(theme: Theme, *, colourless: bool = False) -> Inks:
    """The inks that go with one of `THEMES` (or any other theme); without colours, coded words are underlined."""
    background = Color.parse(theme.background or ("#121212" if theme.dark else "#f0f0f0"))
    foreground = Color.parse(theme.foreground or ("#e0e0e0" if theme.dark else "#202020"))
    accent = Color.parse(theme.accent or theme.primary)
    primary = Color.parse(theme.primary)
    strong = theme.name == CONTRAST
    muted = readable(background.blend(foreground, 0.62), background) if not strong else foreground

    def on(colour: Color, share: float) -> Style:
        return Style(bgcolor=background.blend(colour, share).rich_color)

    return Inks(
        plain=Style(color=foreground.rich_color, bgcolor=background.rich_color),
        quiet=Style(color=muted.rich_color),
        interviewer=Style(color=muted.rich_color, italic=True),
        mark=Style(color=readable(accent, background).rich_color),
        speaker=Style(color=readable(primary, background).rich_color, bold=True),
        number=Style(color=muted.rich_color),
        suggestion=Style(color=readable(accent, background).rich_color),
        suggested=Style(underline=True, bgcolor=background.blend(accent, 0.22).rich_color),
        match=on(Color.parse(theme.warning or "#ffcc00"), 0.35),
        selection=Style(color="#000000", bgcolor=primary.rich_color) if strong else on(primary, 0.36),
        caret=Style(reverse=True),
        density=Style(color=readable(background.blend(primary, 0.6), background).rich_color),
        thumb=Style(color=readable(primary, background).rich_color, bgcolor=background.blend(primary, 0.22).rich_color),
        background=background,
        foreground=foreground,
        strong=strong,
        underlined=strong or colourless,
    )

"""What the joint display calls things, in the reader's language."""

from __future__ import annotations

from qualcode.model.joint import VERDICTS
from qualcode.model.message import N_

VERDICT_NAMES = dict(
    zip(
        VERDICTS,
        (
            N_("agreement"),
            N_("partial"),
            N_("dissonance"),
            N_("silence of the stories"),
            N_("silence of the numbers"),
            N_("no data"),
        ),
        strict=True,
    )
)
VERDICT_NOTES = dict(
    zip(
        VERDICTS,
        (
            N_("Stories and numbers point the same way."),
            N_("One of them is mixed, or hardly changes."),
            N_("Stories and numbers point opposite ways."),
            N_("There are only numbers; nobody speaks of it."),
            N_("There are only stories; nothing is measured."),
            N_("There are neither stories nor numbers."),
        ),
        strict=True,
    )
)
SOURCE_NAMES = {"stories": N_("only the stories"), "numbers": N_("only the numbers")}
DIRECTION_NAMES = {"higher": N_("higher is better"), "lower": N_("lower is better")}
BETTER_NAMES = {1: N_("better"), 0: N_("no real change"), -1: N_("worse")}
TINTS = dict(
    zip(VERDICTS, ("#BFE3DD", "#FBEBB5", "#F6C4B3", "#CFE0F3", "#E3D5EF", "#E9E9E9"), strict=True),
)

MARKS = {"fr": ("«\u202f", "\u202f»"), "de": ("„", "“"), "nl": ("‘", "’"), "en": ("“", "”")}
_SEPARATORS = {"en": (",", "."), "fr": ("\u202f", ","), "nl": (".", ","), "de": (".", ",")}


def figure(value: float, language: str, *, signed: bool = False) -> str:
    """A number as people write it, with at most two decimals: `1 250`, `3,5`; with `signed`, `+3,5`."""
    text = f"{value:{'+' if signed else ''},.2f}".rstrip("0").rstrip(".")
    if text in ("-0", "+0"):
        text = "0"
    thousands, decimal = _SEPARATORS.get(language, _SEPARATORS["en"])
    return "".join({",": thousands, ".": decimal, "-": "\u2212"}.get(char, char) for char in text)

"""What is told of codings that the mouse points at."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import _, ngettext
from qualcode.model.coding import CodingView
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.page import Page
from qualcode.tui.words import effect_name, effect_sign

_MOST = 4
_LONGEST = 120


def tip(page: Page, inks: Inks, codings: Sequence[CodingView]) -> list[Part]:
    """Code, effect, coder, words and memo of codings, a few lines each; of many the first ones."""
    parts: list[Part] = []
    for coding in codings[:_MOST]:
        look = page.look(coding.code)
        colour = inks.code(look.colour).color
        ink = colour.name if colour is not None else ""
        facts = f"{effect_sign(coding.effect)} {effect_name(coding.effect)} · {coding.coder}".strip()
        parts += ["\n\n" if parts else "", (f"{look.letter} ", f"bold {ink}"), (look.path, "bold"), "\n", facts, "\n"]
        parts.append((_("“{text}”").format(text=_short(coding.quote)), "italic"))
        if coding.memo:
            parts += ["\n", ("✎ ", "bold"), _short(coding.memo)]
    if len(codings) > _MOST:
        n = len(codings) - _MOST
        parts += ["\n\n", ngettext("and {n} more", "and {n} more", n).format(n=n)]
    return parts


def _short(text: str) -> str:
    """A text's beginning on one line."""
    words = " ".join(text[: 2 * _LONGEST].split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"

"""The panel below the transcript: the coding the caret is on, the passage selected, or the suggestion looked at."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.message import N_
from qualcode.model.revision import AdriftCoding
from qualcode.model.suggestion import Evidence, Suggestion
from qualcode.model.text import words
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.bars import KEY, KeyBar, key_at
from qualcode.tui.words import clock, effect_name, effect_sign

_QUOTED = 400
# Cells around the label of a code that has a digit, and how long the label is when it is cut.
_AROUND_LABEL, _SHORTEST_LABEL, _LONGEST_LABEL = 6, 5, 60
# The line of the panel on which codes with a digit stand.
_DIGITS_LINE = 2
_ORIGINS = {
    "suggestion": N_("from a suggestion"),
    "autocode": N_("coded by search"),
    "import": N_("imported"),
}
Translation = tuple[str, str, str]
"""A language, the words in it, and who translated them."""
_EVIDENCE = {
    "term": N_("term"),
    "similar": N_("like a passage coded so"),
    "learned": N_("learned from codings"),
    "definition": N_("definition"),
    "against": N_("speaks against"),
}


class PassagePanel(Static):
    """Three lines about where the reader is."""

    DEFAULT_CSS = """
    PassagePanel { height: 4; padding: 0 1; border-top: solid $border; background: $surface; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        # The line of codes that have a digit, while it is shown.
        self._recents: list[Part] = []

    def on_click(self, event: events.Click) -> None:
        """A click on a code that has a digit is as the digit."""
        digit = key_at(self._recents, event.x - self.gutter.left)
        if event.y - self.gutter.top == _DIGITS_LINE and digit:
            self.post_message(KeyBar.Pressed(f"recent({digit})"))

    def show_coding(
        self, coding: CodingView, look: CodeLook, inks: Inks, place: tuple[int, int], facets: Sequence[str] = ()
    ) -> None:
        """A coding: code, effect, coder, origin; quote; facets and memo.

        `place` is which of how many at the caret, `facets` the values told of it in the reader's language.
        """
        sign = effect_sign(coding.effect)
        facts = [f"{sign} {effect_name(coding.effect)}".strip(), coding.coder]
        if coding.origin in _ORIGINS:
            facts.append(_(_ORIGINS[coding.origin]))
        if place[1] > 1:
            facts.append(_("{n} of {total} here").format(n=place[0], total=place[1]))
        told: list[Part] = [("◆ ", "$accent"), " · ".join(facets), "   "] if facets else []
        memo: list[Part] = [("✎ ", "$accent"), _line(coding.memo)] if coding.memo else []
        self._show(
            [*_title(look, inks), "   ", " · ".join(facts)],
            [(quoted(coding.quote), "italic")],
            [*told, *memo],
        )

    def show_selection(self, said: str, turn: TurnView | None, recents: Sequence[CodeLook], inks: Inks) -> None:
        """What is said in the passage selected, and the codes that one key puts on it."""
        n = words(said)
        where = [ngettext("{n} word selected", "{n} words selected", n).format(n=n), *_turn_facts(turn)]
        digits = self._digits(recents[:9], inks)
        self._show([" · ".join(where)], [(quoted(said), "italic")], digits)
        self._recents = digits

    def _digits(self, recents: Sequence[CodeLook], inks: Inks) -> list[Part]:
        """Each digit with its code in one line: long labels are cut so that all have room, short ones lend theirs."""
        labels = [safe.plain(look.label) for look in recents]
        room = self.content_size.width - len(labels) * _AROUND_LABEL
        fitting = [most for most in range(_SHORTEST_LABEL, _LONGEST_LABEL) if _taken(labels, most) <= room]
        codes: list[Part] = []
        for number, (look, label) in enumerate(zip(recents, labels, strict=True), start=1):
            shown = safe.clip(label, fitting[-1] if fitting else _SHORTEST_LABEL)
            codes += [(f"{number} ", KEY), (look.letter, _ink(look, inks)), f" {shown}  "]
        return codes

    def show_place(self, turn: TurnView | None, share: float) -> None:
        """Nothing in particular: the turn, and how far into the document it is."""
        read = _("{share} % of the way").format(share=round(100 * share))
        self._show([(" · ".join([*_turn_facts(turn), read]), "$foreground-muted")])

    def show_suggestion(self, suggestion: Suggestion, look: CodeLook, inks: Inks, place: tuple[int, int]) -> None:
        """A suggestion with its evidence. `place` is its number and of how many."""
        number = _("Suggestion {n} of {total}").format(n=place[0], total=place[1])
        reasons = " · ".join(dict.fromkeys(map(evidence_line, suggestion.evidence)))
        because: list[Part] = [(_("because: "), "$foreground-muted"), reasons]
        self._show(
            [(number, "bold $accent"), "   ", *_title(look, inks), f"   {suggestion.score:.2f}"],
            [(quoted(suggestion.quote), "italic")],
            because if suggestion.evidence else [],
        )

    def show_placing(self, coding: AdriftCoding, look: CodeLook, inks: Inks) -> None:
        """A coding that lost its words, while the reader selects those it belongs on."""
        self._show(
            [*_title(look, inks), "   ", (_("lost its words: select them, then press enter"), "$accent")],
            [(quoted(coding.quote), "italic")],
            [("✎ ", "$accent"), _line(coding.memo)] if coding.memo else [],
        )

    def show_nothing(self) -> None:
        """No document is open."""
        self._show()

    def _show(self, *lines: Sequence[Part]) -> None:
        self._recents = []
        width = max(self.content_size.width, 1)
        shown = [safe.show(*line).truncate(width, ellipsis=True) for line in lines]
        joined = safe.show()
        for number, line in enumerate(shown):
            joined = joined + (safe.block("\n") if number else safe.show()) + line
        self.update(joined, layout=False)


def _taken(labels: Sequence[str], most: int) -> int:
    """Cells that labels take, none more than `most`."""
    return sum(min(cell_len(label), most) for label in labels)


def evidence_line(reason: Evidence) -> str:
    """One reason for a suggestion: the words, and what kind of reason they are."""
    kind = _(_EVIDENCE.get(reason.kind, reason.kind))
    words = quoted(reason.text)
    if reason.detail and reason.detail != reason.text:
        return _("{words} ({kind}: {detail})").format(words=words, kind=kind, detail=reason.detail)
    return _("{words} ({kind})").format(words=words, kind=kind)


def quoted(text: str) -> str:
    """Words of a text on one line, in the reader's quotation marks; a long text's beginning."""
    return _("“{text}”").format(text=_line(text))


def translated(translations: Sequence[Translation]) -> list[Part]:
    """Translations of a quote, a line each: the language, the words, who translated them."""
    parts: list[Part] = []
    for tongue, text, coder in translations:
        parts += [(f"{tongue} ", "bold $accent"), quoted(text), (f" {coder}", "$foreground-muted"), "\n"]
    return parts


def _title(look: CodeLook, inks: Inks) -> list[Part]:
    return [(look.letter + " ", _ink(look, inks) + " bold"), (look.path, "bold")]


def _ink(look: CodeLook, inks: Inks) -> str:
    colour = inks.code(look.colour).color
    return colour.name if colour is not None else ""


def _turn_facts(turn: TurnView | None) -> list[str]:
    if turn is None:
        return []
    facts = [_("turn {n}").format(n=turn.index + 1)]
    if turn.speaker:
        facts.append(turn.speaker + (f" ({turn.person})" if turn.person and turn.person != turn.speaker else ""))
    return [*facts, clock(turn.time)] if turn.time is not None else facts


def _line(text: str) -> str:
    return " ".join(text[:_QUOTED].split())

"""Coded passages, a line each, under headings: documents, codes, enterprises, people or effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content

from qualcode.i18n import _, ngettext
from qualcode.model.message import N_
from qualcode.ops.choosing import Coded
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook, unknown
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.grouped import Grouped
from qualcode.tui.words import effect_name, effect_sign

ORDERS = ("document", "code", "case", "person", "effect")
ORDER_NAMES = {
    "document": N_("by document"),
    "code": N_("by code"),
    "case": N_("by enterprise"),
    "person": N_("by person"),
    "effect": N_("by effect"),
}
MEMO_MARK = "✎"
_QUOTED = 300
# Cells of the columns, and from which width on each is shown.
_WHERE, _WHERE_FROM = 16, 66
_NAME, _NAME_FROM = 12, 66
# The code's column takes a share of the width.
_CODE, _CODE_MOST, _CODE_SHARE, _CODE_FROM = 18, 40, 0.22, 50
_CODER, _CODER_FROM = 9, 84


class Quotes(Grouped[Coded]):
    """Passages in one of `ORDERS`; `coders` tells whether there are several, so that it is worth saying who coded."""

    def __init__(
        self, found: Sequence[Coded], order: str, looks: Mapping[str, CodeLook], inks: Inks, *, coders: bool
    ) -> None:
        sort = _keys(order, {key: place for place, key in enumerate(looks)})
        # The texts' order stays within each heading.
        rows = found if order == "document" else sorted(found, key=sort)
        super().__init__(rows, lambda each: each.coding.id, sort)
        self._order = order
        self._looks = looks
        self._inks = inks
        self._coders = coders

    def draw_heading(self, held: Sequence[Coded], width: int) -> Content:
        """What the passages have in common, and how many there are."""
        told = ngettext("{n} coding", "{n} codings", len(held)).format(n=len(held))
        shown = safe.show(self._title(held[0]), (f"   {told}", "not bold $foreground-muted"))
        return shown.truncate(width, ellipsis=True)

    def draw_row(self, each: Coded, width: int) -> Content:
        """The words, and around them as much as there is room for."""
        coding, muted = each.coding, "$foreground-muted"
        before: list[Part] = []
        after: list[Part] = []
        room = width
        if self._order != "document" and width >= _WHERE_FROM:
            before.append((safe.fit(f"{each.number} {each.title}", _WHERE - 1) + " ", muted))
            room -= _WHERE
        if width >= _NAME_FROM:
            before.append((safe.fit(", ".join(each.names), _NAME - 1) + " ", "$primary"))
            room -= _NAME
        if width >= _CODE_FROM and self._order != "code":
            size = min(max(round(width * _CODE_SHARE), _CODE), _CODE_MOST)
            after += [" ", *self._code(coding.code, size - 1)]
            room -= size
        after.append((f" {effect_sign(coding.effect) or ' '}", "bold"))
        after.append((f" {MEMO_MARK}" if coding.memo else "  ", "$accent"))
        room -= 4
        if self._coders and width >= _CODER_FROM:
            after.append((" " + safe.fit(coding.coder, _CODER - 1), muted))
            room -= _CODER
        quote = safe.fit(" ".join(coding.quote[:_QUOTED].split()), max(room, 0))
        return safe.show(*before, quote, *after)

    def _code(self, key: str, width: int) -> list[Part]:
        look = self._looks.get(key) or unknown(key)
        ink = self._inks.code(look.colour).color
        return [(safe.fit(f"{look.letter} {look.label}", width), ink.name if ink else "")]

    def _title(self, each: Coded) -> str:
        if self._order == "document":
            return f"{each.number}  {each.title}" + (f"  ({each.case})" if each.case else "")
        if self._order == "code":
            look = self._looks.get(each.coding.code) or unknown(each.coding.code)
            return f"{look.letter} {look.path}"
        if self._order == "case":
            return each.case or _("no enterprise")
        if self._order == "person":
            return ", ".join(each.names) or _("nobody named")
        return f"{effect_sign(each.coding.effect)} {effect_name(each.coding.effect)}".strip()


def _keys(order: str, places: Mapping[str, int]) -> Callable[[Coded], tuple[object, ...]]:
    """What passages are put in order by."""
    if order == "document":
        return lambda each: (each.number,)
    if order == "code":
        return lambda each: (places.get(each.coding.code, len(places)), each.coding.code)
    if order == "case":
        return lambda each: (not each.case, each.case.casefold(), each.case)
    if order == "person":
        return lambda each: (not each.names, tuple(map(str.casefold, each.names)), each.names)
    effects = ("positive", "negative", "mixed", "none", "unclear", None)
    return lambda each: (effects.index(each.coding.effect) if each.coding.effect in effects else len(effects),)

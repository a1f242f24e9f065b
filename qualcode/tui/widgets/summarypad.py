"""Where the summary of a cell is written, and the passages beside it, those it refers to numbered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.i18n import _, ngettext
from qualcode.ops.crossing import Behind
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.answer import Answer
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.behind import PassageList
from qualcode.tui.widgets.passage import Translation, quoted, translated
from qualcode.tui.words import effect_name, effect_sign


class SummaryPad(Answer):
    """A field for one cell after another; it takes as much room as there is."""

    DEFAULT_CSS = "SummaryPad { height: 1fr; max-height: 100%; margin: 0; }"

    async def turn_to(self, field: str) -> None:
        """From here on it is about another cell, once what was typed about the one before is kept."""
        if self._keeper is not None:
            await self._keeper.wait()
        self.field = field

    def put_in(self, words: str) -> str:
        """Put words where the cursor is, apart from what stands before them; the whole text."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        self.insert(words if not before or before[-1].isspace() else f" {words}")
        return self.text


class SummaryPassages(PassageList):
    """The passages of a cell: those its summary refers to first, under their numbers."""

    def put(
        self,
        passages: Sequence[Behind],
        total: int,
        linked: Sequence[str],
        quotable: Collection[str],
        translations: Mapping[str, Sequence[Translation]],
        look: Callable[[str], CodeLook],
        inks: Inks,
    ) -> None:
        """Show passages; `total` is how many there are. The cursor stays on its passage."""
        here = self.here
        self.passages = passages
        count = ngettext("{n} coding", "{n} codings", total).format(n=total)
        if total > len(passages):
            count = _("the first {n} of {total}").format(n=len(passages), total=total)
        self.query_one(Bar).show([[(_("Passages"), "bold")]], [(count, "$foreground-muted")])
        found = self.query_one(OptionList)
        found.clear_options()
        numbers = {coding: n for n, coding in enumerate(linked, 1)}
        found.add_options(
            Option(
                safe.block(
                    *_parts(
                        each,
                        look(each.coding.code),
                        inks,
                        numbers.get(each.coding.id),
                        quotable,
                        translations.get(each.coding.id, ()),
                    )
                )
            )
            for each in passages
        )
        ids = [each.coding.id for each in passages]
        if passages:
            found.highlighted = ids.index(here.coding.id) if here is not None and here.coding.id in ids else 0
        else:
            found.add_options([Option(safe.show((_("No passages here."), "$foreground-muted")), disabled=True)])

    @property
    def here(self) -> Behind | None:
        """The passage at the cursor."""
        at = self.query_one(OptionList).highlighted
        return self.passages[at] if at is not None and at < len(self.passages) else None


def _parts(
    passage: Behind,
    look: CodeLook,
    inks: Inks,
    number: int | None,
    quotable: Collection[str],
    translations: Sequence[Translation],
) -> list[Part]:
    coding = passage.coding
    colour = inks.code(look.colour).color
    sign = effect_sign(coding.effect)
    facts = [", ".join(passage.speakers), passage.document, coding.coder]
    kept = "" if coding.id in quotable else _("not to be quoted") + "\n"
    return [
        (f"[{number}] ", "bold $accent") if number else "",
        (quoted(coding.quote), "italic"),
        "\n",
        *translated(translations),
        (look.letter + " ", f"bold {colour.name}" if colour is not None else "bold"),
        look.label,
        f"   {sign} {effect_name(coding.effect)}" if sign else "",
        "\n",
        (kept, "$warning"),
        (" · ".join(each for each in facts if each), "$foreground-muted"),
        "\n",
    ]

"""The passages of a row of the joint display: those picked as quotes marked, those that may not be quoted named."""

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
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.behind import PassageList
from qualcode.tui.widgets.passage import Translation, quoted, translated
from qualcode.tui.words import effect_name, effect_sign

PICKED = "❝ "


class JointQuotes(PassageList):
    """Passages to walk through, to pick, and to read where they stand."""

    def put(
        self,
        passages: Sequence[Behind],
        total: int,
        picked: Collection[str],
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
        found.add_options(
            Option(
                safe.block(
                    *_parts(
                        each,
                        look(each.coding.code),
                        inks,
                        picked,
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
    picked: Collection[str],
    quotable: Collection[str],
    translations: Sequence[Translation],
) -> list[Part]:
    coding = passage.coding
    colour = inks.code(look.colour).color
    sign = effect_sign(coding.effect)
    facts = [", ".join(passage.speakers), passage.document, coding.coder]
    kept = "" if coding.id in quotable else _("not to be quoted") + "\n"
    return [
        (PICKED, "bold $accent") if coding.id in picked else "",
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

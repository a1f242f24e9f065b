"""Passages with a mark before some of them, such as those picked as quotes; those that may not be quoted are named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from qualcode.i18n import _
from qualcode.ops.crossing import Behind
from qualcode.tui.codes import CodeLook
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.behind import PassageList
from qualcode.tui.widgets.passage import Translation, quoted, translated
from qualcode.tui.words import effect_name, effect_sign

PICKED = "❝ "


class MarkedPassages(PassageList):
    """Passages to walk through, to mark, and to read where they stand."""

    def put(
        self,
        passages: Sequence[Behind],
        total: int,
        marks: Mapping[str, str],
        quotable: Collection[str],
        translations: Mapping[str, Sequence[Translation]],
        look: Callable[[str], CodeLook],
        inks: Inks,
    ) -> None:
        """Show passages; `total` is how many there are, `marks` are by coding. The cursor stays on its passage."""

        def told(each: Behind) -> list[Part]:
            id, code = each.coding.id, each.coding.code
            return _parts(each, look(code), inks, marks.get(id, ""), quotable, translations.get(id, ()))

        here, ids = self.here, [each.coding.id for each in passages]
        at = ids.index(here.coding.id) if here is not None and here.coding.id in ids else 0
        self.fill([(_("Passages"), "bold")], passages, total, told, at)


def _parts(
    passage: Behind,
    look: CodeLook,
    inks: Inks,
    mark: str,
    quotable: Collection[str],
    translations: Sequence[Translation],
) -> list[Part]:
    coding = passage.coding
    colour = inks.code(look.colour).color
    sign = effect_sign(coding.effect)
    facts = [", ".join(passage.speakers), passage.document, coding.coder]
    kept = "" if coding.id in quotable else _("not to be quoted") + "\n"
    return [
        (mark, "bold $accent"),
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

"""What a search may say, shown where nothing was searched for yet."""

from __future__ import annotations

from rich.cells import cell_len

from qualcode.i18n import _
from qualcode.model.message import N_
from qualcode.tui.safe import Part
from qualcode.tui.search_jobs import Wanted

_COLUMN = 26
_EXAMPLES = (
    (N_("work"), N_("these letters anywhere, whatever case and accents")),
    (N_("found work"), N_("these words one after the other")),
    (N_("“found work”"), N_("the same, as whole words")),
    (N_("work*   *ment"), N_("words that begin so, that end so")),
    (N_("work AND home"), N_("both in one paragraph, sentence, turn")),
    (N_("work OR job"), N_("one of them; (brackets) where needed")),
    (N_("work NOT home"), N_("the first, where the second is not")),
    (N_("work NEAR/5 home"), N_("with at most five words between them")),
)


def examples() -> list[Part]:
    """Searches and what they find, a line each."""
    parts: list[Part] = [(_("Type what you look for and press enter."), "bold"), "\n\n"]
    for written, meaning in _EXAMPLES:
        shown = _(written)
        parts += [(shown, "$accent"), " " * max(_COLUMN - cell_len(shown), 2), _(meaning), "\n"]
    parts += [
        "\n",
        (_("Words alike (fuzzy) also finds slips and other endings: work, works, wrok."), "$foreground-muted"),
    ]
    parts += ["\n", (_("AND, OR, NOT and NEAR are written in capitals."), "$foreground-muted")]
    return parts


def nothing_found(wanted: Wanted | None) -> list[Part]:
    """That it is found nowhere, and what else to try."""
    tips = [_("Part of the word finds more than all of it: confian finds confiance and confiant.")]
    if wanted is not None and wanted.way != "alike":
        tips.append(_("Words alike (fuzzy) also finds slips and other endings."))
    if wanted is not None and (wanted.narrators or wanted.scope != type(wanted.scope)()):
        tips.append(_("It was not searched everywhere: see the line above."))
    parts: list[Part] = [(_("It is found nowhere."), "bold"), "\n"]
    for tip in tips:
        parts += ["\n• ", tip]
    return parts

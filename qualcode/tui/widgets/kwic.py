"""Places found, each in its words: what stands before it, the words themselves, what comes after, in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from qualcode.i18n import ngettext
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.safe import Part
from qualcode.tui.search_jobs import Found
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.grouped import Grouped

# Cells of the columns before the words, and from which width on each is shown.
_SPEAKER, _SPEAKER_FROM = 11, 72
_TITLE, _TITLE_FROM = 18, 56
_TURN, _TURN_FROM = 5, 44
_CODES, _CODES_FROM = 4, 60


class Concordance(Grouped[Found]):
    """Places found, by document: under a heading for each, or flat with the title beside each."""

    def __init__(
        self,
        found: Sequence[Found],
        titles: Mapping[str, tuple[int, str]],
        *,
        grouped: bool,
        codes: Mapping[str, Sequence[CodeLook]],
        inks: Inks,
    ) -> None:
        super().__init__(found, lambda each: each.id, lambda each: each.hit.document, headed=grouped)
        self.grouped = grouped
        self._titles = titles
        self._codes = codes
        self._inks = inks

    def first(self) -> int:
        """The line of the first place."""
        return 1 if self.grouped and len(self) else 0

    def draw_heading(self, held: Sequence[Found], width: int) -> Content:
        """The document, and how many places there are in it."""
        number, title = self._titles.get(held[0].hit.document, (0, ""))
        told = ngettext("{n} place", "{n} places", len(held)).format(n=len(held))
        muted = "$foreground-muted"
        shown = safe.show((f"{number}  ", muted), title, (f"   {told}", f"not bold {muted}"))
        return shown.truncate(width, ellipsis=True)

    def draw_row(self, line: Found, width: int) -> Content:
        """The words in the middle, what stands before and after them at either side."""
        muted = "$foreground-muted"
        room = width
        parts: list[Part] = []
        if not self.grouped and width >= _TITLE_FROM:
            number, title = self._titles.get(line.hit.document, (0, ""))
            parts.append((safe.fit(f"{number} {title}", _TITLE - 1) + " ", muted))
            room -= _TITLE
        if width >= _TURN_FROM:
            turn = str(line.turn + 1) if line.turn is not None else ""
            parts.append((turn.rjust(_TURN - 1) + " ", muted))
            room -= _TURN
        if width >= _SPEAKER_FROM:
            parts.append((safe.fit(line.speaker, _SPEAKER - 1) + " ", muted if line.interviewer else "$primary"))
            room -= _SPEAKER
        signs: list[Part] = []
        if width >= _CODES_FROM:
            signs = [" ", *self._signs(line)]
            room -= _CODES + 1
        # All words found begin at the same column, unless they are so long that what stands around would be lost.
        quote = safe.clip(_flat(line.hit.quote), max(room * 3 // 5, 1))
        before = min(room * 2 // 5, max((room - cell_len(quote)) // 2, 0))
        after = max(room - before - cell_len(quote), 0)
        style = muted if line.interviewer else ""
        parts += [
            (safe.tail(_flat(line.hit.before), before), style),
            (quote, "bold $accent"),
            (safe.fit(_flat(line.hit.after), after), style),
            *signs,
        ]
        return safe.show(*parts).truncate(width, ellipsis=True)

    def _signs(self, line: Found) -> list[Part]:
        """A letter for each dimension that is coded here."""
        looks = self._codes.get(line.id, ())
        letters = {look.letter: look.colour for look in looks}
        signs: list[Part] = []
        for letter, colour in list(letters.items())[:_CODES]:
            ink = self._inks.code(colour).color
            signs.append((letter, f"bold {ink.name if ink else ''}"))
        return signs


def _flat(text: str) -> str:
    """Words on one line, as they stand to each other: blanks at the ends stay, as one."""
    flat = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + flat + (" " if text[-1:].isspace() and flat else "")

"""Places found, each in its words: what stands before it, the words themselves, what comes after, in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from qualcode.i18n import ngettext
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.safe import Part
from qualcode.tui.search_jobs import Found
from qualcode.tui.themes import Inks

# Cells of the columns before the words, and from which width on each is shown.
_SPEAKER, _SPEAKER_FROM = 11, 72
_TITLE, _TITLE_FROM = 18, 56
_TURN, _TURN_FROM = 5, 44
_CODES, _CODES_FROM = 4, 60


@dataclass(frozen=True, slots=True)
class _Heading:
    """A document with the indices of what was found in it."""

    document: str
    found: range


class Concordance:
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
        self.found = found
        self.grouped = grouped
        self._titles = titles
        self._codes = codes
        self._inks = inks
        self.documents: dict[str, range] = {}
        for index, each in enumerate(found):
            before = self.documents.get(each.hit.document)
            self.documents[each.hit.document] = range(before.start if before else index, index + 1)
        self._lines: list[_Heading | Found] = []
        for document, places in self.documents.items():
            if grouped:
                self._lines.append(_Heading(document, places))
            self._lines += found[places.start : places.stop]

    def __len__(self) -> int:
        return len(self._lines)

    def is_heading(self, index: int) -> bool:
        """Whether the line names a document."""
        return isinstance(self._lines[index], _Heading)

    def ids(self, index: int) -> Sequence[str]:
        """The place on the line, or all of the document's."""
        line = self._lines[index]
        return (line.id,) if isinstance(line, Found) else [each.id for each in self._of(line.document)]

    def group(self, index: int) -> Sequence[str]:
        """All places in the same document."""
        line = self._lines[index]
        return [each.id for each in self._of(line.hit.document if isinstance(line, Found) else line.document)]

    def line_of(self, place: str) -> int | None:
        """The line on which a place stands."""
        return next((n for n, each in enumerate(self._lines) if isinstance(each, Found) and each.id == place), None)

    def at(self, index: int) -> Found | None:
        """The place on a line; on a heading, the first below it."""
        if not 0 <= index < len(self._lines):
            return None
        line = self._lines[index]
        return line if isinstance(line, Found) else self.found[line.found.start]

    def first(self) -> int:
        """The line of the first place."""
        return 1 if self.grouped and self._lines else 0

    def _of(self, document: str) -> Sequence[Found]:
        places = self.documents[document]
        return self.found[places.start : places.stop]

    def draw(self, index: int, width: int) -> Content:
        """One line."""
        line = self._lines[index]
        shown = self._heading(line) if isinstance(line, _Heading) else self._place(line, width)
        return shown.truncate(width, ellipsis=True)

    def _heading(self, line: _Heading) -> Content:
        number, title = self._titles.get(line.document, (0, ""))
        n = len(line.found)
        told = ngettext("{n} place", "{n} places", n).format(n=n)
        return safe.show((f"{number}  ", "$foreground-muted"), title, (f"   {told}", "not bold $foreground-muted"))

    def _place(self, line: Found, width: int) -> Content:
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
        return safe.show(*parts)

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

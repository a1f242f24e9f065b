"""A text folded for comparing: without case and accents, œ as oe, every white space a space, with the way back.

Folding may change lengths (ß, œ, …, decomposed accents, soft hyphens). Places in the folded text are pairs
`(start, end)`; places in the text as it stands are `Span`s, and those are never inside a grapheme.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache

from qualcode.analysis.segment import snap
from qualcode.model.text import Span

Place = tuple[int, int]

# What Unicode's compatibility decomposition leaves as it is, or takes apart in a way no reader would.
_ALIKE = {
    **dict.fromkeys("’‘ʼ´`", "'"),
    **dict.fromkeys("‐\u2011", "-"),
    **dict(zip("œæøłđı", ("oe", "ae", "o", "l", "d", "i"), strict=True)),
}
# Below, every character is a grapheme of its own; a text without line ends of two characters is taken for granted.
_FIRST_MARK = "\u0300"
_PART = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def fold(text: str) -> str:
    """`text` as it is compared."""
    return text.translate(_table(text))


class FoldedText:
    """A text, folded once for many questions. Making it is linear in the text, a way back logarithmic at most."""

    def __init__(self, text: str) -> None:
        table = _table(text)
        self.text = text
        self.folded = text.translate(table)
        # Of every character that becomes none or several: where those begin and end, and where the text goes on.
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._resumed: list[int] = []
        changing = "".join(re.escape(chr(char)) for char, folded in table.items() if len(folded) != 1)
        if changing:
            shift = 0
            for match in re.finditer(f"[{changing}]", text):
                start = match.start() + shift
                end = start + len(table[ord(match[0])])
                shift = end - match.end()
                self._starts.append(start)
                self._ends.append(end)
                self._resumed.append(match.end())

    def place_of(self, offset: int) -> int:
        """Where the character at `offset` of the text begins in the folded text."""
        before = bisect.bisect_right(self._resumed, offset) - 1
        return offset if before < 0 else self._ends[before] + offset - self._resumed[before]

    def span(self, place: Place) -> Span:
        """The whole graphemes of the text that a place in the folded text, not empty, came from."""
        return whole(self.text, self._origin(place[0]), self._origin(place[1] - 1) + 1)

    def spans(self, places: Iterable[Place]) -> list[Span]:
        """The spans of places in order, never overlapping: where two touch the same grapheme they become one."""
        return united(self.span(place) for place in places)

    @cached_property
    def parts(self) -> list[Place]:
        """The runs of letters and digits: words, taken apart at apostrophes and hyphens."""
        return [match.span() for match in _PART.finditer(self.folded)]

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        places = [match.span() for match in _WORD.finditer(self.folded)]
        return [start for start, _ in places], [end for _, end in places]

    def words_between(self, first: Place, second: Place) -> int:
        """How many whole words (as `model.text.words` counts them) lie between two places, the first one before."""
        starts, ends = self._words
        return max(0, bisect.bisect_right(ends, second[0]) - bisect.bisect_left(starts, first[1]))

    def _origin(self, place: int) -> int:
        """The character of the text that the one at `place` of the folded text came from."""
        before = bisect.bisect_right(self._starts, place) - 1
        if before < 0:
            return place
        if place < self._ends[before]:
            return self._resumed[before] - 1
        return self._resumed[before] + place - self._ends[before]


def whole(text: str, start: int, end: int) -> Span:
    """`[start, end)` of `text`, widened where it begins or ends inside a grapheme. Cheap where no mark is near."""
    if all(char < _FIRST_MARK for char in text[max(start - 1, 0) : start + 1] + text[end - 1 : end + 1]):
        return Span(start, end)
    return snap(Span(start, end), text)


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    found: list[Span] = []
    for span in spans:
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return found


def _table(text: str) -> dict[int, str]:
    return {ord(char): _folded(char) for char in set(text)}


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """What one character is compared as: nothing for accents and for what is never seen, such as soft hyphens."""
    if char.isspace():
        return " "
    if char in _ALIKE:
        return _ALIKE[char]
    if unicodedata.category(char) == "Cf":
        return ""
    decomposed = unicodedata.normalize("NFKD", char)
    plain = unicodedata.normalize("NFC", "".join(each for each in decomposed if not unicodedata.combining(each)))
    return "".join(_ALIKE.get(each, each) for each in plain.casefold())

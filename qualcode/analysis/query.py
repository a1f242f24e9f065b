"""Plain search: words found without regard to case and accents, offsets always in the text as it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from qualcode.model.text import Span


class FoldedText:
    """A text folded for comparing, with the way back: folding may change lengths (ß, İ, decomposed accents)."""

    __slots__ = ("_length", "_origin", "folded")

    def __init__(self, text: str) -> None:
        folded, self._origin = _fold(text)
        self.folded = folded
        self._length = len(text)

    def find(self, query: str) -> Iterator[Span]:
        """Every place where `query` stands, left to right, without overlaps; a white space matches any white space."""
        needle, _ = _fold(query.strip())
        if not needle:
            return
        start = self.folded.find(needle)
        while start >= 0:
            end = start + len(needle)
            yield Span(self._at(start), self._after(end))
            start = self.folded.find(needle, end)

    def _at(self, place: int) -> int:
        return place if self._origin is None else self._origin[place]

    def _after(self, end: int) -> int:
        """Past the last character found and the combining marks that belong to it."""
        if self._origin is None:
            return end
        return self._origin[end] if end < len(self._origin) else self._length


_LIGATURES = {"œ": "oe", "æ": "ae"}
_SPACES = {ord(char): " " for char in "\t\n\u00a0\u202f\u2009\u2007"} | {ord("’"): "'"}


def _fold(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the place it came from (None: the same place)."""
    simple = text.translate(_SPACES)
    if simple.isascii():
        return simple.lower(), None
    cache: dict[str, str] = {}
    for char in set(simple):
        plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
        cache[char] = _LIGATURES.get(plain.casefold(), plain.casefold())
    if all(len(folded) == 1 for folded in cache.values()):
        return simple.translate({ord(char): folded for char, folded in cache.items()}), None
    pieces: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(simple):
        folded = cache[char]
        pieces.append(folded)
        origin.extend([place] * len(folded))
    return "".join(pieces), origin

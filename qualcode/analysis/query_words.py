"""Where the words of a search stand in a folded text: as letters anywhere, as whole words, or as something alike."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from qualcode.analysis.query_fold import FoldedText, Place
from qualcode.analysis.query_syntax import Words

# How alike is alike: 1 - slips / letters of the longer word, so one slip in five letters, two in ten.
ALIKE = 0.8
# The share of a word that inflections leave alone, and the fewest letters that say anything of a word.
STEM = 0.75
SHORTEST_STEM = 4

_LETTER = r"[^\W_]"
_PART = re.compile(f"\\*?{_LETTER}+\\*?")
_JOINED = re.compile(r"[ '-]+")


def places(words: Words, text: FoldedText) -> list[Place]:
    """Where the words stand, from left to right, never overlapping. O(length of the text)."""
    written = (_whole(word) if words.whole else re.escape(word) for word in words.words)
    return [match.span() for match in re.finditer(" ++".join(written), text.folded)]


def _whole(word: str) -> str:
    """A pattern for one whole word. Every choice in it is final, so that nothing is ever tried twice."""
    core = re.escape(word.strip("*"))
    starred = word.startswith("*"), word.endswith("*")
    if all(starred):
        return f"(?<!{_LETTER})(?>{_LETTER}*?{core}{_LETTER}*+)"
    before = f"(?<!{_LETTER})" if starred[0] or word[0].isalnum() else ""
    after = f"(?!{_LETTER})" if starred[1] or word[-1].isalnum() else ""
    if starred[0]:
        return f"{before}(?>{_LETTER}*{core}){after}"
    return f"{before}{core}{_LETTER}*+{after}" if starred[1] else f"{before}{core}{after}"


class Vocabulary:
    """The words of a text (parted at apostrophes and hyphens), in order and each form once, to look for what is alike.

    Alike are words with one slip in five letters at most, a slip being a letter left out, put in, wrong, or swapped
    with the next (optimal string alignment, a restricted Damerau-Levenshtein distance, over the letters of the longer
    word); and words that begin with the first three quarters, rounded up, of the one wanted, four letters at least:
    inflections.
    """

    def __init__(self, text: FoldedText) -> None:
        self._text = text

    @cached_property
    def _words(self) -> list[str]:
        return [self._text.folded[start:end] for start, end in self._text.parts]

    @cached_property
    def _forms(self) -> list[str]:
        return sorted(set(self._words))

    def places(self, words: Words) -> list[Place]:
        """Where words like these stand in a row, with nothing but white space, apostrophes and hyphens between."""
        wanted = [part for word in words.words for part in _PART.findall(word)]
        if not wanted:
            return places(words, self._text)
        alike = [self._alike(part) for part in wanted]
        found: list[Place] = []
        parts, size = self._text.parts, len(alike)
        free = 0
        for first, word in enumerate(self._words):
            if first >= free and word in alike[0] and self._follow(first, alike):
                found.append((parts[first][0], parts[first + size - 1][1]))
                free = first + size
        return found

    def _follow(self, first: int, alike: Sequence[frozenset[str]]) -> bool:
        """Whether the words after the first one fit as well."""
        parts = self._text.parts
        return first + len(alike) <= len(parts) and all(
            self._words[first + index] in alike[index]
            and _JOINED.fullmatch(self._text.folded, parts[first + index - 1][1], parts[first + index][0])
            for index in range(1, len(alike))
        )

    def _alike(self, part: str) -> frozenset[str]:
        """The text's words that are like one of the search; a word with a star is taken as it is written."""
        if "*" in part:
            pattern = re.compile(_whole(part))
            return frozenset(form for form in self._forms if pattern.fullmatch(form))
        close = process.extract(part, self._forms, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=None)
        stem = part[: max(SHORTEST_STEM, math.ceil(STEM * len(part)))]
        inflected = [form for form in self._forms if form.startswith(stem)] if len(stem) >= SHORTEST_STEM else []
        return frozenset([form for form, _, _ in close] + inflected)

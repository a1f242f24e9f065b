"""All terms of a codebook in one language, turned round: from a word of the text to the terms it may belong to.

A text repeats its words, so each is compared with the terms once. What it fits is a *fit*, a small number: 0 for the
great majority that fit nothing. The rest of the search works on fits alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.terms import Term, TermWord, fold, parse_term
from qualcode.suggest.values import Cue, TermKind


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with the numbers of its words, and all cues (code and spelling) that write this term."""

    term: Term
    words: tuple[int, ...]
    kind: TermKind
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """What a word can be: words of terms (their numbers), one-word terms, first words of phrases (entries' numbers)."""

    words: frozenset[int]
    single: tuple[int, ...]
    opens: tuple[int, ...]


_NOTHING = Fit(frozenset(), (), ())


class Lexicon:
    """Look-ups over parsed terms. Built once for a codebook; only its memory of words seen grows.

    `entries` are the terms, `fits` what the fits' numbers mean, `reach` the longest step from one word of a phrase to
    the next. Raises `model.terms.TermFault` for a cue that is not a term.
    """

    __slots__ = ("_by_length", "_fit_of", "_numbers", "_opening", "_words", "entries", "fits", "later", "reach")

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.entries = self._entries(cues)
        self._opening: dict[int, list[int]] = {}
        for number, entry in enumerate(self.entries):
            self._opening.setdefault(entry.words[0], []).append(number)
        self.later = frozenset(word for entry in self.entries for word in entry.words[1:])
        self.reach = max((1 + entry.term.gap for entry in self.entries), default=1)
        # Prefixes and suffixes are looked up by every length there is, not tried one by one.
        self._by_length: dict[str, tuple[int, ...]] = {
            match: tuple(sorted({len(text) for text, kind in self._numbers if kind == match}))
            for match in ("prefix", "suffix")
        }
        self.fits: list[Fit] = [_NOTHING]
        self._fit_of: dict[frozenset[int], int] = {frozenset(): 0}
        self._words: dict[tuple[str, str], int] = {}

    def _entries(self, cues: Iterable[Cue]) -> list[Entry]:
        spelled: dict[Term, list[Cue]] = {}
        for code, text in cues:
            spelled.setdefault(parse_term(text), []).append((code, text))
        return [
            Entry(term, tuple(self._number(word) for word in term.words), kind_of(term), tuple(dict.fromkeys(written)))
            for term, written in spelled.items()
        ]

    def _number(self, word: TermWord) -> int:
        return self._numbers.setdefault((word.text, word.match), len(self._numbers))

    def fit(self, word: str, lemma: str = "") -> int:
        """The number of the fit of a word as written; `lemma` also counts, for whole words."""
        known = self._words.get((word, lemma))
        if known is None:
            known = self._words[word, lemma] = self._find(fold(word), fold(lemma))
        return known

    def _find(self, word: str, lemma: str) -> int:
        keys = [(word, "whole"), (lemma, "whole")]
        keys += [(word[:length], "prefix") for length in self._by_length["prefix"] if length <= len(word)]
        keys += [(word[-length:], "suffix") for length in self._by_length["suffix"] if length <= len(word)]
        words = frozenset(self._numbers[key] for key in keys if key in self._numbers)
        if words not in self._fit_of:
            opened = sorted({entry for word_number in words for entry in self._opening.get(word_number, ())})
            self._fit_of[words] = len(self.fits)
            self.fits.append(
                Fit(
                    words,
                    tuple(entry for entry in opened if len(self.entries[entry].words) == 1),
                    tuple(entry for entry in opened if len(self.entries[entry].words) > 1),
                )
            )
        return self._fit_of[words]


def kind_of(term: Term) -> TermKind:
    """A phrase, a whole word, or a part of a word (written with a star)."""
    if len(term.words) > 1:
        return "phrase"
    return "word" if term.words[0].match == "whole" else "part"

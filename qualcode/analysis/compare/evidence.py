"""What speaks for two codes being the same: a number from 0 to 1 for every pair and kind of evidence.

Words are compared within a language only, and of the languages that both codebooks have, on folded words cut to their
first letters so that endings do not matter, weighted by how rare they are in both codebooks (TF-IDF cosine): words that
stand in every definition say nothing.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix

from qualcode.model.codebook import Code, fold_name

Scores = NDArray[np.float64]
# Names of which fewer letters are alike (in a hundred) are as alike as any two.
_CHANCE = 35
_WORD = re.compile(r"[^\W_]+")
# The first six letters of a word; one of a single letter is none.
_STEM = re.compile(r"([^\W_]{2,6})[^\W_]*")
_APART = "␟"  # a sign that no term has, and no white space
Words = tuple[str, list[str]]  # a language and words of it


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores of codes of A (rows) against codes of B (columns); NaN where there is nothing to compare.

    `inside` is how much of B's code lies in A's (its words, terms and passages), `holding` how much of A's in B's: they
    find codes that were split or merged.
    """

    identity: Scores
    key: Scores
    label: Scores
    definition: Scores
    terms: Scores
    passages: Scores
    inside: Scores
    holding: Scores


@dataclass(frozen=True, slots=True)
class Shared:
    """Passages by code: of each code in A and in B how many there are, and how many meet one of the other's code.

    `of_first[a, b]` counts A's passages of a that meet any of b; `of_second[a, b]` B's of b that meet any of a.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    of_first: NDArray[np.int64]
    of_second: NDArray[np.int64]


def gather(first: Sequence[Code], second: Sequence[Code], shared: Shared | None = None) -> Evidence:
    """All evidence on every pair; quadratic in codes, a few numbers a pair."""
    shape = (len(first), len(second))
    languages = common_languages(first, second)
    bags = [_Bag(first, second, languages, words) for words in (_defined, _terms, _named)]
    rare = _rarity(bags, len(first) + len(second))
    definition, terms, named = (bag.likeness(rare) for bag in bags)
    passages = _overlaps(shared, shape)
    return Evidence(
        identity=_same([code.id for code in first], [code.id for code in second]),
        key=_same([fold_name(code.key) for code in first], [fold_name(code.key) for code in second]),
        # Letters find what is spelled a little otherwise, words what is said with more or fewer of them.
        label=np.fmax(_labels(first, second, languages), named.alike),
        definition=definition.alike,
        terms=terms.alike,
        passages=passages.alike,
        inside=_mean(definition.inside, terms.inside, named.inside, passages.inside),
        holding=_mean(definition.holding, terms.holding, named.holding, passages.holding),
    )


def common_languages(first: Iterable[Code], second: Iterable[Code]) -> list[str]:
    """The languages in which codes of both books have a label."""
    one, other = ({language for code in codes for language in code.labels} for codes in (first, second))
    return sorted(one & other)


def _same(first: Sequence[str], second: Sequence[str]) -> Scores:
    numbers = {name: number for number, name in enumerate(dict.fromkeys([*first, *second]))}
    left, right = (np.array([numbers[name] for name in names], dtype=np.int64) for names in (first, second))
    return np.asarray(left[:, None] == right[None, :], dtype=np.float64)


def _labels(first: Sequence[Code], second: Sequence[Code], languages: Iterable[str]) -> Scores:
    """The likest of labels and aliases, letter by letter with the words in order; the mean of the languages.

    NaN without a name in a common language. The likest of the languages would find something in any two codes.
    """
    total, known = np.zeros((len(first), len(second))), np.zeros((len(first), len(second)))
    for language in languages:
        rows, one = _all_names(first, language)
        columns, other = _all_names(second, language)
        score = process.cdist(one, other, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=_CHANCE)
        score = np.maximum(score - _CHANCE, 0) / (100 - _CHANCE)
        # Of the names of one code the likest, first by row and then by column.
        starts, columns_at = _starts(rows), _starts(columns)
        by_code = score if len(starts) == len(rows) else np.maximum.reduceat(score, starts, axis=0)
        if len(columns_at) < len(columns):
            by_code = np.maximum.reduceat(by_code, columns_at, axis=1)
        place = np.ix_(np.asarray(rows)[starts], np.asarray(columns)[columns_at])
        total[place] += by_code
        known[place] += 1
    return np.asarray(np.divide(total, known, out=np.full_like(total, np.nan), where=known > 0))


def _all_names(codes: Sequence[Code], language: str) -> tuple[list[int], list[str]]:
    """Every name in a language and the place of its code, in the codes' order."""
    found = [(place, name) for place, code in enumerate(codes) for name in _names(code, language)]
    return [place for place, _ in found], [name for _, name in found]


def _starts(places: Sequence[int]) -> NDArray[np.int64]:
    """Where the names of each code begin."""
    return np.flatnonzero(np.diff(np.asarray(places), prepend=-1))


def _names(code: Code, language: str) -> list[str]:
    """Label and aliases, their words in alphabetical order: "skills and qualification" is "qualification, skills"."""
    names = [code.labels.get(language, ""), *code.aliases.get(language, ())]
    return [" ".join(sorted(_WORD.findall(fold_name(name)))) for name in names if name]


# Words by code


def _stems(text: str) -> list[str]:
    return _STEM.findall(fold_name(text))


def _named(code: Code) -> Iterator[Words]:
    for language, text in code.labels.items():
        yield language, _stems(text)


def _defined(code: Code) -> Iterator[Words]:
    for texts in (code.definition, code.include):
        for language, text in texts.items():
            yield language, _stems(text)
    for language, examples in code.examples.items():
        yield language, _stems(" ".join(examples))


def _terms(code: Code) -> Iterator[Words]:
    """Terms count whole, so that `travail*` and `"trouver un travail"` are two."""
    for language, terms in code.terms.items():
        # Folding all at once takes a fraction of the time.
        yield language, fold_name(_APART.join(terms)).split(_APART)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How alike pairs are, how much of B's lies in A's, and how much of A's in B's; NaN where it cannot be known."""

    alike: Scores
    inside: Scores
    holding: Scores


class _Bag:
    """One kind of words of both codebooks: how often each stands in each code (sparse, codes by words)."""

    def __init__(
        self,
        first: Sequence[Code],
        second: Sequence[Code],
        languages: Sequence[str],
        words: Callable[[Code], Iterator[Words]],
    ) -> None:
        # A number for each word of each language, given when it is first met.
        number = itertools.count().__next__
        self.place: dict[str, dict[str, int]] = {language: defaultdict(number) for language in languages}
        sides = [
            [[told for told in words(code) if told[0] in languages and told[1]] for code in side]
            for side in (first, second)
        ]
        found = [self._counted(side) for side in sides]
        words_in_all = sum(map(len, self.place.values()))
        self.counts = [
            csr_matrix((np.ones(len(columns)), (rows, columns)), shape=(len(side), words_in_all))
            for side, (rows, columns) in zip(sides, found, strict=True)
        ]
        for counts in self.counts:
            counts.sum_duplicates()
        one, other = (
            np.array([[language in {name for name, _ in told} for language in languages] for told in side], float)
            for side in sides
        )
        self.comparable = one.reshape(len(first), -1) @ other.reshape(len(second), -1).T > 0

    def _counted(self, side: Sequence[Sequence[Words]]) -> tuple[list[int], list[int]]:
        rows: list[int] = []
        columns: list[int] = []
        for row, told in enumerate(side):
            for language, words in told:
                columns += map(self.place[language].__getitem__, words)
                rows += [row] * len(words)
        return rows, columns

    @property
    def words(self) -> Iterator[tuple[tuple[str, str], int]]:
        """Each word with its language, and its number."""
        for language, own in self.place.items():
            for word, number in own.items():
                yield (language, word), number

    def seen(self) -> NDArray[np.int64]:
        """In how many codes each word stands, by its number."""
        size = self.counts[0].shape[1]
        return np.asarray(sum(np.bincount(counts.indices, minlength=size) for counts in self.counts))

    def likeness(self, rare: Mapping[tuple[str, str], float]) -> _Likeness:
        """By their words: the cosine, and shares of weight; known for pairs that have words in a common language."""
        weights = np.zeros(self.counts[0].shape[1])
        for word, number in self.words:
            weights[number] = rare[word]
        left, right = (_weighted(counts, weights) for counts in self.counts)
        dot = (left @ right.T).toarray()
        norms = np.outer(*(np.sqrt(np.asarray(side.multiply(side).sum(axis=1))).ravel() for side in (left, right)))
        cosine = np.divide(dot, norms, out=np.zeros_like(dot), where=norms > 0)
        found = (cosine, _contained(left, right), _contained(right, left).T)
        return _Likeness(*(np.where(self.comparable, each, np.nan) for each in found))


def _rarity(bags: Sequence[_Bag], codes: int) -> dict[tuple[str, str], float]:
    """ln((1 + n) / (1 + in how many it stands)) by word, and a little more so that none is nothing."""
    seen: dict[tuple[str, str], int] = {}
    for bag in bags:
        found = bag.seen().tolist()
        for word, number in bag.words:
            seen[word] = seen.get(word, 0) + found[number]
    return {word: max(math.log((1 + codes) / (1 + n)), 0.0) + 0.05 for word, n in seen.items()}


def _weighted(counts: Any, weights: Scores) -> Any:
    """(1 + ln n) times how rare the word is."""
    made = counts.copy()
    made.data = (1 + np.log(made.data)) * weights[made.indices]
    return made


def _contained(whole: Any, part: Any) -> Scores:
    """The weight of `part`'s words that `whole` has too, over all of `part`'s: whole by part."""
    total = np.asarray(part.sum(axis=1)).ravel()
    there = whole.copy()
    there.data[:] = 1
    shared: Scores = (there @ part.T).toarray()
    return np.asarray(np.divide(shared, total, out=np.zeros(shared.shape), where=total > 0))


# Passages


def _overlaps(shared: Shared | None, shape: tuple[int, int]) -> _Likeness:
    """By their passages; known where both have some. Few passages may meet by chance and say less."""
    if shared is None:
        nothing = np.full(shape, np.nan)
        return _Likeness(nothing, nothing, nothing)
    first, second = shared.first[:, None].astype(np.float64), shared.second[None, :].astype(np.float64)
    known = (first > 0) & (second > 0)
    inside = np.divide(shared.of_second, second, out=np.full(shape, np.nan), where=known)
    holding = np.divide(shared.of_first, first, out=np.full(shape, np.nan), where=known)
    alike = 2 * inside * holding / np.maximum(inside + holding, 1e-9)
    few = np.minimum(first, second)
    return _Likeness(np.asarray(alike * few / (few + 1)), inside, holding)


def _mean(*scores: Scores) -> Scores:
    """The mean of what there is; 0 where there is nothing."""
    stacked = np.stack(scores)
    known = ~np.isnan(stacked)
    return np.asarray(np.where(known, stacked, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))

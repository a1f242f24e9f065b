"""What speaks for two codes being the same: a number from 0 to 1 for every pair and kind of evidence.

Words are compared within a language only, on folded words cut to their first letters so that endings do not matter, and
weighted by how rare they are in both codebooks (TF-IDF cosine): words that stand in every definition say nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix

from qualcode.model.codebook import Code, fold_name

Scores = NDArray[np.float64]
_STEM = 6
_WORD = re.compile(r"[^\W_]+")
Words = Counter[str]


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
    kinds = [
        ([make(code) for code in first], [make(code) for code in second]) for make in (_definition, _terms, _named)
    ]
    rare = _rarity([sides for kind in kinds for sides in kind], len(first) + len(second))
    definition, terms, named = (_likeness(*sides, rare) for sides in kinds)
    passages = _overlaps(shared, shape)
    return Evidence(
        identity=_same([code.id for code in first], [code.id for code in second]),
        key=_same([fold_name(code.key) for code in first], [fold_name(code.key) for code in second]),
        label=_labels(first, second),
        definition=definition.alike,
        terms=terms.alike,
        passages=passages.alike,
        inside=_mean(definition.inside, terms.inside, named.inside, passages.inside),
        holding=_mean(definition.holding, terms.holding, named.holding, passages.holding),
    )


def _same(first: Sequence[str], second: Sequence[str]) -> Scores:
    numbers = {name: number for number, name in enumerate(dict.fromkeys([*first, *second]))}
    left, right = (np.array([numbers[name] for name in names], dtype=np.int64) for names in (first, second))
    return np.asarray(left[:, None] == right[None, :], dtype=np.float64)


def _labels(first: Sequence[Code], second: Sequence[Code]) -> Scores:
    """The likest of labels and aliases in one language, letter by letter with the words in order; NaN without one."""
    best = np.full((len(first), len(second)), np.nan)
    for language in _languages(first) & _languages(second):
        left, right = ([_names(code, language) for code in codes] for codes in (first, second))
        for a, b in ((a, b) for a in range(_most(left)) for b in range(_most(right))):
            one = [names[a] if a < len(names) else "" for names in left]
            other = [names[b] if b < len(names) else "" for names in right]
            score = process.cdist(one, other, scorer=fuzz.ratio, dtype=np.float64) / 100
            score[[not name for name in one], :] = np.nan
            score[:, [not name for name in other]] = np.nan
            best = np.fmax(best, score)
    return best


def _most(names: Sequence[Sequence[str]]) -> int:
    return max(map(len, names), default=0)


def _languages(codes: Iterable[Code]) -> set[str]:
    return {language for code in codes for language in code.labels}


def _names(code: Code, language: str) -> list[str]:
    """Label and aliases, their words in alphabetical order: "skills and qualification" is "qualification, skills"."""
    names = [code.labels.get(language, ""), *code.aliases.get(language, ())]
    return [" ".join(sorted(_WORD.findall(fold_name(name)))) for name in names if name]


def _stems(text: str, language: str) -> Words:
    return Counter(f"{language}:{word[:_STEM]}" for word in _WORD.findall(fold_name(text)) if len(word) > 1)


def _named(code: Code) -> Words:
    return _words(code.labels)


def _words(texts: Mapping[str, str]) -> Words:
    found: Words = Counter()
    for language, text in texts.items():
        found.update(_stems(text, language))
    return found


def _definition(code: Code) -> Words:
    found = _words(code.definition)
    found.update(_words(code.include))
    for language, examples in code.examples.items():
        found.update(_stems(" ".join(examples), language))
    return found


def _terms(code: Code) -> Words:
    """Terms count whole, so that `travail*` and `"trouver un travail"` are two."""
    return Counter(f"{language}:{fold_name(term)}" for language, terms in code.terms.items() for term in terms)


def _rarity(kinds: Iterable[Sequence[Words]], codes: int) -> dict[str, float]:
    """ln((1 + n) / (1 + in how many it stands)) by word, and a little more so that none is nothing."""
    seen = Counter(word for side in kinds for words in side for word in words)
    return {word: max(math.log((1 + codes) / (1 + n)), 0.0) + 0.05 for word, n in seen.items()}


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How alike pairs are, how much of B's lies in A's, and how much of A's in B's; NaN where it cannot be known."""

    alike: Scores
    inside: Scores
    holding: Scores


def _likeness(first: Sequence[Words], second: Sequence[Words], rare: Mapping[str, float]) -> _Likeness:
    """By their words: the cosine, and shares of weight; known for pairs that have words in a common language."""
    place = {
        word: index
        for index, word in enumerate(dict.fromkeys(word for side in (first, second) for w in side for word in w))
    }
    left, right = (_matrix(side, place, rare) for side in (first, second))
    dot = (left @ right.T).toarray()
    norms = np.outer(*(np.sqrt(np.asarray(side.multiply(side).sum(axis=1))).ravel() for side in (left, right)))
    cosine = np.divide(dot, norms, out=np.zeros_like(dot), where=norms > 0)
    known = _comparable(first, second)
    found = (cosine, _contained(left, right), _contained(right, left).T)
    return _Likeness(*(np.where(known, each, np.nan) for each in found))


def _matrix(side: Sequence[Words], place: Mapping[str, int], rare: Mapping[str, float]) -> Any:
    """Codes by words, in a sparse matrix."""
    rows = [row for row, words in enumerate(side) for _ in words]
    columns = [place[word] for words in side for word in words]
    weights = [(1 + math.log(n)) * rare[word] for words in side for word, n in words.items()]
    return csr_matrix((weights, (rows, columns)), shape=(len(side), len(place)))


def _contained(whole: Any, part: Any) -> Scores:
    """The weight of `part`'s words that `whole` has too, over all of `part`'s: whole by part."""
    total = np.asarray(part.sum(axis=1)).ravel()
    there = whole.copy()
    there.data[:] = 1
    shared: Scores = (there @ part.T).toarray()
    return np.asarray(np.divide(shared, total, out=np.zeros(shared.shape), where=total > 0))


def _comparable(first: Sequence[Words], second: Sequence[Words]) -> NDArray[np.bool_]:
    """Whether two have words in a common language."""
    left, right = ([{word[:2] for word in words} for words in side] for side in (first, second))
    languages = sorted({language for each in (*left, *right) for language in each})
    one, other = (
        np.array([[language in each for language in languages] for each in side], dtype=np.int64)
        for side in (left, right)
    )
    return np.asarray(one.reshape(len(left), -1) @ other.reshape(len(right), -1).T > 0)


def _overlaps(shared: Shared | None, shape: tuple[int, int]) -> _Likeness:
    """By their passages; known where both have some."""
    if shared is None:
        nothing = np.full(shape, np.nan)
        return _Likeness(nothing, nothing, nothing)
    first, second = shared.first[:, None].astype(np.float64), shared.second[None, :].astype(np.float64)
    known = (first > 0) & (second > 0)
    inside = np.divide(shared.of_second, second, out=np.full(shape, np.nan), where=known)
    holding = np.divide(shared.of_first, first, out=np.full(shape, np.nan), where=known)
    alike = 2 * inside * holding / np.maximum(inside + holding, 1e-9)
    return _Likeness(np.asarray(alike), inside, holding)


def _mean(*scores: Scores) -> Scores:
    """The mean of what there is; 0 where there is nothing."""
    stacked = np.stack(scores)
    known = ~np.isnan(stacked)
    return np.asarray(np.where(known, stacked, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))

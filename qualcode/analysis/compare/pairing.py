"""Which code is which: pairs chosen for the whole of two codebooks at once, then what was split and merged.

One code to one code is an assignment of greatest total score (scipy's solver). A code of one book left over is then a
part of a code of the other where most of its words and passages lie within that code's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from qualcode.analysis.compare import placing
from qualcode.analysis.compare.evidence import Evidence, Scores, Shared, gather
from qualcode.model.codebook import Code

Mask = NDArray[np.bool_]
# What a pair must reach to be proposed, what a part must share with its whole, and how alike their names must be
# where there is nothing else. Chosen on edit scripts applied to the shared codebook (tests/analysis/compare), halfway
# between the scores of true and of chance pairs.
PAIR, PART = 0.42, 0.5
_NAMED = 0.55
_WEIGHTS = {"label": 0.35, "definition": 0.3, "terms": 0.35, "passages": 0.6}
# Evidence that is enough alone, and from which score on: a code that kept its words under another label.
_ALONE = {"label": (0.78, 0.95), "definition": (0.5, 0.9), "terms": (0.5, 0.9), "passages": (0.5, 0.95)}
_ABOVE, _BELOW, _MOST = 0.08, 0.3, 0.6
# An id or key is not believed where the words are as little alike as this and another code's are as much alike as that.
_UNLIKE, _LIKE = 0.2, 0.6
_TRUST = 0.6
_CERTAIN = 4.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Code `first` of A and `second` of B (their places in the books), how sure that is (0 to 1), and why.

    `because` names the kinds of evidence, the strongest first, each with its score. `relation`: `one`, or `part` where
    one was split into, or merged with, several. `confirmed`: somebody has said so.
    """

    first: int
    second: int
    score: float
    because: tuple[tuple[str, float], ...]
    relation: str = "one"
    confirmed: bool = False


def pairs(
    first: Sequence[Code],
    second: Sequence[Code],
    shared: Shared | None = None,
    *,
    confirmed: Collection[tuple[str, str]] = (),
    declined: Collection[tuple[str, str]] = (),
) -> list[Pair]:
    """The pairs of two codebooks, in A's order; codes without a counterpart are in none.

    What somebody has `confirmed` is certain and what was `declined` is none; both by the codes' ids.
    """
    if not first or not second:
        return []
    evidence = gather(first, second, shared)
    certain, never = (_mask(first, second, ids) for ids in (confirmed, declined))
    for scores in (evidence.inside, evidence.holding):
        scores[never] = 0
    score = base = np.where(never, 0, np.where(certain, _CERTAIN, _scores(evidence)))
    # What stands above or below the same code is a little likelier to be the same; then the pairs are chosen again.
    silent = _only_names(evidence) & np.isnan(evidence.label)
    for _ in range(2):
        chosen = _assign(score, PAIR)
        below = placing.below(first, second, chosen)
        score = base * (1 - _ABOVE) + _ABOVE * placing.above(first, second, chosen)
        score = np.maximum(score, _BELOW * below + (1 - _BELOW) * base)
        # Of dimensions in two languages nothing is known but that most of what is below them is the same.
        score = np.where(silent & (below >= _MOST), np.maximum(score, _MOST * below), score)
        score[never] = 0
    chosen = _assign(score, PAIR)
    found = [_pair(evidence, score, certain, a, b) for a, b in chosen]
    known = {(pair.first, pair.second) for pair in found}
    found += [
        Pair(int(a), int(b), 1.0, (("confirmed", 1.0),), "part", True)
        for a, b in zip(*np.nonzero(certain), strict=True)
        if (int(a), int(b)) not in known
    ]
    found += _parts(evidence, found, len(first), len(second))
    found += _by_place(first, second, evidence, found, never)
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def _mask(first: Sequence[Code], second: Sequence[Code], ids: Collection[tuple[str, str]]) -> Mask:
    rows, columns = ({code.id: place for place, code in enumerate(codes)} for codes in (first, second))
    made = np.zeros((len(first), len(second)), dtype=bool)
    for a, b in ids:
        if a in rows and b in columns:
            made[rows[a], columns[b]] = True
    return made


def _scores(evidence: Evidence) -> Scores:
    """One number a pair: the mean of what can be compared, or the strongest evidence where it is enough alone."""
    words = _words(evidence)
    named = np.maximum(evidence.identity, evidence.key * 0.98)
    return np.asarray(np.where((named > 0) & _believed(evidence, words), 1 + named + words, words))


def _words(evidence: Evidence) -> Scores:
    """What labels, texts, terms and passages say."""
    total = np.zeros_like(evidence.identity)
    weight = np.zeros_like(total)
    alone = np.zeros_like(total)
    for name, share in _WEIGHTS.items():
        found: Scores = getattr(evidence, name)
        known = ~np.isnan(found)
        total += np.where(known, found, 0) * share
        weight += known * share
        enough, worth = _ALONE[name]
        alone = np.maximum(alone, np.where(known & (found >= enough), found * worth, 0))
    mean = np.divide(total, weight, out=np.zeros_like(total), where=weight > 0)
    # Little that can be compared says little, however alike it is.
    mean *= np.where(weight >= 0.3, 1, 0.9)
    return np.asarray(np.maximum(mean, alone))


def _believed(evidence: Evidence, words: Scores) -> Mask:
    """Where the same id or key may be taken for the same code: keys that only count codes name others after a change.

    Not where the words are plainly another code's, and where most of the codes of the same key have other words, only
    for those that have not.
    """
    elsewhere = np.maximum(words.max(axis=1)[:, None], words.max(axis=0)[None, :])
    likely = (words >= _UNLIKE) | (elsewhere < _LIKE)
    spoken = ~np.isnan(evidence.label) | ~np.isnan(evidence.definition) | ~np.isnan(evidence.terms)
    same = spoken & ((evidence.identity > 0) | (evidence.key > 0))
    if same.any() and (words[same] >= PAIR).mean() < _TRUST:
        likely &= words >= PAIR
    return np.asarray(likely)


def _assign(score: Scores, least: float) -> list[tuple[int, int]]:
    # What a pair has beyond the least counts, so that two weak pairs do not displace a strong one.
    rows, columns = linear_sum_assignment(np.maximum(score - least, 0), maximize=True)
    return [(int(a), int(b)) for a, b in zip(rows, columns, strict=True) if score[a, b] >= least]


def _pair(evidence: Evidence, score: Scores, certain: Mask, a: int, b: int) -> Pair:
    because = _because(evidence, a, b)
    if certain[a, b]:
        more = (each for each in because if each[0] != "place")
        return Pair(a, b, 1.0, (("confirmed", 1.0), *more), confirmed=True)
    if score[a, b] < 1:
        # Named alike, but not believed to be so.
        because = tuple(each for each in because if each[0] not in ("identity", "key")) or (("place", 0.0),)
        return Pair(a, b, round(float(min(score[a, b], 0.97)), 3), because)
    return Pair(a, b, 1.0 if evidence.identity[a, b] else 0.98, because)


def _because(evidence: Evidence, a: int, b: int) -> tuple[tuple[str, float], ...]:
    found = [
        (name, round(float(value), 2))
        for name in ("identity", "key", "label", "definition", "terms", "passages")
        if (value := getattr(evidence, name)[a, b]) > 0.25
    ]
    return tuple(sorted(found, key=lambda each: -each[1])) if found else (("place", 0.0),)


def _left(found: Sequence[Pair], rows: int, columns: int) -> tuple[list[int], list[int]]:
    """The codes that are in no pair."""
    left_a = sorted(set(range(rows)) - {pair.first for pair in found})
    left_b = sorted(set(range(columns)) - {pair.second for pair in found})
    return left_a, left_b


def _parts(evidence: Evidence, found: Sequence[Pair], rows: int, columns: int) -> list[Pair]:
    """Codes left over that are a part of a code of the other book: of B's what was split, of A's what was merged."""
    left_a, left_b = _left(found, rows, columns)
    made: list[Pair] = []
    for b in left_b:
        a = int(np.argmax(evidence.inside[:, b]))
        made += _part(evidence, a, b, evidence.inside)
    for a in left_a:
        b = int(np.argmax(evidence.holding[a, :]))
        made += _part(evidence, a, b, evidence.holding)
    return list({(pair.first, pair.second): pair for pair in made}.values())


def _part(evidence: Evidence, a: int, b: int, within: Scores) -> list[Pair]:
    score = float(within[a, b])
    # Names alone hold each other easily: one word of three is no part.
    if score < PART or (_only_names(evidence)[a, b] and not evidence.label[a, b] >= _NAMED):
        return []
    return [Pair(a, b, round(score, 3), _because(evidence, a, b), "part")]


def _only_names(evidence: Evidence) -> Mask:
    """Where nothing but names can be compared."""
    return np.asarray(np.isnan(evidence.definition) & np.isnan(evidence.terms) & np.isnan(evidence.passages))


def _by_place(
    first: Sequence[Code], second: Sequence[Code], evidence: Evidence, found: Sequence[Pair], never: Mask
) -> list[Pair]:
    """Codes left over that stand between the same sisters, where nothing but their names could be compared."""
    left_a, left_b = _left(found, len(first), len(second))
    partners = {pair.first: pair.second for pair in found if pair.relation == "one" and pair.score >= _LIKE}
    silent = _only_names(evidence) & ~never
    return [
        Pair(a, b, PAIR, (("place", 1.0),))
        for a, b in placing.between(first, second, partners, left_a, left_b)
        if silent[a, b]
    ]

"""Which code is which: pairs chosen for the whole of two codebooks at once, then what was split and merged.

One code to one code is an assignment of greatest total score (scipy's solver). A code of one book left over is then a
part of a code of the other where most of its words and passages lie within that code's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from qualcode.analysis.compare.evidence import Evidence, Scores, Shared, gather
from qualcode.model.codebook import Code

# What a pair must reach to be proposed, and what a part must share with its whole. Chosen on edit scripts applied to
# the shared codebook (tests/analysis/compare), halfway between the scores of true and of chance pairs.
PAIR, PART = 0.42, 0.5
_WEIGHTS = {"label": 0.35, "definition": 0.3, "terms": 0.35, "passages": 0.6}
# Evidence that is enough alone, and from which score on: a code that kept its words under another label.
_ALONE = {"label": (0.86, 0.95), "definition": (0.5, 0.9), "terms": (0.5, 0.9), "passages": (0.5, 0.95)}
_PLACE = 0.08


@dataclass(frozen=True, slots=True)
class Pair:
    """Code `first` of A and `second` of B (their places in the books), how sure that is (0 to 1), and why.

    `because` names the kinds of evidence, the strongest first, each with its score. `relation`: `one`, or `part` where
    one was split into, or merged with, several.
    """

    first: int
    second: int
    score: float
    because: tuple[tuple[str, float], ...]
    relation: str = "one"


def pairs(first: Sequence[Code], second: Sequence[Code], shared: Shared | None = None) -> list[Pair]:
    """The pairs of two codebooks, in A's order; codes without a counterpart are in none."""
    if not first or not second:
        return []
    evidence = gather(first, second, shared)
    score = _scores(evidence)
    # What stands below the same code is a little likelier to be the same; then the pairs are chosen again.
    for _ in range(2):
        chosen = _assign(score, PAIR)
        score = _scores(evidence) * (1 - _PLACE) + _PLACE * _places(first, second, chosen)
    chosen = _assign(score, PAIR)
    found = [Pair(a, b, _sure(evidence, score, a, b), _because(evidence, a, b)) for a, b in chosen]
    found += _parts(evidence, found, len(first), len(second))
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def _scores(evidence: Evidence) -> Scores:
    """One number a pair: the mean of what can be compared, or the strongest evidence where it is enough alone."""
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
    words = np.maximum(mean, alone)
    # The same id or key is the same code, unless everything else speaks against it.
    named = np.maximum(evidence.identity, evidence.key * 0.98)
    return np.asarray(np.where(named > 0, 1 + named + words, words))


def _assign(score: Scores, least: float) -> list[tuple[int, int]]:
    rows, columns = linear_sum_assignment(np.where(score >= least, score, 0), maximize=True)
    return [(int(a), int(b)) for a, b in zip(rows, columns, strict=True) if score[a, b] >= least]


def _places(first: Sequence[Code], second: Sequence[Code], chosen: Sequence[tuple[int, int]]) -> Scores:
    """1 where the codes above are a pair, or both stand at the top; 0 elsewhere."""
    partner = {first[a].id: second[b].id for a, b in chosen}
    above_first = [partner.get(code.parent) if code.parent is not None else "" for code in first]
    above_second = [code.parent if code.parent is not None else "" for code in second]
    return np.array([[a is not None and a == b for b in above_second] for a in above_first], dtype=np.float64)


def _sure(evidence: Evidence, score: Scores, a: int, b: int) -> float:
    if evidence.identity[a, b]:
        return 1.0
    return round(float(0.98 if evidence.key[a, b] else min(score[a, b], 0.97)), 3)


def _because(evidence: Evidence, a: int, b: int) -> tuple[tuple[str, float], ...]:
    found = [
        (name, round(float(value), 2))
        for name in ("identity", "key", "label", "definition", "terms", "passages")
        if (value := getattr(evidence, name)[a, b]) > 0.25
    ]
    return tuple(sorted(found, key=lambda each: -each[1])) if found else (("place", 0.0),)


def _parts(evidence: Evidence, found: Sequence[Pair], rows: int, columns: int) -> list[Pair]:
    """Codes left over that are a part of a code of the other book: of B's what was split, of A's what was merged."""
    left_a = sorted(set(range(rows)) - {pair.first for pair in found})
    left_b = sorted(set(range(columns)) - {pair.second for pair in found})
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
    if score < PART:
        return []
    return [Pair(a, b, round(score, 3), _because(evidence, a, b), "part")]

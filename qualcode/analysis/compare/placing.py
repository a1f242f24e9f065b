"""What the place of two codes in their trees says about their being the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from qualcode.analysis.compare.evidence import Scores
from qualcode.model.codebook import Code

Chosen = Sequence[tuple[int, int]]  # pairs so far: places in A and in B


def above(first: Sequence[Code], second: Sequence[Code], chosen: Chosen) -> Scores:
    """1 where the codes above are a pair, or both stand at the top; 0 elsewhere."""
    partner = {first[a].id: second[b].id for a, b in chosen}
    above_first = [partner.get(code.parent) if code.parent is not None else "" for code in first]
    above_second = [code.parent if code.parent is not None else "" for code in second]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(above_second))}
    left = np.array([-1 if name is None else numbers.get(name, -1) for name in above_first])
    right = np.array([numbers[name] for name in above_second])
    return np.asarray(left[:, None] == right[None, :], dtype=np.float64)


def below(first: Sequence[Code], second: Sequence[Code], chosen: Chosen) -> Scores:
    """How many of the codes right below are pairs, out of all there are below the two (Dice); 0 below none."""
    rows, columns = ({code.id: place for place, code in enumerate(codes)} for codes in (first, second))
    common = np.zeros((len(first), len(second)))
    for a, b in chosen:
        parents = first[a].parent, second[b].parent
        if parents[0] in rows and parents[1] in columns:
            common[rows[parents[0]], columns[parents[1]]] += 1
    one, other = _children(first), _children(second)
    return np.asarray(2 * common / np.maximum(one[:, None] + other[None, :], 1))


def _children(codes: Sequence[Code]) -> Scores:
    count = Counter(code.parent for code in codes)
    return np.array([count[code.id] for code in codes], dtype=np.float64)


def between(
    first: Sequence[Code],
    second: Sequence[Code],
    partners: Mapping[int, int],
    left_a: Collection[int],
    left_b: Collection[int],
) -> Iterator[tuple[int, int]]:
    """Codes left over, as many in both books, between two sisters that are pairs (or behind one, or before one)."""
    sisters_b = _sisters(second)
    ids = {code.id: place for place, code in enumerate(first)}
    for parent, row in _sisters(first).items():
        above_b = None if parent is None else partners.get(ids.get(parent, -1))
        if parent is not None and above_b is None:
            continue
        column = sisters_b.get(None if above_b is None else second[above_b].id, [])
        gaps_b = {gap[0]: gap[1:] for gap in _gaps(column, left_b)}
        for before, held, after in _gaps(row, left_a):
            if (before is None and after is None) or any(
                each is not None and each not in partners for each in (before, after)
            ):
                continue
            beside = gaps_b.get(None if before is None else partners.get(before))
            if beside is None or len(beside[0]) != len(held):
                continue
            if beside[1] == (None if after is None else partners.get(after)):
                yield from zip(held, beside[0], strict=True)


def _sisters(codes: Sequence[Code]) -> dict[str | None, list[int]]:
    found: dict[str | None, list[int]] = {}
    for place, code in enumerate(codes):
        found.setdefault(code.parent, []).append(place)
    return found


def _gaps(row: Sequence[int], left: Collection[int]) -> Iterator[tuple[int | None, list[int], int | None]]:
    """Runs of codes left over, with the sister before and the one behind them."""
    before: int | None = None
    held: list[int] = []
    for place in row:
        if place in left:
            held.append(place)
            continue
        if held:
            yield before, held, place
        before, held = place, []
    if held:
        yield before, held, None

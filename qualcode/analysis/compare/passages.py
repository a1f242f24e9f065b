"""Passages that both projects have coded: which codes of the one stand where codes of the other do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.compare.evidence import Shared
from qualcode.model.codebook import Code
from qualcode.model.comparison import Coded

Places = NDArray[np.int64]


def shared(first: Sequence[Code], second: Sequence[Code], one: Coded, other: Coded) -> Shared | None:
    """How many passages each code has in the texts that both have coded, and how many meet one of the other's.

    Two passages meet where they share half of the shorter one at least. None where no text is coded in both.
    O(n log n + m) for n passages of which m pairs overlap.
    """
    texts = {text: number for number, text in enumerate(sorted(set(one.texts) & set(other.texts)))}
    if not texts:
        return None
    left, right = (_spans(codes, coded, texts) for codes, coded in ((first, one), (second, other)))
    shape = (len(first), len(second))
    a, b = _meeting(left, right)
    return Shared(
        first=np.bincount(left[3], minlength=shape[0]),
        second=np.bincount(right[3], minlength=shape[1]),
        of_first=_counted(a, right[3][b], left[3], shape, first_side=True),
        of_second=_counted(b, left[3][a], right[3], shape, first_side=False),
    )


def _spans(codes: Sequence[Code], coded: Coded, texts: Mapping[str, int]) -> Places:
    """Distinct passages in these texts as rows: text, start, end, place of the code; ordered."""
    places = {code.id: place for place, code in enumerate(codes)}
    rows = {
        (texts[text], start, end, places[code])
        for text, start, end, code in zip(coded.texts, coded.starts, coded.ends, coded.codes, strict=True)
        if text in texts and code in places and start < end
    }
    return np.array(sorted(rows), dtype=np.int64).reshape(-1, 4).T


def _meeting(left: Places, right: Places) -> tuple[Places, Places]:
    """All pairs of passages that share half of the shorter one, by their numbers."""
    # One scale for all texts, so that passages of different ones never overlap.
    room = int(max(left[2].max(initial=0), right[2].max(initial=0))) + 1
    starts, ends = ([side[0] * room + side[row] for side in (left, right)] for row in (1, 2))
    pairs = [
        # Those of B that begin within one of A's, and those of A that begin within one of B's, not at its start.
        _within(starts[0], ends[0], starts[1], side="left"),
        _within(starts[1], ends[1], starts[0], side="right")[::-1],
    ]
    a = np.concatenate([pairs[0][0], pairs[1][0]])
    b = np.concatenate([pairs[0][1], pairs[1][1]])
    common = np.minimum(ends[0][a], ends[1][b]) - np.maximum(starts[0][a], starts[1][b])
    shorter = np.minimum(ends[0][a] - starts[0][a], ends[1][b] - starts[1][b])
    enough = 2 * common >= shorter
    return a[enough], b[enough]


def _within(starts: Places, ends: Places, points: Places, *, side: str) -> tuple[Places, Places]:
    """Spans by number, and the points (sorted) that lie in them; `side` right leaves out those at a start."""
    low = np.searchsorted(points, starts, side="left" if side == "left" else "right")
    high = np.searchsorted(points, ends, side="left")
    count = np.maximum(high - low, 0)
    spans = np.repeat(np.arange(len(starts)), count)
    offsets = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return spans, np.repeat(low, count) + offsets


def _counted(
    passages: Places, codes: Places, own: Places, shape: tuple[int, int], *, first_side: bool
) -> NDArray[np.int64]:
    """How many of each code's own passages meet any passage of each of the other's codes, A by B."""
    width = shape[1] if first_side else shape[0]
    # A passage that meets several of one code counts once.
    distinct = np.unique(passages * width + codes)
    passage, code = np.divmod(distinct, width)
    made = np.zeros(shape, dtype=np.int64)
    np.add.at(made, (own[passage], code) if first_side else (code, own[passage]), 1)
    return made

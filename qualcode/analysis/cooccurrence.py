"""Which codes occur together: how often, out of how often each occurs.

With n1 and n2 the units in which two codes occur and n12 those in which both do, the coefficient is
c = n12 / (n1 + n2 - n12) (Jaccard 1901, the usual "c-coefficient") and the overlap n12 / min(n1, n2) (Szymkiewicz and
Simpson). Every unit counts once, so that neither passes 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.matrix import EVERYTHING, counted
from qualcode.analysis.selection import Selection
from qualcode.analysis.table import ABSENT, CodingTable, IntArray
from qualcode.model.results import Cooccurrence, Header

UNEVEN = 5
"""Codes of which one is more than so many times as frequent as the other: c is small then whatever they share."""
_AT_ONCE = 2_000_000

IntGrid = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Units of text, `[start, end)` in code points, that do not overlap; sorted by document and start."""

    document: IntArray
    start: IntArray
    end: IntArray


def cooccurrence(
    table: CodingTable,
    within: str,
    stretches: Stretches | None = None,
    selection: Selection = EVERYTHING,
    *,
    by_dimension: bool = False,
) -> Cooccurrence:
    """How often codes occur together; `within` is `overlap`, or a unit such as `sentence`, `turn` or `document`.

    overlap   a unit is a passage (document, start, end) of a code, whoever coded it. n12 counts the passages of one
              code that share a character with some of the other; that is asked of either code, and the smaller number
              taken
    others    a unit is one of `stretches`, None for whole documents; a code occurs in it where one of its codings
              shares a character with it

    Each code stands for itself, without those below it; with `by_dimension` all below a dimension stand for it. Needs
    `spans` of the table, unless documents are the units. Codings adrift, and what lies in no unit, count nowhere. Cost:
    a sweep, O(n log n + overlaps), for overlap; else O(n log n).
    """
    codings = counted(table, selection)
    code, codes = _by_dimension(table) if by_dimension else (table.code, table.codes)
    if within == "overlap":
        alone, together = _overlapping(table, codings, code, len(codes))
    else:
        unit, which = _units(table, codings, stretches)
        alone, together = _shared(unit, code[which], len(codes))
    np.fill_diagonal(together, alone)
    either = alone[:, None] + alone[None, :] - together
    fewer = np.minimum(alone[:, None], alone[None, :])
    more = np.maximum(alone[:, None], alone[None, :])
    return Cooccurrence(
        within=within,
        codes=tuple(header.key or "" for header in codes),
        labels=tuple(header.label for header in codes),
        counts=tuple(map(tuple, together.tolist())),
        coefficient=_shares(together, either),
        overlap=_shares(together, fewer),
        uneven=tuple(map(tuple, ((together > 0) & (more > UNEVEN * fewer)).tolist())),
    )


def occurrences(
    table: CodingTable, within: str, stretches: Stretches | None, selection: Selection, first: str, second: str
) -> list[int]:
    """The codings of two codes (keys) that occur together as `cooccurrence` counts it, by index, in order of place."""
    wanted, codings = _of(table, selection, (first, second))
    if within == "overlap":
        stride = int(table.end.max(initial=0)) + 1
        line = table.document[codings] * stride
        pairs = list(_pairs(line + table.start[codings], line + table.end[codings]))
        one, other = (np.concatenate(parts) for parts in zip(*pairs, strict=True)) if pairs else (codings, codings)
        differ = table.code[codings[one]] != table.code[codings[other]]
        return list(codings[np.unique(np.append(one[differ], other[differ]))].tolist())
    unit, which = _units(table, codings, stretches)
    both = set.intersection(*({int(each) for each in unit[table.code[which] == place]} for place in wanted))
    found = set(which[np.isin(unit, list(both))].tolist())
    return [each for each in codings.tolist() if each in found]


def codings_of(table: CodingTable, selection: Selection, code: str) -> list[int]:
    """The codings of a code (key), by index, in order of place."""
    return list(_of(table, selection, (code,))[1].tolist())


def _of(table: CodingTable, selection: Selection, keys: tuple[str, ...]) -> tuple[list[int], IntArray]:
    """The places of these codes, and their codings in order of place."""
    wanted = [place for place, header in enumerate(table.codes) if header.key in keys]
    codings = counted(table, selection)
    codings = codings[np.isin(table.code[codings], wanted)]
    places = (table.code[codings], table.end[codings], table.start[codings], table.document[codings])
    return wanted, codings[np.lexsort(places)]


def _by_dimension(table: CodingTable) -> tuple[IntArray, tuple[Header, ...]]:
    """The dimension of each coding, and the dimensions."""
    tops = [code for code, parent in enumerate(table.parents) if parent == ABSENT]
    place: list[int] = []
    for code, parent in enumerate(table.parents):
        place.append(tops.index(code) if parent == ABSENT else place[parent])
    return np.array(place, np.int64)[table.code], tuple(table.codes[top] for top in tops)


def _shares(part: IntGrid, whole: IntGrid) -> tuple[tuple[float | None, ...], ...]:
    values = part / np.maximum(whole, 1)
    return tuple(
        tuple(value if base else None for value, base in zip(*pair, strict=True))
        for pair in zip(values.tolist(), whole.tolist(), strict=True)
    )


def _overlapping(table: CodingTable, codings: IntArray, code: IntArray, codes: int) -> tuple[IntArray, IntGrid]:
    stride = int(table.end.max(initial=0)) + 1
    rows = np.stack([table.document[codings] * stride + table.start[codings],
                     table.document[codings] * stride + table.end[codings], code[codings]], axis=1)  # fmt: skip
    begin, end, own = np.unique(rows, axis=0).T if len(rows) else np.zeros((3, 0), np.int64)
    touches = np.zeros((len(own), codes), np.bool_)
    for one, other in _pairs(begin, end):
        touches[one, own[other]] = True
        touches[other, own[one]] = True
    alone = np.bincount(own, minlength=codes)
    directed = np.zeros((codes, codes), np.int64)
    for place in np.flatnonzero(alone):
        directed[place] = touches[own == place].sum(axis=0)
    return alone, np.minimum(directed, directed.T)


def _pairs(begin: IntArray, end: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
    """Every two stretches that share a place, some at a time; `begin` is sorted.

    Those that begin before a stretch ends and come after it in order are its partners: a run of neighbours.
    """
    found = np.searchsorted(begin, end, "left") - np.arange(len(begin)) - 1
    total = np.cumsum(found)
    start = 0
    while start < len(begin):
        before = int(total[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(total, before + _AT_ONCE, "right")))
        one = np.repeat(np.arange(start, stop), found[start:stop])
        nth = np.arange(len(one)) - np.repeat(total[start:stop] - found[start:stop] - before, found[start:stop])
        yield one, one + 1 + nth
        start = stop


def _units(table: CodingTable, codings: IntArray, stretches: Stretches | None) -> tuple[IntArray, IntArray]:
    """Pairs of a unit's number and a coding that touches it."""
    document = table.document[codings]
    if stretches is None:
        return document, codings
    stride = max((int(each.max()) for each in (table.end, stretches.end) if len(each)), default=0) + 1
    begins = stretches.document * stride + stretches.start
    ends = stretches.document * stride + stretches.end
    first = np.searchsorted(ends, document * stride + table.start[codings], "right")
    last = np.searchsorted(begins, document * stride + table.end[codings], "left")
    touched = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(codings)), touched)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(touched) - touched, touched)
    return first[which] + nth, codings[which]


def _shared(unit: IntArray, code: IntArray, codes: int) -> tuple[IntArray, IntGrid]:
    """In how many units each code occurs, and each two of them."""
    numbers, place = np.unique(unit, return_inverse=True)
    occurs = np.zeros((len(numbers), codes))
    occurs[place, code] = 1
    together = np.rint(occurs.T @ occurs).astype(np.int64)
    return np.diagonal(together).copy(), together

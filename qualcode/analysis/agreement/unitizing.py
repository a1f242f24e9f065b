"""Krippendorff's alphas for unitizing: how far coders agree on where passages lie and what they are called.

All work on sorted intervals, so the cost grows with the number of passages, not with the length of the text.

Sources: Krippendorff, Mathet, Bouvry and Widlöcher 2016, "On the reliability of unitizing textual continua", Quality &
Quantity 50:2347-2364 (with its erratum), and Krippendorff 2019, Content Analysis, 4th ed., 12.6, for the family of
u-alpha; Krippendorff 1995 and 2004, Content Analysis, 2nd ed., 11.4, for the older alpha.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
RealArray = NDArray[np.float64]
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Segments:
    """Passages on a continuum of `sections` laid end to end, as parallel arrays.

    `coder` and `value` are numbers from 0; `[start, end)` are positions on the whole continuum. Within a coder and
    value they do not overlap; two that touch are two. `sections` are the documents' edges, from 0 to the length.
    """

    coder: IntArray
    value: IntArray
    start: IntArray
    end: IntArray
    sections: IntArray
    coders: int
    values: int

    @property
    def length(self) -> int:
        """The length of the continuum."""
        return int(self.sections[-1])


@dataclass(frozen=True, slots=True)
class Unitized:
    """What the family of alphas says, NaN where one is undefined. Arrays have a row a draw (see `unitized`).

    `u_alpha` over values and gaps; `binary` passage against gap; `cu_alpha` among what at least two coders marked;
    `per_value` the agreement on each value where it can be paired, and `coverage` the share of each value's length that
    can be.
    """

    u_alpha: RealArray
    binary: RealArray
    cu_alpha: RealArray
    per_value: RealArray
    coverage: RealArray


@dataclass(frozen=True, slots=True)
class Sums:
    """What the family is computed from, a row a section (document), so that sections can be drawn anew.

    `observed` are coincident lengths by value and value, gaps last; `coded` lengths by value; `squares` those of
    passages' lengths; `pairable` squared pairable lengths by value; `total` the lengths over all coders.
    """

    observed: RealArray
    coded: RealArray
    squares: RealArray
    pairable: RealArray
    total: RealArray


def exclusive(segments: Segments) -> bool:
    """Whether no coder gave two values to one place; only then do the alphas over several values exist."""
    order = np.lexsort((segments.start, segments.coder))
    coder, start, end = segments.coder[order], segments.start[order], segments.end[order]
    same = coder[1:] == coder[:-1]
    return not bool((same & (start[1:] < end[:-1])).any())


def sums(segments: Segments) -> Sums:
    """What is needed of each section, for segments of which no coder's overlap (see `exclusive`)."""
    sections = len(segments.sections) - 1
    lengths, found = _labels(segments)
    edges = np.append(0, np.cumsum(lengths))
    section = np.searchsorted(segments.sections, edges[:-1], side="right") - 1
    of_segment = np.searchsorted(segments.sections, segments.start, side="right") - 1
    own = (segments.end - segments.start).astype(np.float64)
    cell = of_segment * segments.values + segments.value
    size = sections * segments.values
    shape = (sections, segments.values)
    pairable = _pairable_lengths(segments, lengths, found, edges)
    return Sums(
        observed=_coincident_lengths(segments, lengths, found, section),
        coded=_summed(cell, own, size).reshape(shape),
        squares=_summed(of_segment, own**2, sections),
        pairable=_summed(cell, pairable**2, size).reshape(shape),
        total=np.diff(segments.sections).astype(np.float64) * segments.coders,
    )


def _summed(place: IntArray, weights: RealArray, size: int) -> RealArray:
    return np.asarray(np.bincount(place, weights=weights, minlength=size), dtype=np.float64)


def unitized(found: Sums, draws: RealArray | None = None) -> Unitized:
    """The family. `draws` (draws by sections) say how often each section counts; once each where None."""
    if draws is None:
        draws = np.ones((1, len(found.total)))
    size = found.observed.shape[1]
    observed = (draws @ found.observed.reshape(len(found.total), -1)).reshape(-1, size, size)
    by_value, total = draws @ found.coded, draws @ found.total
    coded = by_value.sum(axis=1)
    # What lies in no passage was not set apart by anybody: it counts as so many units of length one.
    squares = draws @ found.squares + total - coded
    gap = total - coded
    different = observed.sum(axis=(1, 2)) - np.trace(observed, axis1=1, axis2=2)
    cu, per_value, coverage = _among_marked(observed[:, :-1, :-1], by_value, draws @ found.pairable)
    return Unitized(
        u_alpha=one_minus(different, expected_length(total, (by_value**2).sum(axis=1) + gap**2, squares)),
        binary=one_minus(observed[:, -1, :-1].sum(axis=1) * 2, expected_length(total, coded**2 + gap**2, squares)),
        cu_alpha=cu,
        per_value=per_value,
        coverage=coverage,
    )


def expected_length(total: RealArray, of_values: RealArray, squares: RealArray) -> RealArray:
    """The expected length of differing pairs: l (l² - sum of l_c²) / (l² - sum of squared segment lengths)."""
    below = total**2 - squares
    return np.divide(total * (total**2 - of_values), below, out=np.zeros_like(below), where=below > _TINY)


def one_minus(observed: RealArray, expected: RealArray) -> RealArray:
    """1 - Do / De, NaN where nothing is expected to differ."""
    return 1 - np.divide(observed, expected, out=np.full_like(expected, np.nan), where=expected > _TINY)


def _labels(segments: Segments) -> tuple[IntArray, NDArray[np.int32]]:
    """The continuum cut wherever anything begins or ends: lengths of the pieces, and each coder's value on each.

    The second has a row a coder; -1 stands for a gap.
    """
    edges = np.unique(np.concatenate((segments.start, segments.end, segments.sections)))
    pieces = edges[:-1]
    found = np.full((segments.coders, len(pieces)), -1, dtype=np.int32)
    for coder in range(segments.coders):
        own = np.flatnonzero(segments.coder == coder)
        if len(own):
            own = own[np.argsort(segments.start[own], kind="stable")]
            at = np.searchsorted(segments.start[own], pieces, side="right") - 1
            inside = (at >= 0) & (pieces < segments.end[own][at])
            found[coder, inside] = segments.value[own][at[inside]]
    return np.diff(edges), found


def _coincident_lengths(
    segments: Segments, lengths: IntArray, found: NDArray[np.int32], section: IntArray
) -> RealArray:
    """l_ck over ordered pairs of coders, over (m - 1), for each section; the last row and column are gaps."""
    size = segments.values + 1
    sections = len(segments.sections) - 1
    places = np.where(found < 0, segments.values, found).astype(np.int64)
    matrix = np.zeros((sections, size, size))
    for first in range(segments.coders):
        for second in range(first + 1, segments.coders):
            cell = (section * size + places[first]) * size + places[second]
            pair = np.bincount(cell, weights=lengths, minlength=sections * size * size).reshape(matrix.shape)
            matrix += pair + pair.transpose(0, 2, 1)
    return matrix / (segments.coders - 1)


def _pairable_lengths(segments: Segments, lengths: IntArray, found: NDArray[np.int32], edges: IntArray) -> RealArray:
    """For each segment, the lengths on which others marked anything too, over (m - 1)."""
    marked = (found >= 0).sum(axis=0)
    # How much marking lies left of each edge, one's own left out wherever there is any.
    before = np.append(0, np.cumsum(lengths * np.maximum(marked - 1, 0)))
    first, last = np.searchsorted(edges, segments.start), np.searchsorted(edges, segments.end)
    return np.asarray((before[last] - before[first]) / max(segments.coders - 1, 1), dtype=np.float64)


def _among_marked(
    observed: RealArray, by_value: RealArray, squares: RealArray
) -> tuple[RealArray, RealArray, RealArray]:
    """cu-alpha, (k)u-alpha of each value, and each value's coverage; `observed` is without gaps."""
    pairable = observed.sum(axis=2)
    total = pairable.sum(axis=1)
    diagonal = np.diagonal(observed, axis1=1, axis2=2)
    summed = squares.sum(axis=1)
    cu = one_minus(total - diagonal.sum(axis=1), expected_length(total, (pairable**2).sum(axis=1), summed))
    # The share of a value's row that differs, observed over expected; what the rows have in common cancels out.
    row = pairable * total[:, None] - squares
    expected = np.divide(pairable * (total[:, None] - pairable), row, out=np.zeros_like(row), where=row > _TINY)
    different = np.divide(pairable - diagonal, pairable, out=np.zeros_like(pairable), where=pairable > _TINY)
    coverage = np.divide(pairable, by_value, out=np.full_like(pairable, np.nan), where=by_value > _TINY)
    return cu, one_minus(different, expected), coverage


Unit = tuple[int, int]  # offset and length


def older_alpha(observers: Sequence[Sequence[Unit]], begin: int, length: int) -> tuple[float, float, float | None]:
    """Do, De and alpha of one category by the older method (Krippendorff 2004, pp. 251-255).

    `observers` are each observer's units as (offset, length), in order and apart. Two units that meet differ by the
    squares of the distances between their ends; a unit within another's gap by its squared length.
    """
    m = len(observers)
    gaps = [_gaps(units, begin, length) for units in observers]
    observed = 0
    for one, units in enumerate(observers):
        for other in range(m):
            if one != other:
                observed += sum(_difference(unit, observers[other], gaps[other]) for unit in units)
                observed += sum(_within(unit, gaps[other]) for unit in units)
                observed += sum(_within(unit, gaps[one]) for unit in observers[other])
    do = observed / (m * (m - 1) * length**2)
    all_units = [unit for units in observers for unit in units]
    all_gaps = [gap for each in gaps for gap in each]
    expected = 0.0
    for _, size in all_units:
        pairs = (len(all_units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        expected += pairs + size**2 * sum(gap - size + 1 for _, gap in all_gaps if gap >= size)
    below = m * length * (m * length - 1) - sum(size * (size - 1) for _, size in all_units)
    de = 2 / length * expected / below if below else 0.0
    return do, de, 1 - do / de if de > 0 else None


def _gaps(units: Sequence[Unit], begin: int, length: int) -> list[Unit]:
    gaps = []
    at = begin
    for offset, size in units:
        if offset > at:
            gaps.append((at, offset - at))
        at = offset + size
    if at < begin + length:
        gaps.append((at, begin + length - at))
    return gaps


def _difference(unit: Unit, others: Sequence[Unit], gaps: Sequence[Unit]) -> int:
    """The squared differences of a unit to those it meets; each pair is met from both sides."""
    begin, end = unit[0], unit[0] + unit[1]
    return sum(
        (begin - offset) ** 2 + (end - offset - size) ** 2
        for offset, size in others
        if offset < end and begin < offset + size
    )


def _within(unit: Unit, gaps: Sequence[Unit]) -> int:
    """The squared length of a unit that lies in a gap, counted once for the pair of unit and gap, and once back."""
    begin, end = unit[0], unit[0] + unit[1]
    return sum(unit[1] ** 2 for offset, size in gaps if offset <= begin and end <= offset + size)

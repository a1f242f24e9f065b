"""Counting into a table with its totals, each distinct thing once, in a few passes over whole arrays.

A *grid* has one row and one column more than the table: the last ones are the totals, the last cell the grand total.
Entries are given as parallel arrays: `row[i]` and `col[i]` say into which cell entry i falls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.table import IntArray

Shape = tuple[int, int]
IntGrid = NDArray[np.int64]


def distinct(row: IntArray, col: IntArray, thing: IntArray, shape: Shape) -> IntGrid:
    """How many different things each cell, row and column holds; `thing[i]` is a whole number from 0 on."""
    things = int(thing.max(initial=0)) + 1
    counts = np.zeros(_size(shape), np.int64)
    for cell in _margins(row, col, shape):
        counts += np.bincount(_unique(cell * things + thing) // things, minlength=len(counts))
    return _grid(counts, shape)


def covered(row: IntArray, col: IntArray, start: IntArray, end: IntArray, shape: Shape) -> IntGrid:
    """How much of a line the stretches `[start, end)` of each cell, row and column cover together, overlaps once."""
    length = int(end.max(initial=0)) + 1
    counts = np.zeros(_size(shape))
    for cell in _margins(row, col, shape):
        # Each cell gets a line of its own behind the others', so that one sweep serves all: what a stretch adds is
        # what lies beyond the furthest end before it.
        begins, ends = cell * length + start, cell * length + end
        order = np.argsort(begins)
        begins, ends, cell_of = begins[order], ends[order], cell[order]
        reached = np.append(0, np.maximum.accumulate(ends))[:-1] if len(ends) else ends
        added = np.maximum(ends - np.maximum(begins, reached), 0)
        counts += np.bincount(cell_of, weights=added, minlength=len(counts))
    return _grid(counts.astype(np.int64), shape)


def listed(
    row: IntArray, col: IntArray, thing: IntArray, names: Sequence[str], shape: Shape
) -> list[list[tuple[str, ...]]]:
    """A grid of the names of the different things each cell, row and column holds, in the order of the things."""
    things = int(thing.max(initial=0)) + 1
    parts = [_unique(cell * things + thing) for cell in _margins(row, col, shape)]
    keys = np.sort(np.concatenate(parts))
    edges = np.searchsorted(keys, np.arange(_size(shape) + 1, dtype=np.int64) * things)
    held = np.array(names, object)[keys % things].tolist() if len(keys) else []
    bounds = edges.tolist()
    cells = [tuple(held[first:last]) for first, last in pairwise(bounds)]
    wide = shape[1] + 1
    return [cells[i * wide : (i + 1) * wide] for i in range(shape[0] + 1)]


def summed(row: IntArray | None, col: IntArray | None, weight: IntArray, shape: Shape) -> IntGrid:
    """The sum of weights; where `row` or `col` is None, a weight falls into all rows or all columns alike."""
    down = np.zeros_like(weight) if row is None else row
    across = np.zeros_like(weight) if col is None else col
    small = (1 if row is None else shape[0], 1 if col is None else shape[1])
    sums = np.bincount(down * small[1] + across, weight, small[0] * small[1]).astype(np.int64).reshape(small)
    grid = np.empty((shape[0] + 1, shape[1] + 1), np.int64)
    grid[:-1, :-1] = sums
    grid[:-1, -1] = sums.sum(axis=1)
    grid[-1, :-1] = sums.sum(axis=0)
    grid[-1, -1] = sums.sum()
    return grid


def _margins(row: IntArray, col: IntArray, shape: Shape) -> Iterator[IntArray]:
    """The cells that the entries fall into: their own, the row's total, the column's total, the grand total."""
    wide = shape[1] + 1
    yield row * wide + col
    yield row * wide + shape[1]
    yield shape[0] * wide + col
    yield np.full_like(row, _size(shape) - 1)


def _unique(keys: IntArray) -> IntArray:
    """The different keys, sorted. Sorting beats the hash table of `numpy.unique` where most keys differ."""
    keys = np.sort(keys)
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def _size(shape: Shape) -> int:
    return (shape[0] + 1) * (shape[1] + 1)


def _grid(flat: IntArray, shape: Shape) -> IntGrid:
    return flat.reshape(shape[0] + 1, shape[1] + 1)

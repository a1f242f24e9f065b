"""Passages kept so that those in view are found at once, however many there are.

A `SpanIndex` is sorted by start and holds, level by level, the farthest end of every two, four, eight ... of them, so
that what overlaps a stretch of text is found in O(found x log n).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Anything that lies on `[start, end)` of a text."""

    @property
    def start(self) -> int:
        """The first character's offset."""

    @property
    def end(self) -> int:
        """The offset after the last character."""


T = TypeVar("T", bound=Spanned)


class SpanIndex(Generic[T]):
    """Spanned things in order: by start, the longer first. Built in O(n log n)."""

    __slots__ = ("_ends", "_levels", "_starts", "items")

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._fill(sorted(items, key=_place))

    def _fill(self, items: list[T]) -> None:
        self.items: list[T] = items
        self._starts = [item.start for item in items]
        ends = [item.end for item in items]
        self._levels = _farthest(ends)
        # Of passages in order the ends are nearly in order, which makes this cheap.
        self._ends = sorted(ends)

    def changed(self, old: T | None, new: T | None) -> SpanIndex[T]:
        """The same without one thing and with another; nothing is sorted anew."""
        items = self.items.copy()
        if old is not None:
            at = bisect.bisect_left(items, _place(old), key=_place)
            del items[items.index(old, at)]
        if new is not None:
            bisect.insort(items, new, key=_place)
        index: SpanIndex[T] = SpanIndex()
        index._fill(items)
        return index

    def __len__(self) -> int:
        return len(self.items)

    def overlapping(self, start: int, end: int) -> list[T]:
        """What shares at least one character with `[start, end)`, in order."""
        below = bisect.bisect_left(self._starts, end)
        return [self.items[index] for index in self._reaching(start, below, len(self._levels) - 1, 0)]

    def count(self, start: int, end: int) -> int:
        """How many share at least one character with `[start, end)`, in O(log n) however many they are."""
        begun = bisect.bisect_left(self._starts, end)
        return max(begun - bisect.bisect_right(self._ends, start), 0) if start < end else 0

    def at(self, offset: int) -> list[T]:
        """What covers the character at `offset`, the shortest first; else what ends right there."""
        found = self.overlapping(offset, offset + 1) or self.overlapping(offset - 1, offset)
        return sorted(found, key=lambda item: (item.end - item.start, item.start))

    def starting(self, start: int, end: int) -> Sequence[T]:
        """What begins in `[start, end)`, in order."""
        return self.items[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def after(self, offset: int) -> T | None:
        """The first that begins after `offset`."""
        index = bisect.bisect_right(self._starts, offset)
        return self.items[index] if index < len(self.items) else None

    def before(self, offset: int) -> T | None:
        """The last that begins before `offset`."""
        index = bisect.bisect_left(self._starts, offset)
        return self.items[index - 1] if index else None

    def _reaching(self, start: int, below: int, level: int, node: int) -> Iterator[int]:
        """The indices less than `below` under a node of a level whose ends lie after `start`."""
        if level < 0 or node << level >= below or self._levels[level][node] <= start:
            return
        if level == 0:
            yield node
            return
        for child in (2 * node, 2 * node + 1):
            if child < len(self._levels[level - 1]):
                yield from self._reaching(start, below, level - 1, child)


def _place(item: Spanned) -> tuple[int, int]:
    return item.start, -item.end


def _farthest(ends: list[int]) -> list[list[int]]:
    """The farthest ends: of each, of each pair, of each four, ... up to one for all; nothing for nothing."""
    levels = [ends] if ends else []
    while len(ends) > 1:
        ends = [*map(max, ends[::2], ends[1::2]), *(ends[-1:] if len(ends) % 2 else [])]
        levels.append(ends)
    return levels

"""Passages kept so that those in view are found at once, however many there are.

A `SpanIndex` is sorted by start and holds, level by level, the farthest end of every sixteen of them, of every sixteen
of these, and so on, so that what overlaps a stretch of text is found in O(found x log n).
"""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterable, Sequence
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
_FAN = 16


class SpanIndex(Generic[T]):
    """Spanned things in order: by start, the longer first. Built in O(n log n).

    `starts` and `ends` are those of `items`, in the same order; as bare numbers they are copied in no time.
    """

    __slots__ = ("_levels", "_sorted_ends", "ends", "items", "starts")

    def __init__(self, items: Iterable[T] = ()) -> None:
        self.items: list[T] = sorted(items, key=_place)
        self.starts = array("l", [item.start for item in self.items])
        self.ends = array("l", [item.end for item in self.items])
        # Of passages in order the ends are nearly in order, which makes this cheap.
        self._sorted_ends = array("l", sorted(self.ends))
        self._levels = _farthest(self.ends)

    def changed(self, old: T | None, new: T | None) -> SpanIndex[T]:
        """The same without one thing and with another; nothing is sorted anew."""
        index: SpanIndex[T] = SpanIndex()
        index.items, index.starts, index.ends = self.items.copy(), self.starts[:], self.ends[:]
        index._sorted_ends = self._sorted_ends[:]
        same = len(self.items)
        if old is not None:
            at = index.items.index(old, bisect.bisect_left(index.items, _place(old), key=_place))
            del index.items[at], index.starts[at], index.ends[at]
            del index._sorted_ends[bisect.bisect_left(index._sorted_ends, old.end)]
            same = at
        if new is not None:
            at = bisect.bisect_right(index.items, _place(new), key=_place)
            index.items.insert(at, new)
            index.starts.insert(at, new.start)
            index.ends.insert(at, new.end)
            bisect.insort(index._sorted_ends, new.end)
            same = min(same, at)
        index._levels = _farthest(index.ends, self._levels, same)
        return index

    def __len__(self) -> int:
        return len(self.items)

    def overlapping(self, start: int, end: int) -> list[T]:
        """What shares at least one character with `[start, end)`, in order."""
        return [self.items[index] for index in self._reaching(start, bisect.bisect_left(self.starts, end))]

    def count(self, start: int, end: int) -> int:
        """How many share at least one character with `[start, end)`, in O(log n) however many they are."""
        begun = bisect.bisect_left(self.starts, end)
        return max(begun - bisect.bisect_right(self._sorted_ends, start), 0) if start < end else 0

    def at(self, offset: int) -> list[T]:
        """What covers the character at `offset`, the shortest first; else what ends right there."""
        found = self.overlapping(offset, offset + 1) or self.overlapping(offset - 1, offset)
        return sorted(found, key=lambda item: (item.end - item.start, item.start))

    def starting(self, start: int, end: int) -> Sequence[T]:
        """What begins in `[start, end)`, in order."""
        return self.items[bisect.bisect_left(self.starts, start) : bisect.bisect_left(self.starts, end)]

    def after(self, offset: int) -> T | None:
        """The first that begins after `offset`."""
        index = bisect.bisect_right(self.starts, offset)
        return self.items[index] if index < len(self.items) else None

    def before(self, offset: int) -> T | None:
        """The last that begins before `offset`."""
        index = bisect.bisect_left(self.starts, offset)
        return self.items[index - 1] if index else None

    def _reaching(self, start: int, below: int) -> Sequence[int]:
        """The indices less than `below` of those whose ends lie after `start`, in order."""
        nodes: Sequence[int] = range(len(self._levels[-1]) if self._levels else 0)
        size = _FAN ** max(len(self._levels) - 1, 0)
        for level in range(len(self._levels) - 1, -1, -1):
            reach = self._levels[level]
            nodes = [node for node in nodes if reach[node] > start and node * size < below]
            if level:
                size //= _FAN
                most = len(self._levels[level - 1])
                nodes = [child for node in nodes for child in range(node * _FAN, min((node + 1) * _FAN, most))]
        return nodes


def _place(item: Spanned) -> tuple[int, int]:
    return item.start, -item.end


def _farthest(ends: array[int], before: Sequence[array[int]] = (), same: int = 0) -> list[array[int]]:
    """The farthest ends: of each, of each sixteen, of each sixteen of these, ... up to few; nothing for nothing.

    Where the first `same` ends are those that had the levels `before`, what is above them is not looked at again.
    """
    levels = [ends] if ends else []
    while len(ends) > _FAN:
        same //= _FAN
        known = before[len(levels)][:same] if len(levels) < len(before) else array("l")
        ends = known + array("l", [max(ends[at : at + _FAN]) for at in range(len(known) * _FAN, len(ends), _FAN)])
        levels.append(ends)
    return levels

"""How much of a document has been read, and how much of it is coded, as shares between 0 and 1."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.document import TurnView
from qualcode.model.said import said_starts
from qualcode.tui.spans import SpanIndex, T

# Parts remembered of a document; beyond that the nearest ones are taken together.
_MOST_PARTS = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """The parts of a document that have stood on the screen: disjoint, in order, none of them empty."""

    parts: tuple[tuple[int, int], ...] = ()

    def and_also(self, start: int, end: int) -> Seen:
        """These parts and `[start, end)`. O(parts)."""
        if start >= end or any(first <= start and end <= last for first, last in self.parts):
            return self
        return Seen(tuple(_apart([*self.parts, (start, end)])))

    def share(self, length: int) -> float:
        """How much of a document of `length` characters it is."""
        covered = sum(min(end, length) - min(start, length) for start, end in self.parts)
        return covered / length if length else 1.0

    def as_data(self) -> list[list[int]]:
        """What is to be remembered of it: few parts, so that it stays small whatever way a document was read."""
        parts = list(self.parts)
        while len(parts) > _MOST_PARTS:
            gap = min(range(1, len(parts)), key=lambda at: parts[at][0] - parts[at - 1][1])
            parts[gap - 1 : gap + 1] = [(parts[gap - 1][0], parts[gap][1])]
        return [[start, end] for start, end in parts]


def remembered(data: object) -> Seen:
    """The parts that were remembered; what is no part is passed over."""
    pairs = [
        (pair[0], pair[1])
        for pair in (data if isinstance(data, list) else [])
        if isinstance(pair, list) and len(pair) == 2 and all(type(edge) is int for edge in pair)
    ]
    return Seen(tuple(_apart((start, end) for start, end in pairs if 0 <= start < end)))


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch made one."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


class Words:
    """Where the words of a text begin, so that those in a passage are counted in O(log n)."""

    __slots__ = ("_starts",)

    def __init__(self, text: str, turns: Iterable[TurnView] = ()) -> None:
        self._starts = said_starts(text, turns)

    def __len__(self) -> int:
        return len(self._starts)

    def within(self, start: int, end: int) -> int:
        """How many begin in `[start, end)`."""
        return bisect.bisect_left(self._starts, end) - bisect.bisect_left(self._starts, start)

    def share(self, passages: SpanIndex[T]) -> float:
        """How many of them lie in at least one of some passages. O(passages), and little for each."""
        covered = begin = reached = 0
        # Passages that touch or overlap are taken together, so that words are looked up once for all of them.
        for start, end in zip(passages.starts, passages.ends, strict=True):
            if start > reached:
                covered += self.within(begin, reached)
                begin, reached = start, end
            elif end > reached:
                reached = end
        covered += self.within(begin, reached)
        return covered / len(self._starts) if self._starts else 0.0

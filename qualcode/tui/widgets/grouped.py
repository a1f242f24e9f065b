"""Rows, a line each, as a listing shows them, under headings or without: passages, places found, codes compared."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from textual.content import Content

T = TypeVar("T")


class Named(Protocol):
    """What its id tells from all else in a listing."""

    @property
    def id(self) -> str:
        """The id."""


N = TypeVar("N", bound=Named)


class Ungrouped(Generic[N]):
    """`rows` in their order, a line each, without headings; a subclass says how they are drawn."""

    def __init__(self, rows: Sequence[N]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def is_heading(self, index: int) -> bool:
        """No line is."""
        return False

    def ids(self, index: int) -> Sequence[str]:
        """The line itself."""
        return (self.rows[index].id,)

    def group(self, index: int) -> Sequence[str]:
        """The line itself, where nothing belongs together."""
        return self.ids(index)

    def next_such(self, index: int, step: int, such: Callable[[N], bool]) -> int | None:
        """The next line, in the direction of `step` and round the end, whose row is such."""
        places = ((index + step * far) % len(self.rows) for far in range(1, len(self.rows) + 1))
        return next((at for at in places if such(self.rows[at])), None)


class Grouped(ABC, Generic[T]):
    """`rows` in their order, a heading before each run of those that `group` puts together, or none if not `headed`.

    `key` tells a row from all others. A subclass says how headings and rows are drawn.
    """

    def __init__(
        self, rows: Sequence[T], key: Callable[[T], str], group: Callable[[T], Hashable], *, headed: bool = True
    ) -> None:
        self.rows = rows
        self.keys = [key(row) for row in rows]
        groups = [group(row) for row in rows]
        self._starts = [at for at in range(len(rows)) if at == 0 or groups[at] != groups[at - 1]]
        # A line is the place of its row, or, if it is a heading, those of the rows below it.
        self._lines: list[range | int] = []
        for number in range(len(self._starts)):
            held = self._run(number)
            self._lines += [held, *held] if headed else held

    def _run(self, number: int) -> range:
        """The places of the rows that belong together."""
        ends = self._starts[number + 1 : number + 2]
        return range(self._starts[number], ends[0] if ends else len(self.rows))

    def __len__(self) -> int:
        return len(self._lines)

    def is_heading(self, index: int) -> bool:
        """Whether the line is a heading."""
        return isinstance(self._lines[index], range)

    def ids(self, index: int) -> Sequence[str]:
        """The key of the row on the line, or of all below the heading."""
        line = self._lines[index]
        return self.keys[line.start : line.stop] if isinstance(line, range) else (self.keys[line],)

    def group(self, index: int) -> Sequence[str]:
        """The keys of all that belong together with the line."""
        line = self._lines[index]
        held = self._run(bisect_right(self._starts, line.start if isinstance(line, range) else line) - 1)
        return self.keys[held.start : held.stop]

    def at(self, index: int) -> T | None:
        """The row on a line; on a heading, the first below it."""
        if not 0 <= index < len(self._lines):
            return None
        line = self._lines[index]
        return self.rows[line.start if isinstance(line, range) else line]

    def line_of(self, wanted: str) -> int | None:
        """The line of a row (its key)."""
        return next((n for n, at in enumerate(self._lines) if isinstance(at, int) and self.keys[at] == wanted), None)

    def next_that(self, holds: Callable[[T], bool], index: int, step: int) -> int | None:
        """The next line, in the direction of `step` and round the end, whose row `holds` is true of."""
        count = len(self._lines)
        for far in range(1, count + 1):
            at = (index + step * far) % count
            line = self._lines[at]
            if isinstance(line, int) and holds(self.rows[line]):
                return at
        return None

    def draw(self, index: int, width: int) -> Content:
        """One line."""
        line = self._lines[index]
        if isinstance(line, range):
            return self.draw_heading(self.rows[line.start : line.stop], width)
        return self.draw_row(self.rows[line], width)

    @abstractmethod
    def draw_heading(self, held: Sequence[T], width: int) -> Content:
        """The heading of some rows."""

    @abstractmethod
    def draw_row(self, row: T, width: int) -> Content:
        """One row."""

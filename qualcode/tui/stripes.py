"""Which stripe stands in which lane of the margin, and which names beside it.

Codings take the lowest lane that is free where they begin, in reading order over the whole document, so that lanes do
not change while one scrolls. What is coded later keeps all others in their lanes and takes one that is free along its
whole length. Where two coders are compared, each has lanes of their own. All of it is pure and indexed: a look-up costs
what it finds.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from qualcode.model.coding import CodingView
from qualcode.tui.layered import Layered
from qualcode.tui.layout import Layout
from qualcode.tui.spans import SpanIndex


class Stripes:
    """A document's codings with their lanes, counted from 0. Never changed: `put` and `without` give new ones.

    `left` is the coder whose lanes are counted apart; None where all share them. One that is put among twenty thousand
    is drawn at the next moment, so that what is the same is shared rather than copied.
    """

    __slots__ = ("_kept", "codings", "left")

    def __init__(self, codings: Iterable[CodingView] = (), left: str | None = None) -> None:
        self.left = left
        self.codings = SpanIndex(coding for coding in codings if not coding.adrift)
        lanes = _pack(coding for coding in self.codings.items if self.side(coding) == 0)
        if left is not None:
            lanes |= _pack(coding for coding in self.codings.items if self.side(coding) == 1)
        self._kept = Layered({coding.id: (coding, lanes[coding.id]) for coding in self.codings.items})

    def side(self, coding: CodingView) -> int:
        """In which group of lanes the coding's stripe stands: 0 is the left one, or the only one."""
        return 0 if self.left in (None, coding.coder) else 1

    def _with(self, codings: SpanIndex[CodingView], kept: Layered[tuple[CodingView, int]]) -> Stripes:
        made = Stripes(left=self.left)
        made.codings, made._kept = codings, kept
        return made

    def __len__(self) -> int:
        return len(self.codings)

    def __contains__(self, coding: object) -> bool:
        return isinstance(coding, str) and self._kept.get(coding) is not None

    def get(self, coding: str | None) -> CodingView | None:
        """The coding with this id."""
        kept = self._kept.get(coding) if coding is not None else None
        return kept[0] if kept is not None else None

    def lane(self, coding: CodingView) -> int:
        """The coding's lane."""
        return self._kept[coding.id][1]

    def put(self, coding: CodingView) -> Stripes:
        """These and one more, or one in the place of the one with its id; it keeps its lane where that is free."""
        before = self._kept.get(coding.id)
        taken = {
            self.lane(other)
            for other in self.codings.overlapping(coding.start, coding.end)
            if other.id != coding.id and self.side(other) == self.side(coding)
        }
        if before is None or before[1] in taken:
            lane = next(lane for lane in range(len(taken) + 1) if lane not in taken)
        else:
            lane = before[1]
        index = self.codings.changed(before[0] if before is not None else None, coding)
        return self._with(index, self._kept.put(coding.id, (coding, lane)))

    def without(self, coding: CodingView) -> Stripes:
        """These without one."""
        before = self.get(coding.id)
        if before is None:
            return self
        return self._with(self.codings.changed(before, None), self._kept.put(coding.id, None))

    def with_all(self, codings: Iterable[CodingView], left: str | None = None) -> tuple[Stripes, list[CodingView]]:
        """Exactly these codings, and those, as they were and as they are, that differ; the others keep their lanes.

        With another coder at the left all lanes are other ones, and so all codings differ.
        """
        wanted = {coding.id: coding for coding in codings if not coding.adrift}
        gone = [coding for coding in self.codings.items if coding.id not in wanted]
        changed = [coding for coding in wanted.values() if self.get(coding.id) != coding]
        before = [was for coding in changed if (was := self.get(coding.id)) is not None]
        if left != self.left:
            return Stripes(wanted.values(), left), [*self.codings.items, *wanted.values()]
        touched = [*gone, *before, *changed]
        # Many at once are packed anew: putting them in one by one would cost more than it keeps in place.
        if len(gone) + len(changed) > 40:
            return Stripes(wanted.values(), left), touched
        stripes = self
        for coding in gone:
            stripes = stripes.without(coding)
        for coding in changed:
            stripes = stripes.put(coding)
        return stripes, touched


def _pack(codings: Iterable[CodingView]) -> dict[str, int]:
    """The lowest free lane for each coding, in order. O(n log lanes)."""
    lanes: dict[str, int] = {}
    running: list[tuple[int, int]] = []
    free: list[int] = []
    for coding in codings:
        while running and running[0][0] <= coding.start:
            heapq.heappush(free, heapq.heappop(running)[1])
        lane = heapq.heappop(free) if free else len(running)
        lanes[coding.id] = lane
        heapq.heappush(running, (coding.end, lane))
    return lanes


def names_on(stripes: Stripes, layout: Layout, line: int) -> list[CodingView]:
    """The codings whose names stand beside `line`: those that begin on it, one a line while lines below are free.

    Where the next coding begins before all have a line of their own, the last line takes the rest. Depends only on
    the two nearest lines on which codings begin, so that names stay where they are while one scrolls.
    """
    last = stripes.codings.before(layout.limit(line))
    if last is None:
        return []
    first_line = layout.line_of(last.start)
    above = layout.limit(first_line - 1) if first_line else 0
    group = sorted(stripes.codings.starting(above, layout.limit(first_line)), key=stripes.lane)
    slot = line - first_line
    if slot >= len(group):
        return []
    below = stripes.codings.after(last.start)
    room = layout.line_of(below.start) - first_line if below is not None else len(layout) - first_line
    return group[slot:] if slot == room - 1 else group[slot : slot + 1]

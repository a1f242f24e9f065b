"""Passages found again after the text has been edited.

A passage is carried to its place in the new text by what the edits left alone, and its words are compared. Where they
are the same it is kept; where it was edited itself but begins and ends for sure, it is changed; where its words were
put in elsewhere, once, it has moved. Anything else is adrift: a person decides.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.analysis.edits import Edit, common_end, common_start, edits
from qualcode.analysis.segment import snap
from qualcode.model.text import Anchor, Span

Fate = Literal["kept", "changed", "moved", "adrift"]

# An edge is sure where at least half of so many characters on each side of it are still there.
_CONTEXT = 40
# So much of a passage may have been rewritten however short it is: a name is all of the passage that it is.
_SHORT = 40
# Words that stand in so many places do not tell where a passage went.
_MOST_PLACES = 50
# So many characters, of the words and next to them, must be as before: everybody says “yes” somewhere.
_TELLING = 24


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of a passage: `place` in the new text, where its words are `quote`.

    Adrift: `quote` is what it was and `place`, perhaps empty, where it should be.
    """

    fate: Fate
    place: Span
    quote: str


def reanchor(
    old_text: str, new_text: str, anchors: Sequence[Anchor], changes: Sequence[Edit] | None = None
) -> list[Anchored]:
    """What becomes of passages of `old_text` in `new_text`, in the order of `anchors`.

    `changes` are the edits where they are known, else they are found. Deterministic. No passage begins or ends inside
    a grapheme unless it did before.
    """
    return list(Alignment(old_text, new_text, changes).anchored(anchors))


class Alignment:
    """Two states of a text and how places in the old one are found in the new one; O(log n) a place."""

    __slots__ = (
        "_changes", "_ends", "_lost", "_most_put_in", "_new", "_new_ends", "_new_starts", "_old", "_put_in", "_starts",
    )  # fmt: skip

    def __init__(self, old_text: str, new_text: str, changes: Sequence[Edit] | None = None) -> None:
        self._old, self._new = old_text, new_text
        self._changes = edits(old_text, new_text) if changes is None else changes
        self._starts, self._ends = _sides((each.start, each.end) for each in self._changes)
        self._new_starts, self._new_ends = _sides((each.new_start, each.new_end) for each in self._changes)
        self._lost = _sums(self._starts, self._ends)
        self._put_in = _sums(self._new_starts, self._new_ends)
        self._most_put_in = max((each.new_end - each.new_start for each in self._changes), default=0)

    @property
    def old(self) -> str:
        """The text before."""
        return self._old

    @property
    def new(self) -> str:
        """The text after."""
        return self._new

    @property
    def changes(self) -> Sequence[Edit]:
        """The edits, in order."""
        return self._changes

    def start(self, at: int, *, outer: bool = False) -> int:
        """Where a passage that began at `at` begins now: before what replaced its beginning.

        What was put in right there stays outside, unless `outer`.
        """
        passed = bisect.bisect_right(self._ends, at)
        if passed < len(self._changes) and self._starts[passed] <= at:
            return self._new_starts[passed]
        if outer and passed and self._starts[passed - 1] == at:
            return self._new_starts[passed - 1]
        return at + self._shift(passed)

    def end(self, at: int, *, outer: bool = False) -> int:
        """Where a passage that ended at `at` ends now: behind what replaced its end; see `start`."""
        passed = bisect.bisect_left(self._starts, at)
        if passed and self._ends[passed - 1] >= at:
            return self._new_ends[passed - 1]
        if outer and passed < len(self._changes) and self._starts[passed] == self._ends[passed] == at:
            return self._new_ends[passed]
        return at + self._shift(passed)

    def touched(self, start: int, end: int) -> bool:
        """Whether anything within `[start, end)` of the old text was taken out, replaced or put in."""
        passed = bisect.bisect_right(self._ends, start)
        return passed < len(self._changes) and self._starts[passed] < end

    def lost(self, start: int, end: int) -> int:
        """How many of the old text's characters in `[start, end)` were taken out or replaced."""
        return _within(self._starts, self._ends, self._lost, start, end)

    def put_in(self, start: int, end: int) -> int:
        """How many of the new text's characters in `[start, end)` are not from the old one."""
        return _within(self._new_starts, self._new_ends, self._put_in, start, end)

    def anchored(self, anchors: Iterable[Anchor]) -> Iterator[Anchored]:
        """What becomes of passages; see `reanchor`."""
        for anchor in anchors:
            yield self._kept(anchor) or self._changed(anchor) or self._moved(anchor) or self._adrift(anchor)

    def _shift(self, passed: int) -> int:
        return self._new_ends[passed - 1] - self._ends[passed - 1] if passed else 0

    def _kept(self, anchor: Anchor) -> Anchored | None:
        """The same words at the place that the edits lead to."""
        start = self.start(anchor.span.start)
        place = Span(start, start + len(anchor.quote))
        if not self._new.startswith(anchor.quote, start):
            return None
        if self._cuts(anchor.span, place):
            whole = snap(place, self._new)
            return Anchored("changed", whole, whole.of(self._new))
        return Anchored("kept", place, anchor.quote)

    def _changed(self, anchor: Anchor) -> Anchored | None:
        """A passage with edits in it that begins and ends for sure, and of which at least half is left."""
        old, new = anchor.span, self._new
        if old.of(self._old) != anchor.quote or not (self._sure(old.start) and self._sure(old.end)):
            return None
        start, end = self.start(old.start), self.end(old.end)
        # White space at the edges is not part of the passage because the words there are gone.
        while start < end and new[start].isspace() and not anchor.quote[0].isspace():
            start += 1
        while start < end and new[end - 1].isspace() and not anchor.quote[-1].isspace():
            end -= 1
        if start >= end:
            return None
        if self.lost(old.start, old.end) > max(_SHORT, len(old) // 2):
            return None
        if self.put_in(start, end) > max(_SHORT, (end - start) // 2):
            return None
        place = Span(start, end)
        if self._cuts(old, place):
            place = snap(place, new)
        return Anchored("changed", place, place.of(new))

    def _moved(self, anchor: Anchor) -> Anchored | None:
        """The same words where text was put in: in one place, or in one place with the most alike around them.

        What stood elsewhere before and still stands there is another utterance, however alike the words.
        """
        if not anchor.quote.strip():
            return None
        ranked = sorted(((self._likeness(anchor, place), place) for place in self._places(anchor.quote)), reverse=True)
        if not ranked or len(anchor.quote) + ranked[0][0] < _TELLING:
            return None
        best, place = ranked[0]
        if (len(ranked) > 1 and ranked[1][0] == best) or self._cuts(anchor.span, place):
            return None
        return Anchored("moved", place, anchor.quote)

    def _adrift(self, anchor: Anchor) -> Anchored:
        start = min(self.start(min(anchor.span.start, len(self._old))), len(self._new))
        return Anchored("adrift", Span(start, max(start, self.end(min(anchor.span.end, len(self._old))))), anchor.quote)

    def _sure(self, at: int) -> bool:
        """Whether an edge is where it was: the text around it, up to an edit that it lies in or at, is mostly left."""
        before = behind = at
        touched = bisect.bisect_left(self._ends, at)
        if touched < len(self._changes) and self._starts[touched] <= at:
            edit = self._changes[touched]
            before, behind = edit.start, edit.end
            within = before < at < behind and edit.new_start < edit.new_end
            if within and max(behind - before, edit.new_end - edit.new_start) > _SHORT:
                return False
        lost = self.lost(max(before - _CONTEXT, 0), before) + self.lost(behind, min(behind + _CONTEXT, len(self._old)))
        return lost <= _CONTEXT

    def _places(self, quote: str) -> list[Span]:
        """Where the words stand in what was put in, left to right; at least half of them must be new there."""
        found: list[Span] = []
        half = (len(quote) + 1) // 2
        if self._most_put_in < half:
            return found
        at = self._new.find(quote)
        for _ in range(_MOST_PLACES):
            if at < 0:
                return found
            if self.put_in(at, at + len(quote)) >= half:
                found.append(Span(at, at + len(quote)))
            at = self._new.find(quote, at + len(quote))
        return []

    def _likeness(self, anchor: Anchor, place: Span) -> int:
        """How many characters next to the words are the same as before, up to `_CONTEXT` on each side."""
        span = anchor.span
        before = self._old[max(span.start - _CONTEXT, 0) : span.start]
        new_before = self._new[max(place.start - _CONTEXT, 0) : place.start]
        behind = common_start(self._old[span.end : span.end + _CONTEXT], self._new[place.end : place.end + _CONTEXT])
        return common_end(before, new_before, min(len(before), len(new_before))) + behind

    def _cuts(self, span: Span, place: Span) -> bool:
        """Whether `place` begins or ends inside a grapheme of the new text where `span` did not in the old one."""
        if _plain(self._new, place.start) and _plain(self._new, place.end):
            return False
        return snap(place, self._new) != place and snap(span, self._old) == span


def _sides(pairs: Iterator[tuple[int, int]]) -> tuple[list[int], list[int]]:
    starts, ends = [], []
    for start, end in pairs:
        starts.append(start)
        ends.append(end)
    return starts, ends


def _sums(starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The characters covered before each stretch, and by all."""
    return list(itertools.accumulate((b - a for a, b in zip(starts, ends, strict=True)), initial=0))


def _within(starts: Sequence[int], ends: Sequence[int], sums: Sequence[int], start: int, end: int) -> int:
    """How many characters of `[start, end)` the stretches cover."""

    def before(at: int) -> int:
        passed = bisect.bisect_left(starts, at)
        return sums[passed] - max(0, ends[passed - 1] - at) if passed else 0

    return before(end) - before(start)


def _plain(text: str, at: int) -> bool:
    """Whether it is certain at a glance that no grapheme reaches over `at`: both characters are below U+0300."""
    return not 0 < at < len(text) or (text[at - 1] < "\u0300" and text[at] < "\u0300")

"""What was said in a text: what a speaker is called is not among the words they said."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterable, Sequence
from typing import Protocol

from qualcode.model.text import Span, word_starts

# Between the words of two who speak one after the other, where there is one line for all.
CHANGE_OF_SPEAKER = " – "


class Labelled(Protocol):
    """A turn whose label, where it has one, stands in `[label_start, start)`."""

    @property
    def label_start(self) -> int:
        """Where its label begins."""

    @property
    def start(self) -> int:
        """Where the speech begins."""


def said_starts(text: str, turns: Iterable[Labelled] = ()) -> array[int]:
    """Where the words begin that stand in no label, in order. The turns are in order too. O(length of the text)."""
    starts = word_starts(text)
    said = array("l")
    at = 0
    for turn in turns:
        if turn.label_start < turn.start:
            label = bisect.bisect_left(starts, turn.label_start)
            said.extend(starts[at:label])
            at = max(at, bisect.bisect_left(starts, turn.start))
    said.extend(starts[at:])
    return said


def words_said(text: str, turns: Iterable[Labelled] = ()) -> int:
    """How many words of a text stand in no label."""
    return len(said_starts(text, turns))


def only_said(quote: str, span: Span, turns: Sequence[Labelled]) -> str:
    """The words of a passage: a dash stands where labels and times of further turns stood."""
    first = bisect.bisect_right(turns, span.start, key=lambda turn: turn.start)
    last = bisect.bisect_left(turns, span.end, key=lambda turn: turn.label_start)
    parts, start = [], span.start
    at = start
    for turn in turns[first:last]:
        parts.append(quote[at - start : max(turn.label_start, at) - start])
        at = max(turn.start, at)
    parts.append(quote[at - start :])
    said = [part.strip() for part in parts]
    return CHANGE_OF_SPEAKER.join(filter(None, said)) if len(parts) > 1 else quote

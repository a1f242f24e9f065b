"""The words of a text that were said: what a speaker is called is not among the words they said."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterable
from typing import Protocol

from qualcode.model.text import word_starts


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

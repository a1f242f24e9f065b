"""How far the reader is with the open document: how much of it has been on the screen, how much of it is coded."""

from __future__ import annotations

import math

from qualcode.model.text import Span
from qualcode.tui.seen import Seen, Words
from qualcode.tui.stripes import Stripes


class Progress:
    """Whole percents of one document (an id), the open one. `words` is None until they have been counted."""

    def __init__(self, document: str = "", seen: Seen | None = None) -> None:
        self.document = document
        self.seen = seen or Seen()
        self.words: Words | None = None
        self._counted: tuple[Stripes, int] | None = None
        self.skimming = False

    def see(self, part: Span, length: int) -> bool:
        """Part of a text of `length` characters is on the screen; whether the share has another number now.

        While the reader skims along the bar at the side nothing counts as read.
        """
        if self.skimming:
            return False
        before = self.read(length)
        self.seen = self.seen.and_also(part.start, part.end)
        return self.read(length) != before

    def read(self, length: int) -> int:
        """How much has been on the screen. All of it is said only of all of it."""
        return _percent(self.seen.share(length))

    def coded(self, stripes: Stripes) -> int | None:
        """How many of the words lie in codings that are shown; None while that is not known."""
        if self.words is None:
            return None
        if self._counted is None or self._counted[0] is not stripes:
            self._counted = stripes, _percent(self.words.share(stripes.codings))
        return self._counted[1]


def _percent(share: float) -> int:
    """Rounded down, except that something is at least one."""
    return max(math.floor(100 * share), 1 if share > 0 else 0)

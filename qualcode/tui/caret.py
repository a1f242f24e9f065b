"""The reader's caret and the selection it spans, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.text import Span


@dataclass(frozen=True, slots=True)
class Caret:
    """`head` is where the caret stands, `anchor` where the selection began; offsets on grapheme edges."""

    head: int = 0
    anchor: int = 0

    @property
    def selection(self) -> Span | None:
        """The passage selected; None where there is none."""
        first, last = sorted((self.anchor, self.head))
        return Span(first, last) if first < last else None

    @property
    def span(self) -> Span:
        """The selection, or the empty span at the caret."""
        return self.selection or Span(self.head, self.head)

    def to(self, offset: int, *, extend: bool = False) -> Caret:
        """The caret at another place; the selection goes along or is let go."""
        return Caret(offset, self.anchor if extend else offset)


def selecting(span: Span) -> Caret:
    """The caret at the end of a selected passage."""
    return Caret(span.end, span.start)

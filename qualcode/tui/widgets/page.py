"""What a transcript shows at one moment, and how its width is shared out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.suggestion import Suggestion
from qualcode.model.text import Span
from qualcode.tui import safe
from qualcode.tui.caret import Caret
from qualcode.tui.codes import CodeLook, unknown
from qualcode.tui.layout import Layout
from qualcode.tui.spans import SpanIndex
from qualcode.tui.stripes import Stripes
from qualcode.tui.words import clock

LONGEST_LINE = 88
# What a reader may choose instead.
NARROWEST, WIDEST, STEP = 40, 160, 8


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells, from the left: turn number, speaker, time, text (one more for a hanging space), lanes, names.

    After the names a cell stays free.
    Of the lanes, `split` belong to the coder at the left; then comes a free one, and the rest is the other coder's.
    """

    number: int
    speaker: int
    time: int
    text: int
    lanes: int
    names: int
    split: int = 0

    @property
    def gutter(self) -> int:
        """All that stands before the text, its space included."""
        return sum(width + 1 for width in (self.number, self.speaker, self.time) if width)

    @property
    def margin(self) -> int:
        """Where the first lane stands: after the text, its hanging space and the mark of a suggestion."""
        return self.gutter + self.text + 2 + (1 if self.names else 0)

    @property
    def groups(self) -> tuple[range, ...]:
        """The cells of the lanes, by the group they belong to."""
        return (range(self.split), range(self.split + 1, self.lanes)) if self.split else (range(self.lanes),)


def share_out(width: int, turns: Sequence[TurnView], longest: int = LONGEST_LINE, *, beside: bool = False) -> Columns:
    """The columns of a transcript `width` cells wide, lines of text at most `longest`.

    Depends on nothing that coding changes, nor on whether two coders' lanes stand `beside` each other, so that text
    never moves.
    """
    number = len(str(len(turns))) if turns and width >= 44 else 0
    longest_name = 14 if width >= 100 else 12 if width >= 85 else 9 if width >= 60 else 4
    speaker = min(_widest_speaker(turns), longest_name) if width >= 44 else 0
    time = max((len(clock(turn.time)) for turn in turns), default=0) if width >= 90 else 0
    lanes = 1 if width < 44 else 3 if width < 70 else 4 if width < 110 else 5
    names = 0 if width < 60 else 14 if width < 90 else 21 if width < 110 else 31
    columns = Columns(number, speaker, time, 0, lanes, names)
    rest = width - columns.gutter - lanes - names - (5 if names else 2)
    text = max(min(rest, longest), 4)
    # What a long line does not need goes to the names, up to a point.
    names = min(names + max(rest - text, 0), 39) if names else 0
    split = 0
    if beside and lanes >= 3:
        # Each coder gets about as many lanes as one has alone; the names give them up.
        split = lanes - 1 if names else 1
        names -= 2 * split + 1 - lanes if names else 0
        lanes = 2 * split + 1
    return Columns(number, speaker, time, text, lanes, names, split)


def _widest_speaker(turns: Sequence[TurnView]) -> int:
    return max((cell_len(safe.plain(name)) for name in {turn.speaker or "" for turn in turns}), default=0)


@dataclass(slots=True)
class Page:
    """A document laid out, with all that is marked on it. `looks` are codes by key; `coder` is who reads."""

    layout: Layout
    columns: Columns
    turns: Sequence[TurnView]
    looks: Mapping[str, CodeLook]
    coder: str
    stripes: Stripes
    suggestions: SpanIndex[Suggestion]
    matches: SpanIndex[Span]
    caret: Caret
    chosen: str | None = None
    pointed_at: str | None = None
    proposal: Suggestion | None = None
    focused: bool = True

    def look(self, code: str) -> CodeLook:
        """How a code looks."""
        return self.looks.get(code) or unknown(code)

    def is_own(self, coding: CodingView) -> bool:
        """Whether the reader made this coding."""
        return coding.coder == self.coder

    def here(self) -> list[CodingView]:
        """The codings at the caret, or of exactly what is selected; one's own first, then the shortest."""
        selected = self.caret.selection
        if selected is None:
            found = self.stripes.codings.at(self.caret.head)
        else:
            found = [coding for coding in self.stripes.codings.at(selected.start) if coding.span == selected]
        return sorted(found, key=lambda coding: not self.is_own(coding))

    def choose(self) -> None:
        """Speak of the coding spoken of before while the caret stays on it, else of the first one here."""
        here = [coding.id for coding in self.here()]
        self.chosen = self.chosen if self.chosen in here else next(iter(here), None)

    def lines_of(self, span: Span) -> range:
        """The lines on which a passage is shown."""
        first = self.layout.line_of(span.start)
        return range(first, self.layout.line_of(max(span.start, span.end - 1)) + 1)

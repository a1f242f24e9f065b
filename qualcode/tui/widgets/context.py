"""A passage in its surroundings, to be read without leaving the list it stands in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.model.text import Span
from qualcode.tui import safe
from qualcode.tui.safe import Part
from qualcode.tui.search_jobs import Source
from qualcode.tui.words import clock

# How many characters of what stands before and after are read, for each cell of the pane's width.
_BEFORE, _AFTER = 2, 8
_LONGEST = 4_000


class ContextPane(VerticalScroll):
    """Title, turn and speaker above; the passage, marked, with what was said before and after it."""

    DEFAULT_CSS = """
    ContextPane {
        height: 30%; min-height: 5; padding: 0 1; border-top: solid $border; background: $surface;
        scrollbar-size-vertical: 1;
    }
    ContextPane Static { height: auto; }
    ContextPane #place { color: $text-muted; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Screen.-low ContextPane, Screen.-tiny ContextPane { display: none; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="context")
        self.can_focus = False
        self._shown: tuple[Source, Span, str, tuple[Part, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Where it is, what it says."""
        yield Static(id="place")
        yield Static(id="words")

    def show(self, text: Source, span: Span, *, style: str = "bold $accent", facts: Sequence[Part] = ()) -> None:
        """Show a passage of a text, in a style; `facts` are told above it."""
        self._shown = (text, span, style, tuple(facts))
        self._draw()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.query_one("#place", Static).update(safe.show())
        self.query_one("#words", Static).update(safe.show())

    def on_resize(self) -> None:
        """As much as there is room for."""
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        text, span, style, facts = self._shown
        turn = text.turn_at(span.start)
        told = [text.title]
        if turn is not None:
            told.append(_("turn {n}").format(n=turn.index + 1))
            told += [name for name in (turn.person or turn.speaker,) if name]
            if turn.time is not None:
                told.append(clock(turn.time))
        self.query_one("#place", Static).update(safe.show(" · ".join(told), *facts))
        shown = words(text, span, style, max(self.size.width - 3, 10))
        self.query_one("#words", Static).update(shown)
        self.scroll_home(animate=False)


def words(text: Source, span: Span, style: str, width: int) -> Content:
    """The passage with what stands around it, a paragraph a turn, each with its speaker's name."""
    start = _word_start(text.text, max(span.start - _BEFORE * width, 0), span.start)
    end = min(max(span.end + _AFTER * width, start), span.start + _LONGEST, len(text.text))
    shown = Span(span.start, min(span.end, end))
    parts: list[Part] = [("… ", "$foreground-muted")] if start else []
    at = start
    for turn in text.turns:
        if turn.end <= start or turn.label_start >= end:
            continue
        parts += _piece(text.text, Span(at, max(min(turn.label_start, end), at)), shown, style, "")
        if turn.start >= start:
            parts += ["\n" if len(parts) > 1 else "", (f"{turn.speaker or '–'}  ", "$primary")]
        said = Span(max(turn.start, at), min(turn.end, end))
        parts += _piece(text.text, said, shown, style, "$foreground-muted" if turn.interviewer else "")
        at = max(said.end, at)
    parts += _piece(text.text, Span(at, max(end, at)), shown, style, "")
    if end < len(text.text):
        parts.append((" …", "$foreground-muted"))
    return safe.block(*parts)


def _word_start(text: str, start: int, limit: int) -> int:
    """The first word that begins at `start` or after it."""
    if not start:
        return 0
    space = next((at for at in range(start, limit) if text[at].isspace()), limit)
    return min(space + 1, limit)


def _piece(text: str, piece: Span, shown: Span, style: str, plain: str) -> list[Part]:
    """A stretch of text, of which what belongs to the passage is marked. Blank stretches are left out."""
    if not text[piece.start : piece.end].strip():
        return []
    cuts = sorted({piece.start, piece.end, *(at for at in (shown.start, shown.end) if piece.start < at < piece.end)})
    return [
        (_lines(text[start:end]), style if shown.start <= start and end <= shown.end else plain)
        for start, end in itertools.pairwise(cuts)
    ]


def _lines(text: str) -> str:
    """Blank lines take no room here."""
    return "\n".join(line for line in text.split("\n") if line.strip()) if "\n\n" in text else text

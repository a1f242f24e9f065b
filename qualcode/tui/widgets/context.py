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
from qualcode.tui.widgets.passage import Translation, translated
from qualcode.tui.words import clock

# How many characters of what stands after are read, for each cell of the pane's width, and in how many lines of the
# pane there is one of what stands before.
_AFTER, _ONE_BEFORE_IN = 8, 5
_LONGEST = 4_000


class ContextPane(VerticalScroll):
    """Title, turn and speaker above; the passage, marked, with what was said before and after it."""

    DEFAULT_CSS = """
    ContextPane {
        height: 30%; min-height: 5; padding: 0 1; border-top: solid $border; background: $surface;
        scrollbar-size-vertical: 1;
    }
    ContextPane Static { height: auto; }
    ContextPane #note { color: $accent; max-height: 3; display: none; }
    ContextPane.-noted #note { display: block; }
    ContextPane #translated { max-height: 4; display: none; }
    ContextPane.-translated #translated { display: block; }
    ContextPane #place { color: $text-muted; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="context")
        self.can_focus = False
        self._shown: tuple[Source, Span, str, tuple[Part, ...]] | None = None
        self._note = ""
        self._translations: Sequence[Translation] = ()

    def compose(self) -> ComposeResult:
        """Where it is, what it says."""
        yield Static(id="place")
        yield Static(id="note")
        yield Static(id="translated")
        yield Static(id="words")

    def show(
        self,
        text: Source,
        span: Span,
        *,
        style: str = "bold $accent",
        facts: Sequence[Part] = (),
        note: str = "",
        translations: Sequence[Translation] = (),
    ) -> None:
        """Show a passage of a text, in a style; `facts` are told above it, and a `note` on it if there is one.

        `translations` stand above the text in which the passage is marked.
        """
        self._translations = translations
        self._shown = (text, span, style, tuple(facts))
        self._note = note
        self._draw()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.remove_class("-noted", "-translated")
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
        self.set_class(bool(self._note), "-noted")
        self.query_one("#note", Static).update(safe.show(f"✎ {' '.join(self._note.split())}"))
        self.set_class(bool(self._translations), "-translated")
        self.query_one("#translated", Static).update(safe.block(*translated(self._translations)[:-1]))
        before = max(self.size.height // _ONE_BEFORE_IN, 1)
        shown = words(text, span, style, max(self.size.width - 3, 10), before)
        self.query_one("#words", Static).update(shown)
        self.scroll_home(animate=False)


def words(text: Source, span: Span, style: str, width: int, before: int) -> Content:
    """The passage with `before` lines of what stands before it and more after it, each turn with its speaker's name."""
    start = _word_start(text.text, max(span.start - before * width, 0), span.start)
    end = max(min(span.end + _AFTER * width, span.start + _LONGEST, len(text.text)), start)
    shown = Span(min(span.start, end), min(span.end, end))
    cut: Part = ("… ", "$foreground-muted")
    parts: list[Part] = [cut] if start else []
    at = start

    def go_to(place: int, plain: str) -> None:
        """Say what stands before a place, as far as it is shown and not said yet."""
        nonlocal at
        place = min(place, end)
        if place > at:
            parts.extend(_piece(text.text, Span(at, place), shown, style, plain))
            at = place

    for turn in text.turns:
        if turn.end <= start or turn.label_start >= end:
            continue
        go_to(turn.label_start, "")
        if turn.start >= at:
            at = min(turn.start, end)
            above = parts[-1] if parts and parts[-1] is not cut else ""
            ended = not above or (above if isinstance(above, str) else above[0]).endswith("\n")
            parts += ["" if ended else "\n", (f"{turn.speaker or '–'}  ", "$primary")]
        go_to(turn.end, "$foreground-muted" if turn.interviewer else "")
    go_to(end, "")
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

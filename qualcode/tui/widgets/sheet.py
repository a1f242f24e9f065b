"""A document drawn line by line, with a caret, a selection and codings.

It knows nothing of the project: it is given a reading and marks, and says where the reader is. What it draws costs
what is in view; a coding that is added redraws only the lines it lies on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.suggestion import Suggestion
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui.caret import Caret, selecting
from qualcode.tui.codes import CodeLook
from qualcode.tui.jobs import Reading
from qualcode.tui.layout import lay_out
from qualcode.tui.spans import SpanIndex
from qualcode.tui.stripes import Stripes
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.page import LONGEST_LINE, Columns, Page, share_out
from qualcode.tui.widgets.painting import paint, paint_words

_KEPT_IN_VIEW = 2
_NEAR = 6
_FEW = 100


class Sheet(ScrollView, can_focus=True):
    """A document to be read, without keys or mouse. Offsets are those of its canonical text."""

    DEFAULT_CSS = """
    Sheet { background: $background; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 0; }
    """
    ALLOW_SELECT: ClassVar[bool] = False

    @dataclass
    class Moved(Message):
        """The caret, the selection or the chosen coding is another one."""

        sheet: Sheet

    @dataclass
    class Viewed(Message):
        """Another part of the document is in view, or other things are marked in it."""

        sheet: Sheet

    def __init__(self, inks: Inks, longest: int = LONGEST_LINE) -> None:
        super().__init__(id="transcript")
        self.inks = inks
        self.longest = longest
        self.reading: Reading | None = None
        self.page: Page | None = None
        self.goal: int | None = None
        self._looks: Mapping[str, CodeLook] = {}
        self._coder = ""
        self._instead = ""
        self.earlier: list[Caret] = []

    # What is shown

    def show(self, reading: Reading, looks: Mapping[str, CodeLook], coder: str, at: int = 0) -> None:
        """Show a document with the caret at an offset."""
        self.reading = reading
        self._looks, self._coder = looks, coder
        at = selection.snap(Span(min(at, len(reading.text)), min(at, len(reading.text))), reading.text).start
        self.page = None
        self._lay_out(Stripes(), Caret(at, at))
        self.earlier.clear()
        self._reveal(centred=True)
        self.post_message(self.Moved(self))

    def say_instead(self, sentence: str) -> None:
        """Say something where no document is shown."""
        self._instead = sentence
        self.clear()

    def clear(self) -> None:
        """Show no document."""
        self.reading = self.page = None
        self.virtual_size = Size(0, 0)
        self.refresh()
        self.post_message(self.Moved(self))
        self.post_message(self.Viewed(self))

    def set_looks(self, looks: Mapping[str, CodeLook]) -> None:
        """Other labels or colours for codes."""
        self._looks = looks
        if self.page is not None:
            self.page.looks = looks
            self.refresh()

    def set_inks(self, inks: Inks) -> None:
        """Another theme."""
        self.inks = inks
        self.refresh()

    def _lay_out(self, stripes: Stripes, caret: Caret) -> None:
        reading = self.reading
        if reading is None:
            return
        before = self.page
        columns = self._shared_out(stripes, reading.turns)
        self.page = Page(
            layout=lay_out(reading.cells, reading.turns, columns.text),
            columns=columns,
            turns=reading.turns,
            looks=self._looks,
            coder=self._coder,
            stripes=stripes,
            suggestions=before.suggestions if before else SpanIndex(),
            matches=before.matches if before else SpanIndex(),
            caret=caret,
            chosen=before.chosen if before else None,
            proposal=before.proposal if before else None,
            focused=self.has_focus,
        )
        self.page.choose()
        self.virtual_size = Size(max(self.scrollable_content_region.width, 8), len(self.page.layout))
        self.refresh()
        self.post_message(self.Viewed(self))

    def _shared_out(self, stripes: Stripes, turns: Sequence[TurnView]) -> Columns:
        width = max(self.scrollable_content_region.width, 8)
        return share_out(width, turns, self.longest, beside=stripes.left is not None)

    def on_resize(self) -> None:
        """Break the lines anew; what stood on the top line stays there."""
        page = self.page
        if page is None or self._shared_out(page.stripes, page.turns) == page.columns:
            self.post_message(self.Viewed(self))
            return
        top = min(self.scroll_offset.y, len(page.layout) - 1)
        offset = page.layout.span(top).start
        in_view = self._in_view(page.caret.head)
        self._lay_out(page.stripes, page.caret)
        self.scroll_to(y=self.page.layout.line_of(offset) if self.page else 0, animate=False)
        if in_view:
            self._reveal()

    def set_longest(self, longest: int) -> None:
        """Let lines be at most so many cells long; what the reader looks at stays at its height on the screen."""
        self.longest = longest
        page = self.page
        if page is None or self._shared_out(page.stripes, page.turns) == page.columns:
            return
        top = min(self.scroll_offset.y, len(page.layout) - 1)
        looked_at = page.caret.head if self._in_view(page.caret.head) else page.layout.span(top).start
        row = page.layout.line_of(looked_at) - top
        self._lay_out(page.stripes, page.caret)
        line = self.page.layout.line_of(looked_at) if self.page is not None else 0
        self.scroll_to(y=max(line - row, 0), animate=False)

    def _in_view(self, offset: int) -> bool:
        top = self.scroll_offset.y
        return self.page is not None and top <= self.page.layout.line_of(offset) < top + self.size.height

    @property
    def in_view(self) -> Span:
        """What of the text stands on the screen."""
        if self.page is None:
            return Span(0, 0)
        last = len(self.page.layout) - 1
        top = min(self.scroll_offset.y, last)
        bottom = min(top + max(self.size.height, 1) - 1, last)
        # The label of the first turn stands beside its line, so it is in view with it.
        start = self.page.layout.span(top).start if top else 0
        return Span(start, min(self.page.layout.limit(bottom), len(self.page.layout.cells.text)))

    def look_at(self, line: int, *, bring_caret: bool) -> None:
        """Bring a line into the middle of the screen; with `bring_caret` the caret comes along, a selection stays."""
        if self.page is None:
            return
        self.scroll_to(y=max(line - self.size.height // 2, 0), animate=False)
        if bring_caret and self.caret.selection is None:
            offset = self.page.layout.span(line).start
            self.page.caret = Caret(offset, offset)
            self.page.choose()
            self.goal = None
            self.refresh()
            self.post_message(self.Moved(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say that another part is in view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Viewed(self))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        if self.page is None:
            return paint_words(self._instead if y == 1 else "", self.inks, width)
        return paint(self.page, self.inks, y + self.scroll_offset.y, width)

    # Where the reader is

    @property
    def caret(self) -> Caret:
        """The caret and the selection."""
        return self.page.caret if self.page else Caret()

    @property
    def selection(self) -> Span | None:
        """The selected passage."""
        return self.caret.selection

    @property
    def chosen(self) -> CodingView | None:
        """The coding the caret is on: the shortest, or another one that was asked for."""
        return self.page.stripes.get(self.page.chosen) if self.page else None

    @property
    def codings_here(self) -> list[CodingView]:
        """All codings at the caret, the shortest first."""
        return self.page.here() if self.page else []

    def select(self, span: Span) -> None:
        """Select a passage and bring it into view."""
        self.set_caret(selecting(span), remember=True)

    def go(self, offset: int) -> None:
        """Put the caret at an offset and bring it into view."""
        self.set_caret(Caret(offset, offset))

    def choose(self, coding: CodingView, *, move: bool = False) -> None:
        """Put one of several codings first; with `move` the caret goes to its beginning."""
        if self.page is None:
            return
        if move:
            self.set_caret(Caret(coding.start, coding.start))
        self._refresh_codings(self.page.chosen, coding.id)
        self.page.chosen = coding.id
        self.post_message(self.Moved(self))

    # What is marked

    def put(self, coding: CodingView) -> None:
        """Draw a coding that is new or changed, and choose it if the caret is on it."""
        page = self.page
        if page is None:
            return
        self._refresh_codings(coding.id, page.chosen)
        page.stripes = page.stripes.put(coding)
        if coding in page.here():
            page.chosen = coding.id
        self._refresh_codings(coding.id)
        self.post_message(self.Moved(self))
        self.post_message(self.Viewed(self))

    def drop(self, coding: CodingView) -> None:
        """Draw without a coding."""
        if self.page is not None:
            self.set_stripes(self.page.stripes.without(coding), [coding])

    def set_stripes(self, stripes: Stripes, touched: Sequence[CodingView]) -> None:
        """Draw these codings; only lines on which one of those `touched` lies or lay are drawn again."""
        page = self.page
        if page is None:
            return
        apart = stripes.left != page.stripes.left
        page.stripes = stripes
        if apart:
            page.columns = self._shared_out(stripes, page.turns)
        if apart or len(touched) > _FEW:
            # To look up where so many lie takes longer than to draw all that is in view.
            self.refresh()
        else:
            for coding in touched:
                self._refresh_span(coding.span)
        page.choose()
        self.post_message(self.Moved(self))
        self.post_message(self.Viewed(self))

    @property
    def stripes(self) -> Stripes:
        """The codings shown."""
        return self.page.stripes if self.page else Stripes()

    def set_suggestions(self, suggestions: Iterable[Suggestion], proposal: Suggestion | None) -> None:
        """Mark passages that are suggested, one of them as the proposal being looked at."""
        if self.page is not None:
            self.page.suggestions = SpanIndex(suggestions)
            self.page.proposal = proposal
            self.refresh()
            self.post_message(self.Viewed(self))

    def set_matches(self, matches: Iterable[Span]) -> None:
        """Mark places where words were found."""
        if self.page is not None:
            self.page.matches = SpanIndex(matches)
            self.refresh()
            self.post_message(self.Viewed(self))

    # How it comes to be drawn

    def _show_focus(self, focused: bool) -> None:
        if self.page is not None:
            self.page.focused = focused
            self._refresh_span(self.page.caret.span)

    def set_caret(self, caret: Caret, *, remember: bool = False, keep: bool = False, reveal: bool = True) -> None:
        """Put the caret somewhere and bring it into view; `remember` and `keep` are for growing and shrinking.

        Where the mouse put it, it is in view: without `reveal` the text stays where it is under the pointer.
        """
        page = self.page
        if page is None:
            return
        if remember:
            self.earlier.append(page.caret)
        elif not keep:
            self.earlier.clear()
        self._refresh_span(page.caret.span)
        self._refresh_span(caret.span)
        page.caret = caret
        before = page.chosen
        page.choose()
        if before != page.chosen:
            self._refresh_codings(before, page.chosen)
        self.goal = None
        if reveal:
            self._reveal()
        self.post_message(self.Moved(self))

    def _reveal(self, *, centred: bool = False) -> None:
        """Scroll so that the caret's line is in view, with lines above and below it where there is room."""
        if self.page is None:
            return
        line = self.page.layout.line_of(self.page.caret.head)
        height = self.scrollable_content_region.height
        kept = min(_KEPT_IN_VIEW, max((height - 1) // 2, 0))
        top = self.scroll_offset.y
        if centred:
            top = line - height // 3
        elif line < top + kept:
            top = line - kept
        elif line >= top + height - kept:
            top = line - height + 1 + kept
        if top != self.scroll_offset.y:
            self.scroll_to(y=max(top, 0), animate=False)

    def _refresh_codings(self, *codings: str | None) -> None:
        for name in codings:
            coding = self.page.stripes.get(name) if self.page else None
            if coding is not None:
                self._refresh_span(coding.span)

    def _refresh_span(self, span: Span) -> None:
        """Draw again what is in view of a passage's lines, and of those near it on which names may have to move."""
        if self.page is None:
            return
        lines = self.page.lines_of(span)
        top = self.scroll_offset.y
        first, last = max(lines.start - _NEAR, top), min(lines.stop + _NEAR, top + self.size.height)
        if first < last:
            self.refresh_lines(first, last - first)

"""The transcript: a document's sheet with keys to read and select by, and the mouse."""

from __future__ import annotations

from dataclasses import replace

from textual import events
from textual.timer import Timer

from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui import keys
from qualcode.tui.caret import Caret, selecting
from qualcode.tui.stripes import names_on
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.moving import grown, pointed, target
from qualcode.tui.widgets.sheet import Sheet

_CLICKED_UNITS = {2: "word", 3: "sentence", 4: "turn"}


class Transcript(Sheet):
    """A document to be read and coded."""

    BINDINGS = keys.bindings(keys.READING, keys.SELECTING)

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks)
        self._dragging = False
        self._clicked = 0
        self._pull: Timer | None = None

    # Keys

    def action_move(self, where: str, extend: bool = False) -> None:
        """Move the caret; see `moving.target`."""
        page = self.page
        if page is None:
            return
        vertical = where in ("up", "down", "page_up", "page_down")
        goal = self.goal if vertical and self.goal is not None else page.layout.locate(page.caret.head)[1]
        offset = target(page, where, self.size.height, goal)
        self.set_caret(page.caret.to(offset, extend=extend))
        self.goal = goal if vertical else None

    def action_grow(self, unit: str) -> None:
        """Make the selection whole in a unit, or larger by one."""
        if self.page is not None:
            self.set_caret(selecting(grown(self.page, unit)), remember=True)

    def action_shrink(self) -> None:
        """Back to the selection before the last one was grown."""
        if self.earlier:
            self.set_caret(self.earlier.pop(), keep=True)

    def action_let_go(self) -> None:
        """Let the selection go; the caret stays."""
        self.set_caret(Caret(self.caret.head, self.caret.head))

    def action_copy(self) -> None:
        """Put the selected words on the clipboard."""
        if self.reading is not None and self.selection is not None:
            self.app.copy_to_clipboard(self.selection.of(self.reading.text))

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret, begin to select, or choose the coding whose stripe or name is pointed at."""
        if self.page is None or event.button != 1:
            return
        self.focus()
        what, line, number = pointed(self.page, event.x, event.y + self.scroll_offset.y)
        if what == "text":
            self.set_caret(self.caret.to(number, extend=event.shift))
            self._clicked = number
            self._dragging = True
            self.capture_mouse()
        elif what == "turn":
            turn = selection.turn_at(self.page.turns, number)
            if turn is not None and turn.start < turn.end:
                self.set_caret(selecting(Span(turn.start, turn.end)), remember=True)
        else:
            self._point_at(what, line, number)

    def _point_at(self, what: str, line: int, lane: int) -> None:
        page = self.page
        if page is None:
            return
        span = page.layout.span(line)
        here = page.stripes.codings.overlapping(span.start, max(span.end, span.start + 1))
        named = names_on(page.stripes, page.layout, line)
        found = named[:1] if what == "names" else [coding for coding in here if page.stripes.lane(coding) == lane]
        if found:
            self.choose(found[0], move=page.layout.line_of(found[0].start) >= self.scroll_offset.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as the mouse is drawn over the text; past the edge the text follows."""
        if not self._dragging or self.page is None:
            return
        self._drag_to(event.x, event.y)
        outside = min(event.y, 0) + max(event.y - self.size.height + 1, 0)
        if self._pull is not None:
            self._pull.stop()
            self._pull = None
        if outside:
            self._pull = self.set_interval(1 / 20, lambda: self._drag_to(event.x, event.y))

    def _drag_to(self, x: int, y: int) -> None:
        if self.page is not None:
            x = min(max(x, self.page.columns.gutter), self.page.columns.gutter + self.page.columns.text)
            offset = pointed(self.page, x, y + self.scroll_offset.y)[2]
            self.set_caret(self.caret.to(offset, extend=True))

    def on_mouse_up(self) -> None:
        """The selection is made."""
        self._dragging = False
        self.release_mouse()
        if self._pull is not None:
            self._pull.stop()
            self._pull = None

    def on_click(self, event: events.Click) -> None:
        """Two clicks select the word, three the sentence, four the turn."""
        unit = _CLICKED_UNITS.get(event.chain)
        if self.page is not None and unit and pointed(self.page, event.x, event.y + self.scroll_offset.y)[0] == "text":
            head = Caret(self._clicked, self._clicked)
            self.set_caret(selecting(grown(replace(self.page, caret=head), unit)), remember=True)

    def on_focus(self) -> None:
        """The caret appears."""
        self._show_focus(True)

    def on_blur(self) -> None:
        """The caret is gone while keys go elsewhere."""
        self._show_focus(False)

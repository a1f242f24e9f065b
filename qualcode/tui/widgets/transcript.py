"""The transcript: a document's sheet with keys to read and select by, and the mouse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import events
from textual.message import Message
from textual.timer import Timer

from qualcode.model.coding import CodingView
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui import keys, safe
from qualcode.tui.caret import Caret, selecting
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.margin import codings_at
from qualcode.tui.widgets.moving import drawn_to, grown, letter_at, pointed, same_code, target
from qualcode.tui.widgets.page import LONGEST_LINE
from qualcode.tui.widgets.sheet import Sheet
from qualcode.tui.widgets.tip import tip

# While the mouse is drawn past the edge: seconds between two pulls, and how many lines come by at each, at most.
_PULLED_EVERY, _FASTEST_PULL = 1 / 12, 4
_CLICKED_UNITS = {2: "word", 3: "sentence", 4: "turn"}


class Transcript(Sheet):
    """A document to be read and coded."""

    BINDINGS = keys.bindings(keys.READING, keys.SELECTING)

    @dataclass
    class Nowhere(Message):
        """There is nothing of the kind that a move was to lead to."""

        where: str

    def __init__(self, inks: Inks, longest: int = LONGEST_LINE) -> None:
        super().__init__(inks, longest)
        # While the mouse is drawn: the letter it went down on, or what shift goes on from; and whether it left it.
        self._dragging: Span | None = None
        self._left = False
        self._clicked = 0
        self._pull: Timer | None = None
        self._told: tuple[str | None, int] = (None, 0)

    # Keys

    def action_move(self, where: str, extend: bool = False) -> None:
        """Move the caret; see `moving.target`."""
        page = self.page
        if page is None:
            return
        vertical = where in ("up", "down", "page_up", "page_down")
        goal = self.goal if vertical and self.goal is not None else page.layout.locate(page.caret.head)[1]
        offset = target(page, where, self.size.height, goal)
        if offset == page.caret.head and where.startswith(("coding", "uncoded")):
            self.post_message(self.Nowhere(where))
            return
        self.set_caret(page.caret.to(offset, extend=extend))
        self.goal = goal if vertical else None

    def action_same_code(self, step: int) -> None:
        """Go to the next or previous coding with the code of the one spoken of."""
        page, chosen = self.page, self.chosen
        if page is None:
            return
        found = same_code(page, chosen, step) if chosen is not None else None
        if found is not None:
            self.choose(found, move=True)
        else:
            self.post_message(self.Nowhere("same_code" if chosen is not None else "chosen"))

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
            self.set_caret(self.caret.to(number, extend=event.shift), reveal=False)
            self._clicked = number
            anchor = Span(self.caret.anchor, self.caret.anchor)
            self._dragging = anchor if event.shift else letter_at(self.page, line, number)
            self._left = False
            self.capture_mouse()
        elif what == "turn":
            turn = selection.turn_at(self.page.turns, number)
            if turn is not None and turn.start < turn.end:
                self.set_caret(selecting(Span(turn.start, turn.end)), remember=True, reveal=False)
        else:
            found = codings_at(self.page, what, line, number)
            if found:
                # Where several share a cell, each click speaks of the next one.
                at = found.index(self.chosen) + 1 if self.chosen in found else 0
                coding = found[at % len(found)]
                self.choose(coding, move=self.page.layout.line_of(coding.start) >= self.scroll_offset.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as the mouse is drawn over the text; past the edge the text follows. Without a button: tell."""
        if self.page is None:
            return
        if self._dragging is None:
            self._tell(codings_at(self.page, *pointed(self.page, event.x, event.y + self.scroll_offset.y)))
            return
        height = self.size.height
        self._drag_to(event.x, min(max(event.y, 0), height - 1))
        outside = min(event.y, 0) + max(event.y - height + 1, 0)
        if self._pull is not None:
            self._pull.stop()
            self._pull = None
        if outside:
            self._pull = self.set_interval(_PULLED_EVERY, lambda: self._pull_by(outside, event.x))

    def on_leave(self) -> None:
        """Nothing is pointed at any more."""
        self._tell([])

    def _tell(self, codings: list[CodingView]) -> None:
        """Show which codings are pointed at: their stripe stands out, and a tip says what they are."""
        page = self.page
        first = codings[0].id if codings else None
        if page is None or (page.pointed_at, len(codings)) == self._told:
            return
        self._refresh_codings(page.pointed_at, first)
        page.pointed_at = first
        self._told = (first, len(codings))
        heard = list(map(self.reading.heard, codings)) if self.reading is not None else codings
        self.tooltip = safe.block(*tip(page, self.inks, heard)) if codings else None

    def _pull_by(self, outside: int, x: int) -> None:
        """The text comes by, the faster the farther `outside` the mouse is; the selection reaches to the edge."""
        step = min(max(outside, -_FASTEST_PULL), _FASTEST_PULL)
        self.scroll_to(y=min(max(self.scroll_offset.y + step, 0), self.max_scroll_y), animate=False)
        self._drag_to(x, self.size.height - 1 if outside > 0 else 0)

    def _drag_to(self, x: int, y: int) -> None:
        page, begun = self.page, self._dragging
        if page is None or begun is None:
            return
        x = min(max(x, page.columns.gutter), page.columns.gutter + page.columns.text)
        _what, line, offset = pointed(page, x, y + self.scroll_offset.y)
        letter = letter_at(page, line, offset)
        # A hand that trembles while it clicks selects nothing.
        self._left = self._left or letter != begun
        if self._left:
            self.set_caret(drawn_to(begun, letter), reveal=False)

    def on_mouse_up(self) -> None:
        """The selection is made."""
        self._dragging = None
        self.release_mouse()
        if self._pull is not None:
            self._pull.stop()
            self._pull = None

    def on_click(self, event: events.Click) -> None:
        """Two clicks select the word, three the sentence, four the turn."""
        unit = _CLICKED_UNITS.get(event.chain)
        if self.page is not None and unit and pointed(self.page, event.x, event.y + self.scroll_offset.y)[0] == "text":
            head = Caret(self._clicked, self._clicked)
            self.set_caret(selecting(grown(replace(self.page, caret=head), unit)), remember=True, reveal=False)

    def on_focus(self) -> None:
        """The caret appears."""
        self._show_focus(True)

    def on_blur(self) -> None:
        """The caret is gone while keys go elsewhere."""
        self._show_focus(False)

"""A list of any length to walk through and mark: only the lines in view are made and drawn.

For lists that people make long, such as all places where a word stands; `Table` is for those that stay short.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings

MARKING = Group(
    _("The list"),
    (
        *(Key(key, f"walk('{key}')", _("Up and down the list")) for key in ("up", "down")),
        *(Key(key, f"walk('{key}')", _("Turn the page")) for key in ("pageup", "pagedown")),
        *(Key(key, f"walk('{key}')", _("To the first and the last line")) for key in ("home", "end")),
        Key("space", "mark", _("Mark it and go on; on a heading, all below"), _("mark")),
        Key("a", "mark_all", _("Mark all, or none any more"), _("all")),
        Key("d", "mark_group", _("Mark all under the same heading")),
    ),
)
_ENDS = (Key("ctrl+home", "walk('home')", ""), Key("ctrl+end", "walk('end')", ""))
_MARK = 2


class Lines(Protocol):
    """What a listing shows. Headings stand for the things below them; every other line for one thing, by its id."""

    def __len__(self) -> int:
        """How many lines there are."""
        ...

    def draw(self, index: int, width: int) -> Content:
        """A line in at most `width` cells; made by `safe`."""
        ...

    def is_heading(self, index: int) -> bool:
        """Whether the line is a heading."""
        ...

    def ids(self, index: int) -> Sequence[str]:
        """What the line stands for: its own id, or those of all that is below the heading."""
        ...

    def group(self, index: int) -> Sequence[str]:
        """All that belongs together with the line: the same document's, or whatever headings are about."""
        ...


class NoLines:
    """Nothing to show."""

    def __len__(self) -> int:
        return 0

    def draw(self, index: int, width: int) -> Content:
        """There is no line."""
        return safe.show()

    def is_heading(self, index: int) -> bool:
        """There is no line."""
        return False

    def ids(self, index: int) -> Sequence[str]:
        """There is no line."""
        return ()

    def group(self, index: int) -> Sequence[str]:
        """There is no line."""
        return ()


class Listing(ScrollView, can_focus=True):
    """Lines with a cursor and marks. Marks stay when the lines change; `keep` drops those of what is gone."""

    DEFAULT_CSS = """
    Listing { height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1; }
    Listing > .listing--cursor { background: $primary 30%; }
    Listing:blur > .listing--cursor { background: $surface; }
    Listing > .listing--marked { background: $accent 12%; }
    Listing > .listing--heading { background: $surface; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--cursor", "listing--marked", "listing--heading"}
    BINDINGS = bindings(MARKING, Group("", (Key("enter", "choose", ""), *_ENDS)))
    ALLOW_SELECT: ClassVar[bool] = False

    @dataclass
    class At(Message):
        """The cursor stands on another line, or on none."""

        listing: Listing

    @dataclass
    class Chosen(Message):
        """Enter, or a second click, on a line."""

        listing: Listing

    @dataclass
    class Marked(Message):
        """Other things are marked."""

        listing: Listing

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.lines: Lines = NoLines()
        self.cursor = 0
        self.marked: set[str] = set()

    # What is shown

    def show(self, lines: Lines, *, at: int | None = None) -> None:
        """Show other lines; the cursor goes to the line `at`, or stays on the same number."""
        self.lines = lines
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines))
        self.refresh()
        self.go(self.cursor if at is None else at)

    def keep(self, ids: Iterable[str]) -> None:
        """Keep of the marks only those on these things."""
        kept = self.marked & set(ids)
        if kept != self.marked:
            self._set_marks(kept)

    def mark(self, ids: Iterable[str]) -> None:
        """Mark these and nothing else."""
        self._set_marks(set(ids))

    def clear_marks(self) -> None:
        """Mark nothing."""
        self._set_marks(set())

    def go(self, line: int) -> None:
        """Put the cursor on a line and bring it into view."""
        before, self.cursor = self.cursor, max(min(line, len(self.lines) - 1), 0)
        for each in {before, self.cursor}:
            self.refresh_line(each)
        self._reveal()
        self.post_message(self.At(self))

    @property
    def at(self) -> str | None:
        """The id of the thing the cursor is on; None on headings and where there is nothing."""
        if self.cursor < len(self.lines) and not self.lines.is_heading(self.cursor):
            return self.lines.ids(self.cursor)[0]
        return None

    @property
    def here(self) -> Sequence[str]:
        """What the line with the cursor stands for."""
        return self.lines.ids(self.cursor) if self.cursor < len(self.lines) else ()

    def _reveal(self) -> None:
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        # A heading right above stays in sight.
        first = self.cursor - 1 if self.cursor == 1 else self.cursor
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif self.cursor >= top + height > 0:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def on_resize(self) -> None:
        """The lines share the new width out when they are drawn."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.lines))
        self.refresh()
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= len(self.lines):
            return Strip.blank(width, self.visual_style.rich_style)
        ids = self.lines.ids(index) if self.marked else ()
        marked = sum(each in self.marked for each in ids)
        sign = "✓ " if marked and marked == len(ids) else "– " if marked else "  "
        drawn = safe.show((sign, "bold $accent")) + self.lines.draw(index, max(width - _MARK - 1, 0))
        heading = self.lines.is_heading(index)
        looks = {"heading": heading, "marked": marked and not heading, "cursor": index == self.cursor}
        style = self.get_visual_style(*(f"listing--{name}" for name, so in looks.items() if so))
        strips = Visual.to_strips(
            self, drawn.truncate(width, ellipsis=True, pad=True), width, 1, style, apply_selection=False
        )
        return strips[0] if strips else Strip.blank(width)

    # Keys and mouse

    def action_walk(self, where: str) -> None:
        """Move the cursor."""
        page = max(self.scrollable_content_region.height - 1, 1)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        last = len(self.lines) - 1
        ends = {"home": 0, "end": last}
        self.go(ends[where] if where in ends else self.cursor + steps[where])

    def action_choose(self) -> None:
        """Say that the line is wanted."""
        if self.cursor < len(self.lines):
            self.post_message(self.Chosen(self))

    def action_mark(self) -> None:
        """Mark what the line stands for, or not any more, and go on."""
        self._turn(self.here)
        step = 1 + (len(self.here) if self.cursor < len(self.lines) and self.lines.is_heading(self.cursor) else 0)
        self.go(self.cursor + step)

    def action_mark_all(self) -> None:
        """Mark everything, or nothing where everything is marked."""
        everything = [each for index in range(len(self.lines)) for each in self.lines.ids(index)]
        self._turn(everything)

    def action_mark_group(self) -> None:
        """Mark all that belongs together with the line, or not any more."""
        if self.cursor < len(self.lines):
            self._turn(self.lines.group(self.cursor))

    def _turn(self, ids: Sequence[str]) -> None:
        """Mark these, or where all of them are marked, none of them."""
        chosen = set(ids)
        self._set_marks(self.marked - chosen if chosen <= self.marked else self.marked | chosen)

    def _set_marks(self, marks: set[str]) -> None:
        self.marked = marks
        self.refresh()
        self.post_message(self.Marked(self))

    def on_click(self, event: events.Click) -> None:
        """Go to the line; at its left edge mark it; a second click on a line chooses it."""
        index = event.y + self.scroll_offset.y
        if index >= len(self.lines):
            return
        again = index == self.cursor and event.chain > 1
        self.go(index)
        if event.x < _MARK:
            self._turn(self.here)
        elif again:
            self.action_choose()

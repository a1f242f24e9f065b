"""Choosing from a list by a few letters; made for codes, documents and actions alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.ranking import fold, rank
from qualcode.tui.widgets.entry import Entry

_MOST_SHOWN = 300

CHOOSE = Key("enter", "choose", _("Choose it"), _("choose"))
WALK = (
    Key("down", "walk(1)", _("Down the list")),
    Key("up", "walk(-1)", _("Up the list")),
    Key("pagedown", "walk(8)", _("Down the list")),
    Key("pageup", "walk(-8)", _("Up the list")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to choose: its id, how it is shown, the names it is found by, and what is told about it."""

    id: str
    shown: Content
    names: tuple[str, ...]
    detail: Content | None = None


class Chooser(Dialog[tuple[str, ...]]):
    """A line to type in, and below it what it finds, best first; the answer holds the ids chosen."""

    DEFAULT_CSS = """
    Chooser.-tiny #found { margin-top: 0; }
    Chooser #found { height: auto; margin-top: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Chooser #detail { height: auto; max-height: 6; color: $text-muted; border-top: solid $border; padding: 0 1; }
    """
    BINDINGS = bindings(Group("", (CHOOSE, *WALK)))
    KEYS: ClassVar[tuple[Key, ...]] = (CHOOSE, CANCEL)

    def __init__(self, title: str, rows: Sequence[Row], *, prompt: str = "") -> None:
        super().__init__(title)
        self._rows = list(rows)
        self._names = [[fold(name) for name in row.names] for row in self._rows]
        self._prompt = prompt or _("Type a few letters")
        self._shown: list[Row] = []
        # The row that the mouse points at, until the keys lead elsewhere.
        self.pointed: int | None = None

    def compose_body(self) -> ComposeResult:
        """The line and the list."""
        yield Entry(placeholder=safe.plain(self._prompt), id="query")
        found = OptionList(id="found")
        found.can_focus = False
        yield found
        if any(row.detail is not None for row in self._rows):
            yield Static(id="detail")

    def on_mount(self) -> None:
        """Show all there is."""
        self.fill("")

    def found(self, query: str) -> list[Row]:
        """The rows for a query."""
        return [self._rows[index] for index in rank(query, self._names)]

    def fill(self, query: str, *, keep: str | None = None) -> None:
        """Show what a query finds; `keep` is the id of the row to stay on."""
        self.pointed = None
        self._shown = self.found(query)[:_MOST_SHOWN]
        options = self.query_one("#found", OptionList)
        options.clear_options()
        options.add_options(Option(self.draw(row)) for row in self._shown)
        ids = [row.id for row in self._shown]
        if ids:
            options.highlighted = ids.index(keep) if keep in ids else 0
        self._tell()

    def draw(self, row: Row) -> Content:
        """How a row is shown at present."""
        return row.shown

    @property
    def highlighted(self) -> Row | None:
        """The row that enter would choose."""
        index = self.query_one("#found", OptionList).highlighted
        return self._shown[index] if index is not None and index < len(self._shown) else None

    @property
    def query_text(self) -> str:
        """What is typed."""
        return self.query_one("#query", Input).value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find what is typed."""
        event.stop()
        self.fill(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line is enter in the list."""
        event.stop()
        self.action_choose()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell about the row."""
        event.stop()
        self._tell()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses."""
        event.stop()
        self.action_choose()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What is told is about the row that is pointed at: a click takes it at once."""
        pointed = event.style.meta.get("option")
        options = self.query_one("#found", OptionList)
        if pointed is not None and pointed < len(self._shown) and pointed != options.highlighted:
            self.pointed = pointed
            options.highlighted = pointed

    def _tell(self) -> None:
        row = self.highlighted
        for detail in self.query("#detail").results(Static):
            detail.update(row.detail if row is not None and row.detail is not None else safe.show())

    def action_walk(self, step: int) -> None:
        """Move in the list while the keys go to the line."""
        options = self.query_one("#found", OptionList)
        self.pointed = None
        if self._shown:
            options.highlighted = min(max((options.highlighted or 0) + step, 0), len(self._shown) - 1)

    def action_choose(self) -> None:
        """Take the row."""
        if self.highlighted is not None:
            self.dismiss((self.highlighted.id,))

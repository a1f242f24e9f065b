"""All about one thing: headings with lines below them, each line to be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part

_MOST_CAPTION = 20
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line: its id, empty where it only tells; what it is called, and what there is to say."""

    id: str
    caption: str = ""
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class CardPart:
    """Lines that belong together. Without a title they stand below what is above."""

    title: str
    lines: Sequence[CardLine] = field(default=())


class Card(OptionList):
    """Walked through with the arrows; enter or a click opens a line, escape goes back to where one came from."""

    DEFAULT_CSS = """
    Card { background: $surface; border: none; padding: 0 1; scrollbar-size-vertical: 1; height: 1fr; }
    Card:focus { border: none; }
    Card > .option-list--option-disabled { color: $foreground; }
    Card:focus > .option-list--option-highlighted { background: $primary 30%; color: $foreground; text-style: bold; }
    Card:blur > .option-list--option-highlighted { background: $surface; color: $foreground; text-style: none; }
    """
    BINDINGS = bindings(Group("", (Key("escape,left", "screen.leave_card", _("Back to the list")),)))
    ALLOW_SELECT: ClassVar[bool] = False

    @dataclass
    class Chosen(Message):
        """A line was opened."""

        line: str

    def __init__(self) -> None:
        super().__init__(id="card")
        self._title: Sequence[Part] = ()
        self._parts: Sequence[CardPart] = ()

    def show(self, title: Sequence[Part], parts: Sequence[CardPart]) -> None:
        """Show other lines; the place stays where the line is still there."""
        at = self.line
        self._title, self._parts = title, parts
        self._draw(at)

    @property
    def line(self) -> str:
        """The id of the line one stands on."""
        option = self.get_option_at_index(self.highlighted) if self.highlighted is not None else None
        return option.id or "" if option is not None else ""

    def _draw(self, at: str) -> None:
        width = max(self.size.width - 3, 10)
        self.clear_options()
        made = [Option(safe.show(*self._title), disabled=True)] if self._title else []
        for part in self._parts:
            if part.title:
                made += [
                    Option(safe.show(), disabled=True),
                    Option(safe.show((part.title, "bold $primary")), disabled=True),
                ]
            caption = min(
                max((cell_len(line.caption) for line in part.lines), default=0) + 2, _MOST_CAPTION, width // 2
            )
            made += [
                Option(self.draw(line, caption, width), id=line.id or None, disabled=not line.id) for line in part.lines
            ]
        self.add_options(made)
        places = [index for index, option in enumerate(made) if not option.disabled]
        same = [index for index in places if made[index].id == at]
        self.highlighted = next(iter([*same, *places]), None)

    def draw(self, line: CardLine, caption: int, width: int) -> Content:
        """A line with its caption in so many cells; what is long goes on below where it begins."""
        if not line.caption:
            return safe.block(*line.parts)
        shown = safe.show((safe.fit(line.caption, caption - 1) + " ", "$foreground-muted"))
        for number, piece in enumerate(safe.block(*line.parts).wrap(max(width - caption, 8))[:_MOST_LINES]):
            shown += (safe.block("\n" + " " * caption) if number else safe.show()) + piece
        return shown

    def on_resize(self, event: events.Resize) -> None:
        """Cut the lines to the new width."""
        self._draw(self.line)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        event.stop()
        if event.option_id:
            self.post_message(self.Chosen(event.option_id))

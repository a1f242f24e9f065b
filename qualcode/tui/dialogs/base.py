"""What all dialogs share: a frame with a title and a line of keys; escape gives up."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.typeahead import opener
from qualcode.tui.widgets.bars import KeyLine

T = TypeVar("T")

CANCEL = Key("escape", "cancel", _("Give up"), _("give up"))


class Dialog(ModalScreen[T | None], Generic[T]):
    """A frame over the screen; its answer is None where it was given up."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 55%; }
    Dialog > #frame {
        width: 84; max-width: 96%; height: auto; max-height: 94%; overflow-y: auto;
        background: $surface; border: round $primary; padding: 0 1;
    }
    Dialog #title { text-style: bold; height: auto; margin-bottom: 1; }
    Dialog KeyLine { margin-top: 1; background: $surface; padding: 0; }
    Dialog OptionList { background: $surface; border: none; padding: 0; scrollbar-size-vertical: 1; }
    Dialog OptionList:focus { border: none; }
    Dialog.-tiny > #frame { width: 100%; max-width: 100%; max-height: 100%; border: none; padding: 0; }
    Dialog.-tiny #title, Dialog.-tiny KeyLine, Dialog.-tiny #detail { display: none; }
    Dialog.-tiny OptionList { margin-top: 0; }
    """
    BINDINGS = bindings(Group("", (CANCEL,)))
    KEYS: ClassVar[tuple[Key, ...]] = (CANCEL,)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title
        self.opener = opener()

    def compose(self) -> ComposeResult:
        """The frame."""
        with Vertical(id="frame"):
            yield Static(safe.show(self._heading), id="title")
            yield from self.compose_body()
            line = KeyLine()
            line.show(self.keys())
            yield line

    def keys(self) -> tuple[Key, ...]:
        """The keys in the line below."""
        return self.KEYS

    def compose_body(self) -> ComposeResult:
        """What the dialog is about."""
        yield from ()

    def on_resize(self) -> None:
        """Lists leave room, so that all of the dialog is seen."""
        for one in self.query(OptionList):
            one.styles.max_height = max(3, self.list_lines())
        for detail in self.query("#detail"):
            detail.styles.max_height = 7 if self.size.height >= 30 else 4

    def list_lines(self) -> int:
        """How many lines a list may take: two fifths of the screen, where other things stand beside it."""
        return self.size.height * 2 // 5

    async def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A key was clicked."""
        event.stop()
        await self.run_action(event.action)

    def action_select(self) -> None:
        """What enter does in the list, for a click on its key."""
        for options in self.query(OptionList):
            options.action_select()

    def action_cancel(self) -> None:
        """Give up."""
        self.dismiss(None)

"""The guided tour's panel: one step, how many there are, and the two keys that are the tour's own."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import TOUR
from qualcode.tui.safe import Part
from qualcode.tui.widgets.bars import KeyBar

_NEXT, _LEAVE = TOUR.keys


class TourPanel(Vertical):
    """It takes room of its own and hides nothing: in the corner below the codes, or above a screen without them."""

    DEFAULT_CSS = """
    TourPanel {
        height: auto; padding: 0 1; background: $primary 16%; border-left: thick $accent;
    }
    TourPanel Static { height: auto; }
    TourPanel #tour-title { text-style: bold; width: 1fr; }
    TourPanel #tour-head { layout: horizontal; height: auto; }
    TourPanel KeyBar { padding: 0; }
    TourPanel.-corner { padding: 1; }
    TourPanel.-corner #tour-head { layout: vertical; }
    TourPanel.-corner #tour-title, TourPanel.-corner KeyBar { width: 100%; }
    TourPanel.-corner #tour-text { margin-top: 1; }
    """

    def __init__(self, *, corner: bool) -> None:
        super().__init__(id="tour", classes="-corner" if corner else "")

    def compose(self) -> ComposeResult:
        """Title and keys, text."""
        with Vertical(id="tour-head"):
            yield Static(id="tour-title")
            yield KeyBar("tour-next")
            yield KeyBar("tour-leave")
        yield Static(id="tour-text")

    def show(self, title: str, text: list[Part], number: int, of: int) -> None:
        """Show a step; `number` counts from 1."""
        place = _("Tour {number}/{of}").format(number=number, of=of)
        self.query_one("#tour-title", Static).update(safe.show((f"{place}  ", "$accent"), title))
        self.query_one("#tour-text", Static).update(safe.block(*text))
        for name, key in (("#tour-next", _NEXT), ("#tour-leave", _LEAVE)):
            bar = self.query_one(name, KeyBar)
            bar.show([key])
            if not self.has_class("-corner"):
                bar.styles.width = cell_len(f"{key.name} {key.label}") + 3
        self.query_one("#tour-next").display = number < of

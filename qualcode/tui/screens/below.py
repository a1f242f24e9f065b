"""What screens with lines and a text below them share: below stands what is told of the line with the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.listing import Listing

Row = TypeVar("Row")


class BelowScreen(Section, Generic[Row]):
    """Lines, each a `Row`, and below them what is told of one; where the screen is tiny the lines alone."""

    DEFAULT_CSS = """
    BelowScreen #main { height: 1fr; }
    BelowScreen Listing { height: 3fr; }
    BelowScreen #about { height: 2fr; border-top: solid $border; padding: 0 1; scrollbar-size-vertical: 1; }
    BelowScreen #told { height: auto; }
    BelowScreen.-nothing #main { display: none; }
    BelowScreen.-tiny #about { display: none; }
    """
    AUTO_FOCUS = "Listing"
    ABOVE: ClassVar[tuple[str, ...]] = ()
    """The ids of the texts above the lines."""

    def compose_body(self) -> ComposeResult:
        """Texts above, the lines, what is told of one."""
        with Container(id="main"):
            for name in self.ABOVE:
                yield Static(id=name)
            yield Listing("rows")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="told")
        yield Static(id="nothing")

    # What a subclass says

    def rows(self) -> Sequence[Row]:
        """The rows behind the lines."""
        return ()

    def told(self, row: Row) -> Sequence[Part]:
        """What is told of a row."""
        return ()

    def lay_out(self) -> None:
        """Show the lines; the cursor stays on its own."""

    # What stands there

    @property
    def listing(self) -> Listing:
        """The lines."""
        return self.query_one(Listing)

    @property
    def here(self) -> Row | None:
        """The row with the cursor."""
        rows, at = self.rows(), self.listing.cursor
        return rows[at] if at < len(rows) else None

    @on(Listing.At)
    def _moved(self) -> None:
        row = self.here
        self.query_one("#told", Static).update(
            safe.block(*([_("Nothing of that kind.")] if row is None else self.told(row)))
        )
        self.query_one("#about", VerticalScroll).scroll_home(animate=False)

    def on_theme(self) -> None:
        """Other colours."""
        self.lay_out()

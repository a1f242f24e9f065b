"""What screens with a list and a card share: beside the list stands all about the one that the cursor is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Key
from qualcode.tui.places import where
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.card import Card, CardPart
from qualcode.tui.widgets.table import Column, Line, Table

OPEN = Key("enter", "open", _("All about it; there: read or change a line"), _("open"))
_MUTED = "$foreground-muted"


class HasId(Protocol):
    """Whatever was made or changed, to be gone to."""

    @property
    def id(self) -> str:
        """The id of its row."""
        ...


class BesidesScreen(Section):
    """A list and a card. Where both do not fit side by side, opening a row shows the card in the list's place."""

    DEFAULT_CSS = """
    BesidesScreen #both { height: 1fr; }
    BesidesScreen #both > Table { width: 3fr; }
    BesidesScreen Card { width: 2fr; border-left: solid $border; }
    BesidesScreen #none { display: none; height: 1fr; padding: 1 3; color: $foreground; }
    BesidesScreen.-none #none { display: block; }
    BesidesScreen.-none #both { display: none; }
    BesidesScreen.-narrow Card { display: none; }
    BesidesScreen.-narrow.-card Card { display: block; width: 1fr; border: none; }
    BesidesScreen.-narrow.-card #both > Table { display: none; }
    """
    AUTO_FOCUS = "#both > Table"
    LIST: ClassVar[str] = "list"

    def __init__(self, at: str | None = None) -> None:
        super().__init__()
        self._go_to = at

    def compose_body(self) -> ComposeResult:
        """The list and the card."""
        with Horizontal(id="both"):
            yield Table(self.LIST)
            yield Card()
        yield Static(safe.block(*self.nothing_yet()), id="none")

    # What a subclass says

    def nothing_yet(self) -> Sequence[Part]:
        """What to do where none is shown."""
        return ()

    def card(self, id: str) -> tuple[Sequence[Part], Sequence[CardPart]]:
        """The card of one: its title, its parts."""
        return (), ()

    def open_line(self, line: str) -> None:
        """A line of the card was opened."""

    # What stands there

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one("#both > Table", Table)

    @property
    def at(self) -> str | None:
        """The id of the one the cursor stands on."""
        return self.table.at

    def show_list(self, columns: Sequence[Column], lines: Sequence[Line], about: str, *, none: bool) -> None:
        """Show these rows and the card; with `none`, what to do so that there are some."""
        self.set_class(none, "-none")
        at, self._go_to = self._go_to, None
        self.table.show_lines(columns, lines, at=at)
        self.show_header((about, _MUTED))
        if none:
            self.query_one("#none", Static).update(safe.block(*self.nothing_yet()))
            self.leave_card_quietly()
        self.show_card()

    def show_card(self) -> None:
        """All about the one at the cursor."""
        at = self.at
        self.query_one(Card).show(*(self.card(at) if at is not None else ((), ())))

    @on(Table.At)
    def _at_another(self) -> None:
        self.show_card()

    # Moving about

    @on(Table.Chosen)
    def action_open(self) -> None:
        """Go to the card."""
        if self.at is not None:
            self.add_class("-card")
            self.query_one(Card).focus()

    def action_leave_card(self) -> None:
        """Back to the list."""
        self.leave_card_quietly()
        self.table.focus()

    def leave_card_quietly(self) -> None:
        """The list has the room again."""
        self.remove_class("-card")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where one goes to the card with tab, it is shown."""
        if isinstance(event.widget, Card):
            self.add_class("-card")

    @on(Card.Chosen)
    def _line_opened(self, event: Card.Chosen) -> None:
        event.stop()
        if event.line.startswith("place:"):
            _word, place, at = event.line.split(":", 2)
            self.then(self._go_to_place, place, at)
        else:
            self.open_line(event.line)

    def _go_to_place(self, place: str, at: str) -> None:
        built = where(place).build()
        if isinstance(built, BesidesScreen):
            built._go_to = at
        self.app.switch_screen(built)

    # Changing

    def change_and_show(self, job: Callable[..., HasId]) -> None:
        """Do an operation and go to the row of what it made or changed."""

        async def step() -> None:
            made = await self.home.desk.run(job)
            await self.refresh_if_changed()
            self.table.go(made.id)
            self.table.focus()

        self.act(step)

"""Where to go: the places of the project, a letter each."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Key
from qualcode.tui.places import PLACES


class PlacesMenu(Dialog[str]):
    """All places with their letters; a letter goes there at once, so do enter and a click."""

    DEFAULT_CSS = "PlacesMenu > #frame { width: 64; }"
    KEYS = (Key("enter", "select", _("Go there"), _("go there")), CANCEL)

    def __init__(self, here: str) -> None:
        super().__init__(_("Go to"))
        self._here = here

    def compose_body(self) -> ComposeResult:
        """A row a place."""
        yield OptionList(
            *(
                Option(
                    safe.show((f"{each.letter}  ", "bold $accent"), (_(each.title), "bold"), "  ", _(each.about)),
                    id=each.name,
                )
                for each in PLACES
            )
        )

    def on_mount(self) -> None:
        """Stand on the place one is in."""
        names = [each.name for each in PLACES]
        self.query_one(OptionList).highlighted = names.index(self._here) if self._here in names else 0

    def list_lines(self) -> int:
        """All of the screen but the frame, title and keys: a place that is not seen is not looked for."""
        return self.size.height - 8

    def on_key(self, event: events.Key) -> None:
        """A place's letter goes there."""
        for each in PLACES:
            if event.character == each.letter:
                event.stop()
                self.dismiss(each.name)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        event.stop()
        self.dismiss(event.option_id)

"""A line in which words are typed that are to be found in the document."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.entry import Entry

# Told at the foot while one types here, as the text's own keys are letters then.
FINDING = (
    Key("enter", "found(1)", _("Next place found"), _("next")),
    Key("escape", "close_find", _("Close"), _("close")),
)


class FindBar(Horizontal):
    """Shown while one searches; enter and the arrows go from place to place."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; background: $panel; }
    FindBar.-open { display: block; }
    FindBar #find-caption { width: auto; padding: 0 1; color: $text-muted; }
    FindBar Entry { width: 1fr; }
    FindBar #find-count { width: auto; padding: 0 1; color: $text-muted; }
    """
    BINDINGS = bindings(
        Group(
            "",
            (
                Key("down", "screen.found(1)", _("Next place found")),
                Key("up", "screen.found(-1)", _("Previous place found")),
                Key("escape", "screen.close_find", _("Close")),
            ),
        )
    )

    @dataclass
    class Wanted(Message):
        """Other words are to be found."""

        words: str

    @property
    def is_open(self) -> bool:
        """Whether one searches."""
        return self.has_class("-open")

    def compose(self) -> ComposeResult:
        """Caption, line, count."""
        yield Static(safe.show(_("Find")), id="find-caption")
        yield Entry(id="find-words")
        yield Static(id="find-count")

    def open(self) -> None:
        """Show the line and type in it."""
        self.add_class("-open")
        # At once, and not with the next picture: keys typed right after this one are for the line.
        self.styles.display = "block"
        self.screen.set_focus(self.query_one(Entry))

    def close(self) -> None:
        """Put the line away."""
        self.remove_class("-open")
        self.styles.clear_rule("display")

    def count(self, place: int, total: int) -> None:
        """Say which of how many places is shown; of none, that there is none."""
        said = _("{n} of {total}").format(n=place, total=total) if total else _("nowhere")
        self.query_one("#find-count", Static).update(safe.show(said if self.query_one(Entry).value.strip() else ""))

    def say(self, error: QualcodeError) -> None:
        """Say why nothing can be found with what is typed so far."""
        self.query_one("#find-count", Static).update(safe.show(safe.sentence(error.message)))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find while one types."""
        event.stop()
        self.post_message(self.Wanted(event.value))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """The next place."""
        event.stop()
        await self.run_action("screen.found(1)")

"""The line for a search, and below it how it is meant: as words or as a pattern, within what, by whom, where."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from qualcode.i18n import _
from qualcode.model.message import N_
from qualcode.tui import safe
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.search_jobs import Scope, Wanted
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry

_WAYS = {"words": N_("words"), "alike": N_("words alike (fuzzy)"), "pattern": N_("regular expression")}
_WITHIN = {
    "paragraph": N_("in one paragraph"),
    "sentence": N_("in one sentence"),
    "turn": N_("in one turn"),
    "document": N_("in one document"),
}
_WHO = {"": N_("whoever speaks"), "narrators": N_("narrators only")}


def way_name(way: str) -> str:
    """What a way of searching is called."""
    return _(_WAYS[way])


class QueryLine(Entry):
    """Where the search is typed."""

    BINDINGS = bindings(
        Group(
            "",
            (
                Key("down", "screen.to_list", _("To what was found")),
                Key("up", "screen.last_searches", _("The searches made last")),
            ),
        )
    )


class Opener(Widget, can_focus=True):
    """A word that opens a dialog: by enter, space or a click."""

    DEFAULT_CSS = """
    Opener { height: 1; width: auto; padding: 0 1; background: $panel; }
    Opener:focus { background-tint: $primary 12%; text-style: bold; }
    """
    BINDINGS = bindings(Group("", (Key("enter,space", "press", _("Choose")),)))
    ALLOW_SELECT = False

    @dataclass
    class Pressed(Message):
        """It was pressed."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._word = ""

    def say(self, name: str) -> None:
        """Show another word."""
        self._word = name
        self.refresh(layout=True)

    def render(self) -> Content:
        """The word, with a sign that there is more."""
        return safe.show(self._word, (" ▾", "$foreground-muted"))

    def action_press(self) -> None:
        """Open it."""
        self.post_message(self.Pressed())

    def on_click(self) -> None:
        """Open it."""
        self.action_press()


class AskBar(Vertical):
    """What is searched for and how. It tells when somebody wants it searched."""

    DEFAULT_CSS = """
    AskBar { height: 2; background: $panel; }
    AskBar QueryLine, AskBar QueryLine:focus { background: $background; text-style: bold; }
    AskBar #how { height: 1; overflow-x: hidden; }
    AskBar #how Cycle { width: auto; margin-right: 1; }
    """

    @dataclass
    class Asked(Message):
        """Search now; `typed` where enter was pressed in the line."""

        typed: bool

    def __init__(self) -> None:
        super().__init__()
        self.scope = Scope()

    def compose(self) -> ComposeResult:
        """The line, and what is chosen."""
        yield QueryLine(id="query", placeholder=safe.plain(_("What do you want to find?")))
        with Horizontal(id="how"):
            for name, choices in (("way", _WAYS), ("within", _WITHIN), ("who", _WHO)):
                named = [(value, _(text)) for value, text in choices.items()]
                yield Cycle(named, named[0][0], id=name)
            yield Opener("scope")

    @property
    def line(self) -> QueryLine:
        """Where one types."""
        return self.query_one(QueryLine)

    @property
    def wanted(self) -> Wanted:
        """What is asked for as it stands."""
        way, within, who = (self.query_one(f"#{name}", Cycle).value for name in ("way", "within", "who"))
        return Wanted(self.line.value.strip(), way, within, who == "narrators", self.scope)

    def fill_in(self, wanted: Wanted) -> None:
        """Fill in a search with all that is said of it."""
        self.line.value, self.scope = wanted.query, wanted.scope
        who = "narrators" if wanted.narrators else ""
        for name, value in (("way", wanted.way), ("within", wanted.within), ("who", who)):
            self.query_one(f"#{name}", Cycle).choose(value)

    def submit(self) -> None:
        """Say that what is typed is to be searched."""
        self.post_message(self.Asked(typed=True))

    def turn(self, name: str) -> None:
        """The next of the choices of one name: `way`, `within` or `who`."""
        self.query_one(f"#{name}", Cycle).action_turn(1)

    def say_scope(self, name: str) -> None:
        """Say where is searched."""
        self.query_one(Opener).say(name)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search."""
        event.stop()
        self.submit()

    def on_cycle_changed(self, event: Cycle.Changed) -> None:
        """Search in the other way, if anything was searched for."""
        event.stop()
        self.post_message(self.Asked(typed=False))

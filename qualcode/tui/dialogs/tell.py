"""Telling and asking one thing: a message to read, a line to fill in, the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings, help_rows
from qualcode.tui.safe import Part
from qualcode.tui.widgets.entry import Entry

CLOSE = Key("escape,enter,q,question_mark", "cancel", _("Close"), _("close"))
YES = Key("enter", "accept", _("Do it"), _("do it"))
ANSWER = Key("enter", "answer", _("Go"), _("go"))


class Tell(Dialog[None]):
    """A text to read."""

    DEFAULT_CSS = """
    Tell VerticalScroll { height: auto; max-height: 75vh; scrollbar-size-vertical: 1; }
    Tell VerticalScroll Static { height: auto; }
    """
    BINDINGS = bindings(Group("", (CLOSE,)))
    KEYS = (CLOSE,)

    def __init__(self, title: str, *parts: Part) -> None:
        super().__init__(title)
        self._parts = parts

    def compose_body(self) -> ComposeResult:
        """The text, to be scrolled where it is long."""
        with VerticalScroll():
            yield Static(safe.block(*self._parts))


class Help(Tell):
    """All keys of a screen, from the tables they are bound by."""

    def __init__(self, groups: Sequence[Group]) -> None:
        parts: list[Part] = []
        for group in groups:
            parts += [(group.title, "bold $primary"), "\n"]
            rows = help_rows(group.keys)
            for names, text in rows:
                parts += ["  ", (names + " " * max(24 - cell_len(names), 1), "bold"), text, "\n"]
            parts.append("\n")
        super().__init__(_("Keys"), *parts)


class Confirm(Dialog[bool]):
    """A question to be answered with doing it or not; `deed` is what doing it is called."""

    BINDINGS = bindings(Group("", (YES,)))

    def __init__(self, title: str, question: str, deed: str) -> None:
        super().__init__(title)
        self._question = question
        self._deed = deed

    def keys(self) -> tuple[Key, ...]:
        """The deed by its name."""
        return (replace(YES, label=self._deed), CANCEL)

    def compose_body(self) -> ComposeResult:
        """The question."""
        yield Static(safe.block(self._question))

    def action_accept(self) -> None:
        """Do it."""
        self.dismiss(True)


class Ask(Dialog[str]):
    """One line to fill in; the answer is what it says."""

    BINDINGS = bindings(Group("", (ANSWER,)))
    KEYS = (ANSWER, CANCEL)

    def __init__(self, title: str, *, prompt: str, value: str = "") -> None:
        super().__init__(title)
        self._prompt = prompt
        self._value = value

    def compose_body(self) -> ComposeResult:
        """The line."""
        yield Entry(value=self._value, placeholder=safe.plain(self._prompt))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        event.stop()
        self.action_answer()

    def action_answer(self) -> None:
        """Answer with what is there, if anything is."""
        value = self.query_one(Entry).value.strip()
        if value:
            self.dismiss(value)

"""Telling and asking one thing: a message to read, a line to fill in, the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Input, Static

import qualcode
from qualcode.i18n import _, language
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings, help_rows
from qualcode.tui.ranking import fold
from qualcode.tui.safe import Part
from qualcode.tui.widgets.entry import Entry

CLOSE = Key("escape,enter,q,question_mark", "cancel", _("Close"), _("close"))
SEARCH = Key("slash", "search", _("Search in the keys"), _("search"))
YES = Key("enter", "accept", _("Do it"), _("do it"))
ANSWER = Key("enter", "answer", _("Go"), _("go"))
# Cells for keys in the help, at most; what they do begins behind.
_COLUMN = 22


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


class Help(Dialog[str]):
    """All keys of a screen, from the tables they are bound by; `/` shows only those that do what one types.

    The answer is the action of the line that was clicked.
    """

    DEFAULT_CSS = """
    Help > #frame { overflow-y: hidden; }
    Help VerticalScroll { height: auto; max-height: 75vh; scrollbar-size-vertical: 1; }
    Help #told { height: auto; }
    Help #words { display: none; margin-bottom: 1; }
    """
    BINDINGS = bindings(Group("", (CLOSE, SEARCH)))
    KEYS = (CLOSE, SEARCH)

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__(_("Keys"))
        self._groups = groups

    def compose_body(self) -> ComposeResult:
        """The line to search with, and the keys, to be scrolled."""
        yield Entry(placeholder=safe.plain(_("A few letters of what you want to do")), id="words")
        shown = self._content("")
        with VerticalScroll():
            yield Static(shown, id="told")

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """Title, the line to search with and the line of keys stay in sight."""
        self.query_one(VerticalScroll).styles.max_height = max(self.size.height * 94 // 100 - 8, 3)

    def _content(self, words: str) -> Content:
        """What is told; each line knows its action, for the mouse."""
        content = safe.block(*self._told(words))
        texts = {text: key.action for group in self._groups for key in reversed(group.keys) if (text := key.help)}
        at = 0
        for line in content.plain.split("\n"):
            told = [text for text in texts if line.startswith("  ") and line.endswith(text)]
            if told:
                action = texts[max(told, key=len)]
                content = content.stylize(Style.from_meta({"does": action}), at, at + len(line))
            at += len(line) + 1
        return content

    def on_click(self, event: events.Click) -> None:
        """What a line tells is done."""
        action = event.style.meta.get("does")
        if action is not None:
            self.dismiss(action)

    def _told(self, words: str) -> list[Part]:
        """Headings and keys; only those keys that hold all of some words."""
        wanted = fold(words).split()
        known = [names for group in self._groups for names, _text in help_rows(group.keys)]
        column = min(max(map(cell_len, known), default=0), _COLUMN) + 2
        parts: list[Part] = []
        for group in self._groups:
            rows = [row for row in help_rows(group.keys) if all(word in fold(" ".join(row)) for word in wanted)]
            if rows:
                parts += [(group.title, "bold $primary"), "\n"]
                for names, text in rows:
                    parts += ["  ", (names + " " * max(column - cell_len(names), 1), "bold $accent"), text, "\n"]
                parts.append("\n")
        if wanted:
            return parts or [_("No key does that. ctrl+p searches in all actions.")]
        return [*parts, (_("All this at length, with pictures: {guide}").format(guide=guide()), "$foreground-muted")]

    def action_search(self) -> None:
        """Show the line to search with."""
        words = self.query_one("#words", Entry)
        words.display = True
        words.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is found."""
        event.stop()
        shown = self._content(event.value)
        self.query_one("#told", Static).update(shown)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To what was found, so that it can be scrolled."""
        event.stop()
        self.query_one(VerticalScroll).focus()

    def action_cancel(self) -> None:
        """Put the search away first, then close."""
        words = self.query_one("#words", Entry)
        if words.display:
            words.value = ""
            words.display = False
            self.query_one(VerticalScroll).focus()
        else:
            self.dismiss(None)


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


def guide() -> str:
    """Where the guide lies, in French or in English; its name alone where the program came without it."""
    name = f"docs/guide/{'LISEZMOI' if language() == 'fr' else 'README'}.md"
    path = Path(qualcode.__file__).parent.parent / name
    return str(path) if path.exists() else name

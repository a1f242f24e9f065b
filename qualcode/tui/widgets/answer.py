"""A field of a form filled in on the screen: read where it stands, written there, kept while it is typed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import TextArea
from textual.worker import Worker

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.memo import Draft
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.entry import Notepad

WRITING = Group(
    _("While writing"),
    (
        Key("escape", "stop", _("Done: what is typed is stored"), _("done")),
        Key("ctrl+s", "stop", _("Done: what is typed is stored")),
        Key("ctrl+t", "discard", _("Throw away what was typed"), _("throw it away")),
    ),
)

# What a notepad's keys do also while it is only read; all others are the screen's.
_WHILE_READ = {"cursor_up", "cursor_down", "copy"}


class Answer(Notepad):
    """Keys other than the arrows go to the screen until it is written in. Whoever stores what is written says so."""

    DEFAULT_CSS = """
    Answer { height: auto; min-height: 1; max-height: 14; background: $surface; margin: 0 0 1 0; }
    Answer { border-left: wide $border; scrollbar-size-vertical: 1; }
    Answer:focus { border-left: wide $primary; background: $panel; }
    Answer.-writing { background: $panel; border-left: wide $accent; min-height: 3; }
    Answer.-unsaved { border-left: wide $warning; }
    """
    BINDINGS = bindings(WRITING)

    @dataclass
    class Written(Message):
        """It was written in what was then its `field`: `text` is to be stored, then `stored` called."""

        answer: Answer
        text: str
        field: str

    @dataclass
    class Began(Message):
        """It is written in, or no longer."""

        answer: Answer

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__("")
        self.field = name
        self.placeholder = safe.show(hint)
        self.read_only, self.show_cursor = True, False
        self._saved = ""
        self._draft: Draft | None = None
        self._unkept: str | None = None
        self._keeper: Worker[None] | None = None

    @property
    def is_writing(self) -> bool:
        """Whether it is written in now."""
        return not self.read_only

    @property
    def is_unsaved(self) -> bool:
        """Whether something is typed that is not stored."""
        return self.text.strip() != self._saved.strip()

    def show(self, text: str, draft: Draft, left: str | None) -> None:
        """Show what is stored, or the draft that was left; what is being written now stays."""
        if self.is_writing and draft == self._draft:
            self._saved = text
            return
        self._saved, self._draft = text, draft
        self._rest()
        wanted = text if left is None else left
        if wanted != self.text:
            self.load_text(wanted)
            self.refresh(layout=True)
        self.set_class(self.is_unsaved, "-unsaved")

    # Writing

    def begin(self) -> None:
        """Write from here on, at the end of what is there."""
        if self.read_only and self._draft is not None:
            self.read_only, self.show_cursor = False, True
            self.add_class("-writing")
            self.move_cursor(self.document.end)
            self.post_message(self.Began(self))

    def _rest(self) -> None:
        if not self.read_only:
            self.read_only, self.show_cursor = True, False
            self.remove_class("-writing")
            self.post_message(self.Began(self))

    def action_stop(self) -> None:
        """Enough: have it stored if it is another text than before."""
        self._rest()
        self.set_class(self.is_unsaved, "-unsaved")
        if self.is_unsaved:
            self.post_message(self.Written(self, self.text, self.field))
        elif self._draft is not None:
            self.app.run_worker(self.stored(self.text), name="draft")

    def action_discard(self) -> None:
        """Have what is stored again."""
        self._rest()
        self.load_text(self._saved)
        self.refresh(layout=True)
        self.remove_class("-unsaved")
        self.app.run_worker(self.stored(self._saved), name="draft")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys mean something only while one writes, or while there is something to throw away."""
        if action == "stop":
            return self.is_writing
        if action == "discard":
            return self.is_writing or self.is_unsaved
        if not self.is_writing and hasattr(Notepad, f"action_{action}"):
            return action in _WHILE_READ
        return super().check_action(action, parameters)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed; of what comes while the disk is busy, the last counts."""
        event.stop()
        if self.is_writing:
            self._unkept = self.text
            if self._keeper is None:
                self._keeper = self.app.run_worker(self._keep(), name="draft")

    async def _keep(self) -> None:
        while self._unkept is not None and self._draft is not None:
            text, self._unkept = self._unkept, None
            await asyncio.to_thread(self._draft.keep, text)
        self._keeper = None

    async def stored(self, text: str) -> None:
        """It is stored: the draft goes, unless more has been typed since."""
        if self._keeper is not None:
            self._unkept = None
            await self._keeper.wait()
        self._saved = text
        if self._draft is not None and not self.is_unsaved:
            await asyncio.to_thread(self._draft.drop)
        self.set_class(self.is_unsaved, "-unsaved")

    # Going about

    def on_blur(self, event: events.Blur) -> None:
        """Who goes elsewhere is done."""
        if self.is_writing and self.app.screen is self.screen:
            self.action_stop()

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        self.begin()
        await super()._on_mouse_down(event)

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up; while it is only read, to the field above."""
        if self.is_writing:
            super().action_cursor_up(select)
        else:
            self.screen.focus_previous()

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down; while it is only read, to the field below."""
        if self.is_writing:
            super().action_cursor_down(select)
        else:
            self.screen.focus_next()

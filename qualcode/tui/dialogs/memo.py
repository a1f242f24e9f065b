"""Writing a memo. What is typed is kept as a draft at once, so that it survives whatever happens to the program."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import Dialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.memory import Memory
from qualcode.tui.widgets.entry import Notepad
from qualcode.tui.widgets.passage import quoted

SAVE = Key("ctrl+s", "save", _("Save the memo"), _("save"), priority=True)
LEAVE = Key("escape", "cancel", _("Close; what is typed is kept as a draft"), _("close, keep as a draft"))


class MemoDialog(Dialog[str]):
    """The answer is the memo as it shall be; nothing in it means that there shall be none."""

    DEFAULT_CSS = """
    MemoDialog #quote { height: auto; max-height: 4; text-style: italic; color: $text-muted; margin-bottom: 1; }
    MemoDialog #restored { height: auto; color: $accent; display: none; }
    """
    BINDINGS = bindings(Group("", (SAVE,)))
    KEYS = (SAVE, LEAVE)

    def __init__(self, title: str, quote: str, text: str, *, memory: Memory, project: str, about: str) -> None:
        super().__init__(title)
        self._quote = quote
        self._saved = text
        self._memory = memory
        self._about = (project, about)
        self._unkept: str | None = None
        self._keeping = False

    def compose_body(self) -> ComposeResult:
        """The passage, and room to write."""
        yield Static(safe.show(quoted(self._quote)), id="quote")
        yield Static(safe.show(_("This draft was not saved last time.")), id="restored")
        yield Notepad(self._saved)

    async def on_mount(self) -> None:
        """Take up a draft that was left."""
        draft = await asyncio.to_thread(self._memory.draft, *self._about)
        if draft is not None and draft != self._saved:
            notepad = self.query_one(Notepad)
            notepad.load_text(draft)
            notepad.move_cursor(notepad.document.end)
            self.query_one("#restored").display = True
        self.query_one(Notepad).focus()

    async def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed; of what comes while the disk is busy, the last counts."""
        event.stop()
        self._unkept = event.text_area.text
        if not self._keeping and self._unkept != self._saved:
            self._keeping = True
            self.app.run_worker(self._keep(), name="draft")

    async def _keep(self) -> None:
        while self._unkept is not None:
            text, self._unkept = self._unkept, None
            await asyncio.to_thread(self._memory.keep_draft, *self._about, text)
        self._keeping = False

    def action_save(self) -> None:
        """Answer with what is written. Whoever stores it drops the draft."""
        self._unkept = None
        self.dismiss(self.query_one(Notepad).text)

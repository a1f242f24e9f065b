"""Writing something longer. What is typed is kept as a draft at once, so that it survives the end of the program."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widgets import Static, TextArea
from textual.worker import Worker

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import Dialog
from qualcode.tui.memory import Memory
from qualcode.tui.widgets.entry import Notepad


@dataclass(frozen=True, slots=True)
class Draft:
    """Where something being typed is kept: the project's id, and what tells it from all else that is typed there."""

    memory: Memory
    project: str
    about: str

    def read(self) -> str | None:
        """What was typed and not saved."""
        return self.memory.draft(self.project, self.about)

    def keep(self, text: str) -> None:
        """Keep what is typed."""
        self.memory.keep_draft(self.project, self.about, text)

    def drop(self) -> None:
        """It is saved, or thrown away."""
        self.memory.drop_draft(self.project, self.about)


class DraftDialog(Dialog[str]):
    """A notepad with `text` in it; `saved` is what stands in the project. Whoever stores the answer drops the draft."""

    DEFAULT_CSS = "DraftDialog #restored { height: auto; color: $accent; display: none; }"

    def __init__(self, title: str, text: str, *, saved: str, draft: Draft) -> None:
        super().__init__(title)
        self._shown = text
        self._saved = saved
        self._draft = draft
        self._unkept: str | None = None
        self._keeper: Worker[None] | None = None

    def compose_notepad(self) -> ComposeResult:
        """Room to write, and a line above it that tells of a draft."""
        yield Static(safe.show(_("This draft was not saved last time.")), id="restored")
        yield Notepad(self._shown)

    async def on_mount(self) -> None:
        """Take up a draft that was left."""
        draft = await asyncio.to_thread(self._draft.read)
        notepad = self.query_one(Notepad)
        if draft is not None and draft not in (self._saved, self._shown):
            notepad.load_text(draft)
            notepad.move_cursor(notepad.document.end)
            self.query_one("#restored").display = True
        notepad.focus()

    @property
    def text(self) -> str:
        """What is written."""
        return self.query_one(Notepad).text

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed; of what comes while the disk is busy, the last counts."""
        event.stop()
        self._unkept = event.text_area.text
        if self._keeper is None and self._unkept != self._saved:
            self._keeper = self.app.run_worker(self._keep(), name="draft")

    async def _keep(self) -> None:
        while self._unkept is not None:
            text, self._unkept = self._unkept, None
            await asyncio.to_thread(self._draft.keep, text)
        self._keeper = None

    async def at_rest(self) -> None:
        """Wait until nothing of the draft is on its way to the disk."""
        self._unkept = None
        if self._keeper is not None:
            await self._keeper.wait()

    async def discard(self) -> None:
        """Forget what was typed, and close."""
        await self.at_rest()
        await asyncio.to_thread(self._draft.drop)
        self.dismiss(None)

"""Writing a memo. What is typed is kept as a draft at once, so that it survives whatever happens to the program."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widgets import Static, TextArea
from textual.worker import Worker

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import Dialog
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.memory import Memory
from qualcode.tui.widgets.entry import Notepad
from qualcode.tui.widgets.passage import quoted

SAVE = Key("ctrl+s", "save", _("Save the memo"), _("save"), priority=True)
LEAVE = Key("escape", "cancel", _("Close; what is typed is kept as a draft"), _("close, keep the draft"))
DISCARD = Key("ctrl+t", "discard", _("Throw away what was typed"), _("throw it away"), priority=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a memo being typed is kept: the project's id, and what tells this memo from any other."""

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


class MemoDialog(Dialog[str]):
    """The answer is the memo as it shall be; nothing in it means that there shall be none."""

    DEFAULT_CSS = """
    MemoDialog #quote { height: auto; max-height: 4; text-style: italic; color: $text-muted; margin-bottom: 1; }
    MemoDialog #restored { height: auto; color: $accent; display: none; }
    MemoDialog.-low #quote { display: none; }
    MemoDialog.-low Notepad { height: 4; }
    """
    BINDINGS = bindings(Group("", (SAVE, DISCARD)))
    KEYS = (SAVE, LEAVE, DISCARD)

    def __init__(self, title: str, quote: str, text: str, *, draft: Draft) -> None:
        super().__init__(title)
        self._quote = quote
        self._saved = text
        self._draft = draft
        self._unkept: str | None = None
        self._keeper: Worker[None] | None = None
        self._answered = False

    def compose_body(self) -> ComposeResult:
        """The passage, and room to write."""
        if self._quote:
            yield Static(safe.show(quoted(self._quote)), id="quote")
        yield Static(safe.show(_("This draft was not saved last time.")), id="restored")
        yield Notepad(self._saved)

    async def on_mount(self) -> None:
        """Take up a draft that was left."""
        draft = await asyncio.to_thread(self._draft.read)
        if draft is not None and draft != self._saved:
            notepad = self.query_one(Notepad)
            notepad.load_text(draft)
            notepad.move_cursor(notepad.document.end)
            self.query_one("#restored").display = True
        self.query_one(Notepad).focus()

    @property
    def _text(self) -> str:
        return self.query_one(Notepad).text

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed; of what comes while the disk is busy, the last counts."""
        event.stop()
        self._keep_soon()

    def _keep_soon(self) -> None:
        if self._answered:
            # The last letter's message may come after the key that saves: nothing is left to keep.
            return
        self._unkept = self._text
        if self._keeper is None and self._unkept != self._saved:
            self._keeper = self.app.run_worker(self._keep(), name="draft")

    async def _keep(self) -> None:
        while self._unkept is not None:
            text, self._unkept = self._unkept, None
            await asyncio.to_thread(self._draft.keep, text)
        self._keeper = None

    async def action_save(self) -> None:
        """Answer with what is written. Whoever stores it drops the draft."""
        text = self._text
        await self._at_rest()
        self.dismiss(text)

    async def action_discard(self) -> None:
        """Forget what was typed; a memo that was saved before stays as it was."""
        await self._at_rest()
        await asyncio.to_thread(self._draft.drop)
        self.dismiss(None)

    def action_cancel(self) -> None:
        """Close, and say where what was typed is."""
        if self._text != self._saved:
            self._keep_soon()
            told = _("Kept as a draft: it is here when you write this memo again. ctrl+t there throws it away.")
            self.app.notify(safe.plain(told), markup=False)
        self.dismiss(None)

    async def _at_rest(self) -> None:
        """Wait until nothing of the draft is on its way to the disk."""
        self._answered, self._unkept = True, None
        if self._keeper is not None:
            await self._keeper.wait()


class MemoMenu(Chooser):
    """What memos can be about, and the memos there are; the answer is one row's id."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(_("Memos"), rows, prompt=_("Type a few letters of what it is about, or of a memo"))

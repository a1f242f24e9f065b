"""Writing a memo. What is typed is kept as a draft at once, so that it survives whatever happens to the program."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.drafting import Draft as Draft
from qualcode.tui.dialogs.drafting import DraftDialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.passage import quoted

SAVE = Key("ctrl+s", "save", _("Save the memo"), _("save"), priority=True)
LEAVE = Key("escape", "cancel", _("Close; what is typed is kept as a draft"), _("close, keep the draft"))
DISCARD = Key("ctrl+t", "discard", _("Throw away what was typed"), _("throw it away"), priority=True)


class MemoDialog(DraftDialog):
    """The answer is the memo as it shall be; nothing in it means that there shall be none."""

    DEFAULT_CSS = """
    MemoDialog #quote { height: auto; max-height: 4; text-style: italic; color: $text-muted; margin-bottom: 1; }
    MemoDialog.-low #quote { display: none; }
    MemoDialog.-low Notepad { height: 4; }
    """
    BINDINGS = bindings(Group("", (SAVE, DISCARD)))
    KEYS = (SAVE, LEAVE, DISCARD)

    def __init__(self, title: str, quote: str, text: str, *, draft: Draft) -> None:
        super().__init__(title, text, saved=text, draft=draft)
        self._quote = quote

    def compose_body(self) -> ComposeResult:
        """The passage, and room to write."""
        if self._quote:
            yield Static(safe.show(quoted(self._quote)), id="quote")
        yield from self.compose_notepad()

    async def action_save(self) -> None:
        """Answer with what is written. Whoever stores it drops the draft."""
        text = self.text
        await self.at_rest()
        self.dismiss(text)

    async def action_discard(self) -> None:
        """Forget what was typed; a memo that was saved before stays as it was."""
        await self.discard()

    def action_cancel(self) -> None:
        """Close, and say where what was typed is."""
        if self.text != self._saved:
            told = _("Kept as a draft: it is here when you write this memo again. ctrl+t there throws it away.")
            self.app.notify(safe.plain(told), markup=False)
        self.dismiss(None)


class MemoMenu(Chooser):
    """What memos can be about, and the memos there are; the answer is one row's id."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(_("Memos"), rows, prompt=_("Type a few letters of what it is about, or of a memo"))

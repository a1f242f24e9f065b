"""What a merge would bring, before it is done."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.model.merging import MergeReport
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.mergewords import told
from qualcode.tui.safe import Part

MERGE = Key("enter", "merge", _("Merge, as told here"), _("merge"))
REANCHOR = Key("t", "reanchor", _("Their codings on our text, or beside"), _("texts"))


class Foreseen(Dialog[bool]):
    """What would come in; the answer is whether codings of texts that differ are put on our text.

    `both` are the two reports: with their documents beside ours, and with their codings on our texts; the same one
    twice where no text differs.
    """

    DEFAULT_CSS = """
    Foreseen VerticalScroll { height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }
    Foreseen #told { height: auto; }
    """
    BINDINGS = bindings(Group("", (MERGE, REANCHOR)))

    def __init__(self, both: tuple[MergeReport, MergeReport]) -> None:
        super().__init__(_("Merge with other projects"))
        self._both = both
        self._on_ours = False

    def keys(self) -> tuple[Key, ...]:
        """Texts only where there is a choice."""
        return (MERGE, REANCHOR, CANCEL) if self._both[0] is not self._both[1] else (MERGE, CANCEL)

    def compose_body(self) -> ComposeResult:
        """What would come in, to be scrolled where it is long."""
        with VerticalScroll():
            yield Static(safe.block(*self._said()), id="told")

    def _said(self) -> list[Part]:
        return told(self._both[self._on_ours], done=False)

    def action_reanchor(self) -> None:
        """The other way with texts that differ."""
        if self._both[0] is not self._both[1]:
            self._on_ours = not self._on_ours
            self.query_one("#told", Static).update(safe.block(*self._said()))

    def action_merge(self) -> None:
        """Do it."""
        self.dismiss(self._on_ours)

"""Every change, who made it and when; taken back from here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from qualcode.i18n import _, language, ngettext
from qualcode.model.project import HistoryEntry
from qualcode.ops import documents, history
from qualcode.ops.told import teller
from qualcode.tui import safe
from qualcode.tui.dialogs.tell import Confirm, Tell
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.screens.section import Section
from qualcode.tui.whose import View
from qualcode.tui.widgets.table import Column, Line, Table
from qualcode.tui.words import day_and_time

if TYPE_CHECKING:
    from qualcode.ops import Session

HISTORY = Group(
    _("History"),
    (
        Key("enter", "tell", _("All about this change"), _("read")),
        Key("delete,backspace", "undo_to_here", _("Take back everything from here on"), _("take back to here")),
        Key("m", "mine", _("Only your own changes, or everybody’s"), _("only mine")),
    ),
)

_OF_CODINGS = ("coding", "memo.", "suggestion.")


class HistoryScreen(Section):
    """The journal, newest first."""

    NAME = "history"
    GROUPS = (HISTORY, SECTION, PROGRAM)
    BINDINGS = bindings(HISTORY)

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[HistoryEntry] = []
        self._only_mine = False

    def compose_body(self) -> ComposeResult:
        """A row a change."""
        yield Table("changes")

    @property
    def table(self) -> Table:
        """The changes."""
        return self.query_one(Table)

    async def fill(self) -> None:
        """Read the journal."""
        self._entries = await self.home.desk.run(_listed, self.home.view, language())
        self._show()

    def _show(self) -> None:
        shown = [each for each in self._entries if not self._only_mine or each.coder == self.home.coder]
        columns = (
            Column("", 5, right=True),
            Column(_("When"), 16),
            Column(_("Who"), 10, least=70),
            Column(_("What")),
        )
        self.table.show_lines(columns, [_line(each) for each in reversed(shown)])
        n = len(shown)
        self.show_header((ngettext("{n} change", "{n} changes", n).format(n=n), "$foreground-muted"))

    @property
    def _entry(self) -> HistoryEntry | None:
        at = self.table.at
        return next((each for each in self._entries if str(each.sequence) == at), None)

    def action_mine(self) -> None:
        """Only one's own, or everybody's."""
        self._only_mine = not self._only_mine
        self._show()

    @on(Table.Chosen)
    def action_tell(self) -> None:
        """The whole sentence, which the row may have cut."""
        entry = self._entry
        if entry is not None:
            facts = [day_and_time(entry.at), entry.coder]
            facts += [_("taken back")] if entry.undone else [] if entry.undoable else [_("cannot be taken back")]
            title = _("Change {n}").format(n=entry.sequence)
            self.app.push_screen(Tell(title, safe.sentence(entry.summary), "\n\n", " · ".join(facts)))

    @work
    async def action_undo_to_here(self) -> None:
        """Take back one's own changes from the newest down to this one."""
        entry = self._entry
        if entry is None:
            return
        own = [e for e in self._entries if e.coder == self.home.coder and e.undoable and not e.undone]
        n = sum(each.sequence >= entry.sequence for each in own)
        if entry.undone:
            self.say(_("This change is taken back already."))
            return
        if entry not in own:
            self.say(_("You can take back only your own changes, and some cannot be taken back."))
            return
        several = _("Take back your last {n} changes, down to this one?").format(n=n)
        asked = _("Take back your last change?") if n == 1 else several
        if await self.app.push_screen_wait(Confirm(_("Take back"), asked, _("take back"))):
            self.change(
                history.undo, n, said=ngettext("{n} change taken back.", "{n} changes taken back.", n).format(n=n)
            )


def _listed(session: Session, view: View, speech: str) -> list[HistoryEntry]:
    """Every change, told with the labels of codes; of others' codings nothing where the reader works blind."""
    telling = teller(session, speech)
    hidden = any(view.hides(each) for each in documents.listing(session))
    return [
        replace(entry, summary=telling.told(entry.summary))
        for entry in history.listing(session)
        if not hidden or entry.coder == view.reader or not entry.operation.startswith(_OF_CODINGS)
    ]


def _line(entry: HistoryEntry) -> Line:
    style = "$foreground-muted strike" if entry.undone else ""
    # A sign and no word: what took it back is an entry of its own, which begins with that word.
    state = "↶ " if entry.undone else ""
    return Line(
        str(entry.sequence),
        (
            (str(entry.sequence), "$foreground-muted"),
            day_and_time(entry.at),
            entry.coder,
            [(state, "bold $warning"), (safe.sentence(entry.summary), style)],
        ),
    )

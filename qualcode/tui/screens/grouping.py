"""Groups of enterprises as one goes through them: the list, a group with what stands side by side, a session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from qualcode.i18n import _, language, ngettext
from qualcode.model.evaluation_view import GroupView, MeetingView
from qualcode.tui import safe, side_by_side
from qualcode.tui.dialogs.memo import Draft
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.side_by_side import Beside, Round
from qualcode.tui.widgets.answer import WRITING, Answer
from qualcode.tui.widgets.card import Card, CardLine, CardPart
from qualcode.tui.widgets.phases import Panel
from qualcode.tui.widgets.table import Cell, Column, Line, Table

_MUTED = "$foreground-muted"
_NOTHING = Round((), {})

GROUPS_KEYS = Group(
    _("Groups"),
    (
        Key("enter", "open", _("All about the group; write in a session"), _("open")),
        Key("a", "add", _("Add a group"), _("add")),
        Key("m", "members", _("Enterprises in it: take in, let go"), _("enterprises")),
        Key("s", "session", _("Enter a session"), _("session")),
        Key("e", "edit", _("Change its name; a session's day"), _("change")),
        Key("w", "handout", _("The hand-out: draft it, to a file"), _("hand-out")),
        Key("delete,backspace", "remove", _("Remove the group, or the session"), _("remove")),
    ),
)


class GroupingScreen(Section):
    """The list of groups; beside it one of them, or one of its sessions."""

    DEFAULT_CSS = """
    GroupingScreen #both { height: 1fr; }
    GroupingScreen #groups { width: 1fr; }
    GroupingScreen #right, GroupingScreen #meeting { width: 2fr; border-left: solid $border; }
    GroupingScreen #right Card { height: 1fr; }
    GroupingScreen #beside { height: auto; max-height: 50%; border-top: solid $border; }
    GroupingScreen #meeting { display: none; }
    GroupingScreen.-session #meeting { display: block; }
    GroupingScreen.-session #right { display: none; }
    GroupingScreen #meeting Answer { max-height: 100; }
    GroupingScreen #none { display: none; height: 1fr; padding: 1 3; }
    GroupingScreen.-none #none { display: block; }
    GroupingScreen.-none #both { display: none; }
    GroupingScreen.-narrow #right { display: none; }
    GroupingScreen.-narrow.-open #groups, GroupingScreen.-narrow.-session #groups { display: none; }
    GroupingScreen.-narrow.-open #right { display: block; width: 1fr; border: none; }
    GroupingScreen.-narrow.-session #right { display: none; }
    GroupingScreen.-narrow.-session #meeting { width: 1fr; border: none; }
    """
    NAME = "groups"
    AUTO_FOCUS = "#groups"
    GROUPS = (GROUPS_KEYS, WRITING, SECTION, PROGRAM)
    BINDINGS = bindings(GROUPS_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self.round = _NOTHING
        self.beside: Beside | None = None
        self.meeting_id: str | None = None

    def compose_body(self) -> ComposeResult:
        """The list, the group, the session."""
        with Horizontal(id="both"):
            yield Table("groups")
            with Vertical(id="right"):
                yield Card()
                yield Table("beside")
            with Panel(id="meeting"):
                yield Static(id="when")
                yield Static(safe.show((_("Notes"), "bold $primary")), classes="heading")
                yield Answer("notes", _("What was said and agreed."))
                yield Static(safe.show((_("Hand-out"), "bold $primary")), classes="heading")
                yield Answer("handout", _("What its members are given; w drafts it from what stands side by side."))
        words = _("Press a to add one: five to ten enterprises that meet, compare and learn from each other.")
        yield Static(safe.block((_("No groups yet."), "bold"), "\n\n", words), id="none")

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one("#groups", Table)

    @property
    def group(self) -> GroupView | None:
        """The group at the cursor."""
        return next((each for each in self.round.groups if each.id == self.table.at), None)

    @property
    def meeting(self) -> MeetingView | None:
        """The session that is open."""
        held = self.group.sessions if self.group is not None else ()
        return next((each for each in held if each.id == self.meeting_id), None)

    # What is shown

    async def fill(self) -> None:
        """Read the groups and show them."""
        await self.fill_at(None)

    async def fill_at(self, at: str | None) -> None:
        """Read the groups and show them, with the cursor on the group `at`, or where it is."""
        self.round = await self.home.desk.run(side_by_side.read)
        columns = [Column(_("Group")), Column(_("Ent."), 5, right=True), Column(_("Last session"), 15, least=34)]
        rows = [Line(each.id, (each.name, str(len(each.members)), _last(each.sessions))) for each in self.round.groups]
        self.set_class(not rows, "-none")
        self.table.show_lines(columns, rows, at=at)
        n = len(rows)
        self.show_header((ngettext("{n} group", "{n} groups", n).format(n=n), _MUTED))
        await self._show_group()

    async def _show_group(self) -> None:
        group = self.group
        if group is None:
            self._close_session()
            self.query_one(Card).show((), ())
            return
        self.beside = await self.home.desk.run(side_by_side.compare, group.id, self.home.view, language())
        self.query_one(Card).show([(group.name, "bold")], self._parts(group))
        beside = self.query_one("#beside", Table)
        beside.show_lines(side_by_side.columns(self.beside.made), side_by_side.lines(self.beside, self.home.inks))
        await self._show_session()

    def _parts(self, group: GroupView) -> Sequence[CardPart]:
        about = [CardLine("edit:", "", [group.description or ("+ " + _("what it is for"), _MUTED)])]
        if self.beside is not None and self.beside.is_blind:
            about.append(CardLine("", "", [(_("blind: only yours"), "$accent")]))
        members = [CardLine(f"case:{self.round.cases.get(name, '')}", "", ["▸ ", name]) for name in group.members]
        members.append(CardLine("members:", "", [("± " + _("take in, let go"), _MUTED)]))
        held = [
            CardLine(
                f"meeting:{each.id}",
                each.date,
                [each.title or _("session"), (_("   notes") if each.notes else "", _MUTED),
                 (_("   hand-out") if each.handout else "", _MUTED)],
            )
            for each in group.sessions
        ]  # fmt: skip
        held.append(CardLine("session:", "", [("+ " + _("a session"), _MUTED)]))
        return [CardPart("", about), CardPart(_("Enterprises"), members), CardPart(_("Sessions"), held)]

    async def _show_session(self) -> None:
        meeting = self.meeting
        if meeting is None:
            self._close_session()
            return
        group = self.group.name if self.group is not None else ""
        told: list[Part] = [
            (f"{group} ▸ ", _MUTED), (meeting.date, "bold"), "  ", (meeting.title, "bold"),
            (f"   {meeting.coder}", _MUTED),
        ]  # fmt: skip
        self.query_one("#when", Static).update(safe.show(*told))
        for answer in self.query(Answer):
            draft = self._draft(meeting.id, answer.field)
            left = await asyncio.to_thread(draft.read)
            answer.show(meeting.notes if answer.field == "notes" else meeting.handout, draft, left)

    def _draft(self, meeting: str, field: str) -> Draft:
        return Draft(self.home.memory, f"{self.home.project_id}-forms", f"{meeting}:{field}")

    def _close_session(self) -> None:
        self.meeting_id = None
        self.remove_class("-session")
        self.show_own_keys()

    def show_own_keys(self) -> None:
        """The keys that matter now."""
        self.show_keys([key for group in self.GROUPS[:2] for key in group.keys if key.label])

    def show_keys(self, keys: list[Key]) -> None:
        """The keys of writing while one writes, else the others."""
        focused = self.focused
        is_writing = isinstance(focused, Answer) and focused.is_writing
        wanted = [key for key in keys if (key in WRITING.keys) == is_writing]
        if self.meeting_id is not None:
            wanted = [key for key in wanted if key.action not in ("add", "members", "session")]
        super().show_keys(wanted)

    def on_theme(self) -> None:
        """Draw with other inks."""
        if self.beside is not None:
            lines = side_by_side.lines(self.beside, self.home.inks)
            self.query_one("#beside", Table).show_lines(side_by_side.columns(self.beside.made), lines)

    @on(Table.At, "#groups")
    def _at_another(self) -> None:
        if self.beside is None or self.group is None or self.beside.made.group != self.group.name:
            self.act(self._show_group)

    # Going about

    @on(Table.Chosen, "#groups")
    def action_open(self) -> None:
        """From the list to the group; in a session, write in the field."""
        if isinstance(self.focused, Answer):
            self.focused.begin()
        elif self.group is not None:
            self.add_class("-open")
            self.call_after_refresh(self.query_one(Card).focus)

    @on(Table.Chosen, "#beside")
    def _row_chosen(self, event: Table.Chosen) -> None:
        if event.line.startswith("dimension:") and self.group is not None:
            self.then(self._open_excerpts, event.line.partition(":")[2], self.group.members)

    def _open_excerpts(self, dimension: str, members: Sequence[str]) -> None:
        from qualcode.tui.screens.excerpts import ExcerptsScreen

        built = ExcerptsScreen()
        built.begin_with({"code": frozenset({dimension}), "case": frozenset(members)})
        self.app.switch_screen(built)

    @on(Card.Chosen)
    def _line_opened(self, event: Card.Chosen) -> None:
        event.stop()
        word, _colon, rest = event.line.partition(":")
        if word == "case":
            self.then(self._open_case, rest)
        elif word == "meeting":
            self.open_session(rest)
        else:
            self.open_line(word)

    def _open_case(self, case: str) -> None:
        from qualcode.tui.screens.enterprise import EnterpriseScreen

        self.app.switch_screen(EnterpriseScreen(case))

    def open_session(self, meeting: str) -> None:
        """Show a session of the group."""
        self.meeting_id = meeting

        async def step() -> None:
            await self._show_session()
            self.add_class("-session")
            self.show_own_keys()
            self.call_after_refresh(self.query(Answer).first().focus)

        self.act(step)

    def action_leave_card(self) -> None:
        """Back to the list."""
        self.remove_class("-open")
        self.table.focus()

    def action_back(self) -> None:
        """From a session to its group, from the group to the list, from there to the transcript."""
        if self.meeting_id is not None:
            self.stop_writing()
            self._close_session()
            self.call_after_refresh(self.query_one(Card).focus)
        elif self.has_class("-open") and not self.table.has_focus:
            self.action_leave_card()
        else:
            super().action_back()

    def then(self, go: Callable[..., object], *args: object) -> None:
        """Leave, once what is written is stored."""
        self.stop_writing()
        self.call_next(super().then, go, *args)

    def stop_writing(self) -> None:
        """Have what is written stored."""
        for answer in self.query(Answer):
            if answer.is_writing:
                answer.action_stop()

    def open_line(self, word: str) -> None:
        """A line that changes something was opened."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where one goes to the group with tab, it is shown."""
        if isinstance(event.widget, Card):
            self.add_class("-open")


def _last(sessions: Sequence[MeetingView]) -> Cell:
    """The day of the last session."""
    return sessions[-1].date if sessions else ("–", _MUTED)

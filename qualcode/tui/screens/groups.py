"""Groups of enterprises that are worked with together, changed: who is in them, their sessions, the hand-out."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from textual import on, work

from qualcode.i18n import _, language, ngettext
from qualcode.ops import groups, handouts
from qualcode.tui import safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.groups import GroupForm, SessionForm, Told
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.screens import tofile
from qualcode.tui.screens.grouping import GroupingScreen
from qualcode.tui.widgets.answer import Answer


class GroupsScreen(GroupingScreen):
    """The list, whose groups are made and changed."""

    NAME = "groups"

    def open_line(self, word: str) -> None:
        """Change what the line says."""
        if word == "members":
            self.action_members()
        elif word == "session":
            self.action_session()
        elif word == "edit":
            self.action_edit()

    # Writing

    @on(Answer.Began)
    def _writing_changed(self) -> None:
        self.show_own_keys()

    @on(Answer.Written)
    def _written(self, event: Answer.Written) -> None:
        answer, text, group, meeting = event.answer, event.text, self.group, self.meeting_id

        async def step() -> None:
            if group is not None and meeting is not None:
                job = partial(groups.set_session, group=group.id, meeting=meeting)
                said = {answer.field: text}
                await self.home.desk.run(lambda session: job(session, **said))
                await answer.stored(text.strip())
                await self.refresh_if_changed()

        self.act(step)

    @work
    async def action_add(self) -> None:
        """Add a group, then choose who is in it."""
        told = await self.app.push_screen_wait(GroupForm(_("A new group"), self._names()))
        if told is None:
            return

        async def step() -> None:
            made = await self.home.desk.run(partial(groups.add, name=told[0], description=told[1]))
            self._seen = await self.home.desk.run(lambda session: session.sequence())
            await self.fill_at(made.id)
            await self.refresh_undo()
            self.action_members()

        self.act(step)

    def _names(self) -> list[str]:
        return [group.name for group in self.round.groups if group != self.group]

    @work
    async def action_edit(self) -> None:
        """Change name and description, or the session's day and title."""
        group, meeting = self.group, self.meeting
        if group is None:
            return
        if meeting is not None:
            form = SessionForm(_("Change the session"), Told(meeting.date, meeting.title))
            said = await self.app.push_screen_wait(form)
            if said is not None:
                job = partial(groups.set_session, group=group.id, meeting=meeting.id)
                self.change(partial(job, date=said.date, title=said.title))
            return
        form_of_group = GroupForm(_("Change the group"), self._names(), group.name, group.description)
        told = await self.app.push_screen_wait(form_of_group)
        if told is not None:
            self.change(partial(groups.set_group, name=group.id, rename=told[0], description=told[1]))

    @work
    async def action_members(self) -> None:
        """Take enterprises in and let them go, one after the other, until it is given up."""
        while self.group is not None:
            group = self.group
            rows = [
                Row(
                    id,
                    safe.show(("✓ " if name in group.members else "  ", "bold $success"), name),
                    (name,),
                )
                for name, id in self.round.cases.items()
            ]
            title = _("Who is in “{name}”? Enter takes in or lets go; esc when done").format(name=group.name)
            chosen = await self.app.push_screen_wait(Chooser(title, rows))
            if chosen is None:
                return
            name = next(name for name, id in self.round.cases.items() if id == chosen[0])
            there = name in group.members
            job = partial(groups.set_group, name=group.id)
            self.change(partial(job, without=[chosen[0]]) if there else partial(job, cases=[chosen[0]]))
            await self.settled()

    @work
    async def action_session(self) -> None:
        """Enter a session."""
        group = self.group
        if group is None:
            return
        today = datetime.now(UTC).astimezone().date().isoformat()
        said = await self.app.push_screen_wait(SessionForm(_("A session"), Told(today, "")))
        if said is None:
            return

        async def step() -> None:
            job = partial(groups.add_session, group=group.id, date=said.date, title=said.title)
            made = await self.home.desk.run(job)
            await self.refresh_if_changed()
            self.open_session(made.id)

        self.act(step)

    @work
    async def action_remove(self) -> None:
        """Remove the session that is open, else the group."""
        group, meeting = self.group, self.meeting
        if group is None:
            return
        if meeting is not None:
            said = _("The session of {date} was removed; u brings it back.").format(date=meeting.date)
            self.change(partial(groups.remove_session, group=group.id, meeting=meeting.id), said=said)
            return
        title = _("Remove the group “{name}”?").format(name=group.name)
        n = len(group.sessions)
        asked = ngettext(
            "{n} session goes as well; the enterprises stay. Undo brings all back.",
            "{n} sessions go as well; the enterprises stay. Undo brings all back.",
            n,
        ).format(n=n)
        if n and not await self.app.push_screen_wait(Confirm(title, asked, _("remove"))):
            return
        said = _("“{name}” was removed; u brings it back.").format(name=group.name)
        self.change(partial(groups.remove, name=group.id), said=said)

    # The hand-out

    @work
    async def action_handout(self) -> None:
        """Draft it into the session that has none yet; else write it to a file."""
        group, meeting = self.group, self.meeting
        if group is None:
            return
        if meeting is not None and not meeting.handout:
            said = _("The hand-out is drafted; correct it, then w writes it to a file.")
            job = partial(handouts.handout, group=group.id, meeting=meeting.id, keep=True, language=language())
            self.change(job, said=said)
            return
        name = " ".join(part for part in (group.name, meeting.date if meeting else "") if part)
        path = await tofile.ask(self, _("Hand-out"), name, handouts.SUFFIXES)
        if path is None:
            return

        async def step() -> None:
            job = partial(handouts.handout, group=group.id, meeting=meeting.id if meeting else None)
            await self.home.desk.run(partial(job, path=path, language=language(), force=True))
            await tofile.wrote(self, path)

        self.act(step)

"""Groups of enterprises that are worked with together: their members and their sessions.

    groups.add(session, "Table ronde Tournai", cases=["Atelier Nord", "Épicerie du Coin"])
    groups.add_session(session, "Table ronde Tournai", date="2025-03-12", title="First results")

A case may be in several groups. A session is named by its id, its date or its title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as day

from qualcode.errors import NotFound, ValueRefused
from qualcode.model.case import Case
from qualcode.model.codebook import name_order
from qualcode.model.document import Document
from qualcode.model.evaluation import Group, GroupMember, Meeting
from qualcode.model.evaluation_view import GroupView, MeetingView
from qualcode.model.ids import new_id
from qualcode.model.joint import Verdict
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.text import canonical
from qualcode.ops import verdicts
from qualcode.ops.cases import find_case
from qualcode.ops.names import clean, pick, unused
from qualcode.store.operation import Operation
from qualcode.store.session import Session

__all__ = [
    "GroupNotFound",
    "SessionNotFound",
    "add",
    "add_session",
    "drop_case",
    "find_group",
    "find_session",
    "hand_over_case",
    "listing",
    "members",
    "remove",
    "remove_session",
    "sessions",
    "set_group",
    "set_session",
]


class GroupNotFound(NotFound):
    """No group has this name."""

    code = "no-such-group"
    sentence = N_("There is no group “{name}”.")
    hint = N_("See them with: qualcode group list — or add it: qualcode group add NAME --case CASE")


class SessionNotFound(NotFound):
    """A group has no session of this date or title."""

    code = "session-not-found"
    sentence = N_("The group “{group}” has no session “{name}”.")
    hint = N_("See them with: qualcode group session list GROUP")


# Reading


def listing(session: Session) -> list[GroupView]:
    """Every group by name, its members by name, its sessions by date."""
    names = {case.id: case.name for case in session.all(Case)}
    coders = {coder.id: coder.name for coder in session.all(Coder)}
    documents = session.all(Document, order=["number"])
    cases: dict[str, list[str]] = {}
    for member in session.all(GroupMember):
        cases.setdefault(member.group, []).append(member.case)
    held: dict[str, list[Meeting]] = {}
    for meeting in session.all(Meeting, order=["date", "created"]):
        held.setdefault(meeting.group, []).append(meeting)
    return [
        GroupView(
            name=group.name,
            kind="group",
            attributes={},
            members=tuple(sorted((names[case] for case in cases.get(group.id, ())), key=name_order)),
            documents=tuple(each.title for each in documents if each.case in cases.get(group.id, ())),
            description=group.description,
            sessions=tuple(_meeting(meeting, coders) for meeting in held.get(group.id, ())),
            id=group.id,
        )
        for group in sorted(session.all(Group), key=lambda each: name_order(each.name))
    ]


def sessions(session: Session, group: str) -> list[MeetingView]:
    """The sessions of a group, by date. Raises GroupNotFound, Ambiguous."""
    return list(_view(session, find_group(session, group).id).sessions)


def _meeting(meeting: Meeting, coders: dict[str, str]) -> MeetingView:
    return MeetingView(
        id=meeting.id,
        date=meeting.date,
        title=meeting.title,
        notes=meeting.notes,
        handout=meeting.handout,
        coder=coders[meeting.coder],
        created=meeting.created,
    )


def find_group(session: Session, name: str) -> Group:
    """The group a person means. Raises GroupNotFound, Ambiguous."""
    return pick(name, session.all(Group), lambda group: group.name, GroupNotFound(name=name), lambda group: group.id)


def find_session(session: Session, group: Group, name: str) -> Meeting:
    """The session of a group that a person means. Raises SessionNotFound, Ambiguous."""
    held = session.all(Meeting, group=group.id)
    missing = SessionNotFound(name=name, group=group.name)
    return pick(name, held, lambda each: each.title or each.date, missing, lambda each: each.id, lambda each: each.date)


def members(session: Session, group: Group) -> list[Case]:
    """The cases of a group, by name."""
    ids = [member.case for member in session.all(GroupMember, group=group.id)]
    return sorted(session.all(Case, id=ids), key=lambda each: name_order(each.name))


def _view(session: Session, group: str) -> GroupView:
    return next(view for view in listing(session) if view.id == group)


# Groups


def add(session: Session, name: str, *, cases: Sequence[str] = (), description: str = "") -> GroupView:
    """Add a group of these cases. Raises NameRefused, CaseNotFound, Ambiguous."""
    with session.operation("group.add", Message(N_("Group “{name}” added"), {"name": name})) as change:
        free = unused(name, [group.name for group in session.all(Group)])
        group = Group(new_id(), free, canonical(description).text.strip(), change.at)
        change.insert(group)
        _take_in(session, change, group, cases)
        change.summary = Message(change.summary.template, {"name": group.name})
    return _view(session, group.id)


def set_group(
    session: Session,
    name: str,
    *,
    rename: str | None = None,
    description: str | None = None,
    cases: Sequence[str] = (),
    without: Sequence[str] = (),
) -> GroupView:
    """Change a group: its name and description, `cases` that come in, those that go `without`.

    Raises GroupNotFound, NameRefused, CaseNotFound, Ambiguous.
    """
    with session.operation("group.set", Message("")) as change:
        group = find_group(session, name)
        change.summary = Message(N_("Group “{name}” changed"), {"name": group.name})
        if rename is not None:
            others = [other.name for other in session.all(Group) if other.id != group.id]
            change.update(Group, group.id, name=unused(rename, others))
        if description is not None:
            change.update(Group, group.id, description=canonical(description).text.strip())
        going = {find_case(session, case).id for case in without}
        there = session.all(GroupMember, group=group.id)
        change.delete(GroupMember, [member.id for member in there if member.case in going])
        _take_in(session, change, group, cases)
    return _view(session, group.id)


def _take_in(session: Session, change: Operation, group: Group, cases: Sequence[str]) -> None:
    there = {member.case for member in session.all(GroupMember, group=group.id)}
    for name in cases:
        case = find_case(session, name)
        if case.id not in there:
            there.add(case.id)
            change.insert(GroupMember(new_id(), group.id, case.id))


def remove(session: Session, name: str) -> None:
    """Remove a group with its sessions and what was said of it in the joint display; its cases stay.

    Raises GroupNotFound, Ambiguous.
    """
    with session.operation("group.remove", Message("")) as change:
        group = find_group(session, name)
        change.summary = Message(N_("Group “{name}” removed"), {"name": group.name})
        change.delete(Meeting, [each.id for each in session.all(Meeting, group=group.id)])
        change.delete(GroupMember, [each.id for each in session.all(GroupMember, group=group.id)])
        change.delete(Verdict, [each.id for each in session.all(Verdict, by="group", group=group.id)])
        verdicts.drop_group(session, change, "group", group.id)
        change.delete(Group, [group.id])


# Sessions


def add_session(
    session: Session, group: str, *, date: str | None = None, title: str = "", notes: str = "", handout: str = ""
) -> MeetingView:
    """Enter a session of a group; `date` is ISO 8601, else today's. Raises GroupNotFound, Ambiguous, ValueRefused."""
    with session.operation("group.session.add", Message("")) as change:
        found = find_group(session, group)
        meeting = Meeting(new_id(), found.id, change.at[:10], "", "", "", change.coder.id, change.at)
        meeting = replace(meeting, **_said(date=date, title=title, notes=notes, handout=handout))
        change.insert(meeting)
        told = {"name": found.name, "date": meeting.date}
        change.summary = Message(N_("Session of “{name}” entered: {date}"), told)
    return _meeting_view(session, meeting.id)


def set_session(
    session: Session,
    group: str,
    meeting: str,
    *,
    date: str | None = None,
    title: str | None = None,
    notes: str | None = None,
    handout: str | None = None,
) -> MeetingView:
    """Change a session; what is not named stays. Raises GroupNotFound, SessionNotFound, Ambiguous, ValueRefused."""
    with session.operation("group.session.set", Message("")) as change:
        found = find_group(session, group)
        held = find_session(session, found, meeting)
        said = _said(date=date, title=title, notes=notes, handout=handout)
        change.update(Meeting, held.id, **said)
        told = {"name": found.name, "date": said.get("date", held.date)}
        change.summary = Message(N_("Session of “{name}” changed: {date}"), told)
    return _meeting_view(session, held.id)


def remove_session(session: Session, group: str, meeting: str) -> None:
    """Remove a session of a group. Raises GroupNotFound, SessionNotFound, Ambiguous."""
    with session.operation("group.session.remove", Message("")) as change:
        found = find_group(session, group)
        held = find_session(session, found, meeting)
        change.delete(Meeting, [held.id])
        change.summary = Message(N_("Session of “{name}” removed: {date}"), {"name": found.name, "date": held.date})


def _said(*, date: str | None, title: str | None, notes: str | None, handout: str | None) -> dict[str, str]:
    """What is said of a session, checked and as it is stored."""
    said = {"notes": notes, "handout": handout}
    made = {name: canonical(text).text.strip() for name, text in said.items() if text is not None}
    if title is not None:
        made["title"] = clean(title) if title.strip() else ""
    if date is not None:
        try:
            made["date"] = day.fromisoformat(date.strip()).isoformat()
        except ValueError as error:
            choices = Message(N_("a day as year, month, day: 2025-03-12"))
            raise ValueRefused(value=date, what=Message(N_("the date")), choices=choices) from error
    return made


def _meeting_view(session: Session, meeting: str) -> MeetingView:
    coders = {coder.id: coder.name for coder in session.all(Coder)}
    return _meeting(session.all(Meeting, id=meeting)[0], coders)


# When cases go


def drop_case(session: Session, change: Operation, case: str) -> None:
    """Take a case (an id) that goes out of its groups."""
    change.delete(GroupMember, [each.id for each in session.all(GroupMember, case=case)])


def hand_over_case(session: Session, change: Operation, case: str, kept: str) -> None:
    """Let another case (ids) be in the groups that one is in which goes."""
    there = {each.group for each in session.all(GroupMember, case=kept)}
    own = session.all(GroupMember, case=case)
    change.delete(GroupMember, [each.id for each in own if each.group in there])
    change.update_many(GroupMember, [each.id for each in own if each.group not in there], case=kept)

"""`group`: enterprises that are worked with together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, NothingAsked
from qualcode.cli.subjects import CASES
from qualcode.i18n import _, language
from qualcode.model.message import N_

if TYPE_CHECKING:
    from qualcode.model.evaluation_view import Comparison, GroupView, MeetingView
    from qualcode.model.results import Matrix

_Name = Annotated[str, typer.Argument(metavar="GROUP", help=N_("The group's name."))]
_Session = Annotated[str, typer.Argument(metavar="SESSION", help=N_("Its date, title or id."))]
_Description = Annotated[str | None, typer.Option("--description", metavar="TEXT", help=N_("What it is for."))]
_Members = Annotated[
    list[str] | None, typer.Option("--case", metavar="NAME", help=N_("An enterprise that is in it; repeatable."))
]
_Date = Annotated[str | None, typer.Option("--date", metavar="DAY", help=N_("The day, as 2025-03-12."))]
_Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help=N_("What it was about, in a few words."))]
_Notes = Annotated[str | None, typer.Option("--notes", metavar="TEXT", help=N_("What was said and agreed."))]
_Handout = Annotated[
    str | None,
    typer.Option("--handout", metavar="TEXT", help=N_("What its members are given, as Markdown.")),
]


def _list(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import groups

    with session(context) as project:
        _show(groups.listing(project), json)


def _add(
    context: typer.Context,
    name: _Name,
    members: _Members = None,
    description: _Description = None,
    json: Json = False,
) -> None:
    from qualcode.ops import groups

    with session(context) as project:
        _show([groups.add(project, name, cases=members or (), description=description or "")], json)


def _set(
    context: typer.Context,
    name: _Name,
    rename: Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("Its new name."))] = None,
    members: _Members = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="NAME", help=N_("An enterprise that leaves it; repeatable.")),
    ] = None,
    description: _Description = None,
    json: Json = False,
) -> None:
    from qualcode.ops import groups

    if rename is None and description is None and not members and not without:
        raise NothingAsked(command=context.command_path)
    with session(context) as project:
        view = groups.set_group(
            project, name, rename=rename, description=description, cases=members or (), without=without or ()
        )
        _show([view], json)


def _remove(context: typer.Context, name: _Name, json: Json = False) -> None:
    from qualcode.ops import groups

    with session(context) as project:
        groups.remove(project, name)
    _removed(name, json)


def _compare(context: typer.Context, name: _Name, json: Json = False) -> None:
    from qualcode.ops import handouts

    with session(context) as project:
        made = handouts.compare(project, name, language=language())
    if json:
        output.document(made)
    else:
        _tell(made)


def _handout(
    context: typer.Context,
    name: _Name,
    meeting: Annotated[
        str | None, typer.Option("--session", metavar="SESSION", help=N_("For this session: its date, title or id."))
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help=N_("Store the draft in the session, to be corrected."))] = False,
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_("Write it: .docx, .md or .html."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import handouts

    if keep and meeting is None:
        raise NothingAsked(command=context.command_path)
    with session(context) as project:
        made = handouts.handout(project, name, meeting=meeting, keep=keep, path=file, language=language(), force=force)
    if json:
        output.document(made)
    elif made.file:
        output.line(_("Written: {file}").format(file=made.file))
    else:
        for line in made.handout.splitlines():
            output.line(line)


def _sessions(context: typer.Context, name: _Name, json: Json = False) -> None:
    from qualcode.ops import groups

    with session(context) as project:
        held = groups.sessions(project, name)
    _show_sessions(held, json)


def _add_session(
    context: typer.Context,
    name: _Name,
    date: _Date = None,
    title: _Title = None,
    notes: _Notes = None,
    handout: _Handout = None,
    json: Json = False,
) -> None:
    from qualcode.ops import groups

    with session(context) as project:
        made = groups.add_session(project, name, date=date, title=title or "", notes=notes or "", handout=handout or "")
    _show_sessions([made], json)


def _set_session(
    context: typer.Context,
    name: _Name,
    meeting: _Session,
    date: _Date = None,
    title: _Title = None,
    notes: _Notes = None,
    handout: _Handout = None,
    json: Json = False,
) -> None:
    from qualcode.ops import groups

    if date is None and title is None and notes is None and handout is None:
        raise NothingAsked(command=context.command_path)
    with session(context) as project:
        made = groups.set_session(project, name, meeting, date=date, title=title, notes=notes, handout=handout)
    _show_sessions([made], json)


def _remove_session(context: typer.Context, name: _Name, meeting: _Session, json: Json = False) -> None:
    from qualcode.ops import groups

    with session(context) as project:
        groups.remove_session(project, name, meeting)
    _removed(meeting, json)


def _removed(name: str, json: bool) -> None:
    if json:
        output.document({"removed": name})
    else:
        output.line(_("“{name}” is removed; to have it back: qualcode undo").format(name=name))


def _show(listing: list[GroupView], json: bool) -> None:
    if json:
        output.document(listing)
        return
    rows = [
        (view.name, len(view.members), view.members, len(view.documents), [each.date for each in view.sessions])
        for view in listing
    ]
    headers = (_("Group"), _("How many"), _("Enterprises"), _("Documents"), _("Sessions"))
    output.table(headers, rows, numeric=(1, 3), empty=_("There are no groups yet. Add one with: qualcode group add"))


def _show_sessions(listing: list[MeetingView], json: bool) -> None:
    if json:
        output.document(listing)
        return
    rows = [(each.date, each.title, each.notes, _("yes") if each.handout else _("no"), each.coder) for each in listing]
    headers = (_("Date"), _("Title"), _("Notes"), _("Hand-out"), _("Coder"))
    output.table(headers, rows, empty=_("There are no sessions yet."))


def _tell(made: Comparison) -> None:
    from qualcode.model.indicator_view import localised

    def rows(matrix: Matrix) -> list[tuple[object, ...]]:
        lines = zip(matrix.rows, matrix.cells, matrix.row_totals, strict=True)
        return [(row.label, *cells, total) for row, cells, total in lines]

    places = tuple(range(1, len(made.members) + 2))
    for title, matrix in ((_("Passages"), made.passages), (_("People"), made.people)):
        output.line(title)
        output.table((_("Dimension"), *made.members, _("All")), rows(matrix), numeric=places)
        output.line()
    output.line(_("Indicators"))
    headers = (_("Indicator"), *made.members, "n", _("Median"), _("Range"))
    lines = [
        (
            f"{localised(each.labels, language())} {each.unit}".rstrip(),
            *(each.values[name] for name in made.members),
            each.n,
            each.latest,
            f"{each.lowest:.10g} – {each.highest:.10g}",
        )
        for each in made.indicators
    ]
    output.table(headers, lines, numeric=(*places, len(places) + 1), empty=_("Nothing has been measured yet."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List the groups with their enterprises and sessions."))(_list)
    group.command("add", cls=Command, help=N_("Add a group of enterprises."))(_add)
    group.command("set", cls=Command, help=N_("Change a group: its name, its enterprises, what it is for."))(_set)
    group.command("remove", cls=Command, help=N_("Remove a group with its sessions; its enterprises stay."))(_remove)
    group.command("compare", cls=Command, help=N_("The enterprises of a group side by side."))(_compare)
    group.command(
        "handout",
        cls=Command,
        help=N_("What the members are given: as it was written, else a draft of what was found."),
    )(_handout)
    sessions = typer.Typer(cls=DefaultGroup)
    sessions.command("list", cls=Command, help=N_("List the sessions of a group."))(_sessions)
    sessions.command("add", cls=Command, help=N_("Enter a session of a group; today unless told."))(_add_session)
    sessions.command("set", cls=Command, help=N_("Change a session."))(_set_session)
    sessions.command("remove", cls=Command, help=N_("Remove a session."))(_remove_session)
    group.add_typer(sessions, name="session", help=N_("Sessions of groups: date, title, notes, hand-out."))
    app.add_typer(
        group, name="group", rich_help_panel=CASES, help=N_("Groups of enterprises: `group` is `group list`.")
    )

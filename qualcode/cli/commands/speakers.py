"""`speakers`: who speaks in a document, and who that is."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import DocumentName, Json
from qualcode.cli.subjects import DOCUMENTS
from qualcode.errors import UsageError
from qualcode.i18n import _
from qualcode.model.document import SpeakerView
from qualcode.model.message import N_


class WhoIsIt(UsageError):
    """`speakers map` without a person and without `--interviewer`, or with both."""

    sentence = N_("Say either who it is, with --person NAME, or --interviewer.")


def _list(context: typer.Context, document: DocumentName, json: Json = False) -> None:
    from qualcode.ops import documents

    with session(context) as project:
        speakers = documents.speakers(project, documents.find(project, document).id)
    _show(speakers, json)


def _rename(
    context: typer.Context,
    document: DocumentName,
    old: Annotated[str, typer.Argument(metavar="OLD", help=N_("The label as it is."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=N_("What it shall be; one that exists takes it in."))],
    json: Json = False,
) -> None:
    from qualcode.ops import documents

    with session(context) as project:
        speakers = documents.rename_speaker(project, documents.find(project, document).id, old, new)
    _show(speakers, json)


def _map(
    context: typer.Context,
    document: DocumentName,
    speaker: Annotated[str, typer.Argument(metavar="SPEAKER", help=N_("The label in the document."))],
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAME", help=N_("The person who that is; added if they are new."))
    ] = None,
    interviewer: Annotated[bool, typer.Option("--interviewer", help=N_("It is the interviewer."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import documents

    if interviewer == (person is not None):
        raise WhoIsIt
    with session(context) as project:
        found = documents.find(project, document).id
        speakers = documents.map_speaker(project, found, speaker, person=person, interviewer=interviewer or None)
    _show(speakers, json)


def _show(speakers: list[SpeakerView], json: bool) -> None:
    if json:
        output.document(speakers)
        return
    rows = [(view.speaker, view.turns, view.words, view.person, view.interviewer) for view in speakers]
    headers = (_("Speaker"), _("Turns"), _("Words"), _("Person"), _("Interviewer"))
    output.table(headers, rows, numeric=(1, 2), empty=_("Nobody is named as a speaker in this document."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List who speaks in a document, and how much."))(_list)
    group.command("rename", cls=Command, help=N_("Give a speaker another label, or join two into one."))(_rename)
    group.command("map", cls=Command, help=N_("Say which person a speaker is, or that it is the interviewer."))(_map)
    app.add_typer(
        group,
        name="speakers",
        rich_help_panel=DOCUMENTS,
        help=N_(
            "Who speaks in a document.\n\n"
            "`speakers DOCUMENT` is `speakers list DOCUMENT`. Name a document called “rename” or “map” by its number."
        ),
    )

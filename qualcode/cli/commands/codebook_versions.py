"""`codebook version`, `codebook log`: what the codebook went through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command, group_of
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, NothingAsked
from qualcode.i18n import _, language
from qualcode.model.message import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.codebook_history import VersionView


def _version(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help=N_("What to call the codebook as it is now; without it: list."))
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("Why it is named; it is kept."))] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import versions

    if note and not name:
        raise NothingAsked(command=context.command_path)
    with session(context) as project:
        if name:
            made = versions.name_version(project, name, note)
            shown: Sequence[VersionView] = [made]
        else:
            shown = versions.listing(project)
    if json:
        output.document(shown[0] if name else shown)
        return
    rows = [(each.name, words.when(each.created), each.coder, each.codes, each.note) for each in shown]
    headers = (_("Version"), _("When"), _("Coder"), _("Codes"), _("Note"))
    empty = _("The codebook has no versions yet. Name one with: qualcode codebook version NAME")
    output.table(headers, rows, numeric=(3,), empty=empty)


def _log(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import codebook_log
    from qualcode.ops.told import teller

    with session(context) as project:
        changes = codebook_log.listing(project)
        # What codes were called that are no more is looked up in the project, which is to be open for it.
        telling = teller(project, language())
        told = [telling.told(each.summary) for each in changes]
    if json:
        output.document(changes)
        return
    rows = [
        (each.sequence, words.when(each.at), each.coder, what, each.reason, _("taken back") if each.undone else None)
        for each, what in zip(changes, told, strict=True)
    ]
    output.table((_("No."), _("When"), _("Coder"), _("What"), _("Why"), ""), rows, numeric=(0,))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the group `codebook`, which is there already."""
    group = group_of(app, "codebook")
    group.command(
        "version", cls=Command, help=N_("Name the codebook as it is now, to be read and compared later; or list.")
    )(_version)
    group.command("log", cls=Command, help=N_("List every change of the codebook: who, when, what and why."))(_log)

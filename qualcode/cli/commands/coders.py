"""`coders`: who codes."""

from __future__ import annotations

import typer

from qualcode.cli import output
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import Json
from qualcode.cli.subjects import CODING
from qualcode.i18n import _
from qualcode.model.message import N_


def _coders(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import coders

    with session(context) as project:
        listing = coders.listing(project)
    if json:
        output.document(listing)
        return
    rows = [(view.name, view.codings, view.done) for view in listing]
    output.table((_("Coder"), _("Codings"), _("Finished")), rows, numeric=(1,), empty=_("Nobody has coded yet."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "coders", cls=Command, rich_help_panel=CODING, help=N_("List who codes, how much, and what they have finished.")
    )(_coders)

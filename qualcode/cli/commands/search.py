"""`search`: words in the texts."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import Json
from qualcode.cli.subjects import CODING
from qualcode.i18n import _
from qualcode.model.message import N_


def _search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="WORDS", help=N_("What to look for; quote it if it has spaces."))],
    json: Json = False,
) -> None:
    from qualcode.ops import documents, search

    with session(context) as project:
        hits = search.search(project, query)
        numbers = {document.id: document.number for document in documents.documents(project)}
    if json:
        output.document(hits)
        return
    rows = [(numbers[hit.document], hit.start, hit.end, hit.before, hit.quote, hit.after) for hit in hits]
    headers = (_("Doc."), _("Start"), _("End"), _("Before"), _("Found"), _("After"))
    output.table(headers, rows, numeric=(0, 1, 2, 3), empty=_("It is found nowhere."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "search",
        cls=Command,
        rich_help_panel=CODING,
        help=N_("Find words in all documents, whatever their case and accents."),
    )(_search)

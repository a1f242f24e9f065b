"""`export`: the project's contents for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command, Group
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _, ngettext
from qualcode.model.message import N_


def _codings(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("Where to: .csv, .xlsx or .jsonl."))],
    raw: Annotated[
        bool,
        typer.Option("--raw", help=N_("CSV without the guard against formulas, for programs that read it back.")),
    ] = False,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import exchange

    with session(context) as project:
        made = exchange.export_codings(project, file, force=force, raw=raw)
    if json:
        output.document(
            {
                "file": file,
                "codings": made.rows,
                "without_words": made.without_words,
                "left_out": made.left_out,
            }
        )
    else:
        told = ngettext("{n} coding is written to {path}", "{n} codings are written to {path}", made.rows)
        output.line(told.format(n=made.rows, path=file))
        if made.without_words or made.left_out:
            told = _("Consent: {n} without their words, {m} left out.")
            output.line(told.format(n=made.without_words, m=made.left_out))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=Group)
    group.command(
        "codings",
        cls=Command,
        help=N_("Write a row a coding, with the attributes of document, case and person beside it."),
    )(_codings)
    app.add_typer(group, name="export", rich_help_panel=RESULTS, help=N_("Write what is in the project for others."))

"""`open`: the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.help import Command
from qualcode.cli.invocation import invocation
from qualcode.cli.opening import open_asked
from qualcode.cli.options import Json
from qualcode.cli.subjects import BEGIN
from qualcode.model.message import N_


def _open(
    context: typer.Context,
    project: Annotated[
        str | None, typer.Argument(metavar="PROJECT", help=N_("The project's file; else as without a command."))
    ] = None,
    json: Json = False,
) -> None:
    open_asked(invocation(context), project)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "open", cls=Command, rich_help_panel=BEGIN, help=N_("Open the screen on a project, to read and code in it.")
    )(_open)

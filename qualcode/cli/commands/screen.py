"""`open`, and `qualcode` alone: the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.help import Command
from qualcode.cli.invocation import Invocation, invocation
from qualcode.cli.options import Json
from qualcode.cli.subjects import BEGIN
from qualcode.errors import NoProject, Refused, SeveralProjects
from qualcode.model.message import N_


class NoTerminal(Refused):
    """The screen needs a terminal at both ends."""

    code = "no-terminal"
    sentence = N_("The screen needs a terminal, and this is none.")
    hint = N_("Open a terminal window and type it there, or use the commands: qualcode --help")


def is_terminal() -> bool:
    """Whether somebody sits before both standard input and output."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_screen(told: Invocation, project: Path | None) -> None:
    """Open the screen on `project`, else on the one that options and folder point to, else its welcome page."""
    if project is None:
        try:
            project = told.project_path()
        except (NoProject, SeveralProjects):
            project = None
    if not is_terminal():
        raise NoTerminal
    from qualcode.tui.start import run

    # A language that was asked for counts for more than the one chosen in the settings of the screen.
    asked = told.language or os.environ.get("QUALCODE_LANG")
    run(project, coder=told.coder_name(), language=asked)


def _open(
    context: typer.Context,
    project: Annotated[
        str | None, typer.Argument(metavar="PROJECT", help=N_("The project's file; else as without a command."))
    ] = None,
    json: Json = False,
) -> None:
    told = invocation(context)
    named = Invocation(project, told.coder, json, told.language).project_path() if project else None
    open_screen(told, named)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "open", cls=Command, rich_help_panel=BEGIN, help=N_("Open the screen on a project, to read and code in it.")
    )(_open)

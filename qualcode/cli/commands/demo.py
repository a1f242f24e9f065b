"""`demo`: a sample project with everything done in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import diagnostics, output
from qualcode.cli.commands.projects import program
from qualcode.cli.help import Command
from qualcode.cli.invocation import invocation
from qualcode.cli.opening import is_terminal, open_screen
from qualcode.cli.options import Json
from qualcode.cli.subjects import BEGIN
from qualcode.i18n import _, language
from qualcode.model.message import N_


def _demo(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option("--dir", metavar="FOLDER", help=N_("Where it is put; made if it is not there."))
    ] = Path("qualcode-demo"),
    no_ui: Annotated[
        bool, typer.Option("--no-ui", help=N_("Only write the project and its reports; do not open the screen."))
    ] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import demo

    told = invocation(context)
    with diagnostics.progress_bar(_("Building the sample project")) as progress:
        made = demo.build(folder, language=language(), coder=told.coder_name(), progress=progress)
    if json:
        output.document({"project": made.project, "files": made.files, "built": made.built})
    else:
        said = _("The sample project is {path}") if made.built else _("The sample project is there already: {path}")
        output.line(said.format(path=made.project))
        for file in made.files:
            output.line(f"  {file}")
        _next(made.project)
    if no_ui or json:
        return
    if not is_terminal():
        diagnostics.note(_("There is no terminal here, so the screen is not opened."))
        return
    open_screen(told, made.project)


def _next(project: Path) -> None:
    quoted = f'"{project}"' if " " in str(project) else str(project)
    output.line()
    output.line(_("What to type next:"))
    output.line(f"  {program()} open {quoted}")
    output.line(f"  {program()} -p {quoted} matrix --rows dimension --columns case")
    output.line(f"  {program()} -p {quoted} report all -o my-reports/")
    output.line(f"  {program()} --help")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "demo",
        cls=Command,
        rich_help_panel=BEGIN,
        help=N_(
            "Build a sample project with interviews, codings, a matrix and Word reports, and open it.\n\n"
            "The life stories in it are invented; the real interviews are named as such."
        ),
    )(_demo)

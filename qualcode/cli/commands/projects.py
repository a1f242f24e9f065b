"""`new`, `check`, `backup`, `stats`: the project as a whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import invocation, session
from qualcode.cli.options import Force, Json, NothingAsked, choice
from qualcode.cli.subjects import BEGIN, SAFETY
from qualcode.i18n import _
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.model.project import Project
    from qualcode.ops import Session


def program() -> str:
    """How the program is called here; whatever started it may say so in QUALCODE_COMMAND."""
    return os.environ.get("QUALCODE_COMMAND") or "qualcode"


def _new(
    context: typer.Context,
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=N_("The file to make: pool.qualcode."))],
    codebook: Annotated[
        str,
        typer.Option("--codebook", metavar="impact|FILE", help=N_("The shared impact codebook (default), or a file.")),
    ] = "impact",
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help=N_("The project's name; else that of its file."))
    ] = None,
    language: Annotated[
        str | None, choice(LANGUAGES, "--language", help=N_("The language people speak in it most (default: fr)."))
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import projects

    with projects.create(
        project, coder=invocation(context).coder_name(), codebook=codebook, title=title, language=language
    ) as made:
        about = projects.project(made)
        codes = projects.stats(made).codes
        path = str(made.path)
    if json:
        output.document(
            {
                "project": path, "id": about.id, "title": about.title, "language": about.language,
                "created": about.created, "codes": codes,
            }
        )  # fmt: skip
        return
    quoted = f'"{path}"' if " " in path else path
    output.line(_("The project {path} is made, with {n} codes.").format(path=path, n=codes))
    output.line()
    output.line(_("What to type next:"))
    output.line(f"  {program()} -p {quoted} import interview.docx")
    output.line(f"  {program()} open {quoted}")


def _show(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import projects

    with session(context) as project:
        _tell(project, projects.project(project), json)


def _set(
    context: typer.Context,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help=N_("What it is called."))] = None,
    language: Annotated[
        str | None, choice(LANGUAGES, "--language", help=N_("The language people speak in it most."))
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import projects

    if title is None and language is None:
        raise NothingAsked(command=context.command_path)
    with session(context) as project:
        _tell(project, projects.describe(project, title=title, language=language), json)


def _tell(opened: Session, about: Project, json: bool) -> None:
    from qualcode.ops import projects

    backups = projects.backups_folder(opened)
    if json:
        output.document({"project": opened.path, **output.fields(about), "backups": backups})
        return
    for name, value in (
        (_("Title"), about.title),
        (_("Language"), words.tongue(about.language)),
        (_("Made"), words.when(about.created)),
        (_("File"), opened.path),
        (_("Backups"), backups),
    ):
        output.line(_("{name}: {value}").format(name=name, value=value))


def _check(
    context: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help=N_("Replay the whole history too."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import projects

    with session(context) as project:
        report = projects.check(project, deep)
    if json:
        output.document(report)
    else:
        output.line(_("Everything is in order.") if report.ok else _("There are problems:"))
        for problem in report.problems:
            output.line(f"  {problem.say(_)}")
    if not report.ok:
        raise typer.Exit(1)


def _backup(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=N_("Where to; else the project's backup folder."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import projects

    with session(context) as project:
        path = projects.backup(project, file, force=force)
    if json:
        output.document({"file": path})
    else:
        output.line(_("The project is copied to {path}").format(path=path))


def _stats(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import projects

    with session(context) as project:
        stats = projects.stats(project)
    if json:
        output.document(stats)
        return
    rows = (
        (_("documents"), stats.documents), (_("words"), stats.words), (_("codes"), stats.codes),
        (_("codings"), stats.codings), (_("coders"), stats.coders), (_("cases"), stats.cases),
        (_("people"), stats.people),
    )  # fmt: skip
    output.table((_("What"), _("How many")), rows, numeric=(1,))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "new",
        cls=Command,
        rich_help_panel=BEGIN,
        help=N_("Make a project: one file that holds texts, codes, codings and history."),
    )(_new)
    group = typer.Typer(cls=DefaultGroup)
    group.command("show", cls=Command, help=N_("Show the project's title, language and places."))(_show)
    group.command("set", cls=Command, help=N_("Change the project's title or language."))(_set)
    app.add_typer(
        group, name="project", rich_help_panel=SAFETY, help=N_("The project itself: `project` is `project show`.")
    )
    app.command(
        "check",
        cls=Command,
        rich_help_panel=SAFETY,
        help=N_("Prove that the project is whole: texts, quotes, history."),
    )(_check)
    app.command("backup", cls=Command, rich_help_panel=SAFETY, help=N_("Copy the project as it is now."))(_backup)
    app.command("stats", cls=Command, rich_help_panel=SAFETY, help=N_("How much the project holds."))(_stats)

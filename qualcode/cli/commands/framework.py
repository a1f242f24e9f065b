"""`framework`: the framework matrix, summaries of cases by themes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, WhereOption, choice, filters
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _, catalogue, language
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.model.framework import FrameworkCell, FrameworkView

_Case = Annotated[str, typer.Argument(metavar="CASE", help=N_("The enterprise's name."))]
_Code = Annotated[str, typer.Argument(metavar="CODE", help=N_("The code's key, path or label."))]


def _show(
    context: typer.Context,
    cases: Annotated[
        list[str] | None, typer.Option("--case", metavar="NAME", help=N_("Only this case; repeatable."))
    ] = None,
    codes: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help=N_("Only this code and those below it; repeatable.")),
    ] = None,
    every_code: Annotated[bool, typer.Option("--all-codes", help=N_("Every code, not only the dimensions."))] = False,
    where: WhereOption = None,
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_("Write it to .docx, .xlsx, .html or .csv."))
    ] = None,
    tongue: Annotated[
        str | None, choice(LANGUAGES, "--lang", help=N_("The matrix's language; else the program's."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import framework, framework_report

    wanted, chosen = tongue or language(), filters(where, "--where")
    if file is not None:
        framework_report.check_file(file)
    with session(context) as project:
        # A file holds what is written of every code, unless some are named.
        everything = every_code or (file is not None and not codes)
        made = framework.show(
            project, cases=cases or (), codes=codes or (), where=chosen, every_code=everything, language=wanted
        )
        if file is not None:
            framework_report.write_framework(project, made, file, wanted, force=force)
    if json:
        output.document(output.with_file(made, file))
    elif file is not None:
        output.line(_("The framework matrix is written to {path}").format(path=file))
    else:
        _table(made, wanted)


def _table(made: FrameworkView, tongue: str) -> None:
    """A row for each cell in which there is something."""
    labels = {column.key: column.label for column in made.columns}
    rows = [
        (cell.case, labels[cell.code], cell.text or None, cell.passages, cell.people, cell.coder, _mark(cell, tongue))
        for row in made.rows
        for cell in row.cells
        if cell.text or cell.codings or cell.passages
    ]
    headers = (_("Enterprise"), _("Code"), _("Summary"), _("Passages"), _("People"), _("Written by"), _("Since then"))
    output.table(headers, rows, numeric=(3, 4), empty=_("Nothing is coded in the documents of enterprises yet."))


def _mark(cell: FrameworkCell, tongue: str) -> str | None:
    from qualcode.ops.framework_report import changed

    return changed(catalogue(tongue), cell) if cell.stale else None


def _set(
    context: typer.Context,
    case: _Case,
    code: _Code,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEXT]",
            help=N_("The summary; - reads it from standard input. Without it what is written holds still."),
        ),
    ] = None,
    links: Annotated[
        list[str] | None,
        typer.Option(
            "--link", metavar="CODING", help=N_("A passage it links to: [1] in the text is the first; repeatable.")
        ),
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import framework

    words = sys.stdin.read() if text == "-" else text
    with session(context) as project:
        made = framework.write(project, case, code, words, links=links or None)
    _show_one(made, json)


def _link(
    context: typer.Context,
    case: _Case,
    code: _Code,
    codings: Annotated[list[str], typer.Argument(metavar="CODING", help=N_("Ids of codings."))],
    remove: Annotated[bool, typer.Option("--remove", help=N_("Link to them no longer."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import framework

    with session(context) as project:
        made = framework.link(project, case, code, codings, remove=remove)
    _show_one(made, json)


def _clear(context: typer.Context, case: _Case, code: _Code, json: Json = False) -> None:
    from qualcode.ops import framework

    with session(context) as project:
        removed = framework.clear(project, case, code)
    if json:
        output.document({"removed": int(removed)})
    else:
        output.line(_("The summary is removed.") if removed else _("Nothing was written there."))


def _show_one(cell: FrameworkCell, json: bool) -> None:
    if json:
        output.document(cell)
        return
    output.line(cell.text or _("Nothing is written of it now."))
    for number, coding in enumerate(cell.codings, 1):
        output.line(f"[{number}] {coding}")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command(
        "show",
        cls=Command,
        help=N_(
            "The framework matrix: for each enterprise and dimension (or code) what researchers make of its passages.\n"
            "\nWhere nothing is written it tells how many passages there are, and of what is written whether passages "
            "have changed since."
        ),
    )(_show)
    group.command(
        "set", cls=Command, help=N_("Write the summary of an enterprise and a code; an empty text removes it.")
    )(_set)
    group.command("link", cls=Command, help=N_("Link a summary to passages of the enterprise."))(_link)
    group.command("clear", cls=Command, help=N_("Remove the summary of an enterprise and a code."))(_clear)
    app.add_typer(
        group,
        name="framework",
        rich_help_panel=RESULTS,
        help=N_("The framework matrix, summaries by enterprise and theme: `framework` is `framework show`."),
    )

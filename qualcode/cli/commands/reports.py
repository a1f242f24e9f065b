"""`report`: documents to hand in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import diagnostics, output
from qualcode.cli.commands.agreement import Coders, named
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import (
    CaseOption,
    CodeOption,
    Force,
    Json,
    OutputFile,
    UnderOption,
    WhereOption,
    choice,
    filters,
    number,
)
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _, language, ngettext
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.ops.reports import Written


def _report(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=N_("excerpts, codebook, enterprise, joint-display, pools, transcript, agreement, or all of them."),
        ),
    ],
    file: OutputFile,
    code: CodeOption = None,
    case: CaseOption = None,
    where: WhereOption = None,
    tongue: Annotated[
        str | None, choice(LANGUAGES, "--lang", help=N_("The report's language; else the program's."))
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE", help=N_("A Word file of your house whose styles are used.")),
    ] = None,
    suppress: Annotated[
        int | None,
        number("--suppress-below", help=N_("Hide numbers in tables that rest on fewer people.")),
    ] = None,
    under: UnderOption = None,
    seed: Annotated[int | None, number("--seed", help=N_("Agreement: the number that draws begin with."))] = None,
    coders: Coders = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_source, reports

    chosen, wanted = filters(where, "--where"), tongue or language()
    given = {"code": code, "case": case, "where": where, "suppress-below": suppress}
    given |= {"under": under, "seed": seed, "coders": coders}
    reports.check_request(kind, file, template=template, **given)
    with session(context) as project, diagnostics.progress_bar(_("Writing the reports")) as progress:
        made = reports.make(
            project,
            kind,
            file,
            code=code,
            case=case,
            where=chosen,
            language=wanted,
            template=template,
            suppress_below=suppress,
            under=codebook_source.read(under, project) if under else None,
            seed=seed,
            coders=named(coders),
            force=force,
            progress=progress,
        )
    if json:
        told = {"file": file, "kind": kind, "language": wanted, "excerpts": made.excerpts, "left_out": made.left_out}
        output.document({**told, "files": made.files} if made.files else told)
    else:
        _tell(file, made)


def _tell(file: Path, made: Written) -> None:
    """Say what was written, and what is not in it."""
    if made.files:
        n = len(made.files)
        output.line(ngettext("{n} report is in {path}:", "{n} reports are in {path}:", n).format(n=n, path=file))
        for each in made.files:
            output.line(f"  {each.name}")
    else:
        output.line(_("The report is written to {path}").format(path=file))
    if made.files or file.suffix.casefold() == ".csv":
        # The other forms say it themselves.
        for told_of in made.left_out:
            diagnostics.note(told_of)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "report",
        cls=Command,
        rich_help_panel=RESULTS,
        help=N_(
            "Write a report: Word, web page, or table.\n\n"
            "What a person's consent forbids is left out and counted. The file's ending says how it is written: "
            ".docx, .html, and for excerpts .xlsx and .csv."
        ),
    )(_report)

"""`report`: documents to hand in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import CaseOption, CodeOption, Force, Json, OutputFile, WhereOption, choice, pairs
from qualcode.cli.subjects import RESULTS
from qualcode.errors import UsageError
from qualcode.i18n import _, language
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.model.report import Report
    from qualcode.ops import Session

KINDS = ("excerpts", "codebook")


class UnknownReport(UsageError):
    """There is no report of this kind."""

    sentence = N_("There is no report “{kind}”.")
    hint = N_("Possible are: {choices}")


class NotForThisReport(UsageError):
    """A filter that means nothing for this kind of report."""

    sentence = N_("{option} makes no sense for the report “{kind}”.")


def _report(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_("excerpts: the coded passages; codebook: the codes."))],
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
    force: Force = False,
    json: Json = False,
) -> None:
    if kind not in KINDS:
        raise UnknownReport(kind=kind, choices=", ".join(KINDS))
    from qualcode.ops import reports

    chosen = pairs(where, "--where")
    with session(context) as project:
        if kind == "excerpts":
            made = reports.excerpts(project, code=code, case=case, where=chosen, language=tongue or language())
        else:
            made = _codebook(project, {"--code": code, "--case": case, "--where": where}, tongue or language())
        reports.write(made, file, force=force, template=template)
    if json:
        output.document({"file": file, "kind": kind, "language": tongue or language()})
    else:
        output.line(_("The report is written to {path}").format(path=file))


def _codebook(project: Session, filters: dict[str, object], tongue: str) -> Report:
    from qualcode.ops import reports

    for option, value in filters.items():
        if value:
            raise NotForThisReport(option=option, kind="codebook")
    return reports.codebook(project, language=tongue)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "report",
        cls=Command,
        rich_help_panel=RESULTS,
        help=N_(
            "Write a Word report.\n\n"
            "What a person's consent forbids is left out and counted. The file's ending says in which format it is "
            "written."
        ),
    )(_report)

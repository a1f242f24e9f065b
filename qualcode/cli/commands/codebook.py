"""`codebook`: the codes, shown and exchanged with files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, choice
from qualcode.cli.subjects import CODING
from qualcode.i18n import _, language
from qualcode.model.codebook import CodebookView, label
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES


def _show(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import codebooks

    with session(context) as project:
        book = codebooks.show(project)
    if json:
        output.document(book)
    else:
        _print(book)


def _print(book: CodebookView) -> None:
    output.line(f"{book.name} {book.version}")
    output.line()
    rows = []
    for code in book.codes:
        depth = code.path.count(" / ")
        definition = code.definition.get(language()) or code.definition.get("en", "")
        rows.append(("  " * depth + label(code, language()), code.key, definition))
    output.table((_("Code"), _("Key"), _("Definition")), rows)
    for facet in book.facets:
        values = ", ".join(f"{value.name} ({label(value, language())})" for value in facet.values)
        told = f"--facet {facet.name}=… {values}"
        output.line(_("{name}: {value}").format(name=label(facet, language()), value=told))


def _import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A codebook: .yaml, .csv or .xlsx."))],
    json: Json = False,
) -> None:
    from qualcode.ops import codebooks

    with session(context) as project:
        book = codebooks.load(project, file)
    if json:
        output.document(book)
    else:
        output.line(_("The codebook has {n} codes now.").format(n=len(book.codes)))


def _export(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=N_("Where to: .yaml, .csv or .xlsx; to read, .docx or .html."))
    ],
    tongue: Annotated[
        str | None, choice(LANGUAGES, "--lang", help=N_("The language of .docx and .html; else the program's."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebooks

    with session(context) as project:
        codes = codebooks.export(project, file, language=tongue or language(), force=force)
    if json:
        output.document({"file": file, "codes": codes})
    else:
        output.line(_("The codebook is written to {path}").format(path=file))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("show", cls=Command, help=N_("Show the codes with their keys and definitions."))(_show)
    group.command(
        "import", cls=Command, help=N_("Take codes from a file: new ones are added, known ones changed, none removed.")
    )(_import)
    group.command("export", cls=Command, help=N_("Write the codebook to a file."))(_export)
    app.add_typer(group, name="codebook", rich_help_panel=CODING, help=N_("The codes: `codebook` is `codebook show`."))

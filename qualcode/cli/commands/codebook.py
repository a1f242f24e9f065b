"""`codebook`: the codes, shown and exchanged with files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, choice
from qualcode.cli.subjects import CODING
from qualcode.i18n import _, language
from qualcode.model.codebook import CodebookView, label
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.ops.codebook_preview import CodebookPreview


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
    preview: Annotated[
        bool, typer.Option("--preview", help=N_("Only show what it would add and change; nothing is stored."))
    ] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_files, codebook_preview

    with session(context) as project:
        if preview:
            _foretell(codebook_preview.preview(project, file), json)
            return
        book = codebook_files.load(project, file)
    if json:
        output.document(book)
    else:
        output.line(_("The codebook has {n} codes now.").format(n=len(book.codes)))


def _foretell(told: CodebookPreview, json: bool) -> None:
    if json:
        output.document(told)
        return
    rows: list[tuple[object, ...]] = [
        (_("new"), code.key, label(code, language()), None, None, None) for code in told.added
    ]
    rows += [
        (_("changed"), change.code.key, label(change.code, language()), each.language, each.before, each.after)
        for change in told.changed
        for each in change.fields
    ]
    headers = ("", _("Key"), _("Code"), _("Language"), _("Was"), _("Is"))
    output.table(headers, rows, empty=_("It would change nothing."))
    counts = {"same": told.same, "others": told.others}
    output.line(_("As they are: {same}; not named in the file: {others}.").format(**counts))


def _uses(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import codebook_usage

    with session(context) as project:
        found = codebook_usage.uses(project)
        named = words.codes(project)
    if json:
        output.document([{"code": key, **output.fields(use)} for key, use in found.items()])
        return
    rows = [
        (named(key), use.own, use.total, [f"{name} {n}" for name, n in use.coders], len(use.documents), use.memos)
        for key, use in found.items()
    ]
    headers = (_("Code"), _("Codings"), _("With those below"), _("Coders"), _("Documents"), _("Memos"))
    output.table(headers, rows, numeric=(1, 2, 4, 5))


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
    from qualcode.ops import codebook_files

    with session(context) as project:
        codes = codebook_files.export(project, file, language=tongue or language(), force=force)
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
    group.command("uses", cls=Command, help=N_("Show how much each code is used, by whom and in how many documents."))(
        _uses
    )
    app.add_typer(group, name="codebook", rich_help_panel=CODING, help=N_("The codes: `codebook` is `codebook show`."))

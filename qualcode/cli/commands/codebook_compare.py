"""`codebook diff`, `codebook table`, `codebook take`: codebooks side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command, group_of
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, choice
from qualcode.i18n import _, language
from qualcode.model.codebook import label
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.ops.codebook_compare import Comparison

_WHERE = N_("A file (.yaml .csv .xlsx), a project, PROJECT@VERSION, @VERSION of the open project, @ for it, or impact.")
_File = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_("Write it to .docx, .html, .xlsx or .csv."))
]
_Tongue = Annotated[str | None, choice(LANGUAGES, "--lang", help=N_("The file's language; else the program's."))]
_REASONS = 3  # as many as a line has room for
_WHAT = ("name", "texts", "place")


def _diff(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help=_WHERE)],
    second: Annotated[
        str | None,
        typer.Argument(metavar="B", help=N_("As A; without it, A is what the open project is held against.")),
    ] = None,
    file: _File = None,
    tongue: _Tongue = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_compare, codebook_source, compare_files

    if file is not None:
        compare_files.check_file(file)
    if second is None or first.startswith("@") or second.startswith("@"):
        with session(context) as project:
            if second is None:
                made = codebook_compare.compare(project, first)
            else:
                made = codebook_compare.between(
                    codebook_source.read(first, project), codebook_source.read(second, project)
                )
    else:
        made = codebook_compare.between(codebook_source.read(first), codebook_source.read(second))
    if file is not None:
        compare_files.write_comparison(made, file, tongue or language(), force=force)
    if json:
        output.document(output.with_file(codebook_compare.diff(made), file))
    elif file is not None:
        output.line(_("The comparison is written to {path}").format(path=file))
    else:
        _show(made)


def _show(made: Comparison) -> None:
    from qualcode.ops import compare_words

    rows: list[tuple[object, ...]] = []
    for match in made.matches:
        if match.relations == ("same",):
            continue
        names = compare_words.names(match, language())
        rows.append(
            (
                compare_words.relations(_, match.relations),
                _code(names[0], match.first.key),
                _code(names[1], match.second.key),
                compare_words.sure(match.score),
                compare_words.why(_, match.because[:_REASONS]),
                compare_words.fields(_, match.fields) if "changed" in match.relations else None,
            )
        )
    for relation, codes in (("removed", made.removed), ("added", made.added)):
        for code in codes:
            own = _code(label(code, language()), code.key)
            sides = (own, None) if relation == "removed" else (None, own)
            rows.append((compare_words.relations(_, [relation]), *sides, None, None, None))
    headers = ("", made.first.name, made.second.name, _("Sure"), _("Because of"), _("What differs"))
    output.table(headers, rows, numeric=(3,), empty=_("All codes are the same in both."))
    same = sum(match.relations == ("same",) for match in made.matches)
    if rows and same:
        output.line()
        output.line(_("The same in both: {n}").format(n=same))
    output.notes(made.notes)


def _code(name: str, key: str) -> str:
    return f"{name} [{key}]"


def _table(
    context: typer.Context,
    shared: Annotated[str, typer.Argument(metavar="SHARED", help=_WHERE)],
    pools: Annotated[list[str], typer.Argument(metavar="POOL", help=N_("The pools' codebooks, each as SHARED."))],
    file: _File = None,
    tongue: _Tongue = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_source, codebook_table, compare_files
    from qualcode.ops.compare_report import cell_text

    if file is not None:
        compare_files.check_file(file)
    wanted = tongue or language()
    if any(each.startswith("@") for each in (shared, *pools)):
        with session(context) as project:
            found = [codebook_source.read(each, project) for each in (shared, *pools)]
    else:
        found = [codebook_source.read(each) for each in (shared, *pools)]
    made = codebook_table.table(found[0], found[1:], wanted)
    if file is not None:
        compare_files.write_table(made, file, wanted, force=force)
    if json:
        output.document(output.with_file(made, file))
    elif file is not None:
        output.line(_("The table is written to {path}").format(path=file))
    else:
        rows = [
            (
                row.label if row.is_shared else f"+ {row.label}",
                row.code,
                *(cell_text(each, row.label, _).replace("\n", "; ") for each in row.pools),
            )
            for row in made.rows
        ]
        output.table((made.shared, _("Key"), *made.pools), rows)
        output.notes(made.notes)


def _take(
    context: typer.Context,
    other: Annotated[str, typer.Argument(metavar="OTHER", help=_WHERE)],
    codes: Annotated[list[str], typer.Argument(metavar="CODE", help=N_("Its codes, by key, path or label."))],
    what: Annotated[
        list[str] | None,
        typer.Option("--what", metavar="|".join(_WHAT), help=N_("Of codes that are here too, only this; repeatable.")),
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_taking

    with session(context) as project:
        done = codebook_taking.take(project, other, codes, what or codebook_taking.WHAT)
    if json:
        output.document(done)
        return
    for text, keys in ((_("Changed: {codes}"), done.changed), (_("New: {codes}"), done.added)):
        if keys:
            output.line(text.format(codes=", ".join(keys)))
    if not done.changed and not done.added:
        output.line(_("It would change nothing."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the group `codebook`, which is there already."""
    group = group_of(app, "codebook")
    for name, command, help in (
        (
            "diff",
            _diff,
            N_(
                "Compare two codebooks: what is the same, renamed, moved, described otherwise, split, merged, new, "
                "missing.\n\nEach pair comes with how sure it is and why; confirm pairs with `codebook crosswalk`."
            ),
        ),
        ("table", _table, N_("Set a shared codebook beside those of several pools: who has which code, as what.")),
        ("take", _take, N_("Take codes of another codebook over: names, texts, places, or codes that are missing.")),
    ):
        group.command(name, cls=Command, help=help)(command)

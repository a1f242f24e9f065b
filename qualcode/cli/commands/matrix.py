"""`matrix`: two properties of codings crossed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, WhereOption, choice, pairs
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _, language
from qualcode.model.codebook import EFFECTS
from qualcode.model.message import N_
from qualcode.model.results import CELLS, Header, Matrix

_AXIS = N_("code, dimension, case, person, document, coder, speaker, kind, time, or an attribute's name.")


def _matrix(
    context: typer.Context,
    rows: Annotated[str, typer.Option("--rows", metavar="ROWS", help=_AXIS)],
    columns: Annotated[str, typer.Option("--columns", metavar="COLUMNS", help=N_("As for the rows."))],
    cells: Annotated[str | None, choice(CELLS, "--cells", help=N_("What is counted (default: count)."))] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAME", help=N_("Only this coder's codings; else all coders'."))
    ] = None,
    where: WhereOption = None,
    effect: Annotated[str | None, choice(EFFECTS, "--effect", help=N_("Only codings with this effect."))] = None,
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_("Write it to .csv, .xlsx or .docx too."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import analysis

    chosen = pairs(where, "--where")
    with session(context) as project:
        made = analysis.matrix(
            project,
            rows,
            columns,
            cells=cells or "count",
            coder=coder,
            where=chosen,
            effect=effect,
            language=language(),
        )
        if file is not None:
            from qualcode.ops import reports

            reports.write_matrix(project, made, file, language(), force=force)
    if json:
        told = output.fields(made)
        output.document(told if file is None else {**told, "file": file})
        return
    if file is not None:
        output.line(_("The matrix is written to {path}").format(path=file))
    else:
        _show(made)


def _show(made: Matrix) -> None:
    headers = ["", *map(_label, made.columns), _("All")]
    rows = [
        (_label(header), *cells, total)
        for header, cells, total in zip(made.rows, made.cells, made.row_totals, strict=True)
    ]
    rows.append((_("All"), *made.column_totals, made.total))
    output.table(headers, rows, numeric=range(1, len(headers)))


def _label(header: Header) -> str:
    return header.label if header.key is not None else _("(none)")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "matrix",
        cls=Command,
        rich_help_panel=RESULTS,
        help=N_(
            "Cross two properties: themes by enterprise, effects by pool, codes by person.\n\n"
            "A code counts with those below it; totals count distinct things and need not be sums."
        ),
    )(_matrix)

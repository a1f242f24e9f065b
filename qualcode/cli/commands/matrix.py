"""`matrix`: two properties of codings crossed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import FacetOption, Force, Json, UnderOption, WhereOption, choice, filters
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _, language
from qualcode.model.codebook import EFFECTS
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES
from qualcode.model.results import CELLS, Header

if TYPE_CHECKING:
    from qualcode.model.report import MatrixTable

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
    facet: FacetOption = None,
    effect: Annotated[str | None, choice(EFFECTS, "--effect", help=N_("Only codings with this effect."))] = None,
    under: UnderOption = None,
    file: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=N_("Write it to .csv, .xlsx, .docx, .html, .png or .svg.")),
    ] = None,
    tongue: Annotated[
        str | None, choice(LANGUAGES, "--lang", help=N_("The matrix's language; else the program's."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import analysis, codebook_source

    wanted = tongue or language()

    chosen = {**filters(where, "--where"), **filters(facet, "--facet")}
    with session(context) as project:
        made = analysis.matrix(
            project,
            rows,
            columns,
            cells=cells or "count",
            coder=coder,
            where=chosen,
            effect=effect,
            language=wanted,
            under=codebook_source.read(under, project) if under else None,
        )
        if json and file is None:
            output.document(made)
            return
        from qualcode.ops import matrix_files

        if file is not None:
            matrix_files.write_matrix(project, made, file, wanted, force=force)
        table = matrix_files.in_words(project, matrix_files.matrix_table(project, made, wanted), wanted)
    if json:
        output.document({**output.fields(made), "file": file})
    elif file is not None:
        output.line(_("The matrix is written to {path}").format(path=file))
    else:
        _show(table)


def _show(table: MatrixTable) -> None:
    def label(header: Header) -> str:
        return table.absent_label if header.key is None else header.label

    made = table.matrix
    if table.lines:
        _show_quotes(table, label)
        return
    headers = [table.corner, *map(label, made.columns), table.total_label]
    rows = [
        (label(header), *cells, total)
        for header, cells, total in zip(made.rows, made.cells, made.row_totals, strict=True)
    ]
    rows.append((table.total_label, *made.column_totals, made.total))
    output.line(table.title)
    output.line()
    # Summaries are texts, and only their totals numbers.
    first = len(headers) - 1 if made.unit == "summary" else 1
    output.table(headers, rows, numeric=range(first, len(headers)))
    output.line()
    output.line(table.note)


def _show_quotes(table: MatrixTable, label: Callable[[Header], str]) -> None:
    """A paragraph for each cell in which something was said: quotes are too long for a table on a terminal."""
    output.line(table.title)
    for i, row in enumerate(table.matrix.rows):
        for j, column in enumerate(table.matrix.columns):
            told = table.matrix.cells[i][j]
            if isinstance(told, str):
                output.line()
                output.line(f"{label(row)} × {label(column)}")
                for quote in told.split("\n"):
                    output.line(f"  {quote}")
    output.line()
    output.line(table.note)


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

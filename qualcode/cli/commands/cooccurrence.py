"""`cooccurrence`: which codes occur together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import FacetOption, Force, Json, WhereOption, choice, filters
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _, language
from qualcode.model.codebook import EFFECTS
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES
from qualcode.model.results import MEASURES, WITHIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.results import Cooccurrence
    from qualcode.ops.cooccurrence import Pair


def _cooccurrence(
    context: typer.Context,
    within: Annotated[
        str | None, choice(WITHIN, "--within", help=N_("What counts as together (default: overlap)."))
    ] = None,
    level: Annotated[
        str | None, choice(("code", "dimension"), "--level", help=N_("Each code alone, or whole dimensions."))
    ] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAME", help=N_("Only this coder's codings; else all coders'."))
    ] = None,
    where: WhereOption = None,
    facet: FacetOption = None,
    effect: Annotated[str | None, choice(EFFECTS, "--effect", help=N_("Only codings with this effect."))] = None,
    measure: Annotated[
        str | None, choice(MEASURES, "--measure", help=N_("Which table is written (default: coefficient)."))
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=N_("Write it to .csv, .xlsx, .docx, .html, .png or .svg.")),
    ] = None,
    tongue: Annotated[
        str | None, choice(LANGUAGES, "--lang", help=N_("The table's language; else the program's."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import cooccurrence

    wanted = tongue or language()
    chosen = {**filters(where, "--where"), **filters(facet, "--facet")}
    with session(context) as project:
        found = cooccurrence.cooccurrence(
            project,
            within or "overlap",
            level=level or "code",
            coder=coder,
            where=chosen,
            effect=effect,
            language=wanted,
        )
        if file is not None:
            cooccurrence.write(project, found, measure or "coefficient", file, wanted, force=force)
    if json:
        output.document(output.with_file(found, file))
    elif file is not None:
        output.line(_("The table is written to {path}").format(path=file))
    else:
        _show(found, cooccurrence.pairs(found))


def _show(found: Cooccurrence, pairs: Sequence[Pair]) -> None:
    """The pairs, the strongest first: a square table of all codes is wider than any terminal."""
    if not pairs:
        output.line(_("No two codes occur together."))
        return
    names = dict(zip(found.codes, found.labels, strict=True))
    headers = [_("Code"), _("with"), _("together"), _("of"), _("and"), _("coefficient"), _("overlap"), ""]
    rows = [
        (
            names[pair.first],
            names[pair.second],
            pair.together,
            pair.first_in,
            pair.second_in,
            pair.coefficient,
            pair.overlap,
            _("uneven") if pair.uneven else "",
        )
        for pair in pairs
    ]
    output.table(headers, rows, numeric=range(2, 7))
    if any(pair.uneven for pair in pairs):
        output.line()
        output.line(
            _(
                "“Uneven”: one code is over five times as frequent, so the coefficient is small whatever they share; "
                "look at the overlap."
            )
        )


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "cooccurrence",
        cls=Command,
        rich_help_panel=RESULTS,
        help=N_(
            "Which codes occur together: in overlapping passages, in one sentence, turn or document.\n\n"
            "The coefficient is units with both out of units with either; the overlap, out of those of the rarer one."
        ),
    )(_cooccurrence)

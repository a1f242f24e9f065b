"""`assign`: who is to code which documents, and a plan for double coding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.commands.agreement import named
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, number
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _
from qualcode.model.message import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.assignment_view import AssignmentView

_Documents = Annotated[list[str], typer.Argument(metavar="DOCUMENT", help=N_("Numbers, titles or ids."))]
_Coders = Annotated[str, typer.Option("--coders", metavar="A,B", help=N_("Who is to code them."))]


def _share(text: str | float) -> float:
    try:
        return float(text)
    except ValueError:
        raise typer.BadParameter(_(N_("it must be a number, such as 0.2."))) from None


def _list(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import assignments

    with session(context) as project:
        found = assignments.listing(project)
    _show(found, json)


def _show(found: Sequence[AssignmentView], json: bool) -> None:
    if json:
        output.document(found)
        return
    rows = [
        (each.title, each.coder, _("blind") if each.blind else "", _("finished") if each.done else "") for each in found
    ]
    output.table((_("Document"), _("Coder"), "", ""), rows, empty=_("No document is assigned to anybody."))


def _add(
    context: typer.Context,
    which: _Documents,
    coders: _Coders,
    blind: Annotated[bool, typer.Option("--blind", help=N_("Not to be compared until all are done."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import assignments, documents

    with session(context) as project:
        ids = [documents.find(project, each).id for each in which]
        found = assignments.assign(project, ids, named(coders) or [], blind=blind)
    _show(found, json)


def _remove(
    context: typer.Context,
    which: _Documents,
    coders: Annotated[
        str | None, typer.Option("--coders", metavar="A,B", help=N_("From these only; else from all."))
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import assignments, documents

    with session(context) as project:
        removed = assignments.unassign(project, [documents.find(project, each).id for each in which], named(coders))
    if json:
        output.document({"removed": removed})
    else:
        output.line(_("Tasks taken back: {n}").format(n=removed))


def _plan(
    context: typer.Context,
    coders: _Coders,
    share: Annotated[
        float, typer.Option("--share", metavar="SHARE", parser=_share, help=N_("How many of all, such as 0.2."))
    ] = 0.2,
    seed: Annotated[int, number("--seed", help=N_("The number that draws begin with."))] = 1,
    by: Annotated[
        str | None, typer.Option("--by", metavar="BY", help=N_("Drawn alike from each case (default), or property."))
    ] = None,
    seen: Annotated[bool, typer.Option("--seen", help=N_("Not blind: all may look at once."))] = False,
    apply: Annotated[bool, typer.Option("--apply", help=N_("Store it; else it is only shown."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import assignments

    with session(context) as project:
        made = assignments.plan(
            project,
            share,
            named(coders) or [],
            seed=seed,
            by=by or assignments.BY_CASE,
            blind=not seen,
            store=apply,
        )
    if json:
        output.document(made)
        return
    rows = [(name or "–", drawn, there) for name, (drawn, there) in made.strata.items()]
    output.table((made.by, _("drawn"), _("of")), rows, numeric=(1, 2))
    output.line()
    for title in made.titles:
        output.line(title)
    if not made.stored:
        output.line()
        output.line(_("Nothing is stored yet; with --apply it is."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("Who is to code what, and who is done."))(_list)
    group.command("add", cls=Command, help=N_("Have coders code documents."))(_add)
    group.command("remove", cls=Command, help=N_("Take documents from coders; codings stay."))(_remove)
    group.command("plan", cls=Command, help=N_("Draw documents to be coded by several, alike from each enterprise."))(
        _plan
    )
    app.add_typer(
        group,
        name="assign",
        rich_help_panel=RESULTS,
        help=N_("Who is to code which documents: `assign` is `assign list`."),
    )

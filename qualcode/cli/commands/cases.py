"""`case`: the enterprises that are compared."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import AttributesOption, Json, pairs
from qualcode.cli.subjects import CASES
from qualcode.i18n import _
from qualcode.model.case import CaseView
from qualcode.model.message import N_

_Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The case's name."))]
_Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help=N_("What it is (default: enterprise)."))]


def _add(
    context: typer.Context, name: _Name, kind: _Kind = None, attributes: AttributesOption = None, json: Json = False
) -> None:
    from qualcode.ops import cases

    told = pairs(attributes, "--attribute")
    with session(context) as project:
        view = cases.add_case(project, name, kind=kind or "enterprise", attributes=told)
    show([view], json)


def _set(
    context: typer.Context,
    name: _Name,
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="ATTRIBUTE=VALUE", help=N_("Properties, as with --attribute; nothing after = removes.")),
    ] = None,
    rename: Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("Its new name."))] = None,
    kind: _Kind = None,
    attributes: AttributesOption = None,
    json: Json = False,
) -> None:
    from qualcode.ops import cases

    told = pairs([*(values or ()), *(attributes or ())], "--attribute")
    with session(context) as project:
        view = cases.set_case(project, name, rename=rename, kind=kind, attributes=told)
    show([view], json)


def _list(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import cases

    with session(context) as project:
        listing = cases.cases(project)
    show(listing, json)


def show(listing: list[CaseView], json: bool) -> None:
    """Show cases, as a table or as JSON."""
    if json:
        output.document(listing)
        return
    rows = [(view.name, words.case_kind(view.kind), view.attributes, view.members, view.documents) for view in listing]
    headers = (_("Case"), _("Kind"), _("Attributes"), _("People"), _("Documents"))
    output.table(headers, rows, empty=_("There are no cases yet. Add one with: qualcode case add NAME"))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List the cases with their attributes, people and documents."))(_list)
    group.command("add", cls=Command, help=N_("Add a case."))(_add)
    group.command("set", cls=Command, help=N_("Change a case: its name, kind or attributes."))(_set)
    app.add_typer(group, name="case", rich_help_panel=CASES, help=N_("Cases (enterprises): `case` is `case list`."))

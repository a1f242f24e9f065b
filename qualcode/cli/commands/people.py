"""`person`: the people who speak."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import AttributesOption, Json, choice, pairs
from qualcode.cli.subjects import CASES
from qualcode.i18n import _
from qualcode.model.case import CONSENTS, PersonView
from qualcode.model.message import N_

_Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The person's name."))]
_Case = Annotated[str | None, typer.Option("--case", metavar="NAME", help=N_("The case they belong to."))]
_Consent = Annotated[
    str | None,
    choice(CONSENTS, "--consent", help=N_("What may be shown of their words (default: quote); reports obey it.")),
]


def _add(
    context: typer.Context,
    name: _Name,
    case: _Case = None,
    consent: _Consent = None,
    attributes: AttributesOption = None,
    json: Json = False,
) -> None:
    from qualcode.ops import cases

    told = pairs(attributes, "--attribute")
    with session(context) as project:
        view = cases.add_person(project, name, case=case, consent=consent or "quote", attributes=told)
    show([view], json)


def _set(
    context: typer.Context,
    name: _Name,
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="ATTRIBUTE=VALUE", help=N_("Properties, as with --attribute; nothing after = removes.")),
    ] = None,
    rename: Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("Their new name."))] = None,
    within: Annotated[
        str | None, typer.Option("--in", metavar="CASE", help=N_("The case to look in, where several have that name."))
    ] = None,
    case: _Case = None,
    consent: _Consent = None,
    attributes: AttributesOption = None,
    json: Json = False,
) -> None:
    from qualcode.ops import cases

    told = pairs([*(values or ()), *(attributes or ())], "--attribute")
    with session(context) as project:
        view = cases.set_person(
            project, name, within=within, rename=rename, case=case, consent=consent, attributes=told
        )
    show([view], json)


def _list(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import cases

    with session(context) as project:
        listing = cases.people(project)
    show(listing, json)


def show(listing: list[PersonView], json: bool) -> None:
    """Show people, as a table or as JSON."""
    if json:
        output.document(listing)
        return
    rows = [(view.name, view.case, words.consent(view.consent), view.attributes, view.documents) for view in listing]
    headers = (_("Person"), _("Case"), _("Consent"), _("Attributes"), _("Documents"))
    output.table(headers, rows, empty=_("There are no people yet. Add one with: qualcode person add NAME"))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List the people with their case, consent and documents."))(_list)
    group.command("add", cls=Command, help=N_("Add a person."))(_add)
    group.command("set", cls=Command, help=N_("Change a person: name, case, consent or attributes."))(_set)
    app.add_typer(group, name="person", rich_help_panel=CASES, help=N_("People: `person` is `person list`."))

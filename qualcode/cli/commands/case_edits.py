"""`case remove`, `join`, `properties`, ... and the same of people: the register kept in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.commands import cases, people
from qualcode.cli.help import Command, group_of
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, NothingAsked, choice
from qualcode.i18n import _
from qualcode.model.case import ATTRIBUTE_TYPES
from qualcode.model.message import N_

if TYPE_CHECKING:
    from qualcode.model.register import AttributeSheet

_Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The one that goes."))]
_Into = Annotated[str, typer.Argument(metavar="INTO", help=N_("The one that stays and gets all that hangs on it."))]
_In = Annotated[
    str | None, typer.Option("--in", metavar="CASE", help=N_("The case to look in, where several have that name."))
]
_Property = Annotated[str, typer.Argument(metavar="PROPERTY", help=N_("The property's name."))]
_Type = Annotated[str | None, choice(ATTRIBUTE_TYPES, "--type", help=N_("What its values are (default: text)."))]


def _remove_case(context: typer.Context, name: _Name, json: Json = False) -> None:
    from qualcode.ops import case_edits

    with session(context) as project:
        case_edits.remove_case(project, name)
    _removed(name, json)


def _remove_person(context: typer.Context, name: _Name, within: _In = None, json: Json = False) -> None:
    from qualcode.ops import case_edits

    with session(context) as project:
        case_edits.remove_person(project, name, within=within)
    _removed(name, json)


def _join_cases(context: typer.Context, name: _Name, into: _Into, json: Json = False) -> None:
    from qualcode.ops import case_edits

    with session(context) as project:
        made = case_edits.join_cases(project, name, into)
    cases.show([made], json)


def _join_people(context: typer.Context, name: _Name, into: _Into, json: Json = False) -> None:
    from qualcode.ops import case_edits

    with session(context) as project:
        made = case_edits.join_people(project, name, into)
    people.show([made], json)


def _properties(about: str) -> Callable[..., None]:
    def properties(context: typer.Context, json: Json = False) -> None:
        from qualcode.ops import attributes

        with session(context) as project:
            _show(attributes.attributes(project, about), json)

    return properties


def _add_property(about: str) -> Callable[..., None]:
    def add(context: typer.Context, name: _Property, kind: _Type = None, json: Json = False) -> None:
        from qualcode.ops import attributes

        with session(context) as project:
            _show([attributes.add(project, about, name, kind or "text")], json)

    return add


def _set_property(about: str) -> Callable[..., None]:
    def change(
        context: typer.Context,
        name: _Property,
        rename: Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("Its new name."))] = None,
        kind: Annotated[
            str | None, choice(ATTRIBUTE_TYPES, "--type", help=N_("What its values are; all must be such."))
        ] = None,
        json: Json = False,
    ) -> None:
        from qualcode.ops import attributes

        if rename is None and kind is None:
            raise NothingAsked(command=context.command_path)
        with session(context) as project:
            _show([attributes.change(project, about, name, rename=rename, kind=kind)], json)

    return change


def _remove_property(about: str) -> Callable[..., None]:
    def remove(context: typer.Context, name: _Property, json: Json = False) -> None:
        from qualcode.ops import attributes

        with session(context) as project:
            attributes.remove(project, about, name)
        _removed(name, json)

    return remove


def _removed(name: str, json: bool) -> None:
    if json:
        output.document({"removed": name})
    else:
        output.line(_("“{name}” is removed; to have it back: qualcode undo").format(name=name))


def _show(sheets: list[AttributeSheet], json: bool) -> None:
    if json:
        output.document(sheets)
        return
    rows = [(each.name, words.attribute_type(each.type), each.uses, each.values) for each in sheets]
    headers = (_("Property"), _("Type"), _("How many"), _("Values"))
    output.table(headers, rows, numeric=(2,), empty=_("There are no properties yet."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module below those of cases and people, which are there already."""
    edits: tuple[tuple[str, str, Callable[..., None], str], ...] = (
        ("case", "remove", _remove_case, N_("Take a case out; its people and documents stay.")),
        ("case", "join", _join_cases, N_("Make one case of two that are the same.")),
        ("person", "remove", _remove_person, N_("Take a person out; what they said stays.")),
        ("person", "join", _join_people, N_("Make one person of two who are the same; the stricter consent holds.")),
    )
    properties: tuple[tuple[str, Callable[[str], Callable[..., None]], str], ...] = (
        ("properties", _properties, N_("List the properties with their types and values.")),
        ("add-property", _add_property, N_("Add a property.")),
        ("set-property", _set_property, N_("Give a property another name or type; its values stay.")),
        ("remove-property", _remove_property, N_("Remove a property with all its values.")),
    )
    for about, name, command, help in edits:
        group_of(app, about).command(name, cls=Command, help=help)(command)
    for about in ("case", "person"):
        for name, made_for, help in properties:
            group_of(app, about).command(name, cls=Command, help=help)(made_for(about))

"""Arguments and options that several commands share, and the values they may have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from qualcode.cli.invocation import invocation
from qualcode.errors import UsageError
from qualcode.i18n import _
from qualcode.model.message import N_


class NotAPair(UsageError):
    """Something without `=` where a name and its value are wanted."""

    sentence = N_("“{value}” is not possible for {option}.")
    hint = N_("Write it as NAME=VALUE, for example pool=insertion.")


class NothingAsked(UsageError):
    """A command that changes something was not told what."""

    sentence = N_("Nothing to be changed was named.")
    hint = N_("See how it is used with: {command} --help")


def choice(values: Sequence[str], *names: str, help: str) -> Any:
    """An option whose value is one of `values`; anything else is wrong usage."""

    def one_of(value: str | None) -> str | None:
        if value is not None and value not in values:
            raise typer.BadParameter(_(N_("possible are {choices}.")).format(choices=", ".join(values)))
        return value

    return typer.Option(*names, metavar="|".join(values), help=help, callback=one_of)


def whole_number(text: str | int) -> int:
    """The number that `text` is, 0 or more; a default, which is a number already, stays."""
    if isinstance(text, int):
        return text
    if not text.isdecimal():
        raise typer.BadParameter(_(N_("it must be a whole number.")))
    return int(text)


def pairs(texts: Sequence[str] | None, what: str) -> dict[str, str]:
    """`["pool=insertion"]` as `{"pool": "insertion"}`. Raises NotAPair where there is no `=`."""
    found: dict[str, str] = {}
    for text in texts or ():
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise NotAPair(value=text, option=what)
        found[name.strip()] = value.strip()
    return found


def filters(texts: Sequence[str] | None, what: str) -> dict[str, str | tuple[str, ...]]:
    """As `pairs`, but a name may come again: then any of its values will do."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts or ():
        ((name, value),) = pairs([text], what).items()
        found[name] = (*found.get(name, ()), value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _merged_json(context: typer.Context, value: bool) -> bool:
    """Whether JSON is wanted: `--json` may stand after the command or before it."""
    return value or invocation(context).json


def number(*names: str, help: str) -> Any:
    """An option that is a whole number."""
    return typer.Option(*names, metavar="N", help=help, parser=whole_number)


Json = Annotated[bool, typer.Option("--json", help=N_("Print one JSON document, for programs."), callback=_merged_json)]
Force = Annotated[bool, typer.Option("--force", help=N_("Replace the file if it exists."))]
DocumentName = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help=N_("Its number, title or id, or the beginning of one."))
]
CodeOption = Annotated[
    str | None, typer.Option("--code", metavar="CODE", help=N_("Only this code and those below it."))
]
UnderOption = Annotated[
    str | None,
    typer.Option(
        "--under",
        metavar="OTHER",
        help=N_("Read the codings under another codebook (a file, a project, PROJECT@VERSION)."),
    ),
]
CaseOption = Annotated[str | None, typer.Option("--case", metavar="NAME", help=N_("Only this case."))]
WhereOption = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="ATTRIBUTE=VALUE", help=N_("Only cases or people with this value; repeatable.")),
]
FacetOption = Annotated[
    list[str] | None,
    typer.Option("--facet", metavar="NAME=VALUE", help=N_("Only codings with this facet; repeatable.")),
]
OutputFile = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=N_("The file to write."))]
AttributesOption = Annotated[
    list[str] | None,
    typer.Option("--attribute", "-a", metavar="NAME=VALUE", help=N_("A property such as pool=insertion; repeatable.")),
]

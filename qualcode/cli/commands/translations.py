"""`translate`, `translations`: quotes in other languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.commands.documents import glimpse
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Json
from qualcode.cli.subjects import CODING
from qualcode.i18n import _
from qualcode.model.message import N_

if TYPE_CHECKING:
    from qualcode.model.translation_view import TranslationView

_Coding = Annotated[str, typer.Argument(metavar="CODING", help=N_("The coding's id."))]
_Language = Annotated[
    str, typer.Argument(metavar="LANGUAGE", help=N_("The language's code: fr, nl, en, de, or another."))
]


def _translate(
    context: typer.Context,
    coding: _Coding,
    language: _Language,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("The quote in this language; empty removes yours."))],
    json: Json = False,
) -> None:
    from qualcode.ops import translations

    with session(context) as project:
        made = translations.translate(project, coding, language, text)
    _show(made, json)


def _list(
    context: typer.Context,
    coding: Annotated[
        list[str] | None, typer.Option("--coding", metavar="ID", help=N_("Only of this coding; repeatable."))
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="LANGUAGE", help=N_("Only into this language."))
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import translations

    with session(context) as project:
        made = translations.listing(project, codings=coding or None, language=language)
    _show(made, json)


def _remove(context: typer.Context, coding: _Coding, language: _Language, json: Json = False) -> None:
    from qualcode.ops import translations

    with session(context) as project:
        removed = translations.remove(project, coding, language)
    if json:
        output.document({"removed": removed})
    elif removed:
        output.line(_("Your translation is removed."))
    else:
        output.line(_("You have no translation of it into this language."))


def _show(made: Sequence[TranslationView], json: bool) -> None:
    if json:
        output.document(made)
        return
    rows = [
        (each.document, each.coding, glimpse(each.quote), each.language, glimpse(each.text), each.coder)
        for each in made
    ]
    headers = (_("No."), _("Coding"), _("Passage"), _("Language"), _("Translation"), _("Translated by"))
    output.table(headers, rows, numeric=(0,), empty=_("There are no translations."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "translate",
        cls=Command,
        rich_help_panel=CODING,
        help=N_(
            "Translate a quote; your earlier translation into the language is replaced.\n\n"
            "Reports show it below the words that were said, never for them, with your name."
        ),
    )(_translate)
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("The translations there are, and who made them."))(_list)
    group.command("remove", cls=Command, help=N_("Remove your translation of a quote into a language."))(_remove)
    app.add_typer(
        group,
        name="translations",
        rich_help_panel=CODING,
        help=N_("Quotes in other languages: `translations` is `translations list`."),
    )

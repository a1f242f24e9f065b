"""`memo`: notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, choice
from qualcode.cli.subjects import CODING
from qualcode.errors import UsageError
from qualcode.i18n import _
from qualcode.model.coding import MEMO_SUBJECTS, MemoView
from qualcode.model.message import N_

if TYPE_CHECKING:
    from qualcode.ops import Session


class AboutOneThing(UsageError):
    """A memo about two things at once."""

    sentence = N_("A memo is about one thing: name one of {choices}, or none for the project.")


_About = dict[str, str | None]
_OnCoding = Annotated[str | None, typer.Option("--coding", metavar="ID", help=N_("About a coding."))]
_OnCode = Annotated[str | None, typer.Option("--code", metavar="CODE", help=N_("About a code."))]
_OnDocument = Annotated[str | None, typer.Option("--document", metavar="DOCUMENT", help=N_("About a document."))]
_OnCase = Annotated[str | None, typer.Option("--case", metavar="NAME", help=N_("About a case."))]
_OnPerson = Annotated[str | None, typer.Option("--person", metavar="NAME", help=N_("About a person."))]

_Memo = Annotated[str, typer.Argument(metavar="ID", help=N_("The memo's id, as `memo` shows it."))]


def _one_thing(about: _About) -> tuple[str, str] | None:
    """The kind and name that the options give; None where none does."""
    named = [(kind, name) for kind, name in about.items() if name is not None]
    if len(named) > 1:
        raise AboutOneThing(choices=", ".join(f"--{kind}" for kind in about))
    return named[0] if named else None


def _add(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What you note."))],
    coding: _OnCoding = None,
    code: _OnCode = None,
    document: _OnDocument = None,
    case: _OnCase = None,
    person: _OnPerson = None,
    json: Json = False,
) -> None:
    from qualcode.ops import memos

    about = {"coding": coding, "code": code, "document": document, "case": case, "person": person}
    kind, name = _one_thing(about) or ("project", "")
    with session(context) as project:
        memo = memos.add(project, kind, memos.subject(project, kind, name), text)
        _show(project, [memo], json, single=True)


def _list(
    context: typer.Context,
    coding: _OnCoding = None,
    code: _OnCode = None,
    document: _OnDocument = None,
    case: _OnCase = None,
    person: _OnPerson = None,
    kind: Annotated[str | None, choice(MEMO_SUBJECTS, "--kind", help=N_("Only memos about this kind."))] = None,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help=N_("Only this coder's."))] = None,
    containing: Annotated[
        str | None, typer.Option("--containing", metavar="TEXT", help=N_("Only those in which this stands."))
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import memos

    named = _one_thing({"coding": coding, "code": code, "document": document, "case": case, "person": person})
    with session(context) as project:
        about = memos.subject(project, *named) if named else None
        listing = memos.listing(project, named[0] if named else kind, about, coder=coder, containing=containing)
        _show(project, listing, json)


def _edit(
    context: typer.Context,
    memo: _Memo,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What it shall say."))],
    json: Json = False,
) -> None:
    from qualcode.ops import memos

    with session(context) as project:
        _show(project, [memos.edit(project, memo, text)], json, single=True)


def _remove(context: typer.Context, memo: _Memo, json: Json = False) -> None:
    from qualcode.ops import memos

    with session(context) as project:
        memos.remove(project, memo)
    if json:
        output.document({"removed": 1})
    else:
        output.line(_("The memo is removed."))


def _show(project: Session, listing: list[MemoView], json: bool, single: bool = False) -> None:
    if json:
        output.document(listing[0] if single else listing)
        return
    named = words.codes(project)
    rows = [
        (
            words.subject(memo.about_kind), named(memo.about_name) if memo.about_kind == "code" else memo.about_name,
            memo.text, memo.coder, words.when(memo.created), memo.id,
        )
        for memo in listing
    ]  # fmt: skip
    headers = (_("About"), _("Which"), _("Memo"), _("Coder"), _("Written"), _("Id"))
    output.table(headers, rows, empty=_("There are no memos."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List the memos, all or those about one thing."))(_list)
    group.command("add", cls=Command, help=N_("Note something about a coding, code, document, case or person."))(_add)
    group.command("edit", cls=Command, help=N_("Change what a memo says."))(_edit)
    group.command("remove", cls=Command, help=N_("Remove a memo."))(_remove)
    app.add_typer(group, name="memo", rich_help_panel=CODING, help=N_("Memos: `memo` is `memo list`."))

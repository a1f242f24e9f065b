"""`suggest`: passages that may carry a code, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import diagnostics, output, words
from qualcode.cli.commands.codings import tell
from qualcode.cli.commands.documents import glimpse
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import CodeOption, DocumentName, Json, number, whole_number
from qualcode.cli.subjects import CODING
from qualcode.errors import NotFound
from qualcode.i18n import _
from qualcode.model.message import N_
from qualcode.model.suggestion import Evidence, Suggestion

if TYPE_CHECKING:
    from qualcode.ops import Session


class SuggestionNotFound(NotFound):
    """Nothing is suggested there, or somebody has decided about it."""

    code = "suggestion-not-found"
    sentence = N_("“{code}” is not suggested for characters {start} to {end}.")
    hint = N_("See what is with: qualcode suggest DOCUMENT")


_Start = Annotated[
    int, typer.Argument(metavar="START", help=N_("The passage's first character, from 0."), parser=whole_number)
]
_End = Annotated[int, typer.Argument(metavar="END", help=N_("The character after its last."), parser=whole_number)]
_Code = Annotated[str, typer.Argument(metavar="CODE", help=N_("The code that is suggested."))]


def _suggest(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="DOCUMENT", help=N_("Numbers, titles or ids; else all documents."))
    ] = None,
    code: CodeOption = None,
    limit: Annotated[int | None, number("--limit", help=N_("At most so many, the best first."))] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import documents, suggestions

    with session(context) as project:
        within = [documents.find(project, name).id for name in names] if names else None
        with diagnostics.progress_bar(_("Looking for passages")):
            answer = suggestions.answer(project, within, code=code, limit=limit)
        numbers = {document.id: document.number for document in documents.documents(project)}
        named = words.codes(project)
    for note in answer.notes:
        diagnostics.note(note)
    if json:
        output.document(answer.suggestions)
    else:
        _show(answer.suggestions, numbers, named)


def _accept(
    context: typer.Context,
    document: DocumentName,
    start: _Start,
    end: _End,
    code: _Code,
    other: Annotated[str | None, typer.Option("--as", metavar="CODE", help=N_("Code it with another code."))] = None,
    edges: Annotated[
        tuple[int, int] | None, typer.Option("--at", metavar="START END", help=N_("Code it with other edges."))
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import suggestions

    with session(context) as project:
        found = _one(project, document, start, end, code)
        first, last = edges or (None, None)
        tell(project, [suggestions.accept(project, found, code=other, start=first, end=last)], json, alone=True)


def _refuse(
    context: typer.Context, document: DocumentName, start: _Start, end: _End, code: _Code, json: Json = False
) -> None:
    from qualcode.ops import suggestions

    with session(context) as project:
        decision = suggestions.refuse(project, _one(project, document, start, end, code))
        name = words.codes(project)(decision.code)
    if json:
        output.document(decision)
    else:
        output.line(_("“{code}” will not be suggested to you there again.").format(code=name))


def _one(project: Session, document: str, start: int, end: int, code: str) -> Suggestion:
    """The suggestion of this code for exactly this passage. Raises SuggestionNotFound."""
    from qualcode.ops import codebooks, documents, suggestions

    key = codebooks.find_code(codebooks.tree(project), code).key
    for each in suggestions.suggest(project, [documents.find(project, document).id], code=code):
        if (each.start, each.end, each.code) == (start, end, key):
            return each
    raise SuggestionNotFound(code=words.codes(project)(key), start=start, end=end)


def _show(found: Sequence[Suggestion], numbers: Mapping[str, int], named: Callable[[str], str]) -> None:
    rows = [
        (
            suggestion.score, named(suggestion.code), numbers[suggestion.document], suggestion.start, suggestion.end,
            glimpse(suggestion.quote), [_reason(each) for each in suggestion.evidence],
        )
        for suggestion in found
    ]  # fmt: skip
    headers = (_("Score"), _("Code"), _("Doc."), _("Start"), _("End"), _("Passage"), _("Because of"))
    output.table(headers, rows, numeric=(0, 2, 3, 4), empty=_("There is nothing to suggest."))


def _reason(evidence: Evidence) -> str:
    return f"{evidence.text} ({words.evidence(evidence.kind)}: {evidence.detail})"


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command(
        "list", cls=Command, help=N_("Show passages that may carry a code, with the reasons; nothing is coded by it.")
    )(_suggest)
    group.command("accept", cls=Command, help=N_("Code what was suggested, perhaps otherwise; recorded as yours."))(
        _accept
    )
    group.command("refuse", cls=Command, help=N_("Say that a suggestion is wrong; it is not made to you again."))(
        _refuse
    )
    app.add_typer(
        group,
        name="suggest",
        rich_help_panel=CODING,
        help=N_("Passages that may carry a code: `suggest DOCUMENT` is `suggest list DOCUMENT`."),
    )

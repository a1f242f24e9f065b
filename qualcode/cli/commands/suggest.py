"""`suggest`: passages that may carry a code, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

from qualcode.cli import diagnostics, output, words
from qualcode.cli.commands.documents import glimpse
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import CodeOption, Json, number
from qualcode.cli.subjects import CODING
from qualcode.i18n import _
from qualcode.model.message import N_
from qualcode.model.suggestion import Evidence, Suggestion


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
    app.command(
        "suggest",
        cls=Command,
        rich_help_panel=CODING,
        help=N_("Show passages that may carry a code, with the reasons; nothing is coded by it."),
    )(_suggest)

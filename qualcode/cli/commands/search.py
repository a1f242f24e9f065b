"""`search` and `autocode`: words in the texts, and codes on what is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, choice
from qualcode.cli.subjects import CODING
from qualcode.i18n import _, ngettext
from qualcode.model.document import Document, SearchHit
from qualcode.model.message import N_

# As in `ops.autocode` and `analysis.query`, which are not loaded before they are needed.
UNITS = ("match", "sentence", "turn", "paragraph")
WITHIN = ("paragraph", "sentence", "turn", "document")

_Query = Annotated[str, typer.Argument(metavar="QUERY", help=N_("What to look for; quote it if it has spaces."))]
_Regex = Annotated[
    bool, typer.Option("--regex", help=N_("The query is a regular expression; accents matter, time is limited."))
]
_Fuzzy = Annotated[bool, typer.Option("--fuzzy", help=N_("Also find words with slips of the pen or other endings."))]
_Within = Annotated[
    str | None, choice(WITHIN, "--within", help=N_("What AND, NOT and NEAR look within (default: paragraph)."))
]
_InDocument = Annotated[str | None, typer.Option("--document", metavar="DOCUMENT", help=N_("Only in this document."))]
_Narrators = Annotated[
    bool, typer.Option("--narrators", help=N_("Only what narrators say; not interviewers, labels or headings."))
]


def _search(
    context: typer.Context,
    query: _Query,
    regex: _Regex = False,
    fuzzy: _Fuzzy = False,
    within: _Within = None,
    document: _InDocument = None,
    narrators: _Narrators = False,
    json: Json = False,
) -> None:
    from qualcode.ops import documents, search

    with session(context) as project:
        hits = search.search(
            project,
            query,
            document=documents.find(project, document).id if document else None,
            regex=regex,
            fuzzy=fuzzy,
            within=within or "paragraph",
            narrators_only=narrators,
        )
        known = documents.documents(project)
    _show(hits, known, json)


def _autocode(
    context: typer.Context,
    query: _Query,
    code: Annotated[str, typer.Argument(metavar="CODE", help=N_("The code's key, path or label, in any language."))],
    unit: Annotated[
        str | None, choice(UNITS, "--unit", help=N_("How much is coded around what is found (default: match)."))
    ] = None,
    regex: _Regex = False,
    fuzzy: _Fuzzy = False,
    within: _Within = None,
    document: _InDocument = None,
    narrators: _Narrators = False,
    preview: Annotated[
        bool, typer.Option("--preview", help=N_("Only show what would be coded, as `search` does."))
    ] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import autocode, codebooks, documents

    with session(context) as project:
        found = autocode.preview(
            project,
            query,
            unit=unit or "match",
            regex=regex,
            fuzzy=fuzzy,
            within=within or "paragraph",
            document=documents.find(project, document).id if document else None,
            narrators_only=narrators,
        )
        if preview:
            codebooks.find_code(codebooks.tree(project), code)
            _show(found, documents.documents(project), json)
            return
        added = autocode.autocode(project, query, code, hits=found)
    if json:
        output.document(added)
        return
    told = ngettext("{n} coding is added", "{n} codings are added", added.added).format(n=added.added)
    output.line(_("{added}; already there: {existing}.").format(added=told, existing=added.existing))


def _show(hits: Sequence[SearchHit], known: Sequence[Document], json: bool) -> None:
    """Hits, or passages in the form of hits, in their context."""
    if json:
        output.document(hits)
        return
    numbers = {document.id: document.number for document in known}
    rows = [(numbers[hit.document], hit.start, hit.end, hit.before, hit.quote, hit.after) for hit in hits]
    headers = (_("Doc."), _("Start"), _("End"), _("Before"), _("Found"), _("After"))
    output.table(headers, rows, numeric=(0, 1, 2, 3), empty=_("It is found nowhere."))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "search",
        cls=Command,
        rich_help_panel=CODING,
        help=N_(
            "Find words in all documents, whatever their case and accents.\n\n"
            "Plain words are found in that order, inside longer words too; “in quotation marks” they are whole words; "
            "confian* and *ment are whole words that begin or end so. In capitals: a AND b, a OR b, a NOT b, "
            "a NEAR/5 b (at most five words between them), with brackets where needed. Put such a query between single "
            "quotation marks, so that the shell leaves it alone: qualcode search '(travail OR emploi) NEAR/5 \"plus "
            "rien\"'"
        ),
    )(_search)
    app.command(
        "autocode",
        cls=Command,
        rich_help_panel=CODING,
        help=N_(
            "Put a code on all that a search finds, or on the sentences, paragraphs or turns it is found in.\n\n"
            "Look first with --preview. One `undo` takes all of it back. See `qualcode search --help` for what a "
            "query may say."
        ),
    )(_autocode)

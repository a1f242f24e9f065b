"""`code`, `codings`, `uncode`: codes on passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.commands.documents import glimpse
from qualcode.cli.diagnostics import note
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import CodeOption, DocumentName, Json, choice, pairs, whole_number
from qualcode.cli.subjects import CODING
from qualcode.errors import UsageError
from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import EFFECTS, label
from qualcode.model.coding import ORIGINS, CodingView
from qualcode.model.message import N_, Message

if TYPE_CHECKING:
    from qualcode.ops import Session


class NewCodeAlone(UsageError):
    """`code --new` with several codes or with what is told of a coding, or its options without it."""

    sentence = N_("With --new one label is named, perhaps with --parent and --in-vivo, and nothing else.")


def _code(
    context: typer.Context,
    document: DocumentName,
    start: Annotated[
        int, typer.Argument(metavar="START", help=N_("The passage's first character, from 0."), parser=whole_number)
    ],
    end: Annotated[int, typer.Argument(metavar="END", help=N_("The character after its last."), parser=whole_number)],
    codes: Annotated[
        list[str],
        typer.Argument(metavar="CODE", help=N_("The code's key, path or label, in any language; or several codes.")),
    ],
    effect: Annotated[str | None, choice(EFFECTS, "--effect", help=N_("What changed for the person."))] = None,
    facets: Annotated[
        list[str] | None,
        typer.Option("--facet", metavar="NAME=VALUE", help=N_("For example time=before; repeatable.")),
    ] = None,
    memo: Annotated[str | None, typer.Option("--memo", metavar="TEXT", help=N_("Your note on it."))] = None,
    new: Annotated[bool, typer.Option("--new", help=N_("Make the code too: CODE is its label."))] = False,
    parent: Annotated[
        str | None, typer.Option("--parent", metavar="CODE", help=N_("With --new: the code above it."))
    ] = None,
    in_vivo: Annotated[
        bool, typer.Option("--in-vivo", help=N_("With --new: the label is what was said there."))
    ] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import coding_edits, codings, documents
    from qualcode.ops import in_vivo as made_here

    told = pairs(facets, "--facet") or None
    if (new and (len(codes) > 1 or effect or told or memo)) or (not new and (parent or in_vivo)):
        raise NewCodeAlone
    with session(context) as project:
        found = documents.find(project, document).id
        if new:
            made = [made_here.add(project, found, start, end, codes[0], parent=parent, in_vivo=in_vivo)]
        elif len(codes) == 1:
            made = [codings.add(project, found, start, end, codes[0], effect=effect, facets=told, memo=memo)]
        else:
            made = coding_edits.add_many_codes(project, found, start, end, codes, effect=effect, facets=told, memo=memo)
        tell(project, made, json, alone=len(codes) == 1)


def tell(project: Session, made: Sequence[CodingView], json: bool, *, alone: bool = False) -> None:
    """Show codings that were just made or changed; with `alone` the JSON is the one there is, else a list."""
    if json:
        output.document(made[0] if alone else made)
        return
    named = words.codes(project)
    for coding in made:
        told = _("{code} on “{quote}” ({id})")
        output.line(told.format(code=named(coding.code), quote=coding.quote, id=coding.id))


def _list(
    context: typer.Context,
    document: Annotated[
        str | None, typer.Option("--document", metavar="DOCUMENT", help=N_("Only those in this document."))
    ] = None,
    code: CodeOption = None,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help=N_("Only this coder's."))] = None,
    origin: Annotated[str | None, choice(ORIGINS, "--origin", help=N_("Only those that came about so."))] = None,
    under: Annotated[
        str | None,
        typer.Option(
            "--under",
            metavar="OTHER",
            help=N_("Read them under another codebook (a file, a project, PROJECT@VERSION); nothing is changed."),
        ),
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import blinding, codings, documents, versions

    with session(context) as project:
        within = documents.find(project, document).id if document else None
        found = codings.listing(project, document=within, code=code, coder=coder, origin=origin)
        listing, held = blinding.seen(project, found)
        if held:
            note(Message(N_("Codings of others in documents that you code blind, not shown: {n}."), {"n": held}))
        read = _read_under(project, listing, under) if under else None
        if json:
            made = versions.made_under(project, listing)
            output.document([_fields(coding, made, read) for coding in listing])
        else:
            _show(project, listing, read)


def _fields(coding: CodingView, made: Mapping[str, str | None], read: Reading | None) -> dict[str, object]:
    """A coding for programs; read under another codebook it has that one's code, or none, and its own beside."""
    fields = output.fields(coding)
    if read is not None:
        fields |= {"code": read.codes.get(coding.id), "own_code": coding.code}
    return {**fields, "codebook_version": made.get(coding.id)}


@dataclass(frozen=True, slots=True)
class Reading:
    """Codings under another codebook: its keys by the codings' ids, and what its codes are called."""

    codes: Mapping[str, str]
    names: Mapping[str, str]


def _read_under(project: Session, listing: Sequence[CodingView], under: str) -> Reading:
    from qualcode.ops import codebook_reading, codebook_source

    theirs = codebook_source.read(under, project)
    read = codebook_reading.read_under(project, listing, theirs)
    lacking = Counter(coding.code for coding, key in read if key is None)
    if lacking:
        named = words.codes(project)
        told = ", ".join(f"{named(key)} ({n})" for key, n in lacking.most_common())
        note(Message(N_("Without a counterpart there, codes and their codings: {codes}"), {"codes": told}))
    names = {code.key: label(code, language()) for code in theirs.codebook.codes}
    return Reading({coding.id: key for coding, key in read if key is not None}, names)


def _show(project: Session, listing: Sequence[CodingView], read: Reading | None = None) -> None:
    from qualcode.ops import codebooks, documents

    numbers = {document.id: document.number for document in documents.documents(project)}
    named, known = words.codes(project), {facet.name: facet for facet in codebooks.book(project).facets}

    def called(coding: CodingView) -> str:
        if read is None:
            return named(coding.code)
        other = read.codes.get(coding.id)
        own, theirs = named(coding.code), read.names[other] if other is not None else "–"
        return own if own == theirs else f"{theirs} ({own})"

    rows = [
        (
            numbers[coding.document], coding.start, coding.end, called(coding), words.effect(coding.effect),
            words.facets(coding.facets, known), glimpse(coding.quote), coding.coder, coding.memo, coding.id,
        )
        for coding in listing
    ]  # fmt: skip
    headers = (
        _("Doc."), _("Start"), _("End"), _("Code"), _("Effect"), _("Facets"),
        _("Passage"), _("Coder"), _("Memo"), _("Id"),
    )  # fmt: skip
    output.table(headers, rows, numeric=(0, 1, 2), empty=_("There are no such codings."))


def _add(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=N_(
                ".jsonl or .csv with document, start and end (or the quote instead), code, and perhaps coder, effect, "
                "memo."
            ),
        ),
    ],
    json: Json = False,
) -> None:
    from qualcode.ops import coding_files

    with session(context) as project:
        added = coding_files.add_file(project, file)
    if json:
        output.document(added)
        return
    told = ngettext("{n} coding is added", "{n} codings are added", added.added).format(n=added.added)
    output.line(_("{added}; already there: {existing}.").format(added=told, existing=added.existing))


def _uncode(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help=N_("The codings' ids, as `codings` shows them."))],
    json: Json = False,
) -> None:
    from qualcode.ops import codings

    with session(context) as project:
        removed = codings.remove(project, ids)
    if json:
        output.document({"removed": removed})
    else:
        output.line(ngettext("{n} coding is taken off.", "{n} codings are taken off.", removed).format(n=removed))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "code",
        cls=Command,
        rich_help_panel=CODING,
        help=N_(
            "Put a code, or several, on a passage.\n\n"
            "The same passage, code and coder again gives the coding that is there, with the effect, facets or memo "
            "now told."
        ),
    )(_code)
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List codings by document and place."))(_list)
    group.command(
        "add",
        cls=Command,
        help=N_("Take codings from a file, all or none; every fault is told with its line."),
    )(_add)
    app.add_typer(
        group,
        name="codings",
        rich_help_panel=CODING,
        help=N_("The codings: `codings` is `codings list`."),
    )
    app.command("uncode", cls=Command, rich_help_panel=CODING, help=N_("Take codings off."))(_uncode)

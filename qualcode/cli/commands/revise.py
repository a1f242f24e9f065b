"""`revise`, `revisions`, `adrift`: a text that is edited after it was coded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import diagnostics, output, words
from qualcode.cli.commands.documents import glimpse
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import DocumentName, Json, whole_number
from qualcode.cli.subjects import CODING, DOCUMENTS
from qualcode.errors import UsageError
from qualcode.i18n import _, ngettext
from qualcode.model.message import N_

if TYPE_CHECKING:
    from qualcode.model.revision import AdriftCoding, Occurrences, RevisionReport

_GLIMPSE = 40


class FileOrWords(UsageError):
    """`revise` without a file and without `--replace`, or with both."""

    sentence = N_("Name either a file with the corrected text, or what to replace, with --replace OLD NEW.")


class PlaceOrRemove(UsageError):
    """`adrift settle` without a passage and without `--remove`, or with both."""

    sentence = N_("Give either the passage's start and end, or --remove.")


def _revise(
    context: typer.Context,
    document: DocumentName,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=N_("The whole corrected text: .docx, .txt or .md."))
    ] = None,
    replace: Annotated[
        tuple[str, str] | None,
        typer.Option("--replace", metavar="OLD NEW", help=N_("Instead of a file: words, and what stands for them.")),
    ] = None,
    everywhere: Annotated[bool, typer.Option("--all", help=N_("Replace in all places, if there are several."))] = False,
    any_case: Annotated[
        bool,
        typer.Option("--any-case", help=N_("Small and capital letters are the same, though OLD has capitals.")),
    ] = False,
    in_words: Annotated[bool, typer.Option("--in-words", help=N_("Also as a part of longer words."))] = False,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help=N_("For text files, for example cp1252."))
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help=N_("Only tell what would become of the codings; change nothing."))
    ] = False,
    json: Json = False,
) -> None:
    from qualcode.model.revision import Occurrences
    from qualcode.ops import documents, replacing, revisions

    places = Occurrences((), {})
    with session(context) as project:
        found = documents.find(project, document)
        if file is not None and replace is None:
            read = revisions.preview_from_file if preview else revisions.revise_from_file
            report = read(project, found.id, file, encoding=encoding)
        elif replace is not None and file is None:
            old, new = replace
            case = False if any_case else None
            places = replacing.occurrences(project, found.id, old, whole_word=not in_words, case=case)
            report = replacing.replace(
                project,
                found.id,
                old,
                new,
                whole_word=not in_words,
                case=case,
                once=not everywhere and not preview,
                store=not preview,
            )
        else:
            raise FileOrWords
        named = words.codes(project)
    if json:
        output.document({**output.fields(report), **output.fields(places)})
    else:
        _show(report, places, found.title, preview, named)


def _show(report: RevisionReport, places: Occurrences, title: str, preview: bool, named: Callable[[str], str]) -> None:
    """What became, or would become, of the codings; every one that does not stand as it stood is listed."""
    for note in report.notes:
        diagnostics.note(note.say(_))
    if preview and places.hits:
        around = (_("Start"), _("Before"), _("Found"), _("After"))
        rows = [
            (hit.start, glimpse(hit.before[-_GLIMPSE:]), hit.quote, glimpse(hit.after, _GLIMPSE)) for hit in places.hits
        ]
        output.table(around, rows, numeric=(0, 1))
    if report.operation is None and not preview:
        output.line(_("“{title}” has this text already; nothing is changed.").format(title=title))
        return
    told = _("“{title}” would have revision {n}.") if preview else _("“{title}” has revision {n} now.")
    output.line(told.format(title=title, n=report.revision))
    counts = (len(report.kept), len(report.changed), len(report.moved), len(report.adrift))
    names = ("kept", "changed", "moved", "adrift")
    output.line(
        _("Codings: {kept} kept, {changed} changed with their passage, {moved} moved, {adrift} adrift.").format(
            **dict(zip(names, counts, strict=True))
        )
    )
    listed = (
        *((_("changed"), each) for each in report.changed),
        *((_("moved"), each) for each in report.moved),
        *((_("adrift"), each) for each in report.adrift),
    )
    if listed:
        headers = (_("Coding"), _("Code"), _("Coder"), _("Start"), _("End"), _("Was"), _("Is"), _("Id"))
        output.table(
            headers,
            [
                (
                    what, named(each.code), each.coder, each.start, each.end,
                    each.old_quote, each.quote if each.quote != each.old_quote else None, each.id,
                )
                for what, each in listed
            ],
            numeric=(3, 4),
        )  # fmt: skip
    if report.adrift and not preview:
        output.line(_("Put those that are adrift on a passage, or take them off: qualcode adrift"))


def _revisions(context: typer.Context, document: DocumentName, json: Json = False) -> None:
    from qualcode.ops import documents, revisions

    with session(context) as project:
        found = documents.find(project, document)
        states = revisions.history_of(project, found.id)
    listing = [{**output.fields(each), "present": each.id == found.revision} for each in states]
    if json:
        output.document(listing)
        return
    rows = [(each["number"], words.when(str(each["created"])), each["present"]) for each in listing]
    output.table((_("Revision"), _("Since"), _("Present text")), rows, numeric=(0,))


def _list(
    context: typer.Context,
    document: Annotated[str | None, typer.Argument(metavar="DOCUMENT", help=N_("Only those in this document."))] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import adrift, documents

    with session(context) as project:
        listing = adrift.listing(project, documents.find(project, document).id if document else None)
        numbers = {each.id: each.number for each in documents.documents(project)}
        named = words.codes(project)
    if json:
        output.document(listing)
        return
    rows = [
        (
            numbers[each.document], each.start, named(each.code), each.coder, each.quote, _place(each), each.memo,
            each.id,
        )
        for each in listing
    ]  # fmt: skip
    headers = (_("Doc."), _("Near"), _("Code"), _("Coder"), _("Was on"), _("Should be at"), _("Memo"), _("Id"))
    output.table(headers, rows, numeric=(0, 1), empty=_("No coding is adrift."))


def _place(coding: AdriftCoding) -> str:
    """Where in the present text the coding should be, in words."""
    if coding.taken:
        return _("its words, which carry the same code already")
    return f"{coding.before[-_GLIMPSE:]} | {coding.after[:_GLIMPSE]}".replace("\n", " ")


def _places(
    context: typer.Context,
    coding: Annotated[str, typer.Argument(metavar="ID", help=N_("The coding's id, as `adrift` shows it."))],
    json: Json = False,
) -> None:
    from qualcode.ops import adrift

    with session(context) as project:
        found = adrift.places(project, coding)
    if json:
        output.document(found)
        return
    output.line(
        _("It stood here: {before} [{quote}] {after}").format(
            before=found.before[-_GLIMPSE:], quote=found.quote, after=found.after[:_GLIMPSE]
        )
    )
    output.line()
    rows = [(each.start, each.end, each.before[-_GLIMPSE:], each.quote, each.after[:_GLIMPSE]) for each in found.places]
    headers = (_("Start"), _("End"), _("Before"), _("Found"), _("After"))
    output.table(headers, rows, numeric=(0, 1, 2), empty=_("Nothing in the present text is like it."))


def _settle(
    context: typer.Context,
    coding: Annotated[str, typer.Argument(metavar="ID", help=N_("The coding's id, as `adrift` shows it."))],
    start: Annotated[
        int | None,
        typer.Argument(metavar="START", help=N_("The passage's first character, from 0."), parser=whole_number),
    ] = None,
    end: Annotated[
        int | None, typer.Argument(metavar="END", help=N_("The character after its last."), parser=whole_number)
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Take the coding off instead."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import adrift

    if remove != (start is None) or (start is None) != (end is None):
        raise PlaceOrRemove
    with session(context) as project:
        if start is None or end is None:
            adrift.remove(project, coding)
            _show_removed(json)
            return
        settled = adrift.settle(project, coding, start, end)
        name = words.codes(project)(settled.code)
    if json:
        output.document(settled)
    else:
        told = _("{code} on “{quote}” ({id})")
        output.line(told.format(code=name, quote=settled.quote, id=settled.id))


def _show_removed(json: bool) -> None:
    if json:
        output.document({"removed": 1})
    else:
        output.line(ngettext("{n} coding is taken off.", "{n} codings are taken off.", 1).format(n=1))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "revise",
        cls=Command,
        rich_help_panel=DOCUMENTS,
        help=N_(
            "Edit a document's text after it was coded: a typo, a name.\n\n"
            "Give the whole corrected text in a file (write it with `qualcode text`, correct it, hand it back), or "
            "words to be replaced. Every coding stays on its words. Those whose passage was edited or moved are "
            "listed; those whose words are not found again are adrift until you settle them with `qualcode adrift`. "
            "Nothing is lost, and one `undo` takes all of it back."
        ),
    )(_revise)
    app.command(
        "revisions",
        cls=Command,
        rich_help_panel=DOCUMENTS,
        help=N_("List the states that a document's text has had."),
    )(_revisions)
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List the codings adrift, and where they should be."))(_list)
    group.command(
        "places", cls=Command, help=N_("Show where a coding that is adrift stood, and where it may belong now.")
    )(_places)
    group.command(
        "settle", cls=Command, help=N_("Put a coding that is adrift on a passage of the present text, or take it off.")
    )(_settle)
    app.add_typer(
        group,
        name="adrift",
        rich_help_panel=CODING,
        help=N_(
            "Codings whose words were edited away.\n\n"
            "`adrift` is `adrift list`. They count nowhere and stand in no report until you settle them."
        ),
    )

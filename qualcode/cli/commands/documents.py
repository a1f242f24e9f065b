"""`import`, `documents`, `text`, `turns`, `done`: the documents."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli import diagnostics, output, words
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import DocumentName, Json, NothingAsked, choice
from qualcode.cli.subjects import CODING, DOCUMENTS
from qualcode.errors import Refused, StorageError
from qualcode.i18n import _
from qualcode.model.document import KINDS, DocumentView, ImportedDocument
from qualcode.model.message import N_, Message
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.ops import Session

_GLIMPSE = 70
_FEW = 6


def expand(names: Sequence[str], *, wildcards: bool) -> list[Path]:
    """The files meant: of a folder those that can be read, by name.

    Where the system's shell leaves wildcards alone (Windows), they are filled in here.
    """
    from qualcode.ops.documents import SUFFIXES

    paths: list[Path] = []
    for path in map(Path, names):
        if path.is_dir():
            # Word's own files of what is open begin with a tilde; one that holds nothing is refused as it is.
            held = (each for each in path.iterdir() if each.is_file() and not each.name.startswith(("~", ".")))
            paths += sorted(each for each in held if each.suffix.lower() in SUFFIXES) or [path]
            continue
        wild = wildcards and any(char in path.name for char in "*?[") and not path.exists()
        paths += (sorted(path.parent.glob(path.name)) if wild else []) or [path]
    return paths


def _import(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", help=N_("Transcripts: .docx, .txt or .md, one document each, or a folder of them.")
        ),
    ],
    kind: Annotated[str | None, choice(KINDS, "--kind", help=N_("What they are (default: interview)."))] = None,
    case: Annotated[
        str | None, typer.Option("--case", metavar="NAME", help=N_("The enterprise they belong to; made if it is new."))
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAME", help=N_("Who tells in them; added if they are new."))
    ] = None,
    language: Annotated[
        str | None, choice(LANGUAGES, "--language", help=N_("Their language; else it is told from the words."))
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help=N_("For text files, for example cp1252."))
    ] = None,
    large: Annotated[bool, typer.Option("--large", help=N_("Also texts of more than 20 MB."))] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help=N_("Only show what is in the files; needs no project, changes nothing."))
    ] = False,
    json: Json = False,
) -> None:
    paths = expand(files, wildcards=os.name == "nt")
    if preview:
        _preview(paths, encoding, json)
        return
    if person is not None and len(paths) > 1:
        told = N_("{n} files with --person: all of them become the words of one person, “{person}”.")
        diagnostics.note(Message(told, {"n": len(paths), "person": person}))
    with session(context) as project:
        imported, refused = _each(
            project, paths, kind=kind, case=case, person=person, language=language, encoding=encoding, large=large
        )
    if imported:
        _show_imported(imported, json, alone=not refused)
    for refusal in refused:
        diagnostics.refuse(refusal, json)
    if refused:
        raise typer.Exit(1)


def _each(project: Session, paths: Sequence[Path], **options: Any) -> tuple[list[DocumentView], list[Refused]]:
    """Import file by file: what came in, and what was refused."""
    from qualcode.ops import documents

    imported: list[DocumentView] = []
    refused: list[Refused] = []
    for path in diagnostics.progress(paths, len(paths), _("Importing")):
        try:
            imported.append(documents.import_file(project, path, **options))
        except StorageError as error:
            # The disk is full or the project cannot be written: the next file would fare no better.
            refused.append(error)
            break
        except Refused as error:
            refused.append(error)
    return imported, refused


def _preview(paths: Sequence[Path], encoding: str | None, json: bool) -> None:
    """Show how each file would be read. Those that cannot be are told after the others."""
    from qualcode.ops import documents

    seen: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for path in paths:
        try:
            seen.append(_glance(documents.preview(path, encoding=encoding)))
        except Refused as error:
            refused.append(error)
    if seen and json:
        output.document(seen)
    elif seen:
        headers = (_("File"), _("Title"), _("Language"), _("Speakers"), _("Words"), _("Turns"))
        rows = [
            (each["source"], each["title"], words.tongue(each["language"] or ""), _few(each["speakers"]),
             each["words"], each["turns"])
            for each in seen
        ]  # fmt: skip
        output.table(headers, rows, numeric=(4, 5))
        for each in seen:
            for warning in each["warnings"]:
                diagnostics.note(_("{name}: {value}").format(name=each["source"], value=warning.say(_)))
    for refusal in refused:
        diagnostics.refuse(refusal, json)
    if refused:
        raise typer.Exit(1)


def _glance(imported: ImportedDocument) -> dict[str, Any]:
    from qualcode.model.text import words as count

    return {
        "source": imported.source, "title": imported.title, "format": imported.format, "encoding": imported.encoding,
        "language": imported.language, "characters": len(imported.text), "words": count(imported.text),
        "turns": len(imported.turns), "speakers": [each.name for each in imported.speakers],
        "warnings": imported.warnings,
    }  # fmt: skip


def _show_imported(imported: list[DocumentView], json: bool, alone: bool) -> None:
    if json:
        output.document(imported)
    else:
        _show(list({view.id: view for view in imported}.values()))
    # With --json a refusal has standard error to itself; the warnings are in the document on standard output anyway.
    if alone or not json:
        for view in imported:
            for warning in view.warnings:
                told = _("{name}: {value}").format(name=view.title, value=warning.say(_))
                diagnostics.note(f"{view.number}. {told}")


def _documents(context: typer.Context, json: Json = False) -> None:
    from qualcode.ops import documents

    with session(context) as project:
        listing = documents.listing(project)
    if json:
        output.document(listing)
    else:
        _show(listing)


def _few(speakers: Sequence[str]) -> list[str]:
    """The first speakers and how many there are: where labels are counted through, each turn has another."""
    return list(speakers) if len(speakers) <= _FEW else [*speakers[:_FEW], f"… ({len(speakers)})"]


def _show(listing: list[DocumentView]) -> None:
    headers = (
        _("No."), _("Title"), _("Kind"), _("Language"), _("Case"), _("Speakers"),
        _("Words"), _("Turns"), _("Codings"), _("Finished by"),
    )  # fmt: skip
    rows = [
        (
            view.number, view.title, words.kind(view.kind), words.tongue(view.language), view.case,
            _few(view.speakers), view.words, view.turns, view.codings, view.done,
        )
        for view in listing
    ]  # fmt: skip
    empty = _("There are no documents yet. Bring some in with: qualcode import FILE")
    output.table(headers, rows, numeric=(0, 6, 7, 8), empty=empty)


def _set(
    context: typer.Context,
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help=N_("Numbers, titles or ids; one or several."))
    ],
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help=N_("Its title, for one document."))
    ] = None,
    kind: Annotated[str | None, choice(KINDS, "--kind", help=N_("What they are."))] = None,
    language: Annotated[str | None, choice(LANGUAGES, "--language", help=N_("Their language."))] = None,
    case: Annotated[
        str | None,
        typer.Option(
            "--case", metavar="NAME", help=N_("The enterprise they belong to; made if it is new; '' for none.")
        ),
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import document_edits
    from qualcode.ops import documents as listed

    if title is None and kind is None and language is None and case is None:
        raise NothingAsked(command=context.command_path)
    with session(context) as project:
        ids = [listed.find(project, name).id for name in documents]
        changed = document_edits.describe_all(project, ids, title=title, kind=kind, language=language, case=case)
    if json:
        output.document(changed)
    else:
        _show(changed)


def _remove(context: typer.Context, document: DocumentName, json: Json = False) -> None:
    from qualcode.ops import documents

    with session(context) as project:
        found = documents.find(project, document)
        documents.remove(project, found.id)
    if json:
        output.document({"removed": found.id})
    else:
        told = _("“{title}” is taken out with everything on it; to have it back: qualcode undo")
        output.line(diagnostics.as_started(told.format(title=found.title)))


def _text(context: typer.Context, document: DocumentName, json: Json = False) -> None:
    from qualcode.ops import documents

    with session(context) as project:
        found = documents.find(project, document)
        text = documents.text(project, found.id)
    if json:
        output.document({"document": found.id, "text": text})
    else:
        output.exactly(text)


def _turns(context: typer.Context, document: DocumentName, json: Json = False) -> None:
    from qualcode.ops import documents

    with session(context) as project:
        found = documents.find(project, document)
        turns = documents.turns(project, found.id)
        text = documents.text(project, found.id)
    if json:
        output.document(turns)
        return
    rows = [
        (
            turn.index, clock(turn.time), turn.speaker, turn.person or (_("interviewer") if turn.interviewer else None),
            turn.start, turn.end, glimpse(text[turn.start : turn.end]),
        )
        for turn in turns
    ]  # fmt: skip
    headers = (_("Turn"), _("Time"), _("Speaker"), _("Person"), _("Start"), _("End"), _("Words"))
    output.table(headers, rows, numeric=(0, 1, 4, 5), empty=_("No turns were found in this document."))


def clock(seconds: float | None) -> str | None:
    """Seconds as `1:02:03` or `2:03`."""
    if seconds is None:
        return None
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def glimpse(text: str, longest: int = _GLIMPSE) -> str:
    """The beginning of `text`, marked where more follows."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _done(
    context: typer.Context,
    which: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help=N_("Numbers, titles or ids, as many as you like."))
    ],
    undo: Annotated[bool, typer.Option("--undo", help=N_("It is not finished after all."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import assignments, documents

    with session(context) as project:
        ids = [documents.find(project, each).id for each in which]
        views = assignments.mark_done(project, ids, not undo)
        coder = project.coder
    if json:
        told = [{"document": each.id, "coder": coder, "done": not undo, "done_by": each.done} for each in views]
        output.document(told if len(which) > 1 else told[0])
        return
    said = _("{coder} has not finished “{title}”.") if undo else _("{coder} has finished “{title}”.")
    for each in views:
        output.line(said.format(coder=coder, title=each.title))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "import",
        cls=Command,
        rich_help_panel=DOCUMENTS,
        help=N_(
            "Bring transcripts into the project.\n\n"
            "Each file comes in whole or not at all: the good ones stay, the others are named with the reason. A file "
            "that is there already is not imported again."
        ),
    )(_import)
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List the documents."))(_documents)
    group.command("set", cls=Command, help=N_("Change what is told of documents: title, kind, language, case."))(_set)
    group.command(
        "remove", cls=Command, help=N_("Take a document out with everything on it; one `undo` brings all back.")
    )(_remove)
    app.add_typer(
        group,
        name="documents",
        rich_help_panel=DOCUMENTS,
        help=N_("The documents: `documents` is `documents list`."),
    )
    app.command(
        "text", cls=Command, rich_help_panel=DOCUMENTS, help=N_("Write the text of a document, exactly, in UTF-8.")
    )(_text)
    app.command(
        "turns", cls=Command, rich_help_panel=DOCUMENTS, help=N_("List who speaks when: the turns of a document.")
    )(_turns)
    app.command("done", cls=Command, rich_help_panel=CODING, help=N_("Say that you have finished coding documents."))(
        _done
    )

"""`history`, `undo`, `redo`: what happened, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, number, whole_number
from qualcode.cli.subjects import SAFETY
from qualcode.i18n import _, language
from qualcode.model.message import N_
from qualcode.model.project import HistoryEntry

if TYPE_CHECKING:
    from qualcode.ops.told import Teller

_Steps = Annotated[int, typer.Argument(metavar="N", help=N_("How many operations (default: 1)."), parser=whole_number)]

_Preview = Annotated[bool, typer.Option("--preview", help=N_("Only tell which one comes next; change nothing."))]


def _history(
    context: typer.Context,
    limit: Annotated[int | None, number("--limit", help=N_("Only the last so many."))] = None,
    of: Annotated[
        str | None, typer.Option("--of", metavar="TITLE", help=N_("Of a project that was merged into this one."))
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import history
    from qualcode.ops.told import teller

    if of is not None:
        _history_of(context, of, limit, json)
        return

    with session(context) as project:
        entries = history.listing(project, limit)
        # What codes were called that are no more is looked up in the project, which is to be open for it.
        telling = teller(project, language())
        told = [telling.told(entry.summary) for entry in entries]
    if json:
        output.document(entries)
        return
    rows = [
        (entry.sequence, words.when(entry.at), entry.coder, what, _("taken back") if entry.undone else None)
        for entry, what in zip(entries, told, strict=True)
    ]
    output.table((_("No."), _("When"), _("Coder"), _("What"), ""), rows, numeric=(0,))


def _history_of(context: typer.Context, title: str, limit: int | None, json: bool) -> None:
    from qualcode.ops import merging

    with session(context) as project:
        entries = merging.foreign_history(project, title)
    entries = entries if limit is None else entries[max(len(entries) - limit, 0) :]
    if json:
        output.document(entries)
        return
    rows = [(each.sequence, words.when(each.at), each.coder, each.summary) for each in entries]
    output.table((_("No."), _("When"), _("Coder"), _("What")), rows, numeric=(0,))


def _undo(context: typer.Context, n: _Steps = 1, preview: _Preview = False, json: Json = False) -> None:
    from qualcode.ops import history
    from qualcode.ops.told import teller

    with session(context) as project:
        telling = teller(project, language())
        if preview:
            _foretell(history.next_undo(project), telling, _("Would be taken back:"), json)
            return
        entries = history.undo(project, n)
        if json:
            output.document({"undone": [entry.sequence for entry in entries]})
        else:
            _told(entries, telling, _("Taken back:"))


def _redo(context: typer.Context, n: _Steps = 1, preview: _Preview = False, json: Json = False) -> None:
    from qualcode.ops import history
    from qualcode.ops.told import teller

    with session(context) as project:
        telling = teller(project, language())
        if preview:
            _foretell(history.next_redo(project), telling, _("Would be done again:"), json)
            return
        entries = history.redo(project, n)
        if json:
            output.document({"redone": [entry.sequence for entry in entries], "undone": []})
        else:
            _told(entries, telling, _("Done again:"))


def _foretell(entry: HistoryEntry | None, telling: Teller, heading: str, json: bool) -> None:
    if json:
        output.document({"next": entry})
    elif entry is None:
        output.line(_("Nothing."))
    else:
        _told([entry], telling, heading)


def _told(entries: list[HistoryEntry], telling: Teller, heading: str) -> None:
    output.line(heading)
    for entry in entries:
        output.line(f"  {entry.sequence}  {telling.told(entry.summary).say(_)}")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command("history", cls=Command, rich_help_panel=SAFETY, help=N_("List every change, with who and when."))(
        _history
    )
    app.command("undo", cls=Command, rich_help_panel=SAFETY, help=N_("Take back your last operations, also tomorrow."))(
        _undo
    )
    app.command("redo", cls=Command, rich_help_panel=SAFETY, help=N_("Do again what you took back last."))(_redo)

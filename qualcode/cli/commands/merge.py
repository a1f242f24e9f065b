"""`merge`: other projects taken in, and what both had changed settled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import diagnostics, output, words
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Json
from qualcode.cli.subjects import SAFETY
from qualcode.i18n import _, ngettext
from qualcode.model.message import N_
from qualcode.ops import conflict_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.merging import ConflictView, MergeReport, TextDiffers


def _merge(
    context: typer.Context,
    others: Annotated[list[Path], typer.Argument(metavar="PROJECT", help=N_("Other projects; they are only read."))],
    preview: Annotated[
        bool, typer.Option("--preview", help=N_("Only tell what would come in; change nothing."))
    ] = False,
    reanchor: Annotated[
        bool,
        typer.Option(
            "--reanchor", help=N_("Where a text differs from ours, put its codings on ours instead of beside.")
        ),
    ] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import merging

    with session(context) as project, diagnostics.progress_bar(_("Merging")) as progress:
        do = merging.preview if preview else merging.merge
        report = do(project, others, reanchor=reanchor, progress=progress)
    if json:
        output.document(report)
    else:
        _show(report, preview)


def _show(report: MergeReport, preview: bool) -> None:
    rows = [
        (each.file, each.title, each.documents, each.codes, each.codings, each.memos, each.conflicts)
        for each in report.projects
    ]
    headers = (_("File"), _("Project"), _("Documents"), _("Codes"), _("Codings"), _("Memos"), _("Conflicts"))
    output.table(headers, rows, numeric=range(2, 7))
    output.line()
    if report.changed:
        told = ngettext("{n} thing here is changed.", "{n} things here are changed.", report.changed)
        output.line(told.format(n=report.changed))
    if report.removed:
        told = ngettext(
            "{n} thing that they had taken out goes here too.",
            "{n} things that they had taken out go here too.",
            report.removed,
        )
        output.line(told.format(n=report.removed))
    if report.kept:
        told = ngettext(
            "{n} thing stays that one side had taken out, since the other went on with it.",
            "{n} things stay that one side had taken out, since the other went on with them.",
            report.kept,
        )
        output.line(told.format(n=report.kept))
    for text in report.texts:
        output.line(_text(text))
    for note in report.notes:
        output.line(note.say(_))
    if report.conflicts:
        output.line()
        _list(report.conflicts)
        output.line()
        output.line(_("Settle what both had changed with: qualcode merge settle ID ours — or theirs"))
    if preview:
        output.line(_("Nothing was changed."))
    elif report.operation is None:
        output.line(_("There was nothing new in it; nothing was changed."))


def _text(told: TextDiffers) -> str:
    if told.beside is not None:
        return _("The text of “{title}” differs: theirs came in beside ours (codings: {n}).").format(
            title=told.title, n=told.codings
        )
    return _(
        "The text of “{title}” differs: their codings are on ours"
        " (as they were: {kept}, changed: {changed}, moved: {moved}, adrift: {adrift})."
    ).format(
        title=told.title, kept=told.kept, changed=len(told.changed), moved=len(told.moved), adrift=len(told.adrift)
    )


def _conflicts(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=N_("Also those that are settled."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import merging_blind, merging_conflicts

    with session(context) as project:
        found = merging_conflicts.conflicts(project, everything=everything)
        unseen = merging_conflicts.unseen(project, everything=everything)
    if json:
        output.document(found)
    else:
        _list(found)
    for told in merging_blind.note(unseen):
        diagnostics.note(told)


def _list(conflicts: Sequence[ConflictView]) -> None:
    rows = [
        (
            each.id[:8],
            each.project,
            words.thing(each.table),
            each.name,
            words.field(each.field),
            conflict_words.value(_, each.ours, each.field),
            conflict_words.value(_, each.theirs, each.field),
            words.side(each.stands),
            words.conflict_state(each.status),
        )
        for each in conflicts
    ]
    headers = (
        _("Id"), _("Project"), _("What"), _("Name"), _("Field"), _("Ours"), _("Theirs"), _("Holds now"), _("Stands"),
    )  # fmt: skip
    output.table(headers, rows, empty=_("Nothing is to be settled."))


def _settle(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help=N_("The conflict's id, or the beginning of it."))],
    side: Annotated[str, typer.Argument(metavar="ours|theirs", help=N_("Whose value is to stand."))],
    json: Json = False,
) -> None:
    from qualcode.ops import merging_conflicts

    with session(context) as project:
        settled = merging_conflicts.settle(project, id, side)
    if json:
        output.document(settled)
    else:
        _list([settled])


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("projects", cls=Command, help=N_("Take other projects in, as one change that can be taken back."))(
        _merge
    )
    group.command("conflicts", cls=Command, help=N_("List what both had changed and nobody has settled."))(_conflicts)
    group.command("settle", cls=Command, help=N_("Say whose value is to stand; it can be settled otherwise later."))(
        _settle
    )
    app.add_typer(
        group,
        name="merge",
        rich_help_panel=SAFETY,
        help=N_(
            "Take other projects in: copies that colleagues worked in, or other pools' projects.\n\n"
            "`merge PROJECT...` is `merge projects PROJECT...`. The same texts, people, codes and codings are found"
            " again and stand once; merging twice changes nothing."
        ),
    )

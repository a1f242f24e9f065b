"""`reconcile`: the joint display, where stories meet numbers, and what researchers make of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, choice
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _, language
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.model.joint_view import JointDisplay, VerdictView
    from qualcode.ops import Session

_By = Annotated[
    str | None,
    typer.Option("--by", metavar="BY", help=N_("case (default), group, or the name of a property of cases.")),
]


def _show(
    context: typer.Context,
    by: _By = None,
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_("Write it to .csv, .xlsx, .docx or .html."))
    ] = None,
    tongue: Annotated[
        str | None, choice(LANGUAGES, "--lang", help=N_("The display's language; else the program's."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import joint_files, reconcile
    from qualcode.ops.joint_groups import BY_CASE

    if file is not None:
        joint_files.check_file(file)
    with session(context) as project:
        made = reconcile.display(project, by or BY_CASE)
        if file is not None:
            joint_files.write_display(project, made, file, tongue or language(), force=force)
        elif not json:
            _table(project, made, tongue or language())
    if json:
        output.document(output.with_file(made, file))
    elif file is not None:
        output.line(_("The joint display is written to {path}").format(path=file))


def _table(project: Session, made: JointDisplay, tongue: str) -> None:
    """The rows that say something, for people; the others are counted below."""
    from qualcode.ops.joint_labels import Labels
    from qualcode.ops.joint_notes import left_out

    names = Labels(project, made.by, tongue)
    shown = [row for row in made.rows if row.verdicts or not (row.gathered or row.proposed == "no-data")]
    rows = [
        (
            names.group(row.group),
            names.code(row.code),
            names.prominence(row),
            names.effects(row),
            names.indicator(row.indicator),
            names.course(row) if row.indicator else None,
            names.change(row) if row.indicator else None,
            names.verdict(row.proposed),
            [names.judged(each) for each in row.verdicts],
        )
        for row in shown
    ]
    headers = (
        names.by,
        _("Code"),
        _("Who tells it"),
        _("Effects"),
        _("Indicator"),
        _("Course"),
        _("Change"),
        _("Proposed"),
        _("Verdicts"),
    )
    output.table(headers, rows, empty=_("There are neither stories nor numbers yet."))
    empty = sum(row.proposed == "no-data" and not row.verdicts for row in made.rows)
    output.line()
    output.line(
        _("Not judged yet: {n}. Neither stories nor numbers: {empty}.").format(n=made.summary.undecided, empty=empty)
    )
    for line in left_out(names, made.summary):
        output.line(line)


def _set(
    context: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=N_("The case, the group, or the property's value."))],
    code: Annotated[str, typer.Argument(metavar="CODE", help=N_("The code's key, path or label."))],
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help=N_("Its key or label; - where the row has none."))
    ],
    verdict: Annotated[
        str, typer.Argument(metavar="VERDICT", help=N_("agreement, partial, dissonance, silence-…; - takes it back."))
    ],
    by: _By = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("Why; kept unless told."))] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import reconcile
    from qualcode.ops.joint_groups import BY_CASE

    with session(context) as project:
        made = reconcile.judge(project, group, code, indicator, verdict, by=by or BY_CASE, note=note)
    _show_verdicts(made, json)


def _show_verdicts(made: tuple[VerdictView, ...], json: bool) -> None:
    from qualcode.ops.joint_words import VERDICT_NAMES

    if json:
        output.document({"verdicts": made})
        return
    rows = [(each.coder, _(VERDICT_NAMES[each.verdict]), each.note or None) for each in made]
    output.table((_("Coder"), _("Verdict"), _("Note")), rows, empty=_("Nobody judges this row now."))


def _quote(
    context: typer.Context,
    codings: Annotated[list[str], typer.Argument(metavar="CODING", help=N_("Ids of codings."))],
    remove: Annotated[bool, typer.Option("--remove", help=N_("Pick them no longer."))] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import picks

    with session(context) as project:
        changed = picks.unpick(project, codings) if remove else picks.pick(project, codings)
    if json:
        output.document({"removed": changed} if remove else {"picked": changed})
    elif remove:
        output.line(_("Quotes no longer: {n}").format(n=changed))
    else:
        output.line(_("New quotes: {n}").format(n=changed))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command(
        "show",
        cls=Command,
        help=N_(
            "Stories beside numbers: for each enterprise and code what people tell, what is measured, and whether they "
            "agree.\n\nVerdicts: agreement, partial, dissonance, silence-qualitative, silence-quantitative, no-data."
        ),
    )(_show)
    group.command("set", cls=Command, help=N_("Say what you make of a row; your earlier verdict on it is replaced."))(
        _set
    )
    group.command("quote", cls=Command, help=N_("Pick codings as the quotes that are shown beside the numbers."))(
        _quote
    )
    app.add_typer(
        group,
        name="reconcile",
        rich_help_panel=RESULTS,
        help=N_("The joint display, stories beside numbers: `reconcile` is `reconcile show`."),
    )

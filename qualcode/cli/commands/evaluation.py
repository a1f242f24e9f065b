"""`evaluation`: an enterprise through its phases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, pairs
from qualcode.cli.subjects import CASES
from qualcode.i18n import _, language
from qualcode.model.message import N_

if TYPE_CHECKING:
    from qualcode.model.evaluation_view import EvaluationView, IndicatorFound
    from qualcode.ops import Session

_Texts = list[str] | None


def _evaluation(
    context: typer.Context,
    case: Annotated[str, typer.Argument(metavar="CASE", help=N_("The enterprise's name."))],
    portrait: Annotated[
        _Texts,
        typer.Option(
            "--portrait",
            metavar="DIMENSION=TEXT",
            help=N_("The state of affairs in a dimension; repeatable. Nothing after = removes it."),
        ),
    ] = None,
    question: Annotated[
        str | None, typer.Option("--question", metavar="TEXT", help=N_("The evaluation question; empty removes it."))
    ] = None,
    methods: Annotated[
        _Texts,
        typer.Option(
            "--method",
            metavar="METHOD",
            help=N_(
                "A method that is chosen: indicators, interview, survey, focus-group or life-story; repeatable. "
                "METHOD=TEXT says why, METHOD= gives it up."
            ),
        ),
    ] = None,
    findings: Annotated[
        _Texts,
        typer.Option(
            "--finding",
            metavar="DIMENSION=TEXT",
            help=N_("What was found in a dimension; repeatable. Nothing after = removes it."),
        ),
    ] = None,
    limit: Annotated[
        str | None,
        typer.Option("--limit", metavar="TEXT", help=N_("What the evaluation cannot say; empty removes it.")),
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import evaluation

    portraits, found = pairs(portrait, "--portrait"), pairs(findings, "--finding")
    chosen = _chosen(methods)
    with session(context) as project:
        if portraits or found or chosen or question is not None or limit is not None:
            view = evaluation.describe(
                project, case, portrait=portraits, question=question, methods=chosen, findings=found, limit=limit
            )
        else:
            view = evaluation.evaluation(project, case)
        if json:
            output.document(view)
        else:
            _tell(project, view)


def _chosen(texts: Sequence[str] | None) -> dict[str, str | None]:
    """`["survey", "interview=why", "indicators="]`: chosen, chosen with the reason, given up."""
    made: dict[str, str | None] = {}
    for text in texts or ():
        name, equals, why = text.partition("=")
        made[name.strip()] = None if equals and not why.strip() else why.strip()
    return made


def _tell(project: Session, view: EvaluationView) -> None:
    """The three phases, each under its heading."""
    named = words.codes(project)
    output.line(view.case + (f"  ({', '.join(view.groups)})" if view.groups else ""))
    output.line()
    output.line(_("1. Diagnose"))
    output.table(
        (_("Dimension"), _("State of affairs")),
        [(named(key), view.portrait.get(key, "–")) for key in dict.fromkeys((*view.found, *view.portrait))],
    )
    output.line(_("Question: {text}").format(text=view.question or "–"))
    output.line()
    output.line(_("2. Collect"))
    rows = [
        (
            words.method(name),
            (_("missing") if each.missing else _("chosen")) if each.chosen else "",
            each.documents or each.indicators or "",
            each.people or "",
            each.passages or each.measurements or "",
            ", ".join(each.periods) or view.reasons.get(name, ""),
        )
        for name, each in view.collected.items()
    ]
    headers = (_("Method"), "", _("Documents or indicators"), _("People"), _("Passages or values"), _("Which, why"))
    output.table(headers, rows, numeric=(2, 3, 4))
    output.line()
    output.line(_("3. Analyse"))
    lines = [
        (
            named(key),
            each.passages,
            _("{n} of {all}").format(n=each.people, all=each.of_people),
            each.balance,
            "; ".join(map(_indicator, each.indicators)),
            each.finding,
        )
        for key, each in view.found.items()
    ]
    headers = (_("Dimension"), _("Passages"), _("People"), _("Balance"), _("Indicators"), _("Finding"))
    output.table(headers, lines, numeric=(1, 2, 3))
    if view.limit:
        output.line(_("Limits: {text}").format(text=view.limit))


def _indicator(each: IndicatorFound) -> str:
    from qualcode.model.indicator_view import localised

    values = [f"{value:.10g}" for value in (each.baseline, each.latest) if value is not None]
    if each.change is None:
        values = values[-1:]
    return f"{localised(each.labels, language())}: {' → '.join(values)} {each.unit}".rstrip()


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    app.command(
        "evaluation",
        cls=Command,
        rich_help_panel=CASES,
        help=N_(
            "An enterprise through its phases: portrait, question and methods; what was collected; what was found.\n\n"
            "Without options it is shown; with some, these texts are written and the rest stays."
        ),
    )(_evaluation)

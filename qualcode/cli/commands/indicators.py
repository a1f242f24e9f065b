"""`indicators`: what is measured, and the values by case and period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import CodeOption, Json, NotAPair, NothingAsked, choice
from qualcode.cli.subjects import CASES
from qualcode.errors import UsageError
from qualcode.i18n import _, language, ngettext
from qualcode.model.indicator import AGGREGATES, DIRECTIONS, INDICATOR_KINDS, PROPOSAL_STATES
from qualcode.model.indicator_view import IndicatorView, TrendView, localised, rung_label
from qualcode.model.message import N_

_Name = Annotated[
    str, typer.Argument(metavar="INDICATOR", help=N_("Its key or a label, or the beginning of one; or its id."))
]
_CaseName = Annotated[str, typer.Argument(metavar="CASE", help=N_("The case's name."))]
_Period = Annotated[
    str, typer.Argument(metavar="PERIOD", help=N_("As one writes it: 2024, 2024-06, 2024-Q2, before, after."))
]
_Labels = Annotated[
    list[str] | None,
    typer.Option("--label", metavar="LL=TEXT", help=N_("Its name in a language, as nl=Jobs; repeatable.")),
]
_Definition = Annotated[
    list[str] | None,
    typer.Option("--definition", metavar="LL=TEXT", help=N_("What exactly is counted, in a language; repeatable.")),
]
_Kind = Annotated[
    str | None,
    choice(INDICATOR_KINDS, "--kind", help=N_("A number, or described levels that a person judges.")),
]
_Unit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=N_("What values are counted in."))]
_Direction = Annotated[
    str | None, choice(DIRECTIONS, "--direction", help=N_("Which value is better (default: higher)."))
]
_Threshold = Annotated[
    str | None,
    typer.Option(
        "--threshold", metavar="N", help=N_("The smallest real change, in the unit; else 5 % of the first value.")
    ),
]
_Code = Annotated[str | None, typer.Option("--code", metavar="CODE", help=N_("The code or dimension it speaks to."))]
_Rungs = Annotated[
    list[str] | None,
    typer.Option(
        "--rung",
        metavar="TEXT",
        help=N_("A level, from the lowest on, as TEXT or fr=TEXT;nl=TEXT; repeatable."),
    ),
]
_Aggregate = Annotated[
    str | None,
    choice(AGGREGATES, "--aggregate", help=N_("How values of several cases may be put together (default: median).")),
]
_Source = Annotated[str | None, typer.Option("--source", metavar="TEXT", help=N_("Where its values come from."))]
_Target = Annotated[str | None, typer.Option("--target", metavar="N", help=N_("The value aimed at."))]
_Baseline = Annotated[
    bool | None,
    typer.Option("--baseline/--no-baseline", help=N_("Change is counted from this value (else from the first).")),
]
_Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("What is to be known about the value."))]


def _list(
    context: typer.Context,
    case: Annotated[str | None, typer.Option("--case", metavar="NAME", help=N_("Only values of this case."))] = None,
    code: CodeOption = None,
    status: Annotated[str | None, choice(PROPOSAL_STATES, "--status", help=N_("Only those that stand so."))] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import indicators

    with session(context) as project:
        listing = indicators.listing(project, case=case, code=code, status=status)
    # People who ask for a case want its values, programs the whole list.
    show(listing if json or case is None else [view for view in listing if view.trends], json)


def _add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("Its name, in the project's language."))],
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY", help=N_("What it is called by in files (default: its name)."))
    ] = None,
    labels: _Labels = None,
    definition: _Definition = None,
    kind: _Kind = None,
    unit: _Unit = None,
    direction: _Direction = None,
    threshold: _Threshold = None,
    code: _Code = None,
    rungs: _Rungs = None,
    aggregate: _Aggregate = None,
    source: _Source = None,
    json: Json = False,
) -> None:
    from qualcode.ops import indicators, projects

    with session(context) as project:
        own = projects.project(project).language
        view = indicators.add(
            project,
            names(name, labels, own),
            key=key,
            definition=by_language(definition, own, "--definition"),
            kind=kind or ("level" if rungs else "number"),
            unit=unit or "",
            direction=direction or "higher",
            threshold=_number(threshold, "--threshold"),
            code=code,
            rungs=[by_language(rung.split(";"), own, "--rung") for rung in rungs or ()],
            aggregate=aggregate or "median",
            source=source or "",
        )
    show([view], json)


def _set(
    context: typer.Context,
    name: _Name,
    labels: _Labels = None,
    definition: _Definition = None,
    kind: _Kind = None,
    unit: _Unit = None,
    direction: _Direction = None,
    threshold: _Threshold = None,
    code: _Code = None,
    rungs: _Rungs = None,
    aggregate: _Aggregate = None,
    source: _Source = None,
    json: Json = False,
) -> None:
    from qualcode.ops import indicators, projects

    if all(each is None for each in (definition, kind, unit, direction, threshold, code, aggregate, source)) and not (
        labels or rungs
    ):
        raise NothingAsked(command="qualcode indicators set")
    with session(context) as project:
        own = projects.project(project).language
        view = indicators.set_indicator(
            project,
            name,
            labels=by_language(labels, own, "--label") if labels else None,
            definition=by_language(definition, own, "--definition") if definition else None,
            kind=kind,
            unit=unit,
            direction=direction,
            threshold=threshold,
            code=code,
            rungs=[by_language(rung.split(";"), own, "--rung") for rung in rungs] if rungs else None,
            aggregate=aggregate,
            source=source,
        )
    show([view], json)


def _remove(context: typer.Context, name: _Name, json: Json = False) -> None:
    from qualcode.ops import indicators

    with session(context) as project:
        n = indicators.remove(project, name)
    if json:
        output.document({"removed": 1, "measurements": n})
    else:
        output.line(ngettext("Removed, with {n} value.", "Removed, with {n} values.", n).format(n=n))


def _measure(
    context: typer.Context,
    name: _Name,
    case: _CaseName,
    period: _Period,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=N_("The value; - where it is known to be missing."))],
    target: _Target = None,
    baseline: _Baseline = None,
    note: _Note = None,
    json: Json = False,
) -> None:
    from qualcode.ops import indicator_values, indicators

    missing = value.strip() in ("", "-", "–")
    with session(context) as project:
        indicator_values.measure(
            project,
            name,
            case,
            period,
            None if missing else _number(value, "VALUE"),
            target=_number(target, "--target"),
            baseline=baseline,
            note=note,
        )
        listing = indicators.views(project, [indicators.find_indicator(project, name)])
    show(listing, json)


def _unmeasure(context: typer.Context, name: _Name, case: _CaseName, period: _Period, json: Json = False) -> None:
    from qualcode.ops import indicator_values

    with session(context) as project:
        indicator_values.unmeasure(project, name, case, period)
    if json:
        output.document({"removed": 1})
    else:
        output.line(_("Removed."))


def _judge(
    context: typer.Context,
    name: _Name,
    case: _CaseName,
    period: _Period,
    level: Annotated[str, typer.Argument(metavar="LEVEL", help=N_("Its number from 0 on, or its label."))],
    codings: Annotated[
        list[str] | None,
        typer.Option("--cite", metavar="CODING", help=N_("A passage it is judged from, by its id; repeatable.")),
    ] = None,
    note: _Note = None,
    target: _Target = None,
    baseline: _Baseline = None,
    json: Json = False,
) -> None:
    from qualcode.ops import indicator_values, indicators

    with session(context) as project:
        indicator_values.judge(
            project,
            name,
            case,
            period,
            level,
            codings or (),
            note=note,
            target=_number(target, "--target"),
            baseline=baseline,
        )
        listing = indicators.views(project, [indicators.find_indicator(project, name)])
    show(listing, json)


class NamedTwice(UsageError):
    """A name in the project's language, and another one in the same language."""

    sentence = N_("The name in the language {language} is given twice.")
    hint = N_("Give the other languages with --label, for example --label nl=Banen.")


def names(name: str | None, labels: Sequence[str] | None, own: str) -> dict[str, str]:
    """Names by language: `name` in the project's own, the others as they are told. Raises NamedTwice."""
    others = by_language(labels, own, "--label")
    if name and own in others:
        raise NamedTwice(language=own)
    return {**({own: name} if name else {}), **others}


def by_language(said: Sequence[str] | None, own: str, option: str) -> dict[str, str]:
    """`["nl=Jobs"]` as `{"nl": "Jobs"}`; without a language it is the project's own. Raises NotAPair."""
    found: dict[str, str] = {}
    for text in said or ():
        name, equals, value = text.partition("=")
        if equals and len(name.strip()) in (2, 3) and name.strip().isalpha():
            found[name.strip().lower()] = value.strip()
        elif own in found:
            raise NotAPair(value=text, option=option)
        else:
            found[own] = text.strip()
    return found


def _number(text: str | None, option: str) -> float | None:
    from qualcode.ops.table_values import number

    if text is None:
        return None
    found = number(text)
    if found is None:
        raise typer.BadParameter(_(N_("it must be a number.")), param_hint=option)
    return found


def show(listing: Sequence[IndicatorView], json: bool) -> None:
    """Show indicators, as a table with a row a case, or as JSON."""
    if json:
        output.document(listing)
        return
    rows = []
    for view in listing:
        name = localised(view.labels, language()) or view.key
        about = (name, view.unit)
        for trend in view.trends:
            rows.append((*about, trend.case, *_course(view, trend)))
        if not view.trends:
            rows.append((*about, None, None, None, None, None, None))
    headers = (_("Indicator"), _("Unit"), _("Case"), _("Baseline"), _("Latest"), _("Change"), "", _("Target"))
    empty = _("There are no indicators yet. Add one with: qualcode indicators add NAME — or take them from a table.")
    output.table(headers, rows, numeric=(5, 7), empty=empty)


def _course(view: IndicatorView, trend: TrendView) -> tuple[object, ...]:
    def at(value: float | None, period: str | None) -> str | None:
        if value is None:
            return None
        level = rung_label(view, value, language())
        return f"{words.number(value)}{f' {level}' if level else ''} ({period})"

    sign = {1: _("↗ better"), -1: _("↘ worse"), 0: _("→ no real change")}
    return (
        at(trend.baseline, trend.baseline_period),
        at(trend.latest, trend.latest_period),
        trend.change,
        sign[trend.better] if trend.better is not None else None,
        trend.target,
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List the indicators with their values by case and period."))(_list)
    group.command("add", cls=Command, help=N_("Define an indicator."))(_add)
    group.command("set", cls=Command, help=N_("Change an indicator; an empty text takes away what is there."))(_set)
    group.command("remove", cls=Command, help=N_("Remove an indicator with its values."))(_remove)
    group.command("measure", cls=Command, help=N_("Store a value for a case and a period."))(_measure)
    group.command("unmeasure", cls=Command, help=N_("Remove a value."))(_unmeasure)
    group.command(
        "judge", cls=Command, help=N_("Say which level a case has reached, citing the passages it is judged from.")
    )(_judge)
    help = N_("What is measured, by case and period: `indicators` is `indicators list`.")
    app.add_typer(group, name="indicators", rich_help_panel=CASES, help=help)

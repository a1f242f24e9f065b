"""`indicators import`: indicators and their values from CSV and Excel files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import diagnostics, output
from qualcode.cli.commands.case_tables import last_pairs
from qualcode.cli.help import Command, group_of
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, choice
from qualcode.i18n import _
from qualcode.model.indicator_table import (
    DECIMALS,
    SHAPES,
    IndicatorColumn,
    IndicatorPlan,
    IndicatorReport,
    TableChoices,
)
from qualcode.model.message import N_

_Shape = Annotated[
    str | None,
    choice(SHAPES, "--shape", help=N_("A row a value, a column a period, or a column an indicator (else guessed).")),
]
_Mapping = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=ROLE",
        help=N_(
            "What a column holds: case, indicator, period, value, target, unit, direction, code, kind, threshold, "
            "rungs, definition, source, note, baseline or ignore; repeatable. The others are guessed."
        ),
    ),
]
_Same = Annotated[
    list[str] | None,
    typer.Option(
        "--same", metavar="NAME=CASE", help=N_("The case that a name in the table means; nothing after = for a new.")
    ),
]


def _import(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=N_("A table, .csv, .tsv or .xlsx: long, or wide in either way."))
    ],
    shape: _Shape = None,
    mapping: _Mapping = None,
    indicator: Annotated[
        str | None, typer.Option("--indicator", metavar="NAME", help=N_("The indicator, where no column names it."))
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help=N_("The period, where no column names it."))
    ] = None,
    decimal: Annotated[
        str | None,
        choice(DECIMALS, "--decimal", help=N_("What 1.234 or 1,234 means, where the file does not show it.")),
    ] = None,
    same: _Same = None,
    create: Annotated[bool, typer.Option("--create", help=N_("Add the cases that are not there yet."))] = False,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help=N_("The sheet of a workbook (default: the first filled).")),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help=N_("For text files, for example cp1252."))
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", "--dry-run", help=N_("Only show what would be done; store nothing."))
    ] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import case_tables, indicator_tables

    choices = TableChoices(
        shape=shape,
        mapping=last_pairs(mapping, "--map"),
        indicator=indicator,
        period=period,
        decimal=decimal,
        same=last_pairs(same, "--same"),
        create=create,
    )
    table = case_tables.read(file, encoding=encoding, sheet=sheet)
    with session(context) as project:
        plan = indicator_tables.plan(project, table, choices)
        report = None if preview else indicator_tables.apply(project, plan)
    _show_plan(plan, report, json)


def _show_plan(plan: IndicatorPlan, report: IndicatorReport | None, json: bool) -> None:
    counts = plan.measurements
    if json:
        told: dict[str, object] = {
            "indicators": len(plan.definitions),
            "measurements": counts,
            "warnings": plan.warnings,
            "operation": report.operation if report is not None else None,
            "shape": plan.shape,
            "columns": [_column(column) for column in plan.columns],
            "created": plan.created,
            "cases": plan.cases,
            "alike": plan.alike,
            "faults": plan.faults,
        }
        output.document(told)
        return
    if report is None:
        roles = ((each.column, each.role, each.means, " | ".join(each.samples)) for each in plan.columns)
        output.line(_("Shape: {shape}").format(shape=plan.shape))
        output.table((_("Column"), _("Read as"), _("About"), _("For example")), roles)
        output.line()
    for warning in plan.warnings:
        diagnostics.note(warning)
    said = _("Would be added: {added}; changed: {changed}; as they are: {same}.")
    if report is not None:
        said = _("Added: {added}; changed: {changed}; as they were: {same}.")
    output.line(said.format(added=counts.added, changed=counts.changed, same=counts.same))
    for title, names in ((_("New indicators: {names}"), plan.created), (_("New cases: {names}"), plan.cases)):
        if names:
            output.line(title.format(names=", ".join(names)))
    if plan.faults:
        output.line(_("Faults, which must be corrected first:"))
        for fault in plan.faults:
            output.line(f"  {fault.say(_)}")


def _column(column: IndicatorColumn) -> dict[str, object]:
    fields = output.fields(column)
    fields["as"] = fields.pop("role")
    return {name: fields[name] for name in ("column", "as", "means", "guessed", "samples")}


def register(app: typer.Typer) -> None:
    """Add the command below those of indicators, which are there already."""
    group = group_of(app, "indicators")
    help = N_(
        "Take indicators and their values from a table.\n\n"
        "A row a value, a column a period, or a column an indicator; shape and columns are guessed, and "
        "`--preview` shows how. All rows are taken or none, and the same table again changes nothing."
    )
    group.command("import", cls=Command, help=help)(_import)

"""`case import`, `person import`: tables of cases or people from CSV and Excel files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import diagnostics, output
from qualcode.cli.help import Command, group_of
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, NotAPair, choice
from qualcode.i18n import _, ngettext
from qualcode.model.case_table import (
    SUBJECTS,
    WORTH_ASKING,
    About,
    CaseTableReport,
    ColumnPlan,
    DocumentMatch,
    TablePlan,
)
from qualcode.model.message import N_

if TYPE_CHECKING:
    from qualcode.ops import Session

_File = Annotated[
    Path, typer.Argument(metavar="FILE", help=N_("A table, .csv, .tsv or .xlsx: a header, then a row each."))
]
_Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=ROLE",
        help=N_(
            "What a column holds: name, case, person, consent, document, ignore, or attribute with perhaps its type, "
            "as attribute:text, attribute:number, attribute:yes-no, attribute:date; repeatable. The others are guessed."
        ),
    ),
]
_Consents = Annotated[
    list[str] | None,
    typer.Option(
        "--consent",
        metavar="CELL=CONSENT",
        help=N_(
            "What a cell about consent means: quote, anonymised, count or none; repeatable. “=quote” speaks of empty "
            "cells."
        ),
    ),
]
_As = Annotated[
    str | None, choice(SUBJECTS, "--as", help=N_("What the rows are about (default: as the command says)."))
]
_Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=N_("What new cases are (default: enterprise)."))
]


def _score(text: str) -> float:
    try:
        score = float(text.replace(",", "."))
    except ValueError:
        score = 0.0
    if not WORTH_ASKING <= score <= 1:
        raise typer.BadParameter(_(N_("it must be a number from 0.75 to 1.")))
    return score


_Accept = Annotated[
    float | None,
    typer.Option(
        "--accept-below",
        metavar="SCORE",
        help=N_("Take doubtful likenesses of names from this score on, 0.75 to 0.9; without it they are only listed."),
        parser=_score,
    ),
]
_Match = Annotated[
    list[str] | None,
    typer.Option(
        "--match",
        metavar="LINE=DOCUMENT",
        help=N_("The document that a line of the file means; nothing after = for none; repeatable."),
    ),
]
_Sheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help=N_("The sheet of a workbook (default: the first filled)."))
]
_Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help=N_("For text files, for example cp1252."))
]
_DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be done; store nothing."))]


def _command(default: About) -> Callable[..., None]:
    def load(
        context: typer.Context,
        file: _File,
        mapping: _Map = None,
        consents: _Consents = None,
        about: _As = None,
        kind: _Kind = None,
        accept_below: _Accept = None,
        matches: _Match = None,
        sheet: _Sheet = None,
        encoding: _Encoding = None,
        dry_run: _DryRun = False,
        json: Json = False,
    ) -> None:
        from qualcode.ops import case_tables

        subject: About = "person" if (about or default) == "person" else "case"
        told, meant = last_pairs(mapping, "--map"), last_pairs(consents, "--consent", empty=True)
        table = case_tables.read(file, encoding=encoding, sheet=sheet)
        with session(context) as project:
            plan = case_tables.plan(
                project,
                table,
                about=subject,
                kind=kind or "enterprise",
                mapping=told,
                consents=meant,
                accept_below=accept_below,
                matches=_matches(project, matches),
            )
            report = None if dry_run else case_tables.apply(project, plan)
        _show(plan, report, json)

    return load


def last_pairs(texts: Sequence[str] | None, option: str, *, empty: bool = False) -> dict[str, str]:
    """`["Nom=name"]` as `{"Nom": "name"}`; what is named may itself hold `=`. Raises NotAPair."""
    found: dict[str, str] = {}
    for text in texts or ():
        name, equals, value = text.rpartition("=")
        if not equals or not (name.strip() or empty):
            raise NotAPair(value=text, option=option)
        found[name.strip()] = value.strip()
    return found


def _matches(project: Session, texts: Sequence[str] | None) -> dict[int, str]:
    """The documents meant, by line."""
    from qualcode.ops import documents

    found: dict[int, str] = {}
    for text in texts or ():
        line, equals, name = text.partition("=")
        if not equals or not line.strip().isdecimal():
            raise NotAPair(value=text, option="--match")
        found[int(line)] = documents.find(project, name.strip()).id if name.strip() else ""
    return found


def _show(plan: TablePlan, report: CaseTableReport | None, json: bool) -> None:
    if json:
        output.document(_as_json(plan, report))
        return
    if report is None:
        _show_columns(plan.columns)
        _show_matches(plan.documents, _("These documents would be theirs:"))
    _show_matches(plan.doubtful, _("Doubtful, and left alone (see --accept-below and --match):"))
    for warning in plan.warnings:
        diagnostics.note(warning)
    _show_counts(plan, report)


def _as_json(plan: TablePlan, report: CaseTableReport | None) -> dict[str, object]:
    told: dict[str, object] = {
        "added": plan.added,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "documents": plan.documents,
        "doubtful": plan.doubtful,
        "unmatched": plan.unmatched,
        "left": plan.left,
        "known": plan.known,
        "columns": [_column(column) for column in plan.columns],
        "warnings": plan.warnings,
        "faults": plan.faults,
        "operation": report.operation if report else None,
    }
    return told


def _column(column: ColumnPlan) -> dict[str, object]:
    fields = output.fields(column)
    fields["as"] = fields.pop("role")
    return {name: fields[name] for name in ("column", "as", "type", "guessed", "samples", "values")}


def _show_columns(columns: Sequence[ColumnPlan]) -> None:
    said = [
        (column.column, _role(column), _("guessed") if column.guessed else "", _meaning(column)) for column in columns
    ]
    output.table((_("Column"), _("Read as"), "", _("For example")), said)
    output.line()


def _role(column: ColumnPlan) -> str:
    roles = {
        "name": _("name"),
        "case": _("case"),
        "person": _("person"),
        "consent": _("consent"),
        "document": _("document"),
        "attribute": _("property"),
        "ignore": _("nothing"),
    }
    return f"{roles[column.role]} ({column.type})" if column.type else roles[column.role]


def _meaning(column: ColumnPlan) -> str:
    """What is in a column; of one about consent, what every different cell means."""
    if column.role != "consent":
        return " | ".join(column.samples)
    empty = _("(empty)")
    return " | ".join(f"{cell or empty} → {meaning or '?'}" for cell, meaning in column.values.items())


def _show_matches(matches: Sequence[DocumentMatch], heading: str) -> None:
    if not matches:
        return
    output.line(heading)
    headers = (_("Line"), _("Name"), _("Doc."), _("Title"), _("Score"), _("Next best"), _("Score"))
    rows = [
        (match.row, match.name, match.number, match.title, match.score, match.runner_up, match.runner_up_score)
        for match in matches
    ]
    output.table(headers, rows, numeric=(0, 2, 4, 6))
    output.line()


def _show_counts(plan: TablePlan, report: CaseTableReport | None) -> None:
    values = {"added": plan.added, "changed": plan.changed, "unchanged": plan.unchanged}
    if report is None:
        output.line(_("Would be added: {added}; changed: {changed}; as they are: {unchanged}.").format(**values))
    else:
        output.line(_("Added: {added}; changed: {changed}; as they were: {unchanged}.").format(**values))
    n = len({match.document for match in plan.documents})
    matched = ngettext("{n} document is theirs", "{n} documents are theirs", n).format(n=n)
    values = {"rows": len(plan.unmatched), "left": len(plan.left)}
    output.line(
        _("{matched}; rows without one: {rows}; documents without a row: {left}.").format(matched=matched, **values)
    )
    if plan.faults:
        output.line(_("Faults, which must be corrected first:"))
        for fault in plan.faults:
            output.line(f"  {fault.say(_)}")


def register(app: typer.Typer) -> None:
    """Add the commands of this module below those of cases and people, which are there already."""
    helps: dict[About, str] = {
        "case": N_(
            "Take cases and their properties from a table.\n\n"
            "Columns are guessed from their names and cells, documents found by their names; `--dry-run` shows how. "
            "All rows are taken or none, and the same table again changes nothing."
        ),
        "person": N_(
            "Take people, their consent and properties from a table.\n\n"
            "Columns are guessed from their names and cells, documents found by their names; `--dry-run` shows how. "
            "All rows are taken or none, and the same table again changes nothing."
        ),
    }
    for about, help in helps.items():
        group_of(app, about).command("import", cls=Command, help=help)(_command(about))

"""Tables of cases or people: what one would bring in, shown first, and then stored in one step.

    table = case_tables.read(Path("cases.csv"))
    plan = case_tables.plan(session, table, about="person")     # nothing is stored yet
    report = case_tables.apply(session, plan)

Names in a table seldom are those of the files. Rows find their documents by `analysis.alike`; what is doubtful is
listed and left alone. An empty cell takes nothing away, and importing a table twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import BadData, DocumentNotFound, Refused, ValueRefused
from qualcode.importers import tables
from qualcode.importers.lines import Faults
from qualcode.model.case import Attribute
from qualcode.model.case_table import (
    SUBJECTS,
    WORTH_ASKING,
    About,
    CaseTableReport,
    Choices,
    ColumnPlan,
    RowPlan,
    Table,
    TablePlan,
)
from qualcode.model.codebook import fold_name
from qualcode.model.document import Document
from qualcode.model.message import N_, Message, Value
from qualcode.ops.case_table_documents import match_documents
from qualcode.ops.case_table_ledger import Ledger
from qualcode.ops.case_table_rows import Draft, read_rows
from qualcode.ops.case_table_subjects import Subjects
from qualcode.ops.names import clean, one_of
from qualcode.ops.table_columns import plan_columns
from qualcode.store.session import Session

# What may be shown of people whose row says nothing where others say what they agreed to.
UNSAID = "none"


class PlanOutdated(Refused):
    """The project has changed since the plan was made, so that it would do something else."""

    code = "plan-outdated"
    sentence = N_("The project has changed since the table was looked at.")
    hint = N_("Look at it again, then import it.")


def read(path: Path, *, encoding: str | None = None, sheet: str | None = None) -> Table:
    """The table in a `.csv`, `.tsv` or `.xlsx` file; see `importers.tables.read_table`."""
    return tables.read_table(path, encoding=encoding, sheet=sheet)


def plan(
    session: Session,
    table: Table,
    *,
    about: About = "case",
    kind: str = "enterprise",
    mapping: Mapping[str, str] | None = None,
    consents: Mapping[str, str] | None = None,
    accept_below: float | None = None,
    matches: Mapping[int, str] | None = None,
    same: Mapping[int, str] | None = None,
) -> TablePlan:
    """What importing the table would do; nothing is stored. See `model.case_table` for what is decided and found.

    `kind` is that of new cases; `mapping` says what columns are, the others are guessed; `consents` says what cells
    about consent mean; likenesses from the score `accept_below` on (0.75 to 1) are taken; `matches` says
    which document (by id) a line means, `same` which case or person there already (by name; empty: a new one). Faults
    of rows are in the plan. Raises ValueRefused, DocumentNotFound.
    """
    one_of(about, SUBJECTS, "about")
    if accept_below is not None and not WORTH_ASKING <= accept_below <= 1:
        raise ValueRefused(value=accept_below, what="accept_below", choices=f"{WORTH_ASKING}–1")
    choices = Choices(about, clean(kind), mapping or {}, consents or {}, accept_below, matches or {}, same or {})
    with session.snapshot():
        return _plan(session, table, choices)


def apply(session: Session, plan: TablePlan) -> CaseTableReport:
    """Store what a plan says, as one operation. Raises BadData with every fault and its line, PlanOutdated."""
    if plan.faults:
        raise BadData(*plan.faults, path=plan.table.source)
    values: dict[str, Value] = {"source": plan.table.source, "added": plan.added, "changed": plan.changed}
    said = {
        "case": N_("Cases from “{source}”: {added} added, {changed} changed"),
        "person": N_("People from “{source}”: {added} added, {changed} changed"),
    }
    about = plan.choices.about
    with session.operation(f"{about}.import", Message(said[about], values)) as change:
        if session.sequence() != plan.sequence:
            now = _plan(session, plan.table, plan.choices)
            if (now.rows, now.faults) != (plan.rows, plan.faults):
                raise PlanOutdated
        ledger = Ledger(session, change, about, plan.choices.kind, _unsaid(plan.columns))
        ledger.settle(plan.rows, _types(plan.columns))
    return CaseTableReport(
        added=plan.added,
        changed=plan.changed,
        unchanged=plan.unchanged,
        documents=plan.documents,
        doubtful=plan.doubtful,
        unmatched=plan.unmatched,
        left=plan.left,
        warnings=plan.warnings,
        operation=change.sequence,
    )


def _types(columns: Sequence[ColumnPlan]) -> dict[str, str]:
    return {column.column: column.type or "text" for column in columns if column.role == "attribute"}


def _unsaid(columns: Sequence[ColumnPlan]) -> str:
    """The consent of new people whose cell about it is empty; as always where nothing is said about consent at all."""
    return UNSAID if any(column.role == "consent" for column in columns) else "quote"


def _plan(session: Session, table: Table, choices: Choices) -> TablePlan:
    known_types = {fold_name(each.name): each.type for each in session.all(Attribute, about=choices.about)}
    columns, notes = plan_columns(table, choices, known_types)
    faults = Faults(Path(table.source))
    if any(column.role == "name" for column in columns):
        drafts, told = read_rows(table, columns, faults)
        notes += told
    else:
        drafts = []
        faults.add(table.header_line, N_("no column holds the names; say which one with --map COLUMN=name"))
    subjects = Subjects(session, choices, faults)
    keys = [subjects.place(draft) for draft in drafts]
    documents = session.all(Document, order=["number"])
    _check_matches(choices, drafts, documents)
    named = any(column.role == "document" for column in columns)
    found = match_documents(drafts, keys, documents, choices, named=named)
    drawn = [_row(*each) for each in zip(drafts, map(subjects.known.__getitem__, keys), found.by_draft, strict=True)]
    ledger = Ledger(session, None, choices.about, choices.kind, _unsaid(columns))
    statuses = ledger.settle(drawn, _types(columns))
    for line, conflict in ledger.conflicts:
        faults.note(line, conflict)
    rows = [replace(row, status=status) for row, status in zip(drawn, statuses, strict=True)]
    counts = ledger.counts()
    used = {id for row in rows for id in row.documents}
    return TablePlan(
        table=table,
        choices=choices,
        columns=columns,
        rows=tuple(rows),
        added=counts["added"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        documents=tuple(found.taken),
        doubtful=tuple(found.doubtful),
        unmatched=tuple(found.unmatched),
        left=tuple(document.title for document in documents if document.id not in used),
        known=tuple(subjects.resembling),
        warnings=(
            *table.warnings,
            *notes,
            *subjects.notes,
            *found.notes,
            *ledger.notes,
            *_silent(table, rows, columns),
        ),
        faults=faults.error().faults,
        sequence=session.sequence(),
    )


def _row(draft: Draft, known: str | None, documents: Sequence[str]) -> RowPlan:
    return RowPlan(
        lines=tuple(draft.lines),
        name=draft.name,
        known=known,
        case=draft.case,
        person=draft.person,
        consent=draft.consent,
        attributes=draft.values,
        documents=tuple(documents),
    )


def _silent(table: Table, rows: Sequence[RowPlan], columns: Sequence[ColumnPlan]) -> list[Message]:
    """A word about new people whose cell about consent is empty."""
    place = next((place for place, column in enumerate(columns) if column.role == "consent"), None)
    if place is None:
        return []
    empty = {row.line for row in table.rows if not row.cells[place]}
    new = [row for row in rows if row.person and row.consent is None and row.status == "added"]
    lines = [row.lines[0] for row in new if empty.issuperset(row.lines)]
    if not lines:
        return []
    template = N_(
        "Where “{column}” is empty (lines {lines}), new people get the consent “{consent}”, and nothing of theirs is "
        'shown. Say otherwise with: --consent "=quote"'
    )
    values = {"column": columns[place].column, "lines": ", ".join(map(str, lines)), "consent": UNSAID}
    return [Message(template, values)]


def _check_matches(choices: Choices, drafts: Sequence[Draft], documents: Sequence[Document]) -> None:
    lines = {line for draft in drafts for line in draft.lines}
    ids = {document.id for document in documents}
    for line, id in choices.matches.items():
        if line not in lines:
            raise ValueRefused(
                value=line, what=Message(N_("a line of the table")), choices=", ".join(map(str, sorted(lines)))
            )
        if id and id not in ids:
            raise DocumentNotFound(name=id)

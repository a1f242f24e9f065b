"""Tables of indicators, long and wide: what one would bring in, shown first, and then stored in one step.

    table = case_tables.read(Path("indicators.xlsx"))
    plan = indicator_tables.plan(session, table)     # nothing is stored yet
    report = indicator_tables.apply(session, plan)

Every fault is told with its line and nothing is stored while there is one. What is missing stays missing, an empty cell
takes nothing away, and importing a table twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualcode.analysis.alike import Known as KnownName
from qualcode.analysis.alike import Names
from qualcode.errors import BadData, CaseNotFound
from qualcode.importers.lines import Faults
from qualcode.model.case import Case
from qualcode.model.case_table import SURE, Table
from qualcode.model.codebook import fold_name
from qualcode.model.ids import new_id
from qualcode.model.indicator import Indicator, Measurement
from qualcode.model.indicator_table import (
    DECIMALS,
    Definition,
    IndicatorPlan,
    IndicatorReport,
    Likeness,
    TableChoices,
    Tally,
    Value,
)
from qualcode.model.message import N_, Message
from qualcode.model.message import Value as Said
from qualcode.ops.case_tables import PlanOutdated
from qualcode.ops.cases import find_or_make_case
from qualcode.ops.codebooks import tree
from qualcode.ops.indicator_table_columns import Layout, lay_out
from qualcode.ops.indicator_table_rows import Known, names_of, read_rows
from qualcode.ops.indicators import new_indicator
from qualcode.ops.names import one_of
from qualcode.ops.projects import project
from qualcode.store.operation import Operation
from qualcode.store.session import Session


def plan(session: Session, table: Table, choices: TableChoices | None = None) -> IndicatorPlan:
    """What importing the table would do; nothing is stored. Faults of rows are in the plan.

    Raises ValueRefused for a shape, column, role or decimal that does not exist, CaseNotFound for a case that was said
    to be meant.
    """
    with session.snapshot():
        return _plan(session, table, choices or TableChoices())


def apply(session: Session, plan: IndicatorPlan) -> IndicatorReport:
    """Store what a plan says, as one operation. Raises BadData with every fault and its line, PlanOutdated."""
    if plan.faults:
        raise BadData(*plan.faults, path=plan.table.source)
    counts = plan.measurements
    values: dict[str, Said] = {"source": plan.table.source, "added": counts.added, "changed": counts.changed}
    summary = Message(N_("Indicators from “{source}”: {added} values added, {changed} changed"), values)
    with session.operation("indicator.import", summary) as change:
        if session.sequence() != plan.sequence:
            now = _plan(session, plan.table, plan.choices)
            if (now.values, now.definitions, now.faults) != (plan.values, plan.definitions, plan.faults):
                raise PlanOutdated
        _Keeper(session, change, plan).keep()
    return IndicatorReport(
        indicators=len(plan.definitions),
        measurements=counts,
        created=plan.created,
        cases=plan.cases,
        warnings=plan.warnings,
        operation=change.sequence,
    )


def _plan(session: Session, table: Table, choices: TableChoices) -> IndicatorPlan:
    if choices.decimal is not None:
        one_of(choices.decimal, DECIMALS, "decimal")
    layout = lay_out(table, choices)
    faults = Faults(Path(table.source))
    known = Known(names_of(session.all(Indicator)), tree(session))
    _check_columns(table, layout, choices, faults)
    notes: list[Message] = []
    found: list[Value] = []
    definitions: list[Definition] = []
    cases = _Cases(session, choices, faults)
    if not faults.error().faults:
        rows = read_rows(table, layout, choices, known, faults)
        definitions = list(rows.definitions.values())
        found = _once(cases.place(rows.cases, rows.values), known, faults)
        notes += _remarks(definitions, sorted(rows.percentages), known)
    values = _compared(session, found, known)
    tally = Tally(*(sum(each.status == status for each in values) for status in ("added", "changed", "same")))
    return IndicatorPlan(
        table=table,
        choices=choices,
        shape=layout.shape,
        columns=layout.columns,
        definitions=tuple(definitions),
        values=tuple(values),
        created=tuple(each.name for each in definitions if each.key is None),
        cases=tuple(cases.new),
        alike=tuple(cases.alike),
        measurements=tally,
        warnings=(*table.warnings, *layout.notes, *notes, *cases.notes),
        faults=faults.error().faults,
        sequence=session.sequence(),
    )


def _check_columns(table: Table, layout: Layout, choices: TableChoices, faults: Faults) -> None:
    """That somebody or some column says all that a value needs."""
    line = table.header_line
    if not layout.places("case"):
        faults.add(line, N_("no column holds the cases; say which one with --map COLUMN=case"))
    if not layout.places("value"):
        faults.add(line, N_("no column holds values; say which one with --map COLUMN=value"))
    if layout.shape != "wide-indicators" and not layout.places("indicator") and not choices.indicator:
        faults.add(line, N_("no column names the indicators; say which one with --map, or name one with --indicator"))
    if layout.shape != "wide-periods" and not layout.places("period") and not choices.period:
        faults.add(line, N_("no column holds the periods; say which one with --map, or name one with --period"))


class _Cases:
    """Which case each name in the table means, and which are to be made."""

    def __init__(self, session: Session, choices: TableChoices, faults: Faults) -> None:
        self._faults = faults
        self._create = choices.create
        names = [case.name for case in session.all(Case)]
        self._same = {fold_name(name): name for name in names}
        self._names = Names.of([KnownName(name, (name,)) for name in names], loosely=False)
        self._said: dict[str, str] = {}
        for name, meant in choices.same.items():
            if meant and fold_name(meant) not in self._same:
                raise CaseNotFound(name=meant)
            self._said[fold_name(name)] = meant
        self.new: list[str] = []
        self.alike: list[Likeness] = []
        self.notes: list[Message] = []
        self._found: dict[str, str | None] = {}
        self._resembled: dict[str, str] = {}

    def place(self, named: Mapping[int, str], values: Sequence[Value]) -> list[Value]:
        """The values with the names that their cases have in the project; `named` are all names of cases, by line.

        Those of unknown cases are faults, told for every line.
        """
        for line, name in named.items():
            if self._find(line, name) is None:
                near = self._resembled.get(fold_name(name))
                template = N_("there is no case “{name}”; say whom it means with --same, or add it with --create")
                if near:
                    template = N_("there is no case “{name}”, but “{near}”; say with --same or --create which is meant")
                self._faults.add(line, template, name=name, near=near or "")
        placed = ((value, self._find(value.line, value.case)) for value in values)
        return [replace(value, case=case) for value, case in placed if case is not None]

    def _find(self, line: int, name: str) -> str | None:
        key = fold_name(name)
        if key not in self._found:
            self._found[key] = self._look(line, name, key)
        return self._found[key]

    def _look(self, line: int, name: str, key: str) -> str | None:
        said = self._said.get(key)
        known = self._same.get(fold_name(said)) if said else self._same.get(key)
        if known is not None:
            return known
        hits = self._names.find(name) if said is None else []
        if hits:
            clear = len(hits) == 1 or hits[0].score > hits[1].score
            taken = clear and hits[0].how == "folded" and hits[0].score >= SURE
            self.alike.append(Likeness(line, name, hits[0].id, hits[0].score, taken))
            self._resembled[key] = hits[0].id
            if taken:
                template = N_("Line {line}: “{name}” was taken for “{known}” ({score}).")
                self.notes.append(Message(template, _likeness(line, name, hits[0].id, hits[0].score)))
                return hits[0].id
        if not (self._create or said == ""):
            return None
        if hits:
            template = N_("Line {line}: “{name}” resembles “{known}” ({score}) but is taken for another.")
            self.notes.append(Message(template, _likeness(line, name, hits[0].id, hits[0].score)))
        self.new.append(name)
        return name


def _likeness(line: int, name: str, known: str, score: float) -> dict[str, Said]:
    return {"line": line, "name": name, "known": known, "score": f"{score:.2f}"}


def _once(values: Sequence[Value], known: Known, faults: Faults) -> list[Value]:
    """The values, each place once; where the table says two different things of one, that is a fault."""
    seen: dict[tuple[str, str, str], Value] = {}
    for value in values:
        indicator = known.indicator(value.indicator)
        name = indicator.key if indicator is not None else fold_name(value.indicator)
        before = seen.setdefault((fold_name(value.case), name, fold_name(value.period)), value)
        if before.value != value.value:
            template = N_("“{name}” for {case} in {period} stands on line {first} already, with another value")
            told: dict[str, Said] = {"name": value.indicator, "case": value.case, "period": value.period}
            faults.add(value.line, template, **told, first=before.line)
    return list(seen.values())


def _remarks(definitions: Sequence[Definition], percentages: Sequence[str], known: Known) -> list[Message]:
    """What a person should know about what the table leaves open."""
    notes = []
    silent = [each.name for each in definitions if each.key is None and each.direction is None]
    if silent:
        template = N_(
            "Nothing says which value is better for: {names}. Taken is: higher. Say otherwise with: {command}"
        )
        told: dict[str, Said] = {"names": ", ".join(silent), "command": "qualcode indicators set"}
        notes.append(Message(template, told))
    if percentages:
        template = N_(
            "Values of {names} are at most 1 in a workbook: spreadsheets keep 45 % as 0.45. They are taken as written."
        )
        notes.append(Message(template, {"names": ", ".join(percentages)}))
    names = Names.of([KnownName(each.key, (each.key, *each.labels.values())) for each in _each(known)], loosely=False)
    for each in definitions:
        hits = names.find(each.name) if each.key is None else []
        if hits:
            template = N_("Line {line}: the indicator “{name}” resembles “{known}” but is taken for a new one.")
            notes.append(Message(template, {"line": each.line, "name": each.name, "known": hits[0].id}))
    return notes


def _each(known: Known) -> list[Indicator]:
    """The indicators of the project, each once."""
    return list({each.id: each for each in known.indicators.values()}.values())


def _compared(session: Session, values: Sequence[Value], known: Known) -> list[Value]:
    """The values with what would become of those that are there."""
    ids = {fold_name(case.name): case.id for case in session.all(Case)}
    there = _stored(session)
    made = []
    for value in values:
        indicator = known.indicator(value.indicator)
        case = ids.get(fold_name(value.case))
        old = there.get((indicator.id, case, fold_name(value.period))) if indicator is not None and case else None
        if old is None:
            made.append(replace(value, status="added"))
        else:
            same = not _news(old, value)
            made.append(replace(value, status="same" if same else "changed", before=old.value))
    return made


def _stored(session: Session) -> dict[tuple[str, str, str], Measurement]:
    return {(each.indicator, each.case, fold_name(each.period)): each for each in session.all(Measurement)}


def _news(old: Measurement, value: Value) -> dict[str, Any]:
    """What a value of the table would change of the one there."""
    said: dict[str, Any] = {} if value.kept else {"value": value.value}
    for name in ("target", "note", "baseline"):
        if getattr(value, name) is not None:
            said[name] = getattr(value, name)
    return {name: news for name, news in said.items() if getattr(old, name) != news}


class _Keeper:
    """Stores a plan within an operation."""

    def __init__(self, session: Session, change: Operation, plan: IndicatorPlan) -> None:
        self._session = session
        self._change = change
        self._plan = plan
        self._language = project(session).language

    def keep(self) -> None:
        """Cases, indicators, values."""
        for name in self._plan.cases:
            find_or_make_case(self._session, self._change, name)
        ids = {fold_name(each.name): self._indicator(each) for each in self._plan.definitions}
        cases = {fold_name(case.name): case.id for case in self._session.all(Case)}
        there = _stored(self._session)
        new: list[Measurement] = []
        by, at = self._change.coder.id, self._change.at
        for value in self._plan.values:
            indicator, case = ids[fold_name(value.indicator)], cases[fold_name(value.case)]
            old = there.get((indicator, case, fold_name(value.period)))
            if old is None:
                new.append(
                    Measurement(
                        id=new_id(),
                        indicator=indicator,
                        case=case,
                        period=value.period,
                        value=value.value,
                        target=value.target,
                        baseline=bool(value.baseline),
                        note=value.note or "",
                        codings=(),
                        coder=by,
                        created=at,
                    )
                )
            elif news := _news(old, value):
                self._change.update(Measurement, old.id, coder=by, created=at, **news)
        self._change.insert(*new)

    def _indicator(self, said: Definition) -> str:
        """The indicator that is meant (its id): made where it is new, else with its gaps filled."""
        news: dict[str, Any] = {
            name: getattr(said, name)
            for name in ("unit", "direction", "kind", "threshold", "code", "source")
            if getattr(said, name) is not None
        }
        if said.definition:
            news["definition"] = {self._language: said.definition}
        if said.rungs:
            news["rungs"] = tuple({self._language: text} for text in said.rungs)
        if said.key is None:
            made = replace(new_indicator(self._session, self._change, {self._language: said.name}), **news)
            self._change.insert(made)
            return made.id
        there = self._session.all(Indicator, key=said.key)[0]
        gaps = {name: value for name, value in news.items() if getattr(there, name) in (None, "", {}, ())}
        self._change.update(Indicator, there.id, **gaps)
        return there.id

"""The rows of a table of indicators, read as its shape and columns say, with every fault and its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qualcode.errors import Ambiguous, CodeNotFound, NameRefused
from qualcode.importers.lines import Faults
from qualcode.importers.workbook import Figure, Uncalculated
from qualcode.model.case_table import Table, TableRow
from qualcode.model.codebook import CodeTree, fold_name
from qualcode.model.indicator import Indicator
from qualcode.model.indicator_table import Definition, TableChoices, Value
from qualcode.model.message import N_, Message
from qualcode.model.message import Value as Said
from qualcode.ops import table_values
from qualcode.ops.codebooks import find_code
from qualcode.ops.indicator_table_columns import Layout, name_and_unit
from qualcode.ops.indicator_table_values import (
    Either,
    decimal_of,
    direction,
    kind,
    read_number,
    same_unit,
    written,
)
from qualcode.ops.names import clean
from qualcode.ops.table_values import is_missing

_A_NUMBER = N_("a number")
_TEXTS = ("definition", "source")


@dataclass(slots=True)
class Known:
    """What there is in the project: indicators by all their names, and the codes."""

    indicators: Mapping[str, Indicator]
    codes: CodeTree

    def indicator(self, name: str) -> Indicator | None:
        """The one that is called so."""
        return self.indicators.get(fold_name(name))


@dataclass(slots=True)
class Rows:
    """What the rows say: definitions by the indicator's folded name, and the values in their order.

    `cases` are the names of cases by line, also of rows whose values are faulty.
    """

    definitions: dict[str, Definition] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)
    cases: dict[int, str] = field(default_factory=dict)
    percentages: set[str] = field(default_factory=set)


def read_rows(table: Table, layout: Layout, choices: TableChoices, known: Known, faults: Faults) -> Rows:
    """Every value of the table; what is faulty is noted and left out."""
    reader = _Reader(table, layout, choices, known, faults)
    for row in table.rows:
        if layout.shape == "long":
            reader.long(row)
        elif layout.shape == "wide-periods":
            reader.wide_periods(row)
        else:
            reader.wide_indicators(row)
    return reader.rows


class _Reader:
    def __init__(self, table: Table, layout: Layout, choices: TableChoices, known: Known, faults: Faults) -> None:
        self.rows = Rows()
        self._table = table
        self._layout = layout
        self._choices = choices
        self._known = known
        self._faults = faults
        self._places = {column.role: place for place, column in reversed(list(enumerate(layout.columns)))}
        self._values = layout.places("value")
        numbers = [*self._values, *layout.places("target"), *layout.places("threshold")]
        self._decimal = choices.decimal or decimal_of(row.cells[place] for row in table.rows for place in numbers)

    # The three shapes

    def long(self, row: TableRow) -> None:
        """A row is a value."""
        case, definition = (
            self._case(row),
            self._definition(row, self._named(row, "indicator", self._choices.indicator)),
        )
        period = self._named(row, "period", self._choices.period)
        if case is None or definition is None or period is None:
            return
        place = self._places["value"]
        target = self._target(row, definition)
        self._add(row, place, definition, case, period, target=target, empty=True)

    def wide_periods(self, row: TableRow) -> None:
        """A row is an indicator in a case, with its values side by side."""
        case, definition = (
            self._case(row),
            self._definition(row, self._named(row, "indicator", self._choices.indicator)),
        )
        if case is None or definition is None:
            return
        target = self._target(row, definition)
        filled = [place for place in self._values if row.cells[place]]
        last = (filled or self._values)[-1]
        for place in self._values:
            aimed = target if place == last else None
            period = self._layout.columns[place].means
            self._add(row, place, definition, case, period, target=aimed, empty=aimed is not None)

    def wide_indicators(self, row: TableRow) -> None:
        """A row is a case in a period, with the indicators side by side."""
        case, period = self._case(row), self._named(row, "period", self._choices.period)
        if case is None or period is None:
            return
        for place in self._values:
            if row.cells[place] or isinstance(row.cells[place], Uncalculated):
                name, unit = name_and_unit(self._layout.columns[place].column)
                definition = self._definition(row, name, unit=unit)
                if definition is not None:
                    self._add(row, place, definition, case, period, target=None, empty=False)

    # Cells

    def _cell(self, row: TableRow, role: str) -> str:
        return " ".join(row.cells[self._places[role]].split()) if role in self._places else ""

    def _text(self, row: TableRow, role: str) -> str:
        """What a cell says; nothing where it says that it says nothing."""
        cell = self._cell(row, role)
        return "" if is_missing(cell) else cell

    def _case(self, row: TableRow) -> str | None:
        name = self._named(row, "case", None)
        if name is not None:
            self.rows.cases[row.line] = name
        return name

    def _named(self, row: TableRow, role: str, otherwise: str | None) -> str | None:
        """The name in a cell, or the one that was said for all rows."""
        if role not in self._places:
            return otherwise
        raw = self._cell(row, role) or (otherwise or "")
        if not raw:
            self._fault(row, N_("the cell in the column “{column}” is empty"), role)
            return None
        try:
            return clean(raw)
        except NameRefused as error:
            self._faults.note(row.line, error.message)
            return None

    def _fault(self, row: TableRow, template: str, role: str) -> None:
        self._faults.add(row.line, template, column=self._layout.columns[self._places[role]].column)

    def _not(self, row: TableRow, place: int, wanted: str) -> None:
        template = N_("“{cell}” in the column “{column}” is not {wanted}")
        column = self._layout.columns[place].column
        self._faults.add(row.line, template, cell=row.cells[place][:60], column=column, wanted=Message(wanted))

    # Definitions

    def _definition(self, row: TableRow, name: str | None, *, unit: str = "") -> Definition | None:
        """What the rows say of an indicator so far, this row's cells with it; a contradiction is a fault."""
        if name is None:
            return None
        there = self._known.indicator(name)
        key = fold_name(there.key if there is not None else name)
        before = self.rows.definitions.get(key)
        if before is None:
            before = Definition(name, there.key if there is not None else None, row.line)
        said = self._said(row, unit)
        for field_name, value in said.items():
            old = getattr(before, field_name)
            if old not in (None, ()) and not _same(old, value):
                template = N_("“{name}” has another {field} here ({value}) than on line {first} ({other})")
                told: dict[str, Said] = {"name": name, "field": Message(FIELDS[field_name]), "first": before.line}
                self._faults.add(row.line, template, **told, value=_shown(value), other=_shown(old))
                continue
            before = replace(before, **{field_name: value})
        if there is not None:
            self._contradict(row, there, said)
        self.rows.definitions[key] = before
        return before

    def _said(self, row: TableRow, unit: str) -> dict[str, Any]:
        said: dict[str, Any] = {"unit": unit or self._text(row, "unit") or None}
        readers = {"direction": (direction, N_("higher or lower")), "kind": (kind, N_("number or level"))}
        for role, (meaning, wanted) in readers.items():
            if cell := self._cell(row, role):
                said[role] = meaning(cell)
                if said[role] is None:
                    self._not(row, self._places[role], wanted)
        if self._text(row, "code"):
            said["code"] = self._code(row)
        if self._text(row, "threshold"):
            said["threshold"] = self._number(row, self._places["threshold"], "")
        if cell := self._text(row, "rungs"):
            said["rungs"] = tuple(text.strip() for text in cell.split(";") if text.strip())
        said |= {role: self._text(row, role) or None for role in _TEXTS}
        return {name: value for name, value in said.items() if value is not None}

    def _code(self, row: TableRow) -> str | None:
        """The id of the code that a cell names."""
        try:
            return find_code(self._known.codes, self._cell(row, "code")).id
        except (CodeNotFound, Ambiguous) as error:
            self._faults.note(row.line, error.message)
            return None

    def _contradict(self, row: TableRow, there: Indicator, said: Mapping[str, Any]) -> None:
        """Note where the row says something else than the project does."""
        for name in ("unit", "direction", "kind", "threshold", "code"):
            old = getattr(there, name)
            if name in said and old not in (None, "") and not _same(old, said[name]):
                template = N_("“{name}” has another {field} here ({value}) than in the project ({other})")
                value, other = (
                    (_key(self._known.codes, said[name]), _key(self._known.codes, old))
                    if name == "code"
                    else (_shown(said[name]), _shown(old))
                )
                told: dict[str, Said] = {"name": there.key, "field": Message(FIELDS[name])}
                self._faults.add(row.line, template, **told, value=value, other=other)

    # Values

    def _target(self, row: TableRow, definition: Definition) -> float | None:
        if not self._cell(row, "target") or is_missing(self._cell(row, "target")):
            return None
        return self._number(row, self._places["target"], definition.unit or "")

    def _add(
        self,
        row: TableRow,
        place: int,
        definition: Definition,
        case: str,
        period: str,
        *,
        target: float | None,
        empty: bool,
    ) -> None:
        """Note the value in a cell. An empty one is missing where `empty` cells count, else nothing."""
        cell = row.cells[place]
        column = self._layout.columns[place].column
        if isinstance(cell, Uncalculated):
            template = N_("the formula in the column “{column}” was never calculated: save the file in a spreadsheet")
            self._faults.add(row.line, template, column=column)
            return
        if not cell and not empty:
            return
        value = None
        if cell and not is_missing(cell):
            value = (
                self._level(row, place, definition)
                if self._is_level(definition)
                else self._measured(row, place, definition)
            )
            if value is None:
                return
        made = Value(
            line=row.line,
            column=column,
            case=case,
            indicator=definition.name,
            period=period,
            value=value,
            target=target,
            note=self._cell(row, "note") or None,
            baseline=table_values.yes_no(self._cell(row, "baseline")) if self._cell(row, "baseline") else None,
            kept=not cell,
        )
        self.rows.values.append(made)

    def _is_level(self, definition: Definition) -> bool:
        there = self._known.indicator(definition.key or definition.name)
        return (there.kind if there is not None else definition.kind) == "level"

    def _measured(self, row: TableRow, place: int, definition: Definition) -> float | None:
        there = self._known.indicator(definition.key or definition.name)
        return self._number(row, place, definition.unit or (there.unit if there is not None else ""), definition)

    def _level(self, row: TableRow, place: int, definition: Definition) -> float | None:
        """The number of a level, given by number or by its label."""
        cell, there = row.cells[place], self._known.indicator(definition.key or definition.name)
        rungs = [set(map(fold_name, each.values())) for each in there.rungs] if there is not None else []
        rungs = rungs or [{fold_name(text)} for text in definition.rungs]
        named = next((at for at, names in enumerate(rungs) if fold_name(cell) in names), None)
        if named is not None:
            return float(named)
        if not cell.isdecimal() or (rungs and int(cell) >= len(rungs)):
            self._not(row, place, N_("one of its levels"))
            return None
        return float(cell)

    def _number(self, row: TableRow, place: int, unit: str, definition: Definition | None = None) -> float | None:
        """The number in a cell; None, with a fault, where it is none or can be read in two ways."""
        cell = row.cells[place]
        if isinstance(cell, Figure):
            if definition is not None and unit.startswith("%") and abs(float(cell)) <= 1:
                self.rows.percentages.add(definition.name)
            return float(cell)
        number = written(cell, unit)
        column = self._layout.columns[place].column
        if number is None:
            self._not(row, place, _A_NUMBER)
            return None
        if not same_unit(number.sign, unit):
            template = N_("“{cell}” in the column “{column}” is not in {unit}")
            self._faults.add(row.line, template, cell=cell[:60], column=column, unit=unit)
            return None
        if number.sign and not unit and definition is not None:
            key = fold_name(definition.key or definition.name)
            self.rows.definitions[key] = replace(self.rows.definitions[key], unit=number.sign)
        found = read_number(number.core, self._decimal)
        if isinstance(found, Either):
            template = N_(
                "“{cell}” in the column “{column}” can be read as {one} or as {other}; say which with --decimal"
            )
            told = {"cell": cell[:60], "column": column}
            self._faults.add(row.line, template, **told, one=_shown(found.decimal), other=_shown(found.thousands))
            return None
        return found


FIELDS = {
    "unit": N_("unit"),
    "direction": N_("direction"),
    "kind": N_("kind"),
    "threshold": N_("threshold"),
    "code": N_("code"),
    "definition": N_("definition"),
    "source": N_("source"),
    "rungs": N_("levels"),
}


def _same(first: object, second: object) -> bool:
    if isinstance(first, str) and isinstance(second, str):
        return fold_name(first) == fold_name(second)
    return first == second


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return "; ".join(value) if isinstance(value, tuple) else str(value)[:60]


def _key(codes: CodeTree, code: str) -> str:
    return next((each.key for each in codes.codes if each.id == code), "–")


def names_of(indicators: Sequence[Indicator]) -> dict[str, Indicator]:
    """The indicators by everything they may be called, folded; keys win over labels."""
    found: dict[str, Indicator] = {}
    for each in indicators:
        for text in (each.id, *each.labels.values()):
            found.setdefault(fold_name(text), each)
    return {**found, **{fold_name(each.key): each for each in indicators}}

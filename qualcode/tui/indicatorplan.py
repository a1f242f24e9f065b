"""What a table of indicators would bring, as rows to look through: its columns, values, remarks."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import _
from qualcode.model.indicator_table import IndicatorPlan
from qualcode.model.message import N_, Message
from qualcode.tui import safe
from qualcode.tui.courses import MUTED, figure
from qualcode.tui.safe import Part
from qualcode.tui.widgets.table import Cell, Column, Line
from qualcode.tui.words import said_here

SHAPE_NAMES = {
    "long": N_("a row a value"),
    "wide-periods": N_("a column a period"),
    "wide-indicators": N_("a column an indicator"),
}
ROLE_NAMES = {
    "case": N_("the enterprise"),
    "indicator": N_("the indicator"),
    "period": N_("the period"),
    "value": N_("the value"),
    "target": N_("the target"),
    "unit": N_("the unit"),
    "direction": N_("which value is better"),
    "code": N_("the code it speaks to"),
    "kind": N_("number or levels"),
    "threshold": N_("the least real change"),
    "rungs": N_("the levels"),
    "definition": N_("what is counted"),
    "source": N_("the source"),
    "note": N_("a note"),
    "baseline": N_("whether change counts from here"),
    "ignore": N_("nothing"),
}
# What speaks of the command line elsewhere, as it is said here.
_SAID_HERE = {
    N_("no column holds the cases; say which one with --map COLUMN=case"): N_(
        "no column holds the enterprises: choose one among the columns and press enter"
    ),
    N_("no column holds values; say which one with --map COLUMN=value"): N_(
        "no column holds values: choose one among the columns and press enter"
    ),
    N_("no column names the indicators; say which one with --map, or name one with --indicator"): N_(
        "no column names the indicators: choose one among the columns, or press w to name one for all rows"
    ),
    N_("no column holds the periods; say which one with --map, or name one with --period"): N_(
        "no column holds the periods: choose one among the columns, or press p to name one for all rows"
    ),
    N_("there is no case “{name}”; say whom it means with --same, or add it with --create"): N_(
        "there is no enterprise “{name}”; press n to add those that are missing"
    ),
    N_("there is no case “{name}”, but “{near}”; say with --same or --create which is meant"): N_(
        "there is no enterprise “{name}”, but “{near}”: press y among the remarks if that is meant, n to add it"
    ),
    N_("“{cell}” in the column “{column}” can be read as {one} or as {other}; say which with --decimal"): N_(
        "“{cell}” in the column “{column}” can be read as {one} or as {other}; press d to say which"
    ),
    N_("These columns were not read: {names}. Say what they are with --map COLUMN=ROLE."): N_(
        "These columns were not read: {names}. Say what they are among the columns."
    ),
    N_("Nothing says which value is better for: {names}. Taken is: higher. Say otherwise with: {command}"): N_(
        "Nothing says which value is better for: {names}. Taken is: higher. Change it among the indicators."
    ),
}
DECIMALS = {None: N_("as the file shows"), "comma": N_("a comma"), "point": N_("a point")}
_STATES = {"added": ("+", "$success"), "changed": ("~", "$warning"), "same": ("=", MUTED)}


def told_here(message: Message) -> str:
    """A remark or fault in the words of the screen."""
    return safe.sentence(said_here(message, _SAID_HERE))


def column_lines(plan: IndicatorPlan) -> tuple[Sequence[Column], list[Line]]:
    """A row each, `column:PLACE`."""
    columns = [
        Column(_("Column")),
        Column(_("Read as"), 26),
        Column(_("About"), 20, least=70),
        Column(_("For example")),
    ]
    lines = []
    for place, each in enumerate(plan.columns):
        role: Cell = _(ROLE_NAMES[each.role]) if each.role != "ignore" else (_(ROLE_NAMES["ignore"]), MUTED)
        guess: Part = (f"  {_('guessed')}", MUTED) if each.guessed and each.role != "ignore" else ""
        samples: Cell = (" | ".join(each.samples), MUTED)
        lines.append(Line(f"column:{place}", (each.column, [_part(role), guess], each.means, samples)))
    return columns, lines


def _part(cell: Cell) -> Part:
    return cell[0] if isinstance(cell, list) else cell


def value_lines(plan: IndicatorPlan) -> tuple[Sequence[Column], list[Line]]:
    """A row each, with what is there already where that is another value."""
    columns = [
        Column(_("Line"), 5, right=True),
        Column("", 1),
        Column(_("Enterprise")),
        Column(_("Indicator")),
        Column(_("Period"), 10),
        Column(_("Value"), 12, right=True),
        Column(_("Before"), 10, right=True, least=80),
        Column(_("Target"), 10, right=True, least=90),
    ]
    lines = []
    for number, each in enumerate(plan.values):
        before: Cell = (figure(each.before), MUTED) if each.status == "changed" else ""
        value: Cell = figure(each.value) if each.value is not None else (_("missing"), MUTED)
        target = figure(each.target) if each.target is not None else ""
        cells = (str(each.line), _STATES[each.status], each.case, each.indicator, each.period, value, before, target)
        lines.append(Line(f"value:{number}", cells))
    return columns, lines


def remark_lines(plan: IndicatorPlan) -> tuple[Sequence[Column], list[Line]]:
    """Faults first, then names that are alike, then the rest."""
    lines = [
        Line(f"fault:{number}", (("!", "bold $error"), told_here(fault))) for number, fault in enumerate(plan.faults)
    ]
    for each in plan.alike:
        if not each.taken and each.known not in plan.choices.same.values():
            told = _("“{name}” resembles “{known}”. Press y if that one is meant.")
            line = Line(f"alike:{each.name}", (("?", "$warning"), told.format(name=each.name, known=each.known)))
            if line.id not in {other.id for other in lines}:
                lines.append(line)
    lines += [
        Line(f"warning:{number}", (("·", MUTED), told_here(warning))) for number, warning in enumerate(plan.warnings)
    ]
    return [Column("", 1), Column(_("Remark"))], lines

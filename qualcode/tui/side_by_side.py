"""A group's members side by side, as a table on the screen; the groups with the enterprises there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len

from qualcode.i18n import _, language
from qualcode.model.case import Case
from qualcode.model.codebook import name_order
from qualcode.model.evaluation_view import Comparison, GroupView, IndicatorSpread
from qualcode.model.indicator_view import localised
from qualcode.ops import Session, codebooks, documents, groups, handouts
from qualcode.ops.handouts import figure
from qualcode.tui.codes import CodeLook, looks
from qualcode.tui.themes import Inks
from qualcode.tui.whose import View
from qualcode.tui.widgets.table import Cell, Column, Line

_MUTED = "$foreground-muted"
_FIRST, _ALL = 22, 8


@dataclass(frozen=True, slots=True)
class Round:
    """All groups; `cases` are ids by name."""

    groups: tuple[GroupView, ...]
    cases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """A comparison, with how its dimensions look; `is_blind` where only the reader's own codings are counted."""

    made: Comparison
    looks: Mapping[str, CodeLook]
    is_blind: bool


def read(session: Session) -> Round:
    """The groups and the enterprises."""
    cases = sorted(session.all(Case), key=lambda each: name_order(each.name))
    return Round(tuple(groups.listing(session)), {case.name: case.id for case in cases})


def compare(session: Session, group: str, view: View, language: str) -> Beside:
    """A group's members side by side, as far as the reader may know."""
    hidden = any(view.hides(each) for each in documents.listing(session))
    made = handouts.compare(session, group, language=language, coder=view.reader if hidden else None)
    return Beside(made, looks(codebooks.tree(session), language), hidden)


def columns(made: Comparison) -> list[Column]:
    """Dimension or indicator, a column a member, all of them."""
    members = [Column(name, right=True) for name in made.members]
    over = max([_ALL, *(cell_len(_all(each)) for each in made.indicators)])
    return [Column(_("Side by side"), _FIRST), *members, Column(_("All"), over, right=True)]


def lines(beside: Beside, inks: Inks) -> list[Line]:
    """Passages with, in brackets, the people they come from; then each indicator's latest values, median and range."""
    made = beside.made
    rows = []
    for place, row in enumerate(made.passages.rows):
        look = beside.looks.get(row.key or "")
        colour = inks.code(look.colour).color if look is not None else None
        letter = look.letter if look is not None else " "
        cells: list[Cell] = [[(f"{letter} ", f"bold {colour.name}" if colour else "bold"), row.label]]
        passages = (*made.passages.cells[place], made.passages.row_totals[place])
        people = (*made.people.cells[place], made.people.row_totals[place])
        for n, of in zip(passages, people, strict=True):
            cells.append([str(n), (f" ({of})", _MUTED)] if n else ("–", _MUTED))
        rows.append(Line(f"dimension:{row.key}", tuple(cells)))
    return [*rows, *map(_indicator, made.indicators)]


def _indicator(each: IndicatorSpread) -> Line:
    unit = f" ({each.unit})" if each.unit else ""
    values = [figure(value, language()) for value in each.values.values()]
    return Line(f"indicator:{each.key}", ("▪ " + localised(each.labels, language()) + unit, *values, _all(each)))


def _all(each: IndicatorSpread) -> str:
    """How many have a value, the median, the range: `n=3 · 10,5 [4–99]`."""
    latest, lowest, highest = (figure(value, language()) for value in (each.latest, each.lowest, each.highest))
    return f"n={each.n} · {latest} [{lowest}–{highest}]"

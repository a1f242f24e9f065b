"""What stands beside a line: stripes in their lanes, names of codings that begin. Drawn and pointed at alike."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from qualcode.model.coding import CodingView
from qualcode.tui import safe
from qualcode.tui.stripes import names_on
from qualcode.tui.widgets.page import Page
from qualcode.tui.words import effect_sign

OWN_STRIPE, OTHERS_STRIPE = "┃", "│"
MEMO_MARK = "✎"
_NARROWEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name beside a line: from which cell of the names' column, how many cells with the space after it, the words."""

    coding: CodingView
    left: int
    width: int
    shown: str


def stripes_on(page: Page, line: int) -> list[list[CodingView]]:
    """For each cell of the lanes what stands there; in a group's last cell all that have no cell of their own."""
    span = page.layout.span(line)
    groups = page.columns.groups
    cells: list[list[CodingView]] = [[] for _ in range(page.columns.lanes)]
    for coding in page.stripes.codings.overlapping(span.start, max(span.end, span.start + 1)):
        group = groups[min(page.stripes.side(coding), len(groups) - 1)]
        cells[group[min(page.stripes.lane(coding), len(group) - 1)]].append(coding)
    return cells


def is_crowded(page: Page, codings: list[CodingView]) -> bool:
    """Whether codings in one cell lie in several lanes, and not only one after the other on the line."""
    return len({page.stripes.lane(coding) for coding in codings}) > 1


def names_beside(page: Page, line: int) -> list[Name]:
    """The names beside a line, cut to the column; those for which there is no room at all are left out."""
    room, left = page.columns.names, 0
    codings = names_on(page.stripes, page.layout, line) if room else []
    names = []
    for index, coding in enumerate(codings):
        if room < _NARROWEST_NAME:
            break
        later = len(codings) - index - 1
        width = room if not later else max(room // (later + 1) - 1, _NARROWEST_NAME - 1)
        shown = _name(page, coding, width) + (" " if later else "")
        names.append(Name(coding, left, cell_len(shown), shown))
        room -= cell_len(shown)
        left += cell_len(shown)
    return names


def _name(page: Page, coding: CodingView, width: int) -> str:
    """Letter, label, effect, memo and whose it is in at most `width` cells; the label gives way first."""
    look, own, apart = page.look(coding.code), page.is_own(coding), page.columns.split > 0
    # Where two coders are compared, the line drawn for each of them in the lanes tells it in fewest cells.
    before = (OWN_STRIPE if own else OTHERS_STRIPE) if apart else ""
    marks = [
        effect_sign(coding.effect),
        MEMO_MARK if coding.memo else "",
        "" if own or apart else f"({safe.clip(coding.coder, 8)})",
    ]
    after = "".join(f" {mark}" for mark in marks if mark)
    label = safe.clip(f"{before}{look.letter} {look.label}", max(width - cell_len(after), 3))
    return safe.clip(label + after, width)


def codings_at(page: Page, what: str, line: int, cell: int) -> list[CodingView]:
    """The codings whose stripe or name lies at a cell that `moving.pointed` told, those that begin last first."""
    if what == "stripe":
        return list(reversed(stripes_on(page, line)[cell])) if 0 <= cell < page.columns.lanes else []
    if what == "names":
        return [name.coding for name in names_beside(page, line) if name.left <= cell < name.left + name.width]
    return []

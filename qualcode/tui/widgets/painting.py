"""One line of a transcript drawn: gutter, words, stripes, names. Costs what stands on the line, whatever the document.

The only place where segments for the terminal are made; all text in them has been through `safe`.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.text import Span
from qualcode.tui import safe
from qualcode.tui.overview import Spot
from qualcode.tui.spans import Spanned
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.margin import OTHERS_STRIPE, OWN_STRIPE, is_crowded, names_beside, stripes_on
from qualcode.tui.widgets.page import Columns, Page
from qualcode.tui.words import clock

SUGGESTED_STRIPE = "┊"
FOUND_MARK = "•"
_DENSITIES = " ▏▎▍▌▋▊▉█"


def paint(page: Page, inks: Inks, line: int, width: int) -> Strip:
    """A line in exactly `width` cells; lines past the end are blank."""
    if not 0 <= line < len(page.layout):
        return paint_words("", inks, width)
    turn = _turn_on(page, line)
    segments = [*_gutter(page, inks, line, turn), *_words(page, inks, line, turn), *_margin(page, inks, line)]
    whole = [Segment(text, inks.plain + style if style else inks.plain) for text, style, _ in segments]
    return Strip(whole).adjust_cell_length(width, inks.plain)


def paint_words(words: str, inks: Inks, width: int) -> Strip:
    """A line of words where no document is shown."""
    return Strip([Segment(safe.fit("  " + words, width), inks.plain + inks.quiet)], width)


def _turn_on(page: Page, line: int) -> TurnView | None:
    """The turn whose words stand on a line."""
    start = page.layout.span(line).start
    index = bisect.bisect_right(page.turns, start, key=lambda turn: turn.start) - 1
    return page.turns[index] if index >= 0 and start <= page.turns[index].end else None


def _gutter(page: Page, inks: Inks, line: int, turn: TurnView | None) -> Iterator[Segment]:
    """Number, speaker and time where a turn begins; blank elsewhere."""
    columns = page.columns
    if not columns.gutter:
        return
    if turn is None or turn.start != page.layout.span(line).start:
        yield Segment(" " * columns.gutter)
        return
    if columns.number:
        yield Segment(str(turn.index + 1).rjust(columns.number) + " ", inks.number)
    if columns.speaker:
        speaker = safe.fit(turn.speaker or "", columns.speaker) + " "
        yield Segment(speaker, inks.quiet if turn.interviewer else inks.speaker)
    if columns.time:
        yield Segment(clock(turn.time).rjust(columns.time) + " ", inks.number)


def _words(page: Page, inks: Inks, line: int, turn: TurnView | None) -> Iterator[Segment]:
    """The text with what is marked in it, padded to the text's column and the cell for a hanging space."""
    span = page.layout.span(line)
    base = inks.interviewer if turn is not None and turn.interviewer else Style.null()
    head = page.caret.head if page.focused and page.layout.line_of(page.caret.head) == line else -1
    marks = _Marks(page, inks, Span(span.start, max(span.end, span.start + 1)))
    used = 0
    for start, end, shown, own in _pieces(page, inks, line, marks.edges(head)):
        style = base + marks.style(start, end) + own
        yield Segment(shown, style + inks.caret if start <= head < end else style)
        used += cell_len(shown)
    room = page.columns.text + 2 - used
    if head == span.end:
        yield Segment(" ", inks.caret)
        room -= 1
    yield Segment(" " * room)


def _pieces(page: Page, inks: Inks, line: int, edges: set[int]) -> Iterator[tuple[int, int, str, Style]]:
    """A line in pieces `(start, end, as shown, own style)`: cut at edges, or by grapheme where odd."""
    cells = page.layout.cells
    span = page.layout.span(line)
    if cells.is_regular(span.start, span.end):
        cuts = sorted({span.start, span.end, *(edge for edge in edges if span.start < edge < span.end)})
        for start, end in itertools.pairwise(cuts):
            yield start, end, cells.text[start:end], Style.null()
        return
    for cell in page.layout.drawn(line):
        as_written = cell.shown.isspace() or cell.shown == cells.text[cell.start : cell.end]
        yield cell.start, cell.end, cell.shown, Style.null() if as_written else inks.mark


class _Marks:
    """What is marked on a stretch of text, and the style that gives a piece of it."""

    def __init__(self, page: Page, inks: Inks, span: Span) -> None:
        self._page = page
        self._inks = inks
        self._suggestions = page.suggestions.overlapping(span.start, span.end)
        self._matches = page.matches.overlapping(span.start, span.end)
        codings = page.stripes.codings.overlapping(span.start, span.end)
        # The shortest on top, and over all of them the one the caret is on.
        self._codings = sorted(codings, key=lambda coding: (coding.id == page.chosen, coding.start - coding.end))
        self._selection = page.caret.selection

    def edges(self, head: int) -> set[int]:
        """Where the style may change."""
        marked: list[Spanned] = [*self._suggestions, *self._matches, *self._codings]
        if self._selection is not None:
            marked.append(self._selection)
        return {head, head + 1, *(edge for each in marked for edge in (each.start, each.end))}

    def style(self, start: int, end: int) -> Style:
        """The style of a piece; a grapheme is marked where any of it is."""

        def here(each: Spanned) -> bool:
            return each.start < end and start < each.end

        made = Style.null()
        suggested = [suggestion for suggestion in self._suggestions if here(suggestion)]
        if suggested:
            made += Style(underline=True)
        codings = [coding for coding in self._codings if here(coding)]
        if codings:
            top = codings[-1]
            colour = self._page.look(top.code).colour
            chosen = top.id == self._page.chosen
            made += self._inks.passage(colour, chosen=chosen, overlapping=len(codings) > 1)
        if self._page.proposal in suggested:
            made += self._inks.suggested
        if any(map(here, self._matches)):
            made += self._inks.match
        return made + self._inks.selection if self._selection is not None and here(self._selection) else made


def _margin(page: Page, inks: Inks, line: int) -> Iterator[Segment]:
    """A stripe a coding, its letter where it begins, then the names of those that begin here."""
    columns = page.columns
    span = page.layout.span(line)
    end = max(span.end, span.start + 1)
    if columns.names:
        suggested = page.suggestions.overlapping(span.start, end)
        yield Segment(SUGGESTED_STRIPE if suggested else " ", inks.suggestion)
    for codings in stripes_on(page, line):
        if is_crowded(page, codings):
            yield Segment("⋮", inks.quiet)
        else:
            yield _stripe(page, inks, line, codings[-1]) if codings else Segment(" ")
    if columns.names:
        yield Segment(" ")
        yield from _names(page, inks, line)


def _stripe(page: Page, inks: Inks, line: int, coding: CodingView) -> Segment:
    look = page.look(coding.code)
    style = inks.code(look.colour)
    if coding.id in (page.chosen, page.pointed_at):
        style = style + Style(bold=True, reverse=True)
    if page.layout.line_of(coding.start) == line:
        return Segment(safe.fit(look.letter, 1), style)
    return Segment(OWN_STRIPE if page.is_own(coding) else OTHERS_STRIPE, style)


def _names(page: Page, inks: Inks, line: int) -> Iterator[Segment]:
    """The names beside a line; a suggestion's where nothing else stands."""
    names = names_beside(page, line)
    for name in names:
        style = inks.code(page.look(name.coding.code).colour)
        if name.coding.id == page.chosen:
            style = style + Style(bold=True)
        if name.coding.id == page.pointed_at:
            style = style + Style(underline=True)
        yield Segment(name.shown, style)
    if not names:
        for suggestion in page.suggestions.starting(page.layout.span(line).start, page.layout.limit(line)):
            look = page.look(suggestion.code)
            yield Segment(safe.clip(f"{look.letter} {look.label} ?", page.columns.names), inks.suggestion)
            return


def paint_headings(columns: Columns, inks: Inks, width: int, coders: tuple[str, str]) -> Strip:
    """The line above two coders' lanes: who is at the left, and who at the right."""
    # Each name stands on the far side of the first of its lanes, where there is room for it.
    own = safe.clip(coders[0], columns.margin - 1) + " "
    lanes = OWN_STRIPE.ljust(columns.groups[-1].start) + OTHERS_STRIPE
    other = " " + safe.clip(coders[1], max(width - columns.margin - cell_len(lanes) - 1, 1))
    line = " " * (columns.margin - cell_len(own)) + own + lanes + other
    return Strip([Segment(line, inks.plain + inks.speaker)]).adjust_cell_length(width, inks.plain)


def paint_place(spot: Spot, inks: Inks, width: int) -> Strip:
    """One cell's height of the bar that stands for the whole document, `width` cells wide: density, then the place."""
    density = Segment(_DENSITIES[spot.density], inks.plain + inks.density)
    thumb = inks.plain + (inks.thumb if spot.in_view else inks.quiet)
    if spot.found:
        place = Segment(FOUND_MARK, thumb + inks.mark + Style(bold=True))
    elif spot.suggested:
        place = Segment(SUGGESTED_STRIPE, thumb + inks.suggestion)
    else:
        place = Segment(OWN_STRIPE if spot.in_view else " ", thumb)
    return Strip([density, place][-width:]).adjust_cell_length(width, inks.plain)

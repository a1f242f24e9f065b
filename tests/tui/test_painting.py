"""A line costs what stands on it, and is as wide as it is said to be, whatever stands there."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.suggestion import Suggestion
from qualcode.model.text import Span
from qualcode.tui import safe
from qualcode.tui.caret import Caret, selecting
from qualcode.tui.cells import TextCells
from qualcode.tui.codes import CodeLook
from qualcode.tui.layout import lay_out
from qualcode.tui.spans import SpanIndex
from qualcode.tui.stripes import Stripes
from qualcode.tui.themes import THEMES, inks
from qualcode.tui.widgets.moving import pointed
from qualcode.tui.widgets.page import Page, share_out
from qualcode.tui.widgets.painting import paint, paint_headings
from tests.tui.strategies import coding, codings, texts_with_turns

INKS = inks(THEMES[1])
LOOKS = {"social/confidence": CodeLook("social/confidence", "S", "Confiance 👩‍👩‍👧", "Social / Confiance", "#E69F00")}


def page_of(text: str, turns: list[TurnView], made: list[CodingView], width: int) -> Page:
    columns = share_out(width, turns)
    page = Page(
        layout=lay_out(TextCells(text), turns, columns.text),
        columns=columns,
        turns=turns,
        looks=LOOKS,
        coder="marie",
        stripes=Stripes(made),
        suggestions=SpanIndex([Suggestion("d", 3, 30, "", "social/confidence", 0.5, ())]),
        matches=SpanIndex([Span(5, 9)]),
        caret=selecting(Span(2, 8)),
    )
    page.choose()
    return page


@given(texts_with_turns(), codings(120), st.integers(8, 140), st.integers(-1, 40))
def test_every_line_is_exactly_as_wide_as_the_screen(
    case: tuple[str, list[TurnView]], made: list[CodingView], width: int, line: int
) -> None:
    text, turns = case
    strip = paint(page_of(text, turns, made, width), INKS, line, width)
    assert strip.cell_length == width
    assert sum(segment.cell_length for segment in strip) == width
    assert safe.is_seen(strip.text)


@given(texts_with_turns(), codings(120), st.integers(8, 140), st.text(max_size=30), st.integers(-1, 40))
def test_two_coders_fit_into_the_same_width_and_leave_the_text_alone(
    case: tuple[str, list[TurnView]], made: list[CodingView], width: int, other: str, line: int
) -> None:
    text, turns = case
    alone = page_of(text, turns, made, width)
    page = page_of(text, turns, made, width)
    both = [replace(each, coder=("marie", other)[number % 2]) for number, each in enumerate(made)]
    page.stripes, page.columns = Stripes(both, "marie"), share_out(width, turns, beside=True)
    assert page.columns.text == alone.columns.text
    for strip in (paint(page, INKS, line, width), paint_headings(page.columns, INKS, width, ("marie", other))):
        assert strip.cell_length == sum(segment.cell_length for segment in strip) == width
        assert safe.is_seen(strip.text)
    assert all(page.stripes.side(each) == (each.coder != "marie") for each in both)


@pytest.mark.parametrize("one_line", [False, True])
def test_a_screenful_costs_what_is_in_view_however_much_is_coded(one_line: bool) -> None:
    text = ("Et puis voilà, on n'ose plus téléphoner." + (" " if one_line else "\n")) * 25_000
    page = page_of(text, [], [coding(f"c{i}", i * 50, i * 50 + 190) for i in range(20_000)], 100)
    costs = []
    for top in range(0, len(page.layout) - 50, len(page.layout) // 40):
        page.caret = Caret(page.layout.span(top).start)
        started = time.process_time()
        for line in range(top, top + 45):
            paint(page, INKS, line, 100)
        costs.append(time.process_time() - started)
    assert sorted(costs)[int(len(costs) * 0.95)] < 0.05


@given(texts_with_turns(), st.integers(30, 140), st.data())
def test_a_passage_survives_the_way_to_the_screen_and_back(
    case: tuple[str, list[TurnView]], width: int, data: st.DataObject
) -> None:
    text, turns = case
    page = page_of(text, turns, [], width)
    seen = [cell for line in range(len(page.layout)) for cell in page.layout.drawn(line)]
    if not seen:
        return
    first = data.draw(st.integers(0, len(seen) - 1))
    last = data.draw(st.integers(first, len(seen) - 1))
    span = Span(seen[first].start, seen[last].end)
    # Text to screen: the cells that the passage's graphemes fill are tinted, and no others.
    page = page_of(text, turns, [coding("c", span.start, span.end)], width)
    page.suggestions, page.matches, page.caret = SpanIndex(), SpanIndex(), Caret(len(text), len(text))
    page.choose()
    page.chosen = None
    tints = INKS.passage(LOOKS["social/confidence"].colour, chosen=False, overlapping=False).bgcolor
    painted = []
    for line in range(len(page.layout)):
        column = 0
        for segment in paint(page, INKS, line, width):
            if segment.style is not None and segment.style.bgcolor == tints and column < page.columns.margin - 1:
                painted += [(line, x) for x in range(column, column + segment.cell_length)]
            column += segment.cell_length
    inside = [cell for cell in seen if span.start <= cell.start < span.end]
    gutter = page.columns.gutter
    places = [(page.layout.line_of(cell.start), gutter + cell.column + x) for cell in inside for x in range(cell.width)]
    assert painted == sorted(places)
    # Screen to text: drawing the mouse from the first of them to behind the last selects the passage again.
    (top, left), (bottom, right) = places[0], places[-1]
    assert pointed(page, left, top)[2] == span.start
    # Where a line goes on below without a line end, the caret stays before the end, which is the next line's start.
    assert pointed(page, right + 1, bottom)[2] == span.end or page.layout.limit(bottom) <= span.end

"""The bar that stands for the whole document: right at every height, cheap however much is coded, and a way to go."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.text import Span
from qualcode.tui.caret import Caret
from qualcode.tui.cells import TextCells
from qualcode.tui.layout import lay_out
from qualcode.tui.overview import cell_of, line_at, overview
from qualcode.tui.spans import SpanIndex
from qualcode.tui.stripes import Stripes
from qualcode.tui.themes import THEMES, inks
from qualcode.tui.widgets.margin import OWN_STRIPE
from qualcode.tui.widgets.page import Page, share_out
from qualcode.tui.widgets.painting import FOUND_MARK, paint_place
from qualcode.tui.widgets.placebar import PlaceBar
from tests.tui.running import Running, running
from tests.tui.strategies import coding, codings, texts_with_turns


def page_of(text: str, made: list[CodingView], turns: list[TurnView] | None = None, width: int = 100) -> Page:
    columns = share_out(width, turns or [])
    return Page(
        layout=lay_out(TextCells(text), turns or [], columns.text),
        columns=columns,
        turns=turns or [],
        looks={},
        coder="marie",
        stripes=Stripes(made),
        suggestions=SpanIndex(),
        matches=SpanIndex(),
        caret=Caret(),
    )


@given(texts_with_turns(), codings(120), st.integers(1, 60), st.integers(0, 30), st.integers(1, 30))
def test_every_line_has_its_cell_and_every_cell_its_line(
    case: tuple[str, list[TurnView]], made: list[CodingView], height: int, top: int, rows: int
) -> None:
    page = page_of(case[0], made, case[1], 30)
    spots = overview(page, height, top, rows)
    assert len(spots) == height
    lines = len(page.layout)
    cells = [cell_of(page, line, height) for line in range(lines)]
    assert cells == sorted(cells) and set(cells) <= set(range(height))
    for cell in set(cells):
        assert cells[line_at(page, cell, height)] == cell
    for line in range(lines):
        span = page.layout.span(line)
        if page.stripes.codings.overlapping(span.start, max(span.end, span.start + 1)) and len(span):
            assert spots[cells[line]].density > 0
        if top <= line < top + rows:
            assert spots[cells[line]].in_view
    assert max(spot.density for spot in spots) <= 8


@given(codings(), st.integers(0, 460), st.integers(1, 80))
def test_codings_are_counted_without_being_looked_at(made: list[CodingView], start: int, size: int) -> None:
    index = SpanIndex(made)
    assert index.count(start, start + size) == len(index.overlapping(start, start + size))


def test_what_is_marked_shows_without_colours() -> None:
    page = page_of("mot " * 4_000, [coding("c", 8_000, 12_000)])
    page.matches = SpanIndex([Span(15_900, 15_903)])
    spots = overview(page, 20, 0, 10)
    lines = [paint_place(spot, inks(THEMES[0], colourless=True), 2).text for spot in spots]
    assert lines[0] == " " + OWN_STRIPE
    assert lines[10] == "▎ "
    assert lines[19] == " " + FOUND_MARK
    assert [paint_place(spot, inks(THEMES[0]), 1).cell_length for spot in spots] == [1] * 20


def test_it_costs_its_height_and_not_what_is_coded() -> None:
    page = page_of("Et puis voilà, on n'ose plus téléphoner.\n" * 25_000, [])
    page.stripes = Stripes([coding(f"c{i}", i * 50, i * 50 + 190) for i in range(20_000)])
    started = time.process_time()
    for top in range(0, 25_000, 250):
        overview(page, 50, top, 45)
    assert (time.process_time() - started) / 100 < 0.005


def bar(run: Running) -> PlaceBar:
    return run.screen.query_one(PlaceBar)


async def test_a_click_goes_there_and_the_caret_comes_along(project: Path, state: Path) -> None:
    async with running(project, state, size=(100, 24)) as run:
        height = bar(run).size.height
        await run.pilot.click("#placebar", offset=(0, height - 1))
        await run.settle()
        page = run.transcript.page
        assert page is not None
        assert run.transcript.caret.head / len(run.text) > 0.9
        assert run.text[-30:].split()[-1] in run.shown()
        thumb = [y for y, line in enumerate(run.shown().splitlines()[1 : height + 1]) if line.rstrip().endswith("┃")]
        assert thumb[-1] == height - 1
        run.transcript.select(Span(100, 140))
        await run.pilot.click("#placebar", offset=(1, height // 2))
        assert run.transcript.selection == Span(100, 140)
        assert run.transcript.scroll_offset.y > 10


async def test_drawing_along_it_goes_by_and_is_not_reading(project: Path, state: Path) -> None:
    async with running(project, state, size=(100, 24)) as run:
        height = bar(run).size.height
        read = run.screen.progress.read(len(run.text))
        await run.pilot.mouse_down("#placebar", offset=(0, 1))
        for y in range(2, height - 1):
            await run.pilot.hover("#placebar", offset=(0, y))
        await run.settle()
        assert run.transcript.scroll_offset.y > 20
        assert run.screen.progress.read(len(run.text)) == read
        await run.pilot.mouse_up("#placebar", offset=(0, height - 2))
        await run.settle()
        assert read < run.screen.progress.read(len(run.text)) < 100


async def test_found_words_and_new_codings_are_marked_at_once(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        before = [spot.density for spot in bar(run).spots]
        await run.press("/")
        await run.type("vélo")
        await run.until(lambda: FOUND_MARK in run.shown())
        await run.press("escape")
        assert FOUND_MARK not in run.shown()
        run.screen.recents.append("social/ties")
        at = len(run.text) * 9 // 10
        run.transcript.select(Span(at, at + 80))
        await run.press("1")
        after = [spot.density for spot in bar(run).spots]
        assert [y for y, (one, other) in enumerate(zip(before, after, strict=True)) if one != other] != []


@pytest.mark.parametrize(("size", "width"), [((40, 12), 1), ((44, 12), 2), ((200, 60), 2)])
async def test_it_is_small_where_there_is_little_room(
    project: Path, state: Path, size: tuple[int, int], width: int
) -> None:
    async with running(project, state, size=size) as run:
        assert bar(run).size.width == width

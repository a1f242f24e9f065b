from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.analysis.segment import graphemes
from qualcode.model.document import TurnView
from qualcode.model.text import canonical
from qualcode.tui import safe
from qualcode.tui.cells import TextCells
from qualcode.tui.layout import Layout, lay_out
from tests.tui.strategies import texts, texts_with_turns, turn

STORIES = Path(__file__).parents[2].parent / "shared" / "transcripts" / "fr-stories"


def laid(text: str, width: int, turns: list[TurnView] | None = None) -> Layout:
    return lay_out(TextCells(text), turns or [], width)


def rows(layout: Layout) -> list[str]:
    return ["".join(cell.shown for cell in layout.drawn(line)).rstrip() for line in range(len(layout))]


def test_words_stay_whole_and_a_long_one_is_cut() -> None:
    assert rows(laid("J'ai repris confiance\nInschakelingsonderneming", 12)) == [
        "J'ai repris",
        "confiance",
        "Inschakeling",
        "sonderneming",
    ]


def test_speaker_labels_stand_in_the_gutter_not_in_the_lines() -> None:
    text = "INT : Depuis ?\nF. : Depuis 2016.\nF. :\nF. : Voilà"
    turns = [turn(0, 0, 6, 14), turn(1, 15, 20, 32), turn(2, 33, 37, 37), turn(3, 38, 43, 48)]
    layout = laid(text, 40, turns)
    assert rows(layout) == ["Depuis ?", "Depuis 2016.", "", "Voilà"]
    assert layout.locate(0) == (0, 0)
    assert layout.locate(16) == (1, 0)
    assert layout.locate(37) == (2, 0)


@pytest.mark.parametrize(
    ("text", "column"),
    [("e\u0301a", 1), ("👩‍👩‍👧a", 2), ("他a", 2), ("\ta", 4), ("ab\ta", 4), ("\u202ea", 1), ("🇧🇪a", 2), ("\u0301a", 1)],
)
def test_columns_are_cells(text: str, column: int) -> None:
    layout = laid(text, 20)
    assert layout.locate(text.index("a", len(text) - 1)) == (0, column)
    assert layout.offset_at(0, column) == len(text) - 1


@given(texts_with_turns(), st.integers(1, 50))
def test_every_place_survives_the_way_to_the_screen_and_back(case: tuple[str, list[TurnView]], width: int) -> None:
    text, turns = case
    layout = laid(text, width, turns)
    for line in range(len(layout)):
        span = layout.span(line)
        for cell in layout.drawn(line):
            for offset in range(cell.start, cell.end):
                assert layout.locate(offset) == (line, cell.column)
            for column in range(cell.column, cell.column + cell.width):
                assert layout.offset_at(line, column) == cell.start
        assert layout.offset_at(line, 10_000) == span.end


@given(texts(), st.integers(1, 50))
def test_nothing_is_lost_or_drawn_twice(text: str, width: int) -> None:
    layout = laid(text, width)
    drawn = [offset for line in range(len(layout)) for offset in range(layout.span(line).start, layout.span(line).end)]
    assert drawn == [offset for offset, char in enumerate(text) if char != "\n"]


@given(texts(), st.integers(4, 50))
@example("他们  J'ai repris confiance. ", 5)
def test_lines_fit_and_begin_on_graphemes(text: str, width: int) -> None:
    layout = laid(text, width)
    edges = {span.start for span in graphemes(text, 0, len(text))} | {len(text)}
    for line in range(len(layout)):
        shown = "".join(cell.shown for cell in layout.drawn(line))
        # A space at which the line is broken hangs past it.
        assert cell_len(shown) <= width + shown.endswith(" ")
        assert safe.is_seen(shown)
        assert layout.span(line).start in edges


@given(texts_with_turns(), st.data())
def test_what_a_line_holds_ends_where_the_next_begins(case: tuple[str, list[TurnView]], data: st.DataObject) -> None:
    text, turns = case
    layout = laid(text, 12, turns)
    offset = data.draw(st.integers(0, len(text)))
    line = layout.line_of(offset)
    assert offset < layout.limit(line)
    assert line == 0 or offset >= layout.limit(line - 1)


@pytest.mark.skipif(not STORIES.exists(), reason="the told stories lie beside the repository, not in it")
@pytest.mark.parametrize("one_line", [False, True])
def test_a_million_characters_are_laid_out_at_once(one_line: bool) -> None:
    story = canonical((STORIES / "ParisStories_2019_mauriceAventure.txt").read_text("utf-8")).text
    text = (story * (1_000_000 // len(story) + 1)).replace("\n", " " if one_line else "\n")
    started = time.process_time()
    layout = laid(text, 80)
    assert time.process_time() - started < 0.4
    assert layout.locate(len(text) // 2)[0] > 5_000

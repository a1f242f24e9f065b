"""Growing and moving a selection: whole units, whole graphemes, never beyond the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.segment import graphemes
from qualcode.model.document import TurnView
from qualcode.model.text import Span
from qualcode.ops import selection
from tests.tui.strategies import texts, texts_with_turns, turn

TEXT = "INT : Et depuis ?\nF. : J'ai repris confiance. Avant je n'osais même pas téléphoner !\nF. : Voilà."
TURNS = [turn(0, 0, 6, 17), turn(1, 18, 23, 84), turn(2, 85, 90, 96)]


def edges(text: str) -> set[int]:
    return {span.start for span in graphemes(text, 0, len(text))} | {0, len(text)}


@pytest.mark.parametrize(
    ("unit", "first", "second"),
    [
        ("word", "repris", "repris confiance"),
        ("sentence", "J'ai repris confiance.", "J'ai repris confiance. Avant je n'osais même pas téléphoner !"),
        ("paragraph", TEXT[23:84], TEXT[23:96]),
        ("turn", TEXT[23:84], TEXT[23:96]),
    ],
)
def test_a_selection_grows_by_whole_units(unit: str, first: str, second: str) -> None:
    at = TEXT.index("repris") + 2
    once = selection.grow(TEXT, TURNS, Span(at, at), unit)
    assert once.of(TEXT) == first
    assert selection.grow(TEXT, TURNS, once, unit).of(TEXT) == second


def test_part_of_a_sentence_becomes_the_whole() -> None:
    start = TEXT.index("osais")
    span = selection.grow(TEXT, TURNS, Span(start, start + 10), "sentence")
    assert span.of(TEXT) == "Avant je n'osais même pas téléphoner !"


def test_edges_move_by_words_and_never_meet() -> None:
    start = TEXT.index("repris")
    span = Span(start, start + len("repris confiance"))
    assert selection.move_edge(TEXT, span, "start", -1).of(TEXT) == "J'ai repris confiance"
    assert selection.move_edge(TEXT, span, "start", 1).of(TEXT) == "confiance"
    assert selection.move_edge(TEXT, span, "end", -1).of(TEXT) == "repris"
    assert selection.move_edge(TEXT, span, "end", 1).of(TEXT) == "repris confiance. Avant"
    word = Span(start, start + len("repris"))
    assert selection.move_edge(TEXT, word, "end", -1) == word
    assert selection.move_edge(TEXT, word, "start", 1) == word


def test_an_edge_stays_in_what_one_person_says() -> None:
    for each in TURNS:
        said = selection.trim(TEXT, TURNS, Span(each.start, each.end))
        for edge, step in (("start", -1), ("end", 1)):
            moved = selection.move_edge(TEXT, said, edge, step, TURNS)
            assert each.start <= moved.start and moved.end <= each.end


def test_blanks_and_labels_at_the_ends_are_no_part_of_a_passage() -> None:
    assert selection.trim(TEXT, TURNS, Span(16, 88)).of(TEXT) == "?\nF. : " + TEXT[23:84]
    assert selection.trim(TEXT, TURNS, Span(17, 90)).of(TEXT) == TEXT[23:84]
    assert selection.trim(TEXT, TURNS, Span(34, 36)).of(TEXT) == "c"
    assert selection.trim(TEXT, TURNS, Span(17, 20)) == Span(17, 20)


@given(texts_with_turns(), st.data())
def test_what_is_trimmed_lies_inside(case: tuple[str, list[TurnView]], data: st.DataObject) -> None:
    text, turns = case
    start = data.draw(st.sampled_from(sorted(edges(text))))
    end = data.draw(st.sampled_from(sorted(edge for edge in edges(text) if edge >= start)))
    trimmed = selection.trim(text, turns, Span(start, end))
    assert Span(start, end).contains(trimmed)
    assert len(trimmed) or start == end


@given(texts_with_turns(), st.sampled_from(selection.UNITS), st.data())
def test_growing_covers_what_was_selected_and_cuts_no_grapheme(
    case: tuple[str, list[TurnView]], unit: str, data: st.DataObject
) -> None:
    text, turns = case
    start = data.draw(st.sampled_from(sorted(edges(text))))
    end = data.draw(st.sampled_from(sorted(edge for edge in edges(text) if edge >= start)))
    grown = selection.grow(text, turns, Span(start, end), unit)
    assert {grown.start, grown.end} <= edges(text)
    if start < end:
        assert grown.contains(Span(start, end))


@given(texts(), st.data())
def test_steps_go_on_and_land_on_graphemes(text: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(sorted(edges(text))))
    for forwards in (selection.following, selection.word_after):
        assert forwards(text, at) in edges(text)
        assert forwards(text, at) > at or at == len(text)
    for backwards in (selection.preceding, selection.word_before):
        assert backwards(text, at) in edges(text)
        assert backwards(text, at) < at or at == 0


@given(texts(), st.sampled_from(["start", "end"]), st.sampled_from([-1, 1]), st.data())
def test_a_moved_edge_leaves_something_selected(text: str, edge: str, step: int, data: st.DataObject) -> None:
    places = sorted(edges(text))
    start = data.draw(st.sampled_from(places))
    later = [place for place in places if place > start]
    if not later:
        return
    span = Span(start, data.draw(st.sampled_from(later)))
    moved = selection.move_edge(text, span, edge, step)
    assert moved.start < moved.end
    assert {moved.start, moved.end} <= edges(text)


def test_one_line_without_end_is_read_only_near_the_caret() -> None:
    text = "Et puis voilà, on n'ose plus. " * 33_000
    started = time.process_time()
    for unit in ("word", "sentence"):
        assert len(selection.grow(text, [], Span(500_000, 500_000), unit)) < 40
    selection.word_before(text, 500_000)
    selection.word_after(text, 500_000)
    assert time.process_time() - started < 0.2


def test_edges_move_by_characters_and_sentences() -> None:
    start = TEXT.index("repris")
    span = Span(start, start + len("repris confiance"))

    def moved(passage: Span, edge: str, step: int, unit: str) -> str:
        return selection.move_edge(TEXT, passage, edge, step, TURNS, unit).of(TEXT)

    assert moved(span, "start", -1, "character") == " repris confiance"
    assert moved(span, "end", -1, "character") == "repris confianc"
    assert moved(span, "end", 1, "sentence") == "repris confiance."
    assert moved(span, "start", -1, "sentence") == "J'ai repris confiance"
    said = Span(TURNS[1].start, TURNS[1].end)
    assert moved(said, "end", -1, "sentence") == "J'ai repris confiance."
    assert moved(said, "start", 1, "sentence") == "Avant je n'osais même pas téléphoner !"
    first = selection.move_edge(TEXT, said, "end", -1, TURNS, "sentence")
    assert moved(first, "end", 1, "sentence") == said.of(TEXT)
    assert moved(first, "end", -1, "sentence") == first.of(TEXT)
    assert moved(said, "end", 1, "sentence") == said.of(TEXT)


@given(texts_with_turns(), st.data(), st.sampled_from(["character", "word", "sentence"]))
def test_however_an_edge_is_moved_it_goes_the_way_it_was_sent(
    case: tuple[str, list[TurnView]], data: st.DataObject, unit: str
) -> None:
    text, turns = case
    places = sorted(edges(text))
    start = data.draw(st.sampled_from(places))
    end = data.draw(st.sampled_from([edge for edge in places if edge >= start]))
    span = Span(start, end)
    if not len(span):
        return
    for edge, step in (("start", -1), ("start", 1), ("end", -1), ("end", 1)):
        moved = selection.move_edge(text, span, edge, step, turns, unit)
        assert 0 <= moved.start < moved.end <= len(text)
        assert {moved.start, moved.end} <= edges(text)
        if edge == "start" and moved != span:
            assert (moved.start < start) if step < 0 else (moved.start > start)
        if edge == "end" and moved != span:
            assert (moved.end < end) if step < 0 else (moved.end > end)

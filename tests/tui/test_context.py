"""A passage in its surroundings: nothing of it is lost, whatever the turns and wherever it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.document import TurnView
from qualcode.model.text import Span
from qualcode.tui import safe
from qualcode.tui.search_jobs import Source
from qualcode.tui.widgets.context import words

TEXT = "Titre\nINT : Et le vélo ?\n\nFATIMA : Le vélo, c'est Mamadou.\nINT : Bien.\n"


def turn(index: int, label: int, start: int, end: int, speaker: str | None) -> TurnView:
    return TurnView(index, start, end, label, speaker, None, speaker == "INT", None, None)


@st.composite
def sources(draw: st.DrawFn) -> tuple[Source, Span]:
    """Any text with any turns, one after the other, and any passage of it."""
    text = draw(st.text("ab é\n他\u200b[", min_size=1, max_size=120))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=9)))
    turns = []
    for number, (first, last) in enumerate(list(pairwise(edges))[::2]):
        start = draw(st.integers(first, last))
        turns.append(turn(number, first, start, last, draw(st.sampled_from(["INT", "F", None]))))
    start = draw(st.integers(0, len(text) - 1))
    return Source("t", text, tuple(turns)), Span(start, draw(st.integers(start + 1, len(text))))


@given(sources(), st.integers(1, 40), st.integers(1, 3))
def test_the_words_of_the_passage_are_all_there(made: tuple[Source, Span], width: int, before: int) -> None:
    source, span = made
    shown = words(source, span, "bold", width, before).plain
    labels = [Span(each.label_start, each.start) for each in source.turns]
    spoken = [at for at in range(span.start, span.end) if not any(label.start <= at < label.end for label in labels)]
    expected = [safe.plain(source.text[at]) for at in spoken if not source.text[at].isspace()]
    left = iter(shown)
    assert all(char in left for char in expected)


@pytest.mark.parametrize("quote", ["Titre", "le vélo ?", "Le vélo", "Mamadou.\nINT : Bien", "Bien."])
def test_each_turn_begins_a_line_with_who_speaks(quote: str) -> None:
    int_1, fatima, int_2 = TEXT.index("INT"), TEXT.index("FATIMA"), TEXT.index("INT : Bien")
    source = Source(
        "t",
        TEXT,
        (
            turn(0, int_1, int_1 + 6, TEXT.index("\n\n"), "INT"),
            turn(1, fatima, fatima + 9, int_2 - 1, "FATIMA"),
            turn(2, int_2, int_2 + 6, len(TEXT) - 1, "INT"),
        ),
    )
    start = TEXT.index(quote)
    shown = words(source, Span(start, start + len(quote)), "bold", 200, 2)
    assert shown.plain.rstrip().splitlines() == [
        "Titre",
        "INT  Et le vélo ?",
        "FATIMA  Le vélo, c'est Mamadou.",
        "INT  Bien.",
    ]


def test_of_a_passage_without_end_the_beginning_is_shown() -> None:
    source = Source("t", "mot " * 100_000, ())
    shown = words(source, Span(40_000, 300_000), "bold", 80, 2).plain
    assert shown.startswith("… mot") and shown.endswith(" …")
    assert len(shown) < 6_000

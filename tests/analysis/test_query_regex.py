"""Regular expressions: what they find, and that none can hang a search."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.query_regex import compile_pattern, find_pattern
from qualcode.analysis.segment import snap
from qualcode.data import data_path
from qualcode.errors import PatternRefused
from qualcode.model.text import Span

FATIMA = (data_path("samples/demo/documents") / "01-recit-de-fatima.txt").read_text(encoding="utf-8")


def quotes(pattern: str, text: str) -> list[str]:
    return [span.of(text) for span in find_pattern(compile_pattern(pattern), text, 5)]


def test_in_a_life_story() -> None:
    assert quotes(r"\b\d{4}\b", FATIMA) == ["2016"]
    assert quotes(r"m[ée]canicien(ne)?\b", FATIMA) == ["mécanicienne", "mécanicien"]
    assert quotes(r"^fatima : oui", FATIMA) == ["FATIMA : Oui"]
    assert quotes(r"^(?-i:fatima)", FATIMA) == []
    assert quotes(r"mecanicien", FATIMA) == []
    assert quotes(r"\b|$|x*(?=z)", FATIMA) == []
    assert quotes(r"\d*", "le 20 du mois, à 8 h") == ["20", "8"]


def test_matches_are_whole_graphemes_in_order() -> None:
    assert quotes("e", "ete e\u0301te\u0301") == ["e", "e", "e\u0301", "e\u0301"]
    assert quotes(".", "e\u0301👩‍👧") == ["e\u0301", "👩‍👧"]
    assert quotes("(?r)a", "xaxa") == ["a", "a"]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("", "empty"),
        ("(", "position"),
        ("a" * 1_001, "1001 characters, 1000 are allowed"),
        (r"\p{Foo}", "unknown property"),
        ("(" * 500 + ")" * 500, "nested"),
        ("a{99999999999999999999}", "repeat"),
        (r"\L<words>", "named list"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, told: str) -> None:
    with pytest.raises(PatternRefused) as refused:
        compile_pattern(pattern)
    assert told in str(refused.value)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*a){25}x", "(?=a*b)", "a++b", "a(?R)?b"])
def test_a_pattern_that_would_take_for_ever_is_stopped(pattern: str) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        find_pattern(compile_pattern(pattern), "a" * 100_000 + "c", 0.3)
    assert time.monotonic() - begun < 5


_PIECES = st.sampled_from(
    [
        "a",
        "b",
        ".",
        r"\w",
        r"\X",
        "[ab]",
        "(",
        "(?:",
        "(?=",
        "(?<=",
        ")",
        ")*",
        ")+",
        "*",
        "+",
        "?",
        "{2,}",
        "{e<=3}",
        "|",
        "$",
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=14).map("".join) | st.text(max_size=20))
def test_no_pattern_hangs_or_breaks(pattern: str) -> None:
    text = "aab e\u0301 👩‍👧\n" * 200 + "a" * 2_000
    try:
        compiled = compile_pattern(pattern)
    except PatternRefused:
        return
    begun = time.monotonic()
    try:
        found = find_pattern(compiled, text, 0.05)
    except TimeoutError:
        found = []
    assert time.monotonic() - begun < 5
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(isinstance(span, Span) and len(span) and snap(span, text) == span for span in found)

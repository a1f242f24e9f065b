from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.safe import safe

_TERMINAL = {"Cc", "Cs", "Zl", "Zp"}


@given(st.text())
def test_nothing_people_write_reaches_the_terminal_as_a_control_code(text: str) -> None:
    shown = safe(text)
    assert not [char for char in shown if unicodedata.category(char) in _TERMINAL]


@given(st.text())
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)


def test_words_accents_and_markup_are_shown_as_they_are() -> None:
    said = "J'ai repris confiance [rire], [b]vraiment[/b] — “ça va”, België, Köln, 👩‍🌾"
    assert safe(said) == said


def test_escape_sequences_and_hidden_marks_are_shown_and_do_nothing() -> None:
    assert safe("\x1b[31mrouge\x1b[0m") == "␛[31mrouge␛[0m"
    assert safe("un\nseul\tligne") == "un seul ligne"
    assert safe("a\u202eb") == "a‹202E›b"
    assert safe("\x7f\x9b") == "␡‹009B›"

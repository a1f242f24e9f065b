"""Texts without case and accents, and the way back to the text as it stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.query_fold import FoldedText, fold
from qualcode.analysis.segment import snap
from qualcode.model.text import Span

_TRAPS = "aeEéÉœŒæßẞİıøﬁ… \u00a0\u202f\n\t'’-\u2011\u00ad\u200b\u0301\u0308²½각가가👩‍👧🇧🇪نَ漢"
texts = st.text(st.sampled_from(_TRAPS) | st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Élan", "elan"),
        ("E\u0301lan", "elan"),
        ("CŒUR", "coeur"),
        ("aujourd’hui", "aujourd'hui"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("moi\u2011même", "moi-meme"),
        ("vingt\u202fans\u00a0!\n", "vingt ans !\n".replace("\n", " ")),
        ("con\u00adfiance", "confiance"),
        ("bon…", "bon..."),
        ("Łódź", "lodz"),
    ],
)
def test_what_is_compared(written: str, compared: str) -> None:
    assert fold(written) == compared
    assert FoldedText(written).folded == compared


@given(texts, st.data())
def test_the_way_there_and_back(text: str, data: st.DataObject) -> None:
    folded = FoldedText(text)
    pieces = [fold(char) for char in text]
    assert folded.folded == "".join(pieces)
    offset = data.draw(st.integers(0, len(text)))
    assert folded.place_of(offset) == len("".join(pieces[:offset]))
    if folded.folded:
        start = data.draw(st.integers(0, len(folded.folded) - 1))
        end = data.draw(st.integers(start + 1, len(folded.folded)))
        owners = [index for index, piece in enumerate(pieces) for _ in piece]
        assert folded.span((start, end)) == snap(Span(owners[start], owners[end - 1] + 1), text)


@given(texts)
def test_how_a_text_is_composed_makes_no_difference(text: str) -> None:
    # Hangul is composed of letters, not of a letter and marks; it stays as it is written.
    text = "".join(char for char in text if not 0x1100 <= ord(char) <= 0x11FF and not 0xAC00 <= ord(char) <= 0xD7A3)
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "between"),
    [("a b", 0), ("a x b", 1), ("a l'x, y-z. b", 2), ("a — b", 0), ("ab", 0), ("a _ b", 0), ("a e\u0301te\u0301 b", 1)],
)
def test_words_between_are_counted_as_everywhere(text: str, between: int) -> None:
    folded = FoldedText(text)
    first, last = folded.folded.index("a"), folded.folded.index("b")
    assert folded.words_between((first, first + 1), (last, last + 1)) == between

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.candidates import candidates
from qualcode.model.text import Span, canonical

TEXT = "J'ai repris confiance. Avant je n'osais pas téléphoner. Depuis l'atelier, j'ai repris un peu confiance, oui."


def test_the_same_words_come_first_and_then_what_is_like_them() -> None:
    at = TEXT.index("je n'osais")
    found = candidates(TEXT, "J'ai repris confiance", Span(at, at))
    assert (found[0].span.of(TEXT), found[0].score) == ("J'ai repris confiance", 1.0)
    near = TEXT.index("Depuis")
    (best, *_rest) = candidates(TEXT, "j'ai repris vraiment confiance", Span(near, near))
    assert "repris" in best.span.of(TEXT) and "confiance" in best.span.of(TEXT)
    assert 0.5 < best.score < 1


def test_the_nearest_of_the_same_words_comes_first() -> None:
    text = "oui. " * 40
    found = candidates(text, "oui", Span(100, 103))
    assert found[0].span.start == 100
    assert len([each for each in found if each.score == 1]) == 5


@given(st.text(max_size=80), st.text(max_size=30), st.integers(0, 80), st.integers(0, 30))
def test_places_lie_in_the_text_and_hold_words(text: str, quote: str, start: int, length: int) -> None:
    text, quote = canonical(text).text, canonical(quote).text
    start = min(start, len(text))
    found = candidates(text, quote, Span(start, min(start + length, len(text))))
    assert len({each.span for each in found}) == len(found)
    for each in found:
        assert 0 <= each.span.start < each.span.end <= len(text)
        assert 0 <= each.score <= 1
        assert (each.score == 1) == (each.span.of(text) == quote)

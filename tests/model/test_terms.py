"""Terms: what is one, what is not and why, and where they are found."""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.terms import Term, TermFault, TermWord, fold, matches, parse_term, word_parts
from qualcode.model.text import Span

TRANSCRIPTS = Path(__file__).parents[3] / "shared" / "transcripts"


def found(term: str, text: str) -> list[str]:
    return [span.of(text) for span in matches(parse_term(term), text)]


def reason(term: str) -> str:
    with pytest.raises(TermFault) as caught:
        parse_term(term)
    return str(caught.value)


def test_a_word_is_found_whole_and_in_any_case() -> None:
    text = "Le chômage, oui. CHÔMAGE longue durée. Les chômages."
    assert found("chômage", text) == ["chômage", "CHÔMAGE"]


def test_accents_are_significant() -> None:
    assert found("forme", "je suis formé") == []
    assert found("formé", "je suis formé") == ["formé"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_written_as_characters_of_their_own_are_the_same(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize("NFD", "c'est pénible, la pénibilité")
    assert found(unicodedata.normalize(form, "pénib*"), text) == [
        unicodedata.normalize("NFD", word) for word in ("pénible", "pénibilité")
    ]


def test_a_prefix_is_found_at_the_beginning_only() -> None:
    assert found("embauch*", "embauché, réembauché, Embauche") == ["embauché", "Embauche"]


def test_a_suffix_is_found_in_compounds() -> None:
    assert found("*winkel", "de kringloopwinkel, een Winkel, winkelier") == ["kringloopwinkel", "Winkel"]


def test_case_folds_beyond_lower_case() -> None:
    assert found("STRASSE", "die Straße") == ["Straße"]
    assert found("straße", "DIE STRASSE") == ["STRASSE"]


@pytest.mark.parametrize("term", ['"trouver emploi"', "trouver emploi", "“trouver emploi”", "  trouver   emploi "])
def test_words_in_order_with_at_most_two_between(term: str) -> None:
    assert found(term, "trouver emploi") == ["trouver emploi"]
    assert found(term, "trouver un bon emploi") == ["trouver un bon emploi"]
    assert found(term, "trouver un vraiment bon emploi") == []
    assert found(term, "l'emploi à trouver") == []


def test_stars_stand_inside_phrases() -> None:
    assert found("perd* confiance", "il perdait toute confiance") == ["perdait toute confiance"]
    assert found("repair *café", "het repair- en eetcafé") == ["repair- en eetcafé"]


def test_apostrophes_and_hyphens_separate_words() -> None:
    assert found("emploi", "plus d'emploi, l’emploi") == ["emploi", "emploi"]
    assert found("pôle emploi", "Pôle-emploi") == ["Pôle-emploi"]
    assert found("demandeur d'emploi", "demandeur d’emploi") == ["demandeur d’emploi"]


def test_what_a_hyphen_joins_follows_directly() -> None:
    assert found("savoir-faire", "un savoir-faire, du savoir faire") == ["savoir-faire", "savoir faire"]
    assert found("savoir-faire", "savoir le faire") == []
    assert found("mon savoir-faire", "mon vrai savoir-faire") == ["mon vrai savoir-faire"]


def test_the_nearest_place_wins_and_places_never_overlap() -> None:
    assert found("aide moi", "aide aide moi moi") == ["aide moi"]
    assert found("très très", "très très très très") == ["très très", "très très"]


def test_a_later_start_of_a_middle_word_may_be_the_one_that_reaches_the_end() -> None:
    assert found("a b c", "a b b x x c") == ["a b b x x c"]


def test_a_term_has_one_spelling() -> None:
    assert parse_term(' "Pôle   Emploi" ').text == "Pôle Emploi"
    assert parse_term("s'entraid*") == Term(
        "s'entraid*", (TermWord("s"), TermWord("entraid", "prefix", joined=True)), gap=2
    )


@pytest.mark.parametrize(
    ("term", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ('""', "empty"),
        ("*", "star without a word"),
        ("** *", "star without a word"),
        ("pôle * emploi", "star without a word"),
        ("em*ploi", "star inside a word"),
        ("savoir*-faire", "star inside a word"),
        ("emploi**", "star inside a word"),
        ("*emploi*", "star at both ends"),
        ("em*", "too short"),
        ("*é", "too short"),
        ("l'a*", "too short"),
        ("em\x07ploi", "U+0007"),
        ("em\u200bploi", "U+200B"),
        ("emploi\u202e", "U+202E"),
        ('"pôle emploi', "quotation mark"),
        ('pôle" emploi', "quotation mark"),
        ("emploi; travail", "“;”"),
        ("emploi, travail", "“,”"),
        ("mot_clef", "“_”"),
        ("werk-", "joins nothing"),
        ("- emploi", "joins nothing"),
        ("a" * 201, "too long"),
    ],
)
def test_what_is_no_term_is_refused_with_its_reason(term: str, why: str) -> None:
    assert why in reason(term)


def test_folding_twice_changes_nothing() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF and chr(code).isalnum()]
    assert [char for char in letters if fold(fold(char)) != fold(char)] == []


WORDS = st.sampled_from(["a", "b", "c", "é", "Ça", "d'un", "savoir-faire", "Straße"])
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", ", ", "\n", " — ", "'", "-"]))).map(
    lambda pairs: "".join(word + after for word, after in pairs)
)


@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), TEXTS)
def test_places_are_ordered_disjoint_and_begin_and_end_on_the_terms_words(term: str, text: str) -> None:
    parsed = parse_term(term)
    spans = matches(parsed, text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    for span in spans:
        parts = [fold(part.of(span.of(text))) for part in word_parts(span.of(text))]
        assert parsed.words[0].fits(parts[0])
        assert parsed.words[-1].fits(parts[-1])
        assert len(parts) <= len(parsed.words) + 2 * (len(parsed.words) - 1)


@given(st.lists(WORDS, min_size=2, max_size=3), st.lists(WORDS, max_size=2), TEXTS)
def test_a_phrase_with_up_to_two_words_between_is_always_found(words: list[str], between: list[str], text: str) -> None:
    filler = [word for word in between if word not in {"d'un", "savoir-faire"}]
    planted = f" {' '.join(filler)} ".join(words)
    assert matches(parse_term(" ".join(words)), f"{text} {planted} {text}")


@given(st.text())
def test_any_text_is_a_term_or_refused_with_a_sentence(text: str) -> None:
    try:
        term = parse_term(text)
    except TermFault as fault:
        assert str(fault)
        return
    assert parse_term(term.text) == term
    assert parse_term(f'"{term.text}"') == term


@given(TEXTS, st.sampled_from("abcé"))
def test_a_whole_word_is_found_exactly_where_a_plain_search_finds_it(text: str, word: str) -> None:
    pattern = re.compile(rf"(?<![^\W_]){word}(?![^\W_])", re.IGNORECASE)
    assert matches(parse_term(word), text) == [Span(*match.span()) for match in pattern.finditer(text)]


def test_terms_are_found_in_told_stories() -> None:
    path = TRANSCRIPTS / "fr-stories" / "ParisStories_2019_histoireDeBanlieue.txt"
    if not path.exists():
        pytest.skip("the told stories are not in this checkout")
    text = path.read_text(encoding="utf-8")
    words = {fold(span.of(text)) for span in word_parts(text)}
    for word in sorted(words)[:200]:
        count = sum(fold(span.of(text)) == word for span in word_parts(text))
        assert len(matches(parse_term(word), text)) == count

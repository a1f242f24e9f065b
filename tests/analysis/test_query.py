"""What searches find in one text."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.query import find
from qualcode.analysis.query_fold import fold
from qualcode.analysis.query_syntax import And, Near, Not, Or, Query, Words, parse
from qualcode.analysis.segment import snap
from qualcode.data import data_path
from qualcode.errors import QueryRefused
from qualcode.model.document import TurnView
from qualcode.model.text import Span, canonical, word_spans

STORIES = data_path("samples/demo/documents")
FATIMA = canonical((STORIES / "01-recit-de-fatima.txt").read_text(encoding="utf-8")).text


def quotes(query: str, text: str, *, within: str = "paragraph", fuzzy: bool = False) -> list[str]:
    return [span.of(text) for span in find(parse(query), text, within=within, fuzzy=fuzzy)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mecanicien", ["mécanicien", "mécanicien"]),
        ("MÉCANICIEN", ["mécanicien", "mécanicien"]),
        ('"mécanicien"', ["mécanicien"]),
        ("mécanicien*", ["mécanicienne", "mécanicien"]),
        ("*emploi", ["emploi"]),
        ("*éleme*", []),
        ("mécan* NOT stand", ["mécanicienne"]),
        ("mécan* AND stand", ["stand", "mécanicien"]),
        ("pole emploi", ["Pôle emploi"]),
        ("vous avez une dette", ["vous avez une dette"]),
        ("dette NEAR/3 EDF", ["dette d'EDF"]),
        ("EDF NEAR/3 dette", ["dette d'EDF"]),
        ("dette NEAR/0 EDF", ["dette d'EDF"]),
        ("deux NEAR/2 bus", ["deux bus"]),
        ("(bus OR vélo) NEAR/4 moi-même", ["vélo, un que j'ai monté moi-même"]),
        ("prime AND RSA", ["prime", "RSA"]),
        ("frigo OR tiroir AND cuisine", ["frigo", "tiroir", "cuisine", "cuisine", "tiroir"]),
        ("[silence]", ["[silence]"]),
    ],
)
def test_in_a_life_story(query: str, found: list[str]) -> None:
    assert quotes(query, FATIMA) == found


def test_dutch_and_german_are_found_without_their_marks() -> None:
    walter = (STORIES / "12-lebensgeschichte-von-walter.txt").read_text(encoding="utf-8")
    assert "Bäcker" in quotes("backer", walter)
    assert quotes("aachener strasse", walter) == ["Aachener Straße"]
    sofie = (STORIES / "07-levensverhaal-van-sofie.txt").read_text(encoding="utf-8")
    assert set(quotes("ploeg*", sofie)) == {"ploegenwerk", "ploegoverleg"}


TWO = "Ann: I found work. It was paid.\nBen: I was paid as well, in 2019.\n\nAnd then nothing.\n"


def turns(text: str, *speech: str) -> list[TurnView]:
    starts = [text.index(words) for words in speech]
    return [
        TurnView(index, start, start + len(words), start - 5, "x", None, False, None, None)
        for index, (start, words) in enumerate(zip(starts, speech, strict=True))
    ]


@pytest.mark.parametrize(
    ("within", "query", "found"),
    [
        ("paragraph", "work AND paid", ["work", "paid"]),
        ("sentence", "work AND paid", []),
        ("sentence", "paid NOT well", ["paid"]),
        ("turn", "paid AND nothing", ["paid", "nothing"]),
        ("paragraph", "paid AND nothing", []),
        ("document", "work AND 2019", ["work", "2019"]),
        ("document", "paid NOT 2019", []),
        ("paragraph", "paid NEAR/9 Ben", []),
        ("document", "paid NEAR/0 Ben", ["paid.\nBen"]),
        ("paragraph", "Ann OR well", ["Ann", "well"]),
        ("paragraph", "Ann AND work", []),  # the label is not what she says
    ],
)
def test_what_belongs_together_is_looked_for_within_a_passage(within: str, query: str, found: list[str]) -> None:
    spoken = turns(TWO, "I found work. It was paid.", "I was paid as well, in 2019.\n\nAnd then nothing.")
    assert [span.of(TWO) for span in find(parse(query), TWO, spoken, within=within)] == found


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("travail\u00a0!  mon\ntravail", "mon travail", ["mon\ntravail"]),
        ("mon \t travail", "mon travail", ["mon \t travail"]),
        ("cœur", "coeur", ["cœur"]),
        ("cœur", "co", ["cœ"]),
        ("cœur", '"coeur"', ["cœur"]),
        ("mon cœur, mon œuvre", "œ", ["œ", "œ"]),
        ("e\u0301te\u0301", "ete", ["e\u0301te\u0301"]),
        ("con\u00adfiance", "confiance", ["con\u00adfiance"]),
        ("👩‍👩‍👧 et 👩", "👩", ["👩‍👩‍👧", "👩"]),
        ("aujourd’hui", "aujourd'h*", ["aujourd’hui"]),
        ("l’emploi, Pôle-emploi", '"emploi"', ["emploi", "emploi"]),
        ("travail_travail", '"travail"', ["travail", "travail"]),
        ("emploi emploi emploi", "emploi NEAR/0 emploi", ["emploi emploi"]),
        ("a x x b", "a NEAR/1 b", []),
        ("a x x b", "a NEAR/2 b", ["a x x b"]),
        ("b a b", "a NEAR/5 b", ["b a"]),
        ("a b c", "a NEAR/0 b NEAR/0 c", ["a b c"]),
        ("travailler", "travail OR travailler", ["travailler"]),
        ("ein Kaffeehaus", "*fee*", ["Kaffeehaus"]),
    ],
)
def test_where_words_begin_and_end(text: str, query: str, found: list[str]) -> None:
    assert quotes(query, text) == found


# Against the plainest computation: lines, and what is in them.

WORDS = ("travail", "emploi", "confiance", "atelier", "ail")
_lines = st.lists(
    st.lists(st.sampled_from([*WORDS, "et", "l'atelier", "Le Travail", "employé,", "œuvre"]), max_size=8).map(" ".join),
    max_size=6,
).map("\n".join)
_words = st.sampled_from(WORDS).map(lambda word: Words((word,)))
_wholes = st.sampled_from(WORDS).map(lambda word: Words((word,), whole=True))
_queries = st.recursive(
    _words | _wholes,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=6,
)


def written(query: Query) -> str:
    if isinstance(query, Words):
        return f'"{" ".join(query.words)}"' if query.whole else " ".join(query.words)
    if isinstance(query, Not):
        return f"NOT ({written(query.inner)})"
    if isinstance(query, Near):
        return f"({written(query.left)}) NEAR/{query.between} ({written(query.right)})"
    return (" AND " if isinstance(query, And) else " OR ").join(f"({written(part)})" for part in query.parts)


def holds(query: Query, line: str) -> bool:
    if isinstance(query, Words):
        return query.words[0] in (re.findall(r"[^\W_]+", fold(line)) if query.whole else fold(line))
    if isinstance(query, Not):
        return not holds(query.inner, line)
    if isinstance(query, And):
        return all(holds(part, line) for part in query.parts)
    assert isinstance(query, Or)
    return any(holds(part, line) for part in query.parts)


@given(_queries, _lines)
def test_the_lines_that_answer_are_those_and_no_others(query: Query, text: str) -> None:
    try:
        asked = parse(written(query))
    except QueryRefused:
        return
    spans = find(asked, text)
    assert {text.count("\n", 0, span.start) for span in spans} == {
        number for number, line in enumerate(text.split("\n")) if holds(query, line)
    }
    assert all("\n" not in span.of(text) for span in spans)
    ordered(spans, text)


@given(_words | _wholes, _words | _wholes, st.integers(0, 3), _lines)
def test_near_is_as_near_as_said(left: Words, right: Words, between: int, text: str) -> None:
    lefts, rights = (find(each, text) for each in (left, right))
    words = word_spans(text)

    def near(first: Span, second: Span) -> bool:
        inside = sum(first.end <= word.start and word.end <= second.start for word in words)
        return first.end <= second.start and inside <= between and "\n" not in text[first.start : second.end]

    pairs = {
        Span(a.start, b.end)
        for one, other in ((lefts, rights), (rights, lefts))
        for a in one
        for b in other
        if near(a, b)
    }
    found = find(Near(left, right, between), text)
    assert set(found) <= pairs
    assert all(any(pair.overlaps(span) for span in found) for pair in pairs)
    ordered(found, text)


@given(st.text(max_size=12), st.text(max_size=60), st.booleans())
def test_nothing_found_begins_or_ends_inside_a_grapheme(words: str, text: str, fuzzy: bool) -> None:
    asked = Words(tuple(fold(words).replace("*", "").split()) or ("a",))
    ordered(find(asked, text + words + text, fuzzy=fuzzy), text + words + text)


def ordered(spans: Sequence[Span], text: str) -> None:
    """Spans are in order, whole graphemes, and do not overlap."""
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(len(span) and snap(span, text) == span for span in spans)


# Words that are alike.


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("confience", "confiance"),
        ("travailer", "travaillent"),
        ("mecaniciene", "mécanicienne"),
        ("france travial", "France Travail"),
        ("prime d'activitée", "prime d'activité"),
        ("banque AND dossiers", "dossier"),
    ],
)
def test_slips_and_other_endings(query: str, found: str) -> None:
    text = FATIMA + "\nIls travaillent dans la confiance.\n"
    assert found in quotes(query, text, fuzzy=True)


def test_alike_is_not_anything() -> None:
    assert quotes("confiance", "Il conduit une science sans fin, ou presque.", fuzzy=True) == []
    assert quotes("confian*", "confience confiants", fuzzy=True) == ["confiants"]
    assert quotes("reprendre confiance", "reprendre. Confiance", fuzzy=True) == []


@given(st.sampled_from(sorted(set(re.findall(r"[^\W_]{6,}", FATIMA)))), st.data())
def test_one_slip_of_the_pen_is_forgiven(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("aeiouzx"))
    left_out = word[:place] + word[place + 1 :]
    wrong = word[:place] + letter + word[place + 1 :]
    too_many = word[:place] + letter + word[place:]
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    typed = data.draw(st.sampled_from([left_out, wrong, too_many, swapped]))
    assert word in quotes(typed, FATIMA, fuzzy=True)


# Long and nasty texts.


@pytest.mark.parametrize("query", ["*a", "*a*", "a*", "a b", "*a* *a* *a* b", "a NEAR/1000 b", '"aaaaaaaaaaaaaaaab"'])
@pytest.mark.parametrize(
    "text",
    ["a" * 300_000, "a " * 150_000, " " * 300_000, "a" * 150_000 + " " * 150_000 + "b"],
    ids=["one word", "many words", "no word", "a word far from the next"],
)
def test_no_text_makes_a_search_crawl(query: str, text: str) -> None:
    begun = time.process_time()
    find(parse(query), text)
    assert time.process_time() - begun < 3


def test_a_million_characters_are_searched_at_once() -> None:
    text = (FATIMA * (1_000_000 // len(FATIMA) + 1))[:1_000_000]
    begun = time.process_time()
    found = find(parse("travail"), text)
    assert time.process_time() - begun < 0.3
    assert len(found) > 100

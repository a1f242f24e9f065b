"""Columns, words, and what a table needs."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.table import column, needs, words_of
from qualcode.model.case import AttributeValue
from qualcode.model.codebook import name_order
from qualcode.model.text import word_spans, words


def keys(values: Sequence[AttributeValue | None]) -> list[str | None]:
    return [header.key for header in column(values).values]


def test_values_are_ordered_the_same_everywhere() -> None:
    assert keys([61.0, None, 4.0, 24.5]) == ["4", "24.5", "61"]
    assert keys(["Zoé", "élan", "Ecole", "étude"]) == ["Ecole", "élan", "étude", "Zoé"]
    assert keys([False, True, False]) == ["yes", "no"]
    assert name_order("Épicerie") < name_order("Fabrique")


def test_needs_name_no_more_than_the_table_uses() -> None:
    assert needs(["code", "document"], "count", ()) == frozenset()
    assert needs(["code", "case"], "quotes", ()) == {"spans", "ids"}
    assert needs(["code", "gender"], "count", ["gender"]) == {"spans", "turns"}
    assert needs(["code", "case"], "coverage", ()) == {"spans", "turns", "words"}
    assert needs(["code", "case"], "rate", ()) == {"turns", "words"}


@given(st.lists(st.none() | st.sampled_from(["Wallonie", "Vlaanderen", "Hauts-de-France", "élan", "Elan"])))
def test_a_column_gives_back_its_values(values: list[str | None]) -> None:
    made = column(values)
    assert [None if i < 0 else made.values[i].key for i in made.index.tolist()] == values


def test_words_are_those_of_the_model_in_the_order_of_the_documents() -> None:
    texts = ["J'ai repris confiance.", "", "Re-vivre, c'est ça !"]
    found = words_of(texts)
    assert [found.document.tolist().count(i) for i in range(3)] == [words(text) for text in texts]
    assert [texts[d][s:e] for d, s, e in zip(found.document, found.start, found.end, strict=True)][-1] == "ça"


@given(st.lists(st.text(st.one_of(st.sampled_from("aé1-'’_ \n"), st.characters()), max_size=30), max_size=5))
def test_words_of_all_texts_are_those_of_each(texts: list[str]) -> None:
    found = words_of(texts)
    places = zip(found.document.tolist(), found.start.tolist(), found.end.tolist(), strict=True)
    assert list(places) == [(d, span.start, span.end) for d, text in enumerate(texts) for span in word_spans(text)]


def test_words_of_more_than_is_looked_at_once() -> None:
    texts = ["l'été là-bas " * 100_000] * 4
    found = words_of(texts)
    assert len(found.start) == 4 * 2 * 100_000
    assert found.document[-1] == 3 and found.end[-1] == len(texts[0]) - 1

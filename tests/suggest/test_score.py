"""What is worth showing: weights that can be checked by hand, what is silenced, what is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.suggestion import Decision, Segment
from qualcode.suggest.score import Places, answer_from, lowered_terms, score_of, term_records
from qualcode.suggest.values import Coded, Request, Scan, Source, TermHit, TermKind, TermRecord

#       0         1         2         3         4
#       0123456789012345678901234567890123456789012345678
TEXT = "I found paid work. I learned to weld. Then a job."
SENTENCES = (Segment(0, 18), Segment(19, 37), Segment(38, 49))


def hit(sentence: int, start: int, end: int, code: str, term: str, kind: TermKind = "word") -> TermHit:
    return TermHit(sentence, start, end, code, term, kind)


def decision(verdict: str, code: str = "e/work", coder: str = "ann", term: str = "job", place: int = 45) -> Decision:
    return Decision(
        "id", "d1", "r1", place, place + 3, code, coder, verdict, "term", 0.5, (term,), None, "2024-01-01T00:00:00Z"
    )


def request(**changes: Any) -> Request:
    values: dict[str, Any] = {
        "wanted": ("d1",),
        "sources": (Source("d1", "en", TEXT),),
        "cues": {},
        "coder": "ann",
    }
    return Request(**{**values, **changes})


HITS = (
    hit(0, 8, 17, "e/work", "paid work", "phrase"),
    hit(0, 13, 17, "e/work", "work"),
    hit(1, 21, 28, "e/skills", "learn*", "part"),
    hit(2, 45, 48, "e/work", "job"),
)


def scans(*hits: TermHit, words: int = 1000) -> dict[str, Scan]:
    return {"d1": Scan(SENTENCES, hits, words)}


def test_scores_can_be_worked_out_by_hand() -> None:
    # Each term once in a thousand words: rarity 1/2. "work" lies inside "paid work" and adds nothing.
    found = answer_from(request(), scans(*HITS)).suggestions
    assert [(each.quote, each.code, each.score) for each in found] == [
        ("I found paid work.", "e/work", 0.3),
        ("Then a job.", "e/work", 0.25),
        ("I learned to weld.", "e/skills", 0.2),
    ]
    assert [(e.kind, e.text, e.start, e.end, e.detail) for e in found[0].evidence] == [
        ("term", "paid work", 8, 17, "paid work"),
        ("term", "work", 13, 17, "work"),
    ]


def test_two_different_terms_are_two_reasons() -> None:
    both = [hit(0, 2, 7, "e/work", "found"), hit(0, 13, 17, "e/work", "work"), hit(0, 14, 15, "e/work", "work")]
    assert score_of(both, {("e/work", "found"): 0.5, ("e/work", "work"): 0.2}) == 0.6


def test_a_term_that_stands_everywhere_weighs_little_over_all_texts_of_its_language() -> None:
    other = [hit(0, n, n + 1, "e/work", "job") for n in range(0, 20, 2)]
    sources = (Source("d1", "en", TEXT), Source("d2", "en", "x" * 40), Source("d3", "nl", "x" * 40))
    there = {
        **scans(hit(2, 45, 48, "e/work", "job")),
        "d2": Scan((Segment(0, 40),), tuple(other), 1000),
        "d3": Scan((Segment(0, 40),), tuple(other), 10),
    }
    (one,) = answer_from(request(sources=sources), there).suggestions
    assert one.score == pytest.approx(0.5 / (1 + 5.5), abs=1e-4)


def test_what_was_coded_or_refused_is_not_offered_again() -> None:
    assert [s.start for s in answer_from(request(coded=(Coded("d1", 0, 3, "e/work"),)), scans(*HITS)).suggestions] == [
        38,
        19,
    ]
    assert len(answer_from(request(coded=(Coded("d1", 0, 3, "e/skills"),)), scans(*HITS)).suggestions) == 3
    assert len(answer_from(request(coded=(Coded("d2", 0, 3, "e/work"),)), scans(*HITS)).suggestions) == 3
    refused = request(decisions=(decision("refused"),))
    assert [s.start for s in answer_from(refused, scans(*HITS)).suggestions] == [0, 19]
    for kept in (decision("accepted"), decision("refused", coder="bob"), decision("refused", code="e/skills")):
        assert len(answer_from(request(decisions=(kept,)), scans(*HITS)).suggestions) == 3


def test_a_term_mostly_refused_counts_for_half_and_is_told() -> None:
    decisions = (*[decision("refused", coder="bob")] * 3, decision("accepted"))
    answer = answer_from(request(decisions=decisions), scans(*HITS))
    assert answer.lowered == (TermRecord("e/work", "job", 4, 3),)
    assert {each.quote: each.score for each in answer.suggestions}["Then a job."] == 0.125
    assert lowered_terms([decision("refused")] * 3) == ()
    assert lowered_terms([decision("refused")] * 2 + [decision("changed")] * 2) == ()
    assert term_records([decision("refused"), decision("accepted", term="work")]) == [
        TermRecord("e/work", "job", 1, 1),
        TermRecord("e/work", "work", 1, 0),
    ]


def test_muted_terms_other_codes_and_the_rest_of_the_list_are_left_out() -> None:
    muted = request(muted=frozenset({("e/work", "paid work"), ("e/work", "job")}))
    assert [(s.start, s.score) for s in answer_from(muted, scans(*HITS)).suggestions] == [(0, 0.25), (19, 0.2)]
    assert [s.start for s in answer_from(request(codes=frozenset({"e/skills"})), scans(*HITS)).suggestions] == [19]
    assert [s.start for s in answer_from(request(limit=1), scans(*HITS)).suggestions] == [0]
    assert answer_from(request(wanted=()), scans(*HITS)).suggestions == ()


def test_a_sentence_gets_three_codes_at_most_the_best_ones() -> None:
    many = [hit(0, n, n + 1, f"x/{n}", f"t{n}", "phrase" if n > 1 else "part") for n in range(5)]
    found = answer_from(request(), scans(*many)).suggestions
    assert [each.code for each in found] == ["x/2", "x/3", "x/4"]


CUES = [("x/1", "a"), ("x/1", "b*"), ("x/1", "c d")]


@given(
    st.lists(st.tuples(st.sampled_from(CUES), st.integers(0, 30), st.integers(1, 5)), min_size=1, max_size=8),
    st.lists(st.floats(0.01, 0.6), min_size=3, max_size=3),
)
def test_a_score_lies_between_its_strongest_reason_and_certainty(
    places: list[tuple[tuple[str, str], int, int]], weights: list[float]
) -> None:
    weight = dict(zip(CUES, weights, strict=True))
    hits = [hit(0, start, start + length, *cue) for cue, start, length in places]
    strongest = max(weight[cue] for cue, _, _ in places)
    assert strongest - 1e-3 <= score_of(hits, weight) < 1
    assert score_of(hits, weight) == score_of(hits[::-1], weight)


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(1, 9)), max_size=9),
    st.sampled_from("ab"),
    st.integers(0, 40),
    st.integers(1, 9),
)
def test_places_touch_what_shares_a_character(
    passages: list[tuple[str, int, int]], code: str, start: int, length: int
) -> None:
    places = Places([("d", each, first, first + size) for each, first, size in passages])
    touching = any(c == code and first < start + length and start < first + size for c, first, size in passages)
    assert places.touch("d", code, start, start + length) == touching
    assert not places.touch("e", code, start, start + length)

"""Codes found again in a codebook that was changed: how many, by what is left to tell them by."""

from __future__ import annotations

import dataclasses
import random
import statistics
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.compare.pairing import Pair, pairs
from qualcode.analysis.compare.passages import shared
from qualcode.data import data_path
from qualcode.importers.codebooks import read
from qualcode.model.codebook import Code
from qualcode.model.comparison import Coded
from tests.analysis.compare.scripts import Script, Truth, f1, only, without, without_keys

BOOK = read(data_path("codebooks/impact.yaml")).codes
BUT_LABELS = ("definition", "include", "exclude", "aliases", "examples", "terms", "indicators")
RUNS = [(share, seed) for share in (0.1, 0.25, 0.4) for seed in (1, 2)]


def ids(first: Sequence[Code], second: Sequence[Code], found: Sequence[Pair]) -> Truth:
    return {(first[pair.first].id, second[pair.second].id) for pair in found}


@pytest.mark.parametrize(
    ("keys", "left", "right", "gone", "least"),
    [
        (True, "fr nl en de", "fr nl en de", (), 0.95),
        (True, "fr", "fr", BUT_LABELS, 0.95),
        (True, "fr", "nl", (), 0.9),
        (False, "fr nl en de", "fr nl en de", (), 0.95),
        (False, "nl", "nl", (), 0.95),
        (False, "fr", "fr", ("terms", "aliases", "examples", "include", "exclude", "indicators"), 0.9),
        (False, "fr", "fr", BUT_LABELS, 0.85),
        (False, "fr", "fr nl", (), 0.9),
        (False, "fr de", "de en", BUT_LABELS, 0.85),
    ],
)
def test_changed_codes_are_found_again(keys: bool, left: str, right: str, gone: tuple[str, ...], least: float) -> None:
    found = []
    for share, seed in RUNS:
        script = Script(BOOK, seed).run(share)
        first, second = (
            without(only(codes, tongues.split()), *gone) for codes, tongues in ((BOOK, left), (script.after, right))
        )
        truth = script.truth
        if not keys:
            second, truth = without_keys(second, truth)
        found.append(f1(ids(first, second, pairs(first, second)), truth))
    assert statistics.mean(found) >= least and min(found) >= least - 0.1


def test_keys_that_only_count_codes_are_not_believed() -> None:
    for share, seed in RUNS:
        script = Script(BOOK, seed).run(share)
        first = [dataclasses.replace(code, key=f"c{number}") for number, code in enumerate(BOOK)]
        second, truth = without_keys(script.after, script.truth)
        second = [dataclasses.replace(code, key=f"c{number}") for number, code in enumerate(second)]
        assert f1(ids(first, second, pairs(first, second)), truth) >= 0.9


@pytest.mark.parametrize(("agreement", "least"), [(0.9, 0.95), (0.7, 0.85)])
def test_passages_that_both_coded_tell_codes_across_languages(agreement: float, least: float) -> None:
    pick = random.Random(3)
    first = only(BOOK, ["fr"])
    second, truth = without_keys(only(BOOK, ["nl"]), {(code.id, code.id) for code in BOOK})
    assert pairs(first, second) == []
    partner = dict(truth)
    one: list[tuple[str, int, int, str]] = []
    other: list[tuple[str, int, int, str]] = []
    for _ in range(600):
        text, start, code = f"t{pick.randrange(8)}", pick.randrange(40_000), pick.choice(first).id
        one.append((text, start, start + pick.randrange(30, 200), code))
        told = code if pick.random() < agreement else pick.choice(first).id
        other.append((text, start + pick.randrange(-5, 15), start + pick.randrange(30, 200), partner[told]))
    evidence = shared(first, second, coded(one), coded(other))
    found = pairs(first, second, evidence)
    assert f1(ids(first, second, found), truth) >= least
    assert {name for pair in found for name, _ in pair.because} <= {"passages", "place"}


def coded(rows: Sequence[tuple[str, int, int, str]]) -> Coded:
    texts, starts, ends, codes = zip(*rows, strict=True)
    return Coded(texts, starts, ends, codes)


def test_passages_meet_where_they_share_half_of_the_shorter() -> None:
    first, second = BOOK[:2], BOOK[2:5]
    one = coded([("t", 0, 10, first[0].id), ("t", 20, 40, first[0].id), ("u", 0, 10, first[1].id)])
    other = coded(
        [
            ("t", 5, 30, second[0].id),
            ("t", 9, 12, second[1].id),
            ("t", 22, 24, second[1].id),
            ("u", 0, 10, second[2].id),
            ("x", 0, 10, second[2].id),
        ]
    )
    made = shared(first, second, one, other)
    assert made is not None
    assert (made.first.tolist(), made.second.tolist()) == ([2, 1], [1, 2, 1])
    assert made.of_first.tolist() == [[2, 1, 0], [0, 0, 1]]
    assert made.of_second.tolist() == [[1, 1, 0], [0, 0, 1]]
    assert shared(first, second, one, coded([("x", 0, 10, second[2].id)])) is None


spans = st.lists(
    st.tuples(st.sampled_from("tu"), st.integers(0, 30), st.integers(1, 12), st.integers(0, 2)), min_size=1, max_size=25
)


@given(spans, spans)
@settings(max_examples=60)
def test_passages_meet_as_when_each_is_held_against_each(
    left: list[tuple[str, int, int, int]], right: list[tuple[str, int, int, int]]
) -> None:
    first, second = BOOK[:3], BOOK[3:6]
    one, other = (
        sorted({(text, start, start + length, codes[at].id) for text, start, length, at in rows})
        for rows, codes in ((left, first), (right, second))
    )
    made = shared(first, second, coded(one), coded(other))
    both = {text for text, *_ in one} & {text for text, *_ in other}
    assert (made is None) == (not both)
    if made is None:
        return

    def meet(a: tuple[str, int, int, str], b: tuple[str, int, int, str]) -> bool:
        common = min(a[2], b[2]) - max(a[1], b[1])
        return a[0] == b[0] and common > 0 and 2 * common >= min(a[2] - a[1], b[2] - b[1])

    for x, ours in enumerate(first):
        mine = [row for row in one if row[3] == ours.id and row[0] in both]
        assert made.first[x] == len(mine)
        for y, yours in enumerate(second):
            theirs = [row for row in other if row[3] == yours.id and row[0] in both]
            assert made.of_first[x, y] == sum(any(meet(a, b) for b in theirs) for a in mine)
            assert made.of_second[x, y] == sum(any(meet(a, b) for a in mine) for b in theirs)


def test_what_was_split_and_merged_is_told_as_parts() -> None:
    by_key = {code.key: code for code in BOOK}
    script = Script(BOOK, 5)
    script.split(by_key["social/ties"])
    script.merge(by_key["economic/income"])
    second, truth = without_keys(script.after, script.truth)
    found = pairs(BOOK, second)
    assert ids(BOOK, second, found) == truth
    assert sorted(BOOK[pair.first].key for pair in found if pair.relation == "part")[-1] == "social/ties"
    assert sum(pair.relation == "part" for pair in found) == 2


def test_what_people_said_is_certain() -> None:
    first, second = BOOK[5:9], BOOK[5:9]
    a, b, c, _ = (code.id for code in first)
    found = pairs(first, second, confirmed=[(a, b), (a, c)], declined=[(c, c)])
    said = [pair for pair in found if pair.confirmed]
    assert [(pair.first, pair.second, pair.score) for pair in said] == [(0, 1, 1.0), (0, 2, 1.0)]
    assert sorted(pair.relation for pair in said) == ["one", "part"]
    assert all(("confirmed", 1.0) in pair.because for pair in said)
    assert (2, 2) not in {(pair.first, pair.second) for pair in found}
    assert pairs([], second) == pairs(first, []) == []


def test_every_code_is_paired_with_itself_and_the_order_of_books_does_not_matter() -> None:
    assert [(pair.first, pair.second, pair.score) for pair in pairs(BOOK, BOOK)] == [
        (place, place, 1.0) for place in range(len(BOOK))
    ]
    second = without_keys(Script(BOOK, 8).run(0.4).after, set())[0]
    there, back = pairs(BOOK, second), pairs(second, BOOK)
    assert {(pair.first, pair.second) for pair in there} == {(pair.second, pair.first) for pair in back}


def test_five_hundred_codes_are_compared_in_a_second() -> None:
    pick = random.Random(1)
    words = [term for code in BOOK for term in code.terms.get("fr", ())]
    first = [
        dataclasses.replace(
            base,
            id=str(number),
            key=f"k{number}",
            parent=None if number < 5 else str(number % 5),
            labels={language: f"{text} {pick.choice(words)} {number}" for language, text in base.labels.items()},
            terms={
                language: (*pick.sample(list(terms), len(terms) // 2), f"x{number}")
                for language, terms in base.terms.items()
            },
        )
        for number, base in enumerate(BOOK * 13)
    ][:500]
    second, truth = without_keys(first, {(code.id, code.id) for code in first})
    begun = time.process_time()
    found = pairs(first, second)
    # Under a second on a machine of its own; other programs cost a little more.
    assert time.process_time() - begun < 2
    assert f1(ids(first, second, found), truth) >= 0.95

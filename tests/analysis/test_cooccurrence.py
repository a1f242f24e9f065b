"""Codes that occur together: a printed example, a told story, and every number against a slow, plain computation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.cooccurrence import Stretches, codings_of, cooccurrence, occurrences
from qualcode.analysis.matrix import EVERYTHING
from qualcode.analysis.selection import Selection, select
from qualcode.analysis.table import CodingTable
from qualcode.model.results import WITHIN, Cooccurrence
from tests.analysis.test_matrix import Plain, PlainCoding, PlainDocument, as_table, plain_worlds, story

CODES: dict[str, str | None] = {"a": None, "b": None, "c": None}


def of(*codings: PlainCoding, codes: dict[str, str | None] | None = None) -> CodingTable:
    longest = max(coding.end for coding in codings)
    documents = [
        PlainDocument("x" * longest, "interview", None, []) for _ in range(1 + max(c.document for c in codings))
    ]
    return as_table(Plain(codes or CODES, documents, list(codings)))


def coded(code: str, start: int, end: int, document: int = 0, coder: str = "marie") -> PlainCoding:
    return PlainCoding(document, start, end, code, coder)


def pair(found: Cooccurrence, one: str, other: str) -> tuple[int, float | None, float | None, bool]:
    i, j = found.codes.index(one), found.codes.index(other)
    return found.counts[i][j], found.coefficient[i][j], found.overlap[i][j], found.uneven[i][j]


def test_the_example_of_the_methods_a_rare_code_that_goes_with_a_frequent_one_half_of_the_time() -> None:
    frequent = [coded("a", 10 * place, 10 * place + 5) for place in range(100)]
    beside = [coded("b", 10 * place + 2, 10 * place + 4) for place in range(5)]
    apart = [coded("b", 10 * place + 6, 10 * place + 9) for place in range(5)]
    found = cooccurrence(of(*frequent, *beside, *apart), "overlap")
    together, coefficient, overlap, uneven = pair(found, "a", "b")
    assert (together, round(coefficient or 0, 3), overlap, uneven) == (5, 0.048, 0.5, True)
    assert (found.counts[0][0], found.counts[1][1]) == (100, 10)


def test_one_long_passage_over_many_short_ones_is_one_unit_and_never_passes_one() -> None:
    found = cooccurrence(of(coded("a", 0, 100), *(coded("b", 10 * n, 10 * n + 5) for n in range(8))), "overlap")
    assert pair(found, "a", "b") == (1, 1 / 8, 1.0, True)


def test_passages_that_only_meet_share_nothing_and_two_coders_passage_is_one() -> None:
    table = of(coded("a", 0, 5), coded("a", 0, 5, coder="joris"), coded("b", 5, 9), coded("c", 4, 5))
    found = cooccurrence(table, "overlap")
    assert (pair(found, "a", "b"), pair(found, "a", "c")) == ((0, 0.0, 0.0, False), (1, 1.0, 1.0, False))


def test_what_never_occurs_has_no_coefficient() -> None:
    found = cooccurrence(of(coded("a", 0, 5)), "document")
    assert pair(found, "b", "c") == (0, None, None, False)
    assert pair(found, "a", "b") == (0, 0.0, None, False)


def test_units_of_text_count_once_however_often_both_are_in_them() -> None:
    table = of(coded("a", 0, 3), coded("a", 4, 6), coded("b", 7, 9), coded("b", 1, 2), coded("b", 12, 14))
    units = Stretches(np.array([0, 0]), np.array([0, 10]), np.array([10, 20]))
    assert pair(cooccurrence(table, "sentence", units), "a", "b") == (1, 0.5, 1.0, False)
    assert pair(cooccurrence(table, "document"), "a", "b") == (1, 1.0, 1.0, False)


def test_dimensions_stand_for_all_below_them() -> None:
    table = as_table(story())
    apart = cooccurrence(table, "document")
    assert apart.counts[apart.codes.index("social")] == (0, 0, 0, 0)
    whole = cooccurrence(table, "document", by_dimension=True)
    assert (whole.codes, whole.counts) == (("social", "economic"), ((2, 0), (0, 0)))


def test_a_selection_leaves_the_rest_out() -> None:
    table = of(coded("a", 0, 5), coded("b", 2, 6, coder="joris"))
    assert pair(cooccurrence(table, "overlap", None, select(table, {"coder": "marie"})), "a", "b")[0] == 0


# Against the slow computation.


def slow(plain: Plain, table: CodingTable, within: str, units: list[tuple[int, int, int]]) -> dict[str, object]:
    codings = [coding for coding in plain.codings if not coding.adrift]

    def touched(coding: PlainCoding) -> set[tuple[int, ...]]:
        if within == "document":
            return {(coding.document,)}
        return {u for u in units if u[0] == coding.document and max(u[1], coding.start) < min(u[2], coding.end)}

    def where(code: str) -> set[tuple[int, ...]]:
        mine = [coding for coding in codings if coding.code == code]
        if within == "overlap":
            return {(coding.document, coding.start, coding.end) for coding in mine}
        return {unit for coding in mine for unit in touched(coding)}

    def meet(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return one[0] == other[0] and max(one[1], other[1]) < min(one[2], other[2])

    counts = {}
    for one, other in product(plain.codes, repeat=2):
        first, second = where(one), where(other)
        if one == other:
            counts[one, other] = len(first)
        elif within == "overlap":
            meeting = {a for a in first if any(meet(a, b) for b in second)}
            met = {b for b in second if any(meet(a, b) for a in first)}
            counts[one, other] = min(len(meeting), len(met))
        else:
            counts[one, other] = len(first & second)
    return {"counts": counts}


@given(plain_worlds(), st.sampled_from(WITHIN))
def test_every_number_equals_the_slow_computation(plain: Plain, within: str) -> None:
    table = as_table(plain)
    units = [(d, start, start + 17) for d, document in enumerate(plain.documents)
             for start in range(0, len(document.text), 17)]  # fmt: skip
    stretches = None
    if within in {"sentence", "turn"}:
        columns = np.array(units, np.int64).reshape(-1, 3).T
        stretches = Stretches(columns[0], columns[1], columns[2])
    found = cooccurrence(table, within, stretches)
    counts = slow(plain, table, within, units)["counts"]
    assert isinstance(counts, dict)
    for (i, one), (j, other) in product(enumerate(plain.codes), repeat=2):
        both, first, second = counts[one, other], counts[one, one], counts[other, other]
        assert found.counts[i][j] == both
        either, fewer = first + second - both, min(first, second)
        assert found.coefficient[i][j] == (pytest.approx(both / either) if either else None)
        assert found.overlap[i][j] == (pytest.approx(both / fewer) if fewer else None)
        assert all(0 <= (value or 0) <= 1 for value in (found.coefficient[i][j], found.overlap[i][j]))
        assert found.uneven[i][j] == (both > 0 and max(first, second) > 5 * fewer)
        if one != other:
            behind = occurrences(table, within, stretches, EVERYTHING, one, other)
            assert bool(behind) == bool(both)
            assert {table.codes[table.code[place]].key for place in behind} == ({one, other} if both else set())


@given(plain_worlds())
def test_a_codes_own_codings_come_by_place(plain: Plain) -> None:
    table = as_table(plain)
    found = [plain.codings[place] for place in codings_of(table, Selection(), "a/b")]
    assert sorted(found, key=lambda c: (c.document, c.start, c.end)) == found
    assert len(found) == sum(coding.code == "a/b" and not coding.adrift for coding in plain.codings)

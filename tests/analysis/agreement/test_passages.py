"""Coded passages: against the printed family of alphas, against counting unit by unit, and what must always hold."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement.disagreements import Passage, confusion, questions, stretches
from qualcode.analysis.agreement.passages import (
    Coded,
    Region,
    measure,
    overall_alphas,
    resampled,
    tally,
    united,
    within,
)
from qualcode.analysis.agreement.ratings import coefficients

Row = tuple[int, int, int, int, int]  # document, coder, code, start, end
LENGTHS = (40, 25)


def coded(rows: list[Row]) -> Coded:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Coded(*columns)


def region(coders: int, lengths: tuple[int, ...] = LENGTHS) -> Region:
    return Region(np.array(lengths), np.ones((len(lengths), coders), dtype=bool))


def by_code(rows: list[Row], coders: int, codes: int, lengths: tuple[int, ...] = LENGTHS) -> dict[str, list[float]]:
    where = region(coders, lengths)
    found = measure(tally(united(within(coded(rows), where), where.lengths), where, codes))
    return {name: list(values[0]) for name, values in found.codes.items()}


@st.composite
def codings(draw: st.DrawFn, coders: int = 3, codes: int = 2) -> list[Row]:
    def row() -> Row:
        document = draw(st.integers(0, 1))
        start = draw(st.integers(0, LENGTHS[document] - 1))
        end = draw(st.integers(start + 1, LENGTHS[document]))
        return document, draw(st.integers(0, coders - 1)), draw(st.integers(0, codes - 1)), start, end

    return [row() for _ in range(draw(st.integers(0, 12)))]


@pytest.mark.parametrize("coders", [2, 3])
@given(data=st.data())
def test_sweeping_gives_what_counting_unit_by_unit_gives(coders: int, data: st.DataObject) -> None:
    rows = data.draw(codings(coders))
    found = by_code(rows, coders, 2)
    for code in range(2):
        marks = np.zeros((coders, sum(LENGTHS)), dtype=int)
        for document, coder, of, start, end in rows:
            if of == code:
                shift = LENGTHS[0] * document
                marks[coder, shift + start : shift + end] = 1
        expected = coefficients([tuple(int(v) for v in unit) for unit in marks.T] + [])
        for name in ("percent", "cohen_kappa", "fleiss_kappa"):
            value = expected.values[name]
            got = found[name][code]
            assert math.isnan(got) if value is None else got == pytest.approx(value, abs=1e-9), name
        if marks.any() and not marks.all():
            for name in ("brennan_prediger", "gwet_ac1"):
                assert found[name][code] == pytest.approx(expected.values[name], abs=1e-9), name


def test_the_printed_family_of_alphas() -> None:
    text = (Path(__file__).parents[2] / "data" / "agreement" / "printed-examples.yaml").read_text("utf-8")
    example: dict[str, Any] = next(e for e in yaml.safe_load(text) if e["id"] == "ualpha-2019-fig12.11")
    rows = [
        (0, coder, value - 1, begin, begin + length)
        for coder, units in enumerate(example["units"].values())
        for begin, length, value in units
    ]
    where = region(3, (example["continuum"]["length"],))
    found = overall_alphas(united(coded(rows), where.lengths), where, 7)
    expected = example["expected"]
    assert found["u_alpha"][0] == pytest.approx(expected["u_alpha_nominal"], abs=example["tol"])
    assert found["alpha_binary"][0] == pytest.approx(expected["bin_u_alpha"], abs=example["tol"])
    assert found["cu_alpha"][0] == pytest.approx(expected["cu_alpha_nominal"], abs=example["tol"])
    for value, want in expected["per_value"].items():
        got = found["per_value"][0][value - 1]
        assert math.isnan(got) if want is None else got == pytest.approx(want, abs=example["tol"])
    assert found["coverage"][0][4] == pytest.approx(expected["coverage_value5"], abs=example["tol"])


def test_two_who_code_nearly_all_and_overlap_by_chance_agree_no_more_than_chance() -> None:
    # 90 % each, 81 % both: a popular tool calls this 0.82.
    found = by_code([(0, 0, 0, 0, 900), (0, 1, 0, 90, 900), (0, 1, 0, 900, 990)], 2, 1, (1000,))
    assert found["percent"][0] == pytest.approx(0.82)
    assert found["cohen_kappa"][0] == pytest.approx(0.0, abs=1e-12)


def test_a_place_coded_twice_by_one_coder_is_coded_once_and_touching_passages_stay_two() -> None:
    one = united(coded([(0, 0, 0, 2, 8), (0, 0, 0, 4, 10), (0, 0, 0, 10, 12), (0, 1, 0, 0, 3)]), np.array([40]))
    assert sorted(zip(one.coder.tolist(), one.start.tolist(), one.end.tolist(), strict=True)) == [
        (0, 2, 10),
        (0, 10, 12),
        (1, 0, 3),
    ]


def test_what_somebody_has_not_coded_is_missing_and_not_empty() -> None:
    rows: list[Row] = [(0, 0, 0, 0, 10), (0, 1, 0, 0, 10), (1, 0, 0, 0, 20)]
    known = np.array([[True, True], [True, False]])
    where = Region(np.array(LENGTHS), known)
    found = measure(tally(united(within(coded(rows), where), where.lengths), where, 1))
    assert found.codes["percent"][0, 0] == 1
    assert measure(tally(united(coded(rows), region(2).lengths), region(2), 1)).codes["percent"][0, 0] < 1


def test_full_coverage_leaves_the_binary_alpha_undefined() -> None:
    where = region(2, (30,))
    same = united(coded([(0, 0, 0, 0, 30), (0, 1, 0, 0, 30)]), where.lengths)
    assert math.isnan(overall_alphas(same, where, 1)["alpha_binary"][0])


@given(codings(2))
def test_identical_coding_gives_one_wherever_it_is_defined(rows: list[Row]) -> None:
    doubled = [row for d, _, code, start, end in rows for row in ((d, 0, code, start, end), (d, 1, code, start, end))]
    where = region(2)
    one = united(coded(doubled), where.lengths)
    found = measure(tally(one, where, 2))
    for values in (*found.codes.values(), *found.overall.values(), *overall_alphas(one, where, 2).values()):
        for value in np.ravel(values):
            assert math.isnan(value) or value == pytest.approx(1.0)


@given(codings(3), st.permutations(range(3)))
def test_the_order_of_coders_does_not_matter(rows: list[Row], order: list[int]) -> None:
    swapped = [(d, order[coder], code, start, end) for d, coder, code, start, end in rows]
    where = region(3)
    for one, other in zip(
        overall_alphas(united(coded(rows), where.lengths), where, 2).items(),
        overall_alphas(united(coded(swapped), where.lengths), where, 2).items(),
        strict=True,
    ):
        assert one[0] == other[0]
        np.testing.assert_allclose(one[1], other[1], atol=1e-9)
    first, second = by_code(rows, 3, 2), by_code(swapped, 3, 2)
    for name in first:
        np.testing.assert_allclose(first[name], second[name], atol=1e-9)


@given(codings(2), st.integers(0, 2**32 - 1))
def test_drawing_documents_anew_is_counting_them_so_often(rows: list[Row], seed: int) -> None:
    draws = resampled(2, 3, seed)
    where = region(2)
    found = measure(tally(united(coded(rows), where.lengths), where, 2), draws)
    for draw, times in enumerate(draws.astype(int)):
        again: list[Row] = []
        lengths: list[int] = []
        for document, n in enumerate(times):
            for _ in range(n):
                again += [(len(lengths), *row[1:]) for row in rows if row[0] == document]
                lengths.append(LENGTHS[document])
        np.testing.assert_allclose(found.codes["percent"][draw], by_code(again, 2, 2, tuple(lengths))["percent"])
        np.testing.assert_allclose(found.codes["u_alpha"][draw], by_code(again, 2, 2, tuple(lengths))["u_alpha"])


def passage(coder: str, code: str, start: int, end: int) -> Passage:
    return Passage(f"{coder}{code}{start}", coder, code, start, end)


def test_stretches_are_where_codes_differ() -> None:
    found = list(stretches([passage("a", "x", 0, 10), passage("b", "x", 5, 10), passage("b", "y", 8, 12)], "ab"))
    assert [(each.start, each.end, dict(each.by)) for each in found] == [
        (0, 5, {"a": ("x",), "b": ()}),
        (8, 10, {"a": ("x",), "b": ("x", "y")}),
        (10, 12, {"a": (), "b": ("y",)}),
    ]
    assert confusion(found) == {("x", None): 1, ("y", None): 2}


@given(codings(3))
def test_stretches_cover_exactly_what_differs(rows: list[Row]) -> None:
    own = [passage("abc"[coder], str(code), start, end) for d, coder, code, start, end in rows if d == 0]
    held = [{c: {p.code for p in own if p.coder == c and p.start <= at < p.end} for c in "abc"} for at in range(40)]
    differing = {at for at in range(40) if len({frozenset(codes) for codes in held[at].values()}) > 1}
    found = list(stretches(own, "abc"))
    assert {at for each in found for at in range(each.start, each.end)} == differing
    for each in found:
        assert {coder: set(codes) for coder, codes in each.by.items()} == held[each.start]


def test_questions_say_what_kind_of_disagreement_it_is() -> None:
    own = [
        passage("a", "x", 0, 10),
        passage("b", "x", 2, 10),
        passage("a", "x", 20, 30),
        passage("b", "y", 22, 30),
        passage("a", "x", 50, 60),
        passage("a", "z", 70, 80),
        passage("b", "z", 70, 80),
    ]
    assert [(each.start, each.end, each.code, each.kind) for each in questions(own, "ab")] == [
        (0, 10, "x", "other-span"),
        (20, 30, "x", "other-code"),
        (22, 30, "y", "other-code"),
        (50, 60, "x", "missed"),
    ]
    assert confusion(stretches(own, "ab")) == {("x", None): 3, ("x", "y"): 1}

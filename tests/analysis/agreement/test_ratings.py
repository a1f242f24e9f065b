"""Plain ratings against printed examples, and what must hold of any table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement.ratings import LEVELS, MEASURES, category_kappas, coefficients
from qualcode.analysis.agreement.unitizing import older_alpha

PRINTED: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "agreement" / "printed-examples.yaml").read_text("utf-8")
)
NAMES = {"percent_agreement": "percent", "observed": "percent", "alpha_nominal": "alpha"}
# Four observers, twelve units, five values, some missing: Krippendorff 2011, C to F; kappas and AC1 as Gwet 2014 has
# them for these data.
N = None
FOUR: list[list[Any]] = [
    [1, 1, N, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [N, 5, 5, 5],
    [N, N, 1, 1],
    [N, N, 3, N],
]


def rows(example: dict[str, Any]) -> list[Any]:
    if "table" in example:
        cells = [(a, b, n) for a, row in enumerate(example["table"]) for b, n in enumerate(row)]
        return [(a, b) for a, b, n in cells for _ in range(n)]
    return list(example["rows_units_by_coder"])


@pytest.mark.parametrize("example", [e for e in PRINTED if "continuum" not in e], ids=lambda example: example["id"])
def test_printed_examples(example: dict[str, Any]) -> None:
    found = coefficients(rows(example)).values
    compared = 0
    for name, value in example["expected"].items():
        if NAMES.get(name, name) in found:
            assert found[NAMES.get(name, name)] == pytest.approx(value, abs=example["tol"]), name
            compared += 1
    assert compared
    if "category_kappa" in example["expected"]:
        by_value = category_kappas(rows(example))
        expected = example["expected"]["category_kappa"]
        assert [by_value[value] for value in sorted(by_value, key=str)] == pytest.approx(expected, abs=example["tol"])


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_at_four_levels_with_missing_data(level: str, expected: float) -> None:
    assert coefficients(FOUR, level).values["alpha"] == pytest.approx(expected, abs=0.0005)


def test_kappas_and_ac1_with_missing_data() -> None:
    found = coefficients(FOUR).values
    assert found["percent"] == pytest.approx(0.8182, abs=0.00005)
    assert found["fleiss_kappa"] == pytest.approx(0.7612, abs=0.00005)
    assert found["gwet_ac1"] == pytest.approx(0.7754, abs=0.00005)
    assert found["brennan_prediger"] == pytest.approx(0.7727, abs=0.00005)


def test_the_older_alpha_for_unitizing() -> None:
    example = next(e for e in PRINTED if e["id"] == "alphaU-2004-p254")
    begin, length = example["continuum"]["begin"], example["continuum"]["length"]
    total_do = total_de = 0.0
    for name, units in example["units"].items():
        do, de, alpha = older_alpha([[(a, b) for a, b in each] for each in units.values()], begin, length)
        expected = example["expected"][name]
        assert (do, de) == pytest.approx((expected["Do"], expected["De"]), abs=0.00005)
        assert alpha == pytest.approx(expected["alpha"], abs=0.0005)
        total_do, total_de = total_do + do, total_de + de
    assert 1 - total_do / total_de == pytest.approx(example["expected"]["alpha_U_total"], abs=0.0005)


def test_what_is_undefined_says_why() -> None:
    same = coefficients([("a", "a"), ("a", "a")])
    assert same.values["percent"] == 1
    assert {same.values[name] for name in MEASURES if name != "percent"} == {None}
    assert set(same.undefined) == set(MEASURES) - {"percent"}
    lonely = coefficients([("a", None), (None, "b")])
    assert (set(lonely.values.values()), lonely.units) == ({None}, 0)
    assert coefficients([(1, 2, 1)]).undefined["cohen_kappa"]
    assert coefficients([]).units == 0


VALUES = st.one_of(st.none(), st.integers(1, 4))
TABLES = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.lists(VALUES, min_size=coders, max_size=coders), min_size=1, max_size=25)
)


def near(one: dict[str, float | None], other: dict[str, float | None]) -> bool:
    return one.keys() == other.keys() and all(
        other[name] is None if value is None else other[name] == pytest.approx(value, abs=1e-9)
        for name, value in one.items()
    )


@given(TABLES, st.randoms(use_true_random=False), st.sampled_from(LEVELS))
def test_the_order_of_units_and_coders_does_not_matter(table: list[list[Any]], random: Any, level: str) -> None:
    before = coefficients(table, level).values
    shuffled = random.sample(table, len(table))
    order = random.sample(range(len(table[0])), len(table[0]))
    assert near(before, coefficients([[row[place] for place in order] for row in shuffled], level).values)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=20).filter(lambda values: len(set(values)) > 1))
def test_identical_ratings_give_one(values: list[int]) -> None:
    for level in LEVELS:
        found = coefficients([(value, value) for value in values], level).values
        assert list(found.values()) == pytest.approx([1.0] * len(found))


@given(TABLES)
def test_nothing_is_above_one(table: list[list[Any]]) -> None:
    assert all(value is None or value <= 1 + 1e-9 for value in coefficients(table).values.values())

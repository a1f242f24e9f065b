from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.ranking import fold, rank

NAMES = ["Accès à l'emploi", "Qualité du travail", "Liens sociaux", "Estime de soi", "École", "Emploi local"]


def found(query: str) -> list[str]:
    return [NAMES[index] for index in rank(query, [[fold(name)] for name in NAMES])]


def test_beginnings_come_before_words_within_before_likeness() -> None:
    assert found("emploi") == ["Emploi local", "Accès à l'emploi"]
    assert found("ecole")[0] == "École"
    assert found("quallité")[0] == "Qualité du travail"
    assert found("soci") == ["Liens sociaux"]
    assert found("") == NAMES
    assert found("zzzz") == []


@given(st.text(max_size=20), st.lists(st.lists(st.text(max_size=20), max_size=3), max_size=8))
def test_any_query_gives_each_thing_at_most_once(query: str, names: list[list[str]]) -> None:
    order = rank(query, [[fold(name) for name in each] for each in names])
    assert len(order) == len(set(order))
    assert set(order) <= set(range(len(names)))


@given(st.lists(st.text(min_size=1, max_size=20).filter(lambda name: fold(name).strip()), min_size=1, max_size=8))
def test_its_own_name_finds_a_thing(names: list[str]) -> None:
    order = rank(names[0], [[fold(name)] for name in names])
    assert fold(names[order[0]]).strip().startswith(fold(names[0]).strip()) or 0 in order


def test_two_thousand_names_are_searched_within_a_keystroke() -> None:
    names = [[fold(f"{NAMES[i % 6]} {i}")] for i in range(2_000)]
    started = time.process_time()
    rank("emplo", names)
    assert time.process_time() - started < 0.1

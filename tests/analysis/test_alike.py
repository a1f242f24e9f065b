"""Names as tables, files and people spell them: which is meant, how surely, and what never is."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.alike import Known, Names, words_of
from qualcode.model.case_table import SURE, WORTH_ASKING

ARTISANS = (
    "Entretien 01 24.10.03 01_traitement_A",
    "Entretien 01 24.10.04 02_traitement_A",
    "Entretien 01 24.10.04 03_traitement_A",
    "Entretien 01 24.12.09ab_traitement_A",
    "Entretien 01 24.12.16_traitement_A",
    "Entretien 01 25.01.14 03ab_traitement_A",
)
DEMO = (
    "01-recit-de-fatima",
    "02-encadrant-atelier-nord",
    "03-recit-de-michel",
    "13-entretien-01-24-10-03-01-traitement-a",
)


def best(name: str, known: tuple[str, ...], *, loosely: bool = True) -> tuple[str, float, str] | None:
    hits = Names.of([Known(each, (each,)) for each in known], loosely=loosely).find(name)
    return (hits[0].id, hits[0].score, hits[0].how) if hits else None


@pytest.mark.parametrize(
    ("name", "meant", "how"),
    [
        ("Entretien 01 24.10.03 01_traitement_A", 0, "exact"),
        ("entretien_1_24-10-3_1_TRAITEMENT a", 0, "folded"),
        ("Entretien_01_24.10.03_01", 0, "folded"),
        ("Entretien_01_24.10.04_03", 2, "folded"),
        ("Entretien_01_24.12.09a", 3, "part"),
        ("Entretien_01_24.12.09b", 3, "part"),
        ("Entretien_01_24.12.09", 3, "part"),
        ("Entretien_01_24.12.16.docx", 4, "folded"),
        ("Entretien 01 du 24.12.16", 4, "folded"),
        ("Entretein_01_24.12.16", 4, "alike"),
    ],
)
def test_a_table_finds_the_files_it_means(name: str, meant: int, how: str) -> None:
    found = best(name, ARTISANS)
    assert found is not None
    assert (found[0], found[2]) == (ARTISANS[meant], how)
    assert found[1] >= SURE


@pytest.mark.parametrize(
    "name",
    [
        "Entretien_01_24.10.03_02",
        "Entretien_01_24.10.04_01",
        "Entretien_01_24.12.09c",
        "Entretien_01_25.01.14_03c",
        "Entretien_01_25.12.16",
        "",
        "…",
        "A",
    ],
)
def test_another_number_or_letter_is_another_interview(name: str) -> None:
    assert best(name, ARTISANS) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Fatima", "01-recit-de-fatima"),
        ("Michel", "03-recit-de-michel"),
        ("récit de Michel", "03-recit-de-michel"),
        ("Entretien_01_24.10.03_01", "13-entretien-01-24-10-03-01-traitement-a"),
    ],
)
def test_a_person_is_found_in_the_name_of_a_file(name: str, meant: str) -> None:
    found = best(name, DEMO)
    assert found is not None
    assert found[0] == meant
    assert found[1] >= SURE


def test_a_name_beside_other_words_is_doubtful() -> None:
    assert best("Atelier Nord", DEMO) == ("02-encadrant-atelier-nord", 0.85, "within")
    assert best("Marie", ("Entretien Marie-Claire", "Entretien Jan")) == ("Entretien Marie-Claire", 0.85, "within")


def test_two_that_fit_as_well_are_both_told() -> None:
    names = Names.of([Known("1", ("Fatima 1",)), Known("2", ("Fatima 2",)), Known("3", ("Jan",))])
    hits = names.find("Fatima")
    assert [hit.id for hit in hits] == ["1", "2"]
    assert hits[0].score == hits[1].score


def test_two_documents_of_one_row_are_its_parts() -> None:
    hits = Names.of([Known("a", ("E 09a",)), Known("b", ("E 09b",)), Known("c", ("E 10",))]).find("E_9")
    assert [(hit.id, hit.how) for hit in hits] == [("a", "part"), ("b", "part")]


def test_names_of_cases_are_not_found_within_others() -> None:
    known = ("Atelier Nord", "Vents du Hainaut")
    assert best("Atelier", known, loosely=False) is None
    assert best("ATELIER-NORD", known, loosely=False) == ("Atelier Nord", 0.99, "folded")
    assert best("AtelierNord", known, loosely=False) == ("Atelier Nord", 0.93, "folded")
    assert best("Atelier du Nord", known, loosely=False) == ("Atelier Nord", 0.889, "alike")
    for loosely in (True, False):
        assert best("Dominique B.", ("Dominique D.",), loosely=loosely) is None


def test_the_next_best_is_told_however_far_off() -> None:
    names = Names.of([Known(each, (each,)) for each in ARTISANS])
    next_best = names.next_best("Entretien_01_24.10.04_02", ARTISANS[1])
    assert next_best is not None
    assert next_best.id == ARTISANS[2]
    assert next_best.score < WORTH_ASKING
    assert Names.of([Known("1", ("seul",))]).next_best("seul", "1") is None


def test_articles_accents_and_endings_do_not_count() -> None:
    assert words_of("L’Épicerie d'Élouges.docx") == words_of("epicerie elouges")
    assert words_of("Entretien_007") == ("entretien", "7")


WORD = st.text(st.sampled_from("aéßñœ語kL"), min_size=2, max_size=6)
NUMBER = st.integers(0, 40).map(str)
NAME = st.lists(WORD | NUMBER, min_size=1, max_size=5)


@given(NAME, st.lists(st.sampled_from([" ", "_", "-", ".", " - "]), min_size=4, max_size=4), st.booleans())
def test_separators_case_and_form_never_matter(words: list[str], between: list[str], upper: bool) -> None:
    name = " ".join(words)
    other = "".join(word + mark for word, mark in zip(words, [*between, ""], strict=False))
    other = unicodedata.normalize("NFD", other.upper() if upper else other)
    found = best(other, (name,))
    assert found is not None
    assert found[1] >= 0.99


@given(st.lists(NAME, min_size=1, max_size=8), NAME)
def test_likenesses_are_in_order_and_never_across_numbers(known: list[list[str]], words: list[str]) -> None:
    name = " ".join(words)
    hits = Names.of([Known(str(at), (" ".join(each),)) for at, each in enumerate(known)]).find(name)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(WORTH_ASKING <= hit.score <= 1 for hit in hits)
    assert len({hit.id for hit in hits}) == len(hits)
    for hit in hits:
        if hit.how == "alike":
            numbers = [sorted(re.findall(r"\d+", each)) for each in (name, " ".join(known[int(hit.id)]))]
            assert set(map(int, numbers[0])) <= set(map(int, numbers[1]))

"""Codebooks made one: nothing lost, the first one's ids and words kept, in any order, once and for all."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.codebook_union import Likeness, union
from qualcode.analysis.codebook_uniting import united
from qualcode.data import data_path
from qualcode.importers.codebooks import read
from qualcode.model.codebook import Code, Codebook, CodeTree, fold_name
from qualcode.model.codebook_union import Named, Union
from qualcode.model.ids import stable_id
from qualcode.ops.codebook_source import Source
from qualcode.ops.codebook_union import NotAmongThem, unite
from tests.analysis.compare.scripts import Script, without_keys
from tests.strategies import codebooks

SHARED = read(data_path("codebooks/impact.yaml"))


def made_one(*books: Codebook) -> Union:
    return unite([Source(f"pool {number}", book) for number, book in enumerate(books, 1)])


def edited(seed: int, *, keys: bool = True) -> Codebook:
    """The shared codebook as a pool may have changed it."""
    codes: Sequence[Code] = Script(SHARED.codes, seed).run(0.4).after
    if not keys:
        codes, _ = without_keys(codes, set(), seed)
    there = {code.id for code in codes}
    kept = [
        dataclasses.replace(code, position=place, parent=code.parent if code.parent in there else None)
        for place, code in enumerate(codes)
    ]
    return dataclasses.replace(SHARED, codes=tuple(kept), version=f"pool-{seed}")


def names(book: Codebook) -> set[tuple[str, str]]:
    return {
        (language, fold_name(text))
        for code in book.codes
        for many in (code.labels, code.aliases)
        for language, texts in many.items()
        for text in ([texts] if isinstance(texts, str) else texts)
    }


def is_sound(made: Union, *books: Codebook) -> None:
    """What every union keeps."""
    book = made.codebook
    first = {code.id: code for code in books[0].codes}
    now = {code.id: code for code in book.codes}
    assert len(now) == len(book.codes) == len({code.key for code in book.codes}) == made.report.codes
    for code in first.values():
        after = now[code.id]
        assert (after.key, after.parent) == (code.key, code.parent)
        assert {**after.labels, **code.labels} == after.labels
        assert {**after.definition, **code.definition} == after.definition
    for other in books:
        assert names(other) <= names(book), "no name is lost"
        said = {fold_name(text) for code in other.codes for text in code.definition.values()}
        held = {fold_name(text) for code in book.codes for text in code.definition.values()}
        included = [fold_name(text) for code in book.codes for text in code.include.values()]
        assert all(text in held or any(text in each for each in included) for text in said)
    places = {code.id: place for place, code in enumerate(book.codes)}
    assert all(code.parent is None or places[code.parent] < places[code.id] for code in book.codes)
    CodeTree(book.codes)


def test_pools_that_changed_the_shared_codebook_are_made_one_once_and_for_all() -> None:
    pools = edited(2, keys=False), edited(52)
    made = made_one(SHARED, *pools)
    is_sound(made, SHARED, *pools)
    assert made_one(SHARED, *pools[::-1]).codebook == made.codebook, "whichever comes first"
    again = made_one(made.codebook, *pools)
    assert (again.codebook, again.report.added) == (made.codebook, 0)
    assert made.report.added <= 6 < made.report.joined


def test_a_codebook_made_one_with_itself_is_itself() -> None:
    assert made_one(SHARED, SHARED).codebook == SHARED
    assert made_one(SHARED, SHARED).report.conflicts == ()


@given(st.lists(codebooks(), min_size=2, max_size=3))
@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
def test_whatever_the_codebooks(books: list[Codebook]) -> None:
    made = made_one(*books)
    is_sound(made, *books)
    assert made_one(books[0], *books[:0:-1]).codebook == made.codebook
    assert made_one(made.codebook, *books[1:]).codebook == made.codebook
    for book in books:
        assert without_scores(made.codebook, book) == made.codebook


def without_scores(book: Codebook, other: Codebook) -> Codebook:
    """Both made one where nothing is known of how alike their codes are."""
    return union([Named("one", book), Named("other", other)], {(0, 1): Likeness((), frozenset())}).codebook


FIRST = """\
key,parent,label_fr,definition_fr,terms_fr
social,,Social,,
social/ties,social,Liens,Les relations entre les gens.,voisin*
social/pride,social,Fierté,,fier*
"""
SECOND = """\
key,parent,label_fr,label_nl,definition_fr,terms_fr
social,,Social,Sociaal,,
social/ties,social,Liens,Banden,Le tissu social.,voisin*;ami
social/pride,,Fierté,Trots,Être fier.,
social/theatre,social,Théâtre,,,
"""


def book(folder: Path, name: str, text: str) -> Codebook:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_what_is_taken_in_and_what_is_told(tmp_path: Path) -> None:
    made = made_one(book(tmp_path, "first", FIRST), book(tmp_path, "second", SECOND))
    codes = {code.key: code for code in made.codebook.codes}
    assert list(codes) == ["social", "social/ties", "social/pride", "social/theatre"]
    ties = codes["social/ties"]
    assert ties.labels == {"fr": "Liens", "nl": "Banden"}
    assert ties.definition == {"fr": "Les relations entre les gens."}
    assert ties.include == {"fr": "Le tissu social."}, "the other definition stands below what is included"
    assert ties.terms == {"fr": ("voisin*", "ami")}
    assert codes["social/pride"].definition == {"fr": "Être fier."}
    report = made.report
    assert (report.codes, report.joined, report.added) == (4, 3, 1)
    assert [(each.code, each.field, each.theirs, each.book) for each in report.conflicts] == [
        ("social/ties", "definition", "Le tissu social.", "pool 2"),
        ("social/pride", "parent", "", "pool 2"),
    ]


def test_codes_of_one_id_that_are_plainly_not_the_same_stand_apart(tmp_path: Path) -> None:
    """Tables whose keys only count give other codes the ids of ours."""
    ours = "key,label_fr,terms_fr\nk1,Emploi,emploi;travail;embauche\nk2,Santé,santé;dos\n"
    theirs = "key,label_fr,terms_fr\nk1,Santé,santé;dos\nk2,Emploi,emploi;travail;embauche\nk3,Chant,chant*\n"
    first, second = book(tmp_path, "book", ours), book(tmp_path, "book", theirs)
    assert first.codes[0].id == second.codes[0].id
    made = made_one(first, second)
    assert [code.labels["fr"] for code in made.codebook.codes] == ["Emploi", "Santé", "Chant"]
    assert made_one(made.codebook, second).codebook == made.codebook


def test_two_that_are_united_again_stay_as_they_are() -> None:
    one, other = SHARED.codes[5], dataclasses.replace(SHARED.codes[6], id=stable_id("code", "x"))
    both = united(one, other)
    assert united(both, other) == both
    assert set(other.terms["fr"]) <= set(both.terms["fr"])


def test_whose_words_stand_is_said_by_language_and_nothing_of_the_others_is_lost(tmp_path: Path) -> None:
    first, second = book(tmp_path, "first", FIRST), book(tmp_path, "second", SECOND.replace("Liens,", "Relations,"))
    sources = [Source("pool 1", first), Source("pool 2", second)]
    made = unite(sources, words_of={"fr": "pool 2"})
    ties = next(code for code in made.codebook.codes if code.key == "social/ties")
    assert (ties.labels["fr"], ties.definition["fr"]) == ("Relations", "Le tissu social.")
    assert "Liens" in ties.aliases["fr"] and "Les relations entre les gens." in ties.include["fr"]
    assert ("social/ties", "labels", "Relations", "Liens", "pool 1") in [
        (each.code, each.field, each.ours, each.theirs, each.book) for each in made.report.conflicts
    ]
    # Who has it under which key is known; other languages keep the first's words; the same again changes nothing.
    assert made.held["social/ties"] == (("pool 1", "social/ties"), ("pool 2", "social/ties"))
    other = unite(sources, words_of={"nl": "pool 2", "": "pool 1"}).codebook
    assert next(code for code in other.codes if code.key == "social/ties").labels == {"fr": "Liens", "nl": "Banden"}
    again = unite([Source("both", made.codebook), sources[1]], words_of={"": "pool 2"})
    assert again.codebook == made.codebook
    with pytest.raises(NotAmongThem):
        unite(sources, words_of={"": "pool 3"})

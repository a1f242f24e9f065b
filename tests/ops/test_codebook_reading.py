"""Codings read under another codebook, recoded for good, and codebooks brought into the project; all undoable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import NameRefused
from qualcode.ops import (
    analysis,
    codebook_edits,
    codebook_reading,
    codebook_union,
    codebooks,
    codings,
    crosswalk,
    evaluation,
    excerpt_table,
    history,
    memos,
    projects,
)
from qualcode.ops.codebook_source import Source
from qualcode.store.session import Session
from tests.ops.stories import story
from tests.store.making import dump, is_whole

OTHER = """\
key,parent,label_fr,label_nl,terms_fr
social,,Social,Sociaal,
social/confidence,social,Confiance en soi,Zelfvertrouwen,oser
social/reseau,social,Réseau,Netwerk,voisin*
social/famille,social,Famille,Familie,
culture,,Culture,Cultuur,
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made
        assert is_whole(made)


def source(folder: Path, text: str = OTHER, name: str = "other") -> Source:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return Source(path.name, projects.read_codebook(path))


def codes(session: Session) -> list[tuple[str, str | None]]:
    return [(code.key, code.parent) for code in codebooks.show(session).codes]


def test_codings_are_read_under_another_codebook_and_stay_as_they_are(session: Session, tmp_path: Path) -> None:
    other, before = source(tmp_path), dump(session)
    listing = codings.listing(session)
    found = codebook_reading.read_under(session, listing, other)
    assert [coding for coding, _ in found] == listing
    assert {(coding.code, key) for coding, key in found} == {
        ("social/confidence", "social/confidence"), ("social/ties", None), ("social", "social"),
    }  # fmt: skip
    assert dump(session) == before
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/reseau")])
    read = {coding.code: key for coding, key in codebook_reading.read_under(session, listing, other)}
    assert read["social/ties"] == "social/reseau"
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/famille")])
    parts = codebook_reading.counterparts(session, other)
    assert parts.lacking["social/ties"] == "split", "which of the two it is nobody can tell from the code"


def test_a_matrix_under_another_codebook_shows_what_has_no_counterpart(session: Session, tmp_path: Path) -> None:
    other = source(tmp_path)
    crosswalk.decline(session, other.codebook, [("social/confidence", "")])
    made = analysis.matrix(session, "code", "case", under=other)
    totals = {header.key: total for header, total in zip(made.rows, made.row_totals, strict=True)}
    assert totals == {
        "social": 1, "social/confidence": 0, "social/reseau": 0, "social/famille": 0, "culture": 0, None: 4,
    }  # fmt: skip
    assert made.total == 5, "of six codings one is of somebody who is left out"
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/reseau")])
    rows = analysis.matrix(session, "dimension", "case", under=other)
    assert [(header.key, total) for header, total in zip(rows.rows, rows.row_totals, strict=True)] == [
        ("social", 2), ("culture", 0), (None, 3),
    ]  # fmt: skip


def test_passages_under_another_codebook_stand_below_its_codes(session: Session, tmp_path: Path) -> None:
    other = source(tmp_path)
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/reseau")])
    own = excerpt_table.excerpt_table(session, language="fr")
    under = excerpt_table.excerpt_table(session, language="fr", under=other)
    assert {each.code for each in own.excerpts if "ties" in each.code} == {"social/ties"}
    assert [each.quote for each in under.excerpts if each.code == "social/reseau"] == [
        each.quote for each in own.excerpts if each.code == "social/ties"
    ]
    assert any("other.csv" in line for line in under.about)
    crosswalk.decline(session, other.codebook, [("social/confidence", "")])
    less = excerpt_table.excerpt_table(session, language="en", under=other)
    assert "social/confidence" not in {each.code for each in less.excerpts}
    assert any("no counterpart" in told for told in less.left_out)
    only = excerpt_table.excerpt_table(session, language="fr", under=other, code="social/reseau")
    assert {each.code for each in only.excerpts} == {"social/reseau"}


def test_recoding_does_what_was_told_in_one_step_that_can_be_taken_back(session: Session, tmp_path: Path) -> None:
    other = source(tmp_path)
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/reseau"), ("social/health", "social/reseau")])
    ties = codebook_edits.add_code(session, "Voisins", parent="social/ties")
    memos.add(session, "code", memos.subject(session, "code", "social/ties"), "à revoir")
    evaluation.describe(session, "Atelier Nord", portrait={"social": "Un atelier."})
    # The same words carry both codes that become one.
    there = next(each for each in codings.listing(session) if each.code == "social/ties")
    codings.add(session, there.document, there.start, there.end, "social/health", memo="aussi")
    before, sequence = dump(session), session.sequence()
    told = codebook_reading.foresee(session, other)
    assert (dump(session), session.sequence()) == (before, sequence)
    assert [(each.code, each.into, each.codings) for each in told.replaced] == [
        ("social", "social", 1), ("social/confidence", "social/confidence", 4),
        ("social/ties", "social/reseau", 1), ("social/health", "social/reseau", 1),
    ]  # fmt: skip
    assert {(each.code, each.codings) for each in told.kept} == {("economic", 0), (ties.key, 0)}
    assert (told.codings, told.joined) == (7, 1)
    done = codebook_reading.recode(session, other)
    assert (done.codings, done.joined, done.operation) == (7, 1, sequence + 1)
    assert codes(session) == [
        ("economic", None), ("social", None), ("social/confidence", "social"),
        ("social/reseau", "social"), (ties.key, "social/reseau"),
    ]  # fmt: skip
    by_key = {code.key: code for code in codebooks.book(session).codes}
    theirs = {code.key: code for code in other.codebook.codes}
    assert by_key["social/reseau"].id == theirs["social/reseau"].id
    assert by_key["social/reseau"].aliases["fr"] == ("Liens sociaux", "Santé")
    assert sorted(each.code for each in codings.listing(session)) == [
        "social", *["social/confidence"] * 4, "social/reseau",
    ]  # fmt: skip
    assert [each.about_name for each in memos.listing(session, "code")] == ["social/reseau"]
    assert "nl" in codebooks.book(session).languages
    assert codebook_reading.recode(session, other).operation is None, "there is nothing left to do"
    history.undo(session)
    assert dump(session) == before
    history.redo(session)
    assert evaluation.evaluation(session, "Atelier Nord").portrait["social"] == "Un atelier."


def test_a_code_that_stays_is_not_given_a_sister_of_its_name(session: Session, tmp_path: Path) -> None:
    other = source(tmp_path)
    crosswalk.decline(session, other.codebook, [("social/confidence", "social/confidence")])
    crosswalk.confirm(session, other.codebook, [("social/health", "social/confidence")])
    # “Confiance en soi” comes from there for what is health here, and ours of that name is another one and stays.
    before = dump(session)
    with pytest.raises(NameRefused):
        codebook_reading.recode(session, other)
    assert dump(session) == before


def test_tables_whose_keys_only_count_do_not_mix_codes_up(tmp_path: Path) -> None:
    ours = "key,label_fr,terms_fr\nk1,Emploi,emploi;travail;embauche\nk2,Santé,santé;dos\n"
    theirs = "key,label_fr,terms_fr\nk1,Santé,santé;dos\nk2,Emploi,emploi;travail;embauche\n"
    source(tmp_path, ours, "book")
    with projects.create(tmp_path / "p.qualcode", coder="marie", codebook=tmp_path / "book.csv") as session:
        other = source(tmp_path, theirs, "book")
        done = codebook_reading.recode(session, other)
        assert [(each.code, each.into) for each in done.replaced] == [("k1", "k2"), ("k2", "k1")]
        assert {(code.key, code.labels["fr"]) for code in codebooks.book(session).codes} == {
            ("k2", "Emploi"), ("k1", "Santé"),
        }  # fmt: skip
        assert is_whole(session)
        history.undo(session)
        assert is_whole(session)


def test_codebooks_are_brought_in_once_in_one_step(session: Session, tmp_path: Path) -> None:
    other = source(tmp_path)
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/reseau")])
    before, sequence = dump(session), session.sequence()
    told = codebook_union.foresee(session, [other])
    assert dump(session) == before
    assert codebook_union.take_in(session, [other]) == told
    assert (told.codes, told.joined, told.added, session.sequence()) == (7, 3, 2, sequence + 1)
    found = {code.key: code for code in codebooks.book(session).codes}
    assert found["social/ties"].labels == {"fr": "Liens sociaux", "en": "Social ties", "nl": "Netwerk"}
    assert found["social/ties"].aliases == {"fr": ("Réseau",)}
    assert found["social/famille"].parent == found["social"].id
    assert ("social/ties", "labels", "Réseau") in {(each.code, each.field, each.theirs) for each in told.conflicts}
    assert codebook_union.take_in(session, [other]).added == 0
    assert session.sequence() == sequence + 1, "the same again is no change"
    history.undo(session)
    assert dump(session) == before

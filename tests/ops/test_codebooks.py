"""The project's codebook: shown with its tree, added to from files in one step, written to files and read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import Ambiguous, BadData, CodeNotFound, FileExists, FileMissing, FormatUnknown
from qualcode.ops import codebook_files, codebooks, codings, history, projects
from qualcode.store.session import Session
from tests.store.making import KEYS, dump, imported


def test_codes_are_shown_in_reading_order_with_their_place(session: Session) -> None:
    shown = codebooks.show(session)
    assert (shown.name, shown.version, shown.languages) == ("essai", "1", ("fr", "en"))
    assert [code.key for code in shown.codes] == [
        "economic", "economic/income", "social", "social/confidence", "social/ties", "political", "political/voice",
        "environmental", "territorial",
    ]  # fmt: skip
    ties = next(code for code in shown.codes if code.key == "social/ties")
    assert (ties.parent, ties.dimension, ties.path) == ("social", "social", "Social / Liens")
    assert ties.colour == "#0072B2", "a code has the colour of the nearest above it that has one"
    assert [facet.name for facet in shown.facets] == ["time"]
    assert {code.key for code in codebooks.book(session).codes} == set(KEYS)


def test_a_code_is_found_or_not(session: Session) -> None:
    tree = codebooks.tree(session)
    for name in ("social/ties", "SOCIAL / LIENS", "liens"):
        assert codebooks.find_code(tree, name).key == "social/ties"
    for name in ("", "x", "social/"):
        with pytest.raises(CodeNotFound):
            codebooks.find_code(tree, name)


NEWS = """\
key,parent,label_fr,label_en,definition_en,terms_fr,colour
social,,Social,,,,
social/confidence,social,,Confidence,To feel able.,oser,
social/pride,social,Fierté,Pride,,fier*;fierté,#112233
culture,,Culture,Culture,,,
culture/song,culture,Chant,Song,,chanter,
"""


def test_a_file_adds_codes_and_says_more_of_those_there_are(session: Session, tmp_path: Path) -> None:
    document = imported(session, 1).id
    coding = codings.add(session, document, 20, 31, "social/confidence")
    before, sequence = dump(session), session.sequence()
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    shown = {code.key: code for code in codebook_files.load(session, path).codes}
    assert session.sequence() == sequence + 1
    assert set(shown) == {*KEYS, "social/pride", "culture", "culture/song"}
    assert shown["social/confidence"].labels == {"fr": "Confiance en soi", "en": "Confidence"}
    assert shown["social/confidence"].definition == {"en": "To feel able."}
    assert shown["social/pride"].terms == {"fr": ("fier*", "fierté")}
    assert shown["culture/song"].dimension == "culture"
    assert codings.listing(session) == [coding], "codings keep their code"
    assert codebook_files.load(session, path) == codebooks.show(session)
    assert session.sequence() == sequence + 1, "the same file again changes nothing"
    history.undo(session)
    assert dump(session) == before


def test_a_faulty_file_changes_nothing(session: Session, tmp_path: Path) -> None:
    before = dump(session)
    path = tmp_path / "news.csv"
    path.write_text("key,parent,label_fr\nsocial/pride,social,Fierté\nBad Key,,X\n", encoding="utf-8")
    with pytest.raises(BadData):
        codebook_files.load(session, path)
    with pytest.raises(FileMissing):
        codebook_files.load(session, tmp_path / "nothing.csv")
    with pytest.raises(FormatUnknown):
        codebook_files.load(session, Path(__file__))
    assert dump(session) == before


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".xlsx"])
def test_what_is_written_is_read_into_another_project_alike(session: Session, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"book{suffix}"
    codebook_files.save(codebooks.book(session), path)
    with pytest.raises(FileExists):
        codebook_files.save(codebooks.book(session), path)
    codebook_files.save(codebooks.book(session), path, force=True)
    with pytest.raises(FormatUnknown):
        codebook_files.save(codebooks.book(session), tmp_path / "book.txt")
    with projects.create(tmp_path / "other.qualcode", coder="piet", codebook=path, language="fr") as other:
        one, two = codebooks.show(session), codebooks.show(other)
        assert [(code.key, code.parent, code.labels, code.terms) for code in one.codes] == [
            (code.key, code.parent, code.labels, code.terms) for code in two.codes
        ]


def test_two_codes_of_one_label_are_told_apart_by_key(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(
        "key,parent,label_fr\nterritorial,,Territorial\nterritorial/ties,territorial,Liens\n", encoding="utf-8"
    )
    codebook_files.load(session, path)
    with pytest.raises(Ambiguous) as caught:
        codebooks.find_code(codebooks.tree(session), "Liens")
    assert caught.value.values["choices"] == "social/ties, territorial/ties"
    assert codebooks.find_code(codebooks.tree(session), "Territorial / Liens").key == "territorial/ties"

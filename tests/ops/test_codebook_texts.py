"""Names and texts in several languages at once; how much codes and terms are used; what a file would bring."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.segment import sentences
from qualcode.errors import NameRefused, ValueRefused
from qualcode.model.codebook import Code
from qualcode.model.terms import matches, parse_term
from qualcode.ops import (
    codebook_files,
    codebook_preview,
    codebook_texts,
    codebook_usage,
    codebooks,
    codings,
    documents,
    history,
    memos,
)
from qualcode.ops.codebook_edits import TermRefused
from qualcode.store.session import Session, open_project
from tests.store.making import dump, imported

CONFIDENCE = "social/confidence"


def code(session: Session, key: str) -> Code:
    found = codebooks.tree(session).by_key(key)
    assert found is not None, key
    return found


def test_a_code_is_added_with_its_names_in_one_step(session: Session) -> None:
    before, sequence = dump(session), session.sequence()
    made = codebook_texts.add(session, {"fr": "Fierté", "nl": "Trots", "de": " "}, parent="social")
    assert (made.key, made.labels) == ("social/fierte", {"fr": "Fierté", "nl": "Trots"})
    assert "nl" in codebooks.book(session).languages
    assert session.sequence() == sequence + 1
    history.undo(session)
    assert dump(session) == before


def test_a_code_needs_a_name_that_its_sisters_do_not_have(session: Session) -> None:
    before = dump(session)
    for labels in ({}, {"fr": " "}, {"fr": "Liens"}, {"nl": "Banden", "fr": "liens"}):
        with pytest.raises(NameRefused):
            codebook_texts.add(session, labels, parent="social")
    with pytest.raises(NameRefused):
        codebook_texts.describe(session, CONFIDENCE, {"labels": {"fr": ""}})
    with pytest.raises(NameRefused):
        codebook_texts.describe(session, CONFIDENCE, {"labels": {"fr": "LIENS"}})
    assert dump(session) == before


def test_texts_in_all_languages_are_one_change(session: Session) -> None:
    before, sequence = dump(session), session.sequence()
    made = codebook_texts.describe(
        session,
        CONFIDENCE,
        {
            "labels": {"fr": "Confiance", "en": "Confidence"},
            "definition": {"fr": "Oser.\r\nSe lancer.", "nl": ""},
            "examples": {"fr": ["J'ose", "  ", "J'ose"]},
            "terms": {"fr": ["oser", "fier*"], "nl": ["durven"]},
        },
    )
    assert made == code(session, CONFIDENCE)
    assert made.labels == {"fr": "Confiance", "en": "Confidence"}
    assert made.definition == {"fr": "Oser.\nSe lancer."}
    assert made.examples == {"fr": ("J'ose",)}
    assert made.terms == {"fr": ("oser", "fier*"), "nl": ("durven",)}
    assert session.sequence() == sequence + 1
    assert codebook_texts.describe(session, CONFIDENCE, {"terms": {"nl": ["durven"]}}) == made
    assert session.sequence() == sequence + 1, "what stands there already is no change"
    assert codebook_texts.describe(session, CONFIDENCE, {"terms": {"nl": []}}).terms == {"fr": ("oser", "fier*")}
    history.undo(session, 2)
    assert dump(session) == before


def test_what_cannot_stand_there_changes_nothing(session: Session) -> None:
    before = dump(session)
    with pytest.raises(TermRefused):
        codebook_texts.describe(session, CONFIDENCE, {"definition": {"fr": "x"}, "terms": {"fr": ["*"]}})
    with pytest.raises(ValueRefused):
        codebook_texts.describe(session, CONFIDENCE, {"colour": {"fr": "x"}})
    with pytest.raises(ValueRefused):
        codebook_texts.describe(session, CONFIDENCE, {"definition": {"français": "x"}})
    assert dump(session) == before


def test_use_is_counted_by_branch(session: Session) -> None:
    document = imported(session, 1)
    for start, key in ((0, CONFIDENCE), (20, CONFIDENCE), (40, "social")):
        codings.add(session, document.id, start, start + 9, key)
    memos.add(session, "code", code(session, CONFIDENCE).id, "À revoir")
    uses = codebook_usage.uses(session)
    assert (uses["social"].own, uses["social"].total) == (1, 3)
    assert uses["social"].coders == (("marie", 3),)
    assert uses["social"].documents == ((document.title, 3),)
    assert (uses[CONFIDENCE].own, uses[CONFIDENCE].memos) == (2, 1)
    with open_project(session.path, coder="joris") as other:
        codings.add(other, document.id, 0, 9, "economic")
        assert codebook_usage.uses(other, hidden=[document.id])["social"].total == 0
        assert codebook_usage.uses(other, hidden=[document.id])["economic"].total == 1
    assert codebook_usage.uses(session)["economic"].coders == (("joris", 1),)
    assert uses["economic"] == codebook_usage.CodeUse(0, 0, (), (), 0)


TERMS = ("ménage", "mén*", "*age", "j'ai fait", "faire ménage", "huit ans", "ans sans travailler", "xyzzy", "**", "")


@settings(max_examples=30)
@given(st.data())
def test_terms_are_counted_as_sentence_by_sentence(data: st.DataObject) -> None:
    text = "J'ai fait du ménage. Huit ans sans travailler!\nOn sait faire le ménage, l'âge de huit ans. Faire. Ménage."
    words = data.draw(st.lists(st.sampled_from(text.split(" ")), max_size=30).map(" ".join))
    whole = text + "\n" + words
    index = codebook_usage.TextWords(whole, ())
    for term in TERMS[:-2]:
        expected = sum(len(matches(parse_term(term), whole[s.start : s.end])) for s in sentences(whole, ()))
        assert index.count(term) == expected, term


def test_terms_are_counted_in_the_documents_of_their_language(session: Session) -> None:
    imported(session, 1)
    imported(session, 2)
    counter = codebook_usage.TermCounter()
    counter.read(session)
    texts = [documents.text(session, each.id) for each in documents.documents(session)]
    found = {each.term: each for each in counter.count("fr", TERMS)}
    for term in TERMS[:-2]:
        hits = [sum(len(matches(parse_term(term), t[s.start : s.end])) for s in sentences(t, ())) for t in texts]
        assert (found[term].hits, found[term].documents) == (sum(hits), sum(n > 0 for n in hits)), term
    assert found["**"].hits == 0
    assert [each.hits for each in counter.count("nl", TERMS)] == [0] * len(TERMS)


NEWS = """\
key,parent,label_fr,label_en,definition_en,terms_fr,colour
social,,Social,,,,
social/confidence,social,,Confidence,To feel able.,oser,
social/pride,social,Fierté,Pride,,fier*;fierté,#112233
"""


def test_what_a_file_would_bring_is_told_beforehand(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(NEWS, encoding="utf-8")
    before = dump(session)
    told = codebook_preview.preview(session, path)
    assert dump(session) == before
    assert [(each.key, each.path) for each in told.added] == [("social/pride", "Social / Fierté")]
    assert [each.code.key for each in told.changed] == [CONFIDENCE]
    assert {(each.field, each.language, each.before, each.after) for each in told.changed[0].fields} == {
        ("labels", "en", "", "Confidence"),
        ("definition", "en", "", "To feel able."),
        ("terms", "fr", "reprendre confiance; fier*", "oser"),
    }
    assert (told.name, told.same, told.others) == ("news", 1, 7)
    codebook_files.load(session, path)
    again = codebook_preview.preview(session, path)
    assert (again.added, again.changed, again.same, again.others) == ((), (), 3, 7)
    assert ".csv" in codebook_preview.suffixes()

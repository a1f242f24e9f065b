from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ValueRefused
from qualcode.model.coding import Coding
from qualcode.ops import codings, documents, history, projects, replacing
from qualcode.ops.replacing import WordsNotFound
from qualcode.store.session import Session

STORY = """\
INT : Et Marie Dupont ?

FATIMA : Marie, c'est l'amie de Marie-Claire. L'avis d’Élodie, de Marie et d'Anna compte. MARIE a dit : maries-toi !

INT : Et l'atelier de Jean Pierre ?

FATIMA : Jean\u00a0Pierre dit « vas-y, Jean ». J'ai repris confiance grâce à Marie.
"""
CODE = "social/confidence"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = projects.create(tmp_path / "p.qualcode", coder="marie")
    (tmp_path / "recit de Marie.txt").write_text(STORY, encoding="utf-8")
    documents.import_file(made, tmp_path / "recit de Marie.txt", title="Récit 1", language="fr")
    yield made
    made.close()


@pytest.fixture
def document(session: Session) -> str:
    return documents.find(session, "1").id


def put(session: Session, document: str, quote: str) -> None:
    at = STORY.index(quote)
    codings.add(session, document, at, at + len(quote), CODE)


def found(session: Session, document: str, words: str, **how: bool) -> list[str]:
    return [hit.quote for hit in replacing.occurrences(session, document, words, **how).hits]


def test_a_name_is_found_as_a_word_and_as_it_is_written(session: Session, document: str) -> None:
    told = replacing.occurrences(session, document, "Marie")
    assert [STORY[hit.start : hit.end] for hit in told.hits] == ["Marie"] * 4
    assert told.hits[0].before.endswith("Et ")
    assert told.hits[0].after.startswith(" Dupont")
    assert told.others == {"Marie-Claire": 1, "MARIE": 1, "maries-toi": 1}


@pytest.mark.parametrize(
    ("words", "how", "hits"),
    [
        ("marie", {}, ["Marie", "Marie", "Marie", "MARIE", "Marie"]),
        ("Marie", {"case": False}, ["Marie", "Marie", "Marie", "MARIE", "Marie"]),
        ("marie", {"case": True}, []),
        ("Marie", {"whole_word": False}, ["Marie"] * 5),
        ("Anna", {}, ["Anna"]),
        ("E\u0301lodie", {}, ["Élodie"]),
        ("d'Élodie", {}, ["d’Élodie"]),
        ("Jean Pierre", {}, ["Jean Pierre", "Jean\u00a0Pierre"]),
        ("  atelier ", {}, ["atelier"]),
        ("l'atelier", {}, ["l'atelier"]),
        (".*", {}, []),
    ],
)
def test_what_counts_as_the_same_words(
    session: Session, document: str, words: str, how: dict[str, bool], hits: list[str]
) -> None:
    assert found(session, document, words, **how) == hits


def test_a_name_is_replaced_throughout_and_codings_stay_on_their_passages(session: Session, document: str) -> None:
    for quote in ("Marie Dupont", "J'ai repris confiance grâce à Marie.", "Marie-Claire"):
        put(session, document, quote)
    report = replacing.replace(session, document, "Marie", "[amie]")
    assert documents.text(session, document).count("[amie]") == 4
    assert [each.quote for each in report.changed] == ["[amie] Dupont", "J'ai repris confiance grâce à [amie]."]
    assert len(report.kept) == 1
    assert not report.adrift
    assert [str(note) for note in report.notes] == [
        "In other letters, or as a part of longer words, it is still in the text 3 times: "
        "Marie-Claire, MARIE, maries-toi",
        "It is still in the document's title or in the name of its file.",
        "The words as they were stay in the project's history, so that this can be undone.",
    ]
    assert projects.check(session, deep=True).ok
    history.undo(session)
    assert documents.text(session, document) == STORY


def test_a_speakers_name_is_replaced_in_labels_and_among_the_speakers(session: Session, document: str) -> None:
    report = replacing.replace(session, document, "FATIMA", "F.")
    assert [speaker.speaker for speaker in documents.speakers(session, document)] == ["INT", "F."]
    assert str(report.notes[0]) == "The speaker “FATIMA” is called “F.” now."
    assert not any("FATIMA" in str(entry.summary) for entry in history.listing(session))


def test_single_places_may_be_chosen_and_a_preview_stores_nothing(session: Session, document: str) -> None:
    second = replacing.occurrences(session, document, "Marie").hits[1].start
    told = replacing.replace(session, document, "Marie", "M.", only=[second], store=False)
    assert (told.operation, documents.text(session, document)) == (None, STORY)
    replacing.replace(session, document, "Marie", "M.", only=[second])
    assert documents.text(session, document) == STORY[:second] + "M." + STORY[second + 5 :]


def test_words_that_are_not_there_are_refused_with_where_they_may_be(session: Session, document: str) -> None:
    with pytest.raises(WordsNotFound) as refused:
        replacing.replace(session, document, "Claire", "C.")
    assert "1 times" in str(refused.value)
    for nothing in ("", "  "):
        with pytest.raises(ValueRefused):
            replacing.replace(session, document, nothing, "x")
    assert len(history.listing(session)) == 3


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["Marie", "e", "INT", "l'", "é", " ", "Jean Pierre", "FATIMA : Marie", "confiance"]),
    st.text("aeÉ\u0301 .\n:'👩\u200d\ufeff\x00", max_size=12),
    st.booleans(),
)
def test_every_coding_has_its_words_or_is_adrift(
    session: Session, document: str, old: str, new: str, whole_word: bool
) -> None:
    if not codings.listing(session):
        for quote in ("Marie Dupont", "Marie-Claire", "d’Élodie, de", "confiance grâce", "e", "FATIMA : Marie"):
            put(session, document, quote)
    hits = found(session, document, old, whole_word=whole_word) if old.strip() else []
    if not hits:
        return
    report = replacing.replace(session, document, old, new, whole_word=whole_word)
    text = documents.text(session, document)
    for coding in session.all(Coding):
        assert coding.adrift or coding.quote == text[coding.start : coding.end]
    assert projects.check(session).ok
    if report.operation is not None:
        history.undo(session)
    assert documents.text(session, document) == STORY

"""Documents: brought in once, named as people name them, with turns, speakers and their persons; taken out whole."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.data import data_path
from qualcode.errors import (
    Ambiguous,
    CaseNotFound,
    DocumentNotFound,
    FileMissing,
    NameRefused,
    SpeakerNotFound,
    ValueRefused,
)
from qualcode.model.document import ImportedDocument, ImportedSpeaker, ImportedTurn
from qualcode.model.ids import new_id
from qualcode.model.message import Message
from qualcode.model.text import canonical, words
from qualcode.ops import cases, codings, documents, history, memos
from qualcode.store.session import Session
from tests.store.making import dump, imported, transcript

STORY = data_path("samples/demo/documents/01-recit-de-fatima.txt")


def test_a_told_story_from_its_file(session: Session) -> None:
    view = documents.import_file(session, STORY, kind="life-story", case="Atelier Nord", person="Fatima")
    assert (view.number, view.kind, view.language, view.case) == (1, "life-story", "fr", "Atelier Nord")
    assert view.speakers == ("INT", "FATIMA")
    text = documents.text(session, view.id)
    assert view.characters == len(text)
    assert view == documents.listing(session)[0] == documents.view(session, view.id)
    turns = documents.turns(session, view.id)
    assert view.turns == len(turns) > 10
    spoken = [turn for turn in turns if turn.speaker == "FATIMA"]
    assert {(turn.person, turn.interviewer) for turn in spoken} == {("Fatima", False)}
    assert all(text[turn.label_start : turn.start].startswith("FATIMA") for turn in spoken)
    said = {each.speaker: each for each in documents.speakers(session, view.id)}
    assert said["INT"].interviewer
    assert said["FATIMA"].words == sum(words(text[turn.start : turn.end]) for turn in spoken)
    # The heading above the first turn is among them, labels are not.
    assert view.words == words(text[: turns[0].label_start]) + sum(each.words for each in said.values()) < words(text)
    assert [person.documents for person in cases.people(session)] == [(view.title,)]


def test_a_preview_stores_nothing(session: Session) -> None:
    before = session.sequence()
    assert documents.preview(STORY).text.startswith("Récit de vie de Fatima")
    assert session.sequence() == before


def test_the_same_file_again_is_told_and_not_taken(session: Session, tmp_path: Path) -> None:
    first = documents.import_file(session, STORY)
    renamed = tmp_path / "autre nom.txt"
    renamed.write_bytes(STORY.read_bytes())
    before = dump(session)
    again = documents.import_file(session, renamed, case="Ailleurs", person="Quelqu'un")
    assert again.id == first.id
    assert [str(warning) for warning in again.warnings] == [
        "“autre nom.txt” was imported before, as document 1; it was not imported again."
    ]
    assert dump(session) == before


def test_what_is_refused_leaves_nothing(session: Session, tmp_path: Path) -> None:
    before, sequence = dump(session), session.sequence()
    with pytest.raises(FileMissing):
        documents.import_file(session, tmp_path / "nowhere.txt")
    with pytest.raises(ValueRefused):
        documents.import_file(session, STORY, kind="poem")
    with pytest.raises(ValueRefused):
        documents.import_file(session, STORY, language="it")
    with pytest.raises(NameRefused):
        documents.import_file(session, STORY, case="a\tb")
    with pytest.raises(NameRefused):
        documents.import_file(session, STORY, case="Atelier Nord", person="\u202e")
    with pytest.raises(NameRefused):
        documents.import_file(session, STORY, title="x" * 201)
    assert (dump(session), session.sequence()) == (before, sequence)


@pytest.mark.parametrize(
    "name", ["a\u202eb.txt", "\udcff\udc80.txt", "x" * 500, "\n", "𝄞 ß İ.txt", "=1+1.txt", "[red]"]
)
def test_whatever_a_file_is_called_it_can_be_taken(session: Session, name: str) -> None:
    """Nobody chose these names; the words are what matters."""
    strange = dataclasses.replace(transcript(1), title=name, source=name, sha256=name.encode("utf-8", "replace").hex())
    view = documents.store_imported(session, strange, kind="interview")
    assert view.title
    assert view.title.isprintable()
    assert len(view.title) <= 200
    assert documents.find(session, view.title).id == view.id


any_text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).map(lambda raw: canonical(raw).text + "…")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=any_text, labels=st.lists(any_text, max_size=3, unique=True), data=st.data())
def test_whatever_a_reader_finds_is_kept(session: Session, text: str, labels: list[str], data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    speaker = st.none() | st.sampled_from([*labels, "nobody"])
    found = ImportedDocument(
        text=text,
        title=data.draw(any_text),
        source=data.draw(any_text),
        format="txt",
        sha256=new_id(),
        turns=tuple(ImportedTurn(b, c, a, data.draw(speaker)) for a, b, c in (edges[:3], edges[3:])),
        speakers=tuple(ImportedSpeaker(label, data.draw(st.booleans())) for label in labels),
        warnings=(Message("{what}", {"what": data.draw(any_text)}),),
    )
    view = documents.store_imported(session, found, kind="survey", person="Quelqu'un")
    assert documents.text(session, view.id) == text
    assert view.warnings == found.warnings
    turns = documents.turns(session, view.id)
    assert [(turn.label_start, turn.start, turn.end) for turn in turns] == [tuple(edges[:3]), tuple(edges[3:])]
    known = [turn.speaker if turn.speaker in labels else None for turn in found.turns]
    assert [turn.speaker for turn in turns] == known
    assert {each.speaker for each in documents.speakers(session, view.id)} >= set(labels)


def test_the_person_is_the_one_who_says_most_and_is_not_the_interviewer(session: Session) -> None:
    text = "INT : Longue, très longue question, avec bien des détours.\nA : Oui.\nB : Oui, et bien davantage.\n"
    turns = [ImportedTurn(6, 57, 0, "INT"), ImportedTurn(62, 66, 58, "A"), ImportedTurn(71, 94, 67, "B")]
    speakers = (ImportedSpeaker("INT", True), ImportedSpeaker("A"), ImportedSpeaker("B"))
    found = ImportedDocument(text, "T", "t.txt", "txt", "0", turns=tuple(turns), speakers=speakers)
    view = documents.store_imported(session, found, kind="interview", person="Brigitte")
    persons = {each.speaker: each.person for each in documents.speakers(session, view.id)}
    assert persons == {"INT": None, "A": None, "B": "Brigitte"}


def test_a_story_without_labels_is_all_the_named_person_s(session: Session) -> None:
    text = "Je suis née à Roubaix.\n\nOn était six."
    found = ImportedDocument(text, "T", "t.txt", "txt", "0", turns=(ImportedTurn(0, 22, 0), ImportedTurn(24, 37, 24)))
    view = documents.store_imported(session, found, kind="life-story", person="Fatima")
    assert view.speakers == ()
    assert [(turn.speaker, turn.person) for turn in documents.turns(session, view.id)] == [(None, "Fatima")] * 2


# Finding


def test_a_document_is_found_by_number_id_title_or_a_beginning(session: Session) -> None:
    views = [imported(session, number) for number in (10, 11, 2)]
    assert documents.find(session, "2").title == "Entretien 11"
    assert documents.find(session, "Entretien 2").id == views[2].id
    assert documents.find(session, "  ENTRETIEN 10 ").id == views[0].id
    assert documents.find(session, views[1].id[:8]).id == views[1].id
    assert documents.find(session, views[1].id).id == views[1].id
    with pytest.raises(Ambiguous) as caught:
        documents.find(session, "entretien 1")
    assert caught.value.values["choices"] == "Entretien 10, Entretien 11"


@pytest.mark.parametrize("reference", ["", " ", "0", "4", "9" * 5_000, "٤", "²", "-1", "nobody", "\udcff"])
def test_what_is_not_there_is_not_found(session: Session, reference: str) -> None:
    imported(session, 1)
    with pytest.raises(DocumentNotFound):
        documents.find(session, reference)
    with pytest.raises(DocumentNotFound):
        documents.by_id(session, reference)


# Speakers


def test_a_speaker_gets_another_label(session: Session) -> None:
    view = imported(session, 1)
    text = documents.text(session, view.id)
    said = documents.rename_speaker(session, view.id, "FATIMA", "Fatima B.")
    assert {each.speaker for each in said} == {"INT", "Fatima B."}
    assert documents.text(session, view.id) == text, "the text is what was said and written down"
    with pytest.raises(SpeakerNotFound):
        documents.rename_speaker(session, view.id, "FATIMAH", "F.")
    with pytest.raises(NameRefused):
        documents.rename_speaker(session, view.id, "INT", "")


def test_two_labels_of_one_speaker_become_one_and_keep_the_person(session: Session) -> None:
    text = "F : Oui.\nFatima : Oui, bien sûr.\n"
    turns = (ImportedTurn(4, 8, 0, "F"), ImportedTurn(18, 32, 9, "Fatima"))
    speakers = (ImportedSpeaker("F"), ImportedSpeaker("Fatima"))
    found = ImportedDocument(text, "T", "t.txt", "txt", "0", turns=turns, speakers=speakers)
    view = documents.store_imported(session, found, kind="interview", person="Fatima Benali")
    before = dump(session)
    said = documents.rename_speaker(session, view.id, "Fatima", "F")
    assert [(each.speaker, each.turns, each.person) for each in said] == [("F", 2, "Fatima Benali")]
    history.undo(session)
    assert dump(session) == before


def test_a_speaker_is_a_person_or_the_interviewer(session: Session) -> None:
    view = imported(session, 1, case="Atelier Nord")
    documents.map_speaker(session, view.id, "fatima", person="Fatima Benali")
    assert [(person.name, person.case) for person in cases.people(session)] == [("Fatima Benali", "Atelier Nord")]
    again = imported(session, 2, case="Atelier Nord")
    documents.map_speaker(session, again.id, "FATIMA", person="Fatima Benali")
    assert len(cases.people(session)) == 1
    said = {each.speaker: each for each in documents.map_speaker(session, view.id, "FATIMA", interviewer=True)}
    assert (said["FATIMA"].person, said["FATIMA"].interviewer) == (None, True)
    with pytest.raises(SpeakerNotFound):
        documents.map_speaker(session, view.id, "Michel", person="Michel")


# Cases, finishing, taking out


def test_a_document_belongs_to_a_case_or_to_none(session: Session) -> None:
    view = imported(session, 1)
    cases.add_case(session, "Atelier Nord")
    assert documents.set_case(session, view.id, "Atelier Nord").case == "Atelier Nord"
    assert cases.cases(session)[0].documents == ("Entretien 1",)
    assert documents.set_case(session, view.id, None).case is None
    with pytest.raises(CaseNotFound):
        documents.set_case(session, view.id, "Épicerie")


def test_finishing_is_said_and_taken_back(session: Session) -> None:
    view = imported(session, 1)
    assert documents.mark_done(session, view.id).done == ("marie",)
    sequence = session.sequence()
    assert documents.mark_done(session, view.id).done == ("marie",)
    assert session.sequence() == sequence, "saying it twice is saying it once"
    assert documents.mark_done(session, view.id, False).done == ()


def test_taken_out_with_everything_on_it_and_brought_back(session: Session) -> None:
    kept, view = imported(session, 1), imported(session, 2)
    for document in (kept.id, view.id):
        codings.add(session, document, 20, 31, "social", memo="Une note.")
        memos.add(session, "document", document, "À relire.")
        documents.mark_done(session, document)
    before = dump(session)
    documents.remove(session, view.id)
    assert [each.id for each in documents.listing(session)] == [kept.id]
    assert {coding.document for coding in codings.listing(session)} == {kept.id}
    assert len(memos.listing(session)) == 2
    with pytest.raises(DocumentNotFound):
        documents.text(session, view.id)
    history.undo(session)
    assert dump(session) == before
    assert documents.text(session, view.id) == transcript(2).text

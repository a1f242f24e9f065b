"""What is told of documents: one or many at once, in one operation that is taken back whole."""

from __future__ import annotations

import pytest

from qualcode.errors import DocumentNotFound, NameRefused, ValueRefused
from qualcode.ops import cases, document_edits, documents, history
from qualcode.store.session import Session
from tests.store.making import dump, imported


def test_title_kind_language_and_case_are_changed_together_and_taken_back(session: Session) -> None:
    view = imported(session, 0)
    before = dump(session)
    told = document_edits.describe(
        session, view.id, title=" Récit de F. ", kind="life-story", language="nl", case="Atelier Nord"
    )
    assert (told.title, told.kind, told.language, told.case) == ("Récit de F.", "life-story", "nl", "Atelier Nord")
    assert told == documents.view(session, view.id)
    assert str(history.listing(session)[-1].summary) == f"What is told of “{view.title}” was changed"
    history.undo(session)
    assert dump(session) == before
    assert cases.cases(session) == []


def test_what_is_not_told_stays(session: Session) -> None:
    view = imported(session, 0)
    document_edits.describe(session, view.id, case="Atelier Nord")
    told = document_edits.describe(session, view.id, title="Autre")
    assert (told.title, told.kind, told.language, told.case) == ("Autre", view.kind, view.language, "Atelier Nord")
    assert str(history.listing(session)[-1].summary) == f"“{view.title}” is called “Autre”"


def test_an_empty_case_is_none_and_a_known_one_is_found(session: Session) -> None:
    view = imported(session, 0)
    document_edits.describe(session, view.id, case="Atelier Nord")
    document_edits.describe(session, view.id, case="")
    assert documents.view(session, view.id).case is None
    document_edits.describe(session, view.id, case=" Atelier Nord ")
    assert [case.documents for case in cases.cases(session)] == [(view.title,)]


def test_many_documents_are_one_operation(session: Session) -> None:
    views = [imported(session, n) for n in range(3)]
    before, sequence = dump(session), session.sequence()
    told = document_edits.describe_all(session, [each.id for each in views], kind="survey", case="Enquête")
    assert [(each.number, each.kind, each.case) for each in told] == [(n, "survey", "Enquête") for n in (1, 2, 3)]
    assert session.sequence() == sequence + 1
    history.undo(session)
    assert dump(session) == before


def test_what_is_refused_changes_nothing(session: Session) -> None:
    view = imported(session, 0)
    before, sequence = dump(session), session.sequence()
    with pytest.raises(NameRefused):
        document_edits.describe(session, view.id, title="  ")
    with pytest.raises(ValueRefused):
        document_edits.describe(session, view.id, kind="poem")
    with pytest.raises(ValueRefused):
        document_edits.describe(session, view.id, language="it")
    with pytest.raises(NameRefused):
        document_edits.describe(session, view.id, case="a\tb")
    with pytest.raises(DocumentNotFound):
        document_edits.describe_all(session, [view.id, "nowhere"], kind="survey")
    document_edits.describe(session, view.id, kind=view.kind, title=view.title)
    assert (dump(session), session.sequence()) == (before, sequence)


def test_nobody_who_is_known_speaks(session: Session) -> None:
    view = imported(session, 0)
    name = next(each.speaker for each in documents.speakers(session, view.id) if not each.interviewer)
    documents.map_speaker(session, view.id, name, person="Fatima")
    cleared = documents.map_speaker(session, view.id, name, person="")
    assert [each.person for each in cleared if each.speaker == name] == [None]
    history.undo(session)
    assert {each.person for each in documents.speakers(session, view.id) if each.speaker == name} == {"Fatima"}

"""Cases and people taken out or joined: what was said and coded stays, and one undo brings all back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import Ambiguous, CaseNotFound, NameRefused, PersonNotFound
from qualcode.model.case import CONSENTS
from qualcode.ops import case_edits, cases, codings, documents, history, memos
from qualcode.ops.register import register
from qualcode.store.session import Session
from tests.store.making import dump, imported


def test_a_case_goes_and_its_people_and_documents_stay_without_one(session: Session) -> None:
    story = imported(session, 1, case="Nord", person="Fatima")
    cases.set_case(session, "Nord", attributes={"pool": "insertion"})
    memos.add(session, "case", memos.subject(session, "case", "Nord"), "Une scierie.")
    before = dump(session)
    case_edits.remove_case(session, "nord")
    assert cases.cases(session) == [] and memos.listing(session) == []
    assert [(person.name, person.case) for person in cases.people(session)] == [("Fatima", None)]
    assert documents.view(session, story.id).case is None
    assert str(history.listing(session)[-1].summary) == "Case “Nord” removed"
    history.undo(session)
    assert dump(session) == before
    with pytest.raises(CaseNotFound):
        case_edits.remove_case(session, "Sud")


def test_a_person_goes_and_what_they_said_stays(session: Session) -> None:
    story = imported(session, 1, case="Nord", person="Fatima")
    cases.set_person(session, "Fatima", attributes={"age": "43"})
    text = documents.text(session, story.id)
    before = dump(session)
    case_edits.remove_person(session, "Fatima", within="Nord")
    assert cases.people(session) == [] and documents.text(session, story.id) == text
    assert [each.person for each in documents.speakers(session, story.id)] == [None, None]
    history.undo(session)
    assert dump(session) == before
    with pytest.raises(PersonNotFound):
        case_edits.remove_person(session, "Michel")


def test_two_cases_that_are_one(session: Session) -> None:
    imported(session, 1, case="Atelier Nord", person="Fatima")
    imported(session, 2, case="At. Nord", person="Fatima")
    imported(session, 3, case="At. Nord", person="Michel")
    cases.set_case(session, "Atelier Nord", attributes={"size": "24"})
    cases.set_case(session, "At. Nord", attributes={"size": "30", "pool": "insertion"})
    cases.set_person(session, "Fatima", within="At. Nord", consent="anonymised", attributes={"age": "43"})
    memos.add(session, "case", memos.subject(session, "case", "At. Nord"), "La même scierie ?")
    before = dump(session)
    view = case_edits.join_cases(session, "At. Nord", "Atelier Nord")
    assert (view.name, view.attributes) == ("Atelier Nord", {"pool": "insertion", "size": 24})
    assert view.members == ("Fatima", "Michel") and len(view.documents) == 3
    fatima = next(person for person in cases.people(session) if person.name == "Fatima")
    assert (fatima.consent, fatima.attributes, len(fatima.documents)) == ("anonymised", {"age": 43}, 2)
    assert [memo.text for memo in memos.listing(session, "case")] == ["La même scierie ?"]
    assert [case.memos for case in register(session).cases] == [1]
    history.undo(session)
    assert dump(session) == before
    with pytest.raises(NameRefused):
        case_edits.join_cases(session, "Atelier Nord", "atelier nord")


def test_two_people_that_are_one_are_told_apart_by_id(session: Session) -> None:
    for name in ("Nord", "Sud"):
        cases.add_case(session, name)
        cases.add_person(session, "Fatima", case=name)
    with pytest.raises(Ambiguous):
        case_edits.join_people(session, "Fatima", "Fatima")
    north, south = (person.id for person in register(session).people)
    view = case_edits.join_people(session, south, north)
    assert (view.name, view.case) == ("Fatima", "Nord")
    assert str(history.listing(session)[-1].summary) == "Person “Fatima” joined to “Fatima”"
    with pytest.raises(NameRefused):
        case_edits.join_people(session, north, north)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(CONSENTS), st.sampled_from(CONSENTS))
def test_nobody_is_shown_more_than_they_agreed_to(session: Session, first: str, second: str) -> None:
    cases.add_person(session, "Fatima", consent=first)
    cases.add_person(session, "F.", consent=second)
    joined = case_edits.join_people(session, "F.", "Fatima").consent
    assert CONSENTS.index(joined) == max(CONSENTS.index(first), CONSENTS.index(second))
    case_edits.remove_person(session, "Fatima")


def test_a_summary_names_a_person_given_by_id(session: Session) -> None:
    cases.add_person(session, "Fatima")
    cases.set_person(session, register(session).people[0].id, consent="none")
    assert str(history.listing(session)[-1].summary) == "Person “Fatima” changed"


def test_a_person_leaves_a_case(session: Session) -> None:
    cases.add_case(session, "Nord")
    cases.add_person(session, "Fatima", case="Nord")
    assert cases.set_person(session, "Fatima", consent="count").case == "Nord"
    assert cases.set_person(session, "Fatima", case="").case is None


def test_what_is_joined_is_undone_after_more_was_coded(session: Session) -> None:
    story = imported(session, 1, case="Nord", person="Fatima")
    cases.add_person(session, "F. A.", case="Nord")
    before = dump(session, ["person", "speaker"])
    case_edits.join_people(session, "Fatima", "F. A.")
    codings.add(session, story.id, 20, 40, "social/ties")
    history.undo(session, 2)
    assert dump(session, ["person", "speaker"]) == before

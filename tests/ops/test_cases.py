"""Cases and people: named once, with typed attributes and a consent."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import Ambiguous, CaseNotFound, NameRefused, PersonNotFound, ValueRefused
from qualcode.ops import cases, documents, history
from qualcode.store.session import Session
from tests.store.making import dump, imported


def test_a_case_with_attributes(session: Session) -> None:
    view = cases.add_case(
        session,
        "Atelier Nord",
        kind="workshop",
        attributes={"jobs": "42", "founded": "1998,5", "bio": "oui", "sector": "vélo"},
    )
    assert (view.name, view.kind) == ("Atelier Nord", "workshop")
    assert view.attributes == {"bio": True, "founded": 1998.5, "jobs": 42, "sector": "vélo"}
    assert list(view.attributes) == ["bio", "founded", "jobs", "sector"]
    assert cases.cases(session) == [view]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("12", "number", 12),
        ("-3,5", "number", -3.5),
        ("1\u202f250", "number", 1250),
        ("1\u00a0250,75", "number", 1250.75),
        ("ja", "yes-no", True),
        ("NEIN", "yes-no", False),
        ("Non", "yes-no", False),
        ("inf", "text", "inf"),
        ("nan", "text", "nan"),
        ("1e999", "text", "1e999"),
        ("12 ans", "text", "12 ans"),
        ("=1+1", "text", "=1+1"),
        ("1_000", "text", "1_000"),
    ],
)
def test_the_first_value_says_the_type(session: Session, text: str, kind: str, value: object) -> None:
    assert cases.guess_type(text) == kind
    found = cases.add_case(session, "Nord", attributes={"a": text}).attributes["a"]
    assert (found, type(found)) == (value, type(value))


def test_what_does_not_fit_the_type_is_refused_and_nothing_is_stored(session: Session) -> None:
    cases.add_case(session, "Nord", attributes={"jobs": "42", "bio": "oui"})
    before = dump(session)
    for attributes in ({"jobs": "many"}, {"JOBS ": "many"}, {"bio": "perhaps"}):
        with pytest.raises(ValueRefused):
            cases.set_case(session, "Nord", rename="Sud", attributes=attributes)
        with pytest.raises(ValueRefused):
            cases.add_case(session, "Est", attributes=attributes)
    assert dump(session) == before


def test_an_attribute_set_to_nothing_goes(session: Session) -> None:
    cases.add_case(session, "Nord", attributes={"jobs": "42"})
    assert cases.set_case(session, "Nord", attributes={"jobs": "43"}).attributes == {"jobs": 43}
    assert cases.set_case(session, "Nord", attributes={"jobs": " ", "new": ""}).attributes == {}
    history.undo(session, 2)
    assert cases.cases(session)[0].attributes == {"jobs": 42}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=20))
def test_any_text_is_a_value_or_none(session: Session, text: str) -> None:
    if not cases.cases(session):
        cases.add_case(session, "Nord", attributes={"note": "x"})
    found = cases.set_case(session, "Nord", attributes={"note": text}).attributes
    assert ("note" in found) == bool(text.strip())
    cases.set_case(session, "Nord", attributes={"note": "x"})


def test_names_are_used_once_whatever_their_case(session: Session) -> None:
    cases.add_case(session, "Atelier Nord")
    with pytest.raises(NameRefused):
        cases.add_case(session, "ATELIER NORD")
    cases.add_case(session, "Sud")
    with pytest.raises(NameRefused):
        cases.set_case(session, "Sud", rename="atelier nord")
    assert cases.set_case(session, "sud", rename="SUD").name == "SUD"


def test_a_case_is_found_by_a_beginning(session: Session) -> None:
    for name in ("Atelier Nord", "Atelier Sud"):
        cases.add_case(session, name)
    assert cases.find_case(session, "atelier s").name == "Atelier Sud"
    with pytest.raises(Ambiguous):
        cases.find_case(session, "atelier")
    with pytest.raises(CaseNotFound):
        cases.set_case(session, "Épicerie", kind="x")


def test_people_of_one_name_live_in_different_cases(session: Session) -> None:
    for name in ("Nord", "Sud"):
        cases.add_case(session, name)
        cases.add_person(session, "Fatima", case=name, attributes={"age": "42"})
    cases.add_person(session, "Fatima")
    assert [(person.case, person.name) for person in cases.people(session)] == [
        (None, "Fatima"),
        ("Nord", "Fatima"),
        ("Sud", "Fatima"),
    ]
    with pytest.raises(NameRefused):
        cases.add_person(session, "fatima", case="Nord")
    with pytest.raises(NameRefused):
        cases.add_person(session, "FATIMA")
    with pytest.raises(Ambiguous) as caught:
        cases.set_person(session, "Fatima", consent="none")
    assert "Fatima (Nord)" in str(caught.value)
    assert cases.set_person(session, "Fatima", within="Nord", consent="none").consent == "none"
    with pytest.raises(NameRefused):
        cases.set_person(session, "Fatima", within="Nord", case="Sud")
    with pytest.raises(PersonNotFound):
        cases.find_person(session, "Michel")


def test_a_person_moves_changes_name_and_consent(session: Session) -> None:
    cases.add_case(session, "Nord")
    assert cases.add_person(session, "Michel").consent == "quote"
    view = cases.set_person(session, "Michel", rename="Michel D.", case="Nord", consent="anonymised")
    assert (view.name, view.case, view.consent, view.kind) == ("Michel D.", "Nord", "anonymised", "person")
    assert cases.cases(session)[0].members == ("Michel D.",)
    with pytest.raises(ValueRefused):
        cases.set_person(session, "Michel D.", consent="perhaps")
    with pytest.raises(ValueRefused):
        cases.add_person(session, "Sofie", consent="perhaps")
    with pytest.raises(CaseNotFound):
        cases.add_person(session, "Sofie", case="Ailleurs")
    history.undo(session)
    assert [(person.name, person.case, person.consent) for person in cases.people(session)] == [
        ("Michel", None, "quote")
    ]


def test_attributes_of_cases_and_people_are_apart(session: Session) -> None:
    cases.add_case(session, "Nord", attributes={"age": "vingt ans"})
    cases.add_person(session, "Fatima", attributes={"age": "42"})
    assert cases.cases(session)[0].attributes == {"age": "vingt ans"}
    assert cases.people(session)[0].attributes == {"age": 42}


def test_a_case_knows_its_documents_and_a_person_theirs(session: Session) -> None:
    for number in (1, 2):
        imported(session, number, case="Nord", person="Fatima")
    assert cases.cases(session)[0].documents == ("Entretien 1", "Entretien 2")
    assert cases.people(session)[0].documents == ("Entretien 1", "Entretien 2")
    documents.remove(session, documents.listing(session)[0].id)
    assert cases.people(session)[0].documents == ("Entretien 2",)


def test_names_are_listed_as_people_look_for_them(session: Session) -> None:
    for name in ("Zoé", "Ömer", "œuvre", "Ødegaard", "omar", "Pôle", "Nora"):
        cases.add_case(session, name)
    expected = ["Nora", "Ødegaard", "œuvre", "omar", "Ömer", "Pôle", "Zoé"]
    assert [each.name for each in cases.cases(session)] == expected

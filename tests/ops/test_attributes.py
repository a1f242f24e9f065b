"""Properties of cases and people: defined before anybody has them, renamed, given another type, removed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import NameRefused, ValueRefused
from qualcode.ops import attributes, cases, history
from qualcode.ops.attributes import PropertyNotFound
from qualcode.store.session import Session
from tests.store.making import dump


def test_a_property_is_there_before_anybody_has_it(session: Session) -> None:
    sheet = attributes.add(session, "case", "Founded", "date")
    assert (sheet.name, sheet.type, sheet.uses, sheet.values) == ("Founded", "date", 0, ())
    assert cases.add_case(session, "Nord", attributes={"founded": "31/12/1998"}).attributes == {"Founded": "1998-12-31"}
    with pytest.raises(ValueRefused):
        cases.set_case(session, "Nord", attributes={"Founded": "some day"})
    with pytest.raises(NameRefused):
        attributes.add(session, "case", "FOUNDED")
    assert attributes.add(session, "person", "Founded").type == "text"
    with pytest.raises(ValueRefused):
        attributes.add(session, "case", "Size", "length")
    with pytest.raises(ValueRefused):
        attributes.add(session, "document", "Size")


def test_a_property_is_renamed_and_its_values_stay(session: Session) -> None:
    cases.add_case(session, "Nord", attributes={"pool": "insertion", "size": "24"})
    cases.add_case(session, "Sud", attributes={"pool": "solidarity"})
    sheet = attributes.change(session, "case", "pool", rename="Pôle")
    assert (sheet.name, sheet.uses, sheet.values) == ("Pôle", 2, ("insertion", "solidarity"))
    assert cases.cases(session)[0].attributes == {"Pôle": "insertion", "size": 24}
    assert attributes.change(session, "case", "pôle", rename="POLE").name == "POLE"
    with pytest.raises(NameRefused):
        attributes.change(session, "case", "pole", rename="size")
    with pytest.raises(PropertyNotFound):
        attributes.change(session, "case", "pôle", rename="x")


def test_a_type_changes_with_all_values_or_not_at_all(session: Session) -> None:
    cases.add_case(session, "Nord", attributes={"size": "24", "since": "x"})
    cases.add_case(session, "Sud", attributes={"size": "7,5", "since": "2021-02-03"})
    assert attributes.change(session, "case", "size", kind="text").values == ("24", "7.5")
    assert attributes.change(session, "case", "size", kind="number").type == "number"
    assert [case.attributes["size"] for case in cases.cases(session)] == [24, 7.5]
    before = dump(session)
    with pytest.raises(ValueRefused) as caught:
        attributes.change(session, "case", "since", kind="date")
    assert "“x” is not possible for since" in str(caught.value) and dump(session) == before


def test_a_property_goes_with_its_values_and_comes_back(session: Session) -> None:
    cases.add_person(session, "Fatima", attributes={"age": "43"})
    before = dump(session)
    attributes.remove(session, "person", "AGE")
    assert attributes.attributes(session, "person") == [] and cases.people(session)[0].attributes == {}
    history.undo(session)
    assert dump(session) == before
    with pytest.raises(PropertyNotFound):
        attributes.remove(session, "case", "age")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 4)))
def test_a_number_stays_itself_on_the_way_to_text_and_back(session: Session, number: float) -> None:
    if not attributes.attributes(session, "case"):
        attributes.add(session, "case", "size", "number")
        cases.add_case(session, "Nord")
    cases.set_case(session, "Nord", attributes={"size": f"{number:.4f}"})
    attributes.change(session, "case", "size", kind="text")
    attributes.change(session, "case", "size", kind="number")
    assert cases.cases(session)[0].attributes["size"] == pytest.approx(number)

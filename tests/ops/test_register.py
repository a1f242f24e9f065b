"""Cases and people with all that hangs on them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.ops import cases, codings, documents, memos
from qualcode.ops.register import register, touching
from qualcode.store.session import Session
from tests.store.making import imported


def test_what_hangs_on_a_case_and_on_a_person(session: Session) -> None:
    story = imported(session, 1, case="Nord", person="Fatima")
    imported(session, 2, case="Nord")
    cases.set_case(session, "Nord", attributes={"pool": "insertion"})
    cases.set_person(session, "Fatima", attributes={"age": "43"})
    told, asked = (
        next(turn for turn in documents.turns(session, story.id) if turn.speaker == speaker)
        for speaker in ("FATIMA", "INT")
    )
    codings.add(session, story.id, told.start, told.start + 5, "social/ties")
    codings.add(session, story.id, asked.start, asked.start + 5, "social/ties")
    memos.add(session, "person", register(session).people[0].id, "Elle parle bas.")
    found = register(session)
    (case,), (person,) = found.cases, found.people
    assert (case.name, case.codings, case.people) == ("Nord", 2, (person.id,))
    assert [(each.number, each.title, each.codings) for each in case.documents] == [
        (1, "Entretien 1", 2),
        (2, "Entretien 2", 0),
    ]
    assert (person.name, person.case_name, person.codings, person.memos) == ("Fatima", "Nord", 1, 1)
    (speaking,) = person.speaking
    assert (speaking.label, speaking.turns, speaking.start) == ("FATIMA", 3, told.start)
    assert [(each.name, each.type, each.uses) for each in found.case_attributes] == [("pool", "text", 1)]
    assert [(each.name, each.type, each.values) for each in found.person_attributes] == [("age", "number", ("43.0",))]


def test_what_is_unknown_is_empty(session: Session) -> None:
    cases.add_person(session, "Sofie")
    (person,) = register(session).people
    assert (person.case, person.case_name, person.speaking, person.codings) == (None, None, (), 0)
    assert register(session).cases == ()


_gaps = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6)), max_size=8)
_spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=12)


@given(_gaps, _spans)
def test_touching_is_sharing_a_character(gaps: list[tuple[int, int]], spans: list[tuple[int, int]]) -> None:
    turns, at = [], 0
    for gap, length in gaps:
        turns.append((at + gap, at + gap + length))
        at += gap + length
    places = [(start, start + length) for start, length in spans]
    said = {offset for start, end in turns for offset in range(start, end)}
    assert touching(turns, places) == sum(bool(said & set(range(*place))) for place in places)

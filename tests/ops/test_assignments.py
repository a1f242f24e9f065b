"""Who is to code what: tasks, blind or not, and plans for double coding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import CoderNotFound, DocumentNotFound
from qualcode.ops import agreement, assignments, blinding, cases, codings, documents, history
from qualcode.ops.assignments import NobodyNamed, ShareRefused
from qualcode.store.session import Session
from tests.ops.stories import story
from tests.store.making import is_whole


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made
        assert is_whole(made)


def ids(session: Session) -> list[str]:
    return [each.id for each in documents.documents(session)]


def test_documents_are_assigned_taken_back_and_go_with_their_tasks(session: Session) -> None:
    first, second, third = ids(session)
    found = assignments.assign(session, [first, second], ["marie", "An"], blind=True)
    assert [(each.title, each.coder, each.blind, each.done) for each in found] == [
        ("Récit de Fatima", "An", True, False), ("Récit de Fatima", "marie", True, False),
        ("Récit de Michel", "An", True, False), ("Récit de Michel", "marie", True, False),
    ]  # fmt: skip
    again = assignments.assign(session, [first], ["MARIE"])
    assert [each.blind for each in again] == [True, False, True, True]
    assert assignments.unassign(session, [first], ["An"]) == 1
    documents.remove(session, second)
    assert [each.coder for each in assignments.listing(session)] == ["marie"]
    for _ in range(2):
        history.undo(session)
    assert len(assignments.listing(session)) == 4
    with pytest.raises(NobodyNamed):
        assignments.assign(session, [third], [])
    with pytest.raises(CoderNotFound):
        assignments.unassign(session, [third], ["Piet"])
    with pytest.raises(DocumentNotFound):
        assignments.assign(session, ["nothing"], ["marie"])


def test_what_is_coded_blind_is_told_of_until_all_are_done(session: Session) -> None:
    first = ids(session)[0]
    assignments.assign(session, [first], ["marie", "joris"], blind=True)
    assert blinding.held(session).keys() == {first}
    own = codings.add(session, first, 0, 5, "social")
    session.coder = "joris"
    theirs = codings.add(session, first, 0, 5, "social")
    # The one rule, for the transcript as for lists: until both are done, each sees only what they coded themselves.
    assert blinding.seen(session, [own, theirs]) == ([theirs], 1)
    assert documents.view(session, first).blind == ("joris", "marie")
    session.coder = "anna"
    assert blinding.seen(session, [own, theirs]) == ([own, theirs], 0)
    assert any("coded blind" in str(note) for note in agreement.agreement(session).notes)
    session.coder = "marie"
    assert any("you code blind" in str(note) for note in agreement.agreement(session).notes)
    documents.mark_done(session, first)
    session.coder = "joris"
    documents.mark_done(session, first)
    assert blinding.held(session) == {}
    assert blinding.seen(session, [own, theirs]) == ([own, theirs], 0)
    assert not any("coded blind" in str(note) for note in agreement.agreement(session).notes)


def test_a_share_is_drawn_alike_from_each_stratum_and_the_same_again(session: Session, tmp_path: Path) -> None:
    for number in range(9):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"A : Un récit de plus, le numéro {number}.\n", encoding="utf-8")
        documents.import_file(session, path, case=f"Atelier {number % 2}")
    for number, pool in enumerate(("insertion", "solidarity")):
        cases.set_case(session, f"Atelier {number}", attributes={"pool": pool})
    made = assignments.plan(session, 0.5, ["marie", "joris"], seed=3)
    assert made == assignments.plan(session, 0.5, ["marie", "joris"], seed=3)
    assert sum(drawn for drawn, _ in made.strata.values()) == len(made.documents) == 6
    assert all(abs(drawn - of / 2) < 1 for drawn, of in made.strata.values())
    assert assignments.listing(session) == [] and not made.stored
    by_pool = assignments.plan(session, 0.5, ["marie", "joris"], by="pool", store=True)
    assert set(by_pool.strata) == {"", "insertion", "solidarity"}
    assert len(assignments.listing(session)) == 2 * len(by_pool.documents)
    assert {each.plan for each in assignments.listing(session)} == {"0.5 pool 1"}
    history.undo(session)
    assert assignments.listing(session) == []
    assert len(assignments.plan(session, 1, ["marie"]).documents) == 12
    for share in (0, 1.5, -1):
        with pytest.raises(ShareRefused):
            assignments.plan(session, share, ["marie"])
    with pytest.raises(NobodyNamed):
        assignments.plan(session, 0.5, [])

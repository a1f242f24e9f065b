"""What coders do not agree on: the queue, how each disagreement is settled, which codes are mixed up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import CodeNotFound, CodingNotFound, SpanRefused, ValueRefused
from qualcode.model.agreement import Contested
from qualcode.model.coding import Coding
from qualcode.ops import agreement, assignments, coders, codings, confusion, documents, history, settling
from qualcode.ops.settling import NothingAgreed, NotOneDocument
from qualcode.store.session import Session, open_project
from tests.ops.stories import code, story
from tests.store.making import is_whole

ROWS = (
    ("marie", "social/health", "Le dos me fait mal"),
    ("joris", "social/ties", "Le dos me fait mal"),
    ("marie", "social/ties", "je parle aux voisins"),
    ("joris", "social/ties", "je parle aux voisins."),
    ("joris", "economic", "Et vous ?"),
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        mine = [each.id for each in codings.listing(made)]
        codings.remove(made, mine)
        rows = [{"document": "2", "quote": quote, "code": key, "coder": who} for who, key, quote in ROWS]
        rows[0] |= {"memo": "Le travail de nuit.", "effect": "negative"}
        code(made, tmp_path, *rows)
        yield made
        assert is_whole(made)


def contested(session: Session, key: str, kind: str) -> Contested:
    return next(each for each in settling.queue(session).contested if (each.code, each.kind) == (key, kind))


def ids(each: Contested) -> list[str]:
    return [coding.id for coding in (*each.codings, *each.others)]


def test_the_queue_tells_what_each_did_in_the_order_of_the_text(session: Session) -> None:
    found = settling.queue(session)
    assert [(each.code, each.kind) for each in found.contested] == [
        ("economic", "missed"),
        ("social/health", "other-code"),
        ("social/ties", "other-code"),
        ("social/ties", "other-span"),
    ]
    assert (found.settled, found.total, found.coders) == (0, 4, ("joris", "marie"))
    health = contested(session, "social/health", "other-code")
    assert (health.quote, health.title) == ("Le dos me fait mal", "Récit de Michel")
    assert [(each.coder, each.code, each.memo, each.effect) for each in health.codings] == [
        ("marie", "social/health", "Le travail de nuit.", "negative")
    ]
    assert [(each.coder, each.code) for each in health.others] == [("joris", "social/ties")]


def test_one_coding_is_taken_and_put_beside_the_others_signed_with_the_reason(session: Session) -> None:
    before = agreement.agreement(session)
    health = contested(session, "social/health", "other-code")
    (made,) = settling.settle(session, ids(health), "consensus", take=[health.codings[0].id], reason=" Le corps. ")
    assert (made.coder, made.reason, made.outcome) == ("marie", "Le corps.", "consensus")
    assert made.consensus is not None
    assert (made.consensus.coder, made.consensus.code, made.consensus.effect) == (
        "consensus", "social/health", "negative",
    )  # fmt: skip
    # Both questions that the passage brought up are answered, and nobody's own coding was touched.
    found = settling.queue(session)
    assert (found.settled, found.total, len(found.contested)) == (2, 4, 2)
    assert found.coders == ("joris", "marie")
    assert agreement.agreement(session).measures == before.measures
    whole = settling.queue(session, settled=True).contested
    assert [bool(each.settled) for each in whole] == [False, True, True, False]
    history.undo(session)
    assert settling.queue(session).settled == 0
    assert not any(each.coder == "consensus" for each in codings.listing(session))


def _there(session: Session, name: str) -> bool:
    return any(each.name == name for each in coders.listing(session))


def test_the_beginnings_of_ids_are_enough(session: Session) -> None:
    health = contested(session, "social/health", "other-code")
    (made,) = settling.settle(session, [each[:8] for each in ids(health)], "consensus", take=[ids(health)[0][:8]])
    assert made.codings == tuple(sorted(ids(health))) and made.consensus is not None
    assert settling.queue(session).settled == 2


@pytest.mark.parametrize(
    ("outcome", "told"),
    [("consensus", "Settled in"), ("kept", "all stands as it is"), ("removed", "taken off"), ("left", "Left open in")],
)
def test_the_history_tells_what_was_settled(session: Session, outcome: str, told: str) -> None:
    health = contested(session, "social/health", "other-code")
    settling.settle(session, ids(health), outcome, take=[ids(health)[0]])
    entry = history.listing(session)[-1]
    said = entry.summary.say()
    assert entry.operation == "agreement.settle" and told in said and "social/health" in said


def test_both_or_another_passage_may_be_agreed_on(session: Session) -> None:
    health = contested(session, "social/health", "other-code")
    made = settling.settle(session, ids(health), "consensus", take=ids(health), reason="Les deux.")
    assert {each.consensus.code for each in made if each.consensus} == {"social/health", "social/ties"}
    # Settled anew: what was agreed on before goes.
    again = settling.settle(session, ids(health), "consensus", code="economic", start=health.start, end=health.end)
    assert [each.consensus.code for each in again if each.consensus] == ["economic"]
    assert [each.code for each in codings.listing(session, coder="consensus")] == ["economic"]
    assert len(settling.settlements(session)) == 1
    edges = contested(session, "social/ties", "other-span")
    wide = settling.settle(session, ids(edges), "consensus", take=[edges.codings[0].id], end=edges.end)
    assert wide[0].consensus is not None and wide[0].consensus.end == edges.end
    with pytest.raises(NothingAgreed):
        settling.settle(session, ids(edges), "consensus", code="economic")
    with pytest.raises(SpanRefused):
        settling.settle(session, ids(edges), "consensus", code="economic", start=5, end=5)


def test_it_may_stand_be_taken_off_or_be_left_open(session: Session) -> None:
    missed = contested(session, "economic", "missed")
    settling.settle(session, ids(missed), "removed", reason="Une question.")
    found = settling.queue(session)
    assert (found.settled, found.total) == (1, 4)
    assert codings.listing(session, code="economic") == []
    edges = contested(session, "social/ties", "other-span")
    settling.settle(session, ids(edges), "kept")
    health = contested(session, "social/health", "other-code")
    settling.settle(session, ids(health), "left", reason="On en reparle.")
    done = settling.queue(session, settled=True)
    assert (done.settled, done.total) == (4, 4)
    assert {row.outcome for each in done.contested for row in each.settled} == {"kept", "left"}
    assert all(row.consensus is None for each in done.contested for row in each.settled)
    for _ in range(3):
        history.undo(session)
    assert settling.queue(session).total == 4 and len(settling.settlements(session)) == 0
    for _ in range(3):
        history.redo(session)
    assert settling.queue(session).settled == 4


def test_what_cannot_be_settled_is_refused_and_nothing_is_kept(session: Session, tmp_path: Path) -> None:
    missed = contested(session, "economic", "missed")
    code(session, tmp_path, {"document": "1", "quote": "J'ai repris confiance.", "code": "social"})
    other = codings.listing(session, document=documents.documents(session)[0].id)[0].id
    with pytest.raises(NotOneDocument):
        settling.settle(session, [*ids(missed), other], "kept")
    with pytest.raises(CodingNotFound):
        settling.settle(session, ["nothing"], "kept")
    with pytest.raises(NothingAgreed):
        settling.settle(session, ids(missed), "consensus")
    with pytest.raises(ValueRefused):
        settling.settle(session, ids(missed), "won")
    with pytest.raises(CodeNotFound):
        settling.settle(session, ids(missed), "consensus", code="sociale")
    assert settling.settlements(session) == [] and not _there(session, "consensus")


def test_what_was_settled_goes_with_its_document_and_comes_back(session: Session) -> None:
    health = contested(session, "social/health", "other-code")
    settling.settle(session, ids(health), "consensus", take=[health.codings[0].id])
    documents.remove(session, health.document)
    assert settling.settlements(session) == []
    history.undo(session)
    assert len(settling.settlements(session)) == 1
    # Codes and codings are named without being held: what was said stays when they go.
    codings.remove(session, [each.id for each in session.all(Coding)])
    assert settling.settlements(session)[0].consensus is None


def test_codes_that_are_mixed_up_are_counted_and_their_definitions_looked_at(session: Session) -> None:
    found = confusion.confusion(session)
    assert [(each.code, each.other) for each in found.pairs if each.other] == [("social/health", "social/ties")]
    assert {each.code for each in found.pairs if each.other is None} == {"economic", "social/ties"}
    first = found.codes[0]
    assert (first.mixed, first.mostly, first.defined) == (1, first.mostly, False)
    assert {each.code: each.missed for each in found.codes}["economic"] == 1
    # The table has them both ways; what was missed stands in the last column.
    made = confusion.table(session, found, "fr").matrix
    at = {header.key: n for n, header in enumerate(made.rows)}
    health, ties = at["social/health"], at["social/ties"]
    assert made.cells[health][ties] == made.cells[ties][health] == 1
    assert made.cells[at["economic"]][-1] == 1 and made.cells[at["economic"]][at["economic"]] is None
    assert made.row_totals[health] == 1 and made.columns[-1].key is None


def test_the_passages_where_two_codes_meet_are_asked_for_by_their_names(session: Session) -> None:
    whole = settling.queue(session)
    meet = settling.queue(session, mixed=("social/ties", "social/health"))
    assert {each.quote for each in meet.contested} == {"Le dos me fait mal"}
    assert {each.code for each in meet.contested} == {"social/health", "social/ties"}
    assert meet.total == len(meet.contested) < whole.total
    assert [each.code for each in settling.queue(session, mixed=("economic", None)).contested] == ["economic"]
    with pytest.raises(CodeNotFound):
        settling.queue(session, mixed=("social/health", "social/nothing"))


def test_who_codes_a_document_blind_is_shown_nothing_of_it(session: Session) -> None:
    whole = settling.queue(session)
    document = whole.contested[0].document
    assignments.assign(session, [document], [session.coder, "joris"], blind=True)
    own = settling.queue(session)
    assert not any(each.document == document for each in own.contested)
    assert "not compared for you yet" in " ".join(str(note) for note in own.notes)
    assert document not in agreement.agreement(session, draws=0).documents
    with open_project(session.path, coder="chef") as chef:
        assert settling.queue(chef).total == whole.total

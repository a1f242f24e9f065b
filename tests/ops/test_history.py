"""What an entry of the history touched, so that a screen redraws only that."""

from __future__ import annotations

from qualcode.model.suggestion import Suggestion
from qualcode.ops import codings, history, memos, suggestions
from qualcode.store.session import Session
from tests.store.making import KEYS, imported


def touched(session: Session) -> list[str] | None:
    return history.codings_touched(session, history.listing(session)[-1].sequence)


def test_an_entry_tells_which_codings_it_touched(session: Session) -> None:
    document = imported(session, 1).id
    assert touched(session) is None
    made = codings.add(session, document, 3, 30, KEYS[0])
    assert touched(session) == [made.id]
    codings.note(session, made.id, "à revoir")
    assert touched(session) == [made.id]
    codings.change(session, made.id, effect="positive")
    assert touched(session) == [made.id]
    taken = suggestions.accept(session, Suggestion(document, 40, 60, "", KEYS[1], 0.5, ()))
    assert touched(session) == [taken.id]
    undone = history.undo(session)[0]
    assert history.codings_touched(session, undone.sequence) == [taken.id]
    assert codings.some(session, [made.id, taken.id]) == [codings.listing(session)[0]]
    assert codings.some(session, []) == []
    suggestions.refuse(session, Suggestion(document, 70, 90, "", KEYS[1], 0.5, ()))
    assert touched(session) == []
    memos.add(session, "document", document, "long")
    assert touched(session) is None

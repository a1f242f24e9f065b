"""Ten thousand codings at once: one operation, one entry, one undo."""

from __future__ import annotations

from pathlib import Path

from qualcode.model.message import Message
from qualcode.model.text import Span
from qualcode.ops import codings, documents, history
from qualcode.ops.adder import Adder, CodingRequest
from tests.store.making import KEYS, dump, imported, is_whole, new_project, transcript

MANY = 10_000
TABLES = ("coding", "memo")


def test_ten_thousand_codings_go_and_come_back_in_one_step(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qualcode") as session:
        document = imported(session, 1).id
        length = len(transcript(1).text)
        places = [(place % (length - 9), key) for key in KEYS[:8] for place in range(length - 9)][:MANY]
        assert len(set(places)) == MANY
        requests = [
            CodingRequest(document, Span(start, start + 9), key, memo="Oui." if start < 90 else None)
            for start, key in places
        ]
        with session.operation("coding.add", Message("Many"), document=document) as change:
            adder = Adder(session, change)
            adder.add_all(requests)
        assert (adder.added, adder.existing) == (MANY, 0)
        sequence, full = session.sequence(), dump(session, TABLES)
        assert (len(full["coding"]), len(full["memo"])) == (MANY, len([start for start, _ in places if start < 90]))

        assert codings.remove(session, [row[0] for row in full["coding"]]) == MANY
        assert session.sequence() == sequence + 1
        assert dump(session, TABLES) == {"coding": [], "memo": []}
        history.undo(session)
        assert dump(session, TABLES) == full

        with session.operation("coding.add", Message("Again"), document=document) as change:
            adder = Adder(session, change)
            adder.add_all(requests)
        assert (adder.added, adder.existing) == (0, MANY)
        assert change.sequence is None, "nothing was new"

        documents.remove(session, document)
        assert dump(session, TABLES) == {"coding": [], "memo": []}
        history.undo(session)
        assert dump(session, TABLES) == full
        history.undo(session)
        assert dump(session, TABLES) == {"coding": [], "memo": []}
        history.redo(session)
        assert dump(session, TABLES) == full
        assert is_whole(session)

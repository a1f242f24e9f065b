"""One note for many passages: added below what stands there, in one operation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import CodingNotFound, ValueRefused
from qualcode.ops import codings, documents, history, projects
from qualcode.ops.coding_notes import add_to_memos
from qualcode.store.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = projects.create(tmp_path / "p.qualcode", coder="marie")
    (tmp_path / "r.txt").write_text("Le vélo, c'est Mamadou. J'ai crié. La confiance est revenue.\n", encoding="utf-8")
    story = documents.import_file(made, tmp_path / "r.txt", title="Fatima", language="fr")
    for start, end in ((0, 22), (24, 34), (35, 60)):
        codings.add(made, story.id, start, end, "social/confidence")
    yield made
    made.close()


def memos(session: Session) -> list[str | None]:
    return [each.memo for each in codings.listing(session)]


def test_each_passage_has_the_note_and_one_undo_takes_it_from_all(session: Session) -> None:
    ids = [each.id for each in codings.listing(session)]
    codings.note(session, ids[1], "déjà dit")
    assert add_to_memos(session, ids[:2], " à revoir\n") == 2
    assert memos(session) == ["à revoir", "déjà dit\n\nà revoir", None]
    assert add_to_memos(session, ids, "à revoir") == 1
    history.undo(session, 2)
    assert memos(session) == [None, "déjà dit", None]
    history.redo(session)
    assert memos(session) == ["à revoir", "déjà dit\n\nà revoir", None]


def test_a_note_that_is_there_everywhere_is_no_change(session: Session) -> None:
    ids = [each.id for each in codings.listing(session)]
    add_to_memos(session, ids, "à revoir")
    before = session.sequence()
    assert add_to_memos(session, ids, "à revoir") == 0
    assert session.sequence() == before


def test_refusals(session: Session) -> None:
    ids = [each.id for each in codings.listing(session)]
    with pytest.raises(ValueRefused):
        add_to_memos(session, ids, " \n")
    with pytest.raises(CodingNotFound):
        add_to_memos(session, [*ids, "nobody"], "à revoir")
    assert memos(session) == [None, None, None]

"""Memos with what they are about, newest first; what a memo can be about; who a project is."""

from __future__ import annotations

import pytest

from qualcode.errors import NameRefused, ValueRefused
from qualcode.model.coding import MEMO_SUBJECTS
from qualcode.ops import codings, history, memos, noted, projects
from qualcode.store.session import Session
from tests.store.making import dump, imported


def test_memos_come_with_their_passage_and_in_the_readers_words(session: Session) -> None:
    view = imported(session, 1, case="Atelier Nord", person="Fatima")
    coding = codings.add(session, view.id, 20, 31, "social/confidence")
    codings.note(session, coding.id, "elle hésite")
    for topic in noted.topics(session, "fr"):
        memos.add(session, topic.kind, topic.id, f"sur {topic.name}")
    found = noted.notes(session, "fr")
    assert {note.memo.about_kind for note in found} == set(MEMO_SUBJECTS)
    assert [note.memo.created for note in found] == sorted((note.memo.created for note in found), reverse=True)
    on_passage = next(note for note in found if note.coding is not None)
    assert on_passage.coding is not None
    assert (on_passage.coding.id, on_passage.document, on_passage.title) == (coding.id, view.id, view.title)
    assert on_passage.about == "Confiance en soi"
    on_code = [note.about for note in found if note.memo.about_kind == "code"]
    assert "Confiance en soi" in on_code
    assert noted.passages(session, [coding.id, "gone"]).keys() == {coding.id}


def test_topics_are_everything_that_is_named(session: Session) -> None:
    imported(session, 1, case="Atelier Nord", person="Fatima")
    found = noted.topics(session, "fr")
    assert [topic.kind for topic in found[:4]] == ["project", "document", "case", "person"]
    assert {topic.kind for topic in found[4:]} == {"code"}


def test_a_project_gets_another_title_and_language(session: Session) -> None:
    before = dump(session, ("project",))
    assert projects.describe(session, title="Pôle Nord", language="nl").title == "Pôle Nord"
    assert (projects.project(session).title, projects.project(session).language) == ("Pôle Nord", "nl")
    n = len(history.listing(session))
    projects.describe(session, title="Pôle Nord")
    assert len(history.listing(session)) == n
    for bad in ("", "a\x00b", "x" * 300):
        with pytest.raises(NameRefused):
            projects.describe(session, title=bad)
    with pytest.raises(ValueRefused):
        projects.describe(session, language="it")
    history.undo(session)
    assert dump(session, ("project",)) == before
    assert projects.backups_folder(session).name.endswith(".backups")

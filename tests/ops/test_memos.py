"""Memos: on a passage, a code, a document, a case, a person, the project."""

from __future__ import annotations

import pytest

from qualcode.errors import (
    CaseNotFound,
    CodeNotFound,
    CodingNotFound,
    DocumentNotFound,
    MemoNotFound,
    NotFound,
    PersonNotFound,
    ValueRefused,
)
from qualcode.model.coding import MEMO_SUBJECTS
from qualcode.ops import cases, codings, history, memos
from qualcode.store.session import Session
from tests.store.making import dump, imported


@pytest.fixture
def named(session: Session) -> dict[str, str]:
    """How a person names one thing of each kind."""
    view = imported(session, 1, case="Atelier Nord", person="Fatima")
    coding = codings.add(session, view.id, 20, 31, "social/confidence")
    return {
        "coding": coding.id,
        "code": "Confiance en soi",
        "document": "1",
        "case": "atelier nord",
        "person": "fatima",
        "project": "",
    }


def test_everything_can_be_noted_upon(session: Session, named: dict[str, str]) -> None:
    shown = {}
    for kind in MEMO_SUBJECTS:
        view = memos.add(session, kind, memos.subject(session, kind, named[kind]), f"Sur : {kind}\nDeuxième ligne.")
        assert (view.about_kind, view.text, view.coder) == (kind, f"Sur : {kind}\nDeuxième ligne.", "marie")
        shown[kind] = view.about_name
    assert shown == {
        "coding": codings.listing(session)[0].quote,
        "code": "social/confidence",
        "document": "Entretien 1",
        "case": "Atelier Nord",
        "person": "Fatima",
        "project": "Pôle d'essai",
    }
    assert [view.about_kind for view in memos.listing(session)] == list(MEMO_SUBJECTS)
    assert [view.about_kind for view in memos.listing(session, "case")] == ["case"]
    assert len(memos.listing(session, about=memos.subject(session, "document", "1"))) == 1


MISSING = {
    "coding": CodingNotFound,
    "code": CodeNotFound,
    "document": DocumentNotFound,
    "case": CaseNotFound,
    "person": PersonNotFound,
    "project": NotFound,
}


@pytest.mark.parametrize(("kind", "error"), MISSING.items())
def test_a_memo_is_about_something_that_is_there(session: Session, kind: str, error: type[NotFound]) -> None:
    before = dump(session)
    with pytest.raises(error):
        memos.add(session, kind, "nobody", "Une note.")
    if kind != "project":
        with pytest.raises(error):
            memos.subject(session, kind, "nobody")
    assert dump(session) == before


def test_empty_memos_and_unknown_kinds_are_refused(session: Session) -> None:
    project = memos.subject(session, "project", "")
    for kind, text in (("project", " \n"), ("turn", "Une note.")):
        with pytest.raises(ValueRefused):
            memos.add(session, kind, project, text)
    with pytest.raises(ValueRefused):
        memos.listing(session, "turn")
    with pytest.raises(ValueRefused):
        memos.subject(session, "turn", "1")


def test_a_memo_is_changed_and_emptied_away(session: Session) -> None:
    view = memos.add(session, "project", memos.subject(session, "project", ""), "Une note.")
    assert memos.edit(session, view.id, "Une autre note.").text == "Une autre note."
    memos.edit(session, view.id, "  ")
    assert memos.listing(session) == []
    history.undo(session, 2)
    assert [memo.text for memo in memos.listing(session)] == ["Une note."]
    memos.remove(session, view.id)
    for act in (lambda: memos.remove(session, view.id), lambda: memos.edit(session, view.id, "x")):
        with pytest.raises(MemoNotFound):
            act()


def test_what_no_file_can_hold_is_shown_as_replaced(session: Session) -> None:
    project = memos.subject(session, "project", "")
    view = memos.add(session, "project", project, "avant\udcffaprès\x00\r\nligne")
    assert view.text == "avant\ufffdaprès\ufffd\nligne"
    assert memos.edit(session, view.id, "\ud800!").text == "\ufffd!"


def test_the_history_tells_no_words_of_a_memo(session: Session, named: dict[str, str]) -> None:
    secret = "Mirabelle"
    codings.note(session, named["coding"], secret)
    memos.add(session, "case", memos.subject(session, "case", named["case"]), secret)
    memos.edit(session, memos.listing(session)[0].id, secret * 2)
    assert not [entry for entry in history.listing(session) if secret in str(entry.summary)]
    cases.add_case(session, "Sud")

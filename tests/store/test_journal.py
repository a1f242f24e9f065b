"""Undo, redo and history: over restarts, between coders, with every conflict named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import Conflict, NothingToUndo
from qualcode.ops import cases, codebook_edits, codings, documents, history, memos
from qualcode.store.session import Session, open_project

from .making import dump, imported, new_project

Step = Callable[[Session], object]


def first(session: Session) -> str:
    return documents.listing(session)[0].id


def a_coding(session: Session) -> str:
    return codings.listing(session)[0].id


STEPS: dict[str, Step] = {
    "import": lambda s: imported(s, 1, case="Atelier Nord", person="Fatima"),
    "second import": lambda s: imported(s, 2),
    "code": lambda s: codings.add(s, first(s), 20, 31, "social/confidence", effect="positive", memo="Une note."),
    "code again with more": lambda s: codings.add(s, first(s), 20, 31, "social/confidence", facets={"time": "after"}),
    "change": lambda s: codings.change(s, a_coding(s), start=15, effect="mixed", code="social/ties"),
    "note": lambda s: codings.note(s, a_coding(s), "Une autre note."),
    "rename speaker": lambda s: documents.rename_speaker(s, first(s), "FATIMA", "Fatima"),
    "map speaker": lambda s: documents.map_speaker(s, first(s), "Fatima", person="Fatima B."),
    "done": lambda s: documents.mark_done(s, first(s)),
    "case": lambda s: cases.add_case(s, "Épicerie", attributes={"founded": "2011", "bio": "oui"}),
    "set case": lambda s: cases.set_case(s, "Épicerie", rename="Épicerie du Nord", attributes={"founded": ""}),
    "person": lambda s: cases.add_person(s, "Michel", case="Atelier Nord", consent="anonymised"),
    "memo": lambda s: memos.add(s, "project", memos.subject(s, "project", ""), "Note d'équipe."),
    "new code": lambda s: codebook_edits.add_code(s, "Fierté", parent="social"),
    "uncode": lambda s: codings.remove(s, [a_coding(s)]),
    "remove document": lambda s: documents.remove(s, first(s)),
}


def test_each_operation_is_taken_back_and_done_again(session: Session) -> None:
    for name, step in STEPS.items():
        before = dump(session)
        step(session)
        after = dump(session)
        assert after != before, name
        for _ in range(2):
            history.undo(session)
            assert dump(session) == before, name
            history.redo(session)
            assert dump(session) == after, name


def test_all_can_be_taken_back_and_done_again_over_restarts(path: Path) -> None:
    with new_project(path) as session:
        start = dump(session)
    states = []
    for step in STEPS.values():
        with open_project(path, coder="marie") as session:
            step(session)
            states.append(dump(session))
    for state in reversed([start, *states[:-1]]):
        with open_project(path, coder="marie") as session:
            history.undo(session)
            assert without_coders(dump(session)) == without_coders(state)
            assert (history.next_undo(session) is None) == (state is start)
    for state in states:
        with open_project(path, coder="marie") as session:
            history.redo(session)
            assert dump(session) == state
    with open_project(path, coder="marie") as session:
        assert history.next_redo(session) is None


def without_coders(content: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Who has coded stays known when what they did is taken back."""
    return {name: rows for name, rows in content.items() if name != "coder"}


def test_many_at_once_are_all_or_none(session: Session) -> None:
    start = dump(session)
    for name in ("Nord", "Sud", "Est"):
        cases.add_case(session, name)
    full = dump(session)
    with pytest.raises(NothingToUndo):
        history.undo(session, 4)
    assert dump(session) == full
    undone = history.undo(session, 3)
    assert [entry.summary.values["name"] for entry in undone] == ["Est", "Sud", "Nord"]
    assert dump(session) == start
    with pytest.raises(NothingToUndo):
        history.redo(session, 4)
    assert dump(session) == start
    assert [entry.summary.values["name"] for entry in history.redo(session, 3)] == ["Nord", "Sud", "Est"]
    assert dump(session) == full


def test_nothing_asked_for_is_nothing_done(session: Session) -> None:
    sequence = session.sequence()
    assert history.undo(session, 0) == []
    assert session.sequence() == sequence


def test_a_new_project_cannot_be_taken_back(session: Session) -> None:
    assert history.next_undo(session) is None
    with pytest.raises(NothingToUndo):
        history.undo(session)
    with pytest.raises(NothingToUndo):
        history.redo(session)


def test_doing_something_new_ends_redo(session: Session) -> None:
    cases.add_case(session, "Nord")
    history.undo(session)
    cases.add_case(session, "Sud")
    assert history.next_redo(session) is None
    with pytest.raises(NothingToUndo):
        history.redo(session)


def test_undo_and_redo_take_turns_as_often_as_one_likes(session: Session) -> None:
    for name in ("Nord", "Sud"):
        cases.add_case(session, name)
    two = dump(session)
    for _ in range(3):
        history.undo(session, 2)
        history.redo(session)
        history.undo(session)
        history.redo(session, 2)
        assert dump(session) == two


def test_history_says_what_stands(session: Session) -> None:
    cases.add_case(session, "Nord")
    cases.add_case(session, "Sud")
    history.undo(session)
    shown = [(entry.operation, str(entry.summary), entry.undone) for entry in history.listing(session, 3)]
    assert shown == [
        ("case.add", "Case “Nord” added", False),
        ("case.add", "Case “Sud” added", True),
        ("undo", "Taken back: Case “Sud” added", False),
    ]
    history.redo(session)
    shown = [(entry.operation, str(entry.summary), entry.undone) for entry in history.listing(session, 3)]
    assert shown == [
        ("case.add", "Case “Sud” added", False),
        ("undo", "Taken back: Case “Sud” added", True),
        ("redo", "Done again: Case “Sud” added", False),
    ]
    numbers = [entry.sequence for entry in history.listing(session)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_history_can_be_asked_for_its_end(session: Session) -> None:
    for name in ("Nord", "Sud", "Est"):
        cases.add_case(session, name)
    assert [entry.summary.values["name"] for entry in history.listing(session, 2)] == ["Sud", "Est"]
    assert history.listing(session, 0) == []


# Two coders


def test_each_takes_back_their_own(session: Session, path: Path) -> None:
    cases.add_case(session, "Nord")
    with open_project(path, coder="piet") as other:
        cases.add_case(other, "Sud")
        next_one = history.next_undo(other)
        assert next_one is not None
        assert next_one.summary.values["name"] == "Sud"
    history.undo(session)
    assert [case.name for case in cases.cases(session)] == ["Sud"]
    with pytest.raises(NothingToUndo):
        history.undo(session)


def test_what_another_has_changed_since_is_a_conflict_that_names_them(session: Session, path: Path) -> None:
    cases.add_case(session, "Nord")
    cases.set_case(session, "Nord", kind="cooperative")
    with open_project(path, coder="piet") as other:
        cases.set_case(other, "Nord", kind="workshop")
        cases.add_case(other, "Sud")
    before = dump(session)
    with pytest.raises(Conflict) as caught:
        history.undo(session)
    assert caught.value.values["coder"] == "piet"
    assert caught.value.values["sequence"] == session.sequence() - 1
    assert str(caught.value.message) == (
        "“Case “Nord” changed” cannot be taken back: “Case “Nord” changed” by piet (number 6) has changed it since."
    )
    assert dump(session) == before


def test_what_another_has_built_upon_is_a_conflict(session: Session, path: Path) -> None:
    """Taking the document back would leave a coding without one."""
    document = imported(session, 1).id
    with open_project(path, coder="piet") as other:
        codings.add(other, document, 20, 30, "social")
        cases.add_case(other, "Sud")
    before = dump(session)
    with pytest.raises(Conflict) as caught:
        history.undo(session)
    assert (caught.value.values["coder"], caught.value.values["sequence"]) == ("piet", session.sequence() - 1)
    assert dump(session) == before
    with open_project(path, coder="piet") as other:
        history.undo(other, 2)
    history.undo(session)
    assert documents.listing(session) == []


def test_what_was_built_on_is_gone(session: Session, path: Path) -> None:
    document = imported(session, 1).id
    with open_project(path, coder="piet") as other:
        codings.add(other, document, 20, 30, "social")
        history.undo(other)
        documents.remove(session, document)
        with pytest.raises(Conflict) as caught:
            history.redo(other)
    assert caught.value.values["coder"] == "marie"
    assert str(caught.value.values["later"]) == "Removed “Entretien 1”"


def test_a_name_taken_meanwhile_is_a_conflict(session: Session, path: Path) -> None:
    cases.add_case(session, "Nord")
    history.undo(session)
    with open_project(path, coder="piet") as other:
        cases.add_case(other, "Nord")
        cases.add_case(other, "Sud")
    before = dump(session)
    with pytest.raises(Conflict) as caught:
        history.redo(session)
    assert (caught.value.values["coder"], caught.value.values["sequence"]) == ("piet", session.sequence() - 1)
    assert dump(session) == before


def test_a_passage_coded_anew_by_the_same_coder_is_no_obstacle(session: Session) -> None:
    document = imported(session, 1).id
    one = codings.add(session, document, 20, 30, "social")
    codings.remove(session, [one.id])
    codings.add(session, document, 20, 30, "social")
    history.undo(session, 2)
    assert [coding.id for coding in codings.listing(session)] == [one.id]


def test_a_document_removed_can_come_back_after_others_were_imported(session: Session, path: Path) -> None:
    one, two = imported(session, 1), imported(session, 2)
    documents.remove(session, two.id)
    with open_project(path, coder="piet") as other:
        three = imported(other, 3)
    assert three.number == 3
    history.undo(session)
    assert [(view.number, view.title) for view in documents.listing(session)] == [
        (one.number, "Entretien 1"),
        (two.number, "Entretien 2"),
        (three.number, "Entretien 3"),
    ]


def test_an_import_taken_back_leaves_its_number_free(session: Session) -> None:
    imported(session, 1)
    history.undo(session)
    assert imported(session, 2).number == 1


def test_several_taken_back_at_once_may_lean_on_each_other(session: Session) -> None:
    """The coding goes before its document within one undo."""
    document = imported(session, 1).id
    codings.add(session, document, 20, 30, "social")
    history.undo(session, 2)
    assert documents.listing(session) == []
    history.redo(session, 2)
    assert len(codings.listing(session)) == 1

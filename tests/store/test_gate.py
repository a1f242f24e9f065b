"""The write gate: the only way into the file, whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from qualcode.errors import CaseNotFound, FileExists, FileUnwritable, NothingToUndo, StorageError
from qualcode.model.case import Case
from qualcode.model.coding import Memo
from qualcode.model.ids import new_id
from qualcode.model.message import Message
from qualcode.model.project import Coder
from qualcode.ops import cases, codings, documents, history, memos, projects
from qualcode.store.engine import WriteOutsideGateError
from qualcode.store.session import Session, create_project, open_project

from .making import digest_of, dump, imported, new_project


def case(name: str = "Atelier Nord") -> Case:
    return Case(new_id(), name, "enterprise", "2026-01-05T09:00:00+01:00")


WRITES = (
    "INSERT INTO coder VALUES ('1', 'x', 'y')",
    "  update coder SET name = 'x'",
    "DELETE FROM text",
    "REPLACE INTO coder VALUES ('1', 'x', 'y')",
    "DROP TABLE journal",
    "CREATE TABLE extra (a)",
    "ALTER TABLE coder ADD COLUMN x",
)
# What a look at the first word does not see is stopped by SQLite.
HIDDEN = (
    "WITH one AS (SELECT '1') INSERT INTO coder SELECT '1', 'x', 'y'",
    "/* only reading */ DELETE FROM coder",
    "-- only reading\nDELETE FROM coder",
    "PRAGMA user_version = 7",
    "VACUUM",
    "REINDEX",
)


@pytest.mark.parametrize("statement", WRITES)
def test_a_statement_that_writes_is_refused_outside_an_operation(session: Session, statement: str) -> None:
    with pytest.raises(WriteOutsideGateError):
        session.connection.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", HIDDEN)
def test_a_write_in_disguise_changes_nothing(session: Session, path: Path, statement: str) -> None:
    before = digest_of(path)
    with pytest.raises(DBAPIError):
        session.connection.exec_driver_sql(statement)
    assert digest_of(path) == before


def test_the_gate_is_closed_again_after_an_operation_and_after_a_failure(session: Session) -> None:
    cases.add_case(session, "Atelier Nord")
    with pytest.raises(WriteOutsideGateError):
        session.connection.exec_driver_sql(WRITES[0])
    with pytest.raises(ZeroDivisionError), session.operation("case.add", Message("x")) as change:
        change.insert(case("Atelier Sud"))
        _ = 1 / 0
    with pytest.raises(WriteOutsideGateError):
        session.connection.exec_driver_sql(WRITES[0])


def test_one_operation_is_one_entry(session: Session) -> None:
    before = session.sequence()
    with session.operation("case.add", Message("Two cases"), document=None) as change:
        change.insert(case("Atelier Nord"), case("Atelier Sud"))
        change.update(Coder, change.coder.id, name="Marie D.")
    assert change.sequence == session.sequence() == before + 1
    last = history.listing(session)[-1]
    assert (last.operation, str(last.summary), last.coder) == ("case.add", "Two cases", "marie")


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, StorageError])
def test_a_failing_block_leaves_every_byte_as_it_was(
    session: Session, path: Path, failure: type[BaseException]
) -> None:
    imported(session, 1)
    before, rows = digest_of(path), dump(session)
    with pytest.raises(failure), session.operation("memo.add", Message("x")) as change:
        change.add_text("0" * 64, "Un texte.")
        change.insert(case())
        change.update(Coder, change.coder.id, name="autre")
        raise failure
    assert digest_of(path) == before
    assert dump(session) == rows


def test_a_reference_to_nothing_fails_at_commit_and_leaves_nothing(session: Session, path: Path) -> None:
    before = digest_of(path)
    with pytest.raises(StorageError), session.operation("memo.add", Message("x")) as change:
        change.insert(Memo(new_id(), "project", "p", "Une note.", "nobody", change.at))
    assert digest_of(path) == before


def test_a_rule_of_a_table_is_told_without_the_values(session: Session) -> None:
    secret = "ce que Fatima a dit"
    with pytest.raises(StorageError) as caught, session.operation("memo.add", Message("x")) as change:
        change.insert(Memo(new_id(), secret, "p", secret, change.coder.id, change.at))
    assert secret not in str(caught.value)
    assert secret not in str(caught.value.__cause__)


def test_an_operation_without_change_leaves_no_entry(session: Session, path: Path) -> None:
    cases.add_case(session, "Atelier Nord")
    before, sequence = digest_of(path), session.sequence()
    cases.set_case(session, "Atelier Nord", kind="enterprise")
    with session.operation("nothing", Message("x")) as change:
        pass
    assert change.sequence is None
    assert session.sequence() == sequence
    assert digest_of(path) == before


def test_somebody_new_who_changes_nothing_is_not_entered(session: Session, path: Path) -> None:
    with open_project(path, coder="piet") as other:
        with other.operation("nothing", Message("x")):
            pass
        with pytest.raises(NothingToUndo):
            history.undo(other)
    assert [coder.name for coder in session.all(Coder)] == ["marie"]


def test_somebody_new_is_entered_with_the_first_write(session: Session, path: Path) -> None:
    with open_project(path, coder="piet") as other:
        cases.add_case(other, "Atelier Nord")
    entries = [(entry.operation, entry.coder, entry.undoable) for entry in history.listing(session)]
    assert entries[-2:] == [("coder.add", "piet", False), ("case.add", "piet", True)]


def test_a_coder_is_the_same_whatever_the_case_of_the_name(session: Session, path: Path) -> None:
    cases.add_case(session, "Atelier Nord")
    with open_project(path, coder="MARIE") as same:
        assert same.coder == "marie"
        history.undo(same)
    assert [coder.name for coder in session.all(Coder)] == ["marie"]


def test_operations_do_not_nest(session: Session) -> None:
    before = session.sequence()
    with pytest.raises(RuntimeError, match="nest"), session.operation("outer", Message("x")) as change:
        change.insert(case())
        with session.operation("inner", Message("y")):
            pass
    with pytest.raises(RuntimeError, match="nest"), session.operation("outer", Message("x")) as change:
        change.insert(case())
        history.undo(session)
    assert session.sequence() == before
    cases.add_case(session, "Atelier Nord")


def test_threads_take_turns(session: Session) -> None:
    """Each finds what the one before left; none fails and none is lost."""

    def work(name: str) -> None:
        for number in range(10):
            cases.add_case(session, f"{name} {number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in ("Nord", "Sud", "Est")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(cases.cases(session)) == 30
    assert [entry.operation for entry in history.listing(session)].count("case.add") == 30


def test_a_project_is_never_made_over_a_file(path: Path) -> None:
    path.write_text("something else", encoding="utf-8")
    with pytest.raises(FileExists):
        new_project(path)
    assert path.read_text(encoding="utf-8") == "something else"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_project_that_cannot_be_made_leaves_nothing(path: Path) -> None:
    with pytest.raises(FileUnwritable):
        new_project(path / "no folder" / "p.qualcode")
    with pytest.raises(StorageError):
        create_project(path, coder="marie", values=[case(), case()], summary=Message("x"))
    assert list(path.parent.iterdir()) == []


def test_a_new_project_is_one_file_that_others_cannot_read(session: Session, path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_opening_and_reading_change_no_byte_and_make_no_file(path: Path) -> None:
    with new_project(path) as session:
        imported(session, 1)
    before, files = digest_of(path), sorted(path.parent.iterdir())
    for read_only in (False, True):
        with open_project(path, coder="piet", read_only=read_only) as other:
            assert len(documents.listing(other)) == 1
            codings.listing(other)
            memos.listing(other)
            history.listing(other)
            assert projects.check(other, deep=True).ok
    assert digest_of(path) == before
    assert sorted(path.parent.iterdir()) == files


def test_several_operations_joined_are_one_entry_and_one_undo(session: Session) -> None:
    before = dump(session, ["case"])
    with session.joined("several", Message("Both at once")) as change:
        cases.add_case(session, "Atelier Nord")
        cases.add_case(session, "Épicerie du Coin")
    assert (change.sequence, history.listing(session)[-1].operation) == (session.sequence(), "several")
    assert [case.name for case in session.all(Case)] == ["Atelier Nord", "Épicerie du Coin"]
    history.undo(session)
    assert dump(session, ["case"]) == before


def test_of_joined_operations_none_stays_where_one_is_refused(session: Session) -> None:
    before = dump(session)
    with pytest.raises(CaseNotFound), session.joined("several", Message("Both at once")):
        cases.add_case(session, "Atelier Nord")
        cases.set_case(session, "Nowhere", kind="workshop")
    assert dump(session) == before
    cases.add_case(session, "Atelier Nord")
    assert history.listing(session)[-1].operation == "case.add"

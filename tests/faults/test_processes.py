"""Several programs on one file: they wait for each other, lose nothing, and say plainly when they cannot go on."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from qualcode.errors import ProjectBusy, ProjectGone
from qualcode.model.message import Message
from qualcode.ops import cases, codings, documents, history, projects
from qualcode.store import engine
from qualcode.store.session import Session, open_project
from tests.conftest import NIGHTLY
from tests.store.making import imported, is_whole, new_project

from .harness import Child, Tell, needs_fork, verify

EACH = 500 if NIGHTLY else 60


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "p.qualcode"
    with new_project(file) as session:
        codings.add(session, imported(session, 1).id, 20, 31, "social/confidence")
    return file


@needs_fork
def test_two_programs_at_once_lose_nothing(path: Path) -> None:
    """Each adds cases of its own and counts up one attribute together with the other."""
    with open_project(path, coder="marie") as session:
        cases.add_case(session, "Ensemble", attributes={"count": "0"})

    def work(path: Path, tell: Tell) -> None:
        name = f"coder {os.getpid()}"
        with open_project(path, coder=name) as session:
            for number in range(EACH):
                cases.add_case(session, f"{name} {number}")
                tell((session.sequence(), f"{name} {number}"))

    with Child(work, path) as one, Child(work, path) as other:
        told = one.rest() + other.rest()
        assert (one.ended(), other.ended()) == (0, 0)
    assert len(told) == 2 * EACH
    verify(path)
    with open_project(path, coder="marie") as session:
        names = [entry.summary.values.get("name") for entry in history.listing(session)]
        assert all(names.count(name) == 1 for _, name in told)
        assert {case.name for case in cases.cases(session)} == {"Ensemble"} | {name for _, name in told}


@needs_fork
def test_two_programs_that_change_the_same_rows_lose_no_change(path: Path) -> None:
    """Each sets facets of one coding; what the other set meanwhile stays."""
    with open_project(path, coder="marie") as session:
        coding = codings.listing(session)[0].id

    def moments(path: Path, tell: Tell) -> None:
        with open_project(path, coder="marie") as session:
            for number in range(EACH):
                codings.change(session, coding, facets={"time": ("before", "during", "after")[number % 3]})

    def effects(path: Path, tell: Tell) -> None:
        with open_project(path, coder="piet") as session:
            for number in range(EACH):
                codings.change(session, coding, effect=("positive", "negative")[number % 2])

    with Child(moments, path) as one, Child(effects, path) as other:
        assert (one.ended(), other.ended()) == (0, 0)
    with open_project(path, coder="marie") as session:
        view = codings.listing(session)[0]
        assert (view.facets, view.effect) == ({"time": "after"}, "negative")
        changes = [entry for entry in history.listing(session) if entry.operation == "coding.change"]
        assert len(changes) == 2 * EACH
        assert is_whole(session)


@needs_fork
def test_the_same_file_imported_by_two_programs_at_once_is_there_once(path: Path) -> None:
    def work(path: Path, tell: Tell) -> None:
        with open_project(path, coder=f"coder {os.getpid()}") as session:
            for number in range(2, 12):
                imported(session, number, case="Atelier Nord")

    with Child(work, path) as one, Child(work, path) as other:
        assert (one.ended(), other.ended()) == (0, 0)
    with open_project(path, coder="marie") as session:
        views = documents.listing(session)
        assert [view.number for view in views] == list(range(1, 12))
        assert len({view.sha256 for view in views}) == 11
        assert is_whole(session)


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_lock_held_by_another_is_waited_for_and_then_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    assert engine.BUSY_SECONDS == 5
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.3)
    monkeypatch.setattr("qualcode.store.backup.BUSY_SECONDS", 0.3)
    with open_project(path, coder="piet") as session, open_project(path, coder="marie") as other:
        engine.set_gate(other.connection, True)
        other.connection.exec_driver_sql(f"BEGIN {lock}")
        started = time.monotonic()
        with pytest.raises(ProjectBusy) as caught:
            cases.add_case(session, "Épicerie")
        assert 0.2 < time.monotonic() - started < 3
        if lock == "IMMEDIATE":  # then one can still read who it was
            assert caught.value.values["coder"] == "marie"
            assert len(documents.listing(session)) == 1
        else:
            with pytest.raises(ProjectBusy):
                documents.listing(session)
        other.connection.exec_driver_sql("ROLLBACK")
        cases.add_case(session, "Épicerie")
        assert is_whole(session)


def test_somebody_who_reads_for_long_holds_up_the_writer_and_is_told_of(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    with open_project(path, coder="piet") as session, open_project(path, coder="marie") as other:
        with other.snapshot():
            assert len(documents.listing(other)) == 1
            with pytest.raises(ProjectBusy):
                cases.add_case(session, "Épicerie")
            assert cases.cases(session) == []
        cases.add_case(session, "Épicerie")
        assert is_whole(session)


@needs_fork
def test_a_short_lock_is_waited_for(path: Path) -> None:
    def work(path: Path, tell: Tell) -> None:
        with open_project(path, coder="marie") as session, session.operation("wait", Message("x")):
            tell("locked")
            time.sleep(0.4)

    with open_project(path, coder="piet") as session, Child(work, path) as child:
        assert child.told() == ["locked"]
        cases.add_case(session, "Épicerie")
        assert child.ended() == 0


def gone(session: Session, path: Path) -> None:
    """Writing fails in one way; reading, and saving a copy, still work where the system keeps an open file."""
    with pytest.raises(ProjectGone) as caught:
        cases.add_case(session, "Épicerie")
    assert str(path) in str(caught.value)
    assert len(documents.listing(session)) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move or delete a file that is open")
def test_a_file_that_is_moved_deleted_or_replaced_while_open(path: Path, tmp_path: Path) -> None:
    with open_project(path, coder="marie") as session:
        moved = path.rename(tmp_path / "moved.qualcode")
        gone(session, path)
        copy = projects.backup(session, tmp_path / "copy.qualcode")
        moved.rename(path)
        cases.add_case(session, "Retour")
        path.unlink()
        gone(session, path)
        copy.rename(path)  # another file under the same name is not this project
        gone(session, path)
    with open_project(path, coder="marie") as session:
        assert is_whole(session)

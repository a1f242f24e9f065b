"""A full disk, a file that may not grow, a folder that may not be written: refused plainly, nothing lost."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.errors import DiskFull, FileExists, QualcodeError, ReadOnly
from qualcode.ops import cases, codebook_edits, codings, documents, history, memos, projects
from qualcode.store.header import backup_folder
from qualcode.store.session import Session, open_project
from tests.rights import bound_by_rights
from tests.store.making import digest_of, dump, imported, is_whole, new_project

from .harness import Child, Tell, needs_fork, verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "p.qualcode"
    with new_project(file) as session:
        codings.add(session, imported(session, 1).id, 20, 31, "social/confidence", memo="Une note.")
        cases.add_case(session, "Atelier Nord")
    return file


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with open_project(path, coder="marie") as made:
        yield made
        assert is_whole(made)


def writes(session: Session) -> dict[str, Callable[[], object]]:
    """Every kind of operation there is on a project with one coded document and one case."""
    document = documents.listing(session)[0].id
    coding = codings.listing(session)[0].id
    return {
        "import": lambda: imported(session, 2),
        "rename speaker": lambda: documents.rename_speaker(session, document, "FATIMA", "F."),
        "map speaker": lambda: documents.map_speaker(session, document, "FATIMA", person="Fatima"),
        "done": lambda: documents.mark_done(session, document),
        "document's case": lambda: documents.set_case(session, document, "Atelier Nord"),
        "remove document": lambda: documents.remove(session, document),
        "code": lambda: codings.add(session, document, 1, 5, "social"),
        "change": lambda: codings.change(session, coding, effect="mixed"),
        "note": lambda: codings.note(session, coding, "Autre."),
        "uncode": lambda: codings.remove(session, [coding]),
        "add case": lambda: cases.add_case(session, "Épicerie"),
        "set case": lambda: cases.set_case(session, "Atelier Nord", kind="workshop"),
        "add person": lambda: cases.add_person(session, "Michel"),
        "memo": lambda: memos.add(session, "document", document, "À relire."),
        "new code": lambda: codebook_edits.add_code(session, "Fierté", parent="social"),
        "undo": lambda: history.undo(session),
        "redo": lambda: history.redo(session),
    }


def test_a_full_disk_refuses_the_step_and_nothing_else(session: Session, path: Path) -> None:
    before, sequence = dump(session), session.sequence()
    pages = session.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    session.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    for _ in range(3):
        with pytest.raises(DiskFull):
            for number in range(2, 30):  # there is some room left within the pages there are
                imported(session, number)
        assert is_whole(session)
    kept = dump(session)
    assert all(row in kept[table] for table, rows in before.items() for row in rows)
    session.connection.exec_driver_sql(f"PRAGMA max_page_count={pages * 100}")
    imported(session, 40)
    assert session.sequence() > sequence


@needs_fork
def test_a_file_that_may_not_grow(path: Path) -> None:
    """A quota, or a full disk that the system reports as a fault of writing."""
    import resource

    size = path.stat().st_size

    def work(path: Path, tell: Tell) -> None:
        with open_project(path, coder="marie") as session:
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
            try:
                for number in range(2, 100):
                    imported(session, number)
            except QualcodeError as error:
                tell(error.code)
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            imported(session, 200)
            tell(session.sequence())

    with Child(work, path) as child:
        code, sequence = child.told(2)
    assert code in {"storage", "disk-full"}
    verify(path, sequence)


@needs_fork
def test_no_room_for_a_new_project_leaves_nothing(tmp_path: Path) -> None:
    import resource

    def work(path: Path, tell: Tell) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, 8_192))
        try:
            new_project(path)
        except QualcodeError as error:
            tell(error.code)

    with Child(work, tmp_path / "p.qualcode") as child:
        assert child.told() in (["storage"], ["disk-full"])
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_a_backup_does_not_stop_the_work(path: Path) -> None:
    for file in backup_folder(path).iterdir():
        file.unlink()
    backup_folder(path).rmdir()
    backup_folder(path).write_text("a file is in the way", encoding="utf-8")
    with open_project(path, coder="marie") as session:
        cases.add_case(session, "Épicerie")
        assert is_whole(session)


def test_a_disk_too_full_for_a_backup_does_not_stop_the_work(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in backup_folder(path).iterdir():
        file.unlink()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with open_project(path, coder="marie") as session:
        cases.add_case(session, "Épicerie")
        assert is_whole(session)
        with pytest.raises(QualcodeError):
            projects.backup(session, path.with_name("copy.qualcode"))
    assert list(backup_folder(path).iterdir()) == []
    assert not path.with_name("copy.qualcode").exists()


def test_a_project_opened_for_reading_refuses_every_write_alike(path: Path) -> None:
    with open_project(path, coder="marie") as session:
        history.undo(session)  # so that there is something to redo
    before = digest_of(path)
    with open_project(path, coder="marie", read_only=True) as session:
        for name, write in writes(session).items():
            with pytest.raises(ReadOnly):
                write()
            assert digest_of(path) == before, name
        assert session.read_only
        assert is_whole(session)


def test_of_a_project_opened_for_reading_copies_can_be_made_elsewhere(path: Path, tmp_path: Path) -> None:
    with open_project(path, coder="marie", read_only=True) as session:
        copy = projects.backup(session, tmp_path / "copy.qualcode")
        rows = dump(session)
    with open_project(copy, coder="marie") as session:
        assert dump(session) == rows
        cases.add_case(session, "Épicerie")


@pytest.mark.parametrize("folder", [True, False])
@bound_by_rights
def test_where_rights_are_missing_it_opens_for_reading(path: Path, folder: bool) -> None:
    target = path.parent if folder else path
    target.chmod(0o555 if folder else 0o444)
    try:
        with open_project(path, coder="marie") as session:
            assert session.read_only
            with pytest.raises(ReadOnly):
                cases.add_case(session, "Épicerie")
    finally:
        target.chmod(0o755)


def test_a_copy_never_takes_the_place_of_the_project_itself(session: Session, path: Path) -> None:
    with pytest.raises(FileExists):
        projects.backup(session, path, force=True)
    cases.add_case(session, "Épicerie")

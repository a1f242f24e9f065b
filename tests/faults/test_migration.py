"""Projects of every earlier format: opened, brought up, whole; and as they were wherever that fails."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from qualcode.errors import ProjectTampered, QualcodeError, ReadOnly
from qualcode.ops import codings, documents, history, projects
from qualcode.store import backup
from qualcode.store.header import FORMAT
from qualcode.store.session import open_project
from tests.store.making import dump, is_whole

from .harness import every_death_of_all, needs_fork

FROZEN = sorted((Path(__file__).parent.parent / "data" / "projects").glob("format-*.qualcode.gz"))
OF_EACH = pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.name.split(".")[0])


def thawed(frozen: Path, folder: Path) -> Path:
    path = folder / "frozen.qualcode"
    path.write_bytes(gzip.decompress(frozen.read_bytes()))
    return path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, by SQLite alone."""
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in sorted(names)}
    connection.close()
    return found


def test_every_earlier_format_has_a_frozen_project() -> None:
    assert [path.name for path in FROZEN] == [f"format-{number}.qualcode.gz" for number in range(1, FORMAT)]


@OF_EACH
def test_it_is_brought_up_whole_after_a_backup_and_told(frozen: Path, tmp_path: Path) -> None:
    path = thawed(frozen, tmp_path)
    before, bytes_before = rows(path), path.read_bytes()
    with open_project(path, coder="marie") as session:
        assert [len(session.notices), is_whole(session)] == [1, True]
        copy = Path(str(session.notices[0].values["file"]))
        codings.remove(session, [codings.listing(session)[0].id])
        history.undo(session)
        assert is_whole(session)
    assert copy.read_bytes() == bytes_before or rows(copy) == before
    with open_project(path, coder="marie") as session:
        assert session.notices == ()
        history.undo(session, 3)
        assert is_whole(session)


@OF_EACH
def test_no_row_is_changed(frozen: Path, tmp_path: Path) -> None:
    path = thawed(frozen, tmp_path)
    before = rows(path)
    open_project(path, coder="marie").close()
    after = rows(path)
    assert {name: after[name] for name in before} == before
    assert all(not after[name] for name in after.keys() - before.keys())


@OF_EACH
def test_where_it_may_not_be_written_it_is_read_as_it_is(frozen: Path, tmp_path: Path) -> None:
    path = thawed(frozen, tmp_path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with projects.open_session(path, coder="marie", read_only=True) as session:
        assert session.read_only
        assert documents.listing(session)
        assert is_whole(session)
        with pytest.raises(ReadOnly):
            history.undo(session)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@OF_EACH
def test_a_foreign_schema_of_an_earlier_format_is_refused_untouched(frozen: Path, tmp_path: Path) -> None:
    path = thawed(frozen, tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON coding BEGIN DELETE FROM coding; END")
    connection.close()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ProjectTampered):
        open_project(path, coder="marie")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


@OF_EACH
def test_without_a_backup_nothing_is_changed(frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = thawed(frozen, tmp_path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()

    def full(*_: object, **__: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "copy_to", full)
    with pytest.raises((QualcodeError, OSError)):
        open_project(path, coder="marie")
    monkeypatch.undo()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    open_project(path, coder="marie").close()


@needs_fork
@OF_EACH
def test_killed_before_every_statement_it_can_be_tried_again(frozen: Path, tmp_path: Path) -> None:
    path = thawed(frozen, tmp_path)
    with open_project(Path(shutil.copy(path, tmp_path / "whole.qualcode")), coder="marie") as session:
        wanted = dump(session)
    deaths = 0
    for finished in every_death_of_all(lambda path: open_project(path, coder="marie").close(), path, 9):
        deaths += not finished
        with open_project(path, coder="controller") as session:
            assert is_whole(session)
            assert dump(session) == wanted
    assert deaths > 10

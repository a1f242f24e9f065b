"""Backups: made before the first write of a sitting, thinned with age, never replaced by something worse."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import FileExists, ProjectDamaged, QualcodeError
from qualcode.ops import cases, documents, history, projects
from qualcode.store import backup
from qualcode.store.header import backup_folder
from qualcode.store.session import open_project
from tests.store.making import digest_of, dump, imported, is_whole, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "p.qualcode"
    with new_project(file) as session:
        imported(session, 1)
    for copy in backups(file):
        copy.unlink()
    return file


def backups(path: Path) -> list[Path]:
    folder = backup_folder(path)
    return sorted(folder.iterdir(), key=lambda file: file.name.split("-")[3]) if folder.exists() else []


def work(path: Path, name: str) -> None:
    """One sitting: open, change something, close."""
    with open_project(path, coder="marie") as session:
        cases.add_case(session, name)


def later(path: Path, hours: float = 2) -> None:
    """The newest backup becomes so many hours old."""
    then = time.time() - hours * 3600
    os.utime(backups(path)[-1], (then, then))


def test_a_backup_of_what_stood_before_is_made_with_the_first_write_of_a_sitting(path: Path) -> None:
    with open_project(path, coder="marie") as session:
        before = dump(session)
        documents.listing(session)
        assert backups(path) == []
        cases.add_case(session, "Nord")
        assert len(backups(path)) == 1
        cases.add_case(session, "Sud")
        assert len(backups(path)) == 1
    with open_project(backups(path)[0], coder="marie") as copy:
        assert dump(copy) == before
        assert is_whole(copy)


def test_sittings_within_an_hour_share_one(path: Path) -> None:
    work(path, "Nord")
    work(path, "Sud")
    assert len(backups(path)) == 1
    later(path)
    work(path, "Est")
    assert len(backups(path)) == 2


def test_a_sitting_without_a_write_makes_none_and_neither_does_an_unchanged_state(path: Path) -> None:
    work(path, "Nord")
    later(path)
    with open_project(path, coder="marie") as session:
        documents.listing(session)
    assert len(backups(path)) == 1
    path.write_bytes(backups(path)[0].read_bytes())
    work(path, "Sud")
    assert len(backups(path)) == 1, "this state is backed up already"


def test_old_ones_are_thinned_to_the_last_ten_and_one_a_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "EVERY_SECONDS", 0)
    for day in range(1, 32):
        for hour in ("08", "12"):
            monkeypatch.setattr(time, "strftime", lambda _, d=day, h=hour: f"2026-03-{d:02}T{h}0000")
            work(path, f"{day} {hour}")
    names = [file.name[:13] for file in backups(path)]
    assert names[-10:] == [f"2026-03-{day:02}T{hour}" for day in range(27, 32) for hour in ("08", "12")]
    assert names[:-10] == [f"2026-03-{day:02}T12" for day in range(2, 27)]


def test_a_clock_gone_back_changes_no_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "EVERY_SECONDS", 0)
    for year in (2026, 2025, 2024):
        for number in range(5):
            monkeypatch.setattr(time, "strftime", lambda _, y=year, n=number: f"{y}-01-01T0{n}0000")
            work(path, f"{year} {number}")
    newest = backups(path)[-1]
    assert newest.name.startswith("2024-01-01T04")
    with open_project(newest, coder="marie") as session:
        assert [case.name for case in cases.cases(session)][-1] == "2026 4"
        assert len(cases.cases(session)) == 14


def test_after_going_back_to_an_older_one_the_new_ones_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They hold fewer changes than those that were left, and are worth more."""
    monkeypatch.setattr(backup, "EVERY_SECONDS", 0)
    for number in range(12):
        work(path, f"avant {number}")
    path.write_bytes(backups(path)[0].read_bytes())
    for number in range(12):
        work(path, f"après {number}")
    for file in backups(path)[-10:]:
        with open_project(file, coder="marie") as session:
            assert any(case.name.startswith("après") for case in cases.cases(session))


def damage_pages(path: Path) -> None:
    """An index page is overwritten: the file opens, and does not hold together."""
    with closing(sqlite3.connect(path)) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'turn_speaker'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    content = path.read_bytes()
    path.write_bytes(content[: (root - 1) * size] + bytes(size) + content[root * size :])


def damage_text(path: Path) -> None:
    """A letter of a transcript is another one; SQLite does not notice."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("UPDATE text SET content = replace(content, 'Entretien', 'Entretiem')")


def test_a_project_that_does_not_hold_together_never_replaces_a_good_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "EVERY_SECONDS", 0)
    for number in range(3):
        work(path, f"cas {number}")
    good = {file.name: digest_of(file) for file in backups(path)}
    damage_pages(path)
    damaged = digest_of(path)
    for number in range(30):
        with pytest.raises(ProjectDamaged):
            work(path, f"plus {number}")
    assert {file.name: digest_of(file) for file in backups(path)} == good
    assert digest_of(path) == damaged
    with pytest.raises(ProjectDamaged), open_project(path, coder="marie") as session:
        projects.backup(session, path.with_name("copy.qualcode"))
    assert not path.with_name("copy.qualcode").exists()


def test_while_a_text_is_damaged_no_older_backup_is_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "EVERY_SECONDS", 0)
    for number in range(3):
        work(path, f"cas {number}")
    good = {file.name: digest_of(file) for file in backups(path)}
    damage_text(path)
    for number in range(30):
        work(path, f"plus {number}")
    kept = {file.name: digest_of(file) for file in backups(path)}
    assert good.items() <= kept.items()
    assert len(kept) == 33


def test_a_backup_asked_for_has_a_name_of_its_own_and_is_never_thinned(path: Path, tmp_path: Path) -> None:
    with open_project(path, coder="marie") as session:
        own = projects.backup(session)
        assert own.parent == backup_folder(path)
        target = tmp_path / "elsewhere.qualcode"
        assert projects.backup(session, target) == target
        with pytest.raises(FileExists):
            projects.backup(session, target)
        history.undo(session)
        projects.backup(session, target, force=True)
        rows = dump(session)
    with open_project(target, coder="marie") as copy:
        assert dump(copy) == rows
        assert is_whole(copy)
    with pytest.raises(QualcodeError), open_project(path, coder="marie") as session:
        projects.backup(session, tmp_path / "no folder" / "p.qualcode")
    assert own.exists()
    assert not list(tmp_path.glob(".*.new"))

"""Backups: whole copies beside the project, made before the first write of a sitting, thinned with age.

A copy is taken with SQLite's backup call, proven whole, and only then put in place. While a text in it is not what was
imported no older copy is removed, so that a damaged project never takes the place of a good backup.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sqlite3
import time
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from qualcode.errors import BackupDiskFull, DiskFull, FileExists, FileUnwritable, ProjectBusy
from qualcode.model.message import N_
from qualcode.store.engine import BUSY_SECONDS
from qualcode.store.header import backup_folder, damaged

EVERY_SECONDS = 3600
KEEP_NEWEST = 10
KEEP_DAYS = 30
# 2026-03-02T101500-0007-3fa9c1d2.qualcode: when (for people), the how-manieth it is, and which state it holds.
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)T\d{6}-(\d+)-([0-9a-f]{8})\.qualcode")


class _Backup(NamedTuple):
    number: int  # orders; the clock does not
    day: str
    state: str
    file: Path


def before_writing(path: Path, connection: Connection) -> Path | None:
    """Make a backup unless the newest one is younger than an hour or holds the same state; its path if one was made.

    A backup that cannot be written (a full disk, a folder without rights) never stands in the way of the work itself.
    Raises ProjectDamaged where the project does not hold together, ProjectBusy.
    """
    last = connection.exec_driver_sql("SELECT digest FROM journal ORDER BY sequence DESC LIMIT 1").first()
    if last is None:
        return None
    state = str(last[0])[:8]
    try:
        existing = _existing(path)
        if existing:
            newest = existing[-1]
            if newest.state == state or abs(time.time() - newest.file.stat().st_mtime) < EVERY_SECONDS:
                return None
        number = existing[-1].number + 1 if existing else 1
        target = backup_folder(path) / f"{time.strftime('%Y-%m-%dT%H%M%S')}-{number:04}-{state}.qualcode"
        target.parent.mkdir(mode=0o700, exist_ok=True)
        if copy_to(path, connection, target, force=True):
            _thin(path)
    except (OSError, FileUnwritable, DiskFull):
        return None
    return target


def copy_to(path: Path, connection: Connection, target: Path, *, force: bool) -> bool:
    """Copy the project as it is at this moment to `target`, whole or not at all; whether its texts are sound too.

    Raises FileExists (unless `force`; always for the project itself), FileUnwritable, ProjectBusy, ProjectDamaged
    where the copy does not hold together.
    """
    if target.exists() and (not force or (path.exists() and target.samefile(path))):
        raise FileExists(path=str(target))
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        source: Any = connection.connection.dbapi_connection
        copy = sqlite3.connect(draft)
        try:
            # Nobody else sees the draft: it needs no journal, and the disk is waited for once, at the end.
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("PRAGMA synchronous=OFF")
            source.backup(copy, progress=_Patience())
            whole = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            sound = whole and _texts_sound(copy)
        finally:
            copy.close()
        if not whole:
            raise damaged(path, N_("its pages do not hold together"))
        draft.chmod(0o600)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise BackupDiskFull(path=str(target)) from error
        raise FileUnwritable(path=str(target), reason=error.strerror or type(error).__name__) from error
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise BackupDiskFull(path=str(target)) from error
        raise FileUnwritable(path=str(target), reason=str(error)) from error
    except sqlite3.DatabaseError as error:
        raise damaged(path, N_("its pages do not hold together")) from error
    finally:
        draft.unlink(missing_ok=True)
    return sound


class _Patience:
    """Ends a copy that waits for another program's lock; by itself it would wait for ever."""

    def __init__(self) -> None:
        self._until = time.monotonic() + BUSY_SECONDS

    def __call__(self, status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > self._until:
            raise ProjectBusy(coder="?", at="?")


def _texts_sound(copy: sqlite3.Connection) -> bool:
    texts = copy.execute("SELECT sha256, CAST(content AS BLOB) FROM text")
    return all(hashlib.sha256(content).hexdigest() == sha256 for sha256, content in texts)


def _existing(path: Path) -> list[_Backup]:
    """The backups there are, oldest first."""
    folder = backup_folder(path)
    if not folder.is_dir():
        return []
    found = [(match, file) for file in folder.iterdir() if (match := _NAME.fullmatch(file.name))]
    return sorted(_Backup(int(match[2]), match[1], match[3], file) for match, file in found)


def _thin(path: Path) -> None:
    """Keep the newest ten, and the last of each of the thirty days on which there were any most recently."""
    existing = _existing(path)
    keep = {backup.file for backup in existing[-KEEP_NEWEST:]}
    last_of_day = {backup.day: backup for backup in existing}
    keep |= {backup.file for backup in sorted(last_of_day.values())[-KEEP_DAYS:]}
    for backup in existing:
        if backup.file not in keep:
            backup.file.unlink(missing_ok=True)

"""Backups: whole copies beside the project, made before the first write of a sitting, thinned with age.

A copy is taken with SQLite's backup call, proven whole, and only then put in place, so that a damaged project never
takes the place of a good backup.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from qualcode.errors import FileExists, FileUnwritable
from qualcode.model.message import N_
from qualcode.store.engine import backup_folder, damaged

EVERY_SECONDS = 3600
KEEP_NEWEST = 10
KEEP_DAYS = 30
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)T\d{6}-(\d+)\.qualcode")


def before_writing(path: Path, connection: Connection) -> Path | None:
    """Make a backup unless the newest one is younger than an hour or holds the same state; its path if one was made.

    A backup that cannot be written (a full disk, a folder without rights) never stands in the way of the work itself.
    """
    sequence = _sequence(connection)
    if not sequence:
        return None
    existing = _existing(path)
    if existing:
        newest = existing[-1]
        if newest[1] == sequence or abs(time.time() - newest[2].stat().st_mtime) < EVERY_SECONDS:
            return None
    target = backup_folder(path) / f"{time.strftime('%Y-%m-%dT%H%M%S')}-{sequence}.qualcode"
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        copy_to(path, connection, target, force=True)
        _thin(path)
    except (OSError, FileUnwritable):
        return None
    return target


def copy_to(path: Path, connection: Connection, target: Path, *, force: bool) -> None:
    """Copy the project as it is at this moment to `target`, whole or not at all.

    Raises FileExists (unless `force`), FileUnwritable, ProjectDamaged where the copy does not hold together.
    """
    if target.exists() and not force:
        raise FileExists(path=str(target))
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        source: Any = connection.connection.dbapi_connection
        copy = sqlite3.connect(draft)
        try:
            source.backup(copy)
            whole = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        finally:
            copy.close()
        if not whole:
            raise damaged(path, N_("its pages do not hold together"))
        draft.chmod(0o600)
        draft.replace(target)
    except OSError as error:
        raise FileUnwritable(path=str(target), reason=error.strerror or type(error).__name__) from error
    except sqlite3.OperationalError as error:
        raise FileUnwritable(path=str(target), reason=str(error)) from error
    except sqlite3.DatabaseError as error:
        raise damaged(path, N_("its pages do not hold together")) from error
    finally:
        draft.unlink(missing_ok=True)


def _sequence(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT coalesce(max(sequence), 0) FROM journal").scalar_one())


def _existing(path: Path) -> list[tuple[str, int, Path]]:
    """Backups as (day, journal number, path), oldest first by journal number."""
    folder = backup_folder(path)
    if not folder.is_dir():
        return []
    found = [(match, file) for file in folder.iterdir() if (match := _NAME.fullmatch(file.name))]
    return sorted(((match[1], int(match[2]), file) for match, file in found), key=lambda item: (item[1], item[0]))


def _thin(path: Path) -> None:
    """Keep the newest ten, and the last of each of thirty days."""
    existing = _existing(path)
    keep = {file for _, _, file in existing[-KEEP_NEWEST:]}
    last_of_day = {day: file for day, _, file in existing}
    keep |= {last_of_day[day] for day in sorted(last_of_day)[-KEEP_DAYS:]}
    for _, _, file in existing:
        if file not in keep:
            file.unlink(missing_ok=True)

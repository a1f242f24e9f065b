"""Bringing a project of an earlier format up to this one: backed up first, in one transaction, and told.

Formats have only ever added tables, so that a migration creates what is missing and changes no row. Where the file
cannot be written it is brought up in memory, to be read.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from qualcode.store import backup
from qualcode.store.engine import check_schema, connect, set_gate
from qualcode.store.header import FORMAT, backup_folder
from qualcode.store.tables import ADDED, METADATA


def upgrade(path: Path, connection: Connection, found: int) -> Path:
    """Bring the file from format `found` to `FORMAT`; the backup that was made before.

    Raises ProjectTampered where the file is not exactly what that format had, FileUnwritable, DiskFull, ProjectBusy;
    the file is then as it was.
    """
    check_schema(path, connection, found)
    target = backup_folder(path) / f"before-format-{FORMAT}-{time.strftime('%Y-%m-%dT%H%M%S')}.qualcode"
    target.parent.mkdir(mode=0o700, exist_ok=True)
    backup.copy_to(path, connection, target, force=True)
    _add(connection)
    return target


def in_memory(path: Path, engine: Engine, connection: Connection, found: int) -> tuple[Engine, Connection]:
    """A copy in memory in this program's format, for reading; the connection to the file is closed."""
    check_schema(path, connection, found)
    copy_engine, copy = connect(None)
    source: Any = connection.connection.dbapi_connection
    target: Any = copy.connection.dbapi_connection
    set_gate(copy, True)
    assert isinstance(source, sqlite3.Connection)
    source.backup(target)
    _add(copy)
    connection.close()
    engine.dispose()
    return copy_engine, copy


def _add(connection: Connection) -> None:
    """Create what the file lacks and sign it, in one transaction. Another program may have done it meanwhile."""
    set_gate(connection, True)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        present = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        for number in range(present + 1, FORMAT + 1):
            METADATA.create_all(
                connection, tables=[table for table in METADATA.sorted_tables if table.name in ADDED[number]]
            )
        connection.exec_driver_sql(f"PRAGMA user_version={FORMAT}")
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        # Whatever it is, an interruption too: nothing is left half written, and it goes on its way.
        if connection.connection.dbapi_connection is not None and connection.connection.in_transaction:
            connection.exec_driver_sql("ROLLBACK")
        raise
    finally:
        set_gate(connection, False)

"""Opening the file: its header read without SQLite, then a connection with every safety on."""

from __future__ import annotations

import sqlite3
import urllib.parse
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import StaticPool

from qualcode.errors import (
    DiskFull,
    FileUnreadable,
    NotAProject,
    ProjectDamaged,
    ProjectFromFuture,
    ProjectNotFound,
    ProjectTampered,
    QualcodeError,
    ReadOnly,
    StorageError,
)
from qualcode.model.message import N_, Message
from qualcode.store.tables import APPLICATION_ID, FORMAT, METADATA

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
BUSY_SECONDS = 5


class WriteOutsideGateError(RuntimeError):
    """A programming error: a statement that writes was run without `Session.operation`."""


def backup_folder(path: Path) -> Path:
    """Where a project's backups lie: beside it."""
    return path.with_name(path.name + ".backups")


def inspect_header(path: Path) -> None:
    """Refuse what is no project, was cut short, or is from a newer program, without letting SQLite touch it.

    Raises ProjectNotFound, FileUnreadable, NotAProject, ProjectFromFuture or ProjectDamaged.
    """
    if not path.exists():
        raise ProjectNotFound(path=str(path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or type(error).__name__) from error
    if len(header) < 100 or header[:16] != b"SQLite format 3\0":
        raise NotAProject(path=str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAProject(path=str(path))
    found = int.from_bytes(header[60:64], "big")
    if found > FORMAT:
        raise ProjectFromFuture(path=str(path), found=found, known=FORMAT)
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    if found < 1 or page < 512 or size < page * pages:
        raise damaged(path, N_("it is cut short"))


def damaged(path: Path, reason: str) -> ProjectDamaged:
    """The error that names a broken file, the reason and where its backups are."""
    return ProjectDamaged(path=str(path), reason=Message(reason), backups=str(backup_folder(path)))


def connect(path: Path | None, *, mode: str = "rw") -> tuple[Engine, Connection]:
    """A connection to the file (`rw`, `ro`, or `rwc` to create it), or to memory where `path` is None.

    Autocommit: transactions are opened by the gate alone. Statements that write are refused unless the gate set
    `connection.info["gate"]`. Failed statements never print their parameters, which may be interview text.
    """
    name = ":memory:" if path is None else f"file:{urllib.parse.quote(str(path.absolute()))}?mode={mode}"

    def create() -> sqlite3.Connection:
        return sqlite3.connect(
            name, uri=path is not None, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )

    engine = create_engine("sqlite://", creator=create, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "before_cursor_execute", _guard)
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    for pragma in (
        "foreign_keys=ON",
        "synchronous=FULL",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "temp_store=MEMORY",
    ):
        connection.exec_driver_sql(f"PRAGMA {pragma}")
    return engine, connection


def _guard(connection: Connection, cursor: Any, statement: str, *_: object) -> None:
    if statement.lstrip()[:7].upper().startswith(_WRITES) and not connection.info.get("gate"):
        raise WriteOutsideGateError(statement.split("\n", 1)[0])


def create_schema(connection: Connection) -> None:
    """Make the tables in an empty file and sign it."""
    connection.info["gate"] = True
    METADATA.create_all(connection)
    connection.info["gate"] = False
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={FORMAT}")


def _shape(connection: Connection) -> dict[str, object]:
    """Everything a schema holds, in a form that does not depend on how the statements were written."""
    shape: dict[str, object] = {}
    entries = connection.exec_driver_sql(
        "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    for kind, name, table in entries:
        detail: list[tuple[object, ...]] = [(table,)]
        if kind == "table":
            quoted = '"' + name.replace('"', '""') + '"'
            for pragma in ("table_xinfo", "foreign_key_list"):
                detail += sorted(map(tuple, connection.exec_driver_sql(f"PRAGMA {pragma}({quoted})")), key=repr)
        shape[f"{kind} {name}"] = detail
    return shape


def check_schema(path: Path, connection: Connection) -> None:
    """Refuse a file whose schema is not exactly ours: no triggers, views, extra tables or computed columns.

    Raises ProjectTampered naming the first thing that differs.
    """
    engine, reference = connect(None)
    create_schema(reference)
    expected = _shape(reference)
    reference.close()
    engine.dispose()
    found = _shape(connection)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise ProjectTampered(path=str(path), what=name)


def translate(path: Path, error: DBAPIError) -> QualcodeError:
    """The plain error for what the database said; never repeats statements or values."""
    origin = error.orig
    text = str(origin).lower()
    if isinstance(error, IntegrityError):
        return StorageError(reason=Message(N_("a rule of the file would be broken")))
    if "full" in text:
        return DiskFull()
    if "readonly" in text or "read-only" in text:
        return ReadOnly()
    if any(word in text for word in ("malformed", "not a database", "corrupt", "disk image", "encoding")):
        return damaged(path, N_("the database says so"))
    return StorageError(reason=text.split("\n", 1)[0])

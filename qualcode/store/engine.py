"""A connection to the file with every safety on, and what the database says in plain errors."""

from __future__ import annotations

import functools
import os
import re
import sqlite3
import urllib.parse
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import StaticPool

from qualcode.errors import (
    DiskFull,
    ProjectBusy,
    ProjectTampered,
    QualcodeError,
    ReadOnly,
    StorageError,
)
from qualcode.model.message import N_, Message
from qualcode.store.header import APPLICATION_ID, FORMAT, damaged
from qualcode.store.tables import ADDED, METADATA

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
# How SQLite and its driver say that a file is broken. The driver's words on undecodable text repeat that text.
_DAMAGE = ("malformed", "not a database", "corrupt", "disk image", "encoding", "could not decode", "unsupported file")
# What the database may raise; the second where its own words repeat broken bytes.
FAULTS = (DBAPIError, UnicodeDecodeError)
BUSY_SECONDS = 5
_PRAGMAS = (
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "query_only=ON",
)
SYNCHRONOUS = "EXTRA"  # FULL, and the folder too: a commit is the journal's removal from it


class WriteOutsideGateError(RuntimeError):
    """A programming error: a statement that writes was run without `Session.operation`."""


def connect(path: Path | None, *, mode: str = "rw") -> tuple[Engine, Connection]:
    """A connection to the file (`rw`, `ro`, or `rwc` to create it), or to memory where `path` is None.

    Autocommit: transactions are opened by the gate alone (`set_gate`), and while it is closed SQLite itself lets
    nothing be written. Failed statements never print their parameters, which may be interview text.
    Raises StorageError, ProjectDamaged.
    """
    name = ":memory:" if path is None else f"file:{urllib.parse.quote(os.fsencode(path.absolute()))}?mode={mode}"

    def create() -> sqlite3.Connection:
        return sqlite3.connect(
            name, uri=path is not None, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )

    engine = create_engine("sqlite://", creator=create, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "before_cursor_execute", _guard)
    try:
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        for pragma in _PRAGMAS:
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        connection.exec_driver_sql(f"PRAGMA synchronous={SYNCHRONOUS}")
    except FAULTS as error:
        engine.dispose()
        raise translate(path or Path(name), error) from error
    return engine, connection


def set_gate(connection: Connection, is_open: bool) -> None:
    """Let statements write, or stop them from it."""
    connection.info["gate"] = is_open
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if is_open else 'ON'}")


def _guard(connection: Connection, cursor: Any, statement: str, *_: object) -> None:
    if statement.lstrip()[:7].upper().startswith(_WRITES) and not connection.info.get("gate"):
        raise WriteOutsideGateError(statement.split("\n", 1)[0])


def create_schema(connection: Connection, number: int = FORMAT) -> None:
    """Make the tables of a format in an empty file and sign it."""
    later = {name for added in range(number + 1, FORMAT + 1) for name in ADDED[added]}
    set_gate(connection, True)
    connection.exec_driver_sql("BEGIN")  # one wait for the disk instead of one a table
    METADATA.create_all(connection, tables=[table for table in METADATA.sorted_tables if table.name not in later])
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={number}")
    connection.exec_driver_sql("COMMIT")
    set_gate(connection, False)


Shape = dict[str, list[tuple[object, ...]]]


def _statements(connection: Connection) -> list[tuple[Any, ...]]:
    """Every entry of a schema as it is written."""
    return [tuple(row) for row in connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")]


def _names(connection: Connection) -> Shape:
    """What a schema holds, by kind and name. SQLite's own indexes are left to the tables they belong to."""
    entries = connection.exec_driver_sql("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {
        f"{kind} {name}": [(table, " ".join(sql.split()[:2]).upper())]
        for kind, name, table, sql in entries
        if not (kind == "index" and name.startswith("sqlite_autoindex_"))
    }


def _shape(connection: Connection) -> Shape:
    """Columns, references, indexes and rules of every table, in a form that does not depend on how they are written."""
    shape: Shape = {}
    tables = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    for name, sql in tables:
        detail: list[tuple[object, ...]] = [("check", rule) for rule in _rules(sql)]
        for pragma in ("table_xinfo", "foreign_key_list"):
            detail += sorted((pragma, *row) for row in _pragma(connection, pragma, name))
        for _, index, unique, origin, partial in _pragma(connection, "index_list", name):
            columns = tuple(row[1:] for row in _pragma(connection, "index_xinfo", index))
            detail.append(("index", unique, origin, partial, columns))
        shape[f"table {name}"] = sorted(detail, key=repr)
    return shape


def _pragma(connection: Connection, pragma: str, name: str) -> list[tuple[Any, ...]]:
    quoted = '"' + name.replace('"', '""') + '"'
    return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}({quoted})")]


def _rules(sql: str) -> list[str]:
    """The CHECK rules in a table's statement, without white space."""
    rules = []
    for match in re.finditer(r"\bCHECK\s*(?=\()", sql):
        depth = 0
        for place in range(match.end(), len(sql)):
            depth += (sql[place] == "(") - (sql[place] == ")")
            if depth == 0:
                rules.append("".join(sql[match.end() : place].split()))
                break
    return sorted(rules)


@functools.cache
def _expected(number: int) -> tuple[list[tuple[Any, ...]], Shape, Shape]:
    """Statements, names and shape of a file that has just been made in this format."""
    engine, reference = connect(None)
    create_schema(reference, number)
    expected = _statements(reference), _names(reference), _shape(reference)
    reference.close()
    engine.dispose()
    return expected


def check_schema(path: Path, connection: Connection, number: int = FORMAT) -> None:
    """Refuse a file whose schema is not exactly that of its format: no triggers, views, extra tables or columns.

    The names come first, so that nothing foreign is even looked into. Raises ProjectTampered naming the first thing
    that differs.
    """
    statements, *shapes = _expected(number)
    if _statements(connection) == statements:
        return  # to the letter as this program makes it, so that hundreds of questions need not be asked
    for expected, read in zip(shapes, (_names, _shape), strict=True):
        found = read(connection)
        for name in sorted(expected.keys() | found.keys()):
            if expected.get(name) != found.get(name):
                raise ProjectTampered(path=str(path), what=name)


def translate(path: Path, error: DBAPIError | UnicodeDecodeError) -> QualcodeError:
    """The plain error for what the database said; never repeats statements or values."""
    if isinstance(error, UnicodeDecodeError):
        return damaged(path, N_("the database says so"))
    text = str(error.orig).lower()
    if isinstance(error, IntegrityError):
        return StorageError(reason=Message(N_("a rule of the file would be broken")))
    if "locked" in text:
        return ProjectBusy(coder="?", at="?")
    if "full" in text:
        return DiskFull()
    if "readonly" in text or "read-only" in text:
        return ReadOnly()
    if any(word in text for word in _DAMAGE):
        return damaged(path, N_("the database says so"))
    return StorageError(reason=text.split("\n", 1)[0])

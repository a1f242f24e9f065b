"""Files that are not ours, or no longer: from a newer program, or with something in them that we did not put there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import NotAProject, ProjectFromFuture, ProjectTampered
from qualcode.ops import cases
from qualcode.store.header import APPLICATION_ID, FORMAT
from qualcode.store.session import open_project
from tests.store.making import digest_of, imported, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "p.qualcode"
    with new_project(file) as session:
        imported(session, 1)
    return file


def altered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        for statement in statements:
            raw.executescript(statement)


def refused(path: Path, error: type[Exception]) -> str:
    """What is said; no byte of the file is changed and nothing is left beside it."""
    before, files = digest_of(path), sorted(path.parent.iterdir())
    for read_only in (False, True):
        with pytest.raises(error) as caught:
            open_project(path, coder="marie", read_only=read_only)
        assert digest_of(path) == before
        assert sorted(path.parent.iterdir()) == files
    return str(caught.value)


def test_a_newer_format_is_refused_with_both_numbers(path: Path) -> None:
    altered(path, "PRAGMA user_version=999")
    said = refused(path, ProjectFromFuture)
    assert f"its format is 999, this program knows {FORMAT}" in said


def test_another_program_s_file_is_refused(path: Path) -> None:
    altered(path, f"PRAGMA application_id={APPLICATION_ID + 1}")
    refused(path, NotAProject)


EXTRAS = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON coding BEGIN DELETE FROM memo; END",
    "a view": "CREATE VIEW v AS SELECT * FROM coding",
    "a table": "CREATE TABLE extra (a)",
    "a virtual table": "CREATE VIRTUAL TABLE extra USING fts5(a)",
    "an index": "CREATE INDEX extra ON coding (quote)",
    "an index over a function": "CREATE INDEX extra ON coding (upper(quote))",
    "a partial index": "CREATE INDEX extra ON coding (quote) WHERE start > 3",
    "a column": "ALTER TABLE coding ADD COLUMN extra TEXT",
    "a computed column": "ALTER TABLE coding ADD COLUMN extra TEXT AS (upper(quote))",
    "a default": "ALTER TABLE coding ADD COLUMN extra TEXT DEFAULT 'x'",
    "statistics": "ANALYZE",
}
CHANGED = {
    "a column less": "ALTER TABLE coding DROP COLUMN created",
    "a column renamed": "ALTER TABLE coding RENAME COLUMN quote TO words",
    "an index less": "DROP INDEX coding_code",
    "a table less": "DROP TABLE decision",
    "the unique place gone": "DROP INDEX coding_place",
}
# Names that SQLite keeps for itself can be written past it, and so can the statements.
FORGED = {
    "a trigger under SQLite's name": (
        "INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_t', 'coding', 0, "
        "'CREATE TRIGGER sqlite_t AFTER INSERT ON coding BEGIN DELETE FROM memo; END')"
    ),
    "a view under a table's name": (
        "DELETE FROM sqlite_master WHERE type = 'index' AND tbl_name = 'decision';"
        "UPDATE sqlite_master SET type = 'view', sql = 'CREATE VIEW decision AS SELECT 1 AS id', rootpage = 0 "
        "WHERE name = 'decision'"
    ),
    "a rule gone": "UPDATE sqlite_master SET sql = replace(sql, 'CHECK (interviewer IN (0, 1))', 'CHECK (1)')",
    "a rule with a function": (
        "UPDATE sqlite_master SET sql = replace(sql, 'interviewer IN (0, 1)', 'length(randomblob(9)) > interviewer')"
    ),
    "a key gone": "UPDATE sqlite_master SET sql = replace(sql, 'REFERENCES document (id)', 'REFERENCES coder (id)')",
    "a column that may be empty": "UPDATE sqlite_master SET sql = replace(sql, 'quote TEXT NOT NULL', 'quote TEXT')",
}


@pytest.mark.parametrize(
    "statement", [*EXTRAS.values(), *CHANGED.values(), *FORGED.values()], ids=[*EXTRAS, *CHANGED, *FORGED]
)
def test_a_schema_that_is_not_ours_is_refused(path: Path, statement: str) -> None:
    try:
        altered(path, statement)
    except sqlite3.OperationalError as error:  # not every SQLite is built with everything
        pytest.skip(f"this SQLite cannot make it: {error}")
    assert "that qualcode did not put there" in refused(path, ProjectTampered)


def test_a_file_that_keeps_changes_elsewhere_is_refused(path: Path) -> None:
    """SQLite would make files beside it, and a copy of the one file alone would lack what lies in them."""
    altered(path, "PRAGMA journal_mode=WAL")
    assert "write-ahead log" in refused(path, ProjectTampered)


def rewritten(change: Callable[[str], str], path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        for name, sql in raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall():
            raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (change(sql), name))


@pytest.mark.parametrize(
    "change",
    [
        lambda sql: sql.replace("\t", "    ").replace("\n", "\r\n"),
        lambda sql: sql.replace("start >= 0", '"start"  >=  0').replace('"start"', "start"),
        lambda sql: sql.replace(" (", "("),
    ],
)
def test_the_same_schema_written_otherwise_is_ours(path: Path, change: Callable[[str], str]) -> None:
    """Another version of what writes the statements may set them differently."""
    rewritten(change, path)
    with open_project(path, coder="marie") as session:
        cases.add_case(session, "Atelier Nord")


def test_nothing_in_a_file_runs_when_it_is_opened(path: Path) -> None:
    """Even a trigger that slipped through could do nothing while nobody writes; functions from the schema never run."""
    with open_project(path, coder="marie") as session:
        settings = {
            name: session.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("trusted_schema", "cell_size_check", "foreign_keys", "secure_delete", "query_only")
        }
    assert settings == {
        "trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1, "secure_delete": 1, "query_only": 1
    }  # fmt: skip


def test_what_was_removed_leaves_no_words_in_the_file(tmp_path: Path) -> None:
    """Pages that are given up are overwritten; what undo needs is in the journal, compressed."""
    path = tmp_path / "p.qualcode"
    word = "Mirabellenkuchen"
    with new_project(path) as session:
        cases.add_case(session, word)
        assert word.encode() in path.read_bytes()
        cases.set_case(session, word, rename="Autre")
    content = path.read_bytes()
    assert content.count(word.encode()) == 2  # in the journal's sentences, which tell what was done

"""What went wrong while writing, in plain errors: who is in the way, which rows refer to something missing."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sqlalchemy import Connection, literal_column, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from qualcode.errors import ProjectBusy, QualcodeError, StorageError
from qualcode.model.message import N_, Message
from qualcode.store.engine import FAULTS, translate
from qualcode.store.tables import JOURNAL


class BrokenReferences(StorageError):
    """Rows that stay would refer to rows that go; `rows` are both, as (table, id)."""

    def __init__(self, rows: set[tuple[str, str]]) -> None:
        super().__init__(reason=Message(N_("a rule of the file would be broken")))
        self.rows = rows


def plain(path: Path, connection: Connection, error: DBAPIError | UnicodeDecodeError) -> QualcodeError:
    """The plain error; where another program is in the way it names who wrote last, as far as that can be read."""
    told = translate(path, error)
    if isinstance(error, IntegrityError) and "foreign key" in str(error.orig).lower():
        return BrokenReferences(_broken_references(connection))
    if isinstance(told, ProjectBusy):
        patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
        connection.exec_driver_sql("PRAGMA busy_timeout=0")  # it has been waited for already
        with contextlib.suppress(*FAULTS):
            last = connection.execute(
                select(JOURNAL.c.coder, JOURNAL.c.at).order_by(JOURNAL.c.sequence.desc()).limit(1)
            ).first()
            told = ProjectBusy(coder=last[0], at=last[1]) if last else told
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
    return told


def _broken_references(connection: Connection) -> set[tuple[str, str]]:
    """Rows that refer to something missing, and what is missing, as (table, id)."""
    broken: set[tuple[str, str]] = set()
    for table, row, parent, key in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        columns = {each[0]: each[3] for each in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")')}
        kept = JOURNAL.metadata.tables[table]
        found = connection.execute(select(kept.c.id, kept.c[columns[key]]).where(literal_column("rowid") == row)).one()
        broken |= {(table, found[0]), (parent, found[1])}
    return broken

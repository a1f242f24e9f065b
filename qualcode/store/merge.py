"""Whole projects as rows, as they are and as they were; and rows written back as one operation.

What is done with them is computed in `analysis.merging`, which knows of no file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from qualcode.model.message import N_
from qualcode.store.header import damaged
from qualcode.store.images import Change, Images
from qualcode.store.journal import unpacked
from qualcode.store.operation import Operation, batches
from qualcode.store.session import Session
from qualcode.store.tables import IMAGED, JOURNAL, METADATA, TEXT

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]  # by table and id

COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in IMAGED}


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of a journal without what it did; `digest` stands for it and all before it."""

    sequence: int
    id: str
    at: str
    coder: str
    operation: str
    summary: str
    digest: str


def rows(session: Session) -> Rows:
    """Every row of every table that the journal keeps images of, in the order they were stored."""
    found: Rows = {}
    for table in IMAGED:
        with session.reading() as connection:
            cursor = connection.execute(select(table)).cursor
            fetched = cursor.fetchall() if cursor is not None else []
        found[table.name] = _by_id(table.name, fetched)
    return found


def some_rows(session: Session, table: str, keys: Iterable[str]) -> dict[str, Row]:
    """The rows of a table with these ids."""
    source = METADATA.tables[table]
    found: dict[str, Row] = {}
    for some in batches(sorted(set(keys))):
        found |= _by_id(table, session.fetch(select(source).where(source.c.id.in_(some))))
    return found


def table_rows(session: Session, table: str) -> dict[str, Row]:
    """All rows of a table."""
    return _by_id(table, session.fetch(select(METADATA.tables[table])))


def _by_id(table: str, fetched: Iterable[Sequence[Any]]) -> dict[str, Row]:
    names = COLUMNS[table]
    place = names.index("id")
    return {row[place]: dict(zip(names, row, strict=True)) for row in fetched}


def entry_of(session: Session, table: str, key: str, operations: Iterable[str]) -> int | None:
    """The number of the last entry, among operations of these names, that put a row in."""
    statement = select(JOURNAL.c.sequence, JOURNAL.c.images).where(JOURNAL.c.operation.in_(list(operations)))
    with session.reading() as connection, session.understanding():
        for sequence, packed in connection.execute(statement.order_by(JOURNAL.c.sequence.desc())):
            images = unpacked(session, packed)
            if any(each == key and before is None for each, before, _ in images.changes.get(table, ())):
                return int(sequence)
    return None


def chain(session: Session) -> list[Link]:
    """The journal, oldest first."""
    names = ("sequence", "id", "at", "coder", "operation", "summary", "digest")
    statement = select(*[JOURNAL.c[name] for name in names]).order_by(JOURNAL.c.sequence)
    return [Link(*row) for row in session.fetch(statement)]


def rewound(session: Session, present: Rows, to: int) -> Rows:
    """The rows as they stood after the entry `to`. Raises ProjectDamaged."""
    found = dict(present)
    copied: set[str] = set()
    statement = select(JOURNAL.c.images).where(JOURNAL.c.sequence > to).order_by(JOURNAL.c.sequence.desc())
    with session.reading() as connection, session.understanding():
        for (packed,) in connection.execute(statement):
            images = unpacked(session, packed)
            for table in images.changes.keys() - copied:
                found[table] = dict(found[table])
                copied.add(table)
            _take_back(found, images)
    return found


def _take_back(found: Rows, images: Images) -> None:
    for table, changes in images.changes.items():
        own, names = found[table], images.columns[table]
        for key, before, _ in reversed(changes):
            if before is None:
                own.pop(key, None)
            else:
                own[key] = dict(zip(names, before, strict=True))


def first_rows(session: Session, tables: Iterable[str]) -> Rows:
    """What the journal's first entry put into some tables: how the project was made. Raises ProjectDamaged."""
    fetched = session.fetch(select(JOURNAL.c.images, JOURNAL.c.operation).order_by(JOURNAL.c.sequence).limit(2))
    found: Rows = {table: {} for table in tables}
    with session.understanding():
        for packed, operation in fetched:
            if operation != "project.create":
                continue
            images = unpacked(session, packed)
            for table, own in found.items():
                for key, before, after in images.changes.get(table, ()):
                    if before is None and after is not None:
                        own[key] = dict(zip(images.columns[table], after, strict=True))
    return found


def texts(session: Session, hashes: Iterable[str]) -> dict[str, str]:
    """Texts by their hashes. Raises ProjectDamaged where one is missing or not what its hash says."""
    found: dict[str, str] = {}
    wanted = sorted(set(hashes))
    for some in batches(wanted):
        found |= dict(session.fetch(select(TEXT.c.sha256, TEXT.c.content).where(TEXT.c.sha256.in_(some))))
    for sha256 in wanted:
        if sha256 not in found or hashlib.sha256(found[sha256].encode()).hexdigest() != sha256:
            raise damaged(session.path, N_("a text is missing"))
    return found


def lacking(session: Session, hashes: Iterable[str]) -> set[str]:
    """Of these texts, by their hashes, those that the project has not."""
    wanted = sorted(set(hashes))
    there: set[str] = set()
    for some in batches(wanted):
        there |= {row[0] for row in session.fetch(select(TEXT.c.sha256).where(TEXT.c.sha256.in_(some)))}
    return set(wanted) - there


def write(gate: Operation, before: Rows, after: Rows, contents: Mapping[str, str]) -> None:
    """Bring the rows from one state to the other, and keep texts, within an operation.

    Rows that are the same object on both sides are not looked at.
    """
    for sha256, content in contents.items():
        gate.add_text(sha256, content)
    images = Images()
    for table in METADATA.sorted_tables:
        if table.name not in COLUMNS:
            continue
        changes = _changes(COLUMNS[table.name], before.get(table.name, {}), after.get(table.name, {}))
        if changes:
            images.add(table.name, list(COLUMNS[table.name]), changes)
    if images:
        gate.apply(images)


def _changes(names: tuple[str, ...], before: Mapping[str, Row], after: Mapping[str, Row]) -> list[Change]:
    def values(row: Row) -> list[Any]:
        return [row[name] for name in names]

    gone: list[Change] = [(key, values(row), None) for key, row in before.items() if key not in after]
    stay: list[Change] = [
        (key, values(before[key]), values(row))
        for key, row in after.items()
        if key in before and before[key] is not row and before[key] != row
    ]
    come: list[Change] = [(key, None, values(row)) for key, row in after.items() if key not in before]
    return [*gone, *stay, *come]

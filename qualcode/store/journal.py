"""The journal read back: history, undo and redo.

An entry of kind *undo* reverses an operation, one of kind *redo* reverses an undo; each is itself an entry, so that the
journal only ever grows and says everything that happened. Both are a coder's own: undo takes back that coder's last
operation that still stands, redo does again what that coder took back last, unless they have done something since.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from qualcode.errors import Conflict, NothingToUndo, StorageError
from qualcode.model.message import Message, N_, from_data
from qualcode.model.project import HistoryEntry
from qualcode.store.images import Images, unpack
from qualcode.store.session import Reversal, Session
from qualcode.store.tables import JOURNAL, METADATA

UNDO, REDO = "undo", "redo"
_COLUMNS = tuple(
    JOURNAL.c[name] for name in ("sequence", "at", "coder", "operation", "summary", "undoable", "reverses")
)


@dataclass(frozen=True, slots=True)
class _Entry:
    sequence: int
    at: str
    coder: str
    operation: str
    summary: Message
    undoable: bool
    reverses: int | None


def _entries(session: Session) -> list[_Entry]:
    rows = session.fetch(select(*_COLUMNS).order_by(JOURNAL.c.sequence))
    return [
        _Entry(sequence, at, coder, operation, from_data(json.loads(summary)), bool(undoable), reverses)
        for sequence, at, coder, operation, summary, undoable, reverses in rows
    ]


def _undone(entries: list[_Entry]) -> set[int]:
    """The numbers of operations that are taken back at present, and of undo entries that were done again."""
    by_sequence = {entry.sequence: entry for entry in entries}
    undone: set[int] = set()
    for entry in entries:
        if entry.reverses is None:
            continue
        undone.add(entry.reverses)
        if entry.operation == REDO:
            taken_back = by_sequence[entry.reverses].reverses
            if taken_back is not None:
                undone.discard(taken_back)
    return undone


def history(session: Session) -> list[HistoryEntry]:
    """Every entry, oldest first."""
    entries = _entries(session)
    undone = _undone(entries)
    return [
        HistoryEntry(e.sequence, e.at, e.coder, e.operation, e.summary, e.sequence in undone, e.undoable)
        for e in entries
    ]


def _next_undo(entries: list[_Entry], coder: str) -> list[_Entry]:
    undone = _undone(entries)
    return [e for e in reversed(entries) if e.coder == coder and e.undoable and e.sequence not in undone]


def _next_redo(entries: list[_Entry], coder: str) -> list[_Entry]:
    undone = _undone(entries)
    last_own = max((e.sequence for e in entries if e.coder == coder and e.undoable), default=0)
    return [
        e
        for e in reversed(entries)
        if e.coder == coder and e.operation == UNDO and e.sequence not in undone and e.sequence > last_own
    ]


def next_undo(session: Session) -> HistoryEntry | None:
    """What the session's coder would take back next."""
    return _shown(_next_undo(_entries(session), session.coder))


def next_redo(session: Session) -> HistoryEntry | None:
    """What the session's coder would do again next: the operation itself, not the undo."""
    entries = _entries(session)
    undos = _next_redo(entries, session.coder)
    return _shown([e for undo in undos[:1] for e in entries if e.sequence == undo.reverses])


def _shown(entries: list[_Entry]) -> HistoryEntry | None:
    if not entries:
        return None
    e = entries[0]
    return HistoryEntry(e.sequence, e.at, e.coder, e.operation, e.summary, False, e.undoable)


def undo(session: Session, n: int = 1) -> list[int]:
    """Take back the coder's last `n` operations that stand, newest first, all or none; their numbers.

    Raises NothingToUndo where there are fewer, Conflict where a later operation has changed the same rows.
    """
    with session.reversal() as reversal:
        done: list[int] = []
        for _ in range(n):
            entries = _entries(session)
            entry = next(iter(_next_undo(entries, session.coder)), None)
            if entry is None:
                raise NothingToUndo(coder=session.coder)
            _reverse(reversal, entries, entry, UNDO, Message(N_("Taken back: {what}"), {"what": entry.summary}))
            done.append(entry.sequence)
    return done


def redo(session: Session, n: int = 1) -> list[int]:
    """Do again what the coder took back last, `n` times, all or none; the numbers of the operations.

    Raises NothingToUndo where there are fewer, Conflict where a later operation has changed the same rows.
    """
    with session.reversal() as reversal:
        done: list[int] = []
        for _ in range(n):
            entries = _entries(session)
            entry = next(iter(_next_redo(entries, session.coder)), None)
            if entry is None:
                raise NothingToUndo(coder=session.coder)
            operation = next(e for e in entries if e.sequence == entry.reverses)
            _reverse(reversal, entries, entry, REDO, Message(N_("Done again: {what}"), {"what": operation.summary}))
            done.append(operation.sequence)
    return done


def _reverse(reversal: Reversal, entries: list[_Entry], entry: _Entry, name: str, summary: Message) -> None:
    images = images_of(reversal, entry.sequence)
    conflicting = _changed_since(reversal, images)
    if conflicting:
        raise _conflict(reversal, entries, entry, conflicting)
    reversal.enter(name, summary, images.inverse(), entry.sequence)
    for table in METADATA.sorted_tables:
        broken = reversal.connection.exec_driver_sql(f'PRAGMA foreign_key_check("{table.name}")').first()
        if broken is not None:
            raise _conflict(reversal, entries, entry, {(broken[0], "")})


def images_of(reversal: Reversal | Session, sequence: int) -> Images:
    """The images of one entry."""
    row = reversal.connection.execute(select(JOURNAL.c.images).where(JOURNAL.c.sequence == sequence)).first()
    if row is None:
        raise StorageError(reason=Message(N_("an entry of the history is missing")))
    return unpack(row[0])


def _changed_since(reversal: Reversal, images: Images) -> set[tuple[str, str]]:
    """The rows that no longer stand as the operation left them."""
    changed: set[tuple[str, str]] = set()
    expected = images.net()
    for table_name, columns in images.columns.items():
        table = METADATA.tables[table_name]
        keys = [key for name, key in expected if name == table_name]
        present: dict[str, list[Any]] = {}
        for start in range(0, len(keys), 500):
            statement = select(*[table.c[name] for name in columns]).where(table.c.id.in_(keys[start : start + 500]))
            for row in reversal.connection.execute(statement):
                present[row[columns.index("id")]] = list(row)
        changed |= {(table_name, key) for key in keys if present.get(key) != expected[table_name, key][1]}
    return changed


def _conflict(reversal: Reversal, entries: list[_Entry], entry: _Entry, rows: set[tuple[str, str]]) -> Conflict:
    """The error that names the latest operation that touched one of these rows (or, for a reference, its table)."""
    for later in reversed(entries):
        if later.sequence <= entry.sequence:
            break
        net = images_of(reversal, later.sequence).net()
        if any(row in net or (not row[1] and any(table == row[0] for table, _ in net)) for row in rows):
            return Conflict(operation=entry.summary, later=later.summary, coder=later.coder, sequence=later.sequence)
    return Conflict(operation=entry.summary, later="?", coder="?", sequence=0)

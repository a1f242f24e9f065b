"""The journal read back: history, undo and redo.

An entry of kind *undo* reverses an operation, one of kind *redo* reverses an undo; each is itself an entry, so that the
journal only ever grows and says everything that happened. Both are a coder's own: undo takes back that coder's last
operation that still stands, redo does again what that coder took back last, unless they have done something since.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from sqlalchemy import ColumnElement, Row, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError

from qualcode.errors import Conflict, NothingToRedo, NothingToUndo, RedoConflict, StorageError, TooFewToUndo
from qualcode.model.message import N_, Message, from_data
from qualcode.model.project import HistoryEntry
from qualcode.store.header import damaged
from qualcode.store.images import Images, unpack
from qualcode.store.operation import batches
from qualcode.store.plain import BrokenReferences
from qualcode.store.session import Reversal, Session
from qualcode.store.tables import JOURNAL, METADATA

UNDO, REDO = "undo", "redo"
# Entries read at first where the last few are mostly enough.
_FEW = 12
_SHOWN = tuple(JOURNAL.c[name] for name in ("sequence", "at", "coder", "operation", "summary", "undoable", "reverses"))
Entry = Row[Any]  # with the columns of _SHOWN
Key = tuple[str, str]  # a row's table and id


def _entries(session: Session, where: ColumnElement[bool] | None = None, limit: int | None = None) -> list[Entry]:
    """Entries without their images, newest first."""
    statement = select(*_SHOWN).order_by(JOURNAL.c.sequence.desc()).limit(limit)
    with session.reading() as connection:
        return list(connection.execute(statement if where is None else statement.where(where)))


def _undone(session: Session) -> set[int]:
    """The numbers of operations that are taken back at present, and of undo entries that were done again."""
    reversing = sorted(_entries(session, JOURNAL.c.reverses.is_not(None)), key=lambda entry: entry.sequence)
    reverses = {entry.sequence: entry.reverses for entry in reversing}
    undone: set[int] = set()
    for entry in reversing:
        undone.add(entry.reverses)
        if entry.operation == REDO:
            undone.discard(reverses[entry.reverses])
    return undone


def history(session: Session, only: Collection[int] | None = None) -> list[HistoryEntry]:
    """Every entry, oldest first, or `only` those with these numbers: others are not read for what they say."""
    undone = _undone(session)
    return [
        _shown(session, entry, entry.sequence in undone)
        for entry in reversed(_entries(session))
        if only is None or entry.sequence in only
    ]


def last_moment(session: Session) -> str | None:
    """When the newest entry was made, as ISO 8601; None before any."""
    return next((entry.at for entry in _entries(session, limit=1)), None)


def some(session: Session, sequences: Sequence[int]) -> list[HistoryEntry]:
    """The coder's own entries with these numbers, in this order. Raises KeyError where one is not."""
    wanted = set(sequences)
    found: dict[int, HistoryEntry] = {}
    for entry, undone in _own(session):
        if entry.sequence in wanted:
            found[entry.sequence] = _shown(session, entry, undone)
        if len(found) == len(wanted):
            break
    return [found[sequence] for sequence in sequences]


def _shown(session: Session, entry: Entry, undone: bool = False) -> HistoryEntry:
    with session.understanding():
        summary = from_data(json.loads(entry.summary))
    return HistoryEntry(entry.sequence, entry.at, entry.coder, entry.operation, summary, undone, bool(entry.undoable))


def _own(session: Session) -> Iterator[tuple[Entry, bool]]:
    """The coder's entries, newest first, each with whether it is taken back at present, or, as an undo, done again.

    Only the coder reverses what is theirs, and what reverses an entry comes after it. So they are read a few at a time:
    however long the history is, what is wanted stands near its end.
    """
    redone: set[int] = set()
    taken: dict[int, bool] = {}
    where, many = JOURNAL.c.coder == session.coder, _FEW
    while True:
        entries = _entries(session, where, many)
        for entry in entries:
            if entry.operation == REDO:
                redone.add(entry.reverses)
            elif entry.operation == UNDO:
                taken.setdefault(entry.reverses, entry.sequence not in redone)
            yield entry, entry.sequence in redone or taken.get(entry.sequence, False)
        if len(entries) < many:
            return
        where, many = (JOURNAL.c.coder == session.coder) & (JOURNAL.c.sequence < entries[-1].sequence), many * 4


def _to_undo(session: Session, n: int) -> list[Entry]:
    """The coder's last `n` operations that stand, or as many as there are, newest first."""
    return list(islice((entry for entry, undone in _own(session) if entry.undoable and not undone), n))


def _to_redo(session: Session, n: int) -> list[Entry]:
    """The coder's last `n` undo entries that stand and come after all they did, newest first."""
    since = takewhile(lambda each: not each[0].undoable, _own(session))
    return list(islice((entry for entry, redone in since if entry.operation == UNDO and not redone), n))


def _operation(session: Session, undo_entry: Entry) -> Entry:
    """The operation that an undo entry took back."""
    return _entries(session, JOURNAL.c.sequence == undo_entry.reverses)[0]


def standing(session: Session, operation: str) -> int:
    """How many operations of this name are not taken back."""
    undone = _undone(session)
    rows = session.fetch(select(JOURNAL.c.sequence).where(JOURNAL.c.operation == operation))
    return sum(sequence not in undone for (sequence,) in rows)


def next_undo(session: Session) -> HistoryEntry | None:
    """What the session's coder would take back next."""
    return next((_shown(session, entry) for entry in _to_undo(session, 1)), None)


def next_redo(session: Session) -> HistoryEntry | None:
    """What the session's coder would do again next: the operation itself, not the undo."""
    return next((_shown(session, _operation(session, entry)) for entry in _to_redo(session, 1)), None)


def undo(session: Session, n: int = 1) -> list[int]:
    """Take back the coder's last `n` operations that stand, newest first, all or none; their numbers.

    Raises NothingToUndo where there are fewer, Conflict where a later operation has changed the same rows.
    """
    return _reverse_all(session, UNDO, n)


def redo(session: Session, n: int = 1) -> list[int]:
    """Do again what the coder took back last, `n` times, all or none; the numbers of the operations.

    Raises NothingToUndo where there are fewer, Conflict where a later operation has changed the same rows.
    """
    return _reverse_all(session, REDO, n)


def _reverse_all(session: Session, name: str, n: int) -> list[int]:
    if n < 1:
        return []
    operations: list[Entry] = []
    try:
        with session.reversal() as reversal:
            entries = _to_undo(session, n) if name == UNDO else _to_redo(session, n)
            if len(entries) < n:
                if entries:
                    raise TooFewToUndo(coder=session.coder, left=len(entries))
                raise (NothingToUndo if name == UNDO else NothingToRedo)(coder=session.coder)
            template = N_("Taken back: {what}") if name == UNDO else N_("Done again: {what}")
            for entry in entries:
                operations.append(entry if name == UNDO else _operation(session, entry))
                what = _shown(session, operations[-1]).summary
                _reverse(session, reversal, entry, name, Message(template, {"what": what}))
    except BrokenReferences as broken:
        raise _conflict(session, name, entries, operations, broken.rows) from broken
    return [operation.sequence for operation in operations]


def _reverse(session: Session, reversal: Reversal, entry: Entry, name: str, summary: Message) -> None:
    images = images_of(session, entry.sequence)
    operations = [entry if name == UNDO else _operation(session, entry)]
    changed = _changed_since(session, images)
    if changed:
        raise _conflict(session, name, [entry], operations, changed)
    try:
        reversal.enter(name, summary, images.inverse(), entry.sequence)
    except IntegrityError as error:
        raise _conflict(session, name, [entry], operations, _in_the_way(session, images.inverse())) from error


def images_of(session: Session, sequence: int) -> Images:
    """The images of one entry. Raises ProjectDamaged where they cannot be read."""
    rows = session.fetch(select(JOURNAL.c.images).where(JOURNAL.c.sequence == sequence))
    if not rows:
        raise StorageError(reason=Message(N_("an entry of the history is missing")))
    return unpacked(session, rows[0][0])


def unpacked(session: Session, packed: bytes) -> Images:
    """The images of an entry from its bytes. Raises ProjectDamaged where they cannot be read."""
    try:
        with session.understanding():
            return unpack(packed)
    except zlib.error as error:
        raise damaged(session.path, N_("an entry of its history cannot be read")) from error


def _changed_since(session: Session, images: Images) -> set[Key]:
    """The rows that no longer stand as the operation left them."""
    changed: set[Key] = set()
    net = images.net()
    for table_name, columns in images.columns.items():
        table = METADATA.tables[table_name]
        expected = {key: after for (name, key), (_, after) in net.items() if name == table_name}
        present: dict[str, list[Any]] = {}
        for some in batches(list(expected)):
            rows = session.fetch(select(*[table.c[name] for name in columns]).where(table.c.id.in_(some)))
            present |= {row[columns.index("id")]: list(row) for row in rows}
        changed |= {(table_name, key) for key, after in expected.items() if present.get(key) != after}
    return changed


def _in_the_way(session: Session, images: Images) -> set[Key]:
    """The rows that hold what must be unique (a name, a number, a place) and these images would write again."""
    found: set[Key] = set()
    for (table_name, key), (_, after) in images.net().items():
        table = METADATA.tables[table_name]
        values = dict(zip(images.columns[table_name], after or [], strict=False))
        unique = [[column.name for column in index.columns] for index in table.indexes if index.unique]
        unique += [
            [column.name for column in rule.columns] for rule in table.constraints if isinstance(rule, UniqueConstraint)
        ]
        for names in unique:
            if all(values.get(name) is not None for name in names):
                same = select(table.c.id).where(*[table.c[name] == values[name] for name in names], table.c.id != key)
                found |= {(table_name, row[0]) for row in session.fetch(same)}
    return found


def _conflict(
    session: Session, name: str, entries: Iterable[Entry], operations: Iterable[Entry], rows: set[Key]
) -> Conflict:
    """The error that names the latest other entry that touched one of these rows."""
    entries, operations = list(entries), list(operations)
    refused = Conflict if name == UNDO else RedoConflict
    what = _shown(session, operations[0]).summary
    ours = {entry.sequence for entry in entries}
    for later in _entries(session, JOURNAL.c.sequence > min(ours)):
        if later.sequence not in ours and any(row in rows for row in images_of(session, later.sequence).net()):
            return refused(
                operation=what,
                later=_shown(session, later).summary,
                coder=later.coder,
                sequence=later.sequence,
            )
    return refused(operation=what, later="?", coder="?", sequence=0)

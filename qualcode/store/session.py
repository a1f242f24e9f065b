"""An open project and its one write gate.

    with session.operation("coding.add", Message(...)) as change:
        change.insert(coding)

The gate takes the write lock, keeps an image of every row before and after, writes one journal entry and commits;
whatever fails inside leaves the file as it was. Nothing else in the program can write.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from qualcode.errors import FileExists, FileUnwritable, ProjectBusy, ProjectGone, QualcodeError, ReadOnly
from qualcode.model.ids import new_id
from qualcode.model.message import Message, as_data
from qualcode.model.project import Coder
from qualcode.store import backup
from qualcode.store.clock import now
from qualcode.store.engine import check_schema, connect, create_schema, inspect_header, translate
from qualcode.store.images import Change, Images, digest
from qualcode.store.rows import dump_json, encode, reader, table_of, to_row
from qualcode.store.tables import JOURNAL, TEXT

T = TypeVar("T")


class Operation:
    """What an operation does to the file; made by `Session.operation`. `sequence` is its journal number once done."""

    def __init__(self, session: Session, name: str, summary: Message, coder: Coder) -> None:
        self._connection = session.connection
        self._images = Images()
        self.name = name
        self.summary = summary
        self.coder = coder
        self.at = now()
        self.document: str | None = None
        self.sequence: int | None = None

    @property
    def images(self) -> Images:
        """The rows changed so far, before and after."""
        return self._images

    def insert(self, *values: object) -> None:
        """Add rows for values of the model."""
        by_kind: dict[type, list[object]] = {}
        for value in values:
            by_kind.setdefault(type(value), []).append(value)
        for kind, items in by_kind.items():
            table = table_of(kind)
            rows = [to_row(item) for item in items]
            self._connection.execute(insert(table), rows)
            columns = list(rows[0])
            changes: list[Change] = [(row["id"], None, list(row.values())) for row in rows]
            self._images.add(table.name, columns, changes)

    def update(self, kind: type, key: str, /, **changes: object) -> None:
        """Change fields of the row with this id; a change to what already stands there is no change."""
        self.update_many(kind, [key], **changes)

    def update_many(self, kind: type, keys: Sequence[str], /, **changes: object) -> None:
        """The same change to every row with one of these ids."""
        table = table_of(kind)
        encoded = encode(kind, changes)
        images: list[Change] = []
        touched: list[str] = []
        columns = [column.name for column in table.columns]
        for before in self._rows(kind, keys):
            after = {**dict(zip(columns, before, strict=True)), **encoded}
            if list(after.values()) != before:
                touched.append(str(after["id"]))
                images.append((str(after["id"]), before, list(after.values())))
        for some in _batches(touched):
            self._connection.execute(update(table).where(table.c.id.in_(some)).values(encoded))
        if images:
            self._images.add(table.name, columns, images)

    def delete(self, kind: type, keys: Sequence[str]) -> None:
        """Remove the rows with these ids."""
        table = table_of(kind)
        columns = [column.name for column in table.columns]
        place = columns.index("id")
        images: list[Change] = [(str(row[place]), row, None) for row in self._rows(kind, keys)]
        for some in _batches(keys):
            self._connection.execute(delete(table).where(table.c.id.in_(some)))
        if images:
            self._images.add(table.name, columns, images)

    def add_text(self, sha256: str, content: str) -> None:
        """Keep a text under its hash, once."""
        if self._connection.execute(select(TEXT.c.sha256).where(TEXT.c.sha256 == sha256)).first() is None:
            self._connection.execute(insert(TEXT).values(sha256=sha256, content=content))

    def apply(self, images: Images) -> None:
        """Do what images say: rows that end absent are removed first, then the others are written."""
        for table_name, columns in images.columns.items():
            table = JOURNAL.metadata.tables[table_name]
            changes = images.changes[table_name]
            last = {key: after for key, _, after in changes}
            for some in _batches(list(last)):
                self._connection.execute(delete(table).where(table.c.id.in_(some)))
            rows = [dict(zip(columns, after, strict=True)) for after in last.values() if after is not None]
            if rows:
                self._connection.execute(insert(table), rows)
            self._images.add(table_name, columns, changes)

    def _rows(self, kind: type, keys: Sequence[str]) -> Iterator[list[Any]]:
        table = table_of(kind)
        for some in _batches(keys):
            for row in self._connection.execute(select(table).where(table.c.id.in_(some))):
                yield list(row)


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Groups small enough for one statement."""
    for start in range(0, len(keys), 500):
        yield keys[start : start + 500]


class Session:
    """An open project. One thread at a time; a lock sees to it.

    `coder` is the name writes are signed with. `read_only` where the file or its folder cannot be written.
    """

    def __init__(self, path: Path, coder: str, engine: Engine, connection: Connection, read_only: bool) -> None:
        self.path = path
        self.coder = coder
        self.read_only = read_only
        self.connection = connection
        self._engine = engine
        self._lock = threading.RLock()
        self._open: Operation | None = None
        self._file = _identity(path)
        self._backed_up = False

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.connection.close()
            self._engine.dispose()

    # Reading

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, for statements that read; database errors come out plain."""
        with self._lock:
            try:
                yield self.connection
            except DBAPIError as error:
                raise translate(self.path, error) from error

    def fetch(self, statement: Select[Any]) -> list[Any]:
        """All rows of a statement that reads, as plain tuples."""
        with self.reading() as connection:
            return [tuple(row) for row in connection.execute(statement)]

    def all(self, kind: type[T], /, *, order: Sequence[str] = (), **equal: Any) -> list[T]:
        """The values of a class whose fields equal these (a list: are among these), ordered by fields."""
        table = table_of(kind)
        statement = select(table)
        many: tuple[str, Sequence[Any]] | None = None
        for name, value in equal.items():
            if isinstance(value, list | tuple):
                many = (name, value)
            else:
                statement = statement.where(table.c[name] == value)
        statement = statement.order_by(*[table.c[name] for name in order])
        read = reader(kind, [column.name for column in table.columns])
        with self.reading() as connection:
            if many is None:
                return [read(row) for row in connection.execute(statement)]
            return [
                read(row)
                for some in _batches(many[1])
                for row in connection.execute(statement.where(table.c[many[0]].in_(some)))
            ]

    def sequence(self) -> int:
        """The number of the journal's last entry; what was computed at one number holds while it stays."""
        with self.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(JOURNAL.c.sequence), 0))).scalar_one())

    # Writing

    @contextlib.contextmanager
    def operation(
        self,
        name: str,
        summary: Message,
        *,
        document: str | None = None,
        undoable: bool = True,
    ) -> Iterator[Operation]:
        """The write gate: all of the block's changes are stored with one journal entry, or none.

        A block that changes nothing leaves no entry. `summary` says what is done, with counts and names but no
        passages. Raises ReadOnly, ProjectBusy, ProjectGone, DiskFull, StorageError.
        """
        with self._lock:
            if self._open is not None:
                raise RuntimeError("operations do not nest")
            self._begin()
            try:
                coder = self._coder()
                self._open = change = Operation(self, name, summary, coder)
                change.document = document
                yield change
                if change.images:
                    change.sequence = self._enter(change, undoable, None)
                self._commit()
            except BaseException as error:
                self._roll_back()
                if isinstance(error, DBAPIError):
                    raise translate(self.path, error) from error
                raise
            finally:
                self._open = None

    @contextlib.contextmanager
    def reversal(self) -> Iterator[Reversal]:
        """The gate for undo and redo: several entries may be reversed in one transaction, each with an entry."""
        with self._lock:
            self._begin()
            try:
                yield Reversal(self, self._coder())
                self._commit()
            except BaseException as error:
                self._roll_back()
                if isinstance(error, DBAPIError):
                    raise translate(self.path, error) from error
                raise

    def _begin(self) -> None:
        if self.read_only:
            raise ReadOnly()
        if _identity(self.path) != self._file:
            raise ProjectGone(path=str(self.path))
        if not self._backed_up:
            backup.before_writing(self.path, self.connection)
            self._backed_up = True
        try:
            self.connection.exec_driver_sql("BEGIN IMMEDIATE")
        except DBAPIError as error:
            if "locked" in str(error.orig).lower():
                last = self.connection.execute(
                    select(JOURNAL.c.coder, JOURNAL.c.at).order_by(JOURNAL.c.sequence.desc()).limit(1)
                ).first()
                raise ProjectBusy(coder=last[0] if last else "?", at=last[1] if last else "?") from error
            raise translate(self.path, error) from error
        self.connection.info["gate"] = True

    def _commit(self) -> None:
        self.connection.exec_driver_sql("COMMIT")
        self.connection.info["gate"] = False

    def _roll_back(self) -> None:
        self.connection.info["gate"] = False
        # SQLite has rolled back by itself where the disk was full; then there is no transaction left to end.
        if self._driver_in_transaction():
            self.connection.exec_driver_sql("ROLLBACK")

    def _driver_in_transaction(self) -> bool:
        return bool(getattr(self.connection.connection.dbapi_connection, "in_transaction", False))

    def _coder(self) -> Coder:
        """The coder who signs; entered in the same transaction, with an entry of its own, by the first write."""
        table = table_of(Coder)
        row = self.connection.execute(select(table).where(table.c.name == self.coder)).first()
        if row is not None:
            return Coder(*row)
        coder = Coder(new_id(), self.coder, now())
        change = Operation(self, "coder.add", Message("New coder: {name}", {"name": coder.name}), coder)
        change.insert(coder)
        self._enter(change, False, None)
        return coder

    def _enter(self, change: Operation, undoable: bool, reverses: int | None) -> int:
        """Write the journal entry and return its number."""
        last = self.connection.execute(
            select(JOURNAL.c.sequence, JOURNAL.c.digest).order_by(JOURNAL.c.sequence.desc()).limit(1)
        ).first()
        sequence = last[0] + 1 if last else 1
        row: dict[str, Any] = {
            "sequence": sequence,
            "id": new_id(),
            "at": change.at,
            "coder": change.coder.name,
            "operation": change.name,
            "summary": dump_json(as_data(change.summary)),
            "document": change.document,
            "undoable": int(undoable),
            "reverses": reverses,
            "images": change.images.packed(),
        }
        row["digest"] = digest(last[1] if last else "", *row.values())
        self.connection.execute(insert(JOURNAL).values(row))
        return int(sequence)


class Reversal:
    """Inside `Session.reversal`: apply images and enter each."""

    def __init__(self, session: Session, coder: Coder) -> None:
        self._session = session
        self.connection = session.connection
        self.coder = coder

    def enter(self, name: str, summary: Message, images: Images, reverses: int) -> int:
        """Apply `images` and journal them as taking back, or doing again, the entry `reverses`."""
        change = Operation(self._session, name, summary, self.coder)
        change.apply(images)
        return self._session._enter(change, False, reverses)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_dev, stat.st_ino)


def open_project(path: Path, *, coder: str, read_only: bool = False) -> Session:
    """Open a project; where it cannot be written it opens for reading (`Session.read_only`).

    Changes no byte of the file. Raises the ProjectRefused family, ProjectNotFound, FileUnreadable.
    """
    inspect_header(path)
    read_only = read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    engine, connection = connect(path, mode="ro" if read_only else "rw")
    try:
        check_schema(path, connection)
    except DBAPIError as error:
        connection.close()
        engine.dispose()
        raise translate(path, error) from error
    except QualcodeError:
        connection.close()
        engine.dispose()
        raise
    return Session(path, coder, engine, connection, read_only)


def create_project(path: Path, *, coder: str, values: Iterable[object], summary: Message) -> Session:
    """Make a project that holds `values`, whole or not at all, and open it. Never writes over a file.

    Raises FileExists, FileUnwritable, DiskFull.
    """
    if path.exists():
        raise FileExists(path=str(path))
    draft = path.with_name(f".{path.name}.{new_id()[:8]}.new")
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.close(descriptor)
    except OSError as error:
        raise FileUnwritable(path=str(path), reason=error.strerror or type(error).__name__) from error
    try:
        engine, connection = connect(draft)
        try:
            create_schema(connection)
        except DBAPIError as error:
            raise translate(path, error) from error
        with Session(draft, coder, engine, connection, False) as session:
            session._backed_up = True  # nothing to keep yet
            with session.operation("project.create", summary, undoable=False) as change:
                change.insert(*values)
        _move_into_place(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return open_project(path, coder=coder)


def _move_into_place(draft: Path, path: Path) -> None:
    """Rename without ever replacing what is there."""
    try:
        if os.name == "posix":
            os.link(draft, path)
        else:
            draft.rename(path)
    except FileExistsError as error:
        raise FileExists(path=str(path)) from error
    except OSError:
        # Some file systems (FAT, some shares) have no hard links; the name was free a moment ago.
        if path.exists():
            raise FileExists(path=str(path)) from None
        draft.rename(path)

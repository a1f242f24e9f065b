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
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, func, insert, literal_column, select

from qualcode.errors import (
    FileUnwritable,
    ProjectExists,
    ProjectGone,
    QualcodeError,
    ReadOnly,
)
from qualcode.model.codebook import fold_name
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message, as_data
from qualcode.model.project import Coder, Project
from qualcode.store import backup, migrate
from qualcode.store.clock import now
from qualcode.store.engine import FAULTS, check_schema, connect, create_schema, set_gate, translate
from qualcode.store.header import FORMAT, damaged, inspect_header
from qualcode.store.images import Images, digest
from qualcode.store.operation import Operation, batches
from qualcode.store.plain import plain
from qualcode.store.rows import dump_json, reader, table_of
from qualcode.store.tables import JOURNAL

T = TypeVar("T")
_UPGRADED = N_(
    "This project was made by an earlier version and has been brought up to this one. A copy of it as it was: {file}"
)


class Session:
    """An open project. One thread at a time; a lock sees to it.

    `coder` is the name writes are signed with. `read_only` where the file or its folder cannot be written. `notices`
    are what is to be told about the opening.
    """

    def __init__(self, path: Path, coder: str, engine: Engine, connection: Connection, read_only: bool) -> None:
        self.path = path
        self.coder = coder
        self.read_only = read_only
        self.connection = connection
        self._engine = engine
        self._lock = threading.RLock()
        self._writing = False
        self._joining: Operation | None = None
        self._file = _identity(path)
        self._backed_up = False
        self.notices: tuple[Message, ...] = ()

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
            except FAULTS as error:
                raise translate(self.path, error) from error

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read in the block is of one moment; other programs' changes wait until its end."""
        with self._lock:
            if self._writing:
                raise RuntimeError("a snapshot does not stand inside an operation")
            with self.reading() as connection:
                connection.exec_driver_sql("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    def fetch(self, statement: Select[Any]) -> list[Any]:
        """All rows of a statement that reads, as plain tuples."""
        with self.reading() as connection:
            return [tuple(row) for row in connection.execute(statement)]

    def all(self, kind: type[T], /, *, order: Sequence[str] = (), **equal: Any) -> list[T]:
        """The values of a class whose fields equal these (a list: are among these).

        They come ordered by fields, and where these are equal, or none is named, in the order they were stored.
        """
        table = table_of(kind)
        statement = select(table)
        many: tuple[str, Sequence[Any]] | None = None
        for name, value in equal.items():
            if isinstance(value, list | tuple):
                many = (name, value)
            else:
                statement = statement.where(table.c[name] == value)
        statement = statement.order_by(*[table.c[name] for name in order], literal_column("rowid"))
        rows: list[Any] = []
        with self.reading() as connection, contextlib.suppress(UnicodeEncodeError):
            # What cannot be written as UTF-8 was never stored: nothing equals it.
            if many is None:
                rows += connection.execute(statement).all()
            else:
                for some in batches(many[1]):
                    rows += connection.execute(statement.where(table.c[many[0]].in_(some))).all()
        read = reader(kind, [column.name for column in table.columns])
        with self.understanding():
            return [read(row) for row in rows]

    @contextlib.contextmanager
    def understanding(self) -> Iterator[None]:
        """For code that takes stored values apart: what cannot be understood is damage, and said to be so."""
        try:
            yield
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise damaged(self.path, N_("a row of it cannot be understood")) from error

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
            if self._joining is not None:
                yield self._joining
                return
            with self._transaction() as outcome:
                change = Operation(self.connection, name, summary, self._coder())
                change.document = document
                yield change
                if change.images:
                    change.sequence = self._enter(change, undoable, None)
                else:
                    outcome.keep = False

    @contextlib.contextmanager
    def joined(self, name: str, summary: Message) -> Iterator[Operation]:
        """An operation of which those that are begun within the block are parts: all are stored together, or none.

        What the parts say of themselves is not kept: the whole is entered under `name` and `summary`, or where this is
        empty under the summary that stands when the block ends.
        """
        with self.operation(name, summary) as change:
            self._joining = change
            try:
                yield change
            finally:
                self._joining = None
            change.name, change.document = name, None
            change.summary = summary if summary.template else change.summary

    @contextlib.contextmanager
    def reversal(self) -> Iterator[Reversal]:
        """The gate for undo and redo: several entries may be reversed in one transaction, each with an entry.

        Raises BrokenReferences besides what `operation` raises.
        """
        with self._transaction():
            yield Reversal(self, self._coder())

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[_Outcome]:
        with self._lock:
            if self._writing:
                raise RuntimeError("operations do not nest")
            self._prepare()
            self._writing = True
            set_gate(self.connection, True)
            outcome = _Outcome()
            try:
                self.connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield outcome
                self.connection.exec_driver_sql("COMMIT" if outcome.keep else "ROLLBACK")
            except BaseException as error:
                # Whatever it is, an interruption too: nothing is left half written, and it goes on its way.
                told = plain(self.path, self.connection, error) if isinstance(error, FAULTS) else None
                self._roll_back()
                if told is not None:
                    raise told from error
                raise
            finally:
                self._writing = False
                set_gate(self.connection, False)

    def _prepare(self) -> None:
        if self.read_only:
            raise ReadOnly()
        if _identity(self.path) != self._file:
            raise ProjectGone(path=str(self.path))
        try:
            if not self._backed_up:
                backup.before_writing(self.path, self.connection)
                self._backed_up = True
        except FAULTS as error:
            raise plain(self.path, self.connection, error) from error

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself where the disk was full; then there is no transaction left to end.
        if getattr(self.connection.connection.dbapi_connection, "in_transaction", False):
            self.connection.exec_driver_sql("ROLLBACK")

    def _coder(self) -> Coder:
        """The coder who signs; entered in the same transaction, with an entry of its own, by the first write."""
        known = find_coder(self.connection, self.coder)
        if known is not None:
            self.coder = known.name
            return known
        coder = Coder(new_id(), self.coder, now())
        change = Operation(self.connection, "coder.add", Message(N_("New coder: {name}"), {"name": coder.name}), coder)
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


def find_coder(connection: Connection, name: str) -> Coder | None:
    """The coder of this name, whatever its case."""
    rows = connection.execute(select(table_of(Coder)))
    return next((Coder(*row) for row in rows if fold_name(row[1]) == fold_name(name)), None)


@dataclass(slots=True)
class _Outcome:
    """Whether what was done within a transaction is to be kept."""

    keep: bool = True


class Reversal:
    """Inside `Session.reversal`: apply images and enter each."""

    def __init__(self, session: Session, coder: Coder) -> None:
        self._session = session
        self.connection = session.connection
        self.coder = coder

    def enter(self, name: str, summary: Message, images: Images, reverses: int) -> int:
        """Apply `images` and journal them as taking back, or doing again, the entry `reverses`."""
        change = Operation(self._session.connection, name, summary, self.coder)
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

    Changes no byte of the file but to take back what another program left half written when it was killed, and to bring
    a file of an earlier format up to this one: after a backup, in one transaction, with a notice (`Session.notices`).
    Raises the ProjectRefused family, ProjectNotFound, FileUnreadable, ProjectBusy.
    """
    found = inspect_header(path)
    read_only = read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    engine, connection = connect(path, mode="ro" if read_only else "rw")
    notices: tuple[Message, ...] = ()
    try:
        if found < FORMAT and read_only:
            engine, connection = migrate.in_memory(path, engine, connection, found)
        elif found < FORMAT:
            kept = migrate.upgrade(path, connection, found)
            notices = (Message(_UPGRADED, {"file": str(kept)}),)
        check_schema(path, connection)
        inspect_header(path)
        if connection.execute(select(func.count()).select_from(table_of(Project))).scalar_one() != 1:
            raise damaged(path, N_("it does not hold one project"))
        known = find_coder(connection, coder)
        session = Session(path, known.name if known else coder, engine, connection, read_only)
        session.notices = notices
        return session
    except FAULTS as error:
        _close(engine, connection)
        raise translate(path, error) from error
    except (QualcodeError, ValueError, TypeError) as error:
        _close(engine, connection)
        if isinstance(error, QualcodeError):
            raise
        raise damaged(path, N_("a row of it cannot be understood")) from error


def _close(engine: Engine, connection: Connection) -> None:
    connection.close()
    engine.dispose()


def create_project(path: Path, *, coder: str, values: Iterable[object], summary: Message) -> Session:
    """Make a project that holds `values`, whole or not at all, and open it. Never writes over a file.

    Raises FileExists, FileUnwritable, DiskFull.
    """
    if path.exists():
        raise ProjectExists(path=str(path))
    draft = path.with_name(f".{path.name}.{new_id()[:8]}.new")
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.close(descriptor)
    except OSError as error:
        raise FileUnwritable(path=str(path), reason=error.strerror or type(error).__name__) from error
    try:
        engine, connection = connect(draft)
        with Session(draft, coder, engine, connection, False) as session:
            try:
                create_schema(connection)
            except FAULTS as error:
                raise translate(path, error) from error
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
        raise ProjectExists(path=str(path)) from error
    except OSError:
        # Some file systems (FAT, some shares) have no hard links; the name was free a moment ago.
        if path.exists():
            raise ProjectExists(path=str(path)) from None
        draft.rename(path)

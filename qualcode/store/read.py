"""Questions to the tables that are asked in bulk: one statement each, plain rows out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, Text, cast, func, literal_column, select

from qualcode.model.message import N_
from qualcode.store.header import damaged
from qualcode.store.session import Session
from qualcode.store.tables import IMAGED, METADATA, TEXT

_T = METADATA.tables
APART = "\x1f"
"""What stands between packed values: a control character, which no id has and JSON writes otherwise."""


def text(session: Session, sha256: str) -> str:
    """A text by its hash. Raises ProjectDamaged where it is missing."""
    kept = _last_text.get(session)
    if kept is not None and kept[0] == sha256:
        return kept[1]
    rows = session.fetch(select(TEXT.c.content).where(TEXT.c.sha256 == sha256))
    if not rows:
        raise damaged(session.path, N_("a text is missing"))
    found = str(rows[0][0])
    _last_text[session] = (sha256, found)
    return found


# One codes in one document for a long time; what has a hash never changes.
_last_text: WeakKeyDictionary[Session, tuple[str, str]] = WeakKeyDictionary()


def counts(session: Session) -> dict[str, int]:
    """How many rows each table holds."""
    return {table.name: int(session.fetch(select(func.count()).select_from(table))[0][0]) for table in IMAGED}


def words(session: Session) -> int:
    """The words of all documents."""
    return int(session.fetch(select(func.coalesce(func.sum(_T["document"].c.words), 0)))[0][0])


def last_document_number(session: Session) -> int:
    """The highest number given to a document so far; 0 where there is none."""
    return int(session.fetch(select(func.coalesce(func.max(_T["document"].c.number), 0)))[0][0])


def code_keys(session: Session) -> dict[str, str]:
    """The codes' keys, by id."""
    code = _T["code"]
    return dict(session.fetch(select(code.c.id, code.c.key)))


def turns_by_revision(session: Session, revision: str | None = None) -> dict[str, int]:
    """The number of turns, by revision id; of all revisions or of one."""
    turn = _T["turn"]
    statement = select(turn.c.revision, func.count()).group_by(turn.c.revision)
    return dict(session.fetch(statement if revision is None else statement.where(turn.c.revision == revision)))


def codings_by_document(session: Session, document: str | None = None) -> dict[str, int]:
    """The number of codings, by document id; of all documents or of one."""
    coding = _T["coding"]
    statement = select(coding.c.document, func.count()).group_by(coding.c.document)
    return dict(session.fetch(statement if document is None else statement.where(coding.c.document == document)))


def codings_by_coder(session: Session) -> dict[str, int]:
    """The number of codings, by coder id."""
    coding = _T["coding"]
    return dict(session.fetch(select(coding.c.coder, func.count()).group_by(coding.c.coder)))


def speaker_names(session: Session, document: str | None = None) -> dict[str, list[str]]:
    """By document id: the speakers' labels in order of first appearance; of all documents or of one."""
    speaker, turn = _T["speaker"], _T["turn"]
    statement = (
        select(speaker.c.document, speaker.c.name)
        .outerjoin(turn, turn.c.speaker == speaker.c.id)
        .group_by(speaker.c.id)
        .order_by(speaker.c.document, func.min(turn.c.start))
    )
    rows = session.fetch(statement if document is None else statement.where(speaker.c.document == document))
    names: dict[str, list[str]] = {}
    for document, name in rows:
        if name:
            names.setdefault(document, []).append(name)
    return names


def finished_by(session: Session) -> dict[str, list[str]]:
    """By document id: the names of the coders who have finished it."""
    done, coder = _T["done"], _T["coder"]
    rows = session.fetch(
        select(done.c.document, coder.c.name).join(coder, coder.c.id == done.c.coder).order_by(coder.c.name)
    )
    names: dict[str, list[str]] = {}
    for document, name in rows:
        names.setdefault(document, []).append(name)
    return names


def documents_by_person(session: Session) -> dict[str, list[str]]:
    """By person id: the titles of the documents they speak in."""
    speaker, document = _T["speaker"], _T["document"]
    rows = session.fetch(
        select(speaker.c.person, document.c.title)
        .join(document, document.c.id == speaker.c.document)
        .where(speaker.c.person.is_not(None))
        .order_by(document.c.number)
    )
    titles: dict[str, list[str]] = {}
    for person, title in rows:
        if title not in titles.setdefault(person, []):
            titles[person].append(title)
    return titles


def columns(session: Session, table: str, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a table as tuples of equal length, a tuple a column, rows in one order."""
    source = _T[table]
    with session.reading() as connection:
        cursor = connection.execute(select(*[source.c[name] for name in names]))
        rows = cursor.cursor.fetchall() if cursor.cursor is not None else []
    return list(zip(*rows, strict=True)) if rows else [() for _ in names]


def packed(session: Session, table: str, by: str, *names: str) -> tuple[list[Any], list[int], list[str]]:
    """Some columns of a whole table, rows with the same `by` together: three times as fast as a row at a time.

    The values of `by`, how many rows each has, and for each column the values of all rows in that order as texts with
    `APART` between them, nothing for NULL. Only for columns that never hold `APART`: ids, numbers, words of our own.
    """
    with session.reading() as connection:
        return _packed(connection, table, by, *(_T[table].c[name] for name in names))


def packed_with_ids(
    session: Session, table: str, by: str, *names: str
) -> tuple[tuple[list[Any], list[int], list[str]], str, str]:
    """As `packed`, with the rows' numbers for a last column; and all rows' numbers with, in the same order, their ids.

    An id has an index of its own. To read it beside other columns means to fetch every row with all its words, which
    takes four times as long as to read the rows' numbers there, and the ids with theirs from their index.
    """
    number: ColumnElement[Any] = literal_column("rowid")
    source = _T[table]
    with session.reading() as connection, _one_moment(connection):
        found = _packed(connection, table, by, *(source.c[name] for name in names), number)
        fields = [func.aggregate_strings(cast(column, Text), APART) for column in (number, source.c.id)]
        whole = connection.execute(select(*fields)).one()
    return found, whole[0] or "", whole[1] or ""


@contextmanager
def _one_moment(connection: Connection) -> Iterator[None]:
    """What is read in the block is of one moment, also within an operation."""
    connection.exec_driver_sql("SAVEPOINT one_moment")
    try:
        yield
    finally:
        connection.exec_driver_sql("RELEASE one_moment")


def _packed(
    connection: Connection, table: str, by: str, *columns: ColumnElement[Any]
) -> tuple[list[Any], list[int], list[str]]:
    source = _T[table]
    fields = [func.aggregate_strings(func.coalesce(cast(column, Text), ""), APART) for column in columns]
    cursor = connection.execute(select(source.c[by], func.count(), *fields).group_by(source.c[by]))
    rows = cursor.cursor.fetchall() if cursor.cursor is not None else []
    groups, counted, *texts = zip(*rows, strict=True) if rows else [() for _ in (by, "count", *columns)]
    return list(groups), list(counted), [APART.join(each) for each in texts]


def texts(session: Session) -> dict[str, str]:
    """Every text by its hash."""
    return dict(session.fetch(select(TEXT.c.sha256, TEXT.c.content)))

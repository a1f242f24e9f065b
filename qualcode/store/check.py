"""`check`: proof that a project is whole. Reads everything, changes nothing."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from qualcode.model.coding import Coding
from qualcode.model.document import Document, Revision, Turn
from qualcode.model.message import N_, Message
from qualcode.model.project import CheckReport
from qualcode.model.text import is_canonical
from qualcode.store.images import digest, unpack
from qualcode.store.session import Session
from qualcode.store.tables import IMAGED, JOURNAL, TEXT


def check(session: Session, deep: bool = False) -> CheckReport:
    """Prove pages, foreign keys, texts' hashes, quotes, turns and the journal's chain.

    `deep` also replays the journal from nothing and compares the outcome with the tables, row by row.
    """
    problems: list[Message] = []
    try:
        with session.reading():
            problems += _pages(session)
            problems += _texts(session)
            problems += _documents(session)
            problems += _codings(session)
            problems += _journal(session)
            if deep and not problems:
                problems += _replay(session)
    except (DBAPIError, ValueError, KeyError, TypeError, IndexError, OverflowError) as error:
        # Damaged bytes may surface anywhere, as a fault of the database or of what was stored in it.
        problems.append(Message(N_("The file cannot be read to its end ({kind})."), {"kind": type(error).__name__}))
    return CheckReport(not problems, tuple(problems))


def _pages(session: Session) -> Iterator[Message]:
    for (line,) in session.connection.exec_driver_sql("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            yield Message(N_("The file's pages do not hold together: {detail}"), {"detail": str(line)})
    for table, row, parent, _ in session.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        yield Message(
            N_("A row of “{table}” ({row}) refers to something missing in “{parent}”."),
            {"table": str(table), "row": str(row), "parent": str(parent)},
        )


def _texts(session: Session) -> Iterator[Message]:
    for sha256, content in session.connection.execute(select(TEXT.c.sha256, TEXT.c.content)):
        actual = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        if actual != sha256 or not is_canonical(content):
            titles = [d.title for d in session.all(Document) if d.text_sha256 == sha256]
            yield Message(
                N_("The text of “{title}” is not what was imported."), {"title": ", ".join(titles) or sha256[:8]}
            )


def _documents(session: Session) -> Iterator[Message]:
    revisions = {revision.id: revision for revision in session.all(Revision)}
    lengths = {sha: len(text) for sha, text in session.connection.execute(select(TEXT.c.sha256, TEXT.c.content))}
    for document in session.all(Document):
        revision = revisions.get(document.revision)
        if revision is None or revision.document != document.id or revision.text_sha256 != document.text_sha256:
            yield Message(N_("“{title}” has lost its current text."), {"title": document.title})
        elif lengths.get(document.text_sha256) != document.characters:
            yield Message(N_("The length of “{title}” is not what was recorded."), {"title": document.title})
    for turn in session.all(Turn):
        revision = revisions.get(turn.revision)
        if revision is not None and turn.end > lengths.get(revision.text_sha256, 0):
            yield Message(N_("Turn {index} lies beyond the end of its text."), {"index": turn.index + 1})


def _codings(session: Session) -> Iterator[Message]:
    documents = {document.id: document for document in session.all(Document)}
    texts = dict(session.fetch(select(TEXT.c.sha256, TEXT.c.content)))
    for coding in session.all(Coding):
        document = documents.get(coding.document)
        if document is None or coding.adrift:
            continue
        if texts.get(document.text_sha256, "")[coding.start : coding.end] != coding.quote:
            yield Message(
                N_("A coding in “{title}” at {start} no longer stands on its words."),
                {"title": document.title, "start": coding.start},
            )


def _journal(session: Session) -> Iterator[Message]:
    previous = ""
    expected = 1
    for row in session.connection.execute(select(JOURNAL).order_by(JOURNAL.c.sequence)):
        values = list(row)
        sequence = values[0]
        if sequence != expected:
            yield Message(N_("Entries of the history are missing before number {sequence}."), {"sequence": sequence})
        if digest(previous, *values[:-1]) != values[-1]:
            yield Message(N_("Entry {sequence} of the history was altered or damaged."), {"sequence": sequence})
        previous, expected = values[-1], sequence + 1


def _replay(session: Session) -> Iterator[Message]:
    """The state that the journal tells, against the state of the tables."""
    told: dict[tuple[str, str], dict[str, object]] = {}
    for sequence, packed in session.connection.execute(
        select(JOURNAL.c.sequence, JOURNAL.c.images).order_by(JOURNAL.c.sequence)
    ):
        try:
            images = unpack(packed)
        except (zlib.error, json.JSONDecodeError, UnicodeDecodeError):
            yield Message(N_("Entry {sequence} of the history was altered or damaged."), {"sequence": sequence})
            return
        for table, changes in images.changes.items():
            columns = images.columns[table]
            for key, before, after in changes:
                known = told.pop((table, key), None)
                if known != (None if before is None else dict(zip(columns, before, strict=True))):
                    yield Message(
                        N_("Entry {sequence} of the history does not fit the one before."), {"sequence": sequence}
                    )
                    return
                if after is not None:
                    told[table, key] = dict(zip(columns, after, strict=True))
    for table_object in IMAGED:
        names = [column.name for column in table_object.columns]
        for row in session.connection.execute(select(table_object)):
            values = dict(zip(names, row, strict=True))
            if told.pop((table_object.name, str(values["id"])), None) != values:
                yield Message(N_("A row of “{table}” is not what the history tells."), {"table": table_object.name})
    for table, _ in told:
        yield Message(N_("A row of “{table}” that the history tells of is missing."), {"table": table})

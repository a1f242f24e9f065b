"""`check`: proof that a project is whole. Reads everything, changes nothing."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import LargeBinary, cast, select

from qualcode.errors import QualcodeError
from qualcode.model.message import N_, Message
from qualcode.model.project import CheckReport
from qualcode.model.text import is_canonical
from qualcode.store.images import digest, unpack
from qualcode.store.session import Session
from qualcode.store.tables import IMAGED, JOURNAL, METADATA, TEXT

_T = METADATA.tables
Texts = Mapping[str, str]  # by hash
Problems = Iterator[Message]


def check(session: Session, deep: bool = False) -> CheckReport:
    """Prove pages, foreign keys, texts' hashes, quotes, turns and the journal's chain.

    `deep` also replays the journal from nothing and compares the outcome with the tables, row by row. Another
    program's changes wait meanwhile, so that all is seen at one moment.
    """
    texts: dict[str, str] = {}
    parts: tuple[Callable[[], Problems], ...] = (
        lambda: _pages(session),
        lambda: _texts(session, texts),
        lambda: _documents(session, texts),
        lambda: _turns(session, texts),
        lambda: _codings(session, texts),
        lambda: _journal(session),
    )
    problems: list[Message] = []
    with session.snapshot():
        for part in parts:
            problems += _as_far_as_possible(part)
        if deep and not problems:
            problems += _as_far_as_possible(lambda: _replay(session))
    return CheckReport(not problems, tuple(problems))


def _as_far_as_possible(part: Callable[[], Problems]) -> Problems:
    """The part's problems. Damaged bytes may surface anywhere, from the database or from what was stored in it."""
    try:
        yield from part()
    except (
        QualcodeError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
        zlib.error,
    ) as error:
        kind = error.code if isinstance(error, QualcodeError) else type(error).__name__
        yield Message(N_("The file cannot be read to its end ({kind})."), {"kind": kind})


def _pages(session: Session) -> Problems:
    with session.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA integrity_check(20)").fetchall()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    for (line,) in pages:
        if line != "ok":
            yield Message(N_("The file's pages do not hold together: {detail}"), {"detail": str(line)})
    for table, row, parent, _ in broken:
        yield Message(
            N_("A row of “{table}” ({row}) refers to something missing in “{parent}”."),
            {"table": str(table), "row": str(row), "parent": str(parent)},
        )


def _texts(session: Session, texts: dict[str, str]) -> Problems:
    """Compare every text with its hash, and keep it in `texts` for the parts that follow."""
    document = _T["document"]
    for sha256, content in session.fetch(select(TEXT.c.sha256, cast(TEXT.c.content, LargeBinary))):
        texts[sha256] = content.decode("utf-8", "replace")
        if hashlib.sha256(content).hexdigest() == sha256 and is_canonical(texts[sha256]):
            continue
        titles = session.fetch(select(document.c.title).where(document.c.text_sha256 == sha256))
        title = ", ".join(row[0] for row in titles) or sha256[:8]
        yield Message(N_("The text of “{title}” is not what was imported."), {"title": title})
        try:
            content.decode()
        except UnicodeDecodeError as error:
            place = len(content[: error.start].decode())
            yield Message(N_("At character {start} of “{title}” stands no text."), {"start": place, "title": title})


def _documents(session: Session, texts: Texts) -> Problems:
    document, revision = _T["document"], _T["revision"]
    revisions = {
        key: (owner, sha256)
        for key, owner, sha256 in session.fetch(select(revision.c.id, revision.c.document, revision.c.text_sha256))
    }
    rows = session.fetch(
        select(*[document.c[name] for name in ("id", "title", "revision", "text_sha256", "characters")])
    )
    for key, title, current, sha256, characters in rows:
        if revisions.get(current) != (key, sha256):
            yield Message(N_("“{title}” has lost its current text."), {"title": title})
        elif len(texts.get(sha256, "")) != characters:
            yield Message(N_("The length of “{title}” is not what was recorded."), {"title": title})
    if any(sha256 not in texts for _, sha256 in revisions.values()):
        yield Message(N_("An earlier text of a document is missing."))


def _turns(session: Session, texts: Texts) -> Problems:
    turn, revision = _T["turn"], _T["revision"]
    rows = session.fetch(
        select(turn.c["index"], turn.c["end"], revision.c.text_sha256).join(revision, revision.c.id == turn.c.revision)
    )
    for index, end, sha256 in rows:
        if end > len(texts.get(sha256, "")):
            yield Message(N_("Turn {index} lies beyond the end of its text."), {"index": index + 1})


def _codings(session: Session, texts: Texts) -> Problems:
    coding, document = _T["coding"], _T["document"]
    rows = session.fetch(
        select(coding.c.start, coding.c["end"], coding.c.quote, document.c.text_sha256, document.c.title)
        .join(document, document.c.id == coding.c.document)
        .where(coding.c.adrift == 0)
    )
    for start, end, quote, sha256, title in rows:
        if texts.get(sha256, "")[start:end] != quote:
            yield Message(
                N_("A coding in “{title}” at {start} no longer stands on its words."), {"title": title, "start": start}
            )


def _journal(session: Session) -> Problems:
    previous = ""
    expected = 1
    with session.reading() as connection:
        for row in connection.execute(select(JOURNAL).order_by(JOURNAL.c.sequence)):
            *values, found = row
            sequence = values[0]
            if sequence != expected:
                yield Message(
                    N_("Entries of the history are missing before number {sequence}."), {"sequence": sequence}
                )
            if digest(previous, *values) != found:
                yield Message(N_("Entry {sequence} of the history was altered or damaged."), {"sequence": sequence})
            previous, expected = found, sequence + 1
        # SQLite keeps the highest number it ever gave.
        given = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'journal'").scalar()
    if (given or 0) != expected - 1:
        yield Message(
            N_("The last entries of the history are missing, from number {sequence}."), {"sequence": expected}
        )


def _replay(session: Session) -> Problems:
    """The state that the journal tells, against the state of the tables."""
    names = {table.name: [column.name for column in table.columns] for table in IMAGED}
    told: dict[str, dict[str, list[Any]]] = {name: {} for name in names}
    with session.reading() as connection:
        entries = connection.execute(select(JOURNAL.c.sequence, JOURNAL.c.images).order_by(JOURNAL.c.sequence))
        for sequence, packed in entries:
            images = unpack(packed)
            for table, changes in images.changes.items():
                fits = images.columns[table] == names[table]
                for key, before, after in changes:
                    fits = fits and told[table].pop(key, None) == before
                    if after is not None:
                        told[table][key] = after
                if not fits:
                    yield Message(
                        N_("Entry {sequence} of the history does not fit the one before."), {"sequence": sequence}
                    )
                    return
        for table_object in IMAGED:
            rows = told[table_object.name]
            key_place = names[table_object.name].index("id")
            for row in connection.execute(select(table_object)):
                if rows.pop(row[key_place], None) != list(row):
                    yield Message(N_("A row of “{table}” is not what the history tells."), {"table": table_object.name})
    for table, missing in told.items():
        for _ in missing:
            yield Message(N_("A row of “{table}” that the history tells of is missing."), {"table": table})

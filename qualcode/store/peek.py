"""A first look into a project, before SQLModel is loaded: the document read last, for the screen to show at once.

The standard library alone. Whatever is unusual about the file is left to `store.session.open_project` to judge and say.
"""

from __future__ import annotations

import sqlite3
import urllib.parse
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.model.document import TurnView
from qualcode.model.project import Project
from qualcode.store.header import inspect_header, unfinished


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A document as it stands, with as much as it takes to show it; `document` is its id."""

    project: Project
    document: str
    title: str
    kind: str
    language: str
    case: str | None
    text: str
    turns: tuple[TurnView, ...]


_DOCUMENT = """
SELECT d.title, d.kind, d.language, c.name, t.content, d.revision
FROM document d JOIN text t ON t.sha256 = d.text_sha256 LEFT JOIN "case" c ON c.id = d."case" WHERE d.id = ?
"""
_TURNS = """
SELECT t."index", t.start, t."end", t.label_start, s.name, p.name, coalesce(s.interviewer, 0), t.time, t.end_time
FROM turn t LEFT JOIN speaker s ON s.id = t.speaker LEFT JOIN person p ON p.id = s.person
WHERE t.revision = ? ORDER BY t."index"
"""


def peek(path: Path, wanted: Callable[[str], str | None]) -> Glimpse | None:
    """The document that `wanted` names for the project's id, else the first; None where the file is not plainly whole.

    Reads only; with a journal beside the file it does not even do that.
    """
    try:
        inspect_header(path)
        if unfinished(path):
            return None
        name = f"file:{urllib.parse.quote(str(path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(name, uri=True, timeout=0.1)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA cell_size_check=ON")
            return _glimpse(connection, wanted)
    except (QualcodeError, sqlite3.Error, UnicodeDecodeError, TypeError, ValueError):
        return None


def _glimpse(connection: sqlite3.Connection, wanted: Callable[[str], str | None]) -> Glimpse | None:
    # A view or trigger is for the full check to refuse: nothing is read through one here.
    if set(connection.execute("SELECT DISTINCT type FROM sqlite_master")) - {("table",), ("index",)}:
        return None
    project = Project(*connection.execute("SELECT id, title, language, created FROM project").fetchone())
    ids = [row[0] for row in connection.execute("SELECT id FROM document ORDER BY number")]
    if not ids:
        return None
    last = wanted(project.id)
    document: str = next((each for each in ids if each == last), ids[0])
    title, kind, language, case, text, revision = connection.execute(_DOCUMENT, (document,)).fetchone()
    turns = tuple(
        TurnView(index, start, end, label, speaker or None, person, bool(interviewer), time, end_time)
        for index, start, end, label, speaker, person, interviewer, time, end_time in connection.execute(
            _TURNS, (revision,)
        )
    )
    return Glimpse(project, document, title, kind, language, case, text, turns)

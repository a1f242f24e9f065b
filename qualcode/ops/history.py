"""What happened, taken back and done again."""

from __future__ import annotations

from qualcode.model.project import HistoryEntry
from qualcode.store import journal
from qualcode.store.session import Session


def listing(session: Session, limit: int | None = None) -> list[HistoryEntry]:
    """Every change, oldest first; only the last `limit` of them if given."""
    entries = journal.history(session)
    return entries if limit is None else entries[max(len(entries) - limit, 0) :]


def next_undo(session: Session) -> HistoryEntry | None:
    """What `undo` would take back."""
    return journal.next_undo(session)


def next_redo(session: Session) -> HistoryEntry | None:
    """What `redo` would do again."""
    return journal.next_redo(session)


def undo(session: Session, n: int = 1) -> list[HistoryEntry]:
    """Take back the session coder's last `n` operations, all or none; the entries. Raises NothingToUndo, Conflict."""
    return journal.some(session, journal.undo(session, n))


def redo(session: Session, n: int = 1) -> list[HistoryEntry]:
    """Do again what was taken back last, all or none; the entries. Raises NothingToUndo, Conflict."""
    return journal.some(session, journal.redo(session, n))


def codings_touched(session: Session, sequence: int) -> list[str] | None:
    """The ids of the codings that an entry changed, or on which it changed a memo; None where it changed other things.

    A decision on a suggestion goes along with its coding.
    """
    images = journal.images_of(session, sequence)
    touched: dict[str, None] = {}
    for table, changes in images.changes.items():
        names = images.columns[table]
        for key, before, after in changes:
            values = dict(zip(names, after or before or (), strict=False))
            if table == "coding":
                touched[key] = None
            elif table == "memo" and values.get("about_kind") == "coding":
                touched[str(values["about"])] = None
            elif table != "decision":
                return None
    return list(touched)

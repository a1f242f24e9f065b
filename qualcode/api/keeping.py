"""The project as a whole: its history, taken back and done again; checked, copied, counted."""

from __future__ import annotations

from pathlib import Path

from qualcode.api.values import Part, PathLike
from qualcode.model.project import CheckReport, HistoryEntry, Stats
from qualcode.ops import history, projects


class Keeping(Part):
    """What looks after a project."""

    def history(self, limit: int | None = None) -> list[HistoryEntry]:
        """Every change, oldest first; only the last `limit` if given."""
        return history.listing(self._session, limit)

    def next_undo(self) -> HistoryEntry | None:
        """What `undo` would take back; None where nothing is left."""
        return history.next_undo(self._session)

    def next_redo(self) -> HistoryEntry | None:
        """What `redo` would do again; None where nothing is left."""
        return history.next_redo(self._session)

    def undo(self, n: int = 1) -> list[HistoryEntry]:
        """Take back the coder's last `n` operations, all or none. Raises NothingToUndo, Conflict."""
        return history.undo(self._session, n)

    def redo(self, n: int = 1) -> list[HistoryEntry]:
        """Do again what was taken back last. Raises NothingToUndo, Conflict."""
        return history.redo(self._session, n)

    def check(self, deep: bool = False) -> CheckReport:
        """Prove that the project is whole; `deep` replays its whole history too."""
        return projects.check(self._session, deep)

    def backup(self, path: PathLike | None = None, *, force: bool = False) -> Path:
        """Copy the project as it is now; where the copy lies. Raises FileExists, FileUnwritable."""
        return projects.backup(self._session, None if path is None else Path(path), force=force)

    def stats(self) -> Stats:
        """How much the project holds."""
        return projects.stats(self._session)

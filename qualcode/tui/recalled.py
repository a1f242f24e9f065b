"""The searches made last in a project, kept on this machine so that they can be made again."""

from __future__ import annotations

from qualcode.tui.memory import Memory
from qualcode.tui.search_jobs import WAYS, Wanted

_KIND = "searches"
_MOST = 20


def recalled(memory: Memory, project: str) -> list[Wanted]:
    """The searches made in a project, the last one first. What cannot be understood was never made."""
    stored = memory.noted(_KIND, project)
    return [
        Wanted(row[0], row[1])
        for row in (stored if isinstance(stored, list) else [])
        if isinstance(row, list) and len(row) == 2 and isinstance(row[0], str) and row[0].strip() and row[1] in WAYS
    ]


def keep(memory: Memory, project: str, wanted: Wanted) -> None:
    """Put a search first among those made."""
    before = [each for each in recalled(memory, project) if (each.query, each.way) != (wanted.query, wanted.way)]
    memory.note(_KIND, project, [[each.query, each.way] for each in [wanted, *before][:_MOST]])

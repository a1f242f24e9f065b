"""Which file is meant. Apart from what opens it, so that the screen can start before the store is loaded."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import NoProject, ProjectNotFound, SeveralProjects

SUFFIX = ".qualcode"


def find_project(named: str | None, folder: Path) -> Path:
    """The project meant: the one named, else the only one in the folder.

    Raises ProjectNotFound, NoProject, SeveralProjects.
    """
    if named:
        path = Path(named)
        if not path.exists() and path.with_name(path.name + SUFFIX).exists():
            path = path.with_name(path.name + SUFFIX)
        if not path.exists():
            raise ProjectNotFound(path=named)
        return path
    found = sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file())
    if not found:
        raise NoProject()
    if len(found) > 1:
        raise SeveralProjects(names=", ".join(path.name for path in found))
    return found[0]

"""The first bytes of a project file, read without SQLite: what it is, from which format, and whether it is whole."""

from __future__ import annotations

import stat
from pathlib import Path

from qualcode.errors import (
    FileUnreadable,
    NotAProject,
    ProjectDamaged,
    ProjectDamagedAlone,
    ProjectFromFuture,
    ProjectNotFound,
    ProjectTampered,
)
from qualcode.model.message import N_, Message

FORMAT = 2
APPLICATION_ID = 0x51434F44  # "QCOD"


def backup_folder(path: Path) -> Path:
    """Where a project's backups lie: beside it."""
    return path.with_name(path.name + ".backups")


def unfinished(path: Path) -> bool:
    """Whether a journal lies beside the file: another program is writing, or one was killed while it wrote."""
    try:
        return path.with_name(path.name + "-journal").stat().st_size > 0
    except OSError:
        return False


def inspect_header(path: Path) -> int:
    """Refuse what is no project, was cut short, or is from a newer program, without letting SQLite touch it.

    Returns the file's format, which may be an earlier one.

    Raises ProjectNotFound, FileUnreadable, NotAProject, ProjectFromFuture, ProjectTampered or ProjectDamaged.
    """
    if not path.exists():
        raise ProjectNotFound(path=str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for ever
            raise FileUnreadable(path=str(path), reason=Message(N_("it is not a file")))
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or type(error).__name__) from error
    if len(header) < 100 or header[:16] != b"SQLite format 3\0":
        raise NotAProject(path=str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAProject(path=str(path))
    found = int.from_bytes(header[60:64], "big")
    if found > FORMAT:
        raise ProjectFromFuture(path=str(path), found=found, known=FORMAT)
    if header[18:20] != b"\x01\x01":  # opened like this, SQLite would keep changes in files beside this one
        raise ProjectTampered(path=str(path), what=Message(N_("a write-ahead log")))
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    if found < 1 or page < 512:
        raise damaged(path, N_("its first page makes no sense"))
    # While another program writes, or after one was killed, the first page is ahead of the file's length. The order of
    # these looks matters: where no journal is left the writing was over, so the length read after that is the whole.
    if not unfinished(path) and _size(path) < page * pages:
        raise damaged(path, N_("it is cut short"))
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or type(error).__name__) from error


def damaged(path: Path, reason: str) -> ProjectDamaged:
    """The error that names a broken file, the reason and where its backups are."""
    backups = backup_folder(path)
    kind = ProjectDamaged if backups.is_dir() and any(backups.iterdir()) else ProjectDamagedAlone
    return kind(path=str(path), reason=Message(reason), backups=str(backups))

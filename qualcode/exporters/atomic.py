"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from qualcode.errors import DiskFull, FileExists, FileUnwritable, QualcodeError
from qualcode.model.message import N_, Message

Data = bytes | Callable[[BinaryIO], object]

# EFBIG: the system's limit for this user's files, or the file system's own.
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
# What file systems without hard links (FAT, some network drives) answer.
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}


def write_atomically(path: Path, data: Data, *, force: bool) -> None:
    """Write `data` (bytes, or a function that writes into the file it is given) to `path`.

    The bytes go to a temporary file in the same folder, are flushed to the disk, and take the name in one step:
    readers see the old file or the new one, never a part. On any failure the temporary file goes and the old file
    stays. Without `force` a file that is there, or comes to be there meanwhile, is never replaced; with it, it keeps
    its permissions, and a symbolic link keeps pointing where it did.

    Raises FileExists, FileUnwritable, DiskFull, and whatever the function raises.
    """
    try:
        target = _target(path, force=force)
        temporary = target.with_name(f".qualcode-{secrets.token_hex(8)}.part")
        try:
            _write(temporary, data, like=target)
            if force:
                temporary.replace(target)
            else:
                _rename_to_new(temporary, target)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
        _flush_folder(target.parent)
    except FileExistsError as error:
        raise FileExists(path=str(path)) from error
    except OSError as error:
        raise _refusal(path, error) from error


def _target(path: Path, *, force: bool) -> Path:
    """The file that is to be written: where a symbolic link points, when it may be replaced."""
    if "\0" in str(path):
        raise FileUnwritable(path=str(path), reason=Message(N_("its name holds a NUL")))
    if not force and os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    target = Path(os.path.realpath(path)) if force else path
    if target.exists() and not target.is_file():
        reason = N_("it is a folder") if target.is_dir() else N_("it is a device, not a file")
        raise FileUnwritable(path=str(path), reason=Message(reason))
    return target


def _write(temporary: Path, data: Data, *, like: Path) -> None:
    """Fill the temporary file and flush it; it gets the permissions of `like` where that exists."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        if like.exists():
            temporary.chmod(stat.S_IMODE(like.stat().st_mode))
        if callable(data):
            data(file)
        else:
            file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rename_to_new(temporary: Path, target: Path) -> None:
    """Give the file its name unless that is taken: the check and the step are one, so nobody can slip between."""
    if os.name == "nt":
        temporary.rename(target)  # fails there when the name is taken
        return
    try:
        target.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Without hard links the name is taken first, as an empty file of our own, and then replaced.
        target.touch(exist_ok=False)
        try:
            temporary.replace(target)
        except OSError:
            target.unlink()
            raise


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut. The file is complete by now, so a refusal is no failure."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refusal(path: Path, error: OSError) -> QualcodeError:
    if error.errno in _FULL:
        return DiskFull()
    return FileUnwritable(path=str(path), reason=error.strerror or str(error))

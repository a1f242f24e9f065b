"""Zip files from strangers: everything that can be checked is checked before anything is unpacked.

Members are read by name into memory, one at a time and bounded; nothing is ever extracted to disk, and archives inside
archives stay closed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from qualcode.errors import FileBroken, FileProtected, FileUnsafe
from qualcode.importers.base import Source, too_large
from qualcode.model.message import N_, Message

MAX_MEMBERS = 5_000
"""A Word file has some fifteen members and one more a picture."""
MAX_TOTAL = 500_000_000
"""Bytes of all members together, as declared."""
MAX_RATIO = 200
"""Unpacked to packed, for members past `SMALL`. Word's own XML packs 10 to 40 to one; deflate ends at 1,030."""
SMALL = 1_000_000
"""Members up to this many bytes may pack as well as they like."""

_CENTRAL_HEADER = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on bytes that are not what they claim to be.
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
    KeyError, IndexError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file that has passed the checks of `open_archive`."""

    zip: zipfile.ZipFile
    names: frozenset[str]
    path: str
    kind: str

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises FileBroken where it is missing, damaged, or larger than it declares."""
        if name not in self.names:
            raise FileBroken(path=self.path, format=self.kind, reason=Message(N_("a part of it is missing")))
        declared = self.zip.getinfo(name).file_size
        try:
            with self.zip.open(name) as member:
                data = member.read(declared + 1)
        except _ZIP_FAULTS as error:
            raise FileBroken(path=self.path, format=self.kind, reason=Message(N_("a part of it is damaged"))) from error
        if len(data) != declared:
            raise FileBroken(
                path=self.path, format=self.kind, reason=Message(N_("a part of it is not as long as it says"))
            )
        return data


def open_archive(data: bytes, source: Source, kind: str) -> Archive:
    """The archive in `data`, checked; `kind` names the format in refusals.

    Raises FileBroken, FileUnsafe (too many members, absurd compression, twin names), FileProtected, FileTooLarge.
    """
    # The directory is counted in the bytes first: zipfile builds an object an entry before it can be asked anything.
    if data.count(_CENTRAL_HEADER) > MAX_MEMBERS:
        raise FileUnsafe(path=source.path, reason=Message(N_("it holds thousands of parts")))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_FAULTS as error:
        reason = Message(N_("it cannot be unpacked; perhaps it was not copied whole"))
        raise FileBroken(path=source.path, format=kind, reason=reason) from error
    members = archive.infolist()
    _check(members, source, kind)
    return Archive(archive, frozenset(member.filename for member in members), source.path, kind)


def _check(members: list[zipfile.ZipInfo], source: Source, kind: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise FileUnsafe(path=source.path, reason=Message(N_("it holds thousands of parts")))
    if len({member.filename for member in members}) < len(members):
        raise FileUnsafe(path=source.path, reason=Message(N_("two of its parts have the same name")))
    if any(member.flag_bits & 0x1 for member in members):
        raise FileProtected(path=source.path)
    if any(member.compress_type not in _METHODS for member in members):
        raise FileBroken(
            path=source.path, format=kind, reason=Message(N_("it is packed in a way that such files never are"))
        )
    for member in members:
        if member.file_size > SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise FileUnsafe(path=source.path, reason=Message(N_("it unpacks to many times its size")))
    total = sum(member.file_size for member in members)
    limit = MAX_TOTAL * (4 if source.large else 1)
    if total > limit:
        raise too_large(source.path, total, limit)

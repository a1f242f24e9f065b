"""Small files that people write by hand, such as codebooks: read whole, within a limit."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import EncodingUnknown, FileEmpty, FileMissing, FileTooLarge, FileUnreadable

LIMIT = 5_000_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_small(path: Path, *, otherwise: str | None = None, limit: int = LIMIT) -> str:
    """The text of a file of at most `limit` bytes: UTF-8, UTF-16 with its mark, or else the encoding `otherwise`.

    Line ends stay as they are. Raises FileMissing, FileUnreadable, FileTooLarge, FileEmpty, EncodingUnknown.
    """
    text = _decoded(read_small_bytes(path, limit=limit), path, otherwise)
    if not text.strip():
        raise FileEmpty(path=str(path))
    return text


def read_small_bytes(path: Path, *, limit: int = LIMIT) -> bytes:
    """The bytes of a file of at most `limit`. Raises FileMissing, FileUnreadable, FileTooLarge, FileEmpty."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
            size = max(len(data), path.stat().st_size)
    except FileNotFoundError as error:
        raise FileMissing(path=str(path)) from error
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=str(path), reason=getattr(error, "strerror", None) or str(error)) from error
    if size > limit:
        raise FileTooLarge(path=str(path), size=f"{size / 1e6:.1f} MB", limit=f"{limit / 1e6:.0f} MB")
    if not data:
        raise FileEmpty(path=str(path))
    return data


def _decoded(data: bytes, path: Path, otherwise: str | None) -> str:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if otherwise is None or encoding != "utf-8":
            raise EncodingUnknown(path=str(path), encoding=encoding) from error
    try:
        return data.decode(otherwise)
    except UnicodeDecodeError as error:
        raise EncodingUnknown(path=str(path), encoding=otherwise) from error

"""The door to all readers: a file in, an `ImportedDocument` out.

Order: size, bytes, checksum, format, text, turns and speakers, language. A new format is one module and one line here.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Sequence
from pathlib import Path

from qualcode.errors import FileEmpty, FileMissing, FileUnreadable
from qualcode.importers.base import LARGE_LIMIT, Importer, RawDocument, Source, too_large
from qualcode.importers.docx import WordImporter
from qualcode.importers.foreign import disguised, unknown
from qualcode.importers.language import guess_language
from qualcode.importers.md import MarkdownImporter
from qualcode.importers.turns import Found, find_turns, recorded
from qualcode.importers.txt import TextImporter
from qualcode.model.document import ImportedDocument
from qualcode.model.message import N_, Message
from qualcode.model.text import CanonicalText, canonical

IMPORTERS: tuple[Importer, ...] = (
    TextImporter(),
    MarkdownImporter(),
    WordImporter(),
)
SUFFIXES: tuple[str, ...] = tuple(suffix for importer in IMPORTERS for suffix in importer.suffixes)
"""The ends of the names of files that can be imported, lower case with the dot."""

_HEAD = 4_096


def read(path: Path, *, encoding: str | None = None, large: bool = False) -> ImportedDocument:
    """The document in the file at `path`.

    `encoding` overrides the guess for text files; `large` admits texts past `base.TEXT_LIMIT`. Raises leaves of
    `FileRefused`; nothing is stored or changed.
    """
    size = _size(path)
    source = _source(path, encoding, large)
    importer = _by_suffix(source)
    limit = LARGE_LIMIT if large else importer.limit
    if size > limit:
        raise too_large(source.path, size, limit)
    try:
        with path.open("rb") as file:
            # The file may have grown since; one byte more than allowed is enough to know.
            data = file.read(limit + 1)
    except OSError as error:
        raise FileUnreadable(path=source.path, reason=_reason(error)) from error
    return parse(data, path, encoding=encoding, large=large)


def parse(data: bytes, path: Path, *, encoding: str | None = None, large: bool = False) -> ImportedDocument:
    """The document in `data`, the bytes of a file whose name is that of `path`; see `read`."""
    source = _source(path, encoding, large)
    limit = LARGE_LIMIT if large else _by_suffix(source).limit
    if len(data) > limit:
        raise too_large(source.path, len(data), limit)
    if not data:
        raise FileEmpty(path=source.path)
    head = data[:_HEAD]
    importer = next((importer for importer in IMPORTERS if importer.sniff(head, source.suffix)), None)
    if importer is None:
        raise disguised(data, source)
    raw = importer.read(data, source)
    text = raw.text.text
    if not text.strip():
        raise FileEmpty(path=source.path)
    if len(text) > source.text_limit:
        raise too_large(source.path, len(text), source.text_limit)
    found = _turns(raw)
    return ImportedDocument(
        text=text,
        title=_one_line(path.stem) or _one_line(path.name),
        source=_one_line(path.name),
        format=importer.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=raw.encoding,
        language=guess_language(text),
        turns=found.turns,
        speakers=found.speakers,
        warnings=(*raw.warnings, *_replacements(raw.text), *found.warnings),
    )


def _source(path: Path, encoding: str | None, large: bool) -> Source:
    return Source(_one_line(str(path)), path.suffix.lower(), encoding, large)


def _size(path: Path) -> int:
    """The size of a regular file in bytes; anything else is refused before it is opened."""
    shown = _one_line(str(path))
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise FileMissing(path=shown) from error
    except OSError as error:
        raise FileUnreadable(path=shown, reason=_reason(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise FileUnreadable(path=shown, reason=Message(N_("it is a folder")))
    if not stat.S_ISREG(status.st_mode):
        raise FileUnreadable(path=shown, reason=Message(N_("it is a device or a pipe, not a file")))
    if status.st_size == 0:
        raise FileEmpty(path=shown)
    return status.st_size


def _by_suffix(source: Source) -> Importer:
    for importer in IMPORTERS:
        if source.suffix in importer.suffixes:
            return importer
    raise unknown(source, SUFFIXES)


def _turns(raw: RawDocument) -> Found:
    """The turns that the format records, else those that the text shows."""
    return find_turns(raw.text.text, raw.hints) if raw.turns is None else recorded(raw.turns)


def _replacements(text: CanonicalText) -> Sequence[Message]:
    count = sum(text.replaced.values())
    if not count:
        return ()
    names = ", ".join(f"{name} ×{n}" for name, n in sorted(text.replaced.items()))
    template = N_("Characters that cannot be shown were replaced by “\ufffd”: {count} ({names}).")
    return (Message(template, {"count": count, "names": names}),)


def _one_line(name: str) -> str:
    """A name from the file system as text: one line, and nothing that a screen could trip over."""
    return canonical(name).text.replace("\n", " ").strip()


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__

"""What every reader of a format is, what it is given, and what it hands back.

A new format is one file with a frozen value of this shape, and its line in `registry.IMPORTERS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from qualcode.errors import FileTooLarge
from qualcode.model.document import ImportedTurn
from qualcode.model.message import Message
from qualcode.model.text import CanonicalText

TEXT_LIMIT = 20_000_000
"""Text of one document: bytes of a text file, characters from any other. Past it only with `large`."""
FILE_LIMIT = 200_000_000
"""Bytes of a file that holds pictures and the like beside its text."""
LARGE_LIMIT = 2_000_000_000
"""Bytes of any file, even with `large`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes come from and how they are to be read.

    `path` is for messages, `suffix` is lower case with its dot, `encoding` is what the person named, if anything.
    """

    path: str
    suffix: str
    encoding: str | None = None
    large: bool = False

    @property
    def text_limit(self) -> int:
        """The number of characters that may come out."""
        return LARGE_LIMIT if self.large else TEXT_LIMIT


@dataclass(frozen=True, slots=True)
class Hints:
    """What a format knows about its lines beyond their characters. Offsets are those of line starts.

    `bold` maps a line that begins in bold to the offset where the bold ends. `headings` are not speech. From `body_end`
    on (notes put at the end) nobody speaks; None means never. `line_is_paragraph`: paragraphs need no blank line.
    """

    bold: Mapping[int, int] = field(default_factory=dict)
    headings: frozenset[int] = frozenset()
    body_end: int | None = None
    line_is_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file's text with what the format alone can tell.

    The reader makes the text canonical itself, because `hints` and `turns` are places in the canonical text. `turns`
    is for formats that record who speaks when; None leaves turns to be found from the text.
    """

    text: CanonicalText
    encoding: str | None = None
    hints: Hints = Hints()
    turns: tuple[ImportedTurn, ...] | None = None
    warnings: tuple[Message, ...] = ()


class Importer(Protocol):
    """One format, as a frozen value."""

    @property
    def name(self) -> str:
        """What stands in `ImportedDocument.format`."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The ends of its files' names, lower case with the dot."""
        ...

    @property
    def limit(self) -> int:
        """The most bytes that a file may have without `large`."""
        ...

    def sniff(self, head: bytes, suffix: str) -> bool:
        """Whether a file that ends in `suffix` and begins with `head` (up to 4,096 bytes) is one of ours."""
        ...

    def read(self, data: bytes, source: Source) -> RawDocument:
        """The text of a whole file. Raises leaves of `FileRefused` and nothing else, whatever the bytes are."""
        ...


def too_large(path: str, size: int, limit: int) -> FileTooLarge:
    """The refusal of something of `size` bytes or characters where `limit` are allowed."""
    return FileTooLarge(path=path, size=_megabytes(size), limit=_megabytes(limit))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.10g} MB" if size % 1_000_000 == 0 else f"{size / 1_000_000:.1f} MB"

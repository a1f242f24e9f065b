"""Markdown: the text as it stands, marks included, so that every offset is the author's.

Headings and bold are hints only: a heading is nobody's speech, and a name in bold is likely a label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.importers.base import TEXT_LIMIT, Hints, RawDocument, Source
from qualcode.importers.decode import decode
from qualcode.importers.foreign import recognise
from qualcode.model.text import canonical

_BOLD = re.compile(r"^[ \t]{0,20}(\*\*\*|\*\*|__)[^\n*]{1,120}?\1", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}(?=[ \t])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MarkdownImporter:
    """`.md` files."""

    name: str = "md"
    suffixes: tuple[str, ...] = (".md", ".markdown")
    limit: int = TEXT_LIMIT

    def sniff(self, head: bytes, suffix: str) -> bool:
        """Text of any kind, unless it is a known kind of file under a false name."""
        return suffix in self.suffixes and recognise(head) is None

    def read(self, data: bytes, source: Source) -> RawDocument:
        """The decoded text, with its headings and the lines that begin in bold."""
        decoded = decode(data, source)
        clean = canonical(decoded.text)
        hints = Hints(
            bold={match.start(): match.end() for match in _BOLD.finditer(clean.text)},
            headings=frozenset(match.start() for match in _HEADING.finditer(clean.text)),
        )
        return RawDocument(clean, decoded.encoding, hints, warnings=decoded.warnings)

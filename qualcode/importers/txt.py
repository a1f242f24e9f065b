"""Plain text: the text as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.importers.base import TEXT_LIMIT, RawDocument, Source
from qualcode.importers.decode import decode
from qualcode.importers.foreign import recognise
from qualcode.model.text import canonical


@dataclass(frozen=True, slots=True)
class TextImporter:
    """`.txt` files in any encoding that `decode` knows."""

    name: str = "txt"
    suffixes: tuple[str, ...] = (".txt", ".text")
    limit: int = TEXT_LIMIT

    def sniff(self, head: bytes, suffix: str) -> bool:
        """Text of any kind, unless it is a known kind of file under a false name."""
        return suffix in self.suffixes and recognise(head) is None

    def read(self, data: bytes, source: Source) -> RawDocument:
        """The decoded text."""
        decoded = decode(data, source)
        return RawDocument(canonical(decoded.text), decoded.encoding, warnings=decoded.warnings)

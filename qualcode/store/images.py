"""Row images: what an operation changed, compressed, in a form that can be turned round.

One batch an operation: for each table the column names and a list of `[id, before, after]`, where before is null for
a new row and after for a removed one. Texts are not in it: they never change and are referred to by hash.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

LARGEST = 2**30  # bytes that one entry may unpack to; the largest honest one is a hundred times smaller

Values = list[Any]
Change = tuple[str, Values | None, Values | None]


@dataclass(slots=True)
class Images:
    """The changes of one operation, by table, in the order they were made."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    changes: dict[str, list[Change]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.changes.values())

    def add(self, table: str, columns: list[str], changes: list[Change]) -> None:
        """Record changes to rows of one table."""
        self.columns.setdefault(table, columns)
        self.changes.setdefault(table, []).extend(changes)

    def packed(self) -> bytes:
        """The bytes kept in the journal."""
        content = {name: [self.columns[name], self.changes[name]] for name in self.columns}
        return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 1)

    def inverse(self) -> Images:
        """The changes that take these back, last first."""
        turned = Images(dict(self.columns))
        for table, changes in self.changes.items():
            turned.changes[table] = [(key, after, before) for key, before, after in reversed(changes)]
        return turned

    def net(self) -> dict[tuple[str, str], tuple[Values | None, Values | None]]:
        """By table and id: the first `before` and the last `after`."""
        result: dict[tuple[str, str], tuple[Values | None, Values | None]] = {}
        for table, changes in self.changes.items():
            for key, before, after in changes:
                known = result.get((table, key))
                result[table, key] = (known[0] if known else before, after)
        return result


def unpack(data: bytes) -> Images:
    """The images in a journal row. Raises ValueError or zlib.error where the bytes are damaged or swell past sense."""
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(data, LARGEST)
    if not unpacking.eof:
        raise ValueError("cut short, or too large")
    images = Images()
    for table, (columns, changes) in json.loads(content).items():
        images.columns[table] = columns
        images.changes[table] = [(key, before, after) for key, before, after in changes]
    return images


def digest(previous: str, *parts: object) -> str:
    """The link of the journal's chain: SHA-256 over the digest before and every field of the entry."""
    chain = hashlib.sha256(previous.encode())
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode()
        chain.update(len(data).to_bytes(8, "big") + data)
    return chain.hexdigest()

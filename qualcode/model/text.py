"""Canonical text, and places in it.

Every offset in qualcode is a `Span` of Unicode code points over a document's canonical text. Nothing else measures.
"""

from __future__ import annotations

import bisect
import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NONCHARACTERS = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_INVALID_BELOW = re.compile(f"[{_CONTROLS}]")  # three times as fast as the next, for text within the first plane
_INVALID = re.compile(f"[{_CONTROLS}{_NONCHARACTERS}]")
WORD_JOINTS = "'’-"
"""What may stand, once, between two letters or digits of one word."""
_WORD = re.compile(rf"[^\W_]+(?:[{WORD_JOINTS}][^\W_]+)*")

REPLACEMENT = "\ufffd"
BOM = "\ufeff"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of code points, `0 <= start <= end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span with the words it stood on, so that it can be found again after the text has been edited."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """Text as qualcode keeps it, and what had to be replaced to get there.

    `replaced` counts, by the code point's name (`U+0000`), what became U+FFFD.
    """

    text: str
    replaced: Mapping[str, int] = field(default_factory=dict)


def canonical(raw: str) -> CanonicalText:
    """The canonical form of `raw`: LF line ends, no leading BOM, TAB kept, no controls, surrogates or non-characters.

    CR, CRLF, VT, FF, NEL, U+2028 and U+2029 become LF. What Unicode keeps out of interchange becomes U+FFFD, one for
    one, and is counted. Not normalised (NFC would move offsets). Idempotent.
    """
    text = _NEWLINES.sub("\n", raw)
    replaced: dict[str, int] = {}

    def replace(match: re.Match[str]) -> str:
        name = f"U+{ord(match[0]):04X}"
        replaced[name] = replaced.get(name, 0) + 1
        return REPLACEMENT

    text = _invalid(text).sub(replace, text).lstrip(BOM)
    return CanonicalText(text, replaced)


def _invalid(text: str) -> re.Pattern[str]:
    return _INVALID if text and max(text) > "\uffff" else _INVALID_BELOW


def is_canonical(text: str) -> bool:
    """Whether `text` is already in canonical form."""
    return not (text.startswith(BOM) or _NEWLINES.search(text) or _invalid(text).search(text))


def words(text: str) -> int:
    """The number of words; a word is `[^\\W_]+(?:['’-][^\\W_]+)*`."""
    return sum(1 for _ in _WORD.finditer(text))


def word_starts(text: str) -> array[int]:
    """Where every word begins, in order."""
    return array("l", (match.start() for match in _WORD.finditer(text)))


def word_spans(text: str) -> list[Span]:
    """The span of every word, in order."""
    return [Span(match.start(), match.end()) for match in _WORD.finditer(text)]


class LineIndex:
    """Offsets to lines and back, in O(log n). Lines are split at LF and counted from 0."""

    __slots__ = ("_starts", "length")

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.length = len(text)

    def __len__(self) -> int:
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The line that holds `offset`; an offset past the end belongs to the last line."""
        return bisect.bisect_right(self._starts, offset) - 1

    def span(self, line: int) -> Span:
        """The line's characters without its line end."""
        start = self._starts[line]
        end = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else self.length
        return Span(start, end)


class Utf16Map:
    """Code points to UTF-16 units and back, for files of tools that count in UTF-16. O(log n) a look-up."""

    __slots__ = ("_astral",)

    def __init__(self, text: str) -> None:
        self._astral = [i for i, char in enumerate(text) if ord(char) > 0xFFFF]

    def to_utf16(self, offset: int) -> int:
        """The UTF-16 offset of the code point at `offset`."""
        return offset + bisect.bisect_left(self._astral, offset)

    def from_utf16(self, unit: int) -> int:
        """The code point offset of UTF-16 `unit`; the second half of a pair belongs to its character."""
        low, high = 0, len(self._astral)
        while low < high:
            middle = (low + high) // 2
            if self._astral[middle] + middle + 1 <= unit - 1:
                low = middle + 1
            else:
                high = middle
        offset = unit - low
        if low < len(self._astral) and self._astral[low] < offset:
            return self._astral[low]
        return offset

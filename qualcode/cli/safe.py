"""People's text on its way to a terminal: never a control code, always on one line."""

from __future__ import annotations

import re

# Controls that move the cursor or start an escape sequence, and marks that reorder or hide what is shown. The joiners
# U+200C and U+200D stay: scripts and emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACES = "\t\n\r\x0b\x0c\x85\u2028\u2029"
_PICTURES = 0x2400


def safe(text: str) -> str:
    """`text` as one line of printable characters: line ends and tabs become spaces, what cannot be seen a mark."""
    return _UNSAFE.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    point = ord(match[0])
    if match[0] in _SPACES:
        return " "
    if point < 0x20:
        return chr(_PICTURES + point)
    return "␡" if point == 0x7F else f"‹{point:04X}›"

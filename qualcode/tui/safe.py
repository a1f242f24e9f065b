"""The only door from text to screen.

Whatever people wrote (transcripts, titles, names, memos, file names) is shown literally: never as markup, never as a
control code. What cannot be seen becomes a visible mark, one for one, so that offsets hold: control characters become
control pictures, bidirectional controls arrows, zero-width characters a broken bar. Widgets get the `Content` and
`Text` made here and nothing else.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.content import Content

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.model.message import Message, Value

Part = str | tuple[str, str]

ZERO_WIDTH_MARK = "¦"
_C1_MARK = "␦"
_REPLACEMENT = "\ufffd"
_ZWJ = "\u200d"

# Not here: U+200D inside emoji and Indic words, and variation selectors, which belong to the sign before them.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_RIGHTWARD = "\u200e\u202a\u202d\u2066"
_LEFTWARD = "\u200f\u202b\u202e\u2067\u061c"
_CLOSING = "\u202c\u2068\u2069"


def _mark(match: re.Match[str]) -> str:
    char = match[0]
    point = ord(char)
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "␡"
    if point < 0xA0:
        return _C1_MARK
    if char in "\u2028\u2029":
        return "␊"
    if 0xD800 <= point <= 0xDFFF:
        return _REPLACEMENT
    if char == _ZWJ and _joins(match.string, match.start()):
        return char
    if char in _RIGHTWARD:
        return "⇥"
    if char in _LEFTWARD:
        return "⇤"
    return "⇹" if char in _CLOSING else ZERO_WIDTH_MARK


def _joins(text: str, at: int) -> bool:
    """Whether the zero-width joiner at `at` holds an emoji or an Indic word together: it is seen by its effect."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    emoji = before >= "\u2190" and after >= "\u2190" and not _UNSEEN.match(after)
    return emoji or "\u0900" <= before <= "\u0dff"


def plain(text: str) -> str:
    """`text` on one line with every unseen character as a visible mark, one for one."""
    return _UNSEEN.sub(_mark, text)


def is_seen(text: str) -> bool:
    """Whether every character of `text` may go to the screen as it is."""
    return plain(text) == text


def paragraphs(text: str) -> str:
    """As `plain`, but line ends stay and tabs become spaces: for quotes, memos and definitions."""
    return "\n".join(plain(line.replace("\t", "    ")) for line in text.split("\n"))


def fit(text: str, width: int) -> str:
    """`text` made safe in exactly `width` cells: padded with spaces, or cut with an ellipsis."""
    shown = plain(text)
    if cell_len(shown) > width:
        return set_cell_size(shown, width - 1) + "…" if width > 0 else ""
    return set_cell_size(shown, width)


def clip(text: str, width: int) -> str:
    """`text` made safe in at most `width` cells, cut with an ellipsis."""
    shown = plain(text)
    return shown if cell_len(shown) <= width else fit(text, width)


def clip_middle(text: str, width: int) -> str:
    """As `clip`, but what is left out stood in the middle: for names that begin alike."""
    shown = plain(text)
    if cell_len(shown) <= width or width < 6:
        return clip(text, width)
    last = (width - 1) * 2 // 3
    return set_cell_size(shown, width - 1 - last).rstrip() + "…" + tail(shown, last + 1).lstrip("…").lstrip()


def tail(text: str, width: int) -> str:
    """The end of `text` made safe in exactly `width` cells: padded at the left, or cut there with an ellipsis."""
    shown = plain(text)
    if cell_len(shown) <= width:
        return " " * (width - cell_len(shown)) + shown
    if width <= 0:
        return ""
    kept = shown[-width:]
    while cell_len(kept) > width - 1 or (kept and not cell_len(kept[0])):
        kept = kept[1:]
    return "…" + " " * (width - 1 - cell_len(kept)) + kept


def show(*parts: Part) -> Content:
    """What a widget shows on one line: strings, or pairs of a string and a Textual style, put together."""
    return Content.assemble(*((plain(text), style) for text, style in map(_pair, parts)))


def block(*parts: Part) -> Content:
    """As `show`, over several lines."""
    return Content.assemble(*((paragraphs(text), style) for text, style in map(_pair, parts)))


def label(*parts: str | tuple[str, str]) -> Text:
    """What a tree's node shows: as `show`, for widgets that know only Rich's text."""
    made = Text()
    for text, style in map(_pair, parts):
        made.append(plain(text), style or None)
    return made


def cell(*parts: Part, right: bool = False) -> Text:
    """What a table's cell shows: as `label`, on one line, with an ellipsis where the column is too narrow."""
    made = Text(no_wrap=True, overflow="ellipsis", justify="right" if right else "left", end="")
    for text, style in map(_pair, parts):
        made.append(plain(text), style or None)
    return made


def _pair(part: Part) -> tuple[str, str]:
    return part if isinstance(part, tuple) else (part, "")


def sentence(message: Message) -> str:
    """A message in the reader's language on one line; the values in it, which come from people, cannot act."""
    values: dict[str, Value] = {
        name: plain(value) if isinstance(value, str) else value for name, value in message.values.items()
    }
    return plain(Message(message.template, values).say(_)) if message.template else ""


def complaint(error: QualcodeError) -> str:
    """What an error says to a person: the sentence, its faults, and the hint, a line each."""
    lines = (error.message, *error.faults, error.advice)
    return "\n".join(said for said in map(sentence, lines) if said)

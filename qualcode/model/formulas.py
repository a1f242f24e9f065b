"""What a spreadsheet would take for a formula, and the apostrophe that keeps it text.

Excel, LibreOffice and others run a cell that begins with `=`, `+`, `-` or `@` (also full width), and some look for it
behind spaces, quotation marks, a TAB, a line end or a NUL. A leading apostrophe says: this is text. Files written with
it are read back without it.
"""

from __future__ import annotations

import re

_BEFORE = "[^\\S\t\r\n]|[\"'`´‘’‚‛“”„‟«»‹›\ufeff\u200b-\u200f\u2060]"
_FORMULA = re.compile(f"(?:{_BEFORE})*[=+\\-@＝＋－＠\t\r\n\0]")
MARK = "'"


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet might run `text` instead of showing it."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """`text` with an apostrophe before it where it looks like a formula; `unguarded` gives it back exactly."""
    return MARK + text if is_formula_like(text) else text


def unguarded(text: str) -> str:
    """`text` without the apostrophe that `guarded` put there, or a person for the same reason."""
    return text[1:] if text.startswith(MARK) and is_formula_like(text[1:]) else text

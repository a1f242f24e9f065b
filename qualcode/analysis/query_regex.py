"""Regular expressions from people: bounded in length and time, so that no pattern can hang a search.

The language is that of the `regex` package. Case is ignored unless `(?-i:…)` says otherwise; `^` and `$` are the
beginning and end of a line; accents count.
"""

from __future__ import annotations

import regex

from qualcode.analysis.query_fold import united, whole
from qualcode.errors import PatternRefused
from qualcode.model.message import N_, Message
from qualcode.model.text import Span

LONGEST = 1_000


def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """The pattern, ready for use. Raises PatternRefused."""
    if not pattern:
        raise PatternRefused(query=pattern, reason=Message(N_("it is empty")))
    if len(pattern) > LONGEST:
        size = {"length": len(pattern), "limit": LONGEST}
        reason = Message(N_("it has {length} characters, {limit} are allowed"), size)
        raise PatternRefused(query=pattern[:40] + "…", reason=reason)
    try:
        return regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)
    except regex.error as error:
        # The engine's own words are English and technical, but they name the fault and where it is.
        raise PatternRefused(query=pattern, reason=Message("{why}", {"why": str(error)})) from error
    except RecursionError as error:
        raise PatternRefused(query=pattern, reason=Message(N_("its brackets are nested too deep"))) from error


def find_pattern(pattern: regex.Pattern[str], text: str, seconds: float) -> list[Span]:
    """Where the pattern matches, in order, whole graphemes, never overlapping; matches of nothing are left out.

    Raises TimeoutError after `seconds`, or where the pattern needs more memory than there is.
    """
    try:
        found = [match.span() for match in pattern.finditer(text, timeout=seconds)]
    except MemoryError as error:
        raise TimeoutError from error
    return united(whole(text, start, end) for start, end in sorted(found) if start < end)

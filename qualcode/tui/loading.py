"""Keys are answered while much is being loaded in another thread."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

# Seconds after which a thread that imports lets the screen's have its turn; Python's own habit is ten times as long.
_TURN = 0.0005


@contextmanager
def loading() -> Iterator[None]:
    """The screen's thread gets its turn sooner meanwhile, and nobody waits for a search for garbage.

    What is loaded the first time, the store above all, stays as long as the program runs, so that it is never searched
    afterwards either: with twenty thousand codings one search would hold up a key for a tenth of a second.
    """
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    gc.disable()
    try:
        yield
    finally:
        _leave_alone()
        gc.enable()
        sys.setswitchinterval(turn)


@cache
def _leave_alone() -> None:
    """Take all there is out of the search for garbage. Once only: what later projects leave behind is to be found."""
    gc.freeze()

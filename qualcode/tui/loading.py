"""Keys are answered while another thread loads much or stores something."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

# Seconds after which a thread lets another have its turn; Python's own habit is ten times as long.
_TURN = 0.0005
# Searches of what is a little older between two searches of all there is; Python's own habit is ten.
_SELDOM = 50


def share_turns() -> None:
    """Have threads change turns often for as long as the program runs.

    The store gives its turn away at every statement, and would wait each time until the screen's thread, which may be
    drawing, gives it back: twenty statements then take a tenth of a second. While much is imported it is the screen's
    thread that would wait.
    """
    sys.setswitchinterval(_TURN)


def search_seldom() -> None:
    """Have all there is searched for garbage at every few hundred keys rather than at every fiftieth.

    Such a search takes as long as two pictures.
    """
    young, older, _all = gc.get_threshold()
    gc.set_threshold(young, older, _SELDOM)


@contextmanager
def loading() -> Iterator[None]:
    """Nobody waits for a search for garbage meanwhile.

    What is loaded the first time, the store above all, stays as long as the program runs, so that it is never searched
    afterwards either: with twenty thousand codings one search would hold up a key for a tenth of a second.
    """
    gc.disable()
    try:
        yield
    finally:
        _leave_alone()
        gc.enable()


@cache
def _leave_alone() -> None:
    """Take all there is out of the search for garbage. Once only: what later projects leave behind is to be found."""
    gc.freeze()

"""Work that builds very much, without the garbage collector."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without the garbage collector: for work of which nothing can be freed before its end.

    Looking for it again and again takes a quarter of the time of an edit that moves tens of thousands of codings, and
    a fifth of that of merging whole projects.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

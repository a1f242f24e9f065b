"""Writing that can be given up on the way: whoever began it is asked again and again; no part of a file is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from qualcode.errors import Refused
from qualcode.model.message import N_

T = TypeVar("T")
_asked: ContextVar[Callable[[], bool] | None] = ContextVar("asked", default=None)


class Stopped(Refused):
    """Somebody did not want it any more."""

    code = "stopped"
    sentence = N_("Writing was stopped; no file was written.")


@contextmanager
def stoppable(stop: Callable[[], bool] | None) -> Iterator[None]:
    """Within this, `check` raises Stopped once `stop` says so. Holds for the thread in which it is said."""
    before = _asked.set(stop)
    try:
        yield
    finally:
        _asked.reset(before)


def check() -> None:
    """Raise Stopped if whoever began it wants it no more."""
    stop = _asked.get()
    if stop is not None and stop():
        raise Stopped()


def each(things: Iterable[T]) -> Iterator[T]:
    """These things; before each one may stop."""
    for thing in things:
        check()
        yield thing

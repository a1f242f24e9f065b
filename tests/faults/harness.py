"""Children that die: started on a project, they tell what is done, and are killed or end themselves in the middle.

    with Child(work, path) as child:    # work(path, tell) runs in a process of its own
        child.told(3)                   # wait for three acknowledgements
        child.kill()

What is left of the file is then opened and proven with `verify`.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from qualcode.ops import history
from qualcode.store.session import Session, open_project
from tests.store.making import dump, is_whole

Tell = Callable[[Any], None]
Work = Callable[[Path, Tell], None]

needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="a child is forked and killed with SIGKILL, which this system does not have"
)
DIED = 71
PATIENCE = 60.0  # seconds until a child that tells nothing counts as hung


class Child:
    """A process that works on a project and tells what it has done."""

    def __init__(self, work: Work, path: Path) -> None:
        context = multiprocessing.get_context("fork")  # everything is imported already: a child starts at once
        self._told, tell = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(work, path, tell))
        with warnings.catch_warnings():
            # Newer Pythons warn of threads that a child lacks; this one uses none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        tell.close()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._told.close()

    def told(self, n: int = 1) -> list[Any]:
        """The next `n` things it tells; fewer where it ends before."""
        found: list[Any] = []
        with contextlib.suppress(EOFError):
            while len(found) < n:
                assert self._told.poll(PATIENCE), "the child hangs"
                found.append(self._told.recv())
        return found

    def rest(self) -> list[Any]:
        """All it told before it ended."""
        found: list[Any] = []
        while some := self.told():
            found += some
        return found

    def kill(self) -> None:
        """End it now, in whatever it does."""
        if self._process.is_alive() and self._process.pid is not None:
            os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()

    def ended(self) -> int | None:
        """How it ended by itself: 0, an exit status, or minus a signal."""
        self._process.join(PATIENCE)
        return self._process.exitcode


def _run(work: Work, path: Path, tell: Connection) -> None:
    work(path, tell.send)


@contextlib.contextmanager
def dying_at(n: int) -> Iterator[None]:
    """This process ends without a word right before the `n`-th statement that it sends to any database."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == n:
            os._exit(DIED)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def every_death(operation: Callable[[Session], object], path: Path) -> Iterator[bool]:
    """Run an operation on the project as it is now, ended before its first statement, its second, … until its end.

    Each time it yields whether the operation was finished; the file is put back before the next time.
    """

    def work(path: Path, tell: Tell, n: int) -> None:
        with open_project(path, coder="marie") as session, dying_at(n):
            operation(session)

    return _every_death(work, path, 1)


def every_death_of_all(work: Callable[[Path], object], path: Path, step: int) -> Iterator[bool]:
    """The same for work that begins without a file, ended before every `step`-th statement."""

    def counted(path: Path, tell: Tell, n: int) -> None:
        with dying_at(n):
            work(path)

    return _every_death(counted, path, step)


def _every_death(work: Callable[[Path, Tell, int], None], path: Path, step: int) -> Iterator[bool]:
    before = path.read_bytes() if path.exists() else None
    for n in range(1, 1_000, step):
        _put_back(path, before)

        def ending(path: Path, tell: Tell, n: int = n) -> None:
            work(path, tell, n)

        with Child(ending, path) as child:
            status = child.ended()
        assert status in (0, DIED), status
        yield status == 0
        if status == 0:
            return
    raise AssertionError("the work does not end")


def _put_back(path: Path, content: bytes | None) -> None:
    for file in path.parent.iterdir():
        if file.is_file() and file.name.startswith((path.name, f".{path.name}")):
            file.unlink()
    if content is not None:
        path.write_bytes(content)


def verify(path: Path, *told: int) -> dict[str, list[tuple[Any, ...]]]:
    """Open what is left: everything acknowledged is there, nothing is half, the deep check finds nothing; its rows."""
    with open_project(path, coder="controller") as session:
        assert is_whole(session)
        assert set(told) <= {entry.sequence for entry in history.listing(session)}
        return dump(session)

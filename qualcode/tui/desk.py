"""The one thread that owns the open project.

Screens ask and go on: `await desk.run(job, ...)` hands a job its session, does jobs in the order they were asked for,
and gives back what the job returns or raises. No widget ever touches a session, so the screen answers keys however
slow the disk is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from qualcode.errors import NoProject

if TYPE_CHECKING:
    from qualcode.ops import Session

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """Holds at most one open project. Its methods are called from the screen's thread."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._session: Session | None = None

    async def open(self, opener: Callable[[], Session]) -> None:
        """Open a project with `opener`; the one open before is closed once this has worked."""

        def swap() -> None:
            before, self._session = self._session, opener()
            if before is not None:
                before.close()

        await self._do(swap)

    async def run(self, job: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a job on the open project. Raises what the job raises, and NoProject where none is open."""

        def work() -> T:
            if self._session is None:
                raise NoProject()
            return job(self._session, *args, **kwargs)

        return await self._do(work)

    async def close(self) -> None:
        """Finish what was asked for, close the project, end the thread."""

        def leave() -> None:
            if self._session is not None:
                self._session.close()
                self._session = None

        await self._do(leave)
        self._thread.shutdown(wait=False)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

"""Driving the app in tests: open it, press keys, wait for what they bring about. Nothing sleeps for a fixed time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

import pytest
from textual.pilot import Pilot

from qualcode.tui.app import QualcodeApp

if TYPE_CHECKING:
    from qualcode.tui.screens.coding import CodingScreen
    from qualcode.tui.widgets.transcript import Transcript

_PATIENCE = 20.0
_MOMENT = 3.0
_SOON = 0.02


def is_private(path: Path) -> bool:
    """Whether nobody but its owner may look into a file or folder, where the system knows of such things."""
    return os.name != "posix" or path.stat().st_mode & 0o077 == 0


@dataclass(frozen=True, slots=True)
class Running:
    """An app under test with its pilot."""

    app: QualcodeApp
    pilot: Pilot[None]

    @property
    def screen(self) -> CodingScreen:
        """The screen of the open project, whatever stands above it."""
        found = [screen for screen in self.app.screen_stack if type(screen).__name__ == "CodingScreen"]
        return cast("CodingScreen", found[0])

    @property
    def transcript(self) -> Transcript:
        """Its transcript."""
        return self.screen.transcript

    @property
    def text(self) -> str:
        """The open document's text."""
        assert self.screen.reading is not None
        return self.screen.reading.text

    async def press(self, *keys: str) -> None:
        """Press keys, and wait each time until what is asked for is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text into what has the focus."""
        await self.pilot.press(*("space" if char == " " else char for char in text))
        await self.pilot.pause()

    async def settle(self) -> None:
        """Wait until all that was asked of the project is done and shown."""
        await settle(self.pilot)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so and all is shown; fails after a long time."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < end, f"waited in vain:\n{self.shown()}"
            await self.pilot.pause(0.01)
        await settle(self.pilot, within=_MOMENT / 3)

    def select(self, words: str) -> None:
        """Select the first place where these words stand."""
        from qualcode.model.text import Span

        start = self.text.index(words)
        self.transcript.select(Span(start, start + len(words)))

    def shown(self) -> str:
        """All that stands on the screen, as plain lines."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.crop(0, width).text.rstrip() for strip in strips[:height])


async def settle(pilot: Pilot[Any], within: float = _MOMENT) -> None:
    """Wait until nothing is left to do: no step of a screen, no job in a thread, no message on its way.

    What a key brings about may be asked for only some messages later; so all must have been still twice running.
    A job that a test holds up itself is not waited for longer than a moment.
    """
    times, end = 0, time.monotonic() + within
    while times < 2 and time.monotonic() < end:
        await pilot.pause()
        for screen in pilot.app.screen_stack:
            if settled := getattr(screen, "settled", None):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(settled(), max(end - time.monotonic(), 0.001))
        # Its class is not ours where the screens were imported again, for another language.
        ahead = getattr(pilot.app, "ahead", None)
        keys = ahead is not None and ahead.is_waiting
        times = 0 if keys or jobs_in_threads() else times + 1
        if not times:
            await asyncio.sleep(_SOON / 10)


_jobs: WeakKeyDictionary[asyncio.AbstractEventLoop, set[asyncio.Future[Any]]] = WeakKeyDictionary()


def jobs_in_threads() -> int:
    """How many jobs this loop has given to threads that are not done."""
    return len(_jobs.get(asyncio.get_running_loop(), ()))


def watch_threads(patch: pytest.MonkeyPatch) -> None:
    """Keep count of what is given to threads, and know when the loop is at rest."""
    hand_over = asyncio.base_events.BaseEventLoop.run_in_executor

    def counted(loop: asyncio.AbstractEventLoop, *work: Any) -> asyncio.Future[Any]:
        job: asyncio.Future[Any] = hand_over(loop, *work)  # type: ignore[arg-type]
        jobs = _jobs.setdefault(loop, set())
        jobs.add(job)
        job.add_done_callback(jobs.discard)
        return job

    patch.setattr(asyncio.base_events.BaseEventLoop, "run_in_executor", counted)
    patch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    for module in ("textual.app", "textual.pilot"):
        patch.setattr(f"{module}.wait_for_idle", still)


async def still(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the loop has nothing to do but wait itself, and no timer is about to ring (as that of a new picture).

    Stands for Textual's own guess by the time that the process uses: slower by far, and wrong on a busy machine.
    """
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + max_sleep
    times = 0
    while times < 2 and loop.time() < end:
        await asyncio.sleep(0)
        soon = any(not timer._cancelled and timer._when < loop.time() + _SOON for timer in loop._scheduled)
        if soon and not loop._ready:
            await asyncio.sleep(_SOON / 10)
        times = 0 if soon or loop._ready else times + 1


@asynccontextmanager
async def running(
    path: Path | None, state: Path, *, size: tuple[int, int] = (120, 40), coder: str = "marie"
) -> AsyncIterator[Running]:
    """The app on a project, everything read and shown."""
    app = QualcodeApp(path, coder=coder, state=state)
    async with app.run_test(size=size, notifications=True) as pilot:
        run = Running(app, pilot)
        await run.settle()
        yield run
        await run.settle()
        await app.desk.close()

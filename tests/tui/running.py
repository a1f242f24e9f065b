"""Driving the app in tests: open it, press keys, wait for what they bring about. Nothing sleeps for a fixed time."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.pilot import Pilot

from qualcode.tui.app import QualcodeApp

if TYPE_CHECKING:
    from qualcode.tui.screens.coding import CodingScreen
    from qualcode.tui.widgets.transcript import Transcript

_PATIENCE = 20.0


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
        """Press keys and wait until what they ask for is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type text into what has the focus."""
        await self.pilot.press(*("space" if char == " " else char for char in text))
        await self.pilot.pause()

    async def settle(self) -> None:
        """Wait until all that was asked of the project is done and shown."""
        # What a key brings about may be asked for only some messages later.
        for _ in range(3):
            await self.pilot.pause()
            for screen in self.app.screen_stack:
                if hasattr(screen, "settled"):
                    await screen.settled()
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so; fails after a long time."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < end, f"waited in vain:\n{self.shown()}"
            await self.pilot.pause(0.01)

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

"""Keys typed faster than the screen follows, as by a practised typist or over a slow line.

Keys are let in one after the other, each once all is done that the one before it set going. While a dialog or another
screen is on its way they wait, so that they go into it: none is lost, and none acts on what stands behind. Clicks wait
in the same row: who types a memo and clicks on the key that saves it has all of it saved.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

from textual import events
from textual.errors import NoWidget
from textual.message import Message
from textual.screen import Screen
from textual.worker import NoActiveWorker, Worker, get_current_worker

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

# Seconds that keys wait at most for something that does not come; what was waited for is then no longer minded.
_PATIENCE = 2.0
# The same for a key, which is seldom lost on its way.
_MOMENT = 0.5
_LOOKS_EVERY = 0.01
# Workers that open nothing: what they do goes on beside the keys.
_BESIDE = ("steps", "draft", "work")
_OPENING = ("default", "adrift")


class Followed(Message):
    """Sent after a key, along the way that it goes: when this arrives, the key has been dealt with."""

    bubble = True


def opener() -> Worker[object] | None:
    """What is opening a dialog at this moment, so that it is known whether a dialog of its stands there."""
    try:
        return get_current_worker()
    except NoActiveWorker:
        return None


class Typeahead:
    """The keys that wait. `let_in` gives one to the screen. All is called in the app's own task."""

    def __init__(self, app: QualcodeApp, let_in: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._let_in = let_in
        self._held: deque[events.Event] = deque()
        self._since = 0.0
        self._under_way = False
        self._to: Screen[Any] | None = None
        self._expected: dict[object, None] = {}
        self._given_up: list[object] = []
        self._looking = False

    @property
    def is_waiting(self) -> bool:
        """Whether keys wait, or the last one is not dealt with yet."""
        return bool(self._held) or (self._is_on_its_way and time.monotonic() - self._since < _MOMENT)

    def expect(self, what: object) -> None:
        """Something will take the keys that are typed from now on; `arrived` says that it does."""
        self._expected[what] = None

    def arrived(self, what: object) -> None:
        """What was expected is there, or will not come."""
        self._expected.pop(what, None)

    def minds(self, event: events.Event) -> bool:
        """Whether an event has its turn among the keys. The mouse's moves have it only behind a click that waits."""
        if not isinstance(event, events.InputEvent | events.Paste) or event.is_forwarded:
            return False
        if isinstance(event, events.MouseMove):
            return any(isinstance(each, events.MouseEvent) for each in self._held)
        return isinstance(event, events.Key | events.Paste | events.MouseDown | events.MouseUp)

    async def take(self, event: events.Event) -> None:
        """Let a key in, or keep it until its turn has come."""
        if not self._held:
            self._since = time.monotonic()
        self._held.append(event)
        await self.look()

    async def followed(self) -> None:
        """The key let in last has been dealt with."""
        self._under_way = False
        await self.look()

    async def look(self) -> None:
        """Let keys in for as long as nothing is on its way."""
        while self._held and self._app.is_running:
            waited = time.monotonic() - self._since
            reasons = [each for each in self._reasons() if each not in self._given_up]
            if reasons and waited < _PATIENCE:
                self._look_again(_LOOKS_EVERY)
                return
            if self._is_busy() and waited < _MOMENT:
                self._look_again(0)
                return
            # Only what still goes on needs to be remembered as not worth waiting for.
            self._given_up = [each for each in self._reasons() if each in self._given_up or each in reasons]
            await self._let_one_in()

    async def _let_one_in(self) -> None:
        event = self._held.popleft()
        self._to = self._app.screen
        target = self._app.focused or self._to
        if isinstance(event, events.MouseEvent):
            with contextlib.suppress(NoWidget):
                target, _region = self._app.get_widget_at(int(event.x), int(event.y))
        self._since = time.monotonic()
        self._under_way = True
        await self._let_in(event)
        self._under_way = target.post_message(Followed())

    def _look_again(self, after: float) -> None:
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(after, self._app.call_later, self._look_now)

    async def _look_now(self) -> None:
        self._looking = False
        await self.look()

    def _reasons(self) -> Iterator[object]:
        """What is on its way at present."""
        stack = self._app.screen_stack
        screen = stack[-1]
        if not screen.is_mounted or not getattr(screen, "is_ready", True):
            yield screen
        yield from self._expected
        asked = [getattr(each, "opener", None) for each in stack]
        for worker in self._app.workers:
            opens = worker.group in _OPENING and worker.name not in _BESIDE
            if opens and not worker.is_finished and worker not in asked:
                yield worker

    @property
    def _is_on_its_way(self) -> bool:
        """Whether the last key is still to be dealt with; if its screen is gone, so is the key."""
        return self._under_way and self._to in self._app.screen_stack

    def _is_busy(self) -> bool:
        """Whether the last key, or messages that it brought about, are still to be dealt with."""
        if self._is_on_its_way:
            return True
        node = self._app.focused or self._app.screen
        return any(each.message_queue_size for each in (node, *node.ancestors))

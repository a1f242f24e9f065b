"""What the screens have in common that list passages and show the one at the cursor in its surroundings."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from textual import on
from textual.worker import Worker, WorkerCancelled

from qualcode.errors import NoProject
from qualcode.tui import jobs, resuming
from qualcode.tui.screens.section import Section
from qualcode.tui.surroundings import Surroundings
from qualcode.tui.widgets.context import ContextPane
from qualcode.tui.widgets.listing import Listing

# How often it is looked whether another program has written, in seconds.
_LOOK_EVERY = 3.0


class PassagesScreen(Section):
    """A list and below it a pane, which is filled while the list goes on answering."""

    DEFAULT_CSS = """
    PassagesScreen.-low ContextPane, PassagesScreen.-tiny ContextPane { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.surroundings = Surroundings()
        self._filling: Worker[None] | None = None

    @property
    def listing(self) -> Listing:
        """The passages."""
        return self.query_one(Listing)

    @property
    def pane(self) -> ContextPane:
        """The passage at the cursor, with what is around it."""
        return self.query_one(ContextPane)

    async def show_passage(self) -> None:
        """Show the passage at the cursor in the pane."""

    @on(Listing.At)
    def _moved(self) -> None:
        self._filling = self.run_worker(self.show_passage, exclusive=True, group="context")

    # What others do meanwhile

    def on_mount(self) -> None:
        """Look from time to time whether another program has written."""
        super().on_mount()
        self.set_interval(_LOOK_EVERY, self._look)

    async def _look(self) -> None:
        if not self.is_current or self.waiting or self._seen < 0:
            return
        # The desk may just be closing: then there is nothing to look at any more.
        with contextlib.suppress(NoProject, RuntimeError):
            if await self.home.desk.run(jobs.sequence) != self._seen and not self.waiting:
                self.act(self.refresh_if_changed)

    # Coming and going

    def state(self) -> object:
        """How things stand, to find them so again."""

    def then(self, go: Callable[..., object], *args: object) -> None:
        """Note how things stand before leaving."""
        resuming.leave(self.home.coding, self.state())
        super().then(go, *args)

    async def settled(self) -> None:
        """Wait until all that was asked for is done, and the pane is filled."""
        await super().settled()
        if self._filling is not None:
            with contextlib.suppress(WorkerCancelled):
                await self._filling.wait()

"""What the screens have in common that list passages and show the one at the cursor in its surroundings."""

from __future__ import annotations

import contextlib

from textual import on
from textual.worker import Worker, WorkerCancelled

from qualcode.tui.screens.section import Section
from qualcode.tui.surroundings import Surroundings
from qualcode.tui.widgets.context import ContextPane
from qualcode.tui.widgets.listing import Listing


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
        self._filling = self.run_worker(self.show_passage(), exclusive=True, group="context")

    async def settled(self) -> None:
        """Wait until all that was asked for is done, and the pane is filled."""
        await super().settled()
        if self._filling is not None:
            with contextlib.suppress(WorkerCancelled):
                await self._filling.wait()

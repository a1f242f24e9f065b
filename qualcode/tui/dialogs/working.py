"""While several things are done one after the other: how far it is, and a way to stop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Key
from qualcode.tui.safe import Part

_WIDTH = 40


class Working(Dialog[int]):
    """Does things in their order; the answer is how many were done, all of them or as far as one let it go on.

    `do` is awaited with the index of each; it does its work in a thread, and says whether to go on. What only looks at
    things can be stopped `at_once`; else the one being done is done first, so that nothing is left half done.
    """

    def __init__(
        self, title: str, names: Sequence[str], do: Callable[[int], Awaitable[bool]], *, at_once: bool = False
    ) -> None:
        super().__init__(title)
        self._names = names
        self._do = do
        self._at_once = at_once
        self._done = 0
        self._stopped = False

    def compose_body(self) -> ComposeResult:
        """A bar, and what is being done."""
        yield Static(id="bar")
        yield Static(id="what")

    def keys(self) -> tuple[Key, ...]:
        """Only stopping."""
        return (replace(CANCEL, label=_("stop")),)

    def on_mount(self) -> None:
        """Begin."""
        self._show(0)
        self.run_worker(self._work(), name="work")

    async def _work(self) -> None:
        for index in range(len(self._names)):
            self._show(index)
            go_on = await self._do(index)
            self._done += go_on
            if self._stopped or not go_on:
                break
        self.dismiss(self._done)

    def _show(self, index: int) -> None:
        filled = _WIDTH * index // max(len(self._names), 1)
        bar: list[Part] = [("█" * filled, "$primary"), ("░" * (_WIDTH - filled), "$foreground-muted")]
        self.query_one("#bar", Static).update(safe.show(*bar, f"  {index + 1} / {len(self._names)}"))
        name = _("Stopping after this one…") if self._stopped else self._names[index]
        self.query_one("#what", Static).update(safe.show(name))

    @property
    def is_stopped(self) -> bool:
        """Whether somebody wants no more of it: what is being done may ask, and end before its end."""
        return self._stopped

    def action_cancel(self) -> None:
        """Stop."""
        if self._at_once:
            self.dismiss(self._done)
            return
        self._stopped = True
        self.query_one("#what", Static).update(safe.show(_("Stopping after this one…")))

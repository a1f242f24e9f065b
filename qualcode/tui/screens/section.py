"""A place beside the transcript: a heading, something to work on, the status line, the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.model.project import HistoryEntry
from qualcode.model.text import Span
from qualcode.tui import jobs, safe
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.places import where
from qualcode.tui.safe import Part
from qualcode.tui.screens.base import Place
from qualcode.tui.widgets.bars import Bar, KeyLine

if TYPE_CHECKING:
    from qualcode.ops import Session

_LAST = ("places", "help", "back")


class Section(Place):
    """A place of the open project. It stands above the transcript, which is there again at once with escape.

    A subclass names itself as in `places.PLACES`, has its own `GROUPS` ending with `SECTION` and `PROGRAM`, composes
    its body, and fills it in `fill`, which is called when it is opened and whenever the project has changed.
    """

    DEFAULT_CSS = """
    Section #header { background: $panel; }
    Section #status { background: $surface; color: $text-muted; }
    Section #nothing { display: none; padding: 1 2; color: $text-muted; height: 1fr; }
    Section.-nothing #nothing { display: block; }
    Section.-tiny #header, Section.-tiny #status, Section.-tiny #keys { display: none; }
    """
    NAME: ClassVar[str] = ""
    BINDINGS = bindings(SECTION, PROGRAM)
    GROUPS: ClassVar[tuple[Group, ...]] = (SECTION, PROGRAM)

    def __init__(self) -> None:
        super().__init__()
        self.undoable: HistoryEntry | None = None
        self._seen = -1
        self._filled = False

    def compose(self) -> ComposeResult:
        """Heading, body, status, keys."""
        yield Bar("header", "places")
        yield from self.compose_body()
        yield Bar("status", keys={"u": "undo"})
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """What the place is about."""
        yield from ()

    @property
    def is_ready(self) -> bool:
        """Whether what the place shows stands there, so that keys can be about it."""
        return self._filled

    async def fill(self) -> None:
        """Read what the place shows, with `await self.home.desk.run(...)`, and show it."""

    # What stands around

    def on_mount(self) -> None:
        """Say where one is and which keys there are."""
        self.show_header()
        own = [key for group in self.GROUPS if group not in (SECTION, PROGRAM) for key in group.keys if key.label]
        self.show_keys(own)

    def show_header(self, *about: Part) -> None:
        """The project and the place at the left; `about` says more, such as how many there are. The coder right."""
        coding = self.home.coding
        project = coding.project.title if coding is not None and coding.project is not None else ""
        between: Part = (" ▸ ", "$foreground-muted")
        name: Part = (_(where(self.NAME).title), "bold")
        wordings = [[project, between, name, "  ", *about], [name, "  ", *about]]
        right = self.home.coder if not self.is_slow else f"{self.home.coder} · " + _("working…")
        self.query_one("#header", Bar).show(wordings, [(right, "$foreground-muted")])
        self._about = about

    def show_keys(self, keys: list[Key]) -> None:
        """The keys that matter now; those of every place stand behind them."""
        known = {key.action: key for group in (SECTION, PROGRAM) for key in group.keys}
        undo = [known["undo"]] if self.undoable is not None else []
        self.query_one(KeyLine).show([*keys, *undo], [known[action] for action in _LAST], [known["palette"]])

    def on_slow(self) -> None:
        """Say whether something is being done."""
        if self.is_mounted:
            self.show_header(*self._about)

    _about: tuple[Part, ...] = ()

    def status_right(self) -> list[Part]:
        """What stands at the right of the status line."""
        return []

    def show_status(self) -> None:
        """What undo would take back."""
        left: list[Part] = []
        if self.undoable is not None:
            left = [("u ", "bold $accent"), _("takes back: {what}").format(what=safe.sentence(self.undoable.summary))]
        self.query_one("#status", Bar).show([left], self.status_right())

    def show_nothing(self, words: str | None) -> None:
        """Where there is nothing to show, say in `#nothing` what to do about it; a subclass hides the rest."""
        self.set_class(words is not None, "-nothing")
        self.query_one("#nothing", Static).update(safe.show(words or ""))

    # Fresh

    @on(ScreenResume)
    def _come_here(self) -> None:
        self.act(self.refresh_if_changed)

    async def refresh_if_changed(self) -> None:
        """Fill again if anything was written since."""
        sequence = await self.home.desk.run(jobs.sequence)
        if sequence != self._seen:
            self._seen = sequence
            try:
                await self.fill()
            finally:
                self._filled = True
            await self.refresh_undo()

    async def refresh_undo(self) -> None:
        """Ask what undo would take back, and say so."""
        self.undoable = await self.home.desk.run(jobs.next_undo)
        self.show_status()

    def change(self, job: Callable[..., object], *args: object, said: str = "") -> None:
        """Do an operation on the project, show what has become of it, and say `said`."""

        async def step() -> None:
            await self.home.desk.run(job, *args)
            await self.refresh_if_changed()
            if said:
                self.say(said)

        self.act(step)

    # What is done everywhere

    def action_undo(self) -> None:
        """Take back the last change, whatever it was."""
        self.act(lambda: self._reverse(jobs.undo, _("Taken back: {what}")))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.act(lambda: self._reverse(jobs.redo, _("Done again: {what}")))

    async def _reverse(self, job: Callable[[Session], HistoryEntry], said: str) -> None:
        entry = await self.home.desk.run(job)
        await self.refresh_if_changed()
        self.say(said.format(what=safe.sentence(entry.summary)))

    def action_back(self) -> None:
        """Back to the transcript."""
        self.then(self.home.back)

    def leave(self) -> None:
        """Back to the place below this one, which one came from, unless one has left already."""
        if self.app.screen is self:
            self.app.pop_screen()

    def read(self, document: str, span: Span | None = None, coding: str | None = None) -> None:
        """Go to a passage in its document."""
        self.then(self.home.read, document, span, coding)

    def action_welcome(self) -> None:
        """Close the project."""
        self.then(self._welcome)

    def _welcome(self) -> None:
        coding = self.home.coding
        self.home.back()
        if coding is not None:
            coding.action_welcome()

    async def action_leave(self) -> None:
        """Quit, once all that was asked is done."""
        coding = self.home.coding
        if coding is not None:
            self.act(coding.quit)
        else:
            await super().action_leave()

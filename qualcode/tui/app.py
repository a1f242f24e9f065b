"""The app: one desk, one memory, and the place one is in."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.notifications import Notify

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language
from qualcode.model.text import Span
from qualcode.tui import crash, keymap, themes
from qualcode.tui.desk import Desk
from qualcode.tui.keys import use_changed
from qualcode.tui.memory import Memory
from qualcode.tui.places import TRANSCRIPT, where
from qualcode.tui.screens.base import Place
from qualcode.tui.screens.section import Section
from qualcode.tui.themes import Inks
from qualcode.tui.typeahead import Followed, Typeahead
from qualcode.tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from textual.timer import Timer

    from qualcode.tui.guiding import Guide
    from qualcode.tui.screens.coding import CodingScreen
    from qualcode.tui.whose import View

# Seconds between two looks of the guided tour at what is done.
_LOOKS_EVERY = 0.2
# Buttons of the mouse.
_LEFT, _RIGHT = 1, 3


@dataclass(frozen=True, slots=True)
class Again:
    """How to come back after leaving: to which project, and in which language if in another one."""

    project: Path | None
    language: str | None


class QualcodeApp(App[None], inherit_bindings=False):
    """Reading and coding in a terminal. `state` is the folder in which it remembers."""

    CSS = """
    ToastRack { margin-bottom: 2; }
    Screen.-tiny ToastRack { margin-bottom: 0; }
    ModalScreen ToastRack { dock: top; margin-bottom: 0; }
    Toast { max-width: 100%; padding: 0 1; margin-top: 0; }
    """
    TITLE = "qualcode"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False),
    ]

    def __init__(self, project: Path | None, *, coder: str, state: Path) -> None:
        self.memory = Memory(state, coder)
        with _colours(self.memory.setting("colours") != "none"):
            super().__init__()
        # Classes that a screen gets by its size: what does not fit folds away.
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (140, "-broad")]
        self.VERTICAL_BREAKPOINTS = [(0, "-tiny"), (9, "-low"), (18, "-tall")]
        self.project = project
        self.coder = coder
        self.desk = Desk()
        self.ahead = Typeahead(self, super().on_event)
        self.again: Again | None = None
        self.guide: Guide | None = None
        self._looking: Timer | None = None
        for theme in themes.THEMES:
            self.register_theme(theme)
        remembered = self.memory.setting("theme")
        self.theme = remembered if remembered in self.available_themes else themes.DEFAULT

    @property
    def inks(self) -> Inks:
        """The inks that go with the theme."""
        return themes.inks(self.current_theme, colourless=self.no_color)

    def on_mount(self) -> None:
        """Go to the project, or to the list of them."""
        self._mind_signals()
        self.use_keys(keymap.remembered(self.memory.noted("keys", "all")))
        if self.project is not None:
            self.open(self.project)
        else:
            self.welcome()

    def open(self, project: Path) -> None:
        """Go to a project."""
        from qualcode.tui.screens.coding import CodingScreen

        self._go(CodingScreen(project))

    def welcome(self, refused: QualcodeError | None = None) -> None:
        """Go to the list of projects, and say there why one could not be opened."""
        from qualcode.tui.screens.welcome import WelcomeScreen

        self._go(WelcomeScreen(refused))

    @property
    def coding(self) -> CodingScreen | None:
        """The transcript of the open project, whatever stands above it."""
        from qualcode.tui.screens.coding import CodingScreen

        return next((screen for screen in self.screen_stack if isinstance(screen, CodingScreen)), None)

    @property
    def project_id(self) -> str:
        """The open project's id, under which things are remembered; "" where none is open."""
        return self.coding.project.id if self.coding is not None and self.coding.project is not None else ""

    @property
    def view(self) -> View:
        """Whose codings are looked at; the reader's own where no project is open."""
        from qualcode.tui.whose import View

        return self.coding.view if self.coding is not None else View(self.coder)

    def go(self, name: str) -> None:
        """Go to a screen of the open project."""
        if name == TRANSCRIPT:
            self.back()
        elif self.coding is not None:
            place = where(name).build()
            if isinstance(self.screen, Section):
                self.switch_screen(place)
            else:
                self.coding.go_elsewhere()
                self.push_screen(place)

    def back(self) -> None:
        """Back to the transcript."""
        transcript = self.coding
        if transcript is not None and self.screen is not transcript:
            while self.screen is not transcript:
                self.pop_screen()
            transcript.come_back()

    def read(self, document: str, span: Span | None = None, coding: str | None = None) -> None:
        """Go to a passage of a document and select it, or to a coding."""
        transcript = self.coding
        if transcript is not None:
            self.back()
            transcript.visit(document, span, coding)

    # The guided tour

    def tour(self) -> None:
        """Begin the guided tour, in a sample project of its own."""
        self.back()
        if isinstance(self.screen, Place):
            self.screen.say(_("The sample project for the tour is being made; this takes some seconds."))
            self.screen.act(self._begin_tour)

    async def _begin_tour(self) -> None:
        from qualcode.tui import tour

        coding = self.coding
        before = coding.path if coding is not None else None
        if self.guide is not None:
            before = self.guide.before
        path = await asyncio.to_thread(tour.tour_project, self.memory.folder, language(), self.coder)
        if coding is not None:
            await coding.leave_project()
        from qualcode.tui.guiding import Guide

        self.guide = Guide(path, before)
        self.open(path)
        if self._looking is None:
            self._looking = self.set_interval(_LOOKS_EVERY, self.look_at_tour)

    async def look_at_tour(self) -> None:
        """Let the tour see what was done; it ends where its project is left."""
        if self.guide is None:
            return
        coding = self.coding
        if coding is None or coding.path != self.guide.path:
            self._forget_tour()
        elif isinstance(self.screen, Place):
            await self.guide.look(self.screen)

    def leave_tour(self) -> None:
        """Back to the project one came from, or to the list of projects."""
        guide, coding = self.guide, self.coding
        if guide is None:
            return

        async def step() -> None:
            self._forget_tour()
            if coding is not None:
                await coding.leave_project()
            if guide.before is not None:
                self.open(guide.before)
            else:
                self.welcome()

        self.back()
        if isinstance(self.screen, Place):
            self.screen.act(step)

    def _forget_tour(self) -> None:
        """The tour is over, and known to have been taken."""
        self.guide = None
        self.memory.set("tour", "taken")
        if self._looking is not None:
            self._looking.stop()
            self._looking = None

    def _go(self, place: Place) -> None:
        if isinstance(self.screen, Place):
            self.switch_screen(place)
        else:
            self.push_screen(place)

    def change_theme(self, name: str) -> None:
        """Put on a theme and remember it."""
        self.theme = name
        self.memory.set("theme", name)
        for screen in self.screen_stack:
            if isinstance(screen, Place):
                screen.on_theme()

    async def on_event(self, event: events.Event) -> None:
        """Keys, clicks and what is pasted wait for the screen that they are for; see `typeahead`.

        Only the left button clicks; the right one shows all actions of a place, as menus do elsewhere.
        """
        if isinstance(event, events.MouseDown | events.MouseUp) and event.button > _LEFT:
            if isinstance(event, events.MouseUp) and event.button == _RIGHT and isinstance(self.screen, Place):
                self.screen.action_palette()
        elif self.ahead.minds(event):
            await self.ahead.take(event)
        else:
            await super().on_event(event)

    async def on_followed(self, _event: Followed) -> None:
        """The key let in last has been dealt with."""
        await self.ahead.followed()

    def on_notify(self, event: Notify) -> None:
        """A notice takes the place of an equal one, instead of standing below it once more."""
        new = event.notification
        for standing in list(self._notifications):
            if (standing.message, standing.severity) == (new.message, new.severity):
                self._unnotify(standing, refresh=False)

    def use_keys(self, changed: Mapping[str, str]) -> None:
        """Let these keys do what others did; see `keymap`."""
        use_changed(changed)
        self.set_keymap(dict(changed))
        for screen in self.screen_stack:
            for line in screen.query(KeyBar):
                line.refresh()

    def change_keys(self, changed: Mapping[str, str]) -> None:
        """Let these keys do what others did, from now on."""
        self.use_keys(changed)
        self.memory.note("keys", "all", dict(changed))

    async def restart(self, language: str | None = None) -> None:
        """Quit, and come back to the same project; in another language, if one is named."""
        coding = self.coding
        self.again = Again(coding.path if coding is not None else None, language)
        if coding is not None:
            await coding.leave_project()
        await self.leave()

    async def leave(self) -> None:
        """Quit; the desk finishes first what was asked of it."""
        await self.desk.close()
        self.exit()

    async def action_quit(self) -> None:
        """Quit."""
        await self.leave()

    def _mind_signals(self) -> None:
        """Give the terminal back when the system or a closed connection ends the program; drafts are kept anyway."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # Windows has no such handlers, and there are none outside the main thread.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                if number is not None:
                    asyncio.get_running_loop().add_signal_handler(number, self.exit, None, 128 + number)

    def _fatal_error(self) -> None:
        # Textual would print the values of local variables, and with them people's words.
        error = self._exception or sys.exc_info()[1]
        where = crash.write_log(self.memory.folder, error) if error is not None else None
        self._exit_renderables.append(crash.told(where))
        self._close_messages_no_wait()


@contextlib.contextmanager
def _colours(wanted: bool) -> Iterator[None]:
    """Without colours where they are not wanted: Textual asks the environment when an app is made."""
    before = os.environ.get("NO_COLOR")
    if not wanted:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        if not wanted and before is None:
            del os.environ["NO_COLOR"]

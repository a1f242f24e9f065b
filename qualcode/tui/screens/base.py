"""What every place shares: asking the desk, saying what went wrong, help, palette, theme."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on, work
from textual.screen import Screen
from textual.timer import Timer

from qualcode.errors import NothingToRedo, NothingToUndo, QualcodeError
from qualcode.i18n import _
from qualcode.model.message import N_
from qualcode.tui import safe, themes
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.places import PlacesMenu
from qualcode.tui.dialogs.tell import Help
from qualcode.tui.keys import PROGRAM, TOUR, Group, Key, bindings
from qualcode.tui.places import PLACES, TRANSCRIPT
from qualcode.tui.widgets.bars import KeyLine

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

Step = Callable[[], Awaitable[None]]
# Seconds after which it is told that something is being done.
_SLOW = 0.15

_THEME_NAMES = {
    themes.LIGHT: N_("Theme: light"),
    themes.DARK: N_("Theme: dark"),
    themes.CONTRAST: N_("Theme: high contrast"),
}


class Place(Screen[None]):
    """A screen one works in. What is asked of it is done step by step, in the order of the keys."""

    BINDINGS = bindings(TOUR)
    GROUPS: ClassVar[tuple[Group, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._steps: asyncio.Queue[Step] = asyncio.Queue()
        self.waiting = 0
        self.is_slow = False
        self._telling: Timer | None = None

    @property
    def home(self) -> QualcodeApp:
        """The app, as what it is."""
        return cast("QualcodeApp", self.app)

    @on(events.Mount)
    def _begin(self) -> None:
        self.run_worker(self._take_steps(), name="steps")

    def act(self, step: Step, *, opens: bool = False) -> None:
        """Do something with the project once all that was asked before is done.

        `opens`: it brings something else upon the screen, such as another document; keys typed meanwhile are for that.
        """
        self.waiting += 1
        if opens:
            self.home.ahead.expect(step)
        self._steps.put_nowait(step)
        if self._telling is None:
            self._telling = self.set_timer(_SLOW, self._take_long)

    async def _take_steps(self) -> None:
        while True:
            step = await self._steps.get()
            try:
                await step()
            except QualcodeError as error:
                self.complain(error)
            finally:
                self.waiting -= 1
                self._steps.task_done()
                self.home.ahead.arrived(step)
            if not self.waiting:
                self._be_done()

    def _take_long(self) -> None:
        self.is_slow = True
        self.on_slow()

    def _be_done(self) -> None:
        if self._telling is not None:
            self._telling.stop()
            self._telling = None
        if self.is_slow:
            self.is_slow = False
            self.on_slow()

    async def settled(self) -> None:
        """Wait until all that was asked for is done."""
        await self._steps.join()

    def on_slow(self) -> None:
        """What was asked for takes long enough to be told, or is done after that (`is_slow`).

        What is stored within a moment is not told: drawing it would take longer than storing.
        """

    def say(self, sentence: str) -> None:
        """A passing notice."""
        self.notify(safe.paragraphs(sentence), markup=False)

    def complain(self, error: QualcodeError) -> None:
        """Say what could not be done, and what to do about it."""
        if isinstance(error, NothingToUndo):
            # Whoever presses the key once too often has done nothing wrong.
            self.say(_nothing_left(error))
            return
        self.notify(safe.complaint(error), severity="error", markup=False, timeout=12)

    async def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A key was clicked."""
        event.stop()
        await self.do(event.action)

    async def do(self, action: str) -> None:
        """Do what a key does, wherever the key is bound."""
        name = action.split("(")[0]
        owners = [self.focused, *self.query("*").results()] if not hasattr(self, f"action_{name}") else [self]
        for owner in owners:
            if owner is not None and hasattr(owner, f"action_{name}"):
                await self.app.run_action(action, default_namespace=owner)
                return

    @work
    async def action_help(self) -> None:
        """All keys; what is clicked there is done."""
        groups = (TOUR, *self.GROUPS) if self.home.guide is not None else self.GROUPS
        action = await self.app.push_screen_wait(Help(groups))
        if action is not None:
            await self.do(action)

    @work
    async def action_palette(self) -> None:
        """All actions, to search in."""
        chosen = await self.app.push_screen_wait(
            Chooser(_("Actions"), self._actions(), prompt=_("What do you want to do?"))
        )
        if chosen is None:
            return
        if chosen[0] in _THEME_NAMES:
            self.home.change_theme(chosen[0])
        else:
            await self.do(chosen[0])

    def _actions(self) -> list[Row]:
        rows: dict[str, Row] = {}
        known = [(key, group) for group in self.GROUPS for key in group.keys if key.action != "palette"]
        # First what matters most, for those who walk down the list with the wheel; moving about is for the keys.
        for key, group in sorted(known, key=lambda each: not each[0].label):
            if key.help not in rows:
                rows[key.help] = _action_row(key, group)
        if PROGRAM in self.GROUPS:
            for each in PLACES:
                shown = safe.show(_(each.title), (f"   {_(each.about)}", "$foreground-muted"))
                rows[each.name] = Row(f"go('{each.name}')", shown, (_(each.title), _(each.about)))
        if self.home.guide is not None:
            rows |= {key.help: _action_row(key, TOUR) for key in TOUR.keys}
        rows.setdefault("tour", Row("tour", safe.show(_("A guided tour, in a sample project")), (_("Guided tour"),)))
        for name, title in _THEME_NAMES.items():
            rows[name] = Row(name, safe.show(_(title)), (_(title),))
        return list(rows.values())

    @work
    async def action_places(self) -> None:
        """Choose another screen of the project."""
        here = getattr(self, "NAME", TRANSCRIPT)
        chosen = await self.app.push_screen_wait(PlacesMenu(here))
        if chosen is not None and chosen != here:
            self.action_go(chosen)

    def action_go(self, name: str) -> None:
        """Go to a screen of the project by its name, once all that was asked here is done."""
        self.then(self.home.go, name)

    def then(self, go: Callable[..., object], *args: object) -> None:
        """Leave this screen in some way, once all that was asked here is done."""

        def leave() -> None:
            try:
                go(*args)
            finally:
                self.home.ahead.arrived(leave)

        async def step() -> None:
            self.app.call_later(leave)

        self.home.ahead.expect(leave)
        self.act(step)

    def action_tour(self) -> None:
        """Begin the guided tour."""
        self.then(self.home.tour)

    async def action_tour_next(self) -> None:
        """To the next step of the tour, where one goes on."""
        if self.home.guide is not None:
            self.home.guide.next()
            await self.home.look_at_tour()

    def action_tour_leave(self) -> None:
        """End the tour, where one goes on."""
        self.then(self.home.leave_tour)

    def action_theme(self) -> None:
        """The next theme."""
        names: Sequence[str] = list(_THEME_NAMES)
        at = names.index(self.app.theme) if self.app.theme in names else -1
        self.home.change_theme(names[(at + 1) % len(names)])

    def on_theme(self) -> None:
        """The theme has changed."""

    async def action_leave(self) -> None:
        """Quit, once all that was asked is done."""
        await self.home.leave()


def _nothing_left(error: NothingToUndo) -> str:
    if isinstance(error, NothingToRedo):
        return _("There is nothing to do again.")
    return _("Nothing of yours is left to take back. The history (G, then h) shows what was done.")


def _action_row(key: Key, group: Group) -> Row:
    shown = safe.show(key.help, (f"   {key.name}", "bold $accent"), (f"   {group.title}", "$foreground-muted"))
    return Row(key.action, shown, (key.help, key.label, group.title))

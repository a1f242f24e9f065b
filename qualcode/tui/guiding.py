"""The guided tour as it goes: looks at what is done, goes on, and stands on whatever screen one is on."""

from __future__ import annotations

from pathlib import Path

from qualcode.i18n import _
from qualcode.tui.places import TRANSCRIPT
from qualcode.tui.screens.base import Place
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.matrix import MATRIX
from qualcode.tui.screens.section import Section
from qualcode.tui.tour import STEPS, Sight, key_names, told
from qualcode.tui.widgets.sidebar import Sidebar
from qualcode.tui.widgets.tourpanel import TourPanel

# Cells and lines from which the lists at the side have a corner to lend.
_WIDE, _HIGH = 110, 34
# Lines below which there is only room for the text.
_LOW = 14


class Guide:
    """A tour in the sample project `path`; `before` is the project one comes from, None where it was the list."""

    def __init__(self, path: Path, before: Path | None) -> None:
        self.path = path
        self.before = before
        self.number = 0
        self._before: Sight | None = None
        self._shown: tuple[TourPanel, int] | None = None

    def next(self) -> None:
        """To the next step, whether this one was done or not."""
        self.number = min(self.number + 1, len(STEPS) - 1)
        self._before = None

    async def look(self, place: Place) -> None:
        """Go on if the step was done, and show the step that it is about now."""
        now = sight(place)
        if now is None:
            return
        before = self._before
        if before is None or (now.place == TRANSCRIPT and before.document != now.document):
            self._before = now
        elif STEPS[self.number].done(before, now):
            self.next()
            self._before = now
        await self._stand_on(place)

    async def _stand_on(self, place: Place) -> None:
        """Show the panel where there is room for it."""
        wanted = _corner(place)
        panels = list(place.query(TourPanel))
        for panel in [each for each in panels if each.parent is not (wanted or place)]:
            await panel.remove()
            panels.remove(panel)
        if not panels:
            panel = TourPanel(corner=wanted is not None)
            if wanted is not None:
                await wanted.mount(panel)
            else:
                await place.mount(panel, after="#header")
            panels = [panel]
        panels[0].display = place.size.height >= _LOW
        if self._shown != (panels[0], self.number):
            step = STEPS[self.number]
            text = told(step, key_names(MATRIX))
            if isinstance(place, Section) and step.in_transcript:
                text += [" ", (_("This is done in the transcript; esc leads there."), "italic")]
            panels[0].show(_(step.title), text, self.number + 1, len(STEPS))
            self._shown = (panels[0], self.number)


def sight(place: Place) -> Sight | None:
    """What the tour sees of a screen; None while there is nothing to be seen yet."""
    if isinstance(place, Section):
        return Sight(place.NAME)
    if not isinstance(place, CodingScreen) or place.reading is None or place.shelf is None or place.waiting:
        return None
    transcript = place.transcript
    return Sight(TRANSCRIPT, place.reading.document.id, transcript.caret.head, transcript.selection, place.undoable)


def _corner(place: Place) -> Sidebar | None:
    """The lists at the side, where they are always in sight and high enough to lend a corner."""
    found = list(place.query(Sidebar))
    return found[0] if found and place.size.width >= _WIDE and place.size.height >= _HIGH else None

"""The open document's text corrected, and the codings that lost their words put where they belong."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from textual import work

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.model.revision import AdriftCoding
from qualcode.model.text import Span, canonical
from qualcode.ops import selection
from qualcode.tui import changes
from qualcode.tui.changes import TextChange
from qualcode.tui.dialogs.adrift import BY_HAND, OTHER, PUT_HERE, AdriftDialog
from qualcode.tui.dialogs.drafting import Draft
from qualcode.tui.dialogs.revising import ForeseenDialog, ReplaceDialog, TextDialog, counted
from qualcode.tui.screens.noting import NotingScreen

_LONGEST_TURN = 4_000
# Put behind a project's id: its drafts of corrections are kept apart from those of memos.
_CORRECTIONS = "-text"


class RevisingScreen(NotingScreen):
    """A project whose transcripts can be corrected. `placing` is the coding adrift whose words the reader selects."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.placing: AdriftCoding | None = None

    # The text

    def _stretch(self) -> Span | None:
        """What is corrected at once: the turn at the caret without its label; of a long one, the paragraph."""
        reading = self.reading
        if reading is None:
            return None
        head = self.transcript.caret.head
        turn = selection.turn_at(reading.turns, head)
        if turn is not None and 0 < turn.end - turn.start <= _LONGEST_TURN:
            return Span(turn.start, turn.end)
        return selection.unit_at(reading.text, reading.turns, head, "paragraph")

    @work
    async def action_edit_text(self) -> None:
        """Correct the turn at the caret."""
        await self.settled()
        reading, span = self.reading, self._stretch()
        if reading is None or span is None:
            self.say(_("Put the caret in the text that is to be corrected."))
            return
        text, at = span.of(reading.text), self.transcript.caret.head - span.start
        title = _("Correct the text")
        stored = span.of(reading.text)
        draft = self._correction(reading.document.id, stored)
        while True:
            answer = await self.app.push_screen_wait(TextDialog(title, text, at, stored=stored, draft=draft))
            if answer is None:
                return
            text = canonical(answer).text
            if text == stored or await self._revise(TextChange(reading.document.id, span, text)):
                await asyncio.to_thread(draft.drop)
                return

    def _correction(self, document: str, stored: str) -> Draft:
        """Where the correction of a stretch of text is kept while it is typed."""
        # By its words, which tell it from others wherever corrections before it have moved it.
        words = hashlib.blake2b(stored.encode(), digest_size=8).hexdigest()
        return Draft(
            self.home.memory, f"{self.project.id if self.project else ''}{_CORRECTIONS}", f"{document} {words}"
        )

    async def tell_of_corrections(self) -> None:
        """Say, on coming in, where a correction was begun and not stored, and put the caret there."""
        if self.project is None or self.reading is None:
            return
        kept = await asyncio.to_thread(self.home.memory.drafts, self.project.id + _CORRECTIONS)
        document, text = self.reading.document, self.reading.text
        for turn in self.reading.turns if kept else ():
            if self._correction(document.id, text[turn.start : turn.end]).about in kept:
                self.transcript.go(turn.start)
                self.say(_("A correction of this turn was begun and not stored. E goes on with it."))
                return

    @work
    async def action_replace_words(self) -> None:
        """Replace words, such as a name, everywhere in the document."""
        await self.settled()
        reading = self.reading
        if reading is None:
            return
        selected = self.transcript.selection
        words = " ".join(selected.of(reading.text).split()) if selected is not None else ""
        change = TextChange(reading.document.id, old=words[:200])
        while (answer := await self.app.push_screen_wait(ReplaceDialog(reading.document.id, change))) is not None:
            change = answer
            if await self._revise(change):
                return

    async def _revise(self, change: TextChange) -> bool:
        """Show what a change would do, and store it if that is wanted; whether it was."""
        desk = self.home.desk
        try:
            foreseen = await desk.run(changes.foresee, change)
            dialog = ForeseenDialog(foreseen, lambda code: self.look(code).label)
            if not await self.app.push_screen_wait(dialog):
                return False
            report = await desk.run(changes.change_text, change)
        except QualcodeError as error:
            self.complain(error)
            return False

        async def step() -> None:
            await self.reread(change.document)
            await self.refresh_shelf()
            await self.refresh_undo()
            await self.count_words()
            self.on_revised()
            self.say(_("Stored as revision {n}: {counts}.").format(n=report.revision, counts=counted(report)))
            if report.adrift:
                self.action_adrift()

        self.act(step)
        return True

    def on_revised(self) -> None:
        """The text was corrected."""

    # Codings that lost their words

    @work(exclusive=True, group="adrift")
    async def action_adrift(self) -> None:
        """Decide, one by one, where codings belong that have lost their words."""
        await self.settled()
        self.placing, at = None, 0
        try:
            while (lost := await self._lost()) and self.reading is not None:
                at %= len(lost)
                coding = lost[at]
                found = await self.home.desk.run(changes.likely_places, coding.id)
                own = coding.coder == self.home.coder
                dialog = AdriftDialog(coding, found, self.look(coding.code), (at + 1, len(lost)), is_own=own)
                decision = await self.app.push_screen_wait(dialog)
                if decision is None:
                    self.moved()
                    return
                if decision.what == OTHER:
                    at += decision.step
                elif decision.what == BY_HAND:
                    self._begin_placing(coding)
                    return
                elif decision.what == PUT_HERE and decision.span is not None:
                    self.settle(coding, decision.span)
                else:
                    self._give_up(coding)
                await self.settled()
        except QualcodeError as error:
            self.complain(error)
            return
        self.say(_("Every coding of this document stands on its words."))
        self.moved()

    async def _lost(self) -> list[AdriftCoding]:
        """Codings adrift in the open document that the reader may know of."""
        document = self.document
        if document is None:
            return []
        lost = await self.home.desk.run(changes.lost_codings, document.id)
        return [each for each in lost if self.view.may_know(each.coder, document)]

    def settle(self, coding: AdriftCoding, span: Span) -> None:
        """Put a coding adrift on a passage."""

        async def step() -> None:
            self.put(await self.home.desk.run(changes.settle, coding.id, span))
            self.transcript.go(span.start)
            await self.refresh_undo()

        self.act(step)

    def _give_up(self, coding: AdriftCoding) -> None:
        async def step() -> None:
            await self.home.desk.run(changes.give_up, coding.id)
            await self.refresh_shelf()
            await self.refresh_undo()

        self.act(step)

    def _begin_placing(self, coding: AdriftCoding) -> None:
        self.placing = coding
        self.transcript.go(min(coding.start, len(self.reading.text) if self.reading else 0))
        self.moved()

    def place_here(self) -> None:
        """Put the coding that is being placed on the selected passage, and go on with the others."""
        coding, span = self.placing, self.transcript.selection
        if coding is None:
            return
        if span is None or self.reading is None:
            self.say(_("Select the words first; then enter puts the coding on them."))
            return
        self.placing = None
        self.settle(coding, selection.trim(self.reading.text, self.reading.turns, span))
        self.action_adrift()

    def moved(self) -> None:
        """What stands around the text is to be said anew."""

"""The ways about in a document and among documents: lists, turns, words to find, what is shown and how wide."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual import on, work
from textual.widget import Widget

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.model.document import DocumentView
from qualcode.model.message import N_
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui import jobs, safe, viewing, whose
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.tell import Ask
from qualcode.tui.jobs import Reading
from qualcode.tui.screens.bringing import Bringing
from qualcode.tui.screens.showing import ShowingScreen
from qualcode.tui.whose import View
from qualcode.tui.widgets.findbar import FindBar
from qualcode.tui.widgets.moving import turn_named
from qualcode.tui.widgets.page import NARROWEST, STEP, WIDEST
from qualcode.tui.widgets.placebar import PlaceBar
from qualcode.tui.widgets.sidebar import Sidebar
from qualcode.tui.widgets.transcript import Transcript

_NOWHERE = {
    "coding_down": N_("No coding begins further down."),
    "coding_up": N_("No coding begins further up."),
    "uncoded_down": N_("No turn further down is without a coding."),
    "uncoded_up": N_("No turn further up is without a coding."),
    "same_code": N_("No further coding has this code."),
    "chosen": N_("There is no coding at the caret."),
}


# In this order: Textual takes the styles of the first base alone.
class ReadingScreen(ShowingScreen, Bringing):
    """Moves about in a project's documents. Coding is added in `CodingScreen`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._hits: list[Span] = []
        self._hit = -1

    async def show_reading(self, reading: Reading) -> None:
        """Show a document; what was found in another one is let go."""
        self._hits, self._hit = [], -1
        await super().show_reading(reading)

    # What is shown, and how

    def action_whose(self) -> None:
        """The next of the views: everybody's codings, one's own, another coder's, both beside each other."""
        self.act(self._next_view, opens=True)

    async def _next_view(self) -> None:
        if self.is_blind_here:
            if self.document is not None and self.home.coder in self.document.blind:
                self.say(_("This document is coded blind: you see others’ codings once all who have it are done (D)."))
            else:
                self.say(_("You work blind here: mark the document as finished (D) to see what others coded."))
            return
        others = await self.home.desk.run(viewing.others)
        if not others:
            self.say(_("Nobody else has coded in this project yet."))
        view = self.view.next(others)
        if view.whose == whose.ONE and len(others) > 1:
            rows = [Row(each, safe.show(each), (each,)) for each in others]
            self.app.push_screen(Chooser(_("Whose codings?"), rows), self._other_chosen)
        else:
            await self._look_at(view)

    def _other_chosen(self, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            self.act(lambda: self._look_at(replace(self.view, whose=whose.ONE, other=answer[0])))

    async def _look_at(self, view: View) -> None:
        blind, self.view = self.view.blind, view
        if self.project is not None:
            await asyncio.to_thread(self.home.memory.note, "view", self.project.id, view.as_data())
        if blind != view.blind:
            await self.refresh_shelf()
            self.on_blind(view.blind)
        await self.refresh_codings()

    def action_blind(self) -> None:
        """Hide what others coded until one has finished a document, or do not."""
        view = replace(self.view, blind=not self.view.blind)
        self.act(lambda: self._look_at(view))
        if view.blind:
            self.say(_("Blind: what others coded in a document is hidden until you mark it as finished (D)."))
        else:
            self.say(_("What others coded is shown again."))

    def on_blind(self, blind: bool) -> None:
        """The reader has begun or ceased to work blind."""

    def action_width(self, step: int) -> None:
        """Let lines be longer or shorter; what one reads stays at its height."""
        page, transcript = self.transcript.page, self.transcript
        if page is None:
            return
        if step > 0 and page.columns.text < transcript.longest:
            self.say(_("The text is as wide as this screen allows."))
            return
        wanted = min(page.columns.text, transcript.longest) + step * STEP
        transcript.set_longest(min(max(wanted, NARROWEST), WIDEST))
        self.home.memory.set("text-width", str(transcript.longest))

    @on(PlaceBar.Wanted)
    def _place_wanted(self, event: PlaceBar.Wanted) -> None:
        self.progress.skimming = not event.for_good
        self.transcript.look_at(event.line, bring_caret=event.for_good)
        if event.for_good:
            self._viewed()

    @on(Transcript.Nowhere)
    def _nowhere(self, event: Transcript.Nowhere) -> None:
        if event.where in _NOWHERE:
            self.say(_(_NOWHERE[event.where]))

    # Ways about

    def side_open(self, name: str) -> None:
        """Go to one of the lists at the side; on a narrow screen it comes out for that."""
        self.add_class("-side")
        # At once, and not with the next picture: keys typed right after this one are for the list.
        self.query_one(Sidebar).styles.display = "block"
        self.set_focus(self.query_one(f"#{name}"))

    def side_close(self) -> None:
        """Back to the transcript."""
        self.remove_class("-side")
        self.query_one(Sidebar).styles.clear_rule("display")
        self.set_focus(self.transcript)

    def action_documents(self) -> None:
        """To the list of documents."""
        self.side_open("documents")

    def action_codebook(self) -> None:
        """To the codebook."""
        self.side_open("codebook")

    def action_side_close(self) -> None:
        """From the side back to the transcript."""
        self.side_close()

    def action_cycle(self, step: int) -> None:
        """To the next part of the screen."""
        parts: list[Widget] = [self.transcript, *self.query("#documents, #codebook").results()]
        if self.has_class("-narrow") and not self.has_class("-side"):
            self.side_open("documents")
            return
        at = parts.index(self.focused) if self.focused in parts else 0
        parts[(at + step) % len(parts)].focus()

    @on(Sidebar.DocumentChosen)
    def _document_chosen(self, event: Sidebar.DocumentChosen) -> None:
        self.side_close()
        self.act(lambda: self.open_document(event.document), opens=True)

    @work
    async def action_other_document(self) -> None:
        """Choose another document by a few letters."""
        if self.shelf is None:
            return
        rows = [
            Row(
                each.id,
                safe.show(f"{each.number:>3}  ", (each.title, "bold"), (f"   {each.case or ''}", "$foreground-muted")),
                (each.title, each.case or "", str(each.number)),
            )
            for each in self.shelf.documents
        ]
        chosen = await self.app.push_screen_wait(Chooser(_("Documents"), rows))
        if chosen is not None:
            self.act(lambda: self.open_document(chosen[0]), opens=True)

    @work
    async def action_go_to_turn(self) -> None:
        """Go to a turn by its number or a time."""
        answer = await self.app.push_screen_wait(Ask(_("Go to"), prompt=_("a turn’s number, or a time such as 4:31")))
        if answer is None or self.reading is None:
            return
        offset = turn_named(self.reading.turns, answer)
        if offset is None:
            self.say(_("There is no such turn or time here."))
        else:
            self.transcript.go(offset)

    def action_find(self) -> None:
        """Find words in the document."""
        self.query_one(FindBar).open()

    def action_close_find(self) -> None:
        """Put the search away; what was found last stays selected."""
        # What is still being looked for in a large document is not wanted any more.
        self.workers.cancel_group(self, "find")
        self.query_one(FindBar).close()
        self.transcript.set_matches(())
        self.set_focus(self.transcript)

    @on(FindBar.Wanted)
    @work(exclusive=True, group="find")
    async def _find(self, event: FindBar.Wanted) -> None:
        reading = self.reading
        if reading is None:
            return
        words = event.words.strip()
        try:
            hits = await self.home.desk.run(jobs.find, reading.document.id, words) if words else []
        except QualcodeError as error:
            self.query_one(FindBar).say(error)
            return
        if self.reading is not reading:
            return
        self._hits, self._hit = [Span(hit.start, hit.end) for hit in hits], -1
        self.transcript.set_matches(self._hits)
        self.action_found(0)

    def action_found(self, step: int) -> None:
        """Go to the next or previous place found; 0: to the first at or after the caret."""
        if self._hits:
            at = self.transcript.caret.span
            if step > 0:
                self._hit = next((i for i, hit in enumerate(self._hits) if hit.start > at.start), 0)
            elif step < 0:
                before = [i for i, hit in enumerate(self._hits) if hit.start < at.start]
                self._hit = before[-1] if before else len(self._hits) - 1
            else:
                self._hit = next((i for i, hit in enumerate(self._hits) if hit.start >= at.start), 0)
            self.transcript.select(selection.snap(self._hits[self._hit], self.reading.text if self.reading else ""))
        self.query_one(FindBar).count(self._hit + 1, len(self._hits))

    def case_here(self) -> str:
        """The open document's case."""
        return (self.reading.document.case or "") if self.reading is not None else ""

    async def brought_in(self, views: Sequence[DocumentView]) -> None:
        """Read the first of the new documents."""
        await self.open_document(views[0].id)
        await self.refresh_undo()

    def action_welcome(self) -> None:
        """Close the project."""
        self.act(self._close_project, opens=True)

    async def _close_project(self) -> None:
        await self.leave_project()
        self.home.welcome()

    async def action_leave(self) -> None:
        """Quit, once all that was asked is done."""
        self.act(self.quit)

    async def quit(self) -> None:
        """Note the place and end the program."""
        await self.leave_project()
        await self.home.leave()

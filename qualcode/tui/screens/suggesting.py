"""Suggestions in a document: asked for when wanted, walked through, accepted or refused.

The answers come from a process of their own; the screen goes on meanwhile and says how far it is.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.model.suggestion import Suggestion
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui import jobs, safe
from qualcode.tui.safe import Part

if TYPE_CHECKING:
    from qualcode.ops.suggestions import Answer, SuggestionService
    from qualcode.tui.screens.coding import CodingScreen


class Suggesting:
    """The suggestions of the open document. `proposal` is the one looked at, its edges as the reader moved them."""

    def __init__(self, screen: CodingScreen) -> None:
        self._screen = screen
        self._service: SuggestionService | None = None
        self._document: str | None = None
        self._state = "off"
        self._found: list[Suggestion] = []
        self._original: Suggestion | None = None
        self.proposal: Suggestion | None = None
        self._first_step = 0
        self._told: set[str] = set()

    def status(self) -> list[Part]:
        """What the status line says."""
        if self._state == "off":
            return []
        if self._state == "ready":
            n = len(self._found)
            said = ngettext("{n} suggestion", "{n} suggestions", n).format(n=n)
        else:
            said = _("suggestions: starting…") if self._state == "starting" else _("suggestions: failed")
        return [(said, "$accent")]

    @property
    def is_starting(self) -> bool:
        """Whether they were asked for and are not there yet; pictures of the guide wait for that."""
        return self._state == "starting"

    @property
    def place(self) -> tuple[int, int]:
        """Which of how many the proposal is, in the order of the text."""
        ids = [id(each) for each in self._found]
        return (ids.index(id(self._original)) + 1 if id(self._original) in ids else 0), len(self._found)

    def toggle(self) -> None:
        """On and off."""
        if self._state == "off":
            self._ask()
        else:
            self.stop()

    def stop(self) -> None:
        """No suggestions any more, until somebody asks for them."""
        self._state, self._document = "off", None
        self._set([], None)

    def again(self) -> None:
        """Ask anew, since a decision was taken back."""
        if self._state == "ready":
            self._ask()

    def text_changed(self) -> None:
        """Ask anew, since the places they were made for are others now."""
        self._set([], None)
        self.again()

    def go(self, step: int) -> None:
        """To the next or previous suggestion; asks for them where that was not done yet."""
        reading = self._screen.reading
        if reading is None:
            return
        if self._document != reading.document.id:
            self._first_step = step
            self._ask()
            return
        if self._state != "ready":
            self._first_step = step
            return
        if not self._found:
            self._screen.say(_("Nothing is suggested in this document."))
            return
        self._propose(self._near(step))

    def _near(self, step: int) -> Suggestion:
        """The first suggestion after what is looked at (or the caret), or the last before it; then round again."""
        at = self.place[0] - 1
        if at >= 0 and self.proposal is not None:
            return self._found[(at + step) % len(self._found)]
        head = self._screen.transcript.caret.span.start
        if step > 0:
            return next((each for each in self._found if each.start >= head), self._found[0])
        return next((each for each in reversed(self._found) if each.start < head), self._found[-1])

    def _propose(self, suggestion: Suggestion) -> None:
        self._original = self.proposal = suggestion
        self._screen.transcript.go(suggestion.start)
        self._show()

    def moved(self) -> None:
        """The caret was moved: away from the proposal it is let go."""
        reading = self._screen.reading
        if self._document is not None and (reading is None or reading.document.id != self._document):
            self._document, self._state = None, "off"
            self._set([], None)
        head = self._screen.transcript.caret.head
        if self.proposal is not None and not self.proposal.start <= head <= self.proposal.end:
            self._original = self.proposal = None
            self._show()

    def move_edge(self, edge: str, step: int) -> None:
        """Move an edge of the proposal by a word."""
        reading = self._screen.reading
        if self.proposal is not None and reading is not None:
            proposed = Span(self.proposal.start, self.proposal.end)
            span = selection.move_edge(reading.text, proposed, edge, step, reading.turns)
            self.proposal = replace(self.proposal, start=span.start, end=span.end, quote=span.of(reading.text))
            self._screen.transcript.go(span.start)
            self._show()
            self._screen.show_place()

    def accept(self, code: str | None) -> None:
        """Make a coding of the proposal, with another code if one is given."""
        original, proposal = self._original, self.proposal
        if original is None or proposal is None:
            return
        self._decided(original)

        async def step() -> None:
            span = Span(proposal.start, proposal.end)
            made = await self._screen.home.desk.run(jobs.accept, original, span=span, code=code)
            self._screen.put(made)
            await self._screen.refresh_undo()

        self._screen.act(step)

    def refuse(self) -> None:
        """Say no to the proposal; that is recorded."""
        original = self._original
        if original is None:
            self._screen.say(_("There is no suggestion here to refuse; n goes to the next one."))
            return
        self._decided(original)

        async def step() -> None:
            await self._screen.home.desk.run(jobs.refuse, original)
            await self._screen.refresh_undo()

        self._screen.act(step)

    async def close(self) -> None:
        """End the process; it may take a moment to let go."""
        if self._service is not None:
            service, self._service = self._service, None
            await asyncio.to_thread(service.close)

    def _decided(self, original: Suggestion) -> None:
        """Go on to the suggestion after the one decided on; after the last, the first of those still open."""
        at = self.place[0] - 1
        self._set([each for each in self._found if each is not original], None)
        if self._found:
            self._propose(self._found[at % len(self._found)])
        else:
            self._screen.say(_("No suggestion is left in this document."))
        self._screen.show_place()

    def _set(self, found: list[Suggestion], proposal: Suggestion | None) -> None:
        self._found = found
        self._original = self.proposal = proposal
        self._show()

    def _show(self) -> None:
        shown = [self.proposal if each is self._original and self.proposal else each for each in self._found]
        self._screen.transcript.set_suggestions(shown, self.proposal)
        self._screen.show_status()

    def _tell(self, answer: Answer) -> None:
        """What there is to tell about how they were made: each thing once while the project is open."""
        for note in answer.notes:
            said = safe.sentence(note)
            if said not in self._told:
                self._told.add(said)
                self._screen.say(said)
        terms = ", ".join(dict.fromkeys(each.term for each in answer.lowered))
        if terms and terms not in self._told:
            self._told.add(terms)
            self._screen.say(_("Terms that you mostly refuse count for half: {terms}").format(terms=terms))

    def _ask(self) -> None:
        reading = self._screen.reading
        if reading is not None:
            self._document, self._state = reading.document.id, "starting"
            self._screen.show_status()
            self._screen.run_worker(self._fetch(reading.document.id), exclusive=True, group="suggestions")

    async def _fetch(self, document: str) -> None:
        project = self._screen.project
        memory = self._screen.home.memory
        if project is not None and await asyncio.to_thread(memory.noted, "suggestions", project.id) is False:
            self.stop()
            self._screen.say(_("Suggestions are off in this project. The settings (G) switch them on."))
            return
        try:
            if self._service is None:
                self._service = await asyncio.to_thread(jobs.suggestion_service)
            blind = self._screen.view.blind or self._screen.is_blind_here
            future = await self._screen.home.desk.run(jobs.ask_suggestions, self._service, document, blind=blind)
            answer = await asyncio.wrap_future(future)
        except QualcodeError as error:
            self._state = "failed"
            self._screen.show_status()
            self._screen.complain(error)
            return
        if document != self._document:
            return
        self._state = "ready"
        self._set(sorted(answer.suggestions, key=lambda each: (each.start, -each.score)), None)
        self._tell(answer)
        if self._first_step:
            step, self._first_step = self._first_step, 0
            self.go(step)

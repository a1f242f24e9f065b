"""Where the day is spent: codes put on passages, changed, taken off; suggestions looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual import on, work

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import Facet
from qualcode.model.project import HistoryEntry
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui import changes, jobs
from qualcode.tui.dialogs.facets import coding_facts, facets_told
from qualcode.tui.dialogs.newcode import NewCodeDialog
from qualcode.tui.dialogs.picker import NEW, CodePicker, in_language
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.keys import CODING_SCREEN, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.revising import RevisingScreen
from qualcode.tui.screens.suggesting import Suggesting
from qualcode.tui.screens.translating import of as translations_of
from qualcode.tui.widgets.bars import KeyLine
from qualcode.tui.widgets.findbar import FINDING, FindBar
from qualcode.tui.widgets.passage import evidence_line, quoted, translated
from qualcode.tui.widgets.sheet import Sheet
from qualcode.tui.widgets.sidebar import Sidebar

_DIGITS = 9
_LONGEST_IN_VIVO = 60
_ALWAYS = ("find", "undo", "palette")
_LAST = ("help", "leave")
_MORE = ("palette",)
_ON_NOTHING = ("import_document", "places", "undo", "palette")
_ON_TEXT = ("code", "recent(1)", "grow('sentence')", "in_vivo", "proposal(1)", *_ALWAYS)
_ON_CODING = (
    *("effect('positive')", "memo", "other_code", "edge('start', -1)", "uncode", "facets", "another"),
    *("code", "reshape", *_ALWAYS),
)
_ON_SUGGESTION = ("accept", "refuse", "other_code", "edge('start', -1)", "why", "proposal(1)", *_ALWAYS)


# Keys that have another name while words are selected for a coding that lost its own.
_NAMED = {
    "place": Key("enter", "accept", _("Put the coding on the selected words"), _("put it here")),
    "adrift": Key("A", "adrift", _("Codings that have lost their words"), _("back to the list")),
}
_PLACING = ("place", "grow('sentence')", "adrift", *_ALWAYS)


class CodingScreen(RevisingScreen):
    """A project opened to be coded."""

    BINDINGS = bindings(*CODING_SCREEN[2:])
    GROUPS = CODING_SCREEN

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.recents: list[str] = []
        self._used: list[str] = []
        self._last_codes: tuple[str, ...] = ()
        self.suggesting = Suggesting(self)

    async def _arrive(self) -> None:
        await super()._arrive()
        if self.project is not None:
            self.recents = [key for key in self.home.memory.codes(self.project.id) if key in self.looks]
            self._used = list(self.recents)
            self.show_place()
            await self._tell_of_drafts(self.project.id)
            await self.tell_of_corrections()

    async def _tell_of_drafts(self, project: str) -> None:
        """Say, on coming in, that memos were begun and not saved: nothing else shows it until one looks at them."""
        n = len(await asyncio.to_thread(self.home.memory.drafts, project))
        if n:
            self.say(
                ngettext(
                    "{n} memo was begun and not saved. Your draft is kept: G, then n.",
                    "{n} memos were begun and not saved. Your drafts are kept: G, then n.",
                    n,
                ).format(n=n)
            )

    async def leave_project(self) -> None:
        """Note the place, and let the suggestions' process go."""
        await super().leave_project()
        await self.suggesting.close()

    # What is said about the place

    @on(Sheet.Moved)
    def show_place(self) -> None:
        """The panel and the keys for where the reader is."""
        self.suggesting.moved()
        reading, page = self.reading, self.transcript.page
        if reading is None or page is None:
            self.panel.show_nothing()
            self.query_one(KeyLine).show(_named(_ON_NOTHING), _named(_LAST), _named(_MORE))
            return
        chosen, selected, inks = self.transcript.chosen, self.transcript.selection, self.transcript.inks
        proposal = self.suggesting.proposal
        keys: tuple[str, ...] = _ON_TEXT
        if self.placing is not None and self.placing.document == reading.document.id:
            self.panel.show_placing(self.placing, self.look(self.placing.code), inks)
            keys = _PLACING
        elif proposal is not None:
            self.panel.show_suggestion(reading.heard(proposal), self.look(proposal.code), inks, self.suggesting.place)
            keys = _ON_SUGGESTION
        elif chosen is not None and (selected is None or page.is_own(chosen)):
            here = [coding.id for coding in self.transcript.codings_here]
            place = (here.index(chosen.id) + 1 if chosen.id in here else 1, len(here))
            facets = [value for _facet, value in facets_told(self._facets, chosen.facets)]
            self.panel.show_coding(reading.heard(chosen), self.look(chosen.code), inks, place, facets)
            keys = _ON_CODING
        elif selected is not None:
            turn = selection.turn_at(reading.turns, selected.start)
            recents = [self.look(key) for key in self.recents]
            self.panel.show_selection(reading.said(selected), turn, recents, inks)
        else:
            head = self.transcript.caret.head
            self.panel.show_place(selection.turn_at(reading.turns, head), head / max(len(reading.text), 1))
        if self.query_one(FindBar).is_open:
            self.query_one(KeyLine).show(FINDING)
        else:
            self.query_one(KeyLine).show(_named(keys), _named(_LAST), _named(_MORE))

    @property
    def _facets(self) -> Sequence[Facet]:
        return self.shelf.facets if self.shelf else ()

    def status_right(self) -> list[Part]:
        """How suggestions stand."""
        suggested, shares = self.suggesting.status(), super().status_right()
        return [*suggested, *([" · "] if suggested and shares else []), *shares]

    def moved(self) -> None:
        """What stands around the text is to be said anew."""
        self.show_place()

    # Codes on passages

    def passage(self) -> Span | None:
        """The selection, without blanks and labels at its ends; without one, the sentence at the caret is selected."""
        if self.transcript.selection is None:
            self.transcript.action_grow("sentence")
        selected = self.transcript.selection
        if selected is not None and self.reading is not None:
            trimmed = selection.trim(self.reading.text, self.reading.turns, selected)
            if trimmed != selected:
                self.transcript.select(trimmed)
            return trimmed
        return selected

    @work
    async def action_code(self) -> None:
        """Choose codes for the passage."""
        span = self.passage()
        if span is None or self.reading is None:
            return
        await self._code_with(await self.app.push_screen_wait(self._picker(_("Code this passage"))), span)

    def _picker(self, title: str, *, several: bool = True) -> CodePicker:
        return CodePicker(
            title,
            self.codes,
            self.looks,
            self.home.inks,
            language=language(),
            recents=self.recents,
            counts=self.counts,
            several=several,
        )

    @work
    async def action_more_codes(self) -> None:
        """Choose more codes for the passage of the coding at the caret."""
        target = self.target()
        await self.settled()
        coding = target()
        if coding is None:
            self.say(_("There is no coding at the caret."))
            return
        picker = self._picker(_("More codes on this passage"))
        await self._code_with(await self.app.push_screen_wait(picker), coding.span)

    def keep_codes(self, codes: tuple[str, ...]) -> None:
        """Put these next when the last ones are asked for again."""
        self._last_codes = codes

    async def _code_with(self, answer: tuple[str, ...] | None, span: Span) -> None:
        if answer is None:
            return
        if answer[0] == NEW:
            await self._make_code(answer[1], answer[2] or None, span)
        else:
            self._code(span, answer)

    def _code(self, span: Span, codes: Sequence[str]) -> None:
        """Put codes on a passage of the open document."""
        reading = self.reading
        if reading is None:
            return
        self._coded(span, codes)

        async def step() -> None:
            made = await self.home.desk.run(jobs.code_passage, reading.document.id, span, codes)
            if self.reading is reading:
                self.put_together(made)
            await self._remember_codes(span)

        self.making = span
        self.act(step)

    def _coded(self, span: Span, codes: Sequence[str]) -> None:
        """Give digits to codes, and put them again when that is asked for."""
        self._last_codes = tuple(codes)
        for code in codes:
            self._remember(code)

    async def _remember_codes(self, span: Span) -> None:
        """A passage is coded: keep the digits and the place, and say what undo would take back."""
        if self.making == span:
            self.making = None
        await self.drawn()
        if self.project is not None and self.reading is not None:
            memory, place = self.home.memory, (self.project.id, self.reading.document.id, span.end)
            await asyncio.to_thread(memory.keep_codes, self.project.id, list(self.recents))
            await asyncio.to_thread(memory.left, *place)
        await self.refresh_undo()

    def _remember(self, code: str) -> None:
        """Give a code a digit. Digits stay with their codes; the one used longest ago gives way to a tenth."""
        if code not in self.recents:
            if len(self.recents) < _DIGITS:
                self.recents.append(code)
            else:
                oldest = next(each for each in self._used if each in self.recents)
                self.recents[self.recents.index(oldest)] = code
        self._used = [each for each in self._used if each != code] + [code]

    def action_recent(self, number: int) -> None:
        """Put the code that has this digit on the passage."""
        if number > len(self.recents):
            self.say(_("No code has this number yet. Press c to choose one."))
            return
        span = self.passage()
        if span is not None:
            self._code(span, (self.recents[number - 1],))

    def action_again(self) -> None:
        """The codes put last, again."""
        if not self._last_codes:
            self.say(_("No code was put yet. Press c to choose one."))
            return
        span = self.passage()
        if span is not None:
            self._code(span, self._last_codes)

    @on(Sidebar.CodeChosen)
    def _code_chosen(self, event: Sidebar.CodeChosen) -> None:
        self.side_close()
        span = self.passage() if self.transcript.selection is not None else None
        if span is None:
            self.say(_("Select a passage first; then enter puts the code on it."))
        else:
            self._code(span, (event.code,))

    @work
    async def action_in_vivo(self) -> None:
        """Make a code of the selected words."""
        span = self.passage()
        if span is None or self.reading is None:
            return
        # A name is no sentence: its full stop stays in the text.
        words = " ".join(span.of(self.reading.text).split())
        words = words.rstrip(" .,;:") or words
        branch = self._used[-1] if self._used else None
        label = words if len(words) <= _LONGEST_IN_VIVO else f"{words[:_LONGEST_IN_VIVO].rpartition(' ')[0]} …"
        await self._make_code(label, branch, span, in_vivo=True)

    async def _make_code(self, label: str, branch: str | None, span: Span, *, in_vivo: bool = False) -> None:
        reading = self.reading
        answer = await self.app.push_screen_wait(NewCodeDialog(label, self.codes, self.looks, branch))
        if answer is None or reading is None:
            return

        async def step() -> None:
            job, document = changes.code_with_new, reading.document.id
            made = await self.home.desk.run(job, document, span, answer[0], answer[1] or None, in_vivo)
            # The codebook first, so that the new code has its name when it is drawn.
            await self.refresh_shelf()
            self._coded(span, (made.code,))
            if self.reading is reading:
                self.put(made, counted=True)
            await self._remember_codes(span)

        self.making = span
        self.act(step)

    # Codings changed

    @work
    async def action_other_code(self) -> None:
        """Another code for the coding, or for the suggestion, which is accepted so."""
        proposal = self.suggesting.proposal
        chosen = await self.settled_targets() if proposal is None else []
        if proposal is None and not chosen:
            return
        n = len(chosen)
        title = ngettext("Another code for {n} coding", "One other code for the {n} codings", n).format(n=n)
        picker = self._picker(title if n > 1 else _("Another code"), several=False)
        answer = await self.app.push_screen_wait(picker)
        if answer is None or answer[0] == NEW:
            return
        if proposal is not None:
            self.suggesting.accept(answer[0])
        else:
            self.change_all(changes.recode, answer[0], of=[each.id for each in chosen])

    def action_edge(self, edge: str, step: int) -> None:
        """Move an edge of the suggestion or the coding by a word."""
        if self.reading is None:
            return
        if self.suggesting.proposal is not None:
            self.suggesting.move_edge(edge, step)
        elif self.transcript.chosen is not None:
            coding = self.transcript.chosen
            moved = selection.move_edge(self.reading.text, coding.span, edge, step, self.reading.turns)
            if moved != coding.span:
                self.change(changes.move_edges, moved)

    # Suggestions

    def on_reversed(self, entry: HistoryEntry) -> None:
        """A decision on a suggestion that was taken back leaves it open again."""
        if entry.operation.startswith("suggestion."):
            self.suggesting.again()
        elif entry.operation == "document.revise":
            self.suggesting.text_changed()

    def on_revised(self) -> None:
        """Suggestions stand at other places in a text that was corrected."""
        self.suggesting.text_changed()

    def on_blind(self, blind: bool) -> None:
        """Others' decisions have another part in the suggestions now, so they are asked for anew."""
        self.suggesting.again()

    def action_suggest(self) -> None:
        """Suggestions on and off."""
        self.suggesting.toggle()

    def action_proposal(self, step: int) -> None:
        """To the next or previous suggestion; the first time, suggestions are switched on."""
        self.suggesting.go(step)

    def action_accept(self) -> None:
        """Accept the suggestion looked at; or put the coding that lost its words on the selected ones."""
        if self.placing is not None:
            self.place_here()
            return
        self.suggesting.accept(None)

    def action_refuse(self) -> None:
        """Refuse it."""
        self.suggesting.refuse()

    @work
    async def action_why(self) -> None:
        """All there is to say about the suggestion, or about the coding."""
        proposal, coding, reading = self.suggesting.proposal, self.transcript.chosen, self.reading
        code = self.codes.by_key(proposal.code if proposal else coding.code if coding else "")
        if code is None or reading is None:
            return
        parts: list[Part] = []
        if proposal is not None:
            parts += [(quoted(reading.heard(proposal).quote), "italic"), "\n\n"]
            for reason in proposal.evidence:
                parts += ["• ", evidence_line(reason), "\n"]
            parts.append("\n")
        elif coding is not None:
            told = await self.home.desk.run(translations_of, coding.id)
            parts += [(quoted(reading.heard(coding).quote), "italic"), "\n", *translated(told), "\n"]
            parts += coding_facts(coding, self._facets)
        for heading, texts in (("", code.definition), (_("Includes: "), code.include), (_("Not: "), code.exclude)):
            if said := in_language(texts, language()):
                parts += [(heading, "bold"), said, "\n"]
        self.app.push_screen(Tell(self.look(code.key).path, *parts))


def _named(actions: Sequence[str]) -> list[Key]:
    """The keys that do these actions, in this order."""
    known = {key.action: key for group in CODING_SCREEN for key in group.keys if key.label} | _NAMED
    return [known[action] for action in actions]

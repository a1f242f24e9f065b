"""Searching all documents and showing what is found. What is done with it is added in `SearchScreen`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import CodeTree
from qualcode.model.text import Span
from qualcode.tui import recalled, resuming, safe, search_jobs
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.dialogs.scope import scope_name
from qualcode.tui.examples import examples, nothing_found
from qualcode.tui.safe import Part
from qualcode.tui.screens.passages import PassagesScreen
from qualcode.tui.search_jobs import Found, Library, Running, Wanted
from qualcode.tui.widgets.askbar import AskBar
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.context import ContextPane
from qualcode.tui.widgets.kwic import Concordance
from qualcode.tui.widgets.listing import Listing

_MOST_CODES = 4


@dataclass(frozen=True, slots=True)
class SearchState:
    """The search made last, the place one was at, and what was marked."""

    wanted: Wanted
    grouped: bool
    at: str | None
    marked: frozenset[str]


class FindingScreen(PassagesScreen):
    """A line to ask in, what is found, and the place the cursor is on in its surroundings."""

    DEFAULT_CSS = """
    FindingScreen #empty { height: 1fr; padding: 1 2; overflow-y: auto; }
    FindingScreen #hits { display: none; }
    FindingScreen ContextPane { display: none; }
    FindingScreen.-found #empty { display: none; }
    FindingScreen.-found #hits { display: block; }
    FindingScreen.-found.-tall ContextPane { display: block; }
    FindingScreen #about { background: $surface; }
    FindingScreen.-tiny #about, FindingScreen.-tiny #how { display: none; }
    FindingScreen.-tiny AskBar { height: 1; }
    """
    NAME = "search"

    def __init__(self) -> None:
        super().__init__()
        self.library = Library((), {}, CodeTree(()), ())
        self.looks: Mapping[str, CodeLook] = {}
        self.wanted: Wanted | None = None
        self._under_way: Running | None = None
        self._stopped = asyncio.Event()
        self._come_back = False
        self.searched: object = None
        self._codes: dict[str, tuple[str, ...]] = {}
        self.grouped = True

    def compose_body(self) -> ComposeResult:
        """The line, what was found, the place in its surroundings."""
        yield AskBar()
        yield Bar("about")
        yield Static(safe.block(*examples()), id="empty")
        yield Listing("hits")
        yield ContextPane()

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.ask.line.focus()
        self.ask.say_scope(_("all documents"))

    @property
    def ask(self) -> AskBar:
        """The line, and how it is meant."""
        return self.query_one(AskBar)

    @property
    def found(self) -> Sequence[Found]:
        """What was found so far."""
        return self._under_way.found if self._under_way is not None else ()

    # Fresh

    async def fill(self) -> None:
        """Read what there is; where the words have changed, search again, else see what is coded now."""
        self.library = await self.home.desk.run(search_jobs.library)
        self.looks = looks(self.library.tree, language())
        self.ask.say_scope(scope_name(self.library, self.ask.scope))
        if not self._come_back:
            self._come_back = True
            await self._resume()
            return
        if self.wanted is None or self._under_way is None:
            return
        if self.searched != self.library.texts():
            self.surroundings.forget()
            await self.search(self.wanted)
            self.say(_("The documents have changed; it was searched again."))
        else:
            await self._see_codes()
            self.show_found()

    def state(self) -> object:
        """What was searched for, and where one is in it."""
        at, marked = self.listing.at, frozenset(self.listing.marked)
        return SearchState(self.wanted, self.grouped, at, marked) if self.wanted is not None else None

    async def _resume(self) -> None:
        """Make the search again that was made when the screen was left."""
        before = resuming.come_back(self.home.coding, SearchState)
        if before is None or self.wanted is not None:
            return
        self.ask.fill_in(before.wanted)
        self.ask.say_scope(scope_name(self.library, self.ask.scope))
        self.grouped, self.wanted = before.grouped, before.wanted
        await self.search(before.wanted)
        self.listing.mark(before.marked)
        self.show_found(before.at)
        if self.found and self.focused is self.ask.line:
            self.listing.focus()

    # Searching

    @on(AskBar.Asked)
    def _asked(self, event: AskBar.Asked) -> None:
        wanted = self.ask.wanted
        if not wanted.query:
            self.wanted = self._under_way = None
            self.show_found()
        elif event.typed or self.wanted is not None:
            self.look_for(wanted, and_go=event.typed)

    def look_for(self, wanted: Wanted, *, and_go: bool = False) -> None:
        """Search; what is searched for at the moment is given up."""
        self.wanted = wanted
        self._stop()

        async def step() -> None:
            # Of several asked for in a row only the last is wanted.
            if wanted is self.wanted:
                self.listing.clear_marks()
                await self.search(wanted)
                if and_go and self.found and self.focused is self.ask.line:
                    self.listing.focus()
                await self._remember(wanted)

        self.act(step)

    async def search(self, wanted: Wanted) -> None:
        """Search from document to document and show what is found on the way; a step of `act`."""
        self._stopped.clear()
        self.searched = self.library.texts()
        self._codes = {}
        at = self.listing.at if self._under_way is not None else None
        try:
            running = await self.home.desk.run(search_jobs.begin, wanted, self.library.within(wanted.scope))
        except QualcodeError as error:
            self._under_way = None
            self.show_found()
            self._tell([[(safe.sentence(error.message), "$error")]])
            return
        self._under_way = running
        running.stopped = self._stopped.is_set()
        shown = -1
        while not running.finished and not running.stopped:
            self._tell_progress(running)
            await self._go_on(running)
            if len(running.found) != shown:
                shown = len(running.found)
                self.show_found(at)
        if wanted is self.wanted:
            self.show_found(at)
            await self._see_codes()
            self.show_found(at)
            self.listing.keep(each.id for each in running.found)

    async def _go_on(self, running: Running) -> None:
        """Search on for a moment. A large document takes longer: who stops then need not wait for it."""
        moment = asyncio.ensure_future(self.home.desk.run(search_jobs.go_on, running))
        stopped = asyncio.ensure_future(self._stopped.wait())
        await asyncio.wait((moment, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if moment.done():
            await moment
        else:
            moment.add_done_callback(_let_go)

    def _stop(self) -> None:
        """Break off what is being searched for."""
        self._stopped.set()
        if self._under_way is not None:
            self._under_way.stopped = True

    async def _see_codes(self) -> None:
        self._codes = await self.home.desk.run(search_jobs.codes_on, self.found, self.home.view)

    async def _remember(self, wanted: Wanted) -> None:
        project = self.home.project_id
        if project and self._under_way is not None:
            await asyncio.to_thread(recalled.keep, self.home.memory, project, wanted)

    def action_back(self) -> None:
        """Stop searching; else back to the transcript."""
        running = self._under_way
        if running is not None and not running.finished and not running.stopped:
            self._stop()
        else:
            super().action_back()

    def action_again(self) -> None:
        """Search again."""
        if self.wanted is not None:
            self.look_for(self.wanted)

    # What is shown

    def show_found(self, at: str | None = None) -> None:
        """What was found, with the cursor on the place it was on."""
        at = at or self.listing.at
        titles = {each.id: (each.number, each.title) for each in self.library.documents}
        found = self.found
        codes = {place: [self.look(key) for key in keys] for place, keys in self._codes.items()}
        lines = Concordance(list(found), titles, grouped=self.grouped, codes=codes, inks=self.home.inks)
        line = lines.line_of(at) if at is not None else None
        self.listing.show(lines, at=lines.first() if line is None else line)
        self.set_class(bool(found), "-found")
        if not found:
            searched = self._under_way is not None and self._under_way.finished
            shown = nothing_found(self.wanted) if searched else examples()
            self.query_one("#empty", Static).update(safe.block(*shown))
        self._tell_found()

    def _tell_found(self) -> None:
        """How much was found, and what was not searched."""
        running = self._under_way
        if running is None:
            self._tell([])
            return
        n, m = len(running.found), len({each.hit.document for each in running.found})
        places = ngettext("{n} place", "{n} places", n).format(n=n)
        where = ngettext("in {n} document", "in {n} documents", m).format(n=m)
        told: list[Part] = [(f"{places} {where}" if n else _("nowhere"), "bold")]
        if not running.finished:
            left = len(running.records) - running.done
            said = ngettext("stopped; {n} document was not searched", "stopped; {n} documents were not searched", left)
            told.append((" · " + said.format(n=left), "$warning"))
        brief = list(told)
        if running.too_long:
            t = len(running.too_long)
            said = ngettext("{n} document took too long", "{n} documents took too long", t).format(n=t)
            brief.append((f" · {said}", "$warning"))
            told.append((f" · {said}: " + ", ".join(running.too_long), "$warning"))
        self._tell([told, brief])
        self.show_header((places, "$foreground-muted"))

    def _tell_progress(self, running: Running) -> None:
        done, total = running.done, max(len(running.records), 1)
        bar = "━" * round(10 * done / total)
        said = _("Searching: {n} of {total} documents, {found} found").format(
            n=done, total=total, found=len(running.found)
        )
        stop: Part = (" · " + _("esc stops"), "$foreground-muted")
        self._tell([[(f"{bar:─<10} ", "$accent"), said, stop], [said]])

    def _tell(self, wordings: Sequence[Sequence[Part]]) -> None:
        self.query_one("#about", Bar).show(wordings, self._marked_parts())

    def _marked_parts(self) -> list[Part]:
        n = len(self.listing.marked)
        return [(ngettext("{n} marked", "{n} marked", n).format(n=n), "bold $accent")] if n else []

    @on(Listing.Marked)
    def _marks_changed(self) -> None:
        self._tell_found()

    async def show_passage(self) -> None:
        """The place at the cursor, with the codes on it."""
        lines = self.listing.lines
        here = lines.at(self.listing.cursor) if isinstance(lines, Concordance) else None
        if here is None:
            self.pane.clear()
            return
        text = await self.surroundings.text(self.home.desk, here.hit.document)
        if text is not None:
            self.pane.show(text, Span(here.hit.start, here.hit.end), facts=self._coded(here))

    def _coded(self, here: Found) -> list[Part]:
        parts: list[Part] = []
        for key in self._codes.get(here.id, ())[:_MOST_CODES]:
            look = self.look(key)
            ink = self.home.inks.code(look.colour).color
            parts += ["   ", (f"{look.letter} {look.label}", f"bold {ink.name if ink else ''}")]
        return parts

    def look(self, code: str) -> CodeLook:
        """How a code looks."""
        return self.looks.get(code) or unknown(code)

    def on_theme(self) -> None:
        """Draw with other inks."""
        self.show_found()


def _let_go(moment: asyncio.Future[Running]) -> None:
    # Nobody waits for it any more, but a failure that nobody looks at would be told on the terminal.
    if not moment.cancelled():
        moment.exception()

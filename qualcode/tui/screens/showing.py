"""A project opened, one of its documents shown with what is coded in it, and what stands around it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import CodeTree
from qualcode.model.document import DocumentView
from qualcode.model.project import HistoryEntry, Project
from qualcode.model.text import Span
from qualcode.tui import jobs, safe, seen, viewing, whose
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.jobs import Reading, Shelf
from qualcode.tui.loading import loading
from qualcode.tui.progress import Progress
from qualcode.tui.safe import Part
from qualcode.tui.screens.base import Place
from qualcode.tui.whose import View
from qualcode.tui.widgets.bars import Bar, KeyLine
from qualcode.tui.widgets.findbar import FindBar
from qualcode.tui.widgets.headings import Headings
from qualcode.tui.widgets.page import LONGEST_LINE, NARROWEST, WIDEST
from qualcode.tui.widgets.passage import PassagePanel
from qualcode.tui.widgets.placebar import PlaceBar
from qualcode.tui.widgets.sheet import Sheet
from qualcode.tui.widgets.sidebar import Sidebar
from qualcode.tui.widgets.transcript import Transcript
from qualcode.tui.words import kind_name

# Seconds.
_NOTED_EVERY = 30


class ShowingScreen(Place):
    """Opens a project and shows its documents as one reader sees them. Moving about is added in `ReadingScreen`."""

    DEFAULT_CSS = """
    ShowingScreen #header { background: $panel; }
    ShowingScreen #main { height: 1fr; layers: base over; }
    ShowingScreen #paper { width: 1fr; height: 1fr; }
    ShowingScreen #transcript { width: 1fr; height: 1fr; }
    ShowingScreen #status { background: $surface; color: $text-muted; }
    ShowingScreen.-broad Sidebar { width: 34; }
    ShowingScreen.-narrow Sidebar { display: none; width: 34; }
    ShowingScreen.-narrow.-side Sidebar { display: block; layer: over; dock: left; height: 1fr; }
    ShowingScreen.-low PassagePanel { height: 2; border: none; }
    ShowingScreen.-tiny PassagePanel, ShowingScreen.-tiny #header, ShowingScreen.-tiny #keys { display: none; }
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.project: Project | None = None
        self.shelf: Shelf | None = None
        self.codes: CodeTree = CodeTree(())
        self.looks: Mapping[str, CodeLook] = {}
        self.counts: dict[str, int] = {}
        self.undoable: HistoryEntry | None = None
        self._arrived = False
        # The journal's last number when another screen of the project came above.
        self._left_at: int | None = None
        self.view = View("")
        self.progress = Progress()

    def compose(self) -> ComposeResult:
        """Header, documents and codes, transcript, panel, status, keys."""
        yield Bar("header", "places")
        with Horizontal(id="main"):
            yield Sidebar()
            with Vertical(id="paper"):
                yield Headings(self.home.inks)
                yield Transcript(self.home.inks, self._chosen_width())
            yield PlaceBar(self.home.inks)
        yield PassagePanel()
        yield FindBar()
        yield Bar("status", keys={"u": "undo", "U": "redo"})
        yield KeyLine()

    def on_mount(self) -> None:
        """Open the project; its name stands there meanwhile."""
        self.view = View(self.home.coder)
        self.transcript.focus()
        self.show_header()
        self.act(self._arrive)
        # So that little is lost of the place and of what was read when a connection breaks.
        self.set_interval(_NOTED_EVERY, self._note_place)

    # Parts

    @property
    def transcript(self) -> Transcript:
        """The transcript."""
        return self.query_one(Transcript)

    @property
    def panel(self) -> PassagePanel:
        """The panel below it."""
        return self.query_one(PassagePanel)

    @property
    def reading(self) -> Reading | None:
        """The open document; None while only a first look at it stands there."""
        return self.transcript.reading if self._arrived else None

    def look(self, code: str) -> CodeLook:
        """How a code looks."""
        return self.looks.get(code) or unknown(code)

    @property
    def document(self) -> DocumentView | None:
        """The open document as it is known last: who has finished it, how much is coded in it."""
        if self.reading is None:
            return None
        known = self.shelf.documents if self.shelf is not None else ()
        return next((each for each in known if each.id == self.reading.document.id), self.reading.document)

    @property
    def is_blind_here(self) -> bool:
        """Whether what others did in the open document is hidden from the reader."""
        return self.document is not None and self.view.hides(self.document)

    def _chosen_width(self) -> int:
        chosen = self.home.memory.setting("text-width") or ""
        return min(max(int(chosen), NARROWEST), WIDEST) if chosen.isdecimal() and len(chosen) < 5 else LONGEST_LINE

    # Coming in

    async def _arrive(self) -> None:
        desk, memory = self.home.desk, self.home.memory
        glimpse = await asyncio.to_thread(jobs.glimpse, self.path, lambda project: memory.place(project)[0])
        if glimpse is not None:
            # The text stands there to be read while the store is loaded; nothing can be done to it yet.
            at = memory.place(glimpse.project)[1].get(glimpse.reading.document.id, 0)
            self.transcript.show(glimpse.reading, {}, self.home.coder, at)
        with loading():
            try:
                await desk.open(jobs.opener(self.path, self.home.coder))
                arrival = await desk.run(jobs.arrive, lambda project: memory.place(project)[0])
            except QualcodeError as error:
                self.home.welcome(error)
                return
            await self._show_first(arrival, glimpse)
            await self.refresh_shelf()
            await self.refresh_undo()
            await self.count_words()
        await asyncio.to_thread(memory.opened, self.path, arrival.project.title)

    async def _show_first(self, arrival: jobs.Arrival, glimpse: jobs.Glimpse | None) -> None:
        """Show the document one comes in to, unless it stands there already."""
        memory = self.home.memory
        self.project = arrival.project
        self.view = whose.remembered(self.home.coder, memory.noted("view", arrival.project.id))
        for notice in arrival.notices:
            self.say(safe.sentence(notice))
        self._arrived = True
        self._take_codes(arrival.tree)
        if glimpse is not None and glimpse.shows(arrival.reading):
            self.transcript.reading = arrival.reading
            self._begin_to_read(glimpse.reading.document.id)
            await self.refresh_codings()
        elif arrival.reading is not None:
            await self.show_reading(arrival.reading)
        else:
            self.transcript.say_instead(_("The project is empty. Press i to import a first document."))

    async def show_reading(self, reading: Reading) -> None:
        """Show a document where it was left: the text at once, then what is coded in it."""
        self._note_place()
        places = self.home.memory.place(self.project.id)[1] if self.project is not None else {}
        self.transcript.show(reading, self.looks, self.home.coder, places.get(reading.document.id, 0))
        self._begin_to_read(reading.document.id)
        self.show_header()
        await self.refresh_codings()

    def _begin_to_read(self, document: str) -> None:
        """A document has come upon the screen."""
        stored = self.home.memory.noted("seen", self.project.id) if self.project is not None else None
        self.progress = Progress(document, seen.remembered(stored.get(document) if isinstance(stored, dict) else None))
        self._note_place()
        self.query_one(Sidebar).mark_open(document)

    async def count_words(self) -> None:
        """Find out where the words are, so that the header can say how many of them are coded."""
        reading, progress = self.reading, self.progress
        if reading is not None and progress.words is None:
            progress.words = await self.home.desk.run(viewing.words, reading)
            self.show_status()

    async def refresh_codings(self) -> None:
        """Read the open document's codings again."""
        document = self.document
        if document is not None:
            shown = self.transcript.stripes
            now = await self.home.desk.run(viewing.stripes, document, self.view, shown)
            self.transcript.set_stripes(*now)
            self.show_header()
            self.show_status()

    async def reread(self, document: str) -> None:
        """Show the open document as it is now; the text stays where it is unless it is another one."""
        now, shown = await self.home.desk.run(jobs.read, document), self.reading
        if shown is None or (now.text, now.turns) != (shown.text, shown.turns):
            await self.show_reading(now)
            await self.count_words()
        else:
            self.transcript.reading = now
            await self.refresh_codings()

    async def open_document(self, document: str) -> None:
        """Read a document from the project and show it."""
        await self.show_reading(await self.home.desk.run(jobs.read, document))
        await self.refresh_shelf()
        await self.count_words()

    def visit(self, document: str, span: Span | None, coding: str | None) -> None:
        """Show a passage of a document: select it, or put the caret on a coding."""

        async def step() -> None:
            if self.reading is None or self.reading.document.id != document:
                await self.open_document(document)
            shown = self.transcript.stripes.get(coding) if coding is not None else None
            if shown is not None:
                self.transcript.choose(shown, move=True)
            elif span is not None:
                self.transcript.select(span)
            self.transcript.focus()

        self.act(step, opens=True)

    def go_elsewhere(self) -> None:
        """Another screen of the project comes above this one: note how things stand."""
        self.act(self._note_sequence)

    async def _note_sequence(self) -> None:
        self._left_at = await self.home.desk.run(jobs.sequence)

    def come_back(self) -> None:
        """This one is in front again: after something was written elsewhere, show everything as it is now."""
        self.act(self._refresh_if_changed)

    async def _refresh_if_changed(self) -> None:
        if self._left_at is not None and self._left_at != await self.home.desk.run(jobs.sequence):
            await self.refresh_shelf()
            await self._reread_or_next()
            await self.refresh_undo()
        self._left_at = None

    async def _reread_or_next(self) -> None:
        """Show the open document as it is now, or the first one if it is gone."""
        documents = [each.id for each in self.shelf.documents] if self.shelf else []
        if self.reading is not None and self.reading.document.id in documents:
            await self.reread(self.reading.document.id)
        elif documents:
            await self.open_document(documents[0])
        else:
            self.transcript.clear()

    async def refresh_shelf(self) -> None:
        """Read again what is there: documents, codes, counts."""
        was_blind = self.is_blind_here
        self.shelf = await self.home.desk.run(viewing.shelf, self.view)
        if self.shelf.tree.codes != self.codes.codes:
            self._take_codes(self.shelf.tree)
        self.counts = await self.home.desk.run(viewing.counts, self.view, self.shelf.documents)
        reading = self.reading
        sidebar = self.query_one(Sidebar)
        sidebar.show(self.shelf, self.looks, reading.document.id if reading else None)
        sidebar.recount(self.counts, self.home.inks)
        self.show_header()
        if was_blind != self.is_blind_here:
            await self.refresh_codings()

    def _take_codes(self, tree: CodeTree) -> None:
        self.codes = tree
        self.looks = looks(tree, language())
        self.transcript.set_looks(self.looks)

    async def refresh_undo(self) -> None:
        """Say again how things stand after a change."""
        self.show_status()

    def _note_place(self) -> None:
        if self.project is not None and self.reading is not None:
            memory, project, document = self.home.memory, self.project.id, self.reading.document.id
            memory.left(project, document, self.transcript.caret.head)
            if self.progress.document == document:
                stored = memory.noted("seen", project)
                known = stored if isinstance(stored, dict) else {}
                memory.note("seen", project, {**known, document: self.progress.seen.as_data()})

    async def leave_project(self) -> None:
        """Note the place before the project is closed."""
        self._note_place()

    # What stands around

    def show_header(self) -> None:
        """Project, case and document at the left; coder, codings and whether all is saved at the right."""
        facts = self._facts()
        # Where there is not room for all, what matters least goes first; the title has the other half of the line.
        while len(facts) > 1 and cell_len(" · ".join(fact for _rank, fact in facts)) * 2 > self.size.width - 2:
            facts.remove(max(facts))
        right = safe.plain(" · ".join(fact for _rank, fact in facts))
        self.query_one("#header", Bar).show(self._headings(), [(right, "$foreground-muted")])

    def _facts(self) -> list[tuple[int, str]]:
        """What the header says at the right, each with its rank: the higher, the sooner it is left out."""
        facts = [(0, self.home.coder)]
        document, page = self.document, self.transcript.page
        if self.is_blind_here:
            facts.append((1, _("blind")))
        elif self.view.whose != whose.EVERYBODY:
            facts.append((1, self._whose()))
        if document is not None and self.home.coder in document.done:
            facts.append((1, _("✓ finished")))
        if page is not None:
            n = len(page.stripes)
            facts.append((3, ngettext("{n} coding", "{n} codings", n).format(n=n)))
        if self.shelf is not None and self.shelf.read_only:
            facts.append((1, _("read only")))
        if self.shelf is None:
            return [*facts, (2, _("opening…"))]
        return [*facts, (2, _("saving…") if self.is_slow else _("saved"))]

    def _whose(self) -> str:
        """Whose codings are shown, where not everybody's are."""
        if self.view.whose == whose.OWN:
            return _("only yours")
        said = _("only {coder}’s") if self.view.whose == whose.ONE else _("yours | {coder}’s")
        return said.format(coder=self.view.other or "")

    def _headings(self) -> list[list[Part]]:
        """What the header may say at the left, from all there is to the document's title alone."""
        project = self.project.title if self.project else self.path.stem
        if self.reading is None:
            return [[project]]
        document = self.reading.document
        between: Part = (" ▸ ", "$foreground-muted")
        title: Part = (document.title, "bold")
        kind: Part = (f" ({kind_name(document.kind)}, {document.language})", "$foreground-muted")
        case = [document.case, between] if document.case else []
        return [[project, between, *case, title, kind], [*case, title, kind], [title, kind], [title]]

    def show_status(self) -> None:
        """How far one is with the document."""
        self.query_one("#status", Bar).show([], self.status_right())

    def status_right(self) -> list[Part]:
        """How much of the document was read, and how many of its words are coded."""
        reading, page = self.reading, self.transcript.page
        if reading is None or page is None:
            return []
        shares = [_("read {share} %").format(share=self.progress.read(len(reading.text)))]
        coded = self.progress.coded(page.stripes)
        if coded is not None:
            shares.append(_("coded {share} %").format(share=coded))
        return [" · ".join(shares)]

    def on_slow(self) -> None:
        """Say whether all is saved."""
        if self.is_mounted:
            self.show_header()

    def on_theme(self) -> None:
        """Draw with other inks."""
        self.transcript.set_inks(self.home.inks)
        self.query_one(PlaceBar).set_inks(self.home.inks)
        self.query_one(Headings).set_inks(self.home.inks)
        self.query_one(Sidebar).recount(self.counts, self.home.inks)

    def on_resize(self) -> None:
        """What fits into the header is another thing at another width."""
        for bar in self.query(PlaceBar):
            bar.styles.width = 1 if self.size.width < 44 else 2
        if self.is_mounted:
            self.show_header()

    @on(Sheet.Viewed)
    def _viewed(self) -> None:
        """Another part of the document is in view: show where, and note that it was."""
        transcript = self.transcript
        self.query_one(PlaceBar).show(transcript.page, transcript.scroll_offset.y, transcript.size.height)
        moved = self.query_one(Headings).show(transcript.page, self.view.other)
        if moved and transcript.scroll_offset.y:
            # The line above takes one from the text or gives it back; the words stay at their height.
            transcript.scroll_to(y=transcript.scroll_offset.y + moved, animate=False)
        if self.reading is not None and self.progress.see(transcript.in_view, len(self.reading.text)):
            self.show_status()

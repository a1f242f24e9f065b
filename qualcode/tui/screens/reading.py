"""A project's documents, one of them open: what is shown around the transcript, and the ways about."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import CodeTree
from qualcode.model.project import HistoryEntry, Project
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui import jobs, safe
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.files import FileChooser
from qualcode.tui.dialogs.importing import ImportDialog, imported
from qualcode.tui.dialogs.tell import Ask, Tell
from qualcode.tui.jobs import Reading, Shelf
from qualcode.tui.safe import Part
from qualcode.tui.screens.base import Place
from qualcode.tui.widgets.bars import Bar, KeyLine
from qualcode.tui.widgets.findbar import FindBar
from qualcode.tui.widgets.moving import turn_named
from qualcode.tui.widgets.passage import PassagePanel
from qualcode.tui.widgets.sidebar import Sidebar
from qualcode.tui.widgets.transcript import Transcript
from qualcode.tui.words import kind_name

TRANSCRIPTS = (".docx", ".txt", ".md")


class ReadingScreen(Place):
    """Opens a project, shows its documents, and moves about in them. Coding is added in `CodingScreen`."""

    DEFAULT_CSS = """
    ReadingScreen #header { background: $panel; }
    ReadingScreen #main { height: 1fr; layers: base over; }
    ReadingScreen #transcript { width: 1fr; height: 1fr; }
    ReadingScreen #status { background: $surface; color: $text-muted; }
    ReadingScreen.-broad Sidebar { width: 34; }
    ReadingScreen.-narrow Sidebar { display: none; width: 34; }
    ReadingScreen.-narrow.-side Sidebar { display: block; layer: over; dock: left; height: 1fr; }
    ReadingScreen.-low PassagePanel { height: 2; border: none; }
    ReadingScreen.-tiny PassagePanel, ReadingScreen.-tiny #header, ReadingScreen.-tiny #keys { display: none; }
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
        self._hits: list[Span] = []
        self._hit = -1

    def compose(self) -> ComposeResult:
        """Header, documents and codes, transcript, panel, status, keys."""
        yield Bar("header")
        with Horizontal(id="main"):
            yield Sidebar()
            yield Transcript(self.home.inks)
        yield PassagePanel()
        yield FindBar()
        yield Bar("status")
        yield KeyLine()

    def on_mount(self) -> None:
        """Open the project; its name stands there meanwhile."""
        self.transcript.focus()
        self.show_header()
        self.act(self._arrive)

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

    # Coming in

    async def _arrive(self) -> None:
        desk, memory = self.home.desk, self.home.memory
        glimpse = await asyncio.to_thread(jobs.glimpse, self.path, lambda project: memory.place(project)[0])
        if glimpse is not None:
            # The text stands there to be read while the store is loaded; nothing can be done to it yet.
            at = memory.place(glimpse.project)[1].get(glimpse.reading.document.id, 0)
            self.transcript.show(glimpse.reading, {}, self.home.coder, at)
        try:
            await desk.open(jobs.opener(self.path, self.home.coder))
            arrival = await desk.run(jobs.arrive, lambda project: memory.place(project)[0])
        except QualcodeError as error:
            self.home.welcome(error)
            return
        self.project = arrival.project
        self._arrived = True
        self._take_codes(arrival.tree)
        if glimpse is not None and glimpse.shows(arrival.reading):
            self.transcript.reading = arrival.reading
            self._note_place()
            self.query_one(Sidebar).mark_open(glimpse.reading.document.id)
            await self.refresh_codings()
        elif arrival.reading is not None:
            await self.show_reading(arrival.reading)
        else:
            self.transcript.say_instead(_("The project is empty. Press i to import a first document."))
        await asyncio.to_thread(memory.opened, self.path, arrival.project.title)
        await self.refresh_shelf()
        await self.refresh_undo()

    async def show_reading(self, reading: Reading) -> None:
        """Show a document where it was left: the text at once, then what is coded in it."""
        self._note_place()
        places = self.home.memory.place(self.project.id)[1] if self.project is not None else {}
        self.transcript.show(reading, self.looks, self.home.coder, places.get(reading.document.id, 0))
        self._note_place()
        self._hits, self._hit = [], -1
        self.query_one(Sidebar).mark_open(reading.document.id)
        self.show_header()
        await self.refresh_codings()

    async def refresh_codings(self) -> None:
        """Read the open document's codings again."""
        if self.reading is not None:
            shown = self.transcript.stripes
            self.transcript.set_stripes(*await self.home.desk.run(jobs.stripes, self.reading.document.id, shown))
            self.show_header()

    async def reread(self, document: str) -> None:
        """Show the open document as it is now; the text stays where it is unless it is another one."""
        now, shown = await self.home.desk.run(jobs.read, document), self.reading
        if shown is None or (now.text, now.turns) != (shown.text, shown.turns):
            await self.show_reading(now)
        else:
            self.transcript.reading = now
            await self.refresh_codings()

    async def open_document(self, document: str) -> None:
        """Read a document from the project and show it."""
        await self.show_reading(await self.home.desk.run(jobs.read, document))
        await self.refresh_shelf()

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

        self.act(step)

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
        self.shelf = await self.home.desk.run(jobs.shelf)
        if self.shelf.tree.codes != self.codes.codes:
            self._take_codes(self.shelf.tree)
        self.counts = await self.home.desk.run(jobs.counts)
        reading = self.reading
        sidebar = self.query_one(Sidebar)
        sidebar.show(self.shelf, self.looks, reading.document.id if reading else None)
        sidebar.recount(self.counts, self.home.inks)
        self.show_header()

    def _take_codes(self, tree: CodeTree) -> None:
        self.codes = tree
        self.looks = looks(tree, language())
        self.transcript.set_looks(self.looks)

    async def refresh_undo(self) -> None:
        """Ask what undo would take back, and say so."""
        self.undoable = await self.home.desk.run(jobs.next_undo)
        self.show_status()

    def _note_place(self) -> None:
        if self.project is not None and self.reading is not None:
            self.home.memory.left(self.project.id, self.reading.document.id, self.transcript.caret.head)

    async def leave_project(self) -> None:
        """Note the place before the project is closed."""
        self._note_place()

    # What stands around

    def show_header(self) -> None:
        """Project, case and document at the left; coder, codings and whether all is saved at the right."""
        right = [self.home.coder]
        if self.transcript.page is not None:
            n = len(self.transcript.page.stripes)
            right.append(ngettext("{n} coding", "{n} codings", n).format(n=n))
        if self.shelf is not None and self.shelf.read_only:
            right.append(_("read only"))
        if self.shelf is None:
            right.append(_("opening…"))
        else:
            right.append(_("saving…") if self.waiting else _("saved"))
        self.query_one("#header", Bar).show(self._headings(), [(" · ".join(right), "$foreground-muted")])

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
        """What undo would take back."""
        left: list[Part] = []
        if self.undoable is not None:
            left = [("u ", "bold $accent"), _("takes back: {what}").format(what=safe.sentence(self.undoable.summary))]
        self.query_one("#status", Bar).show([left], self.status_right())

    def status_right(self) -> list[Part]:
        """What stands at the right of the status line."""
        return []

    def on_waiting(self) -> None:
        """Say whether all is saved."""
        if self.is_mounted:
            self.show_header()

    def on_theme(self) -> None:
        """Draw with other inks."""
        self.transcript.set_inks(self.home.inks)
        self.query_one(Sidebar).recount(self.counts, self.home.inks)

    # Ways about

    def side_open(self, name: str) -> None:
        """Go to one of the lists at the side; on a narrow screen it comes out for that."""
        self.add_class("-side")
        # At once, and not with the next picture: keys typed right after this one are for the list.
        self.query_one(Sidebar).styles.display = "block"
        self.query_one(f"#{name}").focus()

    def side_close(self) -> None:
        """Back to the transcript."""
        self.remove_class("-side")
        self.query_one(Sidebar).styles.clear_rule("display")
        self.transcript.focus()

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
        self.act(lambda: self.open_document(event.document))

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
            self.act(lambda: self.open_document(chosen[0]))

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
        self.query_one(FindBar).close()
        self.transcript.set_matches(())
        self.transcript.focus()

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

    @work
    async def action_import_document(self) -> None:
        """Bring a transcript in, after a look at what is in the file."""
        if self.project is None:
            return
        folder = Path(self.home.memory.setting("folder") or Path.cwd())
        path = await self.app.push_screen_wait(FileChooser(_("Import a document"), folder, TRANSCRIPTS))
        if path is None:
            return
        await asyncio.to_thread(self.home.memory.set, "folder", str(path.absolute().parent))
        try:
            found = await asyncio.to_thread(jobs.preview, path, None)
        except QualcodeError as error:
            self.complain(error)
            return
        case = self.reading.document.case if self.reading else None
        wanted = await self.app.push_screen_wait(ImportDialog(path, found, self.project.language, case))
        if wanted is not None:
            self.act(lambda: self._import(wanted))

    async def _import(self, wanted: jobs.Import) -> None:
        view, speakers = await self.home.desk.run(jobs.import_document, wanted)
        await self.open_document(view.id)
        await self.refresh_undo()
        if view.warnings:
            await self.app.push_screen(Tell(_("Imported"), *imported(view, speakers)))
        else:
            self.say(_("Imported: {title}").format(title=view.title))

    def action_welcome(self) -> None:
        """Close the project."""
        self.act(self._close_project)

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

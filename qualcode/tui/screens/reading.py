"""The ways about in a document and among documents: lists, turns, words to find, what is shown and how wide."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import on, work
from textual.widget import Widget

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui import jobs, safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.files import FileChooser
from qualcode.tui.dialogs.importing import ImportDialog, imported
from qualcode.tui.dialogs.tell import Ask, Tell
from qualcode.tui.screens.showing import ShowingScreen
from qualcode.tui.widgets.findbar import FindBar
from qualcode.tui.widgets.moving import turn_named
from qualcode.tui.widgets.sidebar import Sidebar

TRANSCRIPTS = (".docx", ".txt", ".md")


class ReadingScreen(ShowingScreen):
    """Moves about in a project's documents. Coding is added in `CodingScreen`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._found_in: str | None = None
        self._hits: list[Span] = []
        self._hit = -1

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

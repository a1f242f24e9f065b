"""The documents of a project: found, brought in, described, their speakers told, taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.model.document import DocumentView
from qualcode.ops import document_edits, documents
from qualcode.ops.coded import Shares
from qualcode.tui import document_jobs, safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.describing import DescribeAllDialog, Described, DescribeDialog
from qualcode.tui.dialogs.speakers import SpeakersDialog
from qualcode.tui.dialogs.tell import Confirm, Tell
from qualcode.tui.document_jobs import Library, Voices
from qualcode.tui.document_words import about, columns, everything, found_by, line
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.ranking import fold
from qualcode.tui.screens.bringing import Bringing
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.filter import Filter
from qualcode.tui.widgets.table import Table

DOCUMENTS = Group(
    _("Documents"),
    (
        Key("enter", "open", _("Read it"), _("read")),
        Key("i", "import_document", _("Import documents; files can be dropped here"), _("import")),
        Key("/", "filter", _("Show only those that hold some words"), _("filter")),
        Key("e", "describe", _("Change title, kind, language, case"), _("change")),
        Key("s", "speakers", _("Who speaks in it"), _("speakers")),
        Key("D", "done", _("Mark it as finished, or not"), _("finished")),
        Key("delete,backspace", "remove", _("Take it out of the project"), _("remove")),
        Key("w", "tell", _("All about it: file, text, edits"), _("details")),
        Key("o", "order", _("Order the list by a column"), _("order")),
        Key("E", "describe_all", _("Change something of all in the list")),
    ),
)


class DocumentsScreen(Bringing, Section):
    """A row a document. How much is coded comes a moment later, since the texts are counted for it."""

    NAME = "documents"
    GROUPS = (DOCUMENTS, SECTION, PROGRAM)
    BINDINGS = bindings(DOCUMENTS)
    AUTO_FOCUS = "#documents"
    DEFAULT_CSS = """
    DocumentsScreen #about { height: auto; max-height: 6; padding: 0 1; background: $surface; }
    DocumentsScreen #none { display: none; height: 1fr; padding: 1 3; }
    DocumentsScreen.-none #none { display: block; }
    DocumentsScreen.-none #documents, DocumentsScreen.-none #filter, DocumentsScreen.-none #about { display: none; }
    DocumentsScreen.-low #about, DocumentsScreen.-tiny #about, DocumentsScreen.-tiny #filter { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.library = Library()
        self._shares = Shares()
        self._share: dict[str, float] = {}
        self._words = ""

    def compose_body(self) -> ComposeResult:
        """The filter, the table, what is known of the one with the cursor."""
        yield Filter(_("/ shows only those that hold what is typed here"))
        yield Table("documents")
        yield Static(id="about")
        told = _("There are no documents yet."), _("Press i to import transcripts (Word, text or Markdown files),")
        yield Static(safe.block((told[0], "bold"), "\n\n", told[1], "\n", _("or drop the files here.")), id="none")

    @property
    def table(self) -> Table:
        """The documents."""
        return self.query_one("#documents", Table)

    @property
    def document(self) -> DocumentView | None:
        """The one with the cursor."""
        at = self.table.at
        return next((each for each in self.library.documents if each.id == at), None)

    # What stands there

    async def fill(self) -> None:
        """Read the documents; then count what is coded."""
        self.library = await self.home.desk.run(document_jobs.library, self.home.view)
        self._show()
        self._count()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """A moment at a time, so that the desk does what is asked of it between two; drawn again when all is there."""
        there = self.library
        left = [each.id for each in there.documents]
        while left:
            try:
                found = await self.home.desk.run(document_jobs.count, self._shares, there, left)
            except QualcodeError as error:
                self.complain(error)
                return
            self._share |= found
            left = left[len(found) :]
        self._show()

    @property
    def _shown(self) -> list[DocumentView]:
        wanted = fold(self._words).split()
        texts = {each.id: fold(found_by(each, self.library)) for each in self.library.documents} if wanted else {}
        return [each for each in self.library.documents if all(word in texts[each.id] for word in wanted)]

    def _show(self) -> None:
        shown, there = self._shown, self.library
        self.set_class(not there.documents, "-none")
        self.table.show_lines(columns(there), [line(each, there, self._share.get(each.id)) for each in shown])
        n, of = len(shown), len(there.documents)
        if n == of:
            many = ngettext("{n} document", "{n} documents", n).format(n=n)
            total = sum(each.words for each in there.documents)
            many += " · " + ngettext("{n} word", "{n} words", total).format(n=total)
        else:
            many = _("{n} of {all}").format(n=n, all=of)
        self.show_header((many, "$foreground-muted"))
        self._show_about()

    @on(Table.At)
    def _show_about(self) -> None:
        document = self.document
        parts = about(document, self.library, self._share.get(document.id)) if document is not None else []
        self.query_one("#about", Static).update(safe.block(*parts))

    def action_filter(self) -> None:
        """Type what the rows are to hold."""
        self.query_one(Filter).focus()

    @on(Filter.Wanted)
    def _filtered(self, event: Filter.Wanted) -> None:
        self._words = event.words
        self._show()

    @on(Filter.Left)
    def _filter_left(self) -> None:
        self.table.focus()

    @work
    async def action_order(self) -> None:
        """Choose the column; the same one again turns the order round."""
        named = [(n, column.title) for n, column in enumerate(columns(self.library)) if column.title]
        rows = [Row(str(n), safe.show(title), (title,)) for n, title in named]
        chosen = await self.app.push_screen_wait(Chooser(_("Order by"), rows))
        if chosen is not None:
            self.table.sort_by(int(chosen[0]))

    # What is done to one

    @on(Table.Chosen)
    def action_open(self) -> None:
        """Read it."""
        if self.document is not None:
            self.read(self.document.id)

    def case_here(self) -> str:
        """A new document says by itself of which case it is, or a person says it."""
        return ""

    async def brought_in(self, views: Sequence[DocumentView]) -> None:
        """Show them in the table."""
        self._words = self.query_one(Filter).value = ""
        await self.refresh_if_changed()
        self.table.go(views[0].id)
        self.table.focus()

    @work
    async def action_describe(self) -> None:
        """Change what is told of it."""
        document = self.document
        if document is None:
            return
        told = await self.app.push_screen_wait(DescribeDialog(document, self.library.cases))
        if told is not None:
            self._describe([document], told, _("Changed: {title}").format(title=told.title or document.title))

    @work
    async def action_describe_all(self) -> None:
        """Change something of all documents in the list."""
        shown = self._shown
        if not shown:
            return
        n = len(shown)
        told = await self.app.push_screen_wait(DescribeAllDialog(n, self.library.cases))
        if told is None or told == Described():
            return
        question = ngettext("Change {n} document?", "Change {n} documents?", n).format(n=n)
        if await self.app.push_screen_wait(Confirm(_("Change"), question, _("change"))):
            self._describe(shown, told, ngettext("{n} document changed.", "{n} documents changed.", n).format(n=n))

    def _describe(self, which: Sequence[DocumentView], told: Described, said: str) -> None:
        if told == Described():
            return
        ids = [each.id for each in which]

        async def step() -> None:
            await self.home.desk.run(
                document_edits.describe_all,
                ids,
                title=told.title,
                kind=told.kind,
                language=told.language,
                case=told.case,
            )
            await self.refresh_if_changed()
            self.say(said)

        self.act(step)

    def action_done(self) -> None:
        """Finished, or not after all; each coder says so for themselves."""
        document = self.document
        if document is not None:
            finished = self.home.coder not in document.done
            said = _("Finished: {title}") if finished else _("Not finished after all: {title}")
            self.change(documents.mark_done, document.id, finished, said=said.format(title=document.title))

    @work
    async def action_remove(self) -> None:
        """Take it out; asked first where codings go with it."""
        document = self.document
        if document is None:
            return
        asked = Confirm(_("Remove"), self._goes_with(document), _("remove"))
        if document.codings and not await self.app.push_screen_wait(asked):
            return
        said = _("Removed: {title}. u brings it back.").format(title=document.title)
        self.change(documents.remove, document.id, said=said)

    def _goes_with(self, document: DocumentView) -> str:
        n = len(self.library.passages.get(document.id, ()))
        if self.home.view.hides(document):
            template = ngettext(
                "Remove “{title}” with your {n} coding, the memos on it, and whatever others have coded in it?",
                "Remove “{title}” with your {n} codings, the memos on them, and whatever others have coded in it?",
                n,
            )
        else:
            n = document.codings
            template = ngettext(
                "Remove “{title}” with {n} coding and the memos on it?",
                "Remove “{title}” with {n} codings of all coders and the memos on them?",
                n,
            )
        return template.format(title=document.title, n=n) + "\n\n" + _("It can be taken back with u.")

    @work
    async def action_speakers(self) -> None:
        """Who speaks in it."""
        document = self.document
        if document is None:
            return
        voices = await self._ask(document_jobs.voices, document.id)
        if voices is not None:
            await self.app.push_screen_wait(SpeakersDialog(document, voices, self._speaker_job))

    async def _speaker_job(
        self, job: Callable[..., object], document: str, *args: object, **told: object
    ) -> Voices | None:
        try:
            await self.home.desk.run(job, document, *args, **told)
        except QualcodeError as error:
            self.complain(error)
            return None
        return await self._ask(document_jobs.voices, document)

    async def _ask(self, job: Callable[..., Voices], document: str) -> Voices | None:
        try:
            return await self.home.desk.run(job, document)
        except QualcodeError as error:
            self.complain(error)
            return None

    def action_tell(self) -> None:
        """All about it."""
        document = self.document
        if document is not None:
            self.act(lambda: self._tell(document))

    async def _tell(self, document: DocumentView) -> None:
        found = await self.home.desk.run(document_jobs.details, document.id)
        await self.app.push_screen(
            Tell(document.title, *everything(found, len(self.library.passages.get(document.id, ()))))
        )

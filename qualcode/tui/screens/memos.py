"""All memos of the project: found by kind, coder and words, read beside the list, written and changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Input, Static

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import CodeTree
from qualcode.ops import codebooks, memos
from qualcode.ops.noted import Note, Topic
from qualcode.tui import changes, notebook, safe
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.memo import Draft, MemoDialog
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.notebook import KINDS, Kept, Notebook, Sieve, kind_name
from qualcode.tui.places import PLACES
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.bars import KeyBar
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.passage import quoted
from qualcode.tui.widgets.table import Cell, Column, Line, Table
from qualcode.tui.words import day_and_time

MEMOS = Group(
    _("Memos"),
    (
        Key("enter", "edit", _("Change the memo, or go on with the draft"), _("change")),
        Key("n", "new", _("A new memo on something"), _("new")),
        Key("o", "visit", _("Go to what it is about"), _("go there")),
        Key("delete,backspace", "remove", _("Remove the memo, or throw the draft away"), _("remove")),
        Key("slash", "find", _("Only memos with some words"), _("find"), "/"),
        Key("k", "kind", _("Only memos on one kind of thing"), _("kind")),
        Key("c", "coder", _("Only one coder’s memos"), _("coder")),
        Key("a", "all", _("All memos again")),
    ),
)
_THERE = {"code": "codebook", "case": "cases", "person": "people"}


class MemosScreen(Section):
    """The list, and beside or below it the memo that the cursor is on, with what it is about."""

    DEFAULT_CSS = """
    MemosScreen #asked { background: $surface; }
    MemosScreen #words { display: none; }
    MemosScreen.-finding #words { display: block; }
    MemosScreen #main { height: 1fr; layout: vertical; }
    MemosScreen #reading { height: 1fr; background: $surface; border-top: solid $border; padding: 0 1; }
    MemosScreen #reading { scrollbar-size-vertical: 1; }
    MemosScreen #reading Static { height: auto; }
    MemosScreen.-wide #main { layout: horizontal; }
    MemosScreen.-wide #reading { width: 44%; border-top: none; border-left: solid $border; }
    MemosScreen.-low #reading, MemosScreen.-tiny #reading, MemosScreen.-tiny #asked { display: none; }
    MemosScreen.-nothing #main { display: none; }
    """
    NAME = "memos"
    GROUPS = (MEMOS, SECTION, PROGRAM)
    BINDINGS = bindings(MEMOS)

    def __init__(self) -> None:
        super().__init__()
        self.sieve = Sieve()
        self._book = Notebook((), (), ())
        self._looks: dict[str, CodeLook] = {}

    def compose_body(self) -> ComposeResult:
        """What is shown of them, the list, the memo."""
        yield KeyBar("asked")
        yield Entry(placeholder=safe.plain(_("Words in the memo, its quote or its title")), id="words")
        yield Static(id="nothing")
        with Container(id="main"):
            yield Table("memos")
            with VerticalScroll(id="reading"):
                yield Static(id="memo")

    def on_mount(self) -> None:
        """The list has the keys."""
        super().on_mount()
        self.table.focus()

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one(Table)

    def look(self, key: str) -> CodeLook:
        """How a code looks."""
        return self._looks.get(key) or unknown(key)

    # What is shown

    async def fill(self) -> None:
        """Read memos and drafts."""
        kept = await asyncio.to_thread(self._read_drafts)
        self._book = await self.home.desk.run(notebook.collect, language(), self.home.view, kept)
        tree: CodeTree = await self.home.desk.run(codebooks.tree)
        self._looks = dict(looks(tree, language()))
        self._show()

    def _read_drafts(self) -> dict[str, str]:
        memory, project = self.home.memory, self.home.project_id
        return {about: memory.draft(project, about) or "" for about in memory.drafts(project)}

    def _show(self) -> None:
        notes = [note for note in self._book.notes if self.sieve.passes(note)]
        drafts = self._book.drafts if self.sieve == Sieve() else ()
        columns = (
            Column(_("On"), 11),
            Column("", 22),
            Column(_("Memo")),
            Column(_("Who"), 10, least=74),
            Column(_("When"), 10, least=96),
        )
        self.table.show_lines(columns, [*map(self._draft_line, drafts), *map(self._line, notes)])
        words = (
            _("No memo is like that. Press a to see all.")
            if self._book.notes
            else _("No memos yet. Press n to write one, or m on a passage in the transcript.")
        )
        self.show_nothing(None if notes or drafts else words)
        n = len(notes)
        self.show_header((ngettext("{n} memo", "{n} memos", n).format(n=n), "$foreground-muted"))
        self._show_asked()
        self._tell()

    def _show_asked(self) -> None:
        kind = kind_name(self.sieve.kind) if self.sieve.kind else _("everything")
        self.query_one("#asked", KeyBar).show(
            [
                Key("k", "kind", "", _("On: {name}").format(name=kind) + "  "),
                Key("c", "coder", "", _("By: {name}").format(name=self.sieve.coder or _("everybody")) + "  "),
                Key("slash", "find", "", _("With: {name}").format(name=self.sieve.text or "…"), "/"),
            ]
        )

    def _line(self, note: Note) -> Line:
        memo = note.memo
        about: Cell = note.about
        if note.coding is not None or memo.about_kind == "code":
            look = self.look(note.coding.code if note.coding else memo.about_name)
            colour = self.home.inks.code(look.colour).color
            about = [(look.letter + " ", f"bold {colour.name}" if colour else "bold"), note.about]
        return Line(
            memo.id,
            (
                (kind_name(memo.about_kind), "$foreground-muted"),
                about,
                " ".join(memo.text.split()),
                memo.coder,
                (day_and_time(memo.created)[:10], "$foreground-muted"),
            ),
        )

    def _draft_line(self, draft: Kept) -> Line:
        text = " ".join(draft.text.split())
        return Line(
            draft.id,
            ((_("draft"), "bold italic $accent"), _draft_name(draft, self.look), (text, "italic"), self.home.coder, ""),
        )

    @property
    def note(self) -> Note | None:
        """The memo at the cursor."""
        return next((each for each in self._book.notes if each.memo.id == self.table.at), None)

    @property
    def draft(self) -> Kept | None:
        """The draft at the cursor."""
        return next((each for each in self._book.drafts if each.id == self.table.at), None)

    @on(Table.At)
    def _tell(self) -> None:
        note, draft = self.note, self.draft
        parts: list[Part] = []
        if draft is not None:
            parts = [(_("A draft that was not saved"), "bold $accent"), "\n"]
            parts += [(_draft_name(draft, self.look), "bold"), "\n\n"]
            if draft.coding is not None:
                parts += [(quoted(draft.coding.quote), "italic"), "\n\n"]
            parts += [draft.text, "\n\n", (_("enter: go on with it · delete: throw it away"), "$foreground-muted")]
        elif note is not None:
            parts = self._told(note)
        self.query_one("#memo", Static).update(safe.block(*parts))
        self.query_one("#reading", VerticalScroll).scroll_home(animate=False)

    def _told(self, note: Note) -> list[Part]:
        memo = note.memo
        name = note.about
        if note.coding is not None or memo.about_kind == "code":
            name = self.look(note.coding.code if note.coding else memo.about_name).path
        parts: list[Part] = [(kind_name(memo.about_kind) + "  ", "$foreground-muted"), (name, "bold"), "\n"]
        if note.coding is not None:
            parts += ["\n", (quoted(note.coding.quote), "italic"), "\n", (note.title, "$foreground-muted"), "\n"]
        facts = f"{memo.coder} · {day_and_time(memo.created)}"
        return [*parts, "\n", memo.text, "\n\n", (facts, "$foreground-muted")]

    # Only some

    def action_find(self) -> None:
        """Type words to look for."""
        self.add_class("-finding")
        self.query_one("#words", Entry).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed."""
        event.stop()
        self._sift(replace(self.sieve, text=event.value.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Into the list."""
        event.stop()
        self.table.focus()

    def action_back(self) -> None:
        """From the line of words to the list, from there to the transcript."""
        if self.query_one("#words", Entry).has_focus:
            self.action_all()
        else:
            super().action_back()

    def action_all(self) -> None:
        """All memos again."""
        self.remove_class("-finding")
        self.query_one("#words", Entry).value = ""
        self._sift(Sieve())
        self.table.focus()

    def _sift(self, sieve: Sieve) -> None:
        if sieve != self.sieve:
            self.sieve = sieve
            self._show()

    @work
    async def action_kind(self) -> None:
        """Choose what they are on."""
        names = [("", _("everything")), *((kind, kind_name(kind)) for kind in KINDS)]
        rows = [Row(kind, safe.show(name), (name,)) for kind, name in names]
        chosen = await self.app.push_screen_wait(Chooser(_("Memos on"), rows))
        if chosen is not None:
            self._sift(replace(self.sieve, kind=chosen[0]))

    @work
    async def action_coder(self) -> None:
        """Choose whose."""
        names = [("", _("everybody")), *((coder, coder) for coder in self._book.coders)]
        rows = [Row(coder, safe.show(name), (name,)) for coder, name in names]
        chosen = await self.app.push_screen_wait(Chooser(_("Memos by"), rows))
        if chosen is not None:
            self._sift(replace(self.sieve, coder=chosen[0]))

    # Writing

    @on(Table.Chosen)
    @work
    async def action_edit(self) -> None:
        """Change one's own memo, or go on with a draft."""
        note, draft = self.note, self.draft
        if draft is not None:
            await self._continue(draft)
        elif note is not None and note.memo.coder != self.home.coder:
            self.say(_("This memo is {coder}’s; you can change only your own.").format(coder=note.memo.coder))
        elif note is not None:
            await self._change(note, note.memo.id)

    async def _change(self, note: Note, about: str) -> None:
        quote = note.coding.quote if note.coding else ""
        await self._write(about, note.about, note.memo.text, quote, changes.edit_memo, note.memo.id)

    async def _continue(self, draft: Kept) -> None:
        quote = draft.coding.quote if draft.coding else ""
        name = _draft_name(draft, self.look)
        if draft.memo is not None:
            await self._change(draft.memo, draft.about)
        elif draft.topic is not None and draft.topic.kind == "coding":
            await self._write(draft.about, name, "", quote, changes.note, draft.topic.id)
        elif draft.topic is not None:
            await self._write(draft.about, name, "", quote, changes.add_memo, draft.topic.kind, draft.topic.id)
        else:
            # What it was about is gone; its words need not go with it.
            await self._write(draft.about, name, "", quote, changes.add_memo, "project", self.home.project_id)

    async def _write(
        self, about: str, called: str, text: str, quote: str, job: Callable[..., object], *args: str
    ) -> None:
        draft = Draft(self.home.memory, self.home.project_id, about)
        title = _("Memo on {what}").format(what=called)
        written = await self.app.push_screen_wait(MemoDialog(title, quote, text, draft=draft))
        if written is None:
            self.act(self.fill)
            return

        async def step() -> None:
            if written.strip() != text.strip():
                await self.home.desk.run(job, *args, written)
            await asyncio.to_thread(draft.drop)
            await self.fill()
            await self.refresh_if_changed()

        self.act(step)

    @work
    async def action_new(self) -> None:
        """Choose what it is about, then write."""
        rows = [
            Row(str(at), safe.show((f"{kind_name(each.kind):12}", "$foreground-muted"), each.name), _names(each))
            for at, each in enumerate(self._book.topics)
        ]
        chosen = await self.app.push_screen_wait(Chooser(_("A memo on what?"), rows))
        if chosen is not None:
            topic = self._book.topics[int(chosen[0])]
            await self._write(topic.id, topic.name, "", "", changes.add_memo, topic.kind, topic.id)

    @work
    async def action_remove(self) -> None:
        """Remove one's own memo; undo brings it back. A draft goes for good, so that is asked."""
        note, draft = self.note, self.draft
        if draft is not None:
            question = _("Throw this draft away? It cannot be brought back.")
            if await self.app.push_screen_wait(Confirm(_("Draft"), question, _("throw it away"))):
                kept = Draft(self.home.memory, self.home.project_id, draft.about)
                await asyncio.to_thread(kept.drop)
                self.act(self.fill)
        elif note is not None and note.memo.coder != self.home.coder:
            self.say(_("This memo is {coder}’s; you can change only your own.").format(coder=note.memo.coder))
        elif note is not None:
            self.change(memos.remove, note.memo.id, said=_("The memo is removed; u brings it back."))

    def action_visit(self) -> None:
        """Go to the passage, the document, the code, the enterprise."""
        note, draft = self.note, self.draft
        coding = note.coding if note is not None else draft.coding if draft is not None else None
        kind = note.memo.about_kind if note is not None else draft.topic.kind if draft and draft.topic else ""
        about = note.memo.about if note is not None else draft.topic.id if draft and draft.topic else ""
        if coding is not None:
            self.read(coding.document, coding.span, coding.id)
        elif kind == "document":
            self.read(about)
        elif _THERE.get(kind) in [each.name for each in PLACES]:
            self.action_go(_THERE[kind])
        elif note is not None or draft is not None:
            self.say(_("This memo is about the whole project."))


def _names(topic: Topic) -> tuple[str, ...]:
    return (topic.name, kind_name(topic.kind))


def _draft_name(draft: Kept, look: Callable[[str], CodeLook]) -> str:
    if draft.topic is None:
        return _("something that is gone")
    return look(draft.coding.code).label if draft.coding is not None else draft.topic.name

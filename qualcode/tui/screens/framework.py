"""The framework matrix: enterprises by themes, a summary in each cell, written with its passages beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from qualcode.i18n import _, language, ngettext
from qualcode.model.framework import FrameworkCell
from qualcode.ops import framework as ops
from qualcode.ops.framework_report import SUFFIXES
from qualcode.ops.joint_words import MARKS
from qualcode.tui import framework, safe
from qualcode.tui.codes import CodeLook, unknown
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.memo import Draft
from qualcode.tui.framework import Beside, Framed
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens import tofile
from qualcode.tui.screens.section import Section
from qualcode.tui.screens.translating import translate
from qualcode.tui.widgets.answer import WRITING, Answer
from qualcode.tui.widgets.bars import Bar, KeyBar
from qualcode.tui.widgets.behind import PassageList
from qualcode.tui.widgets.grid import WALKING, GridView
from qualcode.tui.widgets.gridpainting import grid_inks
from qualcode.tui.widgets.markedpassages import MarkedPassages
from qualcode.tui.widgets.summarypad import SummaryPad

FRAMEWORK = Group(
    _("Framework matrix"),
    (
        Key("enter", "write", _("Write the summary; on a passage: refer to it"), _("write")),
        Key("p", "passages", _("To the passages of the cell"), _("passages")),
        Key("i", "quote", _("Put the passage’s words in, with a reference"), _("its words")),
        Key("-", "unlink", _("Refer to the passage no longer")),
        Key("r", "read_it", _("Read the passage in its document"), _("read")),
        Key("l", "translate", _("Translate the passage"), _("translate")),
        Key("y", "holds", _("Read again: the summary still holds"), _("still holds")),
        Key("j", "next_open(1)", _("Next cell to be written or read again"), _("next open")),
        Key("k", "next_open(-1)", _("The one before that")),
        Key("c", "columns", _("All dimensions, or the codes of one"), _("columns")),
        Key("x", "excerpts", _("The cell’s passages among the excerpts")),
        Key("delete", "clear", _("Take the summary away")),
        Key("w", "write_file", _("Write the matrix to a file"), _("to a file")),
    ),
)
_NAMED = "framework"
_IN_GRID = ("write", "passages", "next_open(1)", "holds", "columns", "write_file")
_IN_PASSAGES = ("write", "quote", "read_it", "translate")


class FrameworkScreen(Section):
    """The grid above; below it the summary of the cell one is at, and its passages."""

    DEFAULT_CSS = """
    FrameworkScreen #asked { background: $surface; }
    FrameworkScreen #grid { height: 2fr; min-height: 5; }
    FrameworkScreen #below { height: 3fr; layout: vertical; border-top: solid $border; }
    FrameworkScreen.-wide #below, FrameworkScreen.-broad #below { layout: horizontal; }
    FrameworkScreen #written { width: 1fr; height: 1fr; min-height: 3; }
    FrameworkScreen #who { background: $panel; color: $text-muted; }
    FrameworkScreen #passages { width: 1fr; height: 1fr; min-height: 3; }
    FrameworkScreen.-wide #passages, FrameworkScreen.-broad #passages { border-left: solid $border; }
    FrameworkScreen.-nothing #grid, FrameworkScreen.-nothing #below { display: none; }
    FrameworkScreen.-inside.-narrow #grid { display: none; }
    FrameworkScreen.-low #below, FrameworkScreen.-tiny #below { display: none; }
    FrameworkScreen.-low.-inside #below, FrameworkScreen.-tiny.-inside #below { display: block; }
    FrameworkScreen.-low.-inside #grid, FrameworkScreen.-tiny.-inside #grid { display: none; }
    FrameworkScreen.-low #passages, FrameworkScreen.-tiny #passages { display: none; }
    FrameworkScreen.-tiny #asked { display: none; }
    """
    NAME = "framework"
    AUTO_FOCUS = "#grid"
    GROUPS = (FRAMEWORK, WRITING, WALKING, SECTION, PROGRAM)
    BINDINGS = bindings(FRAMEWORK)

    def __init__(self) -> None:
        super().__init__()
        self.dimension = ""
        self.made: Framed | None = None
        self.cell: FrameworkCell | None = None
        self._beside: Beside | None = None
        self._known = False

    def compose_body(self) -> ComposeResult:
        """What is asked for, the grid, the cell."""
        yield KeyBar("asked")
        yield GridView(grid_inks(self.app.current_theme, self.home.inks))
        with Container(id="below"):
            with Vertical(id="written"):
                yield Bar("who")
                yield SummaryPad("summary", _("What do you make of these passages?"))
            yield MarkedPassages("passages")
        yield Static(id="nothing")

    @property
    def grid(self) -> GridView:
        """Enterprises by themes."""
        return self.query_one(GridView)

    @property
    def pad(self) -> SummaryPad:
        """Where one writes."""
        return self.query_one(SummaryPad)

    @property
    def quotes(self) -> MarkedPassages:
        """The passages."""
        return self.query_one(MarkedPassages)

    def look(self, code: str) -> CodeLook:
        """How a code looks."""
        return (self.made.looks.get(code) if self.made is not None else None) or unknown(code)

    # What is shown

    async def fill(self) -> None:
        """Read the matrix, with the columns that were looked at last."""
        if not self._known:
            noted = await asyncio.to_thread(self.home.memory.noted, _NAMED, self.home.project_id)
            self.dimension, self._known = noted if isinstance(noted, str) else "", True
        self.made = await self.home.desk.run(framework.collect, self.dimension, self.home.view, language())
        if self.made.tree.by_key(self.dimension) is None:
            self.dimension = ""
        view = self.made.view
        words = _(
            "Here is a row for each enterprise. Add one where they are: G, then e; and say which documents are its."
        )
        self.show_nothing(None if view.rows and view.columns else words)
        self.query_one("#asked", KeyBar).show([self._asked()])
        self.grid.show(framework.lay_out(self.made), self.made.looks)
        # No taller than its rows, the totals, two lines of headings and a bar to scroll by.
        self.grid.styles.max_height = len(view.rows) + 4
        cells = [cell for row in view.rows for cell in row.cells]
        n, stale = sum(bool(cell.text or cell.codings) for cell in cells), sum(cell.stale for cell in cells)
        told = ngettext("{n} summary", "{n} summaries", n).format(n=n)
        mark: list[Part] = []
        if stale:
            again = ngettext("{n} to be read again", "{n} to be read again", stale).format(n=stale)
            mark = [(f"   {framework.STALE} {again}", "$warning")]
        blind: list[Part] = [(_("blind: only yours") + "  ", "$accent")] if self.made.blind else []
        self.show_header(*blind, (told, "$foreground-muted"), *mark)
        await self._bring()

    def _asked(self) -> Key:
        name = self.look(self.dimension).label if self.dimension else _("all dimensions")
        return Key("c", "columns", "", _("Columns: {name}").format(name=name))

    @on(GridView.Moved)
    def _moved(self) -> None:
        self.act(self._bring)

    @property
    def _place(self) -> tuple[str, str] | None:
        """The case and the code of the cell the cursor is on; on the totals, none."""
        heads = self.grid.heads
        if heads is None or heads[0].header is None or heads[1].header is None:
            return None
        return heads[0].key, heads[1].key

    async def _bring(self) -> None:
        """Show the cell at the cursor: what is written, and its passages."""
        place, made = self._place, self.made
        self.cell = made.cell(*place) if place is not None and made is not None else None
        cell = self.cell
        if cell is None or made is None:
            self._beside = None
            self.query_one("#written").visible = False
            self.quotes.put((), 0, {}, (), {}, self.look, self.home.inks)
            return
        self.query_one("#written").visible = True
        coder = self.home.coder if made.blind else None
        self._beside = await self.home.desk.run(framework.beside, cell.case, cell.code, coder)
        field = _field(cell)
        draft = self._draft(field)
        left = await asyncio.to_thread(draft.read)
        if not (self.pad.is_writing and self.pad.field == field):
            await self.pad.turn_to(field)
        self.pad.show(cell.text, draft, left)
        self._show_who(cell)
        found = self._beside
        marks = {coding: f"[{n}] " for n, coding in enumerate(cell.codings, 1)}
        self.quotes.put(
            found.passages, found.total, marks, found.quotable, found.translations, self.look, self.home.inks
        )

    def _draft(self, field: str) -> Draft:
        """Where what is typed into a cell is kept until it is stored."""
        return Draft(self.home.memory, f"{self.home.project_id}-framework", field)

    def _show_who(self, cell: FrameworkCell) -> None:
        """Whose cell it is, and what has become of it."""
        unsaved: list[Part] = [("   " + _("draft, not stored"), "$warning")] if self.pad.is_unsaved else []
        self.query_one("#who", Bar).show(framework.about(cell, self.look(cell.code).label, unsaved))

    def on_theme(self) -> None:
        """Other colours."""
        self.grid.set_inks(grid_inks(self.app.current_theme, self.home.inks))
        self.act(self._bring)

    def on_descendant_focus(self) -> None:
        """Other keys in the passages."""
        self.show_keys([])

    def show_keys(self, keys: list[Key]) -> None:
        """The keys of writing while one writes, else those of where one is."""
        if self.pad.is_writing:
            super().show_keys([key for key in WRITING.keys if key.label])
            return
        wanted = _IN_PASSAGES if self.quotes.has_attention else _IN_GRID
        known = {key.action: key for key in FRAMEWORK.keys}
        super().show_keys([known[action] for action in wanted])

    # Writing

    @on(GridView.Chosen)
    def action_write(self) -> None:
        """Write the summary of the cell."""
        if self.cell is not None:
            self.add_class("-inside")
            self.pad.focus()
            self.pad.begin()

    @on(Answer.Began)
    def _writing_changed(self) -> None:
        self.show_keys([])

    @on(Answer.Written)
    def _written(self, event: Answer.Written) -> None:
        self._store(event.field, event.text)

    def _store(self, field: str, text: str, links: list[str] | None = None) -> None:
        """Store what was typed in a cell; its draft goes then."""
        case, _apart, code = field.rpartition("|")

        async def step() -> None:
            await self.home.desk.run(framework.write, case, code, text, links)
            if self.pad.field == field:
                await self.pad.stored(text.strip())
            else:
                await asyncio.to_thread(self._draft(field).drop)
            await self.refresh_if_changed()

        self.act(step)

    @on(PassageList.Chosen)
    def _refer(self, event: PassageList.Chosen) -> None:
        event.stop()
        self._put_in(words=False)

    def action_quote(self) -> None:
        """Put the words of the passage into the summary, with a reference."""
        passage = self.quotes.here
        if passage is None or self._beside is None:
            return
        if passage.coding.id not in self._beside.quotable:
            self.say(_("As the person wished, this is never shown as a quote."))
            return
        self._put_in(words=True)

    def _put_in(self, *, words: bool) -> None:
        passage, cell = self.quotes.here, self.cell
        if passage is None or cell is None:
            return
        links = list(dict.fromkeys((*cell.codings, passage.coding.id)))
        mark = f"[{links.index(passage.coding.id) + 1}]"
        if words:
            first, last = MARKS.get(language(), MARKS["en"])
            mark = f"{first}{' '.join(passage.coding.quote.split())}{last} {mark}"
        self._store(_field(cell), self.pad.put_in(mark), links)

    def action_unlink(self) -> None:
        """Refer to the passage no longer."""
        passage, cell = self.quotes.here, self.cell
        if passage is not None and cell is not None and passage.coding.id in cell.codings:
            self.change(framework.unlink, cell.case, cell.code, passage.coding.id)

    def action_holds(self) -> None:
        """Say that the summary still holds."""
        cell = self.cell
        if cell is not None and cell.stale:
            self.change(framework.write, cell.case, cell.code, None)

    def action_clear(self) -> None:
        """Take the summary away."""
        cell = self.cell
        if cell is not None and (cell.text or cell.codings):
            self.change(ops.clear, cell.case, cell.code)

    @work
    async def action_translate(self) -> None:
        """Translate the passage at the cursor."""
        passage = self.quotes.here
        if passage is not None and await translate(self, self.home.project_id, passage.coding):
            self.act(self.refresh_if_changed)

    # Going about

    def action_passages(self) -> None:
        """Go to the passages."""
        if self._beside is not None and self._beside.passages:
            self.add_class("-inside")
            self.quotes.take_focus()
        else:
            self.say(_("No passages here."))

    def action_read_it(self) -> None:
        """Read the passage where it stands."""
        passage = self.quotes.here
        if passage is not None:
            self.read(passage.coding.document, passage.coding.span, passage.coding.id)

    def action_next_open(self, step: int) -> None:
        """Go to the next cell that waits for words."""
        found = framework.next_open(self.made.view, *self.grid.cursor, step) if self.made is not None else None
        if found is None:
            self.say(_("Every cell that has passages is written, and none has changed since."))
        else:
            self.grid.move(*found)

    def action_excerpts(self) -> None:
        """Its passages, all filters ready."""
        if self.cell is not None:
            self.then(self._open_excerpts, self.cell.case, self.cell.code)

    def _open_excerpts(self, case: str, code: str) -> None:
        from qualcode.tui.screens.excerpts import ExcerptsScreen

        built = ExcerptsScreen()
        built.begin_with({"case": frozenset({case}), "code": frozenset({code})})
        self.app.switch_screen(built)

    def then(self, go: Callable[..., object], *args: object) -> None:
        """Leave, once what is written is stored."""
        if self.pad.is_writing:
            self.pad.action_stop()
        self.call_next(super().then, go, *args)

    def action_back(self) -> None:
        """From the passages and the field to the grid, from there to the transcript."""
        if self.grid.has_focus:
            super().action_back()
        else:
            self.remove_class("-inside")
            self.grid.focus()

    @work
    async def action_columns(self) -> None:
        """All dimensions, or one with its codes."""
        if self.made is None:
            return
        words = _("all dimensions")
        rows = [Row("", safe.show(_mark(not self.dimension), words), (words,))]
        for code in self.made.tree.children(None):
            look = self.look(code.key)
            rows.append(Row(code.key, safe.show(_mark(code.key == self.dimension), look.label), (look.label,)))
        chosen = await self.app.push_screen_wait(Chooser(_("Which columns?"), rows))
        if chosen is not None:
            self.dimension = chosen[0]
            await asyncio.to_thread(self.home.memory.note, _NAMED, self.home.project_id, self.dimension)
            self.act(self.fill)

    @work
    async def action_write_file(self) -> None:
        """Write the matrix to a file, in the language of the screen."""
        title = _("Write the framework matrix to a file")
        path = await tofile.ask(self, title, _("Framework matrix"), SUFFIXES)
        if path is None:
            return

        async def step() -> None:
            await self.home.desk.run(framework.to_file, self.dimension, path, language())
            await tofile.wrote(self, path)

        self.act(step)


def _field(cell: FrameworkCell) -> str:
    return f"{cell.case}|{cell.code}"


def _mark(chosen: bool) -> Part:
    return ("● " if chosen else "  ", "$accent")

"""The theme matrix: two properties crossed, numbers with their passages one key away."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from qualcode.errors import AttributeNotFound, CoderNotFound
from qualcode.i18n import _, language
from qualcode.model.report import MatrixTable
from qualcode.model.results import Header, Matrix
from qualcode.ops import crossing
from qualcode.ops.crossing import Axis, Behind
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.crossed import Crossed, cross, quoted, together_behind
from qualcode.tui.crossing import Arrangement, Choice, Head, arrange, remembered, size
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.asking import Asking
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.bars import Bar, KeyBar
from qualcode.tui.widgets.behind import MOST, PassageList
from qualcode.tui.widgets.grid import WALKING, GridView
from qualcode.tui.widgets.gridpainting import grid_inks

MATRIX = Group(
    _("Matrix"),
    (
        Key("enter", "behind", _("The passages behind the number"), _("passages")),
        Key("r", "choose_rows", _("Choose what the rows are"), _("rows")),
        Key("c", "choose_columns", _("Choose what the columns are"), _("columns")),
        Key("v", "choose_cells", _("Choose what is counted"), _("counted")),
        Key("f", "filter", _("Only some: a coder, an effect, an enterprise"), _("only")),
        Key("o", "together", _("Which codes occur together"), _("together")),
        Key("x", "swap", _("Rows for columns"), _("swap")),
        Key("s", "sort", _("Sort the rows by this column"), _("sort")),
        Key("e", "empty", _("Without empty rows and columns, or with"), _("empty ones")),
        Key("space", "fold", _("Fold a code with those below it, or unfold"), _("fold")),
        Key("z", "fold_all", _("Fold all codes, or unfold them")),
        Key("w", "write", _("Write the table to a file"), _("to a file")),
        Key("n", "note", _("How the numbers are made")),
    ),
)
_FOOT = ("behind", "filter", "together", "swap", "sort", "empty", "fold", "write")


class MatrixScreen(Section):
    """Rows by columns. Enter on a cell shows its passages beside or below; from there one goes into the text."""

    DEFAULT_CSS = """
    MatrixScreen #asked { background: $surface; }
    MatrixScreen #main { height: 1fr; layout: vertical; }
    MatrixScreen #behind { display: none; border-top: solid $border; }
    MatrixScreen.-open #behind { display: block; }
    MatrixScreen.-nothing #grid, MatrixScreen.-nothing #behind, MatrixScreen.-nothing #cell { display: none; }
    MatrixScreen.-broad #main { layout: horizontal; }
    MatrixScreen.-broad #behind { width: 56; border-top: none; border-left: solid $border; }
    MatrixScreen #cell { color: $text-muted; }
    MatrixScreen.-tiny #asked, MatrixScreen.-tiny #cell { display: none; }
    MatrixScreen.-low #cell { display: none; }
    """
    NAME = "matrix"
    GROUPS = (MATRIX, WALKING, SECTION, PROGRAM)
    BINDINGS = bindings(MATRIX)

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self._known = False
        self.is_blind = False
        self._crossed: Crossed | None = None
        self._quotes: Matrix | None = None
        self._looks: dict[str, CodeLook] = {}
        self.asking = Asking(self)

    def compose_body(self) -> ComposeResult:
        """What is asked for, the table, the passages behind a cell, what the cell says."""
        yield KeyBar("asked")
        with Container(id="main"):
            yield GridView(grid_inks(self.app.current_theme, self.home.inks))
            yield Static(id="nothing")
            yield PassageList("behind")
        yield Bar("cell")

    def on_mount(self) -> None:
        """Say what is where."""
        super().on_mount()
        own = {key.action: key for key in MATRIX.keys}
        self.show_keys([own[action] for action in _FOOT])

    @property
    def grid(self) -> GridView:
        """The table."""
        return self.query_one(GridView)

    @property
    def passages(self) -> PassageList:
        """The passages behind the cell."""
        return self.query_one(PassageList)

    @property
    def is_open(self) -> bool:
        """Whether the passages are shown."""
        return self.has_class("-open")

    @property
    def axes(self) -> tuple[Axis, ...]:
        """All that can be crossed."""
        return self._crossed.axes if self._crossed is not None else ()

    def look(self, key: str) -> CodeLook:
        """How a code looks."""
        return self._looks.get(key) or unknown(key)

    def axis_label(self, name: str) -> str:
        """What an axis is called."""
        return next((each.label for each in self.axes if each.name == name), name)

    # What is shown

    @property
    def where(self) -> tuple[tuple[str, str], ...]:
        """The filters that the table shown was made with."""
        return self._crossed.where if self._crossed is not None else self.choice.where

    async def fill(self) -> None:
        """Make the matrix anew, from what was chosen here last."""
        if not self._known:
            text = await asyncio.to_thread(self.home.memory.noted, "matrix", self.home.project_id)
            has_cases = await self.home.desk.run(crossing.has_cases)
            self.choice = remembered(text, Choice(columns="case" if has_cases else "document"))
            self._known = True
        try:
            made = await self.home.desk.run(cross, self.choice, self.home.view, language())
        except (AttributeNotFound, CoderNotFound):
            # What was remembered is no more, as after an attribute or a coder has gone.
            self.choice = Choice(columns="document", cells=self.choice.cells)
            made = await self.home.desk.run(cross, self.choice, self.home.view, language())
            self.say(_("What was shown here last is no longer there. This is the table to begin with."))
        self._crossed, self._quotes = made, None
        self.is_blind = made.where != self.choice.where
        self._looks = dict(looks(made.tree, language()))
        self.lay_out()

    def lay_out(self) -> None:
        """Lay out what is there as it is chosen."""
        made = self._crossed
        if made is None:
            return
        arrangement = arrange(made.table, made.tree, self.choice, made.quotes)
        self.query_one("#asked", KeyBar).show(self.asking.keys())
        self.grid.show(arrangement, self._looks)
        # Of codes together there is no grand total; there are rows where anything is coded.
        nothing = not (made.table.matrix.rows if self.choice.together else size(made.table.matrix.total))
        words = (
            _("No coding is like that. Press f to look at more, or r and c for other rows and columns.")
            if self.choice.where
            else _("Nothing is coded yet. Once passages carry codes, this table counts them: codes by enterprise, …")
        )
        self.show_nothing(words if nothing else None)
        blind: list[Part] = [(_("blind: only yours") + "  ", "$accent")] if self.is_blind else []
        self.show_header(*blind, (_about(made.table, arrangement), "$foreground-muted"))

    def choose(self, choice: Choice) -> None:
        """Show something else, and remember it."""
        before, self.choice = self.choice, choice
        same = replace(choice, hides_empty=before.hides_empty, folded=before.folded, order=before.order)
        if same == before:
            self.lay_out()
        else:
            self.act(self.fill)
        text = choice.as_text()

        async def keep() -> None:
            await asyncio.to_thread(self.home.memory.note, "matrix", self.home.project_id, text)

        self.act(keep)

    def on_theme(self) -> None:
        """Other colours."""
        self.grid.set_inks(grid_inks(self.app.current_theme, self.home.inks))

    @on(GridView.Moved)
    def _moved(self, event: GridView.Moved) -> None:
        self._show_cell(event.row, event.column)
        if self.is_open:
            self._show_passages()

    def _show_cell(self, row: Head, column: Head) -> None:
        made, arrangement = self._crossed, self.grid.arrangement
        if made is None or arrangement is None:
            return
        places = self.grid.cursor
        value = arrangement.text(*places) or "0"
        total = row.header is None or column.header is None
        note = self._remark(row, column, total)
        # What stands before a colon differs between languages, so the colon is written as in all other places.
        told = _("{name}: {value}").format(name="", value=f" {value}")
        name: list[Part] = [(self._title(row), "bold"), " × ", (self._title(column), "bold"), told]
        short: list[Part] = [f"{row.title} × {column.title}{told}"]
        full = [*name, (f"   ({note})", "$foreground-muted")] if note else name
        where = _("row {row} of {rows}, column {column} of {columns}").format(
            row=places[0] + 1,
            rows=len(arrangement.rows) - 1,
            column=places[1] + 1,
            columns=len(arrangement.columns) - 1,
        )
        self.query_one("#cell", Bar).show([full, name, short], [] if total else [(where, "$foreground-muted")])

    def _remark(self, row: Head, column: Head, total: bool) -> str:
        """What is to be known of a cell besides its number."""
        if self.choice.together:
            pairs = self._crossed.uneven if self._crossed is not None else frozenset()
            if {(row.key, column.key), (column.key, row.key)} & pairs:
                return _("one is over five times as frequent: look at the overlap")
            return _("in how many units the code occurs") if total else ""
        return _("totals count distinct things and need not be sums") if total else ""

    def _title(self, head: Head) -> str:
        return self.look(head.code).path if head.code else head.title

    # The passages behind a cell

    @on(GridView.Chosen)
    def action_behind(self) -> None:
        """Show the passages of the cell and go into them."""
        self.add_class("-open")
        self._show_passages(enter=True)

    def _show_passages(self, *, enter: bool = False) -> None:
        heads = self.grid.heads
        if heads is None:
            return

        async def step() -> None:
            if not enter and heads != self.grid.heads:
                return
            row, column = (head.header for head in heads)
            if self.choice.together:
                ids = await self.home.desk.run(together_behind, self.choice, self.home.view, row, column)
            else:
                if self._quotes is None:
                    self._quotes = await self.home.desk.run(quoted, self.choice, self.home.view)
                ids = crossing.cell(self._quotes, row, column)
            found: list[Behind] = await self.home.desk.run(crossing.behind, ids[:MOST])
            title: list[Part] = [(heads[0].title, "bold"), " × ", (heads[1].title, "bold")]
            self.passages.show(title, found, len(ids), self.look, self.home.inks)
            if enter and found and self.is_open:
                self.passages.take_focus()

        self.act(step)

    @on(PassageList.Chosen)
    def _read(self, event: PassageList.Chosen) -> None:
        coding = event.passage.coding
        self.read(coding.document, coding.span, coding.id)

    def action_back(self) -> None:
        """From the passages to the table, from there to the transcript."""
        if self.passages.has_attention:
            self.grid.focus()
        elif self.is_open:
            self.remove_class("-open")
        else:
            super().action_back()

    # What is asked for

    def action_choose_rows(self) -> None:
        """Choose what the rows are."""
        self.asking.axis("rows")

    def action_choose_columns(self) -> None:
        """Choose what the columns are."""
        self.asking.axis("columns")

    def action_choose_cells(self) -> None:
        """Choose what is counted."""
        self.asking.cells()

    def action_filter(self) -> None:
        """Look at some codings only."""
        self.asking.filter()

    def action_write(self) -> None:
        """Write what is shown to a file."""
        self.asking.write()

    def action_note(self) -> None:
        """Tell how the numbers are made."""
        self.asking.tell()

    @property
    def table(self) -> MatrixTable | None:
        """What is shown, with its words."""
        return self._crossed.table if self._crossed is not None else None

    async def values_of(self, name: str) -> list[Header]:
        """The values of an axis."""
        return await self.home.desk.run(crossing.values, name, language())

    def action_together(self) -> None:
        """Which codes occur together, and within what; or rows by columns again."""
        self.asking.together()

    def action_swap(self) -> None:
        """Rows for columns."""
        if self.choice.together:
            self.say(_("Codes together are the same both ways."))
            return
        self.choose(self.choice.swapped())

    def action_empty(self) -> None:
        """Without what is empty, or with it."""
        self.choose(replace(self.choice, hides_empty=not self.choice.hides_empty))

    def action_sort(self) -> None:
        """By the column of the cursor: the largest first, the smallest first, as the rows stand by themselves."""
        heads = self.grid.heads
        if heads is not None:
            self._sort(heads[1])

    def _sort(self, column: Head) -> None:
        order = {None: (column.key, True), (column.key, True): (column.key, False), (column.key, False): None}
        wanted = order.get(self.choice.order, (column.key, True))
        self.choose(replace(self.choice, order=wanted))

    @on(GridView.HeadPressed)
    def _head(self, event: GridView.HeadPressed) -> None:
        if event.is_column:
            self._sort(event.head)
        elif event.head.fold:
            self._fold(event.head)

    def action_fold(self) -> None:
        """Fold or unfold the code of the row, or of the column where the columns are codes."""
        heads = self.grid.heads
        if heads is None:
            return
        head = heads[1] if self.choice.columns == "code" else heads[0]
        if head.fold:
            self._fold(head)
        elif head.code is not None and head.depth and self._crossed is not None:
            code = self._crossed.tree.by_key(head.code)
            above = next(self._crossed.tree.ancestors(code), None) if code is not None else None
            if above is not None:
                self.choose(replace(self.choice, folded=self.choice.folded | {above.key}))

    def _fold(self, head: Head) -> None:
        if head.code is not None:
            self.choose(replace(self.choice, folded=self.choice.folded ^ {head.code}))

    def action_fold_all(self) -> None:
        """Only the dimensions, or everything."""
        if self._crossed is not None:
            tree = self._crossed.tree
            above = frozenset(code.key for code in tree.codes if tree.children(code.id))
            self.choose(replace(self.choice, folded=frozenset() if self.choice.folded else above))


def _about(table: MatrixTable, arrangement: Arrangement) -> str:
    rows, columns = len(arrangement.rows) - 1, len(arrangement.columns) - 1
    return f"{table.title} · {rows} × {columns}"

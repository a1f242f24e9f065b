"""Which codes are taken for which: codes by codes, what a pair means, and from there to its passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _, language
from qualcode.model.agreement import Confusion
from qualcode.model.codebook import Code
from qualcode.ops import codebook_texts, confusion
from qualcode.tui import confused, knowable, safe
from qualcode.tui.confused import Muddle
from qualcode.tui.crossing import Head, size
from qualcode.tui.dialogs.codetexts import DescribeDialog
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens import tofile
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.grid import WALKING, GridView
from qualcode.tui.widgets.gridpainting import grid_inks

if TYPE_CHECKING:
    from qualcode.ops import Session

CONFUSION = Group(
    _("Codes taken for one another"),
    (
        Key("enter", "passages", _("Their passages, to be settled"), _("passages")),
        Key("j", "next_pair(1)", _("Next pair, the most mixed up first"), _("next pair"), "j k"),
        Key("k", "next_pair(-1)", _("Previous pair")),
        Key("e", "describe(0)", _("Describe the code at the left"), _("describe"), "e E"),
        Key("E", "describe(1)", _("Describe the code at the right")),
        Key("w", "write", _("Write the table to a file"), _("to a file")),
    ),
)
_ENDINGS = (".xlsx", ".docx", ".csv", ".html", ".png", ".svg")
Pair = tuple[str, str | None]


class ConfusionScreen(Section):
    """The table; below it what the two codes of a cell mean. `go` is told the pair whose passages are asked for.

    `coders` are those compared; None: all who have coded.
    """

    DEFAULT_CSS = """
    ConfusionScreen #main { height: 1fr; layout: vertical; }
    ConfusionScreen GridView { height: 3fr; }
    ConfusionScreen #beside { height: 2fr; border-top: solid $border; }
    ConfusionScreen #beside VerticalScroll { width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    ConfusionScreen #other { border-left: solid $border; }
    ConfusionScreen #beside Static { height: auto; }
    ConfusionScreen #cell { color: $text-muted; }
    ConfusionScreen.-nothing #cell, ConfusionScreen.-nothing #main { display: none; }
    ConfusionScreen.-tiny #cell, ConfusionScreen.-tiny #beside { display: none; }
    """
    NAME = "agreement"
    AUTO_FOCUS = "GridView"
    GROUPS = (CONFUSION, WALKING, SECTION, PROGRAM)
    BINDINGS = bindings(CONFUSION)

    def __init__(self, go: Callable[[Pair], None], coders: Sequence[str] | None = None) -> None:
        super().__init__()
        self._go, self._coders = go, coders
        self.made: Muddle | None = None

    def compose_body(self) -> ComposeResult:
        """The table, what the cell says, both meanings."""
        with Container(id="main"):
            yield GridView(grid_inks(self.app.current_theme, self.home.inks))
            with Horizontal(id="beside"):
                with VerticalScroll(id="one", can_focus=False):
                    yield Static(id="left")
                with VerticalScroll(id="other", can_focus=False):
                    yield Static(id="right")
        yield Bar("cell")
        yield Static(id="nothing")

    @property
    def grid(self) -> GridView:
        """The table."""
        return self.query_one(GridView)

    @property
    def pair(self) -> tuple[Code | None, Code | None]:
        """The codes of the row and the column where the cursor is; None for nothing and for totals."""
        heads, made = self.grid.heads, self.made
        if heads is None or made is None:
            return None, None
        return made.code(heads[0].code), made.code(heads[1].code)

    # What is shown

    async def fill(self) -> None:
        """Count anew."""
        self.made = made = await self.home.desk.run(confused.collect, self.home.view, language(), self._coders)
        nothing = made.table is None or not made.table.matrix.rows
        self.show_nothing(self._nothing(made) if nothing else None)
        if made.table is None or nothing:
            return
        is_first = self.grid.arrangement is None
        self.grid.show(confused.arranged(made.table), made.looks)
        if is_first:
            self.action_next_pair(0)
        n = len(made.table.matrix.rows)
        self.show_header((_("Codes taken for one another"), "bold"), "  ", (f"{n} × {n}", "$foreground-muted"))

    @staticmethod
    def _nothing(made: Muddle) -> str:
        if made.found is None:
            return knowable.nothing_yet(made.why)
        return _("They agree on every passage, or all is settled.")

    @on(GridView.Moved)
    def _moved(self, event: GridView.Moved) -> None:
        made = self.made
        if made is None:
            return
        left, right = self.pair
        row, column = event.row, event.column
        n = int(size(self.grid.arrangement.value(*self.grid.cursor))) if self.grid.arrangement is not None else 0
        told = _("{name}: {value}").format(name="", value=confused.counted(n))
        name: list[Part] = [(self._title(row), "bold"), " × ", (self._title(column), "bold"), told]
        self.query_one("#cell", Bar).show([name, [f"{row.title} × {column.title}{told}"]], [])
        one, other = (made.looks.get(code.key) if code is not None else None for code in (left, right))
        is_total = row.header is None or column.header is None
        self.query_one("#left", Static).update(safe.block(*(confused.meaning(left, one, "e") if left else [])))
        shown = confused.meaning(right, other, "E") if right or not is_total else []
        self.query_one("#right", Static).update(safe.block(*(shown if right is not left else [])))

    def _title(self, head: Head) -> str:
        look = self.made.looks.get(head.code) if self.made is not None and head.code else None
        return look.path if look is not None else head.title

    def on_theme(self) -> None:
        """Other colours."""
        self.grid.set_inks(grid_inks(self.app.current_theme, self.home.inks))

    # Going about

    def action_next_pair(self, step: int) -> None:
        """Go to the pair that is mixed up next most, or of a pair to itself; with 0 to the first."""
        arrangement = self.grid.arrangement
        found = confused.pairs(arrangement) if arrangement is not None else []
        if not found:
            return
        row, column = self.grid.cursor
        here = next((at for at in ((row, column), (column, row)) if at in found), None)
        at = (found.index(here) + step) % len(found) if here is not None and step else 0
        self.grid.move(*found[at])

    @on(GridView.Chosen)
    def action_passages(self) -> None:
        """To the passages in which the two meet, among those to talk about."""
        left, right = self.pair
        arrangement = self.grid.arrangement
        if arrangement is None or not size(arrangement.value(*self.grid.cursor)):
            self.say(_("These two are nowhere taken for one another."))
            return
        heads = self.grid.heads
        if left is None or heads is None or heads[1].header is None:
            self.say(_("This is a total: choose a cell of two codes."))
            return
        pair = (left.key, right.key if right is not None else None)
        self.then(self._leave_for, pair)

    def _leave_for(self, pair: Pair) -> None:
        self.leave()
        self._go(pair)

    @work
    async def action_describe(self, side: int) -> None:
        """What one of the two means and leaves out."""
        made, code = self.made, self.pair[side]
        if made is None or code is None:
            return
        title = f"{_('Describe')} · {made.looks[code.key].path}"
        texts = await self.app.push_screen_wait(DescribeDialog(title, code, made.languages))
        if texts:
            name = made.looks[code.key].label
            self.change(codebook_texts.describe, code.key, texts, said=_("Saved: {name}").format(name=name))

    @work
    async def action_write(self) -> None:
        """Write the table."""
        found = self.made.found if self.made is not None else None
        if found is None:
            return
        name = _("Codes taken for one another")
        path = await tofile.ask(self, _("Write the table to a file"), name, _ENDINGS)
        if path is None:
            return

        async def step() -> None:
            await self.home.desk.run(_write, found, path)
            await tofile.wrote(self, path)

        self.act(step)

    def action_back(self) -> None:
        """Back to what they agree on."""
        self.then(self.leave)


def _write(session: Session, found: Confusion, path: Path) -> None:
    confusion.write(session, found, path, language(), force=True)

"""What the screens of enterprises and of people share: a list with a filter, and beside it all about one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.model.case import AttributeValue
from qualcode.model.register import AttributeSheet, CaseSheet, PersonSheet, Register
from qualcode.ops.register import register
from qualcode.tui import safe
from qualcode.tui.consent import value_words
from qualcode.tui.keys import Key
from qualcode.tui.places import where
from qualcode.tui.ranking import fold
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.card import Card, CardLine, CardPart
from qualcode.tui.widgets.filter import Filter
from qualcode.tui.widgets.table import Cell, Column, Line, Table

FILTER = Key("/", "filter", _("Show only those that hold some words"), _("filter"))
OPEN = Key("enter", "open", _("All about it; there: read or change a line"), _("open"))
PROPERTIES = Key("p", "properties", _("Properties: new ones, names, types"), _("properties"))
IMPORT = Key("i", "import_table", _("Take them from a table (Excel or CSV)"), _("import"))
MEMO = Key("m", "memo", _("Write a memo on it"), _("memo"))
REMOVE = Key("delete,backspace", "remove", _("Remove it; documents and codings stay"), _("remove"))

_PADDING = 2
_NAME = 20
_BROAD = 100
_WIDEST = 18
NOTHING = Register((), (), (), ())
EMPTY_VALUE: Part = ("–", "$foreground-muted")


class RegisterScreen(Section):
    """A list and a card. Where both do not fit side by side, opening a row shows the card in the list's place."""

    DEFAULT_CSS = """
    RegisterScreen #both { height: 1fr; }
    RegisterScreen #register { width: 3fr; }
    RegisterScreen Card { width: 2fr; border-left: solid $border; }
    RegisterScreen #none { display: none; height: 1fr; padding: 1 3; color: $foreground; }
    RegisterScreen.-none #none { display: block; }
    RegisterScreen.-none #both, RegisterScreen.-none #filter { display: none; }
    RegisterScreen.-narrow Card { display: none; }
    RegisterScreen.-narrow.-card Card { display: block; width: 1fr; border: none; }
    RegisterScreen.-narrow.-card #register, RegisterScreen.-narrow.-card #filter { display: none; }
    RegisterScreen.-tiny #filter { display: none; }
    """
    AUTO_FOCUS = "#register"
    ABOUT: ClassVar[str] = "case"

    def __init__(self, at: str | None = None) -> None:
        super().__init__()
        self.register = NOTHING
        self._go_to = at
        self._words = ""

    def compose_body(self) -> ComposeResult:
        """The filter, the list, the card."""
        yield Filter(_("/ shows only those that hold what is typed here"))
        with Horizontal(id="both"):
            yield Table("register")
            yield Card()
        yield Static(safe.block(*self.nothing_yet()), id="none")

    # What a subclass says

    def nothing_yet(self) -> Sequence[Part]:
        """What to do where there is none yet."""
        return ()

    def lines(self) -> list[Line]:
        """A row each; the cells are those of `leading`, of the properties, and of `closing`."""
        return []

    def also(self, id: str) -> str:
        """What the filter finds one by besides its row."""
        return ""

    def named(self) -> Sequence[CaseSheet | PersonSheet]:
        """Those in the list."""
        return ()

    def leading(self) -> list[Column]:
        """The columns before the properties'."""
        return []

    def closing(self) -> list[Column]:
        """The columns behind them."""
        return []

    @property
    def attributes(self) -> Sequence[AttributeSheet]:
        """The properties there are."""
        return ()

    def card(self, id: str) -> tuple[Sequence[Part], Sequence[CardPart]]:
        """The card of one: its title, its parts."""
        return (), ()

    def open_line(self, line: str) -> None:
        """A line of the card was opened."""

    # What stands there

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one("#register", Table)

    @property
    def at(self) -> str | None:
        """The id of the one the cursor stands on."""
        return self.table.at

    async def fill(self) -> None:
        """Read cases and people."""
        self.register = await self.home.desk.run(register)
        self._show()

    def _show(self) -> None:
        lines = self.lines()
        wanted = fold(self._words).split()
        shown = [line for line in lines if self._holds(line, wanted)]
        self.set_class(not lines, "-none")
        at, self._go_to = self._go_to, None
        self.table.show_lines(self._columns(), shown, at=at)
        many = str(len(lines)) if len(shown) == len(lines) else _("{n} of {all}").format(n=len(shown), all=len(lines))
        self.show_header((many, "$foreground-muted"))
        if not lines:
            self.leave_card_quietly()
        self._show_card()

    def _holds(self, line: Line, words: Sequence[str]) -> bool:
        text = fold("\n".join([*map(_words_of, line.cells), self.also(line.id)])) if words else ""
        return all(word in text for word in words)

    def _columns(self) -> list[Column]:
        """Properties are shown as far as there is room."""
        leading, closing = self.leading(), self.closing()
        always = [column for column in [*leading, *closing] if column.least < _BROAD]
        taken = _NAME + sum(column.width + _PADDING for column in always) + _PADDING
        columns = []
        for sheet in self.shown_attributes():
            width = min(max([cell_len(sheet.name), *map(cell_len, sheet.values), 6]), _WIDEST)
            taken += width + _PADDING
            columns.append(Column(sheet.name, width, right=sheet.type == "number", least=taken))
        return [*leading, *columns, *closing]

    def shown_attributes(self) -> list[AttributeSheet]:
        """The properties in the order of their columns: those that most have and that group them first."""
        used = (each for each in self.attributes if each.uses)
        return sorted(used, key=lambda each: (2 * len(each.values) > each.uses, -each.uses))

    def value_cells(self, values: Mapping[str, AttributeValue]) -> list[Cell]:
        """The cells of the properties' columns."""
        return [_first_line(value_words(values.get(sheet.name))) or EMPTY_VALUE for sheet in self.shown_attributes()]

    def value_lines(self, values: Mapping[str, AttributeValue]) -> CardPart:
        """The card's part that tells the properties; those nobody has said anything of stand there as well."""
        return CardPart(
            _("Properties"),
            [
                *(
                    CardLine(f"value:{sheet.name}", sheet.name, [value_words(values.get(sheet.name)) or EMPTY_VALUE])
                    for sheet in self.attributes
                ),
                CardLine("new:", "", [("+ " + _("a new property"), "$foreground-muted")]),
            ],
        )

    def _show_card(self) -> None:
        at = self.at
        self.query_one(Card).show(*(self.card(at) if at is not None else ((), ())))

    @on(Table.At)
    def _at_another(self) -> None:
        self._show_card()

    # Moving about

    def action_filter(self) -> None:
        """Type what the rows are to hold."""
        self.leave_card_quietly()
        self.query_one(Filter).focus()

    @on(Filter.Wanted)
    def _filtered(self, event: Filter.Wanted) -> None:
        self._words = event.words
        self._show()

    @on(Filter.Left)
    def _filter_left(self) -> None:
        self.table.focus()

    @on(Table.Chosen)
    def action_open(self) -> None:
        """Go to the card."""
        if self.at is not None:
            self.add_class("-card")
            self.query_one(Card).focus()

    def action_leave_card(self) -> None:
        """Back to the list."""
        self.leave_card_quietly()
        self.table.focus()

    def leave_card_quietly(self) -> None:
        """The list has the room again."""
        self.remove_class("-card")

    @on(Card.Chosen)
    def _line_opened(self, event: Card.Chosen) -> None:
        event.stop()
        if event.line.startswith("place:"):
            _word, place, at = event.line.split(":", 2)
            self.then(self._go_to_place, place, at)
        else:
            self.open_line(event.line)

    def _go_to_place(self, place: str, at: str) -> None:
        built = where(place).build()
        if isinstance(built, RegisterScreen):
            built._go_to = at
        self.app.switch_screen(built)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where one goes to the card with tab, it is shown."""
        if isinstance(event.widget, Card):
            self.add_class("-card")

    # Changing

    def change_and_go(self, job: Callable[..., object], name: str, said: str = "") -> None:
        """Do an operation and go to the row of this name."""

        async def step() -> None:
            await self.home.desk.run(job)
            await self.refresh_if_changed()
            for sheet in self.named():
                if sheet.name == name:
                    self.table.go(sheet.id)
            if said:
                self.say(said)

        self.act(step)


def narrow(title: str, least: int = 0) -> Column:
    """A column of numbers, as wide as its title in the reader's language."""
    return Column(title, max(cell_len(title), 4), right=True, least=least)


def _words_of(cell: Cell) -> str:
    parts = cell if isinstance(cell, list) else [cell]
    return "".join(part if isinstance(part, str) else part[0] for part in parts)


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0]

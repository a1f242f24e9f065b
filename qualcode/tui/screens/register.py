"""What the screens of enterprises and of people share: a list with a filter, and beside it all about one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from qualcode.i18n import _
from qualcode.model.case import AttributeValue
from qualcode.model.register import AttributeSheet, CaseSheet, PersonSheet, Register
from qualcode.ops.register import register
from qualcode.tui.consent import value_words
from qualcode.tui.keys import Key
from qualcode.tui.ranking import fold
from qualcode.tui.safe import Part
from qualcode.tui.screens.besides import BesidesScreen
from qualcode.tui.widgets.card import CardLine, CardPart
from qualcode.tui.widgets.filter import Filter
from qualcode.tui.widgets.table import Cell, Column, Line

FILTER = Key("/", "filter", _("Show only those that hold some words"), _("filter"))
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


class RegisterScreen(BesidesScreen):
    """The list has a filter above it, and a column for each property as far as there is room."""

    DEFAULT_CSS = """
    RegisterScreen.-none #filter, RegisterScreen.-narrow.-card #filter, RegisterScreen.-tiny #filter { display: none; }
    """
    LIST = "register"
    ABOUT: ClassVar[str] = "case"

    def __init__(self, at: str | None = None) -> None:
        super().__init__(at)
        self.register = NOTHING
        self._words = ""

    def compose_body(self) -> ComposeResult:
        """The filter, the list, the card."""
        yield Filter(_("/ shows only those that hold what is typed here"))
        yield from super().compose_body()

    # What a subclass says

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

    # What stands there

    async def fill(self) -> None:
        """Read cases and people."""
        self.register = await self.home.desk.run(register)
        self._show()

    def _show(self) -> None:
        lines = self.lines()
        wanted = fold(self._words).split()
        shown = [line for line in lines if self._holds(line, wanted)]
        many = str(len(lines)) if len(shown) == len(lines) else _("{n} of {all}").format(n=len(shown), all=len(lines))
        self.show_list(self._columns(), shown, many, none=not lines)

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

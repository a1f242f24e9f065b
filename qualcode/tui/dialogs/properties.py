"""Properties: a new or changed one, and the value that somebody has for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _, ngettext
from qualcode.model.case import ATTRIBUTE_TYPES
from qualcode.model.register import AttributeSheet
from qualcode.ops import table_values
from qualcode.ops.names import unused
from qualcode.tui import safe
from qualcode.tui.consent import type_expects, type_name, value_words
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.choose import Row
from qualcode.tui.dialogs.form import ACCEPT, KEEP, NEXT, Form
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry, Notepad

REMOVE = Key("ctrl+d", "remove", _("Remove it with all its values"), _("remove"), priority=True)
_SAVE = replace(ACCEPT, help=_("Keep it"), label=_("keep"))
_OFFERED = Key("down", "walk(1)", _("One of the values used already"), _("values"), shown="↑ ↓")
_MOST_OFFERED = 200
_LONG = 70


@dataclass(frozen=True, slots=True)
class Property:
    """What is said of a property: its name and type, or that it goes."""

    name: str
    type: str
    remove: bool = False


class PropertyForm(Form[Property]):
    """Name and type; of one that is there already also its removal."""

    DEFAULT_CSS = "PropertyForm .told { height: auto; color: $text-muted; }"
    BINDINGS = bindings(Group("", (REMOVE,)))

    def __init__(self, title: str, taken: Sequence[str], sheet: AttributeSheet | None = None) -> None:
        super().__init__(title)
        self._taken = taken
        self._sheet = sheet

    def keys(self) -> tuple[Key, ...]:
        """Removing only what is there."""
        return (KEEP, NEXT, REMOVE, CANCEL) if self._sheet is not None else (KEEP, NEXT, CANCEL)

    def compose_body(self) -> ComposeResult:
        """Name, type, and what the type takes."""
        yield from self.row(_("Name"), Entry(value=self._sheet.name if self._sheet else "", id="name"))
        types = [
            (kind, _("{name}: {value}").format(name=type_name(kind), value=type_expects(kind)))
            for kind in ATTRIBUTE_TYPES
        ]
        yield from self.row(_("Type"), Cycle(types, self._sheet.type if self._sheet else "text", id="type"))
        if self._sheet is not None and self._sheet.uses:
            n = self._sheet.uses
            told = ngettext("{n} has a value; it is kept.", "{n} have a value; all are kept.", n).format(n=n)
            yield Static(safe.show(told), classes="told")
        yield self.fault_line()

    def answer(self) -> Property:
        """The name, which no other property has, and the type."""
        name = unused(self.query_one("#name", Entry).value, self._taken)
        return Property(name, self.query_one("#type", Cycle).value)

    def action_remove(self) -> None:
        """Answer that it goes."""
        if self._sheet is not None:
            self.dismiss(Property(self._sheet.name, self._sheet.type, remove=True))


class ValueDialog(Dialog[str]):
    """A value to type, or one of those used already; nothing takes it away. The answer fits the property's type."""

    DEFAULT_CSS = """
    ValueDialog #offered { height: auto; margin-top: 1; }
    ValueDialog #expects { color: $text-muted; margin-top: 1; height: auto; }
    ValueDialog #fault { color: $text-error; height: auto; }
    """
    BINDINGS = bindings(Group("", (_SAVE, KEEP, _OFFERED, Key("up", "walk(-1)", _OFFERED.help))))

    def __init__(self, owner: str, sheet: AttributeSheet, value: str) -> None:
        super().__init__(f"{owner} ▸ {sheet.name}" if owner else sheet.name)
        self._sheet = sheet
        self._value = value
        self._is_long = sheet.type == "text" and ("\n" in value or len(value) > _LONG)
        self._offered = [] if self._is_long else _offered(sheet)

    def keys(self) -> tuple[Key, ...]:
        """In several lines enter makes another one."""
        if self._is_long:
            return (_SAVE, CANCEL)
        return (KEEP, _OFFERED, CANCEL) if self._offered else (KEEP, CANCEL)

    def compose_body(self) -> ComposeResult:
        """The value, what is expected, what others have."""
        yield Notepad(self._value) if self._is_long else Entry(value=self._value, id="value")
        expects = _("{type}; nothing takes the value away").format(type=type_expects(self._sheet.type))
        yield Static(safe.show(expects), id="expects")
        yield Static(id="fault")
        if self._offered:
            offered = OptionList(*(Option(safe.show(each)) for each in self._offered), id="offered")
            offered.can_focus = False
            yield offered

    def on_mount(self) -> None:
        """Nothing is chosen before somebody walks down."""
        for offered in self.query("#offered").results(OptionList):
            offered.highlighted = self._offered.index(self._value) if self._value in self._offered else None

    def action_walk(self, step: int) -> None:
        """Write a value of the list into the line."""
        if self._offered:
            offered = self.query_one("#offered", OptionList)
            at = offered.highlighted
            offered.highlighted = 0 if at is None else min(max(at + step, 0), len(self._offered) - 1)
            line = self.query_one("#value", Entry)
            line.value = self._offered[offered.highlighted]
            line.cursor_position = len(line.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes it."""
        event.stop()
        self.query_one("#value", Entry).value = self._offered[event.option_index]
        self.action_accept()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes it."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Answer, if the value is one of the property's type."""
        said = self.query_one(Notepad).text if self._is_long else self.query_one("#value", Entry).value
        if said.strip() and table_values.stored(self._sheet.type, said) is None:
            wanted = _("This is not {wanted}.").format(wanted=_(table_values.WANTED[self._sheet.type]))
            self.query_one("#fault", Static).update(safe.show(wanted))
        else:
            self.dismiss(said.strip())


def _offered(sheet: AttributeSheet) -> list[str]:
    """The values to choose from."""
    if sheet.type == "yes-no":
        return [_("yes"), _("no")]
    if sheet.type == "number":
        return [value_words(float(value)) for value in sorted(sheet.values, key=float)][:_MOST_OFFERED]
    return [value for value in sheet.values if "\n" not in value][:_MOST_OFFERED]


def property_row(sheet: AttributeSheet, value: str | None = None) -> Row:
    """A property to choose: with its value, or with what is known of all values."""
    told = value if value is not None else ngettext("{n} value", "{n} values", sheet.uses).format(n=sheet.uses)
    shown = safe.show(sheet.name, (f"   {type_name(sheet.type)}", "$foreground-muted"), f"   {told or '–'}")
    return Row(sheet.name, shown, (sheet.name, type_name(sheet.type)))

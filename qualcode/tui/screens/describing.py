"""Properties of enterprises and people, given and defined, and the way to their tables."""

from __future__ import annotations

import asyncio
from functools import partial

from textual import work

from qualcode.i18n import _
from qualcode.model.case import AttributeValue
from qualcode.model.case_table import About
from qualcode.model.register import AttributeSheet
from qualcode.ops import attributes, memos
from qualcode.tui import folders, safe
from qualcode.tui.consent import value_words
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.files import FileChooser
from qualcode.tui.dialogs.memo import Draft, MemoDialog
from qualcode.tui.dialogs.properties import PropertyForm, ValueDialog, property_row
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.screens.register import RegisterScreen
from qualcode.tui.screens.tables import PeopleTableScreen, TableScreen

_NEW = "new"
ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm")


class DescribingScreen(RegisterScreen):
    """The list, whose rows have properties."""

    def set_value(self, name: str, value: str) -> None:
        """Give the one at the cursor a value of a property; nothing takes it away."""

    def value_of(self, name: str) -> tuple[str, AttributeValue | None]:
        """What the one at the cursor is called, and the value that it has."""
        return "", None

    def open_line(self, line: str) -> None:
        """Change a value, or make a property."""
        word, _colon, rest = line.partition(":")
        if word == "value":
            self.change_value(rest)
        elif word == _NEW:
            self.new_property()

    # Values

    @work
    async def action_value(self) -> None:
        """Choose a property, then say its value."""
        if self.at is None:
            return
        rows = [property_row(sheet, value_words(self.value_of(sheet.name)[1])) for sheet in self.attributes]
        rows.append(Row("", safe.show("+ " + _("a new property")), (_("a new property"),)))
        chosen = await self.app.push_screen_wait(Chooser(_("Which property?"), rows))
        if chosen is None:
            return
        if chosen[0]:
            self.change_value(chosen[0])
        else:
            self.new_property()

    @work
    async def change_value(self, name: str) -> None:
        """Say the value of a property."""
        sheet = self._sheet(name)
        if sheet is None:
            return
        owner, value = self.value_of(name)
        dialog = ValueDialog(owner, sheet, value_words(value))
        said = await self.app.push_screen_wait(dialog)
        if said is not None:
            self.set_value(name, said)

    @work
    async def new_property(self) -> None:
        """Make a property, and say its value."""
        told = await self.app.push_screen_wait(PropertyForm(_("A new property"), self._names()))
        if told is None:
            return

        async def step() -> None:
            await self.home.desk.run(attributes.add, self.ABOUT, told.name, told.type)
            await self.refresh_if_changed()
            if self.at is not None:
                self.change_value(told.name)

        self.act(step)

    def _sheet(self, name: str) -> AttributeSheet | None:
        return next((sheet for sheet in self.attributes if sheet.name == name), None)

    def _names(self) -> list[str]:
        return [sheet.name for sheet in self.attributes]

    # Memos

    @work
    async def action_memo(self) -> None:
        """Write a memo on the one at the cursor."""
        sheet = next((sheet for sheet in self.named() if sheet.id == self.at), None)
        coding = self.home.coding
        if sheet is None or coding is None or coding.project is None:
            return
        draft = Draft(self.home.memory, coding.project.id, sheet.id)
        title = _("Memo on {what}").format(what=sheet.name)
        written = await self.app.push_screen_wait(MemoDialog(title, "", "", draft=draft))
        if written is None:
            return

        async def step() -> None:
            if written.strip():
                await self.home.desk.run(memos.add, self.ABOUT, sheet.id, written)
            await asyncio.to_thread(draft.drop)
            await self.refresh_if_changed()

        self.act(step)

    # What properties there are

    @work
    async def action_properties(self) -> None:
        """All properties: choose one to rename it, give it another type or remove it."""
        rows = [property_row(sheet) for sheet in self.attributes]
        rows.append(Row("", safe.show("+ " + _("a new property")), (_("a new property"),)))
        chosen = await self.app.push_screen_wait(Chooser(_("Properties"), rows))
        if chosen is None:
            return
        sheet = self._sheet(chosen[0])
        if sheet is None:
            self.new_property()
            return
        taken = [name for name in self._names() if name != sheet.name]
        told = await self.app.push_screen_wait(PropertyForm(_("A property"), taken, sheet))
        if told is None:
            return
        if told.remove:
            await self._remove_property(sheet)
        else:
            self.change(partial(attributes.change, about=self.ABOUT, name=sheet.id, rename=told.name, kind=told.type))

    async def _remove_property(self, sheet: AttributeSheet) -> None:
        asked = _("{n} values of it go as well. Undo brings all back.").format(n=sheet.uses)
        title = _("Remove the property “{name}”?").format(name=sheet.name)
        if sheet.uses and not await self.app.push_screen_wait(Confirm(title, asked, _("remove"))):
            return
        self.change(attributes.remove, self.ABOUT, sheet.id)

    # From tables

    @work
    async def action_import_table(self) -> None:
        """Choose a file, then look at what it would bring."""
        folder = await asyncio.to_thread(folders.remembered, self.home, folders.IN)
        path = await self.app.push_screen_wait(FileChooser(_("Choose a table"), folder, ENDINGS))
        if path is not None:
            await asyncio.to_thread(folders.remember, self.home, folders.IN, path.absolute().parent)
            about: About = "person" if self.ABOUT == "person" else "case"
            self.app.push_screen((PeopleTableScreen if about == "person" else TableScreen)(path, about))

"""A group, new or changed; a session of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day

from textual.app import ComposeResult

from qualcode.i18n import _
from qualcode.ops.names import clean, unused
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.form import KEEP, NEXT, Form
from qualcode.tui.widgets.entry import Entry


class GroupForm(Form[tuple[str, str]]):
    """The answer: name, and what it is for. `taken` are the names of the others."""

    KEYS = (KEEP, NEXT, CANCEL)

    def __init__(self, title: str, taken: Sequence[str], name: str = "", description: str = "") -> None:
        super().__init__(title)
        self._taken = taken
        self._name_before = name
        self._description = description

    def compose_body(self) -> ComposeResult:
        """Two lines."""
        yield from self.row(_("Name"), Entry(value=self._name_before, id="name"))
        yield from self.row(
            _("What for"),
            Entry(
                value=self._description,
                placeholder=safe.plain(_("for example: five rounds between March and October")),
                id="description",
            ),
        )
        yield self.fault_line()

    def answer(self) -> tuple[str, str]:
        """The name, which no other group has, and what it is for."""
        name = unused(self.query_one("#name", Entry).value, self._taken)
        return name, self.query_one("#description", Entry).value.strip()


@dataclass(frozen=True, slots=True)
class Told:
    """A session's day, in ISO 8601, and what it was about."""

    date: str
    title: str


class SessionForm(Form[Told]):
    """The answer: a day and a title."""

    KEYS = (KEEP, NEXT, CANCEL)

    def __init__(self, title: str, told: Told) -> None:
        super().__init__(title)
        self._told = told

    def compose_body(self) -> ComposeResult:
        """Two lines."""
        hint = _("in a few words, for example: first results")
        yield from self.row(_("Day"), Entry(value=self._told.date, placeholder=safe.plain("2025-03-12"), id="date"))
        yield from self.row(_("About"), Entry(value=self._told.title, placeholder=safe.plain(hint), id="about"))
        yield self.fault_line()

    def action_accept(self) -> None:
        """Answer, if there is such a day."""
        try:
            super().action_accept()
        except ValueError:
            self.refuse(_("There is no such day; write year, month, day: 2025-03-12."))

    def answer(self) -> Told:
        """The day and what it was about. Raises ValueError where there is no such day."""
        date = day.fromisoformat(self.query_one("#date", Entry).value.strip()).isoformat()
        about = self.query_one("#about", Entry).value.strip()
        return Told(date, clean(about) if about else "")

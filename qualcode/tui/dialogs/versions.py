"""A name for the codebook as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from qualcode.i18n import _
from qualcode.ops.names import unused
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.form import KEEP, NEXT, Form
from qualcode.tui.widgets.entry import Entry


class VersionForm(Form[tuple[str, str]]):
    """The answer: a name, and why it is given. `taken` are the names of the versions there are."""

    KEYS = (KEEP, NEXT, CANCEL)

    def __init__(self, taken: Sequence[str]) -> None:
        super().__init__(_("Name the codebook as it is now"))
        self._taken = taken

    def compose_body(self) -> ComposeResult:
        """Two lines."""
        yield from self.row(_("Name"), Entry(placeholder=safe.plain(_("for example: after the pilot")), id="name"))
        yield from self.row(
            _("Why"),
            Entry(placeholder=safe.plain(_("for example: agreed by the three pools in March")), id="note"),
        )
        yield self.fault_line()

    def answer(self) -> tuple[str, str]:
        """The name, which no other version has, and why."""
        name = unused(self.query_one("#name", Entry).value, self._taken)
        return name, self.query_one("#note", Entry).value.strip()

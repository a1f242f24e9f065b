"""A name for the codebook as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.errors import NameRefused
from qualcode.i18n import _
from qualcode.ops.names import unused
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.form import NEXT, Form
from qualcode.tui.dialogs.groups import KEEP
from qualcode.tui.widgets.entry import Entry


class VersionForm(Form[tuple[str, str]]):
    """The answer: a name, and why it is given. `taken` are the names of the versions there are."""

    DEFAULT_CSS = "VersionForm #fault { color: $text-error; height: auto; }"
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
        yield Static(id="fault")

    def action_accept(self) -> None:
        """Answer, if the name can be used."""
        try:
            name = unused(self.query_one("#name", Entry).value, self._taken)
        except NameRefused as error:
            self.query_one("#fault", Static).update(safe.block(safe.complaint(error)))
            return
        self.dismiss((name, self.query_one("#note", Entry).value.strip()))

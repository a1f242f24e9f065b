"""An enterprise, new or changed: its name and what kind of thing it is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from qualcode.i18n import _
from qualcode.ops.names import clean, unused
from qualcode.tui import safe
from qualcode.tui.consent import kind_of_case
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.form import KEEP, NEXT, Form
from qualcode.tui.widgets.entry import Entry

_USUAL = "enterprise"


class CaseForm(Form[tuple[str, str]]):
    """The answer: name and kind. `taken` are the names of the others."""

    KEYS = (KEEP, NEXT, CANCEL)

    def __init__(self, title: str, taken: Sequence[str], name: str = "", kind: str = _USUAL) -> None:
        super().__init__(title)
        self._taken = taken
        self._name_before = name
        self._kind = kind

    def compose_body(self) -> ComposeResult:
        """Two lines."""
        yield from self.row(_("Name"), Entry(value=self._name_before, id="name"))
        yield from self.row(
            _("Kind"),
            Entry(
                value=kind_of_case(self._kind),
                placeholder=safe.plain(_("for example: workshop, network, family")),
                id="kind",
            ),
        )
        yield self.fault_line()

    def answer(self) -> tuple[str, str]:
        """The name, which no other enterprise has, and the kind."""
        said = self.query_one("#kind", Entry).value.strip()
        name = unused(self.query_one("#name", Entry).value, self._taken)
        # The usual kind is stored in one language, whatever the reader's.
        return name, _USUAL if said in ("", kind_of_case(_USUAL)) else clean(said)

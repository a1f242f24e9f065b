"""A person, new or changed: name, enterprise, and what may be shown of their words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.model.case import CONSENTS
from qualcode.model.codebook import fold_name
from qualcode.model.register import CaseSheet, PersonSheet
from qualcode.ops.names import unused
from qualcode.tui import safe
from qualcode.tui.consent import consent_meaning, consent_name, consent_sign
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.form import KEEP, NEXT, Form
from qualcode.tui.safe import Part
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.pick import Pick


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a person; `case` is the enterprise's name, empty for none."""

    name: str
    case: str
    consent: str


class PersonForm(Form[Said]):
    """`taken` are the names of the others with the names of their enterprises."""

    DEFAULT_CSS = "PersonForm #meanings { height: auto; color: $text-muted; }"
    KEYS = (KEEP, NEXT, CANCEL)

    def __init__(
        self,
        title: str,
        cases: Sequence[CaseSheet],
        taken: Collection[tuple[str, str]],
        person: PersonSheet | None = None,
        case: str = "",
    ) -> None:
        super().__init__(title)
        self._cases = cases
        self._taken = taken
        self._person = person
        self._case = person.case_name or "" if person is not None else case

    def compose_body(self) -> ComposeResult:
        """Three fields, and what the consents mean."""
        yield from self.row(_("Name"), Entry(value=self._person.name if self._person else "", id="name"))
        yield from self.row(_("Enterprise"), Pick(self._case, self._case, nothing=_("none"), id="case"))
        consents = [(each, consent_name(each)) for each in CONSENTS]
        consent = self._person.consent if self._person else "quote"
        yield from self.row(_("Consent"), Cycle(consents, consent, id="consent"))
        yield Static(safe.block(*meanings()), id="meanings")
        yield self.fault_line()

    @work
    async def on_pick_wanted(self, event: Pick.Wanted) -> None:
        """Choose the enterprise."""
        event.stop()
        rows = [Row("", safe.show((_("none"), "$foreground-muted")), (_("none"),))]
        rows += [Row(case.name, safe.show(case.name), (case.name,)) for case in self._cases]
        chosen = await self.app.push_screen_wait(Chooser(_("Which enterprise?"), rows))
        if chosen is not None:
            event.pick.choose(chosen[0], chosen[0])

    def answer(self) -> Said:
        """The name, which nobody else there has, the enterprise, and the consent."""
        case = self.query_one("#case", Pick).value
        others = [name for name, home in self._taken if fold_name(home) == fold_name(case)]
        name = unused(self.query_one("#name", Entry).value, others)
        return Said(name, case, self.query_one("#consent", Cycle).value)


def meanings() -> list[Part]:
    """What each consent means, a line each."""
    parts: list[Part] = []
    for consent in CONSENTS:
        parts += [consent_sign(consent), (f" {consent_name(consent)}: ", "bold"), consent_meaning(consent), "\n"]
    return parts[:-1]


def consent_rows() -> list[Row]:
    """The consents to choose from."""
    return [
        Row(
            each,
            safe.show(
                consent_sign(each), f" {consent_name(each)}", (f"   {consent_meaning(each)}", "$foreground-muted")
            ),
            (consent_name(each), each),
        )
        for each in CONSENTS
    ]

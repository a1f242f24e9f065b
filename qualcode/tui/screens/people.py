"""The people who speak: their enterprises, what may be shown of their words, their properties, where they speak."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import work

from qualcode.i18n import _, ngettext
from qualcode.model.case import AttributeValue, strictest
from qualcode.model.document import DocumentView, SpeakerView
from qualcode.model.register import AttributeSheet, PersonSheet, SpeakingSheet
from qualcode.model.text import Span
from qualcode.ops import case_edits, cases, documents
from qualcode.tui import safe
from qualcode.tui.consent import consent_meaning, consent_name, consent_sign
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.people import PersonForm, consent_rows
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.besides import OPEN
from qualcode.tui.screens.describing import DescribingScreen
from qualcode.tui.screens.register import FILTER, IMPORT, MEMO, PROPERTIES, REMOVE, narrow
from qualcode.tui.widgets.card import CardLine, CardPart
from qualcode.tui.widgets.table import Column, Line

PEOPLE = Group(
    _("People"),
    (
        OPEN,
        Key("a", "add", _("Add a person"), _("add")),
        Key("e", "edit", _("Change name, enterprise, consent"), _("change")),
        Key("c", "consent", _("What may be shown of their words"), _("consent")),
        Key("v", "value", _("Give them a property"), _("property")),
        Key("s", "speaker", _("Say where they speak"), _("speaker")),
        FILTER,
        IMPORT,
        MEMO,
        PROPERTIES,
        Key("J", "join", _("Join them to another who is the same"), _("join")),
        REMOVE,
    ),
)
_MUTED = "$foreground-muted"


class PeopleScreen(DescribingScreen):
    """A row a person."""

    NAME = "people"
    ABOUT = "person"
    GROUPS = (PEOPLE, SECTION, PROGRAM)
    BINDINGS = bindings(PEOPLE)

    # What stands there

    def nothing_yet(self) -> Sequence[Part]:
        """Three ways to begin."""
        return [
            (_("Nobody yet."), "bold"),
            "\n\n",
            _("Press a to add a person, or i to take many from a table (Excel or CSV)."),
            "\n",
            _("A transcript that is imported with the name of its narrator adds them by itself."),
        ]

    def leading(self) -> list[Column]:
        """Name, enterprise, consent."""
        return [Column(_("Name")), Column(_("Enterprise"), 20, least=58), Column(_("Consent"), 23)]

    def closing(self) -> list[Column]:
        """Where they speak, and what of it is coded."""
        return [narrow(_("Doc."), 66), narrow(_("Coded"), 74)]

    @property
    def attributes(self) -> Sequence[AttributeSheet]:
        """Those of people."""
        return self.register.person_attributes

    def named(self) -> Sequence[PersonSheet]:
        """The people."""
        return self.register.people

    def lines(self) -> list[Line]:
        """A row each."""
        return [
            Line(
                person.id,
                (
                    person.name,
                    person.case_name or ("–", _MUTED),
                    [consent_sign(person.consent), f" {consent_name(person.consent)}"],
                    *self.value_cells(person.attributes),
                    str(len({each.document for each in person.speaking})),
                    str(person.codings),
                ),
            )
            for person in self.register.people
        ]

    def also(self, id: str) -> str:
        """Titles of documents, and labels there."""
        person = self.person(id)
        return "\n".join(f"{each.title} {each.label}" for each in person.speaking) if person is not None else ""

    def person(self, id: str | None) -> PersonSheet | None:
        """The person with this id."""
        return next((person for person in self.register.people if person.id == id), None)

    def card(self, id: str) -> tuple[Sequence[Part], Sequence[CardPart]]:
        """Enterprise, consent and its meaning, properties, where they speak."""
        person = self.person(id)
        if person is None:
            return (), ()
        consent: list[Part] = [
            consent_sign(person.consent),
            f" {consent_name(person.consent)}. ",
            (consent_meaning(person.consent), _MUTED),
        ]
        home = f"place:cases:{person.case}" if person.case is not None else "edit:"
        lines = [
            CardLine(home, _("Enterprise"), [person.case_name or ("–", _MUTED)]),
            CardLine("consent:", _("Consent"), consent),
        ]
        if person.memos:
            n = person.memos
            lines.append(CardLine("place:memos:", _("Memos"), [ngettext("{n} memo", "{n} memos", n).format(n=n)]))
        speaking = [
            *(CardLine(f"read:{place}", "", _told(each)) for place, each in enumerate(person.speaking)),
            CardLine("speaker:", "", [("+ " + _("a speaker of a document"), _MUTED)]),
        ]
        parts = [CardPart("", lines), self.value_lines(person.attributes), CardPart(_("Speaks in"), speaking)]
        return [(person.name, "bold")], parts

    def open_line(self, line: str) -> None:
        """Read what they say first, change consent or a value."""
        word, _colon, rest = line.partition(":")
        person = self.person(self.at)
        if word == "read" and person is not None:
            speaking = person.speaking[int(rest)]
            said = speaking.start is not None and speaking.end is not None
            self.read(speaking.document, Span(speaking.start or 0, speaking.end or 0) if said else None)
        elif word == "consent":
            self.action_consent()
        elif word == "speaker":
            self.action_speaker()
        elif word == "edit":
            self.action_edit()
        else:
            super().open_line(line)

    # What is done

    @work
    async def action_add(self) -> None:
        """Add a person."""
        taken = [(person.name, person.case_name or "") for person in self.register.people]
        said = await self.app.push_screen_wait(PersonForm(_("A new person"), self.register.cases, taken))
        if said is not None:
            job = partial(cases.add_person, name=said.name, case=said.case or None, consent=said.consent)
            self.change_and_go(job, said.name)

    @work
    async def action_edit(self) -> None:
        """Change name, enterprise and consent."""
        person = self.person(self.at)
        if person is None:
            return
        taken = [(each.name, each.case_name or "") for each in self.register.people if each.id != person.id]
        said = await self.app.push_screen_wait(PersonForm(_("Change the person"), self.register.cases, taken, person))
        if said is not None:
            self.change(
                partial(cases.set_person, name=person.id, rename=said.name, case=said.case, consent=said.consent)
            )

    @work
    async def action_consent(self) -> None:
        """Say what may be shown of their words."""
        person = self.person(self.at)
        if person is None:
            return
        title = _("What may be shown of what {name} says?").format(name=person.name)
        chosen = await self.app.push_screen_wait(Chooser(title, consent_rows()))
        if chosen is not None and chosen[0] != person.consent:
            self.change(partial(cases.set_person, name=person.id, consent=chosen[0]))

    def set_value(self, name: str, value: str) -> None:
        """Give the property a value, or none."""
        if self.at is not None:
            self.change(partial(cases.set_person, name=self.at, attributes={name: value}))

    def value_of(self, name: str) -> tuple[str, AttributeValue | None]:
        """Whose value it is, and what it is now."""
        person = self.person(self.at)
        return (person.name, person.attributes.get(name)) if person is not None else ("", None)

    @work
    async def action_speaker(self) -> None:
        """Choose a document and a speaker in it, who is this person."""
        person = self.person(self.at)
        if person is None:
            return
        listing = await self.home.desk.run(documents.listing)
        # Those of the same enterprise come first.
        listing.sort(key=lambda each: each.case is None or each.case != person.case_name)
        rows = [_document_row(each) for each in listing]
        if not rows:
            self.say(_("There are no documents yet."))
            return
        title = _("Where does {name} speak?").format(name=person.name)
        chosen = await self.app.push_screen_wait(Chooser(title, rows))
        if chosen is None:
            return
        speakers = await self.home.desk.run(documents.speakers, chosen[0])
        if not speakers:
            self.change(case_edits.give_speaker, person.id, chosen[0], "")
            return
        title = _("Who is {name} there?").format(name=person.name)
        label = await self.app.push_screen_wait(Chooser(title, [_speaker_row(each) for each in speakers]))
        if label is not None:
            self.change(case_edits.give_speaker, person.id, chosen[0], label[0])

    @work
    async def action_join(self) -> None:
        """Join them to another one, who stays."""
        person = self.person(self.at)
        others = [other for other in self.register.people if person is not None and other.id != person.id]
        if person is None or not others:
            return
        rows = [
            Row(
                each.id,
                safe.show(each.name, (f"   {each.case_name or '–'}", _MUTED)),
                (each.name, each.case_name or ""),
            )
            for each in others
        ]
        title = _("Join “{name}” to whom?").format(name=person.name)
        chosen = await self.app.push_screen_wait(Chooser(title, rows))
        kept = self.person(chosen[0]) if chosen is not None else None
        if kept is None:
            return
        asked = _(
            "“{name}” goes; all they say is from now on said by “{into}”. Of two consents the stricter holds: "
            "{consent}. Where both have a property, that of “{into}” stays."
        ).format(
            name=person.name,
            into=kept.name,
            consent=consent_name(strictest((person.consent, kept.consent))),
        )
        if await self.app.push_screen_wait(Confirm(_("Two who are the same"), asked, _("join"))):
            self.change_and_go(partial(case_edits.join_people, name=person.id, into=kept.id), kept.name)

    @work
    async def action_remove(self) -> None:
        """Remove them; what hangs on them is told first."""
        person = self.person(self.at)
        if person is None:
            return
        n = len({each.document for each in person.speaking})
        asked = ngettext(
            "What they say in {n} document stays, said by nobody known: their consent no longer protects it. "
            "Undo brings them back.",
            "What they say in {n} documents stays, said by nobody known: their consent no longer protects it. "
            "Undo brings them back.",
            n,
        ).format(n=n)
        hangs = person.speaking or person.attributes or person.memos
        title = _("Remove “{name}”?").format(name=person.name)
        if hangs and not await self.app.push_screen_wait(Confirm(title, asked, _("remove"))):
            return
        said = _("“{name}” was removed; u brings it back.").format(name=person.name)
        self.change(partial(case_edits.remove_person, name=person.id), said=said)


def _told(each: SpeakingSheet) -> list[Part]:
    turns = ngettext("{n} turn", "{n} turns", each.turns).format(n=each.turns)
    coded = ngettext("{n} passage coded", "{n} passages coded", each.codings).format(n=each.codings)
    return [each.title, (f"   {each.label} · {turns} · {coded}" if each.label else f"   {turns} · {coded}", _MUTED)]


def _document_row(each: DocumentView) -> Row:
    shown = safe.show(each.title, (f"   {each.case or '–'}   {', '.join(each.speakers)}", _MUTED))
    return Row(each.id, shown, (each.title, each.case or "", *each.speakers))


def _speaker_row(each: SpeakerView) -> Row:
    now = _("interviewer") if each.interviewer else each.person or "–"
    turns = ngettext("{n} turn", "{n} turns", each.turns).format(n=each.turns)
    return Row(
        each.speaker, safe.show(each.speaker or "–", (f"   {turns}   {now}", _MUTED)), (each.speaker, each.person or "")
    )

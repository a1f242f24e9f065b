"""The enterprises: their kinds and properties, documents and people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import work

from qualcode.i18n import _, ngettext
from qualcode.model.case import AttributeValue
from qualcode.model.register import AttributeSheet, CaseSheet
from qualcode.ops import case_edits, cases, documents
from qualcode.tui import safe
from qualcode.tui.consent import consent_name, consent_sign, kind_of_case
from qualcode.tui.dialogs.cases import CaseForm
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.besides import OPEN
from qualcode.tui.screens.describing import DescribingScreen
from qualcode.tui.screens.register import FILTER, IMPORT, MEMO, PROPERTIES, REMOVE, narrow
from qualcode.tui.widgets.card import CardLine, CardPart
from qualcode.tui.widgets.table import Column, Line
from qualcode.tui.words import kind_name

CASES = Group(
    _("Enterprises"),
    (
        OPEN,
        Key("a", "add", _("Add an enterprise"), _("add")),
        Key("e", "edit", _("Change its name and kind"), _("change")),
        Key("v", "value", _("Give it a property"), _("property")),
        Key("w", "phases", _("Its phases: diagnose, collect, analyse"), _("phases")),
        Key("d", "give_document", _("Give it a document"), _("document")),
        FILTER,
        IMPORT,
        MEMO,
        PROPERTIES,
        Key("J", "join", _("Join it to another that is the same"), _("join")),
        REMOVE,
    ),
)


class CasesScreen(DescribingScreen):
    """A row an enterprise."""

    NAME = "cases"
    ABOUT = "case"
    GROUPS = (CASES, SECTION, PROGRAM)
    BINDINGS = bindings(CASES)

    # What stands there

    def nothing_yet(self) -> Sequence[Part]:
        """Three ways to begin."""
        return [
            (_("No enterprises yet."), "bold"),
            "\n\n",
            _("Press a to add one, or i to take many from a table (Excel or CSV)."),
            "\n",
            _("A transcript that is imported with the name of an enterprise adds it by itself."),
        ]

    def leading(self) -> list[Column]:
        """The name."""
        return [Column(_("Name"))]

    def closing(self) -> list[Column]:
        """What hangs on it."""
        return [
            Column(_("Kind"), 14, least=130),
            narrow(_("Doc.")),
            narrow(_("People"), 40),
            narrow(_("Codings"), 48),
        ]

    @property
    def attributes(self) -> Sequence[AttributeSheet]:
        """Those of cases."""
        return self.register.case_attributes

    def named(self) -> Sequence[CaseSheet]:
        """The enterprises."""
        return self.register.cases

    def lines(self) -> list[Line]:
        """A row each."""
        return [
            Line(
                case.id,
                (
                    case.name,
                    *self.value_cells(case.attributes),
                    kind_of_case(case.kind),
                    str(len(case.documents)),
                    str(len(case.people)),
                    str(case.codings),
                ),
            )
            for case in self.register.cases
        ]

    def also(self, id: str) -> str:
        """Titles and people."""
        case = self.case(id)
        if case is None:
            return ""
        return "\n".join([*(each.title for each in case.documents), *(self.person_name(each) for each in case.people)])

    def case(self, id: str | None) -> CaseSheet | None:
        """The enterprise with this id."""
        return next((case for case in self.register.cases if case.id == id), None)

    def person_name(self, id: str) -> str:
        """What the person with this id is called."""
        return next((person.name for person in self.register.people if person.id == id), "")

    def card(self, id: str) -> tuple[Sequence[Part], Sequence[CardPart]]:
        """Kind, properties, documents, people."""
        case = self.case(id)
        if case is None:
            return (), ()
        people = [person for person in self.register.people if person.id in case.people]
        lines = [
            CardLine("phases:", "", [("▸ " + _("Diagnose, collect, analyse"), "bold $accent")]),
            CardLine("edit:", _("Kind"), [kind_of_case(case.kind)]),
        ]
        if case.memos:
            n = case.memos
            lines.append(CardLine("place:memos:", _("Memos"), [ngettext("{n} memo", "{n} memos", n).format(n=n)]))
        parts = [
            CardPart("", lines),
            self.value_lines(case.attributes),
            CardPart(
                _("Documents"),
                [
                    *(
                        CardLine(f"read:{each.id}", "", [each.title, (_about(each.kind, each.codings), _MUTED)])
                        for each in case.documents
                    ),
                    CardLine("document:", "", [("+ " + _("a document of the project"), _MUTED)]),
                ],
            ),
        ]
        if people:
            parts.append(
                CardPart(
                    _("People"),
                    [
                        CardLine(
                            f"place:people:{person.id}",
                            "",
                            [
                                consent_sign(person.consent),
                                f" {person.name}",
                                (f"  {consent_name(person.consent)}", _MUTED),
                            ],
                        )
                        for person in people
                    ],
                )
            )
        return [(case.name, "bold")], parts

    def open_line(self, line: str) -> None:
        """Read a document, change a value."""
        word, _colon, rest = line.partition(":")
        if word == "read":
            self.read(rest)
        elif word == "document":
            self.action_give_document()
        elif word == "edit":
            self.action_edit()
        elif word == "phases":
            self.action_phases()
        else:
            super().open_line(line)

    # What is done

    def action_phases(self) -> None:
        """Its page: the form that is filled in with it."""
        if self.at is not None:
            self.then(self._open_phases, self.at)

    def _open_phases(self, case: str) -> None:
        from qualcode.tui.screens.enterprise import EnterpriseScreen

        self.app.switch_screen(EnterpriseScreen(case))

    @work
    async def action_add(self) -> None:
        """Add an enterprise."""
        taken = [case.name for case in self.register.cases]
        told = await self.app.push_screen_wait(CaseForm(_("A new enterprise"), taken))
        if told is not None:
            name, kind = told
            self.change_and_go(partial(cases.add_case, name=name, kind=kind), name)

    @work
    async def action_edit(self) -> None:
        """Change name and kind."""
        case = self.case(self.at)
        if case is None:
            return
        taken = [other.name for other in self.register.cases if other.id != case.id]
        told = await self.app.push_screen_wait(CaseForm(_("Change the enterprise"), taken, case.name, case.kind))
        if told is not None:
            self.change_and_go(partial(cases.set_case, name=case.id, rename=told[0], kind=told[1]), told[0])

    def set_value(self, name: str, value: str) -> None:
        """Give the property a value, or none."""
        case = self.case(self.at)
        if case is not None:
            self.change(partial(cases.set_case, name=case.id, attributes={name: value}))

    def value_of(self, name: str) -> tuple[str, AttributeValue | None]:
        """Whose value it is, and what it is now."""
        case = self.case(self.at)
        return (case.name, case.attributes.get(name)) if case is not None else ("", None)

    @work
    async def action_give_document(self) -> None:
        """Choose a document of the project that belongs to it from now on."""
        case = self.case(self.at)
        if case is None:
            return
        listing = await self.home.desk.run(documents.listing)
        rows = [
            Row(
                each.id,
                safe.show(each.title, (f"   {each.case}" if each.case else "   –", _MUTED)),
                (each.title, each.case or ""),
            )
            for each in listing
            if each.case != case.name
        ]
        if not rows:
            self.say(_("All documents of the project are its already."))
            return
        chosen = await self.app.push_screen_wait(Chooser(_("A document of {name}").format(name=case.name), rows))
        if chosen is not None:
            self.change(documents.set_case, chosen[0], case.name)

    @work
    async def action_join(self) -> None:
        """Join it to another one, which stays."""
        case = self.case(self.at)
        others = [other for other in self.register.cases if case is not None and other.id != case.id]
        if case is None or not others:
            return
        rows = [Row(other.id, safe.show(other.name), (other.name,)) for other in others]
        title = _("Join “{name}” to which one?").format(name=case.name)
        chosen = await self.app.push_screen_wait(Chooser(title, rows))
        kept = self.case(chosen[0]) if chosen is not None else None
        if kept is None:
            return
        asked = _(
            "“{name}” goes, “{into}” stays and gets its documents ({documents}) and people ({people}). "
            "Where both have a property, that of “{into}” stays."
        ).format(name=case.name, into=kept.name, documents=len(case.documents), people=len(case.people))
        if await self.app.push_screen_wait(Confirm(_("Two that are the same"), asked, _("join"))):
            self.change_and_go(partial(case_edits.join_cases, name=case.id, into=kept.id), kept.name)

    @work
    async def action_remove(self) -> None:
        """Remove it; what hangs on it is told first."""
        case = self.case(self.at)
        if case is None:
            return
        asked = _("{documents} documents and {people} people stay and belong to no enterprise. Undo brings it back.")
        asked = asked.format(documents=len(case.documents), people=len(case.people))
        hangs = case.documents or case.people or case.attributes or case.memos
        title = _("Remove “{name}”?").format(name=case.name)
        if hangs and not await self.app.push_screen_wait(Confirm(title, asked, _("remove"))):
            return
        said = _("“{name}” was removed; u brings it back.").format(name=case.name)
        self.change(partial(case_edits.remove_case, name=case.id), said=said)


_MUTED = "$foreground-muted"


def _about(kind: str, codings: int) -> str:
    n = codings
    return f"   {kind_name(kind)} · " + ngettext("{n} coding", "{n} codings", n).format(n=n)

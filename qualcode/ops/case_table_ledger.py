"""What a table of cases or people changes, row by row: only counted, or stored within an operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qualcode.analysis.alike import words_of
from qualcode.model.case import Attribute, Case, Person
from qualcode.model.case_table import About, RowPlan, Status
from qualcode.model.codebook import fold_name
from qualcode.model.document import Document, Speaker, Turn
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message, Value
from qualcode.ops.names import clean
from qualcode.store.clock import now
from qualcode.store.operation import Operation
from qualcode.store.records import AttributeValueRecord
from qualcode.store.session import Session


class Ledger:
    """Cases, people, attributes and documents as they are, and as the rows make them.

    Without a `change` nothing is stored, and everything else is the same: so a preview counts what will be done.
    """

    def __init__(self, session: Session, change: Operation | None, about: About, kind: str, unsaid: str) -> None:
        self._session = session
        self._change = change
        self._about = about
        self._kind = kind
        self._unsaid = unsaid
        self._at = change.at if change else now()
        self._cases = {fold_name(case.name): case for case in session.all(Case, order=["name"])}
        self._people = {person.id: person for person in session.all(Person, order=["name"])}
        self._called: dict[str, list[str]] = {}
        for person in self._people.values():
            self._called.setdefault(fold_name(person.name), []).append(person.id)
        self._attributes = {fold_name(each.name): each for each in session.all(Attribute, about=about)}
        self._values = {(each.owner, each.attribute): each for each in session.all(AttributeValueRecord)}
        self._documents = {document.id: document for document in session.all(Document)}
        self._speakers: dict[str, list[Speaker]] = {}
        self._status: dict[str, Status] = {}
        self._added: set[str] = set()
        self._touched = False
        self._said: dict[tuple[str, str], tuple[str, int]] = {}
        self._new: dict[str, Any] = {}
        self.notes: list[Message] = []
        self.conflicts: list[tuple[int, Message]] = []

    def settle(self, rows: Sequence[RowPlan], types: Mapping[str, str]) -> list[Status]:
        """Do what the rows say; the status of each row's case or person. `types` are the attributes' by name."""
        claims: dict[str, set[str]] = {}
        for row in rows:
            for document in row.documents:
                claims.setdefault(document, set()).add(fold_name(row.person or ""))
        owners = []
        for row in rows:
            self._touched = False
            case = self._case(row.case) if row.case else None
            person = self._person(row.person, case) if row.person else None
            owner = person.id if self._about == "person" and person else case.id if case else ""
            if person and row.consent and self._agrees(row, person.id, "", row.consent):
                self._consent(person, row.consent)
            for name, value in row.attributes.items():
                if self._agrees(row, owner, name, value):
                    self._set(owner, name, types[name], value)
            for document in row.documents:
                self._link(self._documents[document], case, person, len(claims[document]))
            known: Status = self._status.get(owner, "added" if owner in self._added else "unchanged")
            self._status[owner] = "changed" if self._touched and known == "unchanged" else known
            owners.append(owner)
        if self._change is not None:
            self._change.insert(*self._new.values())
        return [self._status[owner] for owner in owners]

    def counts(self) -> dict[Status, int]:
        """How many different cases or people were added, changed, or found as they are."""
        told = list(self._status.values())
        return {"added": told.count("added"), "changed": told.count("changed"), "unchanged": told.count("unchanged")}

    def _agrees(self, row: RowPlan, owner: str, name: str, value: str) -> bool:
        """Whether no other row says something else of the same property, or of consent, which has no name."""
        told, line = self._said.setdefault((owner, name), (value, row.lines[0]))
        if told != value:
            values: dict[str, Value] = {"name": row.name, "column": name, "line": line}
            template = (
                N_("“{column}” of “{name}” is not what it is on line {line}")
                if name
                else N_("the consent of “{name}” is not what it is on line {line}")
            )
            self.conflicts.append((row.lines[0], Message(template, values)))
        return told == value

    def _insert(self, value: Any) -> None:
        # All at once in the end: thousands of single rows would take their time.
        self._touched = True
        self._new[value.id] = value

    def _update(self, kind: type, key: str, **changes: object) -> None:
        self._touched = True
        if key in self._new:
            self._new[key] = replace(self._new[key], **changes)
        elif self._change is not None:
            self._change.update(kind, key, **changes)

    def _case(self, name: str) -> Case:
        case = self._cases.get(fold_name(name))
        if case is None:
            case = Case(new_id(), clean(name), self._kind, self._at)
            self._cases[fold_name(name)] = case
            self._added.add(case.id)
            self._insert(case)
        return case

    def _person(self, name: str, case: Case | None) -> Person:
        """The person of this name in the case; one without a case yet belongs to it from now on."""
        same = [self._people[id] for id in self._called.get(fold_name(name), ())]
        fitting = [each for each in same if case is None or each.case in (case.id, None)]
        person = max(fitting, key=lambda each: case is not None and each.case == case.id, default=None)
        if person is None:
            person = Person(new_id(), clean(name), case.id if case else None, self._unsaid, self._at)
            self._called.setdefault(fold_name(name), []).append(person.id)
            self._added.add(person.id)
            self._people[person.id] = person
            self._insert(person)
        elif case is not None and person.case is None:
            person = self._people[person.id] = replace(person, case=case.id)
            self._update(Person, person.id, case=case.id)
        return person

    def _consent(self, person: Person, consent: str) -> None:
        if self._people[person.id].consent != consent:
            self._people[person.id] = replace(self._people[person.id], consent=consent)
            self._update(Person, person.id, consent=consent)

    def _set(self, owner: str, name: str, kind: str, value: str) -> None:
        attribute = self._attributes.get(fold_name(name))
        if attribute is None:
            attribute = Attribute(new_id(), self._about, clean(name), kind)
            self._attributes[fold_name(name)] = attribute
            self._insert(attribute)
        known = self._values.get((owner, attribute.id))
        if known is not None and known.value == value:
            return
        record = AttributeValueRecord(known.id if known else new_id(), attribute.id, owner, value)
        self._values[(owner, attribute.id)] = record
        if known is None:
            self._insert(record)
        else:
            self._update(AttributeValueRecord, known.id, value=value)

    def _link(self, document: Document, case: Case | None, person: Person | None, claims: int) -> None:
        """The document is the case's, and the person its narrator; what is said otherwise already stays."""
        if case is not None and document.case is None:
            self._documents[document.id] = replace(document, case=case.id)
            self._update(Document, document.id, case=case.id)
        elif case is not None and document.case != case.id:
            named = next(other.name for other in self._cases.values() if other.id == document.case)
            template = N_("“{title}” belongs to “{other}” already; it was not given to “{case}”.")
            self.notes.append(Message(template, {"title": document.title, "other": named, "case": case.name}))
        if person is not None:
            self._narrate(document, person, claims)

    def _narrate(self, document: Document, person: Person, claims: int) -> None:
        if document.id not in self._speakers:
            self._speakers[document.id] = self._session.all(Speaker, document=document.id)
        speakers = self._speakers[document.id]
        if any(speaker.person == person.id for speaker in speakers):
            return
        if not speakers:
            self._tell_all(document, person)
            return
        narrators = [speaker for speaker in speakers if not speaker.interviewer]
        labelled = [each for each in narrators if words_of(each.name) == words_of(person.name)]
        values = {"title": document.title, "person": person.name}
        if labelled or (claims == 1 and narrators):
            chosen = labelled[0] if labelled else self._main(document, narrators)
        else:
            template = N_("Which speaker of “{title}” is “{person}”? Say so with: qualcode speakers map")
            self.notes.append(Message(template, values))
            return
        if chosen.person is not None:
            other = self._people[chosen.person].name
            template = N_("“{label}” in “{title}” is “{other}” already; that was left, and “{person}” is nobody there.")
            self.notes.append(Message(template, {**values, "label": chosen.name, "other": other}))
            return
        if len(narrators) > 1 and not labelled:
            template = N_("Several people speak in “{title}”; “{label}”, who says most, was taken for “{person}”.")
            self.notes.append(Message(template, {**values, "label": chosen.name}))
        mapped = replace(chosen, person=person.id)
        self._speakers[document.id] = [mapped if each.id == chosen.id else each for each in speakers]
        self._update(Speaker, chosen.id, person=person.id)

    def _tell_all(self, document: Document, person: Person) -> None:
        """A story told without labels: all of it is the person's, as when it is imported with their name."""
        speaker = Speaker(new_id(), document.id, "", person.id, False)
        self._speakers[document.id] = [speaker]
        self._insert(speaker)
        if self._change is not None:
            turns = self._session.all(Turn, revision=document.revision)
            self._change.update_many(Turn, [turn.id for turn in turns if turn.speaker is None], speaker=speaker.id)

    def _main(self, document: Document, narrators: Sequence[Speaker]) -> Speaker:
        """The narrator who says most."""
        if len(narrators) == 1:
            return narrators[0]
        said = {speaker.id: 0 for speaker in narrators}
        for turn in self._session.all(Turn, revision=document.revision):
            if turn.speaker in said:
                said[turn.speaker] += turn.end - turn.start
        return max(narrators, key=lambda speaker: said[speaker.id])

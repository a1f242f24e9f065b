"""Cases (enterprises) and the people in them, with their attributes and consent."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.errors import Ambiguous, CaseNotFound, PersonNotFound, ValueRefused
from qualcode.model.case import CONSENTS, Attribute, AttributeValue, Case, CaseView, Person, PersonView
from qualcode.model.codebook import fold_name, name_order
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.ops import table_values
from qualcode.ops.names import clean, one_of, pick, unused
from qualcode.store import read
from qualcode.store.clock import now
from qualcode.store.operation import Operation
from qualcode.store.records import AttributeValueRecord
from qualcode.store.session import Session


def find_or_make_case(session: Session, change: Operation, name: str) -> Case:
    """The case with exactly this name, made within the operation where there is none."""
    wanted = clean(name)
    cases = session.all(Case)
    found = next((case for case in cases if case.name == wanted), None)
    if found is None:
        found = Case(new_id(), unused(wanted, [case.name for case in cases]), "enterprise", now())
        change.insert(found)
    return found


def find_or_make_person(session: Session, change: Operation, name: str, case: str | None) -> Person:
    """The person with exactly this name in the case (an id), made within the operation where there is none."""
    wanted = clean(name)
    people = [person for person in session.all(Person) if person.case == case]
    found = next((person for person in people if person.name == wanted), None)
    if found is None:
        found = Person(new_id(), unused(wanted, [person.name for person in people]), case, "quote", now())
        change.insert(found)
    return found


def find_case(session: Session, name: str) -> Case:
    """The case a person means. Raises CaseNotFound, Ambiguous."""
    return pick(name, session.all(Case), lambda case: case.name, CaseNotFound(name=name), lambda case: case.id)


def find_person(session: Session, name: str, case: str | None = None) -> Person:
    """The person meant, within the named case if one is given. Raises PersonNotFound, CaseNotFound, Ambiguous."""
    people = session.all(Person)
    if case is not None:
        within = find_case(session, case).id
        people = [person for person in people if person.case == within]
    same = [person for person in people if fold_name(person.name) == fold_name(name)]
    if len(same) > 1:
        names = {each.id: each.name for each in session.all(Case)}
        raise Ambiguous(name=name, choices=", ".join(f"{p.name} ({names.get(p.case or '', '–')})" for p in same))
    return pick(name, people, lambda person: person.name, PersonNotFound(name=name), lambda person: person.id)


def cases(session: Session) -> list[CaseView]:
    """Every case, by name."""
    attributes = attribute_values(session, "case")
    people = sorted(session.all(Person), key=lambda each: name_order(each.name))
    documents = session.all(Document, order=["number"])
    return [
        CaseView(
            name=case.name,
            kind=case.kind,
            attributes=attributes.get(case.id, {}),
            members=tuple(person.name for person in people if person.case == case.id),
            documents=tuple(document.title for document in documents if document.case == case.id),
        )
        for case in sorted(session.all(Case), key=lambda each: name_order(each.name))
    ]


def people(session: Session) -> list[PersonView]:
    """Every person, by case and name."""
    attributes = attribute_values(session, "person")
    names = {case.id: case.name for case in session.all(Case)}
    documents = read.documents_by_person(session)
    views = [
        PersonView(
            name=person.name,
            kind="person",
            case=names.get(person.case or ""),
            consent=person.consent,
            attributes=attributes.get(person.id, {}),
            members=(),
            documents=tuple(documents.get(person.id, ())),
        )
        for person in session.all(Person)
    ]
    return sorted(views, key=lambda view: (name_order(view.case or ""), name_order(view.name)))


def add_case(
    session: Session, name: str, *, kind: str = "enterprise", attributes: Mapping[str, str] | None = None
) -> CaseView:
    """Add a case. Raises NameRefused, ValueRefused."""
    with session.operation("case.add", Message(N_("Case “{name}” added"), {"name": name})) as change:
        case = Case(new_id(), unused(name, [case.name for case in session.all(Case)]), clean(kind), now())
        change.insert(case)
        _set_attributes(session, change, "case", case.id, attributes or {})
    return next(view for view in cases(session) if view.name == case.name)


def set_case(
    session: Session,
    name: str,
    *,
    rename: str | None = None,
    kind: str | None = None,
    attributes: Mapping[str, str] | None = None,
) -> CaseView:
    """Change a case; an attribute set to nothing is removed. Raises CaseNotFound, NameRefused, ValueRefused."""
    with session.operation("case.set", Message(N_("Case “{name}” changed"), {"name": name})) as change:
        case = find_case(session, name)
        change.summary = Message(change.summary.template, {"name": case.name})
        if rename is not None:
            others = [other.name for other in session.all(Case) if other.id != case.id]
            change.update(Case, case.id, name=unused(rename, others))
        if kind is not None:
            change.update(Case, case.id, kind=clean(kind))
        _set_attributes(session, change, "case", case.id, attributes or {})
    wanted = clean(rename) if rename else case.name
    return next(view for view in cases(session) if view.name == wanted)


def add_person(
    session: Session,
    name: str,
    *,
    case: str | None = None,
    consent: str = "quote",
    attributes: Mapping[str, str] | None = None,
) -> PersonView:
    """Add a person, to a case if one is named. Raises CaseNotFound, NameRefused, ValueRefused."""
    one_of(consent, CONSENTS, "consent")
    with session.operation("person.add", Message(N_("Person “{name}” added"), {"name": name})) as change:
        within = find_case(session, case).id if case else None
        taken = [person.name for person in session.all(Person) if person.case == within]
        person = Person(new_id(), unused(name, taken), within, consent, now())
        change.insert(person)
        _set_attributes(session, change, "person", person.id, attributes or {})
    return _person_view(session, person.id)


def set_person(
    session: Session,
    name: str,
    *,
    within: str | None = None,
    rename: str | None = None,
    case: str | None = None,
    consent: str | None = None,
    attributes: Mapping[str, str] | None = None,
) -> PersonView:
    """Change a person; `within` names the case to look in, `case` the one to move to, the empty text meaning none.

    Raises PersonNotFound, Ambiguous, CaseNotFound, NameRefused, ValueRefused.
    """
    if consent is not None:
        one_of(consent, CONSENTS, "consent")
    with session.operation("person.set", Message(N_("Person “{name}” changed"), {"name": name})) as change:
        person = find_person(session, name, within)
        change.summary = Message(change.summary.template, {"name": person.name})
        home = person.case if case is None else find_case(session, case).id if case else None
        others = [o.name for o in session.all(Person) if o.case == home and o.id != person.id]
        change.update(Person, person.id, name=unused(rename or person.name, others), case=home)
        if consent is not None:
            change.update(Person, person.id, consent=consent)
        _set_attributes(session, change, "person", person.id, attributes or {})
    return _person_view(session, person.id)


def _person_view(session: Session, person: str) -> PersonView:
    record = session.all(Person, id=person)[0]
    case = next((case.name for case in session.all(Case) if case.id == record.case), None)
    return next(view for view in people(session) if view.name == record.name and view.case == case)


def attribute_values(session: Session, about: str) -> dict[str, dict[str, AttributeValue]]:
    """By owner's id: the attributes' values, typed."""
    definitions = {attribute.id: attribute for attribute in session.all(Attribute, about=about)}
    found: dict[str, dict[str, AttributeValue]] = {}
    for value in session.all(AttributeValueRecord):
        attribute = definitions.get(value.attribute)
        if attribute is not None:
            found.setdefault(value.owner, {})[attribute.name] = typed(attribute.type, value.value)
    return {owner: dict(sorted(values.items())) for owner, values in found.items()}


def typed(kind: str, text: str) -> AttributeValue:
    """A stored value in its type: numbers as int where whole, yes-no as bool."""
    if kind == "number":
        number = float(text)
        return int(number) if number.is_integer() else number
    return text == "yes" if kind == "yes-no" else text


def guess_type(text: str) -> str:
    """The type a new attribute gets from its first value: `yes-no`, `number`, `date`, else `text`."""
    return table_values.guess_type([text])


def stored_value(attribute: Attribute, text: str) -> str:
    """A value as an attribute keeps it, whatever way people write it. Raises ValueRefused."""
    stored = table_values.stored(attribute.type, text)
    if stored is None:
        choices = Message(table_values.WANTED[attribute.type])
        raise ValueRefused(value=text, what=attribute.name, choices=choices)
    return stored


def _set_attributes(session: Session, change: Operation, about: str, owner: str, values: Mapping[str, str]) -> None:
    known = {fold_name(attribute.name): attribute for attribute in session.all(Attribute, about=about)}
    present = {value.attribute: value for value in session.all(AttributeValueRecord, owner=owner)}
    for name, text in values.items():
        attribute = known.get(fold_name(name))
        if attribute is None:
            if not text.strip():
                continue
            attribute = Attribute(new_id(), about, clean(name), guess_type(text))
            change.insert(attribute)
            known[fold_name(name)] = attribute
        old = present.get(attribute.id)
        if not text.strip():
            if old is not None:
                change.delete(AttributeValueRecord, [old.id])
            continue
        stored = stored_value(attribute, text)
        if old is not None:
            change.update(AttributeValueRecord, old.id, value=stored)
        else:
            change.insert(AttributeValueRecord(new_id(), attribute.id, owner, stored))

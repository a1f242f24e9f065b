"""The properties that cases and people can have: their names, types, and the values they have been given."""

from __future__ import annotations

from dataclasses import replace

from qualcode.errors import NotFound
from qualcode.model.case import ATTRIBUTE_TYPES, Attribute
from qualcode.model.case_table import SUBJECTS
from qualcode.model.codebook import name_order
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.register import AttributeSheet
from qualcode.ops import verdicts
from qualcode.ops.cases import stored_value
from qualcode.ops.names import one_of, pick, unused
from qualcode.store.records import AttributeValueRecord
from qualcode.store.session import Session


class PropertyNotFound(NotFound):
    """Cases or people have no property of this name."""

    code = "property-not-found"
    sentence = N_("There is no property “{name}”.")
    hint = N_("See them with: qualcode case properties — or qualcode person properties")


def attributes(session: Session, about: str) -> list[AttributeSheet]:
    """The properties of cases (`about` is `case`) or people (`person`), by name. Raises ValueRefused."""
    one_of(about, SUBJECTS, "about")
    given: dict[str, list[str]] = {}
    for record in session.all(AttributeValueRecord):
        given.setdefault(record.attribute, []).append(record.value)
    return [
        AttributeSheet(
            id=each.id,
            name=each.name,
            type=each.type,
            uses=len(given.get(each.id, ())),
            values=tuple(sorted(set(given.get(each.id, ())), key=name_order)),
        )
        for each in sorted(session.all(Attribute, about=about), key=lambda each: name_order(each.name))
    ]


def add(session: Session, about: str, name: str, kind: str = "text") -> AttributeSheet:
    """Add a property of a type: text, number, yes-no or date. Raises NameRefused, ValueRefused."""
    one_of(about, SUBJECTS, "about")
    one_of(kind, ATTRIBUTE_TYPES, "type")
    with session.operation("attribute.add", Message(N_("Property “{name}” added"), {"name": name})) as change:
        attribute = Attribute(new_id(), about, unused(name, _names(session, about)), kind)
        change.insert(attribute)
    return _sheet(session, about, attribute.id)


def change(
    session: Session, about: str, name: str, *, rename: str | None = None, kind: str | None = None
) -> AttributeSheet:
    """Give a property another name or type; values are kept in the new type, or nothing is changed.

    Raises PropertyNotFound, NameRefused, ValueRefused naming the first value that is no such thing.
    """
    if kind is not None:
        one_of(kind, ATTRIBUTE_TYPES, "type")
    with session.operation("attribute.set", Message("")) as change:
        attribute = find(session, about, name)
        change.summary = Message(N_("Property “{name}” changed"), {"name": attribute.name})
        if rename is not None:
            name = unused(rename, _names(session, about) - {attribute.name})
            change.update(Attribute, attribute.id, name=name)
            if about == "case":
                verdicts.rename_property(session, change, attribute.name, name)
            attribute = replace(attribute, name=name)
        if kind is not None and kind != attribute.type:
            change.update(Attribute, attribute.id, type=kind)
            became = {}
            for record in session.all(AttributeValueRecord, attribute=attribute.id):
                value = _converted(attribute, kind, record.value)
                became[_seen(attribute.type, record.value)] = _seen(kind, value)
                change.update(AttributeValueRecord, record.id, value=value)
            if about == "case":
                verdicts.recast_values(session, change, attribute.name, became)
    return _sheet(session, about, attribute.id)


def remove(session: Session, about: str, name: str) -> None:
    """Remove a property with all its values; one undo brings them back. Raises PropertyNotFound."""
    with session.operation("attribute.remove", Message("")) as change:
        attribute = find(session, about, name)
        change.summary = Message(N_("Property “{name}” removed"), {"name": attribute.name})
        change.delete(
            AttributeValueRecord, [each.id for each in session.all(AttributeValueRecord, attribute=attribute.id)]
        )
        if about == "case":
            verdicts.drop_property(session, change, attribute.name)
        change.delete(Attribute, [attribute.id])


def find(session: Session, about: str, name: str) -> Attribute:
    """The property that a person means. Raises PropertyNotFound, Ambiguous, ValueRefused."""
    one_of(about, SUBJECTS, "about")
    missing = PropertyNotFound(name=name)
    return pick(name, session.all(Attribute, about=about), lambda each: each.name, missing, lambda each: each.id)


def _names(session: Session, about: str) -> set[str]:
    return {attribute.name for attribute in session.all(Attribute, about=about)}


def _seen(kind: str, value: str) -> str:
    """A stored value as tables head their groups with it: `24` for 24.0."""
    return f"{float(value):.15g}" if kind == "number" else value


def _converted(attribute: Attribute, kind: str, value: str) -> str:
    """A stored value as the other type stores it; a whole number becomes `24`, not `24.0`."""
    if attribute.type == "number" and kind == "text":
        return f"{float(value):.15g}"
    return stored_value(Attribute(attribute.id, attribute.about, attribute.name, kind), value)


def _sheet(session: Session, about: str, id: str) -> AttributeSheet:
    return next(sheet for sheet in attributes(session, about) if sheet.id == id)

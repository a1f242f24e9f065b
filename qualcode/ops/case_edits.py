"""Cases and people taken out, or joined where two are the same one.

Nothing that was said or coded goes with them: documents stay and belong to no case, speakers stay and are nobody known.
"""

from __future__ import annotations

from qualcode.errors import NameRefused, SpeakerNotFound
from qualcode.model.case import Case, CaseView, Person, PersonView, strictest
from qualcode.model.codebook import fold_name
from qualcode.model.coding import Memo
from qualcode.model.document import Document, Speaker, Turn
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message, Value
from qualcode.ops import groups, statements, summaries, verdicts
from qualcode.ops.cases import cases, find_case, find_person, people
from qualcode.ops.documents import by_id
from qualcode.ops.indicator_values import drop_case, hand_over_case
from qualcode.ops.names import pick
from qualcode.store.operation import Operation
from qualcode.store.records import AttributeValueRecord
from qualcode.store.session import Session


def remove_case(session: Session, name: str) -> None:
    """Take a case out with all that is said of it and measured; its people and documents stay without one.

    One undo brings all back. Raises CaseNotFound, Ambiguous.
    """
    with session.operation("case.remove", Message("")) as change:
        case = find_case(session, name)
        change.summary = Message(N_("Case “{name}” removed"), {"name": case.name})
        change.update_many(Document, [each.id for each in session.all(Document, case=case.id)], case=None)
        change.update_many(Person, [each.id for each in session.all(Person, case=case.id)], case=None)
        _remove_what_is_said(session, change, "case", case.id)
        drop_case(session, change, case.id)
        statements.drop_case(session, change, case.id)
        summaries.drop_case(session, change, case.id)
        groups.drop_case(session, change, case.id)
        verdicts.drop_group(session, change, "case", case.id)
        change.delete(Case, [case.id])


def remove_person(session: Session, name: str, *, within: str | None = None) -> None:
    """Take a person out with properties and memos; what they said stays, and its speaker is nobody known.

    `within` names the case to look in. Raises PersonNotFound, CaseNotFound, Ambiguous.
    """
    with session.operation("person.remove", Message("")) as change:
        person = find_person(session, name, within)
        change.summary = Message(N_("Person “{name}” removed"), {"name": person.name})
        change.update_many(Speaker, [each.id for each in session.all(Speaker, person=person.id)], person=None)
        _remove_what_is_said(session, change, "person", person.id)
        change.delete(Person, [person.id])


def join_cases(session: Session, name: str, into: str) -> CaseView:
    """Make one case of two: documents, people, memos and properties of the first go to the case `into`, which stays.

    So do measured values, groups and what is written of it. Where both have a property, or a value for a period, that
    of `into` stays; two texts on the same stand below each other. People of one name in both become one, as with
    `join_people`. Raises CaseNotFound, Ambiguous, NameRefused where both are the same.
    """
    with session.operation("case.join", Message("")) as change:
        case, kept = find_case(session, name), find_case(session, into)
        _check_two(case.id, kept.id, case.name)
        values: dict[str, Value] = {"name": case.name, "into": kept.name}
        change.summary = Message(N_("Case “{name}” joined to “{into}”"), values)
        change.update_many(Document, [each.id for each in session.all(Document, case=case.id)], case=kept.id)
        there = {fold_name(each.name): each for each in session.all(Person, case=kept.id)}
        for person in session.all(Person, case=case.id):
            twin = there.get(fold_name(person.name))
            if twin is not None:
                _join_person(session, change, person, twin)
            else:
                change.update(Person, person.id, case=kept.id)
        _hand_over(session, change, "case", case.id, kept.id)
        hand_over_case(session, change, case.id, kept.id)
        statements.hand_over_case(session, change, case.id, kept.id)
        summaries.hand_over_case(session, change, case.id, kept.id)
        groups.hand_over_case(session, change, case.id, kept.id)
        verdicts.hand_over_group(session, change, "case", case.id, kept.id)
        change.delete(Case, [case.id])
    return next(view for view in cases(session) if view.name == kept.name)


def join_people(session: Session, name: str, into: str) -> PersonView:
    """Make one person of two: speakers, memos and properties of the first go to the person `into`, who stays.

    Where both have a property, that of `into` stays; of two consents the stricter holds for all they said. Either may
    be given by id, where several have a name. Raises PersonNotFound, Ambiguous, NameRefused where both are the same.
    """
    with session.operation("person.join", Message("")) as change:
        person, kept = find_person(session, name), find_person(session, into)
        _check_two(person.id, kept.id, person.name)
        values: dict[str, Value] = {"name": person.name, "into": kept.name}
        change.summary = Message(N_("Person “{name}” joined to “{into}”"), values)
        _join_person(session, change, person, kept)
    return _view(session, kept)


def give_speaker(session: Session, name: str, document: str, speaker: str) -> PersonView:
    """Say that a speaker of a document (an id) is this person, who need not belong to the document's case.

    Without a label (`speaker` is empty), in a document that names nobody, all of it is theirs. Raises PersonNotFound,
    DocumentNotFound, SpeakerNotFound, Ambiguous.
    """
    record = by_id(session, document)
    with session.operation("speakers.map", Message(""), document=document) as change:
        person = find_person(session, name)
        everyone = session.all(Speaker, document=document)
        if not speaker and not everyone:
            everyone = [Speaker(new_id(), document, "", None, False)]
            change.insert(*everyone)
            turns = [turn.id for turn in session.all(Turn, revision=record.revision)]
            change.update_many(Turn, turns, speaker=everyone[0].id)
        exact = [each for each in everyone if each.name == speaker]
        missing = SpeakerNotFound(name=speaker)
        found = exact[0] if exact else pick(speaker, everyone, lambda each: each.name, missing)
        values: dict[str, Value] = {"speaker": found.name or "–", "title": record.title, "person": person.name}
        change.summary = Message(N_("Speaker “{speaker}” in “{title}” is {person}"), values)
        change.update(Speaker, found.id, person=person.id, interviewer=False)
    return _view(session, person)


def _view(session: Session, person: Person) -> PersonView:
    home = next((case.name for case in session.all(Case) if case.id == person.case), None)
    return next(view for view in people(session) if (view.name, view.case) == (person.name, home))


def _check_two(first: str, second: str, name: str) -> None:
    if first == second:
        raise NameRefused(name=name, reason=Message(N_("it is the same one")))


def _join_person(session: Session, change: Operation, person: Person, kept: Person) -> None:
    change.update_many(Speaker, [each.id for each in session.all(Speaker, person=person.id)], person=kept.id)
    change.update(Person, kept.id, consent=strictest((person.consent, kept.consent)))
    _hand_over(session, change, "person", person.id, kept.id)
    change.delete(Person, [person.id])


def _hand_over(session: Session, change: Operation, about: str, owner: str, kept: str) -> None:
    """Memos go to the other one, and the properties that it has not."""
    change.update_many(Memo, [memo.id for memo in session.all(Memo, about_kind=about, about=owner)], about=kept)
    there = {value.attribute for value in session.all(AttributeValueRecord, owner=kept)}
    own = session.all(AttributeValueRecord, owner=owner)
    change.update_many(AttributeValueRecord, [each.id for each in own if each.attribute not in there], owner=kept)
    change.delete(AttributeValueRecord, [each.id for each in own if each.attribute in there])


def _remove_what_is_said(session: Session, change: Operation, about: str, owner: str) -> None:
    change.delete(AttributeValueRecord, [value.id for value in session.all(AttributeValueRecord, owner=owner)])
    change.delete(Memo, [memo.id for memo in session.all(Memo, about_kind=about, about=owner)])

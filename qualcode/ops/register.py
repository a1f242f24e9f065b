"""The cases and people of a project with all that hangs on them, read at one moment."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.case import AttributeValue, Case, Person
from qualcode.model.codebook import name_order
from qualcode.model.coding import Memo
from qualcode.model.document import Document, Speaker
from qualcode.model.register import CaseSheet, DocumentSheet, PersonSheet, Register, SpeakingSheet
from qualcode.ops.attributes import attributes
from qualcode.ops.cases import attribute_values
from qualcode.store import read
from qualcode.store.session import Session

Spans = Sequence[tuple[int, int]]


def register(session: Session) -> Register:
    """Everything about cases and people; one statement a part, however many there are."""
    with session.snapshot():
        documents = session.all(Document, order=["number"])
        codings = _codings(session)
        memos = Counter(memo.about for memo in session.all(Memo, about_kind=["case", "person"]))
        people = sorted(session.all(Person), key=lambda each: name_order(each.name))
        cases = sorted(session.all(Case), key=lambda each: name_order(each.name))
        return Register(
            cases=tuple(_cases(session, cases, people, documents, codings, memos)),
            people=tuple(_people(session, cases, people, documents, codings, memos)),
            case_attributes=tuple(attributes(session, "case")),
            person_attributes=tuple(attributes(session, "person")),
        )


def _codings(session: Session) -> dict[str, list[tuple[int, int]]]:
    """By document id: where everybody's codings lie that are not adrift, by their beginnings."""
    found: dict[str, list[tuple[int, int]]] = {}
    columns = read.columns(session, "coding", "document", "start", "end", "adrift")
    for document, start, end, adrift in zip(*columns, strict=True):
        if not adrift:
            found.setdefault(document, []).append((start, end))
    for spans in found.values():
        spans.sort()
    return found


def _cases(
    session: Session,
    cases: Sequence[Case],
    people: Sequence[Person],
    documents: Sequence[Document],
    codings: Mapping[str, Spans],
    memos: Mapping[str, int],
) -> list[CaseSheet]:
    values: Mapping[str, Mapping[str, AttributeValue]] = attribute_values(session, "case")
    members: dict[str, list[str]] = {}
    for person in people:
        members.setdefault(person.case or "", []).append(person.id)
    own: dict[str, list[DocumentSheet]] = {}
    for each in documents:
        sheet = DocumentSheet(each.id, each.number, each.title, each.kind, len(codings.get(each.id, ())))
        own.setdefault(each.case or "", []).append(sheet)
    return [
        CaseSheet(
            id=case.id,
            name=case.name,
            kind=case.kind,
            attributes=values.get(case.id, {}),
            documents=tuple(own.get(case.id, ())),
            people=tuple(members.get(case.id, ())),
            codings=sum(sheet.codings for sheet in own.get(case.id, ())),
            memos=memos.get(case.id, 0),
        )
        for case in cases
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """What speakers say in the documents as they now are: by speaker id, the turns' spans in their order."""

    turns: Mapping[str, Spans]

    @classmethod
    def of(cls, session: Session, documents: Sequence[Document]) -> _Said:
        current = {document.revision for document in documents}
        turns: dict[str, list[tuple[int, int]]] = {}
        columns = read.columns(session, "turn", "revision", "speaker", "start", "end")
        for revision, speaker, start, end in zip(*columns, strict=True):
            if speaker is not None and revision in current:
                turns.setdefault(speaker, []).append((start, end))
        for spans in turns.values():
            spans.sort()
        return cls(turns)


def _people(
    session: Session,
    cases: Sequence[Case],
    people: Sequence[Person],
    documents: Sequence[Document],
    codings: Mapping[str, Spans],
    memos: Mapping[str, int],
) -> list[PersonSheet]:
    values: Mapping[str, Mapping[str, AttributeValue]] = attribute_values(session, "person")
    names = {case.id: case.name for case in cases}
    by_id = {document.id: document for document in documents}
    said = _Said.of(session, documents)
    speaking: dict[str, list[SpeakingSheet]] = {}
    for speaker in session.all(Speaker):
        if speaker.person is not None and speaker.document in by_id:
            turns, places = said.turns.get(speaker.id, ()), codings.get(speaker.document, ())
            sheet = _speaking(speaker, by_id[speaker.document], turns, places)
            speaking.setdefault(speaker.person, []).append(sheet)
    return [
        PersonSheet(
            id=person.id,
            name=person.name,
            case=person.case,
            case_name=names.get(person.case or ""),
            consent=person.consent,
            attributes=values.get(person.id, {}),
            speaking=tuple(sorted(speaking.get(person.id, ()), key=lambda sheet: sheet.number)),
            codings=sum(sheet.codings for sheet in speaking.get(person.id, ())),
            memos=memos.get(person.id, 0),
        )
        for person in people
    ]


def _speaking(speaker: Speaker, document: Document, turns: Spans, codings: Spans) -> SpeakingSheet:
    first = turns[0] if turns else (None, None)
    return SpeakingSheet(
        document=document.id,
        number=document.number,
        title=document.title,
        label=speaker.name,
        turns=len(turns),
        codings=touching(turns, codings),
        start=first[0],
        end=first[1],
    )


def touching(turns: Spans, codings: Spans) -> int:
    """How many codings share a character with some turn; turns are in order and do not overlap."""
    ends = [end for _, end in turns]
    count = 0
    for start, end in codings:
        # The first turn that ends after the coding begins: it is touched, or none is.
        place = bisect_left(ends, start + 1)
        count += place < len(turns) and turns[place][0] < end
    return count

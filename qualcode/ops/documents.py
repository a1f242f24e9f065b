"""Documents: imported, listed, read; their turns and speakers; which coder has finished which."""

from __future__ import annotations

import bisect
import dataclasses
import hashlib
from collections.abc import Sequence
from pathlib import Path

from qualcode.errors import CaseNotFound, DocumentNotFound, SpeakerNotFound
from qualcode.model.case import Case, Person
from qualcode.model.coding import Coding, Memo
from qualcode.model.document import (
    KINDS,
    Document,
    DocumentView,
    ImportedDocument,
    Revision,
    Speaker,
    SpeakerView,
    Turn,
    TurnView,
)
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.project import LANGUAGES
from qualcode.model.said import words_said
from qualcode.model.suggestion import Decision
from qualcode.model.text import word_spans
from qualcode.model.together import Assignment, Settlement
from qualcode.ops import blinding, translations
from qualcode.ops.cases import find_or_make_case, find_or_make_person
from qualcode.ops.names import clean, one_of, pick, unused, visible
from qualcode.ops.projects import project
from qualcode.store import journal, read
from qualcode.store.clock import now
from qualcode.store.operation import Operation
from qualcode.store.records import DoneRecord
from qualcode.store.session import Session

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".docx")
"""The endings of files that are transcripts."""
ALREADY = N_("“{source}” was imported before, as document {number}; it was not imported again.")


def preview(path: Path, *, encoding: str | None = None) -> ImportedDocument:
    """What an import of this file would find; nothing is stored."""
    return _read(path, encoding)


def import_file(
    session: Session,
    path: Path,
    *,
    kind: str | None = None,
    case: str | None = None,
    person: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    title: str | None = None,
    large: bool = False,
) -> DocumentView:
    """Bring a transcript into the project, whole or not at all.

    `case` and `person` are found or made by exact name; the person is the main narrator: the speaker who says most
    and is not the interviewer. `large` lifts the limit of 20 MB of text. The same bytes are not imported twice: the
    document there is comes back, with a warning. Raises the FileRefused family and ValueRefused.
    """
    kind = one_of(kind or "interview", KINDS, "kind")
    if language is not None:
        one_of(language, LANGUAGES, "language")
    return store_imported(
        session,
        _read(path, encoding, large),
        kind=kind,
        case=case,
        person=person,
        language=language,
        title=title,
    )


def _read(path: Path, encoding: str | None, large: bool = False) -> ImportedDocument:
    # The readers take a tenth of a second to load, and most commands read no file.
    from qualcode.importers import registry

    return registry.read(path, encoding=encoding, large=large)


def store_imported(
    session: Session,
    imported: ImportedDocument,
    *,
    kind: str,
    case: str | None = None,
    person: str | None = None,
    language: str | None = None,
    title: str | None = None,
) -> DocumentView:
    """Keep what a reader made of a file; see `import_file`."""
    source = visible(imported.source) or "–"
    summary = Message(N_("Imported “{source}”"), {"source": source})
    with session.operation("document.import", summary) as change:
        existing = session.all(Document, sha256=imported.sha256)
        if not existing:
            document_id = change.document = new_id()
            case_id = find_or_make_case(session, change, case).id if case else None
            person_id = find_or_make_person(session, change, person, case_id).id if person else None
            sha256 = hashlib.sha256(imported.text.encode()).hexdigest()
            change.add_text(sha256, imported.text)
            revision = Revision(new_id(), document_id, 1, sha256, change.at)
            document = Document(
                id=document_id,
                number=_next_number(session),
                title=clean(title) if title else visible(imported.title) or source,
                kind=kind,
                language=language or imported.language or project(session).language,
                case=case_id,
                source=source,
                format=imported.format,
                encoding=imported.encoding,
                sha256=imported.sha256,
                revision=revision.id,
                text_sha256=sha256,
                characters=len(imported.text),
                words=words_said(imported.text, imported.turns),
                notices=imported.warnings,
                created=change.at,
            )
            change.insert(document, revision)
            _store_turns(change, imported, document_id, revision.id, person_id)
    if existing:
        already = Message(ALREADY, {"source": source, "number": existing[0].number})
        return dataclasses.replace(view(session, existing[0].id), warnings=(already,))
    return view(session, document_id)


def _next_number(session: Session) -> int:
    """A number that no other document has, nor one that was removed and may come back."""
    return max(read.last_document_number(session), journal.standing(session, "document.import")) + 1


def _store_turns(
    change: Operation, imported: ImportedDocument, document: str, revision: str, person: str | None
) -> None:
    spoken: dict[str, int] = {}
    for turn in imported.turns:
        if turn.speaker is not None:
            spoken[turn.speaker] = spoken.get(turn.speaker, 0) + turn.end - turn.start
    narrators = [speaker.name for speaker in imported.speakers if not speaker.interviewer]
    main = max(narrators, key=lambda name: spoken.get(name, 0), default=None)
    speakers = {
        speaker.name: Speaker(
            new_id(), document, speaker.name, person if speaker.name == main else None, speaker.interviewer
        )
        for speaker in imported.speakers
    }
    if person is not None and main is None and not imported.speakers:
        # A story told without labels: all of it is the named person's.
        speakers[""] = Speaker(new_id(), document, "", person, False)
    if speakers:
        change.insert(*speakers.values())
    turns = [
        Turn(
            id=new_id(),
            revision=revision,
            index=index,
            start=turn.start,
            end=turn.end,
            label_start=turn.label_start,
            speaker=speakers[turn.speaker or ""].id if (turn.speaker or "") in speakers else None,
            time=turn.time,
            end_time=turn.end_time,
        )
        for index, turn in enumerate(imported.turns)
    ]
    if turns:
        change.insert(*turns)


def documents(session: Session) -> list[Document]:
    """The documents, by number."""
    return session.all(Document, order=["number"])


def listing(session: Session) -> list[DocumentView]:
    """Every document with its names, by number."""
    return _views(session, documents(session))


def view(session: Session, document: str) -> DocumentView:
    """The document with this id, with its names. Raises DocumentNotFound."""
    return _views(session, [by_id(session, document)])[0]


def _views(session: Session, records: Sequence[Document]) -> list[DocumentView]:
    # One document among thousands does not need the counts of all the others.
    document_id, revision = (records[0].id, records[0].revision) if len(records) == 1 else (None, None)
    turns = read.turns_by_revision(session, revision)
    codings = read.codings_by_document(session, document_id)
    names = read.speaker_names(session, document_id)
    finished, blind = read.finished_by(session), blinding.held(session)
    cases = {case.id: case.name for case in session.all(Case)}
    return [
        DocumentView(
            number=document.number,
            id=document.id,
            title=document.title,
            kind=document.kind,
            language=document.language,
            characters=document.characters,
            words=document.words,
            turns=turns.get(document.revision, 0),
            speakers=tuple(names.get(document.id, ())),
            case=cases.get(document.case or ""),
            sha256=document.sha256,
            text_sha256=document.text_sha256,
            source=document.source,
            warnings=document.notices,
            codings=codings.get(document.id, 0),
            format=document.format,
            encoding=document.encoding,
            done=tuple(finished.get(document.id, ())),
            blind=blind.get(document.id, ()),
        )
        for document in records
    ]


def find(session: Session, reference: str) -> Document:
    """The document a person means: its number, id, title, or a unique beginning of id or title.

    Raises DocumentNotFound, Ambiguous.
    """
    everything = documents(session)
    number = int(reference) if reference.isdecimal() and len(reference) < 6 else None
    numbered = [document for document in everything if document.number == number]
    if numbered:
        return numbered[0]
    missing = DocumentNotFound(name=reference)
    if number is not None:  # whoever asks for document 4 of three does not mean the one whose id begins with a 4
        return pick(reference, everything, lambda document: document.title, missing)
    return pick(reference, everything, lambda document: document.title, missing, lambda document: document.id)


def by_id(session: Session, document: str) -> Document:
    """The document with this id. Raises DocumentNotFound."""
    found = session.all(Document, id=document)
    if not found:
        raise DocumentNotFound(name=document)
    return found[0]


def text(session: Session, document: str) -> str:
    """The canonical text of the document with this id."""
    return read.text(session, by_id(session, document).text_sha256)


def turns(session: Session, document: str) -> list[TurnView]:
    """The turns of the document with this id, in order; times in seconds."""
    speakers = {speaker.id: speaker for speaker in _speakers(session, document)}
    people = {person.id: person.name for person in session.all(Person)}
    views = []
    for turn in _turns(session, by_id(session, document).revision):
        speaker = speakers.get(turn.speaker or "")
        views.append(
            TurnView(
                index=turn.index,
                start=turn.start,
                end=turn.end,
                label_start=turn.label_start,
                speaker=speaker.name or None if speaker else None,
                person=people.get(speaker.person or "") if speaker else None,
                interviewer=speaker.interviewer if speaker else False,
                time=turn.time,
                end_time=turn.end_time,
            )
        )
    return views


def _turns(session: Session, revision: str) -> list[Turn]:
    return session.all(Turn, revision=revision, order=["index"])


def _speakers(session: Session, document: str) -> list[Speaker]:
    return session.all(Speaker, document=document)


def speakers(session: Session, document: str) -> list[SpeakerView]:
    """Who speaks in the document with this id, in order of first appearance, with turns and words said."""
    content = text(session, document)
    starts = [span.start for span in word_spans(content)]
    people = {person.id: person.name for person in session.all(Person)}
    everyone = {speaker.id: speaker for speaker in _speakers(session, document)}
    size: dict[str, list[int]] = {}
    for turn in _turns(session, by_id(session, document).revision):
        if turn.speaker in everyone:
            counts = size.setdefault(turn.speaker or "", [0, 0])
            counts[0] += 1
            counts[1] += bisect.bisect_left(starts, turn.end) - bisect.bisect_left(starts, turn.start)
    ordered = [*size, *(each for each in everyone if each not in size)]
    return [
        SpeakerView(
            speaker=everyone[each].name,
            turns=size.get(each, [0, 0])[0],
            words=size.get(each, [0, 0])[1],
            person=people.get(everyone[each].person or ""),
            interviewer=everyone[each].interviewer,
        )
        for each in ordered
    ]


def _speaker(session: Session, document: str, name: str) -> Speaker:
    found = [speaker for speaker in _speakers(session, document) if speaker.name == name]
    return (
        found[0]
        if found
        else pick(name, _speakers(session, document), lambda speaker: speaker.name, SpeakerNotFound(name=name))
    )


def rename_speaker(session: Session, document: str, old: str, new: str) -> list[SpeakerView]:
    """Give a speaker another label; where the new label exists already, the two become one.

    Raises SpeakerNotFound, NameRefused.
    """
    title = by_id(session, document).title
    summary = Message(N_("Speaker “{old}” is now “{new}” in “{title}”"), {"old": old, "new": new, "title": title})
    with session.operation("speakers.rename", summary, document=document) as change:
        speaker = _speaker(session, document, old)
        twin = next((s for s in _speakers(session, document) if s.name == new.strip() and s.id != speaker.id), None)
        if twin is None:
            others = [other.name for other in _speakers(session, document) if other.id != speaker.id]
            change.update(Speaker, speaker.id, name=unused(new, others))
        else:
            said = [turn.id for turn in session.all(Turn, speaker=speaker.id)]
            change.update_many(Turn, said, speaker=twin.id)
            if twin.person is None and not twin.interviewer:
                change.update(Speaker, twin.id, person=speaker.person)
            change.delete(Speaker, [speaker.id])
    return speakers(session, document)


def map_speaker(
    session: Session, document: str, speaker: str, *, person: str | None = None, interviewer: bool | None = None
) -> list[SpeakerView]:
    """Say who a speaker is: a person (found by name, or made within the document's case), or the interviewer.

    An empty `person` means nobody who is known. Raises SpeakerNotFound, NameRefused.
    """
    record = by_id(session, document)
    values = {"speaker": speaker, "title": record.title, "person": (person or "").strip() or "–"}
    summary = (
        Message(N_("Speaker “{speaker}” in “{title}” is {person}"), values)
        if person is not None
        else Message(N_("Speaker “{speaker}” in “{title}”: interviewer or not"), values)
    )
    with session.operation("speakers.map", summary, document=document) as change:
        target = _speaker(session, document, speaker)
        if person is not None:
            someone = find_or_make_person(session, change, person, record.case) if person.strip() else None
            change.update(Speaker, target.id, person=someone.id if someone else None, interviewer=False)
        if interviewer is not None:
            cleared = {"person": None} if interviewer else {}
            change.update(Speaker, target.id, interviewer=interviewer, **cleared)
    return speakers(session, document)


def mark_done(session: Session, document: str, done: bool = True) -> DocumentView:
    """Say, or take back, that the session's coder has finished the document."""
    record = by_id(session, document)
    said = N_("Finished “{title}”") if done else N_("“{title}” is not finished after all")
    with session.operation("document.done", Message(said, {"title": record.title}), document=document) as change:
        marks = session.all(DoneRecord, document=document, coder=change.coder.id)
        if done and not marks:
            change.insert(DoneRecord(new_id(), document, change.coder.id, now()))
        if not done and marks:
            change.delete(DoneRecord, [mark.id for mark in marks])
    return view(session, document)


def set_case(session: Session, document: str, case: str | None) -> DocumentView:
    """Say which case the document belongs to; None for no case. Raises CaseNotFound."""
    record = by_id(session, document)
    summary = Message(N_("“{title}” belongs to “{case}”"), {"title": record.title, "case": case or "–"})
    with session.operation("document.case", summary, document=document) as change:
        found = next((each for each in session.all(Case) if each.name == case), None)
        if case is not None and found is None:
            raise CaseNotFound(name=case)
        change.update(Document, document, case=found.id if found else None)
    return view(session, document)


def remove(session: Session, document: str) -> None:
    """Take a document out with everything on it; one undo brings all back."""
    record = by_id(session, document)
    with session.operation(
        "document.remove", Message(N_("Removed “{title}”"), {"title": record.title}), document=document
    ) as change:
        revisions = [revision.id for revision in session.all(Revision, document=document)]
        codings = [coding.id for coding in session.all(Coding, document=document)]
        change.delete(Turn, [turn.id for turn in session.all(Turn, revision=revisions)])
        change.delete(Memo, [memo.id for memo in session.all(Memo, about=[*codings, document])])
        translations.drop(session, change, codings)
        change.delete(Coding, codings)
        change.delete(Speaker, [speaker.id for speaker in session.all(Speaker, document=document)])
        change.delete(DoneRecord, [mark.id for mark in session.all(DoneRecord, document=document)])
        change.delete(Decision, [decision.id for decision in session.all(Decision, document=document)])
        change.delete(Assignment, [each.id for each in session.all(Assignment, document=document)])
        change.delete(Settlement, [each.id for each in session.all(Settlement, document=document)])
        change.delete(Revision, revisions)
        change.delete(Document, [document])

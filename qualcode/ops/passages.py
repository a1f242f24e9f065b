"""Coded passages as reports show them: one for each stretch and code, whoever coded it, with who speaks in it."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.model.case import Person, strictest
from qualcode.model.codebook import CodeTree
from qualcode.model.codebook_reading import Reading
from qualcode.model.coding import Coding, CodingView
from qualcode.model.document import Document, Speaker, Turn
from qualcode.model.said import only_said
from qualcode.ops import codebooks, codings
from qualcode.store.session import Session


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a turn: `person` where it is somebody we know; `key` is the same for the same narrator."""

    key: str
    label: str
    person: Person | None
    interviewer: bool

    @property
    def consent(self) -> str:
        """What may be shown of these words."""
        return self.person.consent if self.person is not None else "quote"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document with one code, and the codings that put it there, a coder each, by name.

    `turns` are those it touches with who says them; `also` the ids of other codes that overlap it.
    """

    document: Document
    start: int
    end: int
    quote: str
    code: str
    codings: tuple[CodingView, ...]
    turns: tuple[tuple[Turn, Voice], ...]
    also: tuple[str, ...]

    @property
    def place(self) -> tuple[str, int, int]:
        """The stretch, whatever its code."""
        return (self.document.id, self.start, self.end)

    @property
    def narrators(self) -> dict[str, Voice]:
        """The narrators who say some of it, by key, in their order; interviewers are none."""
        return {voice.key: voice for _, voice in self.turns if not voice.interviewer}

    @property
    def consent(self) -> str:
        """The strictest consent of its narrators."""
        return strictest(voice.consent for voice in self.narrators.values())


def passages(session: Session, ids: Iterable[str], reading: Reading | None = None) -> list[Passage]:
    """The passages of these codings, by document number, start, end and code's order.

    With a `reading` they have the codes of another codebook; codings without one there are left out.
    """
    wanted = set(ids)
    everything = session.all(Coding, adrift=False)
    if reading is not None:
        everything = [coding for coding in everything if coding.code in reading.ids]
    chosen = [coding for coding in everything if coding.id in wanted]
    views = codings.views(session, chosen)
    tree = codebooks.tree(session)
    if reading is not None:
        tree = CodeTree(reading.codebook.codes)
        everything = [replace(coding, code=reading.ids[coding.code]) for coding in everything]
        views = [replace(view, code=reading.keys[view.code]) for view in views]
    order = {code.id: place for place, (_, code) in enumerate(tree.walk())}
    documents = {document.id: document for document in session.all(Document)}
    speech = Speech(session)
    others = _overlapping(everything, {coding.document for coding in chosen}, order)
    joined: dict[tuple[int, int, int, int], list[CodingView]] = {}
    for view in views:
        code = tree.by_key(view.code)
        if code is not None:
            place = (documents[view.document].number, view.start, view.end, order[code.id])
            joined.setdefault(place, []).append(view)
    found = []
    ordered = [code for _, code in tree.walk()]
    for (_, start, end, code_place), views in sorted(joined.items(), key=lambda item: item[0]):
        document = documents[views[0].document]
        code_id = ordered[code_place].id
        found.append(
            Passage(
                document=document,
                start=start,
                end=end,
                quote=views[0].quote,
                code=code_id,
                codings=tuple(sorted(views, key=lambda view: view.coder)),
                turns=tuple(speech.of(document, start, end)),
                also=tuple(each for each in others[document.id, start, end] if each != code_id),
            )
        )
    return found


def spoken(session: Session, views: Sequence[CodingView]) -> list[CodingView]:
    """Codings whose quote is only what was said: a dash stands where labels and times of further turns stood."""
    texts = {each.id: each for each in session.all(Document, id=list({view.document for view in views}))}
    turns: dict[str, list[Turn]] = {}
    for turn in session.all(Turn, revision=[each.revision for each in texts.values()], order=["start"]):
        turns.setdefault(turn.revision, []).append(turn)
    return [
        view
        if view.adrift
        else replace(view, quote=only_said(view.quote, view.span, turns.get(texts[view.document].revision, ())))
        for view in views
    ]


def _overlapping(
    everything: Sequence[Coding], documents: set[str], order: Mapping[str, int]
) -> dict[tuple[str, int, int], list[str]]:
    """For every coded stretch, the codes of all codings that share a character with it, in the codebook's order."""
    by_document: dict[str, dict[tuple[int, int], set[str]]] = {}
    for coding in everything:
        if coding.document in documents:
            spans = by_document.setdefault(coding.document, {})
            spans.setdefault((coding.start, coding.end), set()).add(coding.code)
    found = {}
    for document, spans in by_document.items():
        places = sorted(spans)
        touching = {place: set(spans[place]) for place in places}
        for i, (start, end) in enumerate(places):
            # Sorted by start: what overlaps and comes later begins before this one ends.
            for other in places[i + 1 : bisect.bisect_left(places, (end, 0))]:
                touching[start, end] |= spans[other]
                touching[other] |= spans[start, end]
        for (start, end), codes in touching.items():
            found[document, start, end] = sorted(codes, key=order.__getitem__)
    return found


class Speech:
    """Who says what in every document, or in some."""

    def __init__(self, session: Session, documents: Iterable[Document] | None = None) -> None:
        self.people = {person.id: person for person in session.all(Person)}
        self.speakers = session.all(Speaker)
        self._speakers = {speaker.id: speaker for speaker in self.speakers}
        self._turns: dict[str, list[Turn]] = {}
        present = {} if documents is None else {"revision": [document.revision for document in documents]}
        for turn in session.all(Turn, order=["start"], **present):
            self._turns.setdefault(turn.revision, []).append(turn)

    def of(self, document: Document, start: int, end: int) -> list[tuple[Turn, Voice]]:
        """The turns of the document's present text that share a character with the stretch."""
        turns = self._turns.get(document.revision, [])
        first = bisect.bisect_right(turns, start, key=lambda turn: turn.end)
        last = bisect.bisect_left(turns, end, key=lambda turn: turn.start)
        return [(turn, self.voice(document, turn)) for turn in turns[first:last] if turn.start < turn.end]

    def narrators(self, document: Document) -> list[Voice]:
        """Everybody who narrates in the document, once."""
        voices = (self.voice(document, turn) for turn in self._turns.get(document.revision, []))
        return list({voice.key: voice for voice in voices if not voice.interviewer}.values())

    def voice(self, document: Document, turn: Turn) -> Voice:
        """Who says the turn. Without any speaker a document has one narrator, unless it is a field note."""
        speaker = self._speakers.get(turn.speaker or "")
        if speaker is None:
            return Voice(document.id, "", None, interviewer=document.kind == "field-note")
        person = self.people.get(speaker.person or "")
        return Voice(person.id if person else speaker.id, speaker.name, person, speaker.interviewer)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of something; each is a number of distinct things."""

    passages: int
    documents: int
    cases: int
    people: int


def counts(found: Iterable[Passage]) -> Counts:
    """Passages (a stretch once, whatever its codes), documents, cases, and narrators who say some of it."""
    places: set[tuple[str, int, int]] = set()
    documents: set[str] = set()
    cases: set[str | None] = set()
    people: set[str] = set()
    for passage in found:
        places.add(passage.place)
        documents.add(passage.document.id)
        cases.add(passage.document.case)
        people.update(passage.narrators)
    return Counts(len(places), len(documents), len(cases - {None}), len(people))


def below(tree: CodeTree, code: str) -> set[str]:
    """The ids of a code and all codes under it."""
    return {each.id for each in tree.branch(tree.by_id(code))}

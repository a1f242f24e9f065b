"""Coded passages one by one, with all that one may choose them by, to be looked through and worked on.

What one chooses by are pairs of a name and a value. Names are `code` (a passage has its code and all above it), `case`,
`person`, `speaker` (as labelled), `document` (an id), `kind`, `language`, `coder`, `effect`, `origin`, `memo`, and
`facet:…`, `case:…` and `person:…` for facets and attributes. The value `""` stands for what is absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.query_fold import fold
from qualcode.model.case import AttributeValue, Case, Person
from qualcode.model.coding import Coding, CodingView
from qualcode.model.document import Document
from qualcode.ops import cases, codebooks, codings
from qualcode.ops.passages import Speech, Voice
from qualcode.store.session import Session

Tag = tuple[str, str]
Filters = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Coded:
    """A coding with its document's `number`, who says it under their names, the first turn (from 0), and its tags.

    `narrators` are what people are counted by; `place` orders passages by document, beginning and end.
    """

    coding: CodingView
    number: int
    title: str
    case: str
    names: tuple[str, ...]
    narrators: tuple[str, ...]
    turn: int | None
    tags: frozenset[Tag]

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it stands."""
        return (self.number, self.coding.start, self.coding.end)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is; each is a number of distinct things, `passages` of stretches whatever their codes."""

    codings: int
    passages: int
    people: int
    documents: int


@dataclass(frozen=True, slots=True)
class _Said:
    """What a voice brings: its name and its tags."""

    name: str
    tags: frozenset[Tag]


def listing(session: Session) -> list[Coded]:
    """Every coding that stands in the present texts, by document, place, code and coder."""
    return _Reader(session).all()


def renewed(session: Session, found: Sequence[Coded], ids: Collection[str]) -> list[Coded] | None:
    """`found` after nothing but effect, facets or memos of these codings were changed: only they are read again.

    None where more than that was changed, so that all has to be read again. O(found).
    """
    views = {view.id: view for view in codings.views(session, session.all(Coding, id=list(ids), adrift=False))}
    facets = [facet.name for facet in codebooks.book(session).facets]
    if len(views) != len(ids):
        return None
    made: list[Coded] = []
    for each in found:
        view = views.get(each.coding.id)
        if view is None:
            made.append(each)
        elif (view.span, view.code, view.document) != (each.coding.span, each.coding.code, each.coding.document):
            return None
        else:
            tags = each.tags.difference(_own(each.coding, facets)).union(_own(view, facets))
            made.append(replace(each, coding=view, tags=tags))
    return made


def select(found: Iterable[Coded], filters: Filters, text: str = "") -> list[Coded]:
    """Those that have, of every name, one of the values wanted, and `text` in their words or their memo.

    Case and accents do not matter.
    """
    wanted = [frozenset((name, value) for value in values) for name, values in filters.items() if values]
    kept = [each for each in found if all(not each.tags.isdisjoint(tags) for tags in wanted)]
    if not text.strip():
        return kept
    folded = " ".join(fold(text).split())
    return [each for each in kept if _holds(each.coding.quote, folded) or _holds(each.coding.memo or "", folded)]


def sizes(found: Iterable[Coded]) -> Sizes:
    """How much that is."""
    codings, places, people, numbers = 0, set(), set[str](), set[int]()
    for each in found:
        codings += 1
        places.add(each.place)
        people.update(each.narrators)
        numbers.add(each.number)
    return Sizes(codings, len(places), len(people), len(numbers))


def tally(found: Iterable[Coded]) -> Counter[Tag]:
    """How many codings have each tag."""
    counted: Counter[Tag] = Counter()
    for each in found:
        counted.update(each.tags)
    return counted


def _holds(words: str, folded: str) -> bool:
    return folded in " ".join(fold(words).split())


class _Reader:
    """Reads every coding with what belongs to its document, its code and its speakers; each of these once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents = {each.id: each for each in session.all(Document)}
        self._cases = {each.id: each.name for each in session.all(Case)}
        self._attributes = {each.name: _tags("case", each.attributes) for each in cases.cases(session)}
        self._people = {(each.case, each.name): _tags("person", each.attributes) for each in cases.people(session)}
        self._case_names = {name for tags in self._attributes.values() for name in tags}
        self._person_names = {name for tags in self._people.values() for name in tags}
        tree = codebooks.tree(session)
        self._order = {code.key: place for place, (_, code) in enumerate(tree.walk())}
        self._codes = {
            code.key: frozenset(("code", each.key) for each in [code, *tree.ancestors(code)]) for code in tree.codes
        }
        self._facets = [facet.name for facet in codebooks.book(session).facets]
        self._speech = Speech(session)
        self._of_documents: dict[str, frozenset[Tag]] = {}
        self._of_voices: dict[str, _Said] = {}

    def all(self) -> list[Coded]:
        found = [self._coded(view) for view in codings.views(self._session, self._session.all(Coding, adrift=False))]
        found.sort(key=lambda each: (each.place, self._order.get(each.coding.code, 0), each.coding.coder))
        return found

    def _coded(self, view: CodingView) -> Coded:
        document = self._documents[view.document]
        turns = self._speech.of(document, view.start, view.end)
        voices = {voice.key: voice for _, voice in turns if not voice.interviewer}
        asked = list(voices.values()) or [voice for _, voice in turns[:1]]
        said = [self._said(voice) for voice in asked]
        tags = self._codes.get(view.code, frozenset()).union(
            self._document(document), *(each.tags for each in said), _own(view, self._facets)
        )
        if not said:
            tags |= {("person", ""), ("speaker", ""), *((name, "") for name in self._person_names)}
        return Coded(
            coding=view,
            number=document.number,
            title=document.title,
            case=self._cases.get(document.case or "", ""),
            names=tuple(dict.fromkeys(each.name for each in said if each.name)),
            narrators=tuple(voices),
            turn=turns[0][0].index if turns else None,
            tags=tags,
        )

    def _document(self, document: Document) -> frozenset[Tag]:
        if document.id not in self._of_documents:
            case = self._cases.get(document.case or "", "")
            tags = {
                ("document", document.id),
                ("kind", document.kind),
                ("language", document.language),
                ("case", case),
                *_completed(self._attributes.get(case, {}), self._case_names),
            }
            self._of_documents[document.id] = frozenset(tags)
        return self._of_documents[document.id]

    def _said(self, voice: Voice) -> _Said:
        if voice.key not in self._of_voices:
            person: Person | None = voice.person
            case = self._cases.get(person.case or "") if person else None
            told = self._people.get((case, person.name), {}) if person else {}
            name = person.name if person else ""
            tags = {("person", name), ("speaker", voice.label), *_completed(told, self._person_names)}
            self._of_voices[voice.key] = _Said(name or voice.label, frozenset(tags))
        return self._of_voices[voice.key]


def _own(view: CodingView, facets: Sequence[str]) -> list[Tag]:
    """What the coding itself says."""
    tags = [
        ("coder", view.coder),
        ("effect", view.effect or ""),
        ("origin", view.origin),
        ("memo", "yes" if view.memo else ""),
    ]
    return tags + [(f"facet:{name}", view.facets.get(name, "")) for name in facets]


def _tags(about: str, attributes: Mapping[str, AttributeValue]) -> dict[str, str]:
    return {f"{about}:{name}": _worded(value) for name, value in attributes.items()}


def _completed(told: Mapping[str, str], names: Iterable[str]) -> Sequence[Tag]:
    """A tag for each name, also for those of which nothing is told."""
    return [(name, told.get(name, "")) for name in names]


def _worded(value: AttributeValue) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)

"""Tables over the whole project."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qualcode.analysis.matrix import matrix as cross
from qualcode.analysis.selection import Selection, Wanted, select
from qualcode.analysis.table import (
    ABSENT,
    NO_TURNS,
    NO_WORDS,
    BoolArray,
    CodingTable,
    Column,
    IntArray,
    Sets,
    Turns,
    Words,
    column,
    dimensions,
    needs,
    sets,
    words_of,
)
from qualcode.errors import AttributeNotFound, CoderNotFound, ValueRefused
from qualcode.model.case import Attribute, AttributeValue, Case, Person
from qualcode.model.codebook import EFFECTS, Code, CodeTree, label, name_order
from qualcode.model.document import Document, Speaker
from qualcode.model.evaluation import Group, GroupMember
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.results import CELLS, Header, Matrix, fits_summaries
from qualcode.ops import codebooks, framework
from qualcode.ops.cases import typed
from qualcode.ops.codebook_source import Source
from qualcode.ops.names import one_of, pick
from qualcode.store import read
from qualcode.store.records import AttributeValueRecord
from qualcode.store.session import Session


def matrix(
    session: Session,
    rows: str,
    columns: str,
    *,
    cells: str = "count",
    coder: str | None = None,
    where: Mapping[str, Wanted] | None = None,
    effect: str | None = None,
    language: str | None = None,
    under: Source | None = None,
) -> Matrix:
    """Cross two of: code dimension case group person document coder speaker kind, a facet or an attribute's name.

    See `analysis.matrix.matrix` for what cells count. Of several values of one name in `where` any will do. What people
    without consent (`none`) said is in no cell. `under`: the codebook that the codings are read under; what has no
    counterpart there stands under a code without a key.
    Raises AttributeNotFound for an unknown name, ValueRefused, CoderNotFound.
    """
    one_of(cells, CELLS, "cells")
    if cells == "summary" and (under is not None or not fits_summaries(rows, columns)):
        choices = Message(N_("for enterprises by codes or dimensions, any other"))
        raise ValueRefused(value=cells, what="cells", choices=choices)
    if rows == columns:
        raise ValueRefused(value=columns, what="columns", choices=Message(N_("another name than that of the rows")))
    table, selection = selected(
        session, {rows, columns}, cells, where=where, coder=coder, effect=effect, language=language, under=under
    )
    if cells == "summary":
        return _summarised(session, cross(table, rows, columns, "count", selection))
    return cross(table, rows, columns, cells, selection)


def _summarised(session: Session, counted: Matrix) -> Matrix:
    """The matrix with the summaries of its cases and codes in its cells."""
    cases = {each.name: each.id for each in session.all(Case)}
    codes = {code.key: code.id for code in codebooks.tree(session).codes}
    known = framework.texts(session)
    turned = counted.row_dimension != "case"

    def text(row: Header, column: Header) -> str | None:
        case, code = (column, row) if turned else (row, column)
        return known.get((cases.get(case.key or "", ""), codes.get(code.key or "", "")))

    cells = tuple(tuple(text(row, column) for column in counted.columns) for row in counted.rows)
    by_column = tuple(sum(row[at] is not None for row in cells) for at in range(len(counted.columns)))
    by_row = tuple(sum(each is not None for each in row) for row in cells)
    return replace(counted, unit="summary", cells=cells, row_totals=by_row, column_totals=by_column, total=sum(by_row))


def selected(
    session: Session,
    names: set[str],
    cells: str,
    *,
    where: Mapping[str, Wanted] | None = None,
    coder: str | None = None,
    effect: str | None = None,
    language: str | None = None,
    under: Source | None = None,
) -> tuple[CodingTable, Selection]:
    """The codings as a table that crosses `names` needs them, and those that filters and consent leave.

    Raises AttributeNotFound for an unknown name, ValueRefused, CoderNotFound.
    """
    where = dict(where or {})
    if effect is not None:
        where["effect"] = one_of(effect, EFFECTS, "effect")
    if coder is not None:
        where["coder"] = pick(coder, session.all(Coder), lambda c: c.name, CoderNotFound(name=coder)).name
    loader = Loader(session, {*names, *where}, cells, language or "en", codes_under(session, under))
    table = loader.table()
    known = dimensions(table)
    for name in (*sorted(names), *where):
        if name not in known:
            raise AttributeNotFound(name=name, choices=", ".join(known))
    selection = select(table, where)
    return table, _without(table, selection, loader.withheld) if loader.withheld else selection


def loaded(
    session: Session, names: set[str], cells: str, cases: Sequence[str], coder: str | None = None
) -> tuple[CodingTable, Selection, tuple[int, ...]]:
    """What is told in the documents of some cases (ids): a table, what of it counts, the places of who is withheld.

    `coder` where only what this coder coded is to count.
    """
    loader = Loader(session, names if coder is None else {*names, "coder"}, cells, "en")
    table = loader.table()
    theirs = [document.case in cases for document in session.all(Document, order=["number"])]
    own = None if coder is None else select(table, {"coder": coder}).codings
    selection = Selection(codings=own, documents=np.array(theirs, np.bool_))
    return table, _without(table, selection, loader.withheld) if loader.withheld else selection, loader.withheld


def _without(table: CodingTable, selection: Selection, people: Sequence[int]) -> Selection:
    """The selection less every coding that touches a turn of one of these people."""
    silent = np.isin(table.turns.person, np.array(people, np.int64)) & table.turns.narrator
    stride = 1 + max((int(each.max()) for each in (table.end, table.turns.end) if len(each)), default=0)
    starts = (table.turns.document * stride + table.turns.start)[silent]
    ends = (table.turns.document * stride + table.turns.end)[silent]
    # Turns are disjoint and sorted: a passage touches one of them unless both searches give the same place.
    before = np.searchsorted(ends, table.document * stride + table.start, "right")
    after = np.searchsorted(starts, table.document * stride + table.end, "left")
    allowed: BoolArray = before >= after
    return replace(selection, codings=allowed if selection.codings is None else selection.codings & allowed)


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody who is counted: a person of the project, or a narrator nobody has named yet."""

    id: str
    header: Header
    known: bool


@dataclass(frozen=True, slots=True)
class _Codes:
    """The codes of a table in reading order, with their parents, and which of them the project's codes (ids) are."""

    codes: Sequence[Code]
    order: Mapping[str, int]
    place: Mapping[str, int]


def codes_under(session: Session, under: Source | None = None) -> _Codes:
    """The project's own codes, or those of another codebook that the codings are read under."""
    tree = codebooks.tree(session) if under is None else CodeTree(under.codebook.codes)
    codes = [code for _, code in tree.walk()]
    order = {code.id: place for place, code in enumerate(codes)}
    if under is None:
        return _Codes(codes, order, order)
    # What merges codes, which reading under another codebook goes by, itself counts with these tables.
    from qualcode.ops.codebook_reading import counterparts

    return _Codes(codes, order, {one: order[other] for one, other in counterparts(session, under).found.items()})


class Loader:
    """Fills a `CodingTable` with what a table needs, one statement a part."""

    def __init__(
        self, session: Session, names: set[str], cells: str, language: str, codes: _Codes | None = None
    ) -> None:
        self._session = session
        self._codes = codes
        self._names = names
        self._language = language
        self._documents = session.all(Document, order=["number"])
        self._place = {document.id: place for place, document in enumerate(self._documents)}
        self._attributes = {attribute.id: attribute for attribute in session.all(Attribute)}
        self._records = session.all(Person)
        of_people = {attribute.name for attribute in self._attributes.values() if attribute.about == "person"}
        self._parts = needs(names, cells, of_people)
        consents = {person.consent for person in self._records}
        if "none" in consents:
            self._parts |= {"spans", "turns"}
        self._speakers = session.all(Speaker) if "turns" in self._parts else []
        self._people = self._everyone() if "turns" in self._parts else self._named()
        silent = {record.id for record in self._records if record.consent == "none"}
        self.withheld = tuple(place for place, person in enumerate(self._people) if person.id in silent)

    def table(self) -> CodingTable:
        """The table."""
        session = self._session
        known = self._codes or codes_under(session)
        wanted = ["code", "adrift"]
        wanted += ["start", "end"] if "spans" in self._parts else []
        facets = {facet.name for facet in codebooks.book(session).facets} & self._names
        wanted += [name for name in ("coder", "effect") if name in self._names]
        wanted += ["facets"] if facets else []
        ids: Sequence[str] = ()
        if "ids" in self._parts:
            (documents, counts, packed), *known_ids = read.packed_with_ids(session, "coding", "document", *wanted)
            ids = _by_number(packed.pop(), *known_ids)
        else:
            documents, counts, packed = read.packed(session, "coding", "document", *wanted)
        # No row at all is not the same as one row that is empty.
        told = dict(zip(wanted, packed, strict=True))
        numbers = {name: _numbers(text) for name, text in told.items() if name in _NUMBERS}
        found = {name: text.split(read.APART) if counts else [] for name, text in told.items() if name not in _NUMBERS}
        adrift = numbers["adrift"].astype(np.bool_)
        codes = [Header(code.key, label(code, self._language)) for code in known.codes]
        parents = [known.order[code.parent] if code.parent else ABSENT for code in known.codes]
        code = _indices(found["code"], known.place)
        if (code == ABSENT).any():
            # Read under another codebook: what has no counterpart there is seen, and does not get lost.
            code = np.where(code == ABSENT, len(codes), code)
            codes.append(Header(None, ""))
            parents.append(ABSENT)
        return CodingTable(
            codes=tuple(codes),
            parents=tuple(parents),
            documents=tuple(Header(str(document.number), document.title) for document in self._documents),
            people=tuple(person.header for person in self._people),
            document=np.repeat(_indices(documents, self._place), counts),
            code=code,
            start=numbers.get("start", NOTHING),
            end=numbers.get("end", NOTHING),
            ids=ids,
            adrift=adrift if adrift.any() else None,
            document_columns=self._of_documents(),
            document_sets=self._groups(),
            person_columns=self._of_people(),
            coding_columns=self._of_codings(found, facets),
            turns=self._turns() if "turns" in self._parts else NO_TURNS,
            words=self._words() if "words" in self._parts else NO_WORDS,
        )

    def _words(self) -> Words:
        texts = read.texts(self._session)
        return words_of(texts[document.text_sha256] for document in self._documents)

    def _named(self) -> list[_Person]:
        names = {case.id: case.name for case in self._session.all(Case)}
        same: dict[str, int] = {}
        for person in self._records:
            same[person.name] = same.get(person.name, 0) + 1
        people = []
        for person in sorted(self._records, key=lambda each: (name_order(each.name), names.get(each.case or "", ""))):
            shown = person.name if same[person.name] == 1 else f"{person.name} ({names.get(person.case or '', '–')})"
            people.append(_Person(person.id, Header(shown, shown), True))
        return people

    def _everyone(self) -> list[_Person]:
        """The persons, then every narrator whom nobody has mapped to one: each counts as somebody of their own.

        A document without any speakers has one narrator, unless it is a field note.
        """
        people = self._named()
        heard: dict[str, list[Speaker]] = {}
        for speaker in self._speakers:
            heard.setdefault(speaker.document, []).append(speaker)
        for document in self._documents:
            for speaker in heard.get(document.id, ()):
                if not speaker.interviewer and speaker.person is None:
                    people.append(_Person(speaker.id, _unnamed(document, speaker.name), False))
            if document.id not in heard and document.kind != "field-note":
                people.append(_Person(document.id, _unnamed(document, ""), False))
        return people

    def _turns(self) -> Turns:
        """The turns of the present revisions. A turn without a speaker is the document's one narrator's."""
        speakers = self._speakers
        people = {person.id: number for number, person in enumerate(self._people)}
        # By speaker; behind them, by document, for turns that have none.
        owners = [*((s.person or s.id) for s in speakers), *(document.id for document in self._documents)]
        person = np.array([people.get(owner, ABSENT) for owner in owners], np.int64)
        narrator = np.array([*(not s.interviewer for s in speakers), *(True for _ in self._documents)], np.bool_)
        names = column([*((s.name or None) for s in speakers), *(None for _ in self._documents)])
        revisions, counts, packed = read.packed(self._session, "turn", "revision", "start", "end", "speaker")
        present = _indices(revisions, {each.revision: place for place, each in enumerate(self._documents)})
        document, start, end = np.repeat(present, counts), _numbers(packed[0]), _numbers(packed[1])
        spoken = packed[2].split(read.APART) if counts else []
        who = _indices(spoken, {speaker.id: place for place, speaker in enumerate(speakers)})
        who = np.where(who == ABSENT, len(speakers) + document, who)
        order = np.lexsort((end, start, document))
        order = order[document[order] != ABSENT]
        who = who[order]
        return Turns(
            document=document[order],
            start=start[order],
            end=end[order],
            person=person[who],
            narrator=narrator[who],
            speaker=Column(names.values, names.index[who]),
        )

    def _values(self, about: str, owners: Sequence[str | None]) -> dict[str, Column]:
        """A column for each attribute of cases or people, over `owners` (ids)."""
        values: dict[str, dict[str, AttributeValue]] = {}
        for record in self._session.all(AttributeValueRecord):
            attribute = self._attributes[record.attribute]
            if attribute.about == about:
                values.setdefault(attribute.name, {})[record.owner] = typed(attribute.type, record.value)
        return {
            name: column([of_owner.get(owner or "") for owner in owners]) for name, of_owner in sorted(values.items())
        }

    def _of_documents(self) -> dict[str, Column]:
        names = {case.id: case.name for case in self._session.all(Case)}
        owners = [document.case for document in self._documents]
        return {
            **self._values("case", owners),
            "case": column([names.get(case or "") for case in owners]),
            "kind": column([document.kind for document in self._documents]),
            "language": column([document.language for document in self._documents]),
        }

    def _groups(self) -> dict[str, Sets]:
        """The groups that the documents' cases are in. A property called `group` keeps its name until there are any."""
        names = {group.id: group.name for group in self._session.all(Group)}
        if not names and "group" in {attribute.name for attribute in self._attributes.values()}:
            return {}
        of_case: dict[str, list[str]] = {}
        for member in self._session.all(GroupMember):
            of_case.setdefault(member.case, []).append(names[member.group])
        return {"group": sets(of_case.get(document.case or "", ()) for document in self._documents)}

    def _of_people(self) -> dict[str, Column]:
        return self._values("person", [person.id if person.known else None for person in self._people])

    def _of_codings(self, found: Mapping[str, Sequence[str]], facets: set[str]) -> dict[str, Column]:
        columns = {"coder": EMPTY, "effect": EMPTY}
        if "coder" in found:
            names = {coder.id: coder.name for coder in self._session.all(Coder)}
            columns["coder"] = column([names[coder] for coder in found["coder"]])
        if "effect" in found:
            headers = tuple(Header(effect, effect) for effect in EFFECTS)
            columns["effect"] = Column(headers, _indices(found["effect"], {e: i for i, e in enumerate(EFFECTS)}))
        for facet in codebooks.book(self._session).facets:
            if facet.name in facets:
                read_once = {text: json.loads(text).get(facet.name) for text in set(found["facets"])}
                told = [read_once[text] for text in found["facets"]]
                order = {value.name: place for place, value in enumerate(facet.values)}
                values = tuple(Header(value.name, label(value, self._language)) for value in facet.values)
                columns[facet.name] = Column(values, _indices(told, order))
            else:
                columns[facet.name] = EMPTY
        return columns


NOTHING: IntArray = np.zeros(0, np.int64)
EMPTY = Column((), NOTHING)
_NUMBERS = {"adrift", "start", "end"}


def _unnamed(document: Document, name: str) -> Header:
    shown = f"{name} ({document.title})" if name else document.title
    return Header(f"{document.number}:{name}", shown)


def _numbers(packed: str) -> IntArray:
    return np.fromstring(packed, np.int64, sep=read.APART) if packed else NOTHING


def _by_number(wanted: str, numbers: str, ids: str) -> list[str]:
    """The ids of the rows that have the numbers wanted; all packed."""
    known, rows = _numbers(numbers), _numbers(wanted)
    place = np.zeros(int(known.max(initial=0)) + 1, np.int64)
    place[known] = np.arange(len(known))
    found: list[str] = np.array(ids.split(read.APART), object)[place[rows]].tolist()
    return found


def _indices(values: Sequence[Any], order: Mapping[str, int]) -> IntArray:
    get = order.get
    return np.fromiter((get(value, ABSENT) for value in values), np.int64, len(values))

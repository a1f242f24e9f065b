"""The codings of a project as arrays: what tables are computed from.

Texts stay out; every name is a small whole number that points into a short tuple of headers. `needs` tells which parts
a table asks for, so that a reader fetches nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qualcode.model.case import AttributeValue
from qualcode.model.codebook import name_order
from qualcode.model.results import Header
from qualcode.model.text import WORD_JOINTS

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

ABSENT = -1


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One property of a list of things: `values[index[i]]` is that of thing i; `index[i]` is -1 where it has none.

    `values` stand in the order in which tables show them.
    """

    values: tuple[Header, ...]
    index: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """A property of which a document may have several values, such as the groups its case is in.

    Pairs: `document[i]` has `values[value[i]]`; a document that has none stands once, with -1. Ordered by document.
    """

    values: tuple[Header, ...]
    document: IntArray
    value: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """All turns of the documents' present texts, sorted by document and start; turns do not overlap.

    `document` points into `CodingTable.documents`, `person` into `CodingTable.people` (-1: nobody we know), `start` and
    `end` are code points. `narrator` is False for interviewers, whose `person` does not count.
    """

    document: IntArray
    start: IntArray
    end: IntArray
    person: IntArray
    narrator: BoolArray
    speaker: Column


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Every word of the documents' present texts, sorted by document and start: `[start, end)` in code points."""

    document: IntArray
    start: IntArray
    end: IntArray


_NOTHING: IntArray = np.zeros(0, np.int64)
NO_WORDS = Words(_NOTHING, _NOTHING, _NOTHING)
NO_TURNS = Turns(_NOTHING, _NOTHING, _NOTHING, _NOTHING, np.zeros(0, np.bool_), Column((), _NOTHING))


@dataclass(frozen=True, slots=True, eq=False)
class CodingTable:
    """A row a coding, in parallel arrays, with the look-ups that give the numbers in them a meaning.

    Look-ups, in the order in which tables show them:
      codes             headers of all codes in reading order; `parents[i]`: index of the code above, -1 at the top
      documents         headers of all documents, by number
      people            headers of all persons, by name
      document_columns  properties of documents (index as long as `documents`): `case`, `kind`, each attribute of cases
      document_sets     properties of which a document may have several: `group`
      person_columns    properties of persons (index as long as `people`): each attribute of persons
      coding_columns    properties of codings (index as long as `code`): `coder`, `effect`, each facet

    Rows:
      document, code    indices into `documents` and `codes`
      start, end        the passage, in code points; empty arrays unless `needs` names `spans`
      ids               the codings' ids; empty unless `needs` names `ids`
      adrift            True where the words are no longer found: such rows count nowhere. None: there are none
      turns, words      empty unless `needs` names them
    """

    codes: tuple[Header, ...]
    parents: tuple[int, ...]
    documents: tuple[Header, ...]
    people: tuple[Header, ...]
    document: IntArray
    code: IntArray
    start: IntArray = field(default_factory=lambda: _NOTHING)
    end: IntArray = field(default_factory=lambda: _NOTHING)
    ids: Sequence[str] = ()
    adrift: BoolArray | None = None
    document_columns: Mapping[str, Column] = field(default_factory=dict)
    document_sets: Mapping[str, Sets] = field(default_factory=dict)
    person_columns: Mapping[str, Column] = field(default_factory=dict)
    coding_columns: Mapping[str, Column] = field(default_factory=dict)
    turns: Turns = NO_TURNS
    words: Words = NO_WORDS

    def __len__(self) -> int:
        return len(self.code)


def needs(dimensions: Iterable[str], cells: str, person_attributes: Collection[str]) -> frozenset[str]:
    """Which parts of a `CodingTable` a table needs beside document and code: some of `spans turns words ids`.

    `dimensions` are the rows, the columns and the names filtered by; `person_attributes` the names of those attributes
    that persons have.
    """
    parts: set[str] = set()
    if cells in {"people", "coverage"} or any(name in {"speaker", "person", *person_attributes} for name in dimensions):
        parts |= {"spans", "turns"}
    if cells in {"coverage", "rate"}:
        parts |= {"turns", "words"}
    if cells in {"passages", "quotes"}:
        parts |= {"spans"}
    if cells == "quotes":
        parts |= {"ids"}
    return frozenset(parts)


def dimensions(table: CodingTable) -> tuple[str, ...]:
    """The names that rows, columns and filters may have for this table."""
    fixed = ("code", "dimension", "document", "speaker", "person")
    return (*fixed, *table.coding_columns, *table.document_columns, *table.document_sets, *table.person_columns)


def column(values: Iterable[AttributeValue | None]) -> Column:
    """A `Column` from raw values, None where there is none: yes before no, numbers by size, then names by name."""
    raw = list(values)
    # Each value is looked at once. Its kind belongs to it: to Python, yes is 1.
    told = {
        (type(value), value): _header(value) for _, value in {(type(each), each) for each in raw} if value is not None
    }
    distinct = sorted(set(told.values()), key=lambda pair: pair[0])
    place = {header.key: i for i, (_, header) in enumerate(distinct)}
    index = {key: place[header.key] for key, (_, header) in told.items()}
    return Column(
        tuple(header for _, header in distinct),
        np.array([ABSENT if value is None else index[type(value), value] for value in raw], np.int64),
    )


def sets(values: Iterable[Iterable[str]]) -> Sets:
    """`Sets` from the names that each document has."""
    named = [sorted(set(names), key=name_order) for names in values]
    distinct = sorted({name for names in named for name in names}, key=name_order)
    place = {name: at for at, name in enumerate(distinct)}
    places = [[place[name] for name in names] or [ABSENT] for names in named]
    pairs = [(document, at) for document, mine in enumerate(places) for at in mine]
    return Sets(
        tuple(Header(name, name) for name in distinct),
        np.array([document for document, _ in pairs], np.int64),
        np.array([at for _, at in pairs], np.int64),
    )


def _header(value: AttributeValue) -> tuple[tuple[int, float, tuple[str, str]], Header]:
    if isinstance(value, bool):
        name = "yes" if value else "no"
        return (0, float(not value), ("", "")), Header(name, name)
    if isinstance(value, str):
        return (2, 0.0, name_order(value)), Header(value, value)
    name = f"{value:.15g}"
    return (1, float(value), ("", "")), Header(name, name)


# Texts are laid behind each other up to so many characters, which take 4 bytes each meanwhile.
_AT_ONCE = 4_000_000
_LETTER, _JOINT = 1, 2


def words_of(texts: Iterable[str]) -> Words:
    """The words of the documents' texts, given in the order of `CodingTable.documents`; as `model.text.word_spans`."""
    found: list[tuple[IntArray, IntArray, IntArray]] = []
    batch: list[str] = []
    done = length = 0
    for text in texts:
        if batch and length + len(text) > _AT_ONCE:
            found.append(_words_in(batch, done))
            done, length, batch = done + len(batch), 0, []
        batch.append(text)
        length += len(text)
    found.append(_words_in(batch, done))
    document, start, end = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Words(document, start, end)


def _words_in(texts: Sequence[str], first: int) -> tuple[IntArray, IntArray, IntArray]:
    """Document (from `first` on), start and end of the words of these texts.

    Each character's kind is looked up at once for all: a word is a run of letters and digits, which a single apostrophe
    or hyphen between two of them does not break.
    """
    lengths = np.array([len(text) + 1 for text in texts], np.int64)
    # White space at both ends, so that every word has an edge on either side.
    whole = np.frombuffer("\n".join(["", *texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    is_known = np.zeros(int(whole.max()) + 1, np.bool_)
    is_known[whole] = True
    known = np.flatnonzero(is_known)
    kinds = np.zeros(int(known[-1]) + 1, np.int8)
    for point in known.tolist():
        kinds[point] = _LETTER if chr(point).isalnum() else _JOINT if chr(point) in WORD_JOINTS else 0
    kind = kinds.take(whole)
    inside = kind == _LETTER
    inside[1:-1] |= (kind[1:-1] == _JOINT) & inside[:-2] & inside[2:]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    offset = np.cumsum(lengths) - lengths
    # How many words each document has: what they are counted from is repeated as often.
    begun = np.append(np.searchsorted(starts, offset), len(starts))
    counts = np.diff(begun)
    document, before = np.repeat(np.arange(first, first + len(texts)), counts), np.repeat(offset, counts)
    return document, starts - before, ends - before

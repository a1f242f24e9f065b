"""The theme matrix: two properties of codings crossed, with what there is in each crossing.

What a passage is about (code, dimension, coder, effect, facets) is a property of the *coding*; where it comes from
(document, case, kind, speaker, person, their attributes) one of the *source*. A passage that touches several turns
counts for each of their speakers and persons, once; its words count for the one who said them. A document whose case
is in several groups counts for each of these, and once in the totals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.analysis.selection import Selection
from qualcode.analysis.table import ABSENT, BoolArray, CodingTable, Column, IntArray, Sets, Turns
from qualcode.analysis.tally import IntGrid, Shape, covered, distinct, listed, summed
from qualcode.model.results import COUNTED, Cell, Header, Matrix

ABSENT_HEADER = Header(None, "")
EVERYTHING = Selection()


@dataclass(frozen=True, slots=True, eq=False)
class _Sources:
    """The turns a selection leaves, which of their words are narrators', and the documents."""

    turns: Turns
    person: IntArray  # ABSENT also for interviewers
    narrator: BoolArray
    kept: BoolArray
    documents: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class _Units:
    """What is counted: a row for each coding, or for each turn that a coding touches (`turn` is -1 outside turns)."""

    coding: IntArray
    turn: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class _Axis:
    """One side of the matrix: its headers, the header of each unit, and that of each turn where it is of the source.

    `shared` where a turn may be under several headers: pairs of a turn and its header, instead of `of_turn`.
    """

    headers: tuple[Header, ...]
    of_unit: IntArray
    of_turn: IntArray | None
    shared: tuple[IntArray, IntArray] | None = None


def matrix(
    table: CodingTable, rows: str, columns: str, cells: str = "count", selection: Selection = EVERYTHING
) -> Matrix:
    """Cross two dimensions: `rows` and `columns` are two names of `table.dimensions`, `cells` is one of `COUNTED`.

    count      codings
    passages   distinct passages (document, start, end), whoever coded them
    documents, cases, people
               distinct ones; people are narrators we know who said some of it, interviewers never
    coverage   narrators' words in at least one of the cell's passages, over the cell's base; a word is in a passage
               that touches it
    rate       codings per 1,000 words of the cell's base
    quotes     the codings' ids by place

    The *base* is the narrators' words of the sources that the cell's row and column both name: code x case is divided
    by the case's words, code x person by the person's, document x person by what that person says in that document,
    code x coder by all words. Totals have the base of their row or column, the grand total all narrators' words. None
    where a base is empty.

    A code's row holds what is coded with it or any code below. All codes have a row; sources one each that occurs in
    the selection, also without codings; coders one where they coded. What has no value comes last under a header whose
    key is None. A passage of nobody but interviewers belongs to no person; beside a narrator they do not add to that.
    Codings adrift are left out; `left_out` counts them. Cost: O(n log n) at most, O(n) for counts.
    """
    if cells not in COUNTED:
        raise ValueError(f"unknown cells: {cells}")
    if rows == columns:
        raise ValueError("rows and columns must differ")
    sources = _sources(table, selection)
    of_people = {"person", *table.person_columns} - table.document_columns.keys() - table.coding_columns.keys()
    by_person = bool({rows, columns} & of_people)
    by_turn = by_person or "speaker" in (rows, columns) or cells in {"people", "coverage"}
    units = _units(table, selection, sources, by_turn, by_person)
    if "code" in (rows, columns):
        units, codes = _with_parents(table, units)
    else:
        codes = table.code[units.coding]
    several = np.zeros(0, np.int64)
    for name in (rows, columns):
        if name in table.document_sets:
            units, codes, several = _with_sets(table, units, codes, table.document_sets[name])
    down = _axis(table, rows, units, codes, several, sources)
    across = _axis(table, columns, units, codes, several, sources)
    grid = _grid(table, cells, units, down, across, sources)
    return Matrix(
        row_dimension=rows,
        column_dimension=columns,
        unit=cells,
        rows=down.headers,
        columns=across.headers,
        cells=tuple(tuple(row[:-1]) for row in grid[:-1]),
        row_totals=tuple(row[-1] for row in grid[:-1]),
        column_totals=tuple(grid[-1][:-1]),
        total=grid[-1][-1],
    )


def left_out(table: CodingTable, selection: Selection = EVERYTHING) -> int:
    """How many of the selected codings are adrift and so in no cell. People are not looked at: who spoke is unknown."""
    if table.adrift is None:
        return 0
    lost = table.adrift if selection.codings is None else table.adrift & selection.codings
    return int((lost if selection.documents is None else lost & selection.documents[table.document]).sum())


def counted(table: CodingTable, selection: Selection = EVERYTHING) -> IntArray:
    """The codings of a selection that a table counts, by index: those that are adrift are not among them."""
    return _units(table, selection, _sources(table, selection), False, False).coding


def _sources(table: CodingTable, selection: Selection) -> _Sources:
    turns = table.turns
    documents = selection.documents
    if documents is None:
        documents = np.ones(len(table.documents), np.bool_)
    person = np.where(turns.narrator, turns.person, ABSENT)
    kept = documents[turns.document]
    if selection.people is not None:
        # The last place answers for -1: nobody we know is not among those selected.
        kept &= np.append(selection.people, np.False_)[person]
        within = np.zeros_like(documents)
        within[turns.document[kept]] = True
        documents = within
    return _Sources(turns, person, turns.narrator, kept, documents)


def _units(table: CodingTable, selection: Selection, sources: _Sources, by_turn: bool, by_person: bool) -> _Units:
    keep = sources.documents[table.document]
    if table.adrift is not None:
        keep &= ~table.adrift
    if selection.codings is not None:
        keep &= selection.codings
    codings = np.flatnonzero(keep)
    if not by_turn and selection.people is None:
        return _Units(codings, np.full(len(codings), ABSENT, np.int64))
    units = _touched(table, codings, sources.turns)
    if selection.people is not None:
        said = (units.turn != ABSENT) & np.append(sources.kept, np.False_)[units.turn]
        units = _Units(units.coding[said], units.turn[said])
    if by_person:
        narrated = np.append(sources.narrator, np.False_)[units.turn]
        any_narrator = np.zeros(len(table), np.bool_)
        any_narrator[units.coding[narrated]] = True
        relevant = narrated | ~any_narrator[units.coding]
        units = _Units(units.coding[relevant], units.turn[relevant])
    return units if by_turn else _once(units)


def _once(units: _Units) -> _Units:
    codings = np.unique(units.coding)
    return _Units(codings, np.full(len(codings), ABSENT, np.int64))


def _touched(table: CodingTable, codings: IntArray, turns: Turns) -> _Units:
    """Every pair of a coding and a turn that share a character, and each coding in no turn with -1."""
    spoken = np.flatnonzero(turns.end > turns.start)
    place = _Places(table)
    document = table.document[codings]
    begins = np.searchsorted(
        place.of(turns.document[spoken], turns.end[spoken]), place.of(document, table.start[codings]), "right"
    )
    ends = np.searchsorted(
        place.of(turns.document[spoken], turns.start[spoken]), place.of(document, table.end[codings]), "left"
    )
    found = np.maximum(ends - begins, 0)
    which, nth = _repeat(np.maximum(found, 1))
    turn = np.full(len(which), ABSENT, np.int64)
    inside = found[which] > 0
    turn[inside] = spoken[begins[which[inside]] + nth[inside]]
    return _Units(codings[which], turn)


def _repeat(counts: IntArray) -> tuple[IntArray, IntArray]:
    """Each index as often as `counts` says, and its number among its equals: [2, 1] gives [0, 0, 1] and [0, 1, 0]."""
    which = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    first = np.cumsum(counts) - counts
    return which, np.arange(len(which), dtype=np.int64) - first[which]


class _Places:
    """Offsets of all documents on one line, so that one binary search serves them all."""

    __slots__ = ("stride",)

    def __init__(self, table: CodingTable) -> None:
        lengths = [int(each.max()) for each in (table.end, table.turns.end, table.words.end) if len(each)]
        self.stride = max(lengths, default=0) + 1

    def of(self, document: IntArray, offset: IntArray) -> IntArray:
        return document * self.stride + offset


def _with_parents(table: CodingTable, units: _Units) -> tuple[_Units, IntArray]:
    """A row a unit and code: the unit's own code and each above it."""
    lines: list[list[int]] = []
    for code, parent in enumerate(table.parents):
        lines.append([code] if parent == ABSENT else [code, *lines[parent]])
    depth = np.array([len(line) for line in lines], np.int64)
    flat = np.array([code for line in lines for code in line], np.int64)
    first = np.cumsum(depth) - depth
    own = table.code[units.coding]
    which, nth = _repeat(depth[own])
    return _Units(units.coding[which], units.turn[which]), flat[first[own[which]] + nth]


def _with_sets(table: CodingTable, units: _Units, codes: IntArray, sets: Sets) -> tuple[_Units, IntArray, IntArray]:
    """A row a unit and value that its document has; their codes, and the values."""
    which, pair = _pairs(sets, table.document[units.coding])
    return _Units(units.coding[which], units.turn[which]), codes[which], sets.value[pair]


def _pairs(sets: Sets, documents: IntArray) -> tuple[IntArray, IntArray]:
    """Each index of `documents` as often as that document has values, and the place of the pair in `sets`."""
    first = np.searchsorted(sets.document, documents, "left")
    which, nth = _repeat(np.searchsorted(sets.document, documents, "right") - first)
    return which, first[which] + nth


def _axis(table: CodingTable, name: str, units: _Units, codes: IntArray, several: IntArray, sources: _Sources) -> _Axis:
    if name in table.document_sets:
        sets = table.document_sets[name]
        turn, pair = _pairs(sets, sources.turns.document)
        made = _shown(sets.values, several, sets.value[pair], sets.value[sources.documents[sets.document]])
        assert made.of_turn is not None
        return _Axis(made.headers, made.of_unit, None, (turn, made.of_turn))
    if name == "code":
        return _Axis(table.codes, codes, None)
    if name == "dimension":
        tops = np.array([i for i, parent in enumerate(table.parents) if parent == ABSENT], np.int64)
        roots: list[int] = []
        for code, parent in enumerate(table.parents):
            roots.append(code if parent == ABSENT else roots[parent])
        own = np.array(roots, np.int64)[table.code[units.coding]]
        return _Axis(tuple(table.codes[top] for top in tops), np.searchsorted(tops, own), None)
    if name in table.coding_columns:
        of_unit = table.coding_columns[name].index[units.coding]
        shown = np.unique(of_unit) if name == "coder" else np.arange(len(table.coding_columns[name].values))
        return _shown(table.coding_columns[name].values, of_unit, None, np.append(shown, of_unit))
    if name == "document" or name in table.document_columns:
        of = Column(table.documents, np.arange(len(table.documents))) if name == "document" else None
        of = of or table.document_columns[name]
        seen = of.index[sources.documents]
        return _shown(of.values, of.index[table.document[units.coding]], of.index[sources.turns.document], seen)
    if name == "speaker":
        of_turn, values, present = sources.turns.speaker.index, sources.turns.speaker.values, sources.kept
    elif name == "person":
        of_turn, values, present = sources.person, table.people, sources.kept & sources.narrator
    else:
        owned = table.person_columns[name]
        of_turn = np.append(owned.index, ABSENT)[sources.person]
        values, present = owned.values, sources.kept & sources.narrator
    of_unit = np.append(of_turn, ABSENT)[units.turn]
    return _shown(values, of_unit, of_turn, np.append(of_turn[present], of_unit))


def _shown(values: tuple[Header, ...], of_unit: IntArray, of_turn: IntArray | None, seen: IntArray) -> _Axis:
    """The axis with those of `values` that are `seen`; what is absent comes last."""
    present = np.unique(seen)
    shown = present[present != ABSENT]
    headers = tuple(values[i] for i in shown)
    place = np.zeros(len(values) + 1, np.int64)  # the last one answers for -1
    place[shown] = np.arange(len(shown))
    if len(shown) < len(present):
        headers, place[ABSENT] = (*headers, ABSENT_HEADER), len(shown)
    return _Axis(headers, place[of_unit], None if of_turn is None else place[of_turn])


def _things(table: CodingTable, cells: str, units: _Units, sources: _Sources) -> IntArray:
    """What is counted once: a number for each unit, -1 where there is nothing to count."""
    if cells == "passages":
        return _passages(table)[units.coding]
    if cells == "documents":
        return table.document[units.coding]
    if cells == "cases":
        return table.document_columns["case"].index[table.document[units.coding]]
    if cells == "people":
        return np.append(sources.person, ABSENT)[units.turn]
    return units.coding


def _passages(table: CodingTable) -> IntArray:
    """The number of each coding's passage: equal for codings of the same stretch of the same document."""
    begin = np.unique(_Places(table).of(table.document, table.start), return_inverse=True)[1]
    length = table.end - table.start
    both = begin * (int(length.max(initial=0)) + 1) + length
    return np.unique(both, return_inverse=True)[1]


def _quotes(table: CodingTable, units: _Units, down: _Axis, across: _Axis, shape: Shape) -> list[list[Cell]]:
    by_place = np.lexsort((table.code, table.end, table.start, table.document))
    rank = np.empty(len(table), np.int64)
    rank[by_place] = np.arange(len(table))
    ids = np.array(table.ids, object)[by_place].tolist()
    return [list(cells) for cells in listed(down.of_unit, across.of_unit, rank[units.coding], ids, shape)]


def _narrated(table: CodingTable, sources: _Sources) -> tuple[IntArray, IntArray]:
    """The words of each turn that count, as a stretch `[first, last)` of all words; empty where none does."""
    turns, place = sources.turns, _Places(table)
    first, last = _words_in(table, place.of(turns.document, turns.start), place.of(turns.document, turns.end), place)
    return first, np.where(sources.kept & sources.narrator, last, first)


def _words_in(table: CodingTable, start: IntArray, end: IntArray, place: _Places) -> tuple[IntArray, IntArray]:
    """The numbers of the words that share a character with each stretch, as `[first, last)`."""
    words = table.words
    first = np.searchsorted(place.of(words.document, words.end), start, "right")
    last = np.searchsorted(place.of(words.document, words.start), end, "left")
    # An empty stretch in the middle of a word shares nothing with it.
    return first, np.where(end > start, np.maximum(first, last), first)


def _covered(table: CodingTable, units: _Units, down: _Axis, across: _Axis, sources: _Sources, shape: Shape) -> IntGrid:
    """Narrators' words in the passages: what a passage shares with a turn falls into that turn's cells."""
    first, last = _narrated(table, sources)
    said = np.flatnonzero(units.turn != ABSENT)
    coding, turn = units.coding[said], units.turn[said]
    place = _Places(table)
    # Looked up once a coding, in the order of the text; each counts in several cells.
    begins, stops = _words_in(table, place.of(table.document, table.start), place.of(table.document, table.end), place)
    begin, stop = np.maximum(begins[coding], first[turn]), np.minimum(stops[coding], last[turn])
    return covered(down.of_unit[said], across.of_unit[said], begin, np.maximum(begin, stop), shape)


def _base(down: _Axis, across: _Axis, counts: BoolArray, words: IntArray, shape: Shape) -> IntGrid:
    """The words (a number a turn) that each cell, row and column are divided by, of the turns that count."""
    shared = down.shared or across.shared
    if shared is None:
        return summed(_of(down, counts), _of(across, counts), words[counts], shape)
    turn, value = shared
    kept = counts[turn]
    turn, value = turn[kept], value[kept]
    if down.shared:
        base = summed(value, _of(across, turn), words[turn], shape)
        base[-1] = summed(None, _of(across, counts), words[counts], (1, shape[1]))[-1]
    else:
        base = summed(_of(down, turn), value, words[turn], shape)
        base[:, -1] = summed(_of(down, counts), None, words[counts], (shape[0], 1))[:, -1]
    return base


def _of(axis: _Axis, turns: BoolArray | IntArray) -> IntArray | None:
    return None if axis.of_turn is None else axis.of_turn[turns]


def _grid(
    table: CodingTable, cells: str, units: _Units, down: _Axis, across: _Axis, sources: _Sources
) -> list[list[Cell]]:
    """The table's cells with a column and a row of totals."""
    shape = (len(down.headers), len(across.headers))
    if cells == "quotes":
        return _quotes(table, units, down, across, shape)
    if cells in {"coverage", "rate"}:
        first, last = _narrated(table, sources)
        base = _base(down, across, sources.kept & sources.narrator, last - first, shape)
        if cells == "coverage":
            part = _covered(table, units, down, across, sources, shape) / np.maximum(base, 1)
        else:
            part = distinct(down.of_unit, across.of_unit, units.coding, shape) * 1000 / np.maximum(base, 1)
        return [
            [value if words else None for value, words in zip(*pair, strict=True)]
            for pair in zip(part.tolist(), base.tolist(), strict=True)
        ]
    things = _things(table, cells, units, sources)
    real = things != ABSENT
    tally: list[list[Cell]] = distinct(down.of_unit[real], across.of_unit[real], things[real], shape).tolist()
    return tally

"""The two sides of the joint display: what is told of a code in a group, and what an indicator says there.

The program only proposes, by a rule anyone can check (convergence coding matrix: Farmer, Robinson, Elliott and Eyles
2006, "Developing and Implementing a Triangulation Protocol"); the verdict is the researcher's.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.analysis.indicators import Trend, period_order, spread
from qualcode.analysis.table import ABSENT, BoolArray, CodingTable, IntArray
from qualcode.analysis.tally import distinct
from qualcode.model.codebook import EFFECTS
from qualcode.model.indicator import Indicator

FLAT = 0.2  # a balance nearer to nothing is neither for the better nor for the worse
FAR = 1.5  # times the range between the quartiles
FEWEST = 4  # quartiles of fewer values say nothing


@dataclass(frozen=True, slots=True, eq=False)
class Stories:
    """What is told. Arrays are groups by codes; a code counts with those below it.

    passages, people  distinct ones: a stretch once, narrators who say some of it
    own               passages of the code itself
    effects           groups by codes by `EFFECTS`: passages that somebody gave the effect
    of_people         by group: all who narrate in its documents
    withheld, outside, adrift
                      codings that count nowhere: of people who do not wish to appear, of documents in no group, and
                      those whose words are no longer found
    """

    passages: IntArray
    own: IntArray
    people: IntArray
    effects: IntArray
    of_people: IntArray
    withheld: int
    outside: int
    adrift: int


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Which documents are in which of `count` groups: pairs in parallel arrays. A document may be in several."""

    document: IntArray
    group: IntArray
    count: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What an indicator says in a group: of one case its own values, of several medians and ranges.

    Periods are named where all cases have the same, else as the first and the last of them.
    """

    n: int
    baseline: float | None
    baseline_period: str | None
    latest: float | None
    latest_period: str | None
    lowest: float | None
    highest: float | None
    change: float | None
    change_lowest: float | None
    change_highest: float | None
    target: float | None
    better: int | None
    together: float | None


NOTHING = Numbers(0, *[None] * 12)


def stories(table: CodingTable, groups: Groups, withheld: Sequence[int]) -> Stories:
    """What is told in each group. `withheld` are the places of people whose words count nowhere.

    The table has spans, turns and the column `effect`. A passage that touches words of somebody withheld is left out.
    """
    people = _voices(table)
    silent = np.isin(people.person, np.array(withheld, np.int64))
    lost = np.zeros(len(table), np.bool_) if table.adrift is None else table.adrift
    hidden: BoolArray = np.zeros(len(table), np.bool_)
    hidden[people.coding[silent]] = True
    somewhere = np.isin(table.document, groups.document)
    kept = ~lost & ~hidden
    coding, group = _members(table.document, groups, kept)
    code, line = _upwards(table)
    which, nth = _repeat(line[table.code[coding]])
    above = code[np.append(0, np.cumsum(line))[table.code[coding[which]]] + nth]
    shape = (groups.count, len(table.codes))
    passage = _passages(table)
    rows, units = group[which], coding[which]
    of_effect = table.coding_columns["effect"].index
    effects = np.zeros((*shape, len(EFFECTS)), np.int64)
    for place in range(len(EFFECTS)):
        with_it = of_effect[units] == place if len(of_effect) else np.zeros(len(units), np.bool_)
        effects[:, :, place] = distinct(rows[with_it], above[with_it], passage[units[with_it]], shape)[:-1, :-1]
    return Stories(
        passages=distinct(rows, above, passage[units], shape)[:-1, :-1],
        own=distinct(group, table.code[coding], passage[coding], shape)[:-1, :-1],
        people=_people(people, rows, above, units, shape),
        effects=effects,
        of_people=_everybody(table, groups, withheld),
        withheld=int((hidden & ~lost).sum()),
        outside=int((kept & ~somewhere).sum()),
        adrift=int(lost.sum()),
    )


def behind(table: CodingTable, groups: Groups, group: int, codes: Iterable[int], withheld: Sequence[int]) -> list[int]:
    """The codings behind a row, as places in the table, by document and start: those `stories` counts."""
    people = _voices(table)
    kept = np.isin(table.code, np.array(list(codes), np.int64))
    kept &= np.isin(table.document, groups.document[groups.group == group])
    if table.adrift is not None:
        kept &= ~table.adrift
    kept[people.coding[np.isin(people.person, np.array(withheld, np.int64))]] = False
    found = np.flatnonzero(kept)
    order = np.lexsort((table.end[found], table.start[found], table.document[found]))
    return [int(each) for each in found[order]]


def balance(effects: Sequence[int]) -> float | None:
    """(positive - negative) / (positive + negative + mixed); None where nobody told of either."""
    positive, negative, mixed = (int(each) for each in effects[:3])
    weighed = positive + negative + mixed
    return (positive - negative) / weighed if weighed else None


def propose(passages: int, told: float | None, measured: Numbers) -> str:
    """What the two sides look like together: one of `model.joint.VERDICTS`.

    Stories alone and numbers alone are silences of the other side. Else the sign of the balance is held against that of
    the change in its direction of improvement: agreement, dissonance; partial where either is flat or says nothing.
    """
    if not measured.n:
        return "silence-quantitative" if passages else "no-data"
    if not passages:
        return "silence-qualitative"
    if told is None or abs(told) < FLAT or not measured.better:
        return "partial"
    return "agreement" if (told > 0) == (measured.better > 0) else "dissonance"


def numbers(indicator: Indicator, trends: Sequence[Trend]) -> Numbers:
    """What the indicator says of several cases; those without any value do not count."""
    known = [each for each in trends if each.n]
    targets = [each.target for each in trends if each.target is not None]
    target = statistics.median(targets) if targets else None
    if not known:
        return replace(NOTHING, target=target)
    first = _periods(each.baseline_period for each in known if len(known) == 1 or each.change is not None)
    last = _periods(each.latest_period for each in known)
    if len(known) == 1:
        one = known[0]
        return Numbers(
            1, one.baseline, first, one.latest, last, one.latest, one.latest, one.change, one.change, one.change,
            target, one.better, None,
        )  # fmt: skip
    many = spread(indicator, known)
    return Numbers(
        many.n, many.baseline, first, many.latest, last, many.lowest, many.highest, many.change, many.change_lowest,
        many.change_highest, target, many.better, many.together,
    )  # fmt: skip


def far_off(values: Sequence[float]) -> list[int]:
    """The places of values further from the median than 1.5 times the range between the quartiles.

    Quartiles as in R's default (Hyndman and Fan 1996, type 7). Fewer than four values have none.
    """
    if len(values) < FEWEST:
        return []
    lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
    middle = statistics.median(values)
    return [place for place, each in enumerate(values) if abs(each - middle) > FAR * (upper - lower) + 1e-12]


def _periods(found: Iterable[str | None]) -> str | None:
    """A period all have, or the first and the last."""
    known = {each for each in found if each is not None}
    if len(known) < 2:
        return next(iter(known), None)
    names = sorted(known, key=period_order)
    return f"{names[0]} – {names[-1]}"


# Arrays


@dataclass(frozen=True, slots=True, eq=False)
class _Voices:
    """Every pair of a coding and a narrator who says some of it, sorted by coding."""

    coding: IntArray
    person: IntArray


def _voices(table: CodingTable) -> _Voices:
    turns = table.turns
    spoken = np.flatnonzero((turns.end > turns.start) & turns.narrator & (turns.person != ABSENT))
    stride = 1 + max((int(each.max()) for each in (table.end, turns.end) if len(each)), default=0)
    # Turns do not overlap and are sorted, so that those a passage touches are neighbours.
    line = table.document * stride
    begins = np.searchsorted(turns.document[spoken] * stride + turns.end[spoken], line + table.start, "right")
    ends = np.searchsorted(turns.document[spoken] * stride + turns.start[spoken], line + table.end, "left")
    coding, nth = _repeat(np.maximum(ends - begins, 0))
    person = turns.person[spoken][begins[coding] + nth]
    both = np.unique(coding * (len(table.people) + 1) + person)
    return _Voices(both // (len(table.people) + 1), both % (len(table.people) + 1))


def _people(voices: _Voices, rows: IntArray, codes: IntArray, units: IntArray, shape: tuple[int, int]) -> IntArray:
    """Distinct narrators by group and code, over `units` (codings) that fall into `rows` and `codes`."""
    first = np.searchsorted(voices.coding, units, "left")
    found = np.searchsorted(voices.coding, units, "right") - first
    which, nth = _repeat(found)
    person = voices.person[first[which] + nth]
    return distinct(rows[which], codes[which], person, shape)[:-1, :-1]


def _everybody(table: CodingTable, groups: Groups, withheld: Sequence[int]) -> IntArray:
    """How many people narrate in the documents of each group."""
    turns = table.turns
    heard = (turns.end > turns.start) & turns.narrator & (turns.person != ABSENT)
    heard &= ~np.isin(turns.person, np.array(withheld, np.int64))
    turn, group = _members(turns.document, groups, heard)
    pairs = np.unique(group * (len(table.people) + 1) + turns.person[turn])
    return np.bincount(pairs // (len(table.people) + 1), minlength=groups.count).astype(np.int64)


def _members(document: IntArray, groups: Groups, kept: BoolArray) -> tuple[IntArray, IntArray]:
    """Each kept thing once for every group its document is in: places of the things, and the groups."""
    order = np.argsort(groups.document, kind="stable")
    sorted_documents, sorted_groups = groups.document[order], groups.group[order]
    places = np.flatnonzero(kept)
    first = np.searchsorted(sorted_documents, document[places], "left")
    found = np.searchsorted(sorted_documents, document[places], "right") - first
    which, nth = _repeat(found)
    return places[which], sorted_groups[first[which] + nth]


def _upwards(table: CodingTable) -> tuple[IntArray, IntArray]:
    """Each code and those above it, one after the other for all codes; and how many these are for each."""
    lines: list[list[int]] = []
    for code, parent in enumerate(table.parents):
        lines.append([code] if parent == ABSENT else [code, *lines[parent]])
    flat = np.array([code for line in lines for code in line], np.int64)
    return flat, np.array([len(line) for line in lines], np.int64)


def _repeat(counts: IntArray) -> tuple[IntArray, IntArray]:
    """Each place as often as `counts` says, and its number among its equals: [2, 1] gives [0, 0, 1] and [0, 1, 0]."""
    which = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    first = np.cumsum(counts) - counts
    return which, np.arange(len(which), dtype=np.int64) - first[which]


def _passages(table: CodingTable) -> IntArray:
    """The number of each coding's passage: equal for codings of the same stretch of the same document."""
    stride = int(table.end.max(initial=0)) + 1
    begin = np.unique(table.document * stride + table.start, return_inverse=True)[1]
    length = table.end - table.start
    both = begin * (int(length.max(initial=0)) + 1) + length
    return np.unique(both, return_inverse=True)[1].astype(np.int64)

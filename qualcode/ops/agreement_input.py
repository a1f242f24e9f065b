"""What is compared when coders are: whose codings, of which codes, on which documents, counted in which units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.agreement.passages import Coded, Region
from qualcode.analysis.agreement.unitizing import IntArray
from qualcode.analysis.segment import paragraphs, sentences, turn_segments
from qualcode.errors import CoderNotFound, Refused
from qualcode.model.codebook import Code, CodeTree, name_order
from qualcode.model.document import Document
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.together import Settlement
from qualcode.ops import blinding, codebooks, documents
from qualcode.ops.names import pick
from qualcode.store import read
from qualcode.store.records import DoneRecord
from qualcode.store.session import Session

_FIELDS = ("id", "document", "coder", "code", "start", "end", "adrift")


class TooFewCoders(Refused):
    """Agreement is between two or more."""

    code = "too-few-coders"
    sentence = N_("Agreement needs two coders or more; there are {n}: {names}.")
    hint = N_("See who has coded with: qualcode coders")


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Codings as arrays (`coded`, in units; `ids`, `start` and `end`, in characters), and what their numbers stand for.

    `edges` are, by document, where its units begin and end in its text; none where the unit is the character.
    """

    coders: tuple[Coder, ...]
    codes: tuple[Code, ...]
    documents: tuple[Document, ...]
    coded: Coded
    ids: tuple[str, ...]
    start: IntArray
    end: IntArray
    region: Region
    edges: Mapping[int, tuple[IntArray, IntArray]]
    adrift: int
    notes: tuple[Message, ...]

    def place(self, document: int, start: int, end: int) -> tuple[int, int]:
        """Units `[start, end)` of a document as characters."""
        if document not in self.edges:
            return start, end
        starts, ends = self.edges[document]
        return int(starts[start]), int(ends[end - 1])


def compared(
    session: Session,
    coders: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    *,
    unit: str = "character",
    region: str = "common",
) -> Compared:
    """The codings that these coders (names; None: all who have coded) are compared by.

    Codes are those used, each by itself, or those named with all below them. Raises TooFewCoders, CoderNotFound,
    CodeNotFound, Ambiguous. Documents that the session's coder codes blind are left out.
    """
    columns = dict(zip(_FIELDS, read.columns(session, "coding", *_FIELDS), strict=True))
    chosen = _coders(session, coders, columns["coder"], columns["id"])
    coder = _numbers(columns["coder"], [each.id for each in chosen])
    adrift = np.array(columns["adrift"], dtype=np.bool_)
    lost = int((adrift & (coder >= 0)).sum())
    usable = (coder >= 0) & ~adrift
    every = session.all(Document, order=["number"])
    document = _numbers(columns["document"], [each.id for each in every])
    within, notes = _region(session, chosen, every, region, document[usable], coder[usable])
    own = blinding.held_from(session)
    unseen = [place for place in within if every[place].id in own]
    within = [place for place in within if every[place].id not in own]
    places = np.full(len(every) + 1, -1, dtype=np.int64)
    places[within] = np.arange(len(within))
    document = places[document]
    rows = np.flatnonzero(usable & (document >= 0))
    tree = codebooks.tree(session)
    rows, code, found = _codes(tree, codes, columns["code"], rows)
    kept = tuple(every[each] for each in within)
    start, end = (np.array(columns[name], dtype=np.int64)[rows] for name in ("start", "end"))
    edges, told = _edges(session, kept, unit)
    lengths = np.array(
        [len(edges[at][0]) if at in edges else each.characters for at, each in enumerate(kept)], dtype=np.int64
    )
    first, last = _in_units(document[rows], start, end, edges)
    touching = np.flatnonzero(first < last)
    rows, code, start, end = rows[touching], code[touching], start[touching], end[touching]
    return Compared(
        coders=chosen,
        codes=found,
        documents=kept,
        coded=Coded(document[rows], coder[rows], code, first[touching], last[touching]),
        ids=tuple(columns["id"][row] for row in rows),
        start=start,
        end=end,
        region=Region(lengths, np.ones((len(kept), len(chosen)), dtype=np.bool_)),
        edges=edges,
        adrift=lost,
        notes=(*notes, *told, *_of_own(len(unseen)), *_of_blind(session, kept), *_of_adrift(lost)),
    )


def _numbers(values: Sequence[str], known: Sequence[str]) -> IntArray:
    """Each value's place among those known, -1 where it is not."""
    place = {each: at for at, each in enumerate(known)}
    return np.fromiter((place.get(each, -1) for each in values), dtype=np.int64, count=len(values))


def _coders(
    session: Session, names: Sequence[str] | None, used: Sequence[str], ids: Sequence[str]
) -> tuple[Coder, ...]:
    every = sorted(session.all(Coder), key=lambda each: name_order(each.name))
    if names is not None:
        found = [pick(name, every, lambda each: each.name, CoderNotFound(name=name)) for name in names]
        chosen = tuple(dict.fromkeys(found))
    else:
        # What was agreed on is the work of no coder of its own: it is not compared unless it is asked for.
        agreed = {each.consensus for each in session.all(Settlement)}
        own = {coder for coder, coding in zip(used, ids, strict=True) if coding not in agreed}
        chosen = tuple(each for each in every if each.id in own)
    if len(chosen) < 2:
        raise TooFewCoders(n=len(chosen), names=", ".join(each.name for each in chosen) or "-")
    return chosen


def _region(
    session: Session,
    chosen: Sequence[Coder],
    every: Sequence[Document],
    region: str,
    document: IntArray,
    coder: IntArray,
) -> tuple[list[int], list[Message]]:
    """The documents compared, as places in `every`, and what is to be told of the choice."""
    coded: list[set[int]] = [set() for _ in chosen]
    for place, who in set(zip(document.tolist(), coder.tolist(), strict=True)):
        coded[who].add(place)
    if region == "all":
        found = sorted(set.union(*coded))
        partly = sum(any(place not in own for own in coded) for place in found)
        told = N_("Documents that not all of them have coded: {n}. There, whoever coded nothing counts as such.")
        return found, [Message(told, {"n": partly})] if partly else []
    number = {each.id: at for at, each in enumerate(every)}
    finished: dict[str, set[int]] = {each.id: set() for each in chosen}
    for mark in session.all(DoneRecord):
        if mark.coder in finished and mark.document in number:
            finished[mark.coder].add(number[mark.document])
    if any(finished.values()):
        return sorted(set.intersection(*finished.values())), []
    told = N_("Nobody has marked a document as done, so those are compared that all of them have coded.")
    return sorted(set.intersection(*coded)), [Message(told)]


def _codes(
    tree: CodeTree, names: Sequence[str] | None, column: Sequence[str], rows: IntArray
) -> tuple[IntArray, IntArray, tuple[Code, ...]]:
    """The rows that count, what they count as, and the codes these numbers stand for."""
    if names is None:
        used = {column[row] for row in rows}
        found = tuple(code for _, code in tree.walk() if code.id in used)
        return rows, _numbers([column[row] for row in rows], [each.id for each in found]), found
    named = [codebooks.find_code(tree, name) for name in names]
    found = tuple({code.id: code for code in named}.values())
    number = _numbers([column[row] for row in rows], [code.id for code in tree.codes])
    place = {code.id: at for at, code in enumerate(tree.codes)}
    taken, counted = [rows[:0]], [rows[:0]]
    for at, code in enumerate(found):
        own = rows[np.isin(number, [place[each.id] for each in tree.branch(code)])]
        taken.append(own)
        counted.append(np.full(len(own), at, dtype=np.int64))
    return np.concatenate(taken), np.concatenate(counted), found


def _edges(
    session: Session, kept: Sequence[Document], unit: str
) -> tuple[dict[int, tuple[IntArray, IntArray]], list[Message]]:
    """Where the units of each document begin and end."""
    edges: dict[int, tuple[IntArray, IntArray]] = {}
    if unit == "character":
        return edges, []
    without = 0
    for at, each in enumerate(kept):
        text, turns = read.text(session, each.text_sha256), documents.turns(session, each.id)
        if unit == "turn" and turns:
            found = turn_segments(turns)
        elif unit == "sentence":
            found = sentences(text, turns)
        else:
            without += unit == "turn"
            found = paragraphs(text, turns)
        found = [segment for segment in found if segment.start < segment.end]
        edges[at] = (
            np.array([segment.start for segment in found], dtype=np.int64),
            np.array([segment.end for segment in found], dtype=np.int64),
        )
    told = N_("Documents without turns, of which the paragraphs were taken: {n}.")
    return edges, [Message(told, {"n": without})] if without else []


def _in_units(
    document: IntArray, start: IntArray, end: IntArray, edges: Mapping[int, tuple[IntArray, IntArray]]
) -> tuple[IntArray, IntArray]:
    """The units that passages touch, `[first, last)`; none where they lie between two."""
    first, last = start.copy(), end.copy()
    for at, (starts, ends) in edges.items():
        own = document == at
        first[own] = np.searchsorted(ends, start[own], side="right")
        last[own] = np.searchsorted(starts, end[own], side="left")
    return first, last


def _of_own(n: int) -> list[Message]:
    told = N_("Documents that you code blind, not compared for you yet: {n}.")
    return [Message(told, {"n": n})] if n else []


def _of_blind(session: Session, kept: Sequence[Document]) -> list[Message]:
    n = len(blinding.held(session).keys() & {each.id for each in kept})
    told = N_("Documents that are still coded blind, and better not compared yet: {n}.")
    return [Message(told, {"n": n})] if n else []


def _of_adrift(lost: int) -> list[Message]:
    told = N_("Codings left out, as their words are no longer in the text: {n}.")
    return [Message(told, {"n": lost})] if lost else []

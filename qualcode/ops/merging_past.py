"""What two projects have known of each other: the last state that both went on from, or one took in from the other.

Journals tell it: the digest of an entry stands for everything before it. Two with the same digest somewhere were one
project until then; one that notes the other's digest has taken it in up to there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.analysis.merging.matching import Matching, match, translated
from qualcode.analysis.merging.merging import Side
from qualcode.analysis.merging.rules import RULES, Ids, Row, Rows
from qualcode.model.merging import MERGING
from qualcode.store import merge as rows_of
from qualcode.store.merge import Link
from qualcode.store.session import Session

_WRITERS = (MERGING, "redo", "undo")
OWN = ("merge", "merge_conflict", "foreign_entry")
"""What merging itself keeps; it is only ever added to."""

_MADE_WITH = ("codebook", "code")  # what projects begin with: the same shared codebook


@dataclass(frozen=True, slots=True)
class Known:
    """A project with its rows and journal. `after`: rows as they were right after merges that are not stored yet."""

    session: Session
    rows: Rows
    chain: list[Link]
    after: Mapping[str, Rows]

    def digests(self) -> dict[str, int]:
        """The numbers of the entries, by digest."""
        return {link.digest: link.sequence for link in self.chain}


@dataclass(frozen=True, slots=True)
class Past:
    """What is common: rows with the ids that they have there, and these as ours; see `merging.Side`."""

    base: Rows
    known: Ids
    weak: bool


def is_known(ours: Known, theirs: Known) -> bool:
    """Whether we have had all that theirs has."""
    head = theirs.chain[-1].digest if theirs.chain else ""
    return head in ours.digests() or any(row["digest"] == head for row in ours.rows["merge"].values())


def common_past(ours: Known, theirs: Known, onto: Mapping[str, str]) -> Past:
    """What both have known of each other. `onto`: see `matching.match`."""
    own, other = ours.digests(), theirs.digests()
    shared = max((number for digest, number in own.items() if digest in other), default=0)
    taken = _last_taken(ours.rows, other)
    given = _last_taken(theirs.rows, own)
    here = _position(ours, taken) if taken and taken[0] > shared else 0
    there = _position(theirs, given) if given and given[0] > shared else 0
    if taken and here and (not there or not given or here + taken[0] >= given[0] + there):
        return _taken_in(ours, theirs, taken, here, onto)
    if given and there:
        return _given_away(ours, theirs, given, there, onto)
    if shared:
        base = rows_of.rewound(theirs.session, theirs.rows, shared)
        return Past(base, {table: {key: key for key in rows} for table, rows in base.items()}, False)
    return Past(_made_alike(ours, theirs), {}, True)


def _last_taken(rows: Rows, digests: Mapping[str, int]) -> tuple[int, Row] | None:
    """The latest of the other's entries that a merge noted here, and the row that notes it."""
    found = [(digests[row["digest"]], row) for row in rows["merge"].values() if row["digest"] in digests]
    return max(found, key=lambda pair: pair[0], default=None)


def _position(side: Known, noted: tuple[int, Row]) -> int:
    """After which entry of the side's journal the other's state was known there."""
    if noted[1]["id"] in side.after:
        return side.chain[-1].sequence + 1
    return rows_of.entry_of(side.session, "merge", noted[1]["id"], _WRITERS) or 0


def _right_after(side: Known, noted: tuple[int, Row], position: int) -> Rows:
    unstored = side.after.get(noted[1]["id"])
    return unstored if unstored is not None else rows_of.rewound(side.session, side.rows, position)


def _taken_in(ours: Known, theirs: Known, noted: tuple[int, Row], position: int, onto: Mapping[str, str]) -> Past:
    base = rows_of.rewound(theirs.session, theirs.rows, noted[0])
    known = match(_right_after(ours, noted, position), base, {}, onto).same()
    # What we had left out then is known too: it is in the base and not here.
    everything = {table: {**{key: key for key in base[table]}, **known[table]} for table in RULES}
    return Past(base, everything, False)


def _given_away(ours: Known, theirs: Known, noted: tuple[int, Row], position: int, onto: Mapping[str, str]) -> Past:
    """They took in what we were: that is the base, told with the ids that it has there."""
    base = rows_of.rewound(ours.session, ours.rows, noted[0])
    then = match(base, _right_after(theirs, noted, position), {}, onto).same()
    back = Matching({table: {mine: key for key, mine in ids.items()} for table, ids in then.items()})
    known = {table: {back.ids[table].get(key, key): key for key in base[table]} for table in RULES}
    return Past(translated(back, base, base), known, False)


def _made_alike(ours: Known, theirs: Known) -> Rows:
    """Strangers that began with the same codebook: the codes as both were made with them."""
    mine, others = (rows_of.first_rows(each.session, _MADE_WITH) for each in (ours, theirs))
    base: Rows = {table: {} for table in RULES}
    for table in _MADE_WITH:
        base[table] = {key: row for key, row in others[table].items() if mine[table].get(key) == row}
    return base


def side_of(theirs: Known, past: Past, onto: Mapping[str, str]) -> Side:
    """The other project as the merge wants it."""
    base = {table: {} if table in OWN and table != "merge_conflict" else rows for table, rows in past.base.items()}
    return Side(theirs.rows, base, past.known, past.weak, onto)

"""The turns of a text belong together: where two projects cut the same text otherwise, the cut of one is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from qualcode.analysis.merging.rows import dumped
from qualcode.analysis.merging.rules import Row, Rows

_Shape = tuple[tuple[Any, ...], ...]


def one_cut(ours: Rows, theirs: Rows, base: Rows) -> None:
    """Let both sides have the same turns in every revision that both have; changes `ours` and `theirs`.

    Where the two differ it is theirs if only they cut anew, ours if only we did, else the greater by its bytes.
    """
    own, other, before = (_by_revision(rows["turn"]) for rows in (ours, theirs, base))
    for revision in own.keys() & other.keys():
        mine, others = _shape(own[revision]), _shape(other[revision])
        if mine == others:
            continue
        was = _shape(before.get(revision, []))
        take = theirs if was == mine else ours if was == others else _greater(ours, theirs, mine, others)
        chosen = other[revision] if take is theirs else own[revision]
        for rows, present in ((ours, own[revision]), (theirs, other[revision])):
            for row in present:
                del rows["turn"][row["id"]]
            for row in chosen:
                rows["turn"][row["id"]] = row


def _greater(ours: Rows, theirs: Rows, mine: _Shape, others: _Shape) -> Rows:
    return ours if dumped(mine).encode() >= dumped(others).encode() else theirs


def _by_revision(turns: Mapping[str, Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in turns.values():
        found[row["revision"]].append(row)
    return found


def _shape(turns: list[Row]) -> _Shape:
    return tuple(sorted((row["index"], row["start"], row["end"], row["label_start"]) for row in turns))

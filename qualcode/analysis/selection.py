"""Which codings, documents and people a table is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.table import ABSENT, BoolArray, CodingTable, Column, Sets
from qualcode.model.codebook import fold_name
from qualcode.model.results import Header


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Masks as long as the table's codings, documents and people; None: all of them.

    `codings` leaves the sources whole: shares are still of all words. `documents` and `people` narrow the sources: what
    is outside is neither counted nor part of any share's base, and has no row or column. Where `people` is given, only
    words of narrators we know to be among them count.
    """

    codings: BoolArray | None = None
    documents: BoolArray | None = None
    people: BoolArray | None = None


Wanted = str | tuple[str, ...]
"""A value, or several of which any will do."""


def select(table: CodingTable, where: Mapping[str, Wanted]) -> Selection:
    """The selection in which every named property has the value wanted, compared as names are (`fold_name`).

    Of several values of one property any will do. Names are those of `dimensions` but `speaker`; a code selects its
    whole branch. The value `""` means absent. Raises KeyError for a name the table does not have. A value that nothing
    has selects nothing.
    """
    codings = documents = people = None
    for name, wanted in where.items():
        value = (wanted,) if isinstance(wanted, str) else wanted
        if name in {"code", "dimension"}:
            codings = _both(codings, _in_branch(table, value)[table.code])
        elif name in table.coding_columns:
            codings = _both(codings, _has(table.coding_columns[name], value))
        elif name == "document":
            documents = _both(documents, _named(table.documents, value))
        elif name in table.document_sets:
            documents = _both(documents, _in_set(table.document_sets[name], value, len(table.documents)))
        elif name in table.document_columns:
            documents = _both(documents, _has(table.document_columns[name], value))
        elif name == "person":
            people = _both(people, _named(table.people, value))
        else:
            people = _both(people, _has(table.person_columns[name], value))
    return Selection(codings, documents, people)


def _both(one: BoolArray | None, other: BoolArray) -> BoolArray:
    return other if one is None else one & other


def _named(headers: tuple[Header, ...], values: tuple[str, ...]) -> BoolArray:
    wanted = {fold_name(value) for value in values}
    hits = [not wanted.isdisjoint({fold_name(header.key or ""), fold_name(header.label)}) for header in headers]
    return np.array(hits, np.bool_)


def _has(column: Column, values: tuple[str, ...]) -> BoolArray:
    # The last place answers for -1: what is absent is the value "".
    chosen: BoolArray = np.append(_named(column.values, tuple(filter(None, values))), "" in values)
    hits: BoolArray = chosen[column.index]
    return hits


def _in_set(sets: Sets, values: tuple[str, ...], documents: int) -> BoolArray:
    hits = np.zeros(documents, np.bool_)
    hits[sets.document[_has(Column(sets.values, sets.value), values)]] = True
    return hits


def _in_branch(table: CodingTable, values: tuple[str, ...]) -> BoolArray:
    wanted = _named(table.codes, values)
    for code, parent in enumerate(table.parents):
        # Parents come before children, so one pass reaches every depth.
        if parent != ABSENT:
            wanted[code] |= wanted[parent]
    return wanted

"""Two codebooks held side by side, and one beside those of several pools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.codebook import Code
from qualcode.model.message import Message

RELATIONS = ("same", "renamed", "moved", "changed", "split", "merged", "added", "removed")
"""What may have become of a code; `added` is only in the second book, `removed` only in the first."""

TEXT_FIELDS = ("definition", "include", "exclude", "aliases", "examples", "terms", "indicators")
PLAIN_FIELDS = ("pools", "sdg", "colour")
FIELDS = (*TEXT_FIELDS, *PLAIN_FIELDS)
"""What is compared of two codes besides names and places, in this order."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Passages of a project: the text's hash, start and end (code points), the code's id; one of each."""

    texts: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Two codes that are a pair, and what differs: `relations` (of `RELATIONS`) and `fields` (of `FIELDS`).

    `score` (0 to 1), `because` (kinds of evidence, the strongest first), `relation` (`one` or `part`) and `confirmed`
    are as in `CodePair`. `languages` are those in which the labels differ.
    """

    first: Code
    second: Code
    score: float
    because: tuple[tuple[str, float], ...]
    relation: str
    confirmed: bool
    relations: tuple[str, ...]
    fields: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodePair:
    """A code of the first book and its counterpart in the second (keys), how sure that is (0 to 1), and why.

    `because` holds the kinds of evidence with their scores (0 to 1), `reason` their names, the strongest first.
    `relation`: `one`, or `part` where a code was split into, or merged with, several. `confirmed`: somebody said so.
    """

    from_: str
    to: str
    score: float
    reason: str
    because: Mapping[str, float]
    relation: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Renamed:
    """A code whose label is another one in a language that both books have it in."""

    from_: str
    to: str
    score: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A code (its key in the first book) that stands below another: `from_` the one above it there, `to` the one now.

    None is the top.
    """

    code: str
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A code (its key in the first book) of which other texts differ: `fields`, of `FIELDS`."""

    code: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A code of the first book that is several in the second."""

    from_: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Codes of the first book that are one in the second."""

    from_: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """What has become of a codebook's codes in another; codes by their keys.

    `same`, `removed` and what is `moved` or `changed` by the key in the first book, `added` by that in the second. A
    code may be renamed, moved and changed at once; one that was split or merged is told only as that. `pairs` holds
    all of them. `notes` say what could not be compared.
    """

    first: str
    second: str
    same: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[Renamed, ...]
    moved: tuple[Moved, ...]
    changed: tuple[Changed, ...]
    split: tuple[Split, ...]
    merged: tuple[Merged, ...]
    pairs: tuple[CodePair, ...]
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class PoolCell:
    """What a pool's codebook has for a row: the codes by key and label, how they differ, and how sure that is.

    `relations` are of `RELATIONS`: empty where the pool has nothing, `added` where the first book has nothing.
    `fields` differ, of `FIELDS`.
    """

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    relations: tuple[str, ...]
    fields: tuple[str, ...]
    score: float | None


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A code of the first book, or one that only pools have (`is_shared` is False), and a cell a pool."""

    code: str
    label: str
    parent: str | None
    is_shared: bool
    pools: tuple[PoolCell, ...]


@dataclass(frozen=True, slots=True)
class PoolTable:
    """A shared codebook beside those of several pools, whose names are `pools`."""

    shared: str
    pools: tuple[str, ...]
    rows: tuple[PoolRow, ...]
    notes: tuple[Message, ...]

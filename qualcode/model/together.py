"""Several people, several projects: codebook versions and correspondences, tasks, settlements, merges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RELATIONS = ("same", "renamed", "moved", "redefined", "split", "merged", "none")
OUTCOMES = ("consensus", "kept", "removed", "left")


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """The codebook under a name, as it was after the journal's entry `sequence`; `content` is the whole, as YAML."""

    id: str
    name: str
    note: str
    sequence: int
    content: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A pair of a crosswalk between two codebooks that somebody confirmed or declined.

    Books and codes are named by their ids; labels are kept beside them for people. `relation` is one of `RELATIONS`;
    `none` says that the two are not the same, or with an empty `to_code` that the code has no counterpart at all.
    """

    id: str
    from_book: str
    from_code: str
    from_label: str
    to_book: str
    to_code: str
    to_label: str
    relation: str
    note: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a coder is to code a document; `blind` until all its coders are done. `plan` says how it was drawn."""

    id: str
    document: str
    coder: str
    blind: bool
    plan: str
    created: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a disagreement was settled, and why.

    `codings` are the ids that were in question, `consensus` the id of the coding agreed on; `coder` is the arbiter.
    """

    id: str
    document: str
    start: int
    end: int
    codings: tuple[str, ...]
    outcome: str
    consensus: str | None
    reason: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Another project that was taken in: which, in what state, how much came of it."""

    id: str
    project: str
    title: str
    sequence: int
    digest: str
    counts: Mapping[str, int]
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """A field of a row that both projects had changed; values are JSON. A person decides."""

    id: str
    project: str
    table: str
    row: str
    field: str
    ours: str
    theirs: str
    status: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class ForeignEntry:
    """An entry of another project's journal, readable here after a merge; `summary` is the message as JSON."""

    id: str
    project: str
    sequence: int
    at: str
    coder: str
    operation: str
    summary: str

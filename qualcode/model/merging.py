"""What merging projects did or would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.model.message import Message
from qualcode.model.revision import Reanchored

MERGING = "project.merge"
"""The operation, as the journal calls it."""
SIDES = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A field that both projects had changed, with what each has; `stands` says whose holds, `status` who decided.

    `project` is the other project's title. `table` and `row` (an id) name the thing, `name` as people call it. Ids of
    other things among the values are shown by their names. `id` is empty where nothing was stored.
    """

    id: str
    project: str
    table: str
    row: str
    name: str
    field: str
    ours: Any
    theirs: Any
    stands: str
    status: str


@dataclass(frozen=True, slots=True)
class TextDiffers:
    """A document that both projects have, with different texts.

    `beside` is the id under which theirs came in beside ours; None where its codings were put on our text: then `kept`
    counts those that stand on their words, and the others are listed as by an edit of a text.
    """

    document: str
    title: str
    codings: int
    beside: str | None
    kept: int = 0
    changed: tuple[Reanchored, ...] = ()
    moved: tuple[Reanchored, ...] = ()
    adrift: tuple[Reanchored, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedProject:
    """What came from one project; `file` is its name without the folder. `common`: the two had a past in common."""

    file: str
    title: str
    common: bool
    documents: int
    codes: int
    codings: int
    memos: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What came in from other projects.

    `cases` to `others` count what is new here; `changed` is what was here and is changed, `removed` what was here and
    they had taken out, `kept` what one side had taken out and the other had gone on with, `same` what both had.
    `operation` is the journal's number; None where nothing was stored.
    """

    documents: int
    codes: int
    codings: int
    memos: int
    conflicts: tuple[ConflictView, ...]
    cases: int
    people: int
    coders: int
    others: int
    changed: int
    removed: int
    kept: int
    same: int
    texts: tuple[TextDiffers, ...]
    projects: tuple[MergedProject, ...]
    notes: tuple[Message, ...]
    operation: int | None


@dataclass(frozen=True, slots=True)
class ForeignEntryView:
    """An entry of the history of a project that was taken in; `sequence` is its number there."""

    project: str
    sequence: int
    at: str
    coder: str
    operation: str
    summary: Message

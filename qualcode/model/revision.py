"""What editing a document's text did to the passages coded in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.document import SearchHit
from qualcode.model.message import Message


@dataclass(frozen=True, slots=True)
class Reanchored:
    """A coding that an edit did not simply leave alone; `code` is a key, `coder` a name.

    `old_start`, `old_end` and `old_quote` are what it was; `start`, `end` and `quote` are what it is. Adrift, `quote`
    is still the old one and `[start, end)`, perhaps empty, is where it should be; `taken`: its words are there, but the
    same coder's same code stands on them already.
    """

    id: str
    code: str
    coder: str
    old_start: int
    old_end: int
    old_quote: str
    start: int
    end: int
    quote: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class RevisionReport:
    """What an edit did: `revision` is the text's number now, `kept` the ids of codings that stand on their words.

    `changed` were edited themselves, `moved` stand elsewhere, `adrift` were not found. `operation` is the journal's
    number; None where nothing was stored.
    """

    document: str
    revision: int
    kept: tuple[str, ...]
    changed: tuple[Reanchored, ...]
    moved: tuple[Reanchored, ...]
    adrift: tuple[Reanchored, ...]
    notes: tuple[Message, ...] = ()
    operation: int | None = None


@dataclass(frozen=True, slots=True)
class AdriftCoding:
    """A coding whose words are no longer found; `code` is a key, `coder` a name, `memo` the coder's own note on it.

    It stood on `quote` at `[old_start, old_end)` of the document's revision number `revision`. In the present text it
    should be at `[start, end)`, perhaps empty, between the words `before` and `after`. `taken` as in `Reanchored`.
    """

    id: str
    document: str
    code: str
    coder: str
    memo: str | None
    quote: str
    revision: int
    old_start: int
    old_end: int
    start: int
    end: int
    before: str
    after: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place that a coding adrift may belong to: `[start, end)` of the present text with the words around it.

    `score` 0..1 tells how alike the words are (1: the same). `taken`: the same coder's same code stands there.
    """

    start: int
    end: int
    before: str
    quote: str
    after: str
    score: float
    taken: bool


@dataclass(frozen=True, slots=True)
class Places:
    """A coding adrift: its words with what stood around them in the text of its revision, and where it may belong."""

    before: str
    quote: str
    after: str
    places: tuple[NewPlace, ...]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where words stand that are to be replaced, and how often they stand there in another form.

    `others` counts the forms that are not replaced: in other letters, or as a part of longer words.
    """

    hits: tuple[SearchHit, ...]
    others: Mapping[str, int]

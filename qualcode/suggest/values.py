"""What goes into the making of suggestions and what comes out: plain values that cross to the worker process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.document import TurnView
from qualcode.model.message import Message
from qualcode.model.suggestion import Decision, Segment, Suggestion

Cue = tuple[str, str]
"""A code's key and one of its terms, as the codebook writes it."""

_SPACY_NUMBER = re.compile(r"\[[EW]\d+\]")

TermKind = Literal["phrase", "word", "part"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document as suggestions need it; `document` is its id."""

    document: str
    language: str
    text: str
    turns: tuple[TurnView, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage that carries a code (by key) already."""

    document: str
    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Request:
    """Suggestions are wanted for the documents `wanted` (ids), in the light of all `sources` of the project.

    `cues` are the codebook's terms by language. `coded` are the passages not to offer again; of `decisions` those of
    `coder` silence what was refused, and all together judge the terms; their `code` is a key. `muted` terms are not
    looked for. `codes` (keys) keeps to some codes, `limit` to the best few.
    """

    wanted: tuple[str, ...]
    sources: tuple[Source, ...]
    cues: Mapping[str, tuple[Cue, ...]]
    coder: str = ""
    coded: tuple[Coded, ...] = ()
    decisions: tuple[Decision, ...] = ()
    muted: frozenset[Cue] = field(default_factory=frozenset)
    codes: frozenset[str] | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class TermHit:
    """A place `[start, end)` where a code's term stands, in sentence number `sentence` of the narrators' sentences."""

    sentence: int
    start: int
    end: int
    code: str
    term: str
    kind: TermKind


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found in one document: the narrators' sentences, the terms in them, and how many words they have."""

    sentences: tuple[Segment, ...]
    hits: tuple[TermHit, ...]
    words: int


@dataclass(frozen=True, slots=True)
class TermRecord:
    """How often suggestions that showed a term were decided upon, and how often refused."""

    code: str
    term: str
    decisions: int
    refused: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The suggestions, best first; the terms that count for half because they are mostly refused; things to tell."""

    suggestions: tuple[Suggestion, ...]
    lowered: tuple[TermRecord, ...] = ()
    notes: tuple[Message, ...] = ()


def name_of(error: Exception) -> str:
    """The error's class, and spaCy's number for it. Its message is left out, because that may quote the text."""
    number = _SPACY_NUMBER.search(str(error))
    return f"{type(error).__name__} {number[0]}" if number else type(error).__name__

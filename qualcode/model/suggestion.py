"""Suggestions: what the program noticed, with its reasons. Never a coding by itself."""

from __future__ import annotations

from dataclasses import dataclass

EVIDENCE_KINDS = ("term", "similar", "learned", "definition", "against")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that suggestions and units are about; `narrator` is False for an interviewer's words."""

    start: int
    end: int
    turn: int | None = None
    narrator: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: `[start, end)` in the document is the place, `text` the words there, `detail` why (a term, ...)."""

    kind: str
    text: str
    start: int
    end: int
    detail: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage that may carry a code; `document` is an id, `code` a key, `score` lies in 0..1."""

    document: str
    start: int
    end: int
    quote: str
    code: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder said to a suggestion: `verdict` is accepted, changed or refused; `terms` are the cues shown."""

    id: str
    document: str
    revision: str
    start: int
    end: int
    code: str
    coder: str
    verdict: str
    method: str
    score: float
    terms: tuple[str, ...]
    coding: str | None
    created: str

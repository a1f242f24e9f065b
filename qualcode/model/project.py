"""The project, its coders, and what happened in it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.message import Message

LANGUAGES = ("fr", "nl", "en", "de")


@dataclass(frozen=True, slots=True)
class Project:
    """The one project in a file. `language` is the working language, ISO 639-1."""

    id: str
    title: str
    language: str
    created: str


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes. Names are unique without regard to case."""

    id: str
    name: str
    created: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the journal, as `history` shows it.

    `sequence` orders (never the clock); `operation` is a stable name such as `coding.add`; `undone` tells whether its
    effect is taken back at present.
    """

    sequence: int
    at: str
    coder: str
    operation: str
    summary: Message
    undone: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a project holds."""

    documents: int
    words: int
    codes: int
    codings: int
    coders: int
    cases: int
    people: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome of `check`: every problem found, in plain words."""

    ok: bool
    problems: tuple[Message, ...]

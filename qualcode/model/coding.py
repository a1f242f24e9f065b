"""Codings and memos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.text import Span

ORIGINS = ("manual", "suggestion", "autocode", "import")
MEMO_SUBJECTS = ("coding", "code", "document", "case", "person", "project")


@dataclass(frozen=True, slots=True)
class Coding:
    """A code put on a passage by a coder.

    The span lies in the text of `revision`; `quote` is what it covered when it was made. `effect` is one of
    `codebook.EFFECTS`, or None where nobody has judged it. `adrift` marks one whose words can no longer be found.
    """

    id: str
    document: str
    revision: str
    start: int
    end: int
    quote: str
    code: str
    coder: str
    effect: str | None
    facets: Mapping[str, str]
    origin: str
    adrift: bool
    created: str

    @property
    def span(self) -> Span:
        """The passage."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Memo:
    """A note about something: `about_kind` is one of `MEMO_SUBJECTS`, `about` its id."""

    id: str
    about_kind: str
    about: str
    text: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class CodingView:
    """A coding with its code's key and its coder's name; `memo` is the coder's own note on it."""

    id: str
    document: str
    start: int
    end: int
    quote: str
    code: str
    coder: str
    effect: str | None
    facets: Mapping[str, str]
    memo: str | None
    origin: str
    created: str
    adrift: bool = False

    @property
    def span(self) -> Span:
        """The passage."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class MemoView:
    """A memo with names: `about` is the id of what it is on, `about_name` how a person calls that."""

    id: str
    about_kind: str
    about: str
    about_name: str
    text: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class CoderView:
    """A coder, how much they coded, and the titles of the documents they have finished."""

    name: str
    codings: int
    done: tuple[str, ...]

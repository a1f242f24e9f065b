"""Excerpts as rows: what a report of excerpts shows, for tables and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.report import Rendering


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A coded passage as a report shows it: texts in the reader's language, names hidden that are to be hidden.

    `document` is the number, `[start, end)` the place in its text in code points, `turn` and `last_turn` count from 1,
    `time` is in seconds. `code` and `dimension` are keys, `label` is the code's. `effect` and each of `facets` (by
    label) say what the coders said, once where they agree. `also` are the labels of other codes on the passage.
    `translations` are the words in other languages, each with who translated them.
    """

    document: int
    title: str
    kind: str
    language: str
    case: str | None
    narrators: tuple[str, ...]
    turn: int | None
    last_turn: int | None
    time: float | None
    start: int
    end: int
    dimension: str
    code: str
    label: str
    quote: str
    effect: str | None
    facets: Mapping[str, str]
    also: tuple[str, ...]
    coders: tuple[str, ...]
    memo: str | None
    translations: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class Only:
    """Codings (ids) that somebody has chosen one by one, and by what, in words for the title page."""

    codings: frozenset[str]
    told: str = ""


@dataclass(frozen=True, slots=True)
class ExcerptTable:
    """Excerpts with the words for a table of them: `header` and `rows` are one to one, `about` tells of the whole.

    `about` holds the report's title page and what is left out; `created` is the ISO date for the file.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    about_name: str
    about: tuple[str, ...]
    left_out: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]
    created: str

"""Several codebooks made one, and what there is to tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Named:
    """A codebook and what people call where it comes from."""

    name: str
    codebook: Codebook


@dataclass(frozen=True, slots=True)
class UnionConflict:
    """What two books say differently of one code: `ours` stands now, `theirs` is what `book` says.

    `code` is the key in the union; `field` is `labels`, `definition` or `parent`; `language` is "" for what is in none.
    """

    code: str
    field: str
    language: str
    ours: str
    theirs: str
    book: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Two codes that look alike and were not made one: their books and keys, how alike (0 to 1), and why not.

    `reason`: `unsure` (the score is too low), `declined` by somebody, `part` (one was split into, or merged from,
    several), or `taken` (the other code became one with a likelier one of the same book).
    """

    first_book: str
    first: str
    second_book: str
    second: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class UnionReport:
    """What a union holds: `codes` in all, `joined` of the other books made one with a code there, `added` beside."""

    codes: int
    joined: int
    added: int
    conflicts: tuple[UnionConflict, ...]
    apart: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """The codebook, the report on it, and by key of a code the books that have it, each with the key it has there."""

    codebook: Codebook
    report: UnionReport
    held: Mapping[str, tuple[tuple[str, str], ...]]

"""Who is to code what, for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """That `coder` is to code a document (its id), `blind` until all its coders are done; `plan`: how it was drawn."""

    document: str
    title: str
    coder: str
    blind: bool
    done: bool
    plan: str


@dataclass(frozen=True, slots=True)
class DoubleCoding:
    """A plan for double coding: `share` of the documents of each stratum, drawn with `seed`, for all `coders`.

    `strata` are the numbers drawn and there, by the stratum's name. `documents` are ids, `stored` whether it was.
    """

    coders: tuple[str, ...]
    share: float
    seed: int
    by: str
    strata: dict[str, tuple[int, int]]
    documents: tuple[str, ...]
    titles: tuple[str, ...]
    stored: bool

"""The framework matrix (Gale et al. 2013) as it is shown: what researchers make of each case and theme."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.results import Header


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """What is written of a case and a code, and the passages there are to write from.

    text, coder, at   the summary, who wrote it last and when; empty and None where nothing is written
    codings           the ids of the passages it links to: the first is `[1]` in the text
    missing           those of them that are no longer there
    passages, people  distinct passages of the case under the code or a code below it, narrators who say some of them
    stale             whether codings have changed since it was written: how many are `new`, `gone` or `changed` (their
                      words or their effect)
    """

    case: str
    code: str
    text: str
    coder: str | None
    at: str | None
    codings: tuple[str, ...]
    missing: tuple[str, ...]
    passages: int
    people: int
    stale: bool
    new: int
    gone: int
    changed: int


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """A case with a cell for each column."""

    case: str
    cells: tuple[FrameworkCell, ...]


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """Cases by codes or dimensions; `columns` are the codes, by key and label."""

    columns: tuple[Header, ...]
    rows: tuple[FrameworkRow, ...]

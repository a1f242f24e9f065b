"""Where numbers meet stories: verdicts, picked quotes, summaries of the framework matrix, translations of quotes."""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = ("agreement", "partial", "dissonance", "silence-qualitative", "silence-quantitative", "no-data")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a coder says of a row of the joint display.

    `by` is `case`, `group` or an attribute's name; `group` the case's or group's id, or the attribute's value; `code`
    and `indicator` are ids, the latter None where there is no indicator.
    """

    id: str
    by: str
    group: str
    code: str
    indicator: str | None
    coder: str
    verdict: str
    note: str
    created: str


@dataclass(frozen=True, slots=True)
class Pick:
    """That a coding was picked as a quote to be shown; `coding` is its id, which may be gone since."""

    id: str
    coding: str
    position: int
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A researcher's words for a case and a code or dimension (the cell of a framework matrix).

    `codings` are the ids of the passages it links to; `basis` is a digest of the cell's passages when it was written,
    by which one sees that they have changed since.
    """

    id: str
    case: str
    code: str
    text: str
    codings: tuple[str, ...]
    basis: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A quote in another language, signed by who translated it."""

    id: str
    coding: str
    language: str
    text: str
    coder: str
    created: str

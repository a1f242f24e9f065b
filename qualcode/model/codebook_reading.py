"""Codings of one codebook read under another: which code counts as which, and what a recoding would do or did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Counterparts:
    """For codes of the project (ids) the code of the other codebook (id) that they are.

    `lacking` says of each other code of the project, by key, why it has none: `none` looks like it, it is `unsure`
    which (nobody confirmed it and the score is too low), or it was `split` into several.
    """

    found: Mapping[str, str]
    lacking: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """Another codebook under which codings are read: what it is called, its codes, and what each code counts as there.

    `ids` and `keys` say it of the project's codes by id and by key; a code without a counterpart is in neither.
    """

    name: str
    codebook: Codebook
    ids: Mapping[str, str]
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CodeReplaced:
    """A code of the project (`code`, its key) and the other codebook's that takes its place, with its own codings.

    `new`: the other code was not in the project's codebook.
    """

    code: str
    into: str
    codings: int
    new: bool


@dataclass(frozen=True, slots=True)
class CodeKept:
    """A code without a counterpart, which stays with its own codings, and why; see `Counterparts.lacking`."""

    code: str
    reason: str
    codings: int


@dataclass(frozen=True, slots=True)
class RecodeReport:
    """What reading all codings under another codebook for good would do or did.

    Of the `codings` that get another code, `joined` go up in one that is there, in `differing` of which effect or
    facets are not the same: those of the one that stays hold. `operation` is the journal number; None where nothing was
    stored.
    """

    replaced: tuple[CodeReplaced, ...]
    kept: tuple[CodeKept, ...]
    codings: int
    joined: int
    differing: int | None
    operation: int | None

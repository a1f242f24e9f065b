"""Cases and people as they are looked through: with all that hangs on them, found by ids rather than names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.case import AttributeValue


@dataclass(frozen=True, slots=True)
class AttributeSheet:
    """A property that cases or people can have; `uses` counts those who have it, `values` are the different ones.

    `type` is text, number, yes-no or date; values stand as they are stored.
    """

    id: str
    name: str
    type: str
    uses: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentSheet:
    """A document of a case; `codings` counts everybody's."""

    id: str
    number: int
    title: str
    kind: str
    codings: int


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case. `people` are ids; `codings` counts everybody's in its documents."""

    id: str
    name: str
    kind: str
    attributes: Mapping[str, AttributeValue]
    documents: tuple[DocumentSheet, ...]
    people: tuple[str, ...]
    codings: int
    memos: int


@dataclass(frozen=True, slots=True)
class SpeakingSheet:
    """Where a person speaks: under which label, in how many turns, from which offset to which of the first one.

    `codings` counts everybody's passages that touch what they say; `start` and `end` are None where they say nothing.
    """

    document: str
    number: int
    title: str
    label: str
    turns: int
    codings: int
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """A person; `case` is an id, `case_name` its name, `codings` counts passages that touch what they say."""

    id: str
    name: str
    case: str | None
    case_name: str | None
    consent: str
    attributes: Mapping[str, AttributeValue]
    speaking: tuple[SpeakingSheet, ...]
    codings: int
    memos: int


@dataclass(frozen=True, slots=True)
class Register:
    """All cases and people, by name, and the properties that either can have."""

    cases: tuple[CaseSheet, ...]
    people: tuple[PersonSheet, ...]
    case_attributes: tuple[AttributeSheet, ...]
    person_attributes: tuple[AttributeSheet, ...]

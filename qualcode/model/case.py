"""Cases (enterprises) and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CONSENTS = ("quote", "anonymised", "count", "none")
"""What may be shown of somebody's words, the stricter behind."""
QUOTED = CONSENTS[:2]
"""Those by which the words themselves may be shown."""
ATTRIBUTE_TYPES = ("text", "number", "yes-no", "date")
AttributeValue = str | float | bool


def strictest(consents: Iterable[str]) -> str:
    """The strictest of consents; `quote` where there is none."""
    return max(consents, key=CONSENTS.index, default="quote")


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared: usually an enterprise."""

    id: str
    name: str
    kind: str
    created: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks. `consent` says what may be shown of their words.

    quote: with the name; anonymised: quoted under a number; count: counted, never quoted; none: left out altogether.
    """

    id: str
    name: str
    case: str | None
    consent: str
    created: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named, typed property that cases or people have; `about` is `case` or `person`."""

    id: str
    about: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its attributes and the names and titles in it."""

    name: str
    kind: str
    attributes: Mapping[str, AttributeValue]
    members: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person with attributes, consent and the documents they speak in."""

    name: str
    kind: str
    case: str | None
    consent: str
    attributes: Mapping[str, AttributeValue]
    members: tuple[str, ...]
    documents: tuple[str, ...]

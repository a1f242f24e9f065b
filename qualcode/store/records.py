"""Values that only the store needs: what the model keeps elsewhere or in another shape."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.codebook import Facet, Localised


@dataclass(frozen=True, slots=True)
class CodebookRecord:
    """A codebook without its codes, which have a table of their own."""

    id: str
    name: str
    version: str
    languages: tuple[str, ...]
    title: Localised
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class AttributeValueRecord:
    """One attribute of one case or person, as text."""

    id: str
    attribute: str
    owner: str
    value: str


@dataclass(frozen=True, slots=True)
class DoneRecord:
    """The mark that a coder has finished a document."""

    id: str
    document: str
    coder: str
    created: str

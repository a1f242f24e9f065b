"""What can be crossed in a matrix, and which passages stand behind one of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.i18n import catalogue
from qualcode.model.case import Attribute
from qualcode.model.codebook import label, name_order
from qualcode.model.coding import Coding, CodingView
from qualcode.model.document import Document
from qualcode.model.results import Header, Matrix
from qualcode.ops import analysis, codebooks, codings
from qualcode.ops.passages import Speech, spoken
from qualcode.ops.report_words import ANSWERS, DIMENSIONS, EFFECT_NAMES, KINDS
from qualcode.store.session import Session

_FIXED = ("code", "dimension", "case", "group", "person", "document", "coder", "speaker", "kind", "effect", "language")


@dataclass(frozen=True, slots=True)
class Axis:
    """Something that rows, columns and filters may be: `name` for programs, `label` for people.

    `kind` says where it comes from: `fixed`, `facet` (of codings), `case` or `person` (attributes).
    """

    name: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A coded passage with what a reader wants to know of it; `speakers` are the narrators who say some of it."""

    coding: CodingView
    document: str
    speakers: tuple[str, ...]


def axes(session: Session, language: str) -> list[Axis]:
    """All that can be crossed in this project: the properties every project has, then facets, then attributes."""
    say = catalogue(language).gettext
    fixed = [Axis(name, say(DIMENSIONS[name]), "fixed") for name in _FIXED]
    facets = [Axis(each.name, label(each, language), "facet") for each in codebooks.book(session).facets]
    found = sorted(session.all(Attribute), key=lambda each: (each.about, name_order(each.name)))
    attributes = [Axis(each.name, each.name, each.about) for each in found]
    return list({axis.name: axis for axis in (*fixed, *facets, *attributes)}.values())


def values(session: Session, name: str, language: str) -> list[Header]:
    """The values that an axis has in this project, absent ones (key None) last, with labels in `language`.

    Raises AttributeNotFound for an unknown name.
    """
    other = "coder" if name != "coder" else "code"
    made = analysis.matrix(session, name, other, language=language)
    words: Mapping[str, str] = {"kind": KINDS, "effect": EFFECT_NAMES}.get(name, ANSWERS)
    say = catalogue(language).gettext
    return [Header(each.key, say(words[each.key or ""]) if each.key in words else each.label) for each in made.rows]


def cell(quotes: Matrix, row: Header | None, column: Header | None) -> tuple[str, ...]:
    """The ids of the codings in a cell of a matrix whose cells are `quotes`; None stands for the totals.

    What the matrix has no row or column for is in no cell.
    """
    keys = [each.key for each in quotes.rows], [each.key for each in quotes.columns]
    if (row is not None and row.key not in keys[0]) or (column is not None and column.key not in keys[1]):
        return ()
    if row is None and column is None:
        found = quotes.total
    elif row is None and column is not None:
        found = quotes.column_totals[keys[1].index(column.key)]
    elif row is not None and column is None:
        found = quotes.row_totals[keys[0].index(row.key)]
    else:
        assert row is not None and column is not None
        found = quotes.cells[keys[0].index(row.key)][keys[1].index(column.key)]
    return found if isinstance(found, tuple) else ()


def behind(session: Session, ids: Sequence[str]) -> list[Behind]:
    """The passages of these codings, in the order of the ids; ids of codings that are gone are left out."""
    found = {each.id: each for each in session.all(Coding, id=list(ids))}
    ordered = [found[each] for each in ids if each in found]
    documents = {each.id: each for each in session.all(Document, id=list({coding.document for coding in ordered}))}
    speech = Speech(session, documents.values())
    passages = []
    for view in spoken(session, codings.views(session, ordered)):
        document = documents[view.document]
        voices = {voice.key: voice for _, voice in speech.of(document, view.start, view.end) if not voice.interviewer}
        names = tuple(voice.person.name if voice.person else voice.label for voice in voices.values())
        passages.append(Behind(view, document.title, tuple(name for name in names if name)))
    return passages


def quotes(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The quotes of these codings, by id."""
    return {each.id: each.quote for each in session.all(Coding, id=list(ids))}


def has_cases(session: Session) -> bool:
    """Whether any document belongs to a case."""
    return any(each.case for each in session.all(Document))

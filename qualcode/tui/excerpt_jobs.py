"""What the screen of excerpts asks of the desk: the passages a reader may see, chosen, counted, changed, written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.model.codebook import CodeTree, Facet
from qualcode.model.document import DocumentView
from qualcode.model.excerpt import Only
from qualcode.ops import (
    Session,
    choosing,
    codebooks,
    coding_edits,
    coding_notes,
    codings,
    documents,
    reports,
    translations,
)
from qualcode.ops.choosing import Coded, Filters, Sizes, Tag
from qualcode.ops.reports import Written
from qualcode.tui.whose import View


@dataclass(frozen=True, slots=True)
class Everything:
    """All passages a reader may see, with the codes, the facets, the documents' titles by id, and translations.

    Of these there are the language, the words and the translator, by coding.
    """

    found: tuple[Coded, ...]
    tree: CodeTree
    facets: tuple[Facet, ...]
    titles: Mapping[str, str]
    translations: Mapping[str, list[tuple[str, str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selected:
    """What passes the filters, in the order of the texts, and how much that is."""

    found: tuple[Coded, ...]
    sizes: Sizes


def read(session: Session, view: View) -> Everything:
    """All passages but those that a reader who works blind may not know of."""
    book = codebooks.book(session)
    known = {each.id: each for each in documents.listing(session)}
    translated = translations.by_coding(session, [each.coding for each in translations.listing(session)])
    return Everything(
        found=tuple(each for each in choosing.listing(session) if _may_know(view, each, known)),
        tree=CodeTree(book.codes),
        facets=book.facets,
        titles={each.id: each.title for each in documents.documents(session)},
        translations=translated,
    )


def read_again(
    session: Session, everything: Everything, ids: Sequence[str], since: int
) -> tuple[Everything, int] | None:
    """What there is after one operation on these codings, the first since a journal number, and the number now.

    None where more has happened, so that everything has to be read again.
    """
    now = session.sequence()
    found = choosing.renewed(session, everything.found, ids) if now <= since + 1 else None
    return (replace(everything, found=tuple(found)), now) if found is not None else None


def _may_know(view: View, coded: Coded, known: Mapping[str, DocumentView]) -> bool:
    return view.may_know(coded.coding.coder, known[coded.coding.document])


def select(_session: Session, everything: Everything, filters: Filters, text: str) -> Selected:
    """Those that pass."""
    found = tuple(choosing.select(everything.found, filters, text))
    return Selected(found, choosing.sizes(found))


def offers(_session: Session, everything: Everything, filters: Filters, text: str) -> dict[Tag, int]:
    """All one may choose by, with how many codings that would leave (or add, where its name has a filter already)."""
    whole = choosing.tally(choosing.select(everything.found, filters, text))
    for name in filters:
        others = {each: values for each, values in filters.items() if each != name}
        apart = choosing.tally(choosing.select(everything.found, others, text))
        for tag, n in apart.items():
            if tag[0] == name:
                whole[tag] = n
    return dict(whole)


def set_effect(session: Session, ids: Sequence[str], effect: str | None) -> int:
    """Say of codings what effect they tell of; how many had another one."""
    return coding_edits.set_effect(session, ids, effect).changed


def recode(session: Session, ids: Sequence[str], code: str) -> int:
    """Give codings another code; how many had another one."""
    return coding_edits.recode(session, ids, code).changed


def uncode(session: Session, ids: Sequence[str]) -> int:
    """Take codings off."""
    return codings.remove(session, ids)


def note(session: Session, ids: Sequence[str], text: str) -> int:
    """The memo on one coding as it shall be; on several, what is to be added to each."""
    if len(ids) > 1:
        return coding_notes.add_to_memos(session, ids, text) if text.strip() else 0
    codings.note(session, ids[0], text)
    return 1


def write(session: Session, path: Path, ids: Sequence[str], told: str, language: str) -> Written:
    """Write these passages in the form that the path's ending says, over what is there."""
    only = Only(frozenset(ids), told)
    return reports.make(session, "excerpts", path, only=only, language=language, force=True)

"""The passages of a code that the reader may know of: all, or without others' where somebody works blind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.ops import assignments, codings, documents
from qualcode.ops.passages import spoken
from qualcode.tui.whose import View

if TYPE_CHECKING:
    from qualcode.model.coding import CodingView
    from qualcode.model.document import DocumentView
    from qualcode.ops import Session


def passages(session: Session, code: str, view: View) -> tuple[list[CodingView], dict[str, str]]:
    """The codings of a code's branch, and documents' titles by id; done in the desk's thread."""
    known = {each.id: each for each in documents.listing(session)}
    return _known(session, codings.listing(session, code=code), known, view), {
        each.id: each.title for each in known.values()
    }


def some(session: Session, ids: Collection[str], view: View) -> dict[str, CodingView]:
    """Those of these ids that are codings that the reader may know of; done in the desk's thread."""
    if not ids:
        return {}
    known = {each.id: each for each in documents.listing(session)}
    return {each.id: each for each in _known(session, codings.some(session, list(ids)), known, view)}


def within(session: Session, homes: Collection[str], view: View) -> list[CodingView]:
    """The codings of these documents (ids) that the reader may know of; done in the desk's thread."""
    known = {each.id: each for each in documents.listing(session)}
    return _known(session, [each for each in codings.listing(session) if each.document in homes], known, view)


def hidden(session: Session, view: View) -> set[str]:
    """The documents (ids) that are not compared yet; done in the desk's thread.

    Those in which the reader may not see what others did, and, for everybody, those coded blind by plan until all who
    have them are done.
    """
    return {each.id for each in documents.listing(session) if view.hides(each)} | assignments.hidden(session)


def _known(
    session: Session, found: Sequence[CodingView], known: Mapping[str, DocumentView], view: View
) -> list[CodingView]:
    return spoken(session, [each for each in found if view.may_know(each.coder, known[each.document])])

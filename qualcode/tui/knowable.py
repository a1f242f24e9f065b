"""The passages of a code that the reader may know of: all, or without others' where somebody works blind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.i18n import _
from qualcode.ops import blinding, codings, documents
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


BLIND, WAITING = "blind", "waiting"


def not_compared(session: Session, view: View, compared: Collection[str]) -> str:
    """Why nothing of documents (ids) that would be compared is shown yet, or "": done in the desk's thread.

    `BLIND`: the reader may not see what others did in them. `WAITING`: by plan they are coded blind, until all who have
    them are done. So it is, too, where none is compared as somebody is not done.
    """
    own = {each.id for each in documents.listing(session) if view.hides(each)}
    others = set(blinding.held(session))
    if own and (not compared or not own.isdisjoint(compared)):
        return BLIND
    return WAITING if others and (not compared or not others.isdisjoint(compared)) else ""


def nothing_yet(why: str) -> str:
    """What is said where nothing is compared, for one of the reasons of `not_compared` or for lack of coders."""
    if why == BLIND:
        return _("You work blind: what the others did is compared once you have marked your documents as done.")
    if why == WAITING:
        return _("Documents are coded blind: they are compared once all who have them are done. g says who has what.")
    return _(
        "Once two people have coded the same documents, what they do not agree on stands here. g says who codes what."
    )


def _known(
    session: Session, found: Sequence[CodingView], known: Mapping[str, DocumentView], view: View
) -> list[CodingView]:
    return spoken(session, [each for each in found if view.may_know(each.coder, known[each.document])])

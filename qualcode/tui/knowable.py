"""The passages of a code that the reader may know of: all, or without others' where somebody works blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.ops import codings, documents
from qualcode.tui.whose import View

if TYPE_CHECKING:
    from qualcode.model.coding import CodingView
    from qualcode.ops import Session


def passages(session: Session, code: str, view: View) -> tuple[list[CodingView], dict[str, str]]:
    """The codings of a code's branch, and documents' titles by id; done in the desk's thread."""
    known = {each.id: each for each in documents.listing(session)}
    found = [
        each for each in codings.listing(session, code=code) if view.may_know(each.coder, known[each.document].done)
    ]
    return found, {each.id: each.title for each in known.values()}

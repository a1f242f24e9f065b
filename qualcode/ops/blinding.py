"""The one rule of who may not see yet what others coded: documents that were given out to be coded blind.

Who has such a document sees of others' codings in it only once all who have it are done with it. What one decides for
oneself, to work blind in every document until it is finished, is added to this on the screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.model.project import Coder
from qualcode.model.together import Assignment
from qualcode.store.records import DoneRecord
from qualcode.store.session import Session

if TYPE_CHECKING:
    from qualcode.model.coding import CodingView


def held(session: Session) -> dict[str, tuple[str, ...]]:
    """By document (id), where somebody codes it blind and not all who have it are done: the names of those who do."""
    found = session.all(Assignment)
    if not any(each.blind for each in found):
        return {}
    done = {(mark.document, mark.coder) for mark in session.all(DoneRecord)}
    open_ones = {each.document for each in found if (each.document, each.coder) not in done}
    names = {each.id: each.name for each in session.all(Coder)}
    blind: dict[str, list[str]] = {}
    for each in found:
        if each.blind and each.document in open_ones:
            blind.setdefault(each.document, []).append(names[each.coder])
    return {document: tuple(sorted(coders)) for document, coders in blind.items()}


def held_from(session: Session) -> set[str]:
    """The documents (ids) in which the session's coder may not see yet what others coded."""
    return {document for document, names in held(session).items() if session.coder in names}


def seen(session: Session, codings: Iterable[CodingView]) -> tuple[list[CodingView], int]:
    """Those of these codings that the session's coder may see, and how many others there are."""
    every, blind = list(codings), held(session)
    kept = [each for each in every if each.coder == session.coder or session.coder not in blind.get(each.document, ())]
    return kept, len(every) - len(kept)

"""Who codes."""

from __future__ import annotations

from qualcode.model.codebook import name_order
from qualcode.model.coding import CoderView
from qualcode.model.document import Document
from qualcode.model.project import Coder
from qualcode.store import read
from qualcode.store.records import DoneRecord
from qualcode.store.session import Session


def listing(session: Session) -> list[CoderView]:
    """Every coder by name, with the number of codings and the documents they have finished."""
    codings = read.codings_by_coder(session)
    titles = {document.id: document.title for document in session.all(Document)}
    done: dict[str, list[str]] = {}
    with session.understanding():
        for mark in session.all(DoneRecord):
            done.setdefault(mark.coder, []).append(titles[mark.document])
    return [
        CoderView(coder.name, codings.get(coder.id, 0), tuple(sorted(done.get(coder.id, ()))))
        for coder in sorted(session.all(Coder), key=lambda each: name_order(each.name))
    ]

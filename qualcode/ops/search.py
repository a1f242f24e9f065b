"""Searching the texts."""

from __future__ import annotations

from qualcode.analysis.query import FoldedText
from qualcode.errors import ValueRefused
from qualcode.model.document import SearchHit
from qualcode.ops import documents
from qualcode.store import read
from qualcode.store.session import Session

CONTEXT = 60


def search(session: Session, query: str, *, document: str | None = None, context: int = CONTEXT) -> list[SearchHit]:
    """Where the words of `query` stand, in all documents or one (an id); case and accents are ignored.

    Offsets are in the canonical text; `before` and `after` hold up to `context` characters each.
    """
    if not query.strip():
        raise ValueRefused(value=query, what="search", choices="one word or more")
    hits: list[SearchHit] = []
    for record in documents.documents(session):
        if document is not None and record.id != document:
            continue
        text = read.text(session, record.text_sha256)
        hits += [
            SearchHit(
                document=record.id,
                start=span.start,
                end=span.end,
                quote=span.of(text),
                before=text[max(span.start - context, 0) : span.start],
                after=text[span.end : span.end + context],
            )
            for span in FoldedText(text).find(query)
        ]
    return hits

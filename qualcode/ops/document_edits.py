"""What is said of a document besides its text: title, kind, language, case; several of these at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcode.model.document import KINDS, Document, DocumentView
from qualcode.model.message import N_, Message
from qualcode.model.project import LANGUAGES
from qualcode.ops.cases import find_or_make_case
from qualcode.ops.documents import by_id, listing, view
from qualcode.ops.names import clean, one_of
from qualcode.store.session import Session


def describe(
    session: Session,
    document: str,
    *,
    title: str | None = None,
    kind: str | None = None,
    language: str | None = None,
    case: str | None = None,
) -> DocumentView:
    """Change what is told of the document (an id); None leaves a thing as it is, all in one operation.

    `case` is found or made by exact name; empty for no case. Raises DocumentNotFound, NameRefused, ValueRefused.
    """
    return describe_all(session, [document], title=title, kind=kind, language=language, case=case)[0]


def describe_all(
    session: Session,
    documents: Sequence[str],
    *,
    title: str | None = None,
    kind: str | None = None,
    language: str | None = None,
    case: str | None = None,
) -> list[DocumentView]:
    """The same for several documents (ids) in one operation, in their order; see `describe`."""
    told: dict[str, Any] = {}
    if title is not None:
        told["title"] = clean(title)
    if kind is not None:
        told["kind"] = one_of(kind, KINDS, "kind")
    if language is not None:
        told["language"] = one_of(language, LANGUAGES, "language")
    records = [by_id(session, document) for document in documents]
    with session.operation("document.set", _summary(records, told, case)) as change:
        if case is not None:
            told["case"] = find_or_make_case(session, change, case).id if case.strip() else None
        if len(records) == 1:
            change.document = records[0].id
        if told:
            change.update_many(Document, [record.id for record in records], **told)
    if len(records) == 1:
        return [view(session, records[0].id)]
    views = {each.id: each for each in listing(session)}
    return [views[record.id] for record in records]


def _summary(records: Sequence[Document], told: dict[str, Any], case: str | None) -> Message:
    if len(records) != 1:
        return Message(N_("What is told of {n} documents was changed"), {"n": len(records)})
    before = records[0].title
    if "title" in told and len(told) == 1 and case is None:
        return Message(N_("“{old}” is called “{title}”"), {"old": before, "title": told["title"]})
    if case is not None and not told:
        return Message(N_("“{title}” belongs to “{case}”"), {"title": before, "case": case.strip() or "–"})
    return Message(N_("What is told of “{title}” was changed"), {"title": before})

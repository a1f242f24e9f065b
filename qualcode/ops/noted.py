"""Memos with the passages and the documents they are about, and what a memo could be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model.case import Case, Person
from qualcode.model.codebook import label, name_order
from qualcode.model.coding import Coding, CodingView, MemoView
from qualcode.model.document import Document
from qualcode.ops import codebooks, codings, memos
from qualcode.ops.projects import project
from qualcode.store.session import Session


@dataclass(frozen=True, slots=True)
class Note:
    """A memo; where it is about a passage, the coding. `document` is the document (an id) it leads to, with its title.

    `about` is how a person calls what it is on: a code's label, a document's title, a passage's code.
    """

    memo: MemoView
    about: str
    coding: CodingView | None
    document: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a memo can be about: its kind (one of `MEMO_SUBJECTS`), id and name."""

    kind: str
    id: str
    name: str


def notes(session: Session, language: str) -> list[Note]:
    """All memos of the project, the newest first, with codes by their labels in `language`."""
    found = memos.listing(session)
    tree = codebooks.tree(session)
    titles = {document.id: document.title for document in session.all(Document)}
    about = [memo.about for memo in found if memo.about_kind == "coding"]
    views = {view.id: view for view in codings.views(session, session.all(Coding, id=about))}
    made = []
    # Of those of one second, the one stored last is the newest.
    found.sort(key=lambda each: each.created)
    for memo in found[::-1]:
        coding = views.get(memo.about)
        document = coding.document if coding else memo.about if memo.about_kind == "document" else None
        key = coding.code if coding else memo.about_name if memo.about_kind == "code" else ""
        code = tree.by_key(key)
        name = label(code, language) if code is not None else key or memo.about_name
        made.append(Note(memo, name, coding, document, titles.get(document or "", "")))
    return made


def _order(topic: Topic) -> tuple[str, str]:
    return name_order(topic.name)


def topics(session: Session, language: str) -> list[Topic]:
    """What a memo of its own can be about: the project, its documents, cases, people and codes, in this order."""
    about = project(session)
    codes = [Topic("code", code.id, label(code, language)) for _, code in codebooks.tree(session).walk()]
    return [
        Topic("project", about.id, about.title),
        *(Topic("document", each.id, each.title) for each in session.all(Document, order=["number"])),
        *sorted((Topic("case", each.id, each.name) for each in session.all(Case)), key=_order),
        *sorted((Topic("person", each.id, each.name) for each in session.all(Person)), key=_order),
        *codes,
    ]


def passages(session: Session, ids: Sequence[str]) -> dict[str, CodingView]:
    """Those of these ids that are codings."""
    return {view.id: view for view in codings.views(session, session.all(Coding, id=list(ids)))}

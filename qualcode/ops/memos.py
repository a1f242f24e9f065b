"""Memos: notes on passages, codes, documents, cases, people and the project."""

from __future__ import annotations

from typing import Any

from qualcode.errors import (
    CaseNotFound,
    CodeNotFound,
    CoderNotFound,
    CodingNotFound,
    DocumentNotFound,
    MemoNotFound,
    NotFound,
    PersonNotFound,
    ValueRefused,
)
from qualcode.model.case import Case, Person
from qualcode.model.codebook import Code, fold_name
from qualcode.model.coding import MEMO_SUBJECTS, Coding, Memo, MemoView
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message, Value
from qualcode.model.project import Coder, Project
from qualcode.model.text import canonical
from qualcode.ops import cases, codebooks, documents
from qualcode.ops.names import one_of, pick
from qualcode.store import read
from qualcode.store.session import Session

_SUBJECTS: dict[str, tuple[type, type[NotFound]]] = {
    "coding": (Coding, CodingNotFound),
    "code": (Code, CodeNotFound),
    "document": (Document, DocumentNotFound),
    "case": (Case, CaseNotFound),
    "person": (Person, PersonNotFound),
    "project": (Project, NotFound),
}


# What is told of a memo; on a passage it is told by the passage's code, never by its words.
_ADDED = dict.fromkeys(MEMO_SUBJECTS, N_("Memo on “{name}”")) | {
    "coding": N_("Memo on a passage: {code}"),
    "code": N_("Memo on the code {code}"),
}
_CHANGED = dict.fromkeys(MEMO_SUBJECTS, N_("Memo on “{name}” changed")) | {
    "coding": N_("Memo on a passage changed: {code}"),
    "code": N_("Memo on the code {code} changed"),
}
_REMOVED = dict.fromkeys(MEMO_SUBJECTS, N_("Memo on “{name}” removed")) | {
    "coding": N_("Memo on a passage removed: {code}"),
    "code": N_("Memo on the code {code} removed"),
}


def subject(session: Session, about_kind: str, reference: str) -> str:
    """The id of what a person names: a document by number or title, a code by key, a case or person by name.

    Raises the NotFound family, Ambiguous, ValueRefused.
    """
    one_of(about_kind, MEMO_SUBJECTS, "memo")
    if about_kind == "project":
        return session.all(Project)[0].id
    if about_kind == "document":
        return documents.find(session, reference).id
    if about_kind == "code":
        return codebooks.find_code(codebooks.tree(session), reference).id
    if about_kind == "case":
        return cases.find_case(session, reference).id
    if about_kind == "person":
        return cases.find_person(session, reference).id
    found = session.all(Coding, id=reference)
    if not found:
        raise CodingNotFound(name=reference)
    return found[0].id


def add(session: Session, about_kind: str, about: str, text: str) -> MemoView:
    """Note something about the thing with this id.

    Raises ValueRefused for an empty memo or an unknown kind, the NotFound family where no such thing is there.
    """
    one_of(about_kind, MEMO_SUBJECTS, "memo")
    if not text.strip():
        raise ValueRefused(value=text, what=Message(N_("a memo")), choices=Message(N_("some text")))
    document = about if about_kind == "document" else None
    with session.operation("memo.add", Message(""), document=document) as change:
        kind, missing = _SUBJECTS[about_kind]
        if not session.all(kind, id=about):
            raise missing(name=about)
        change.summary = Message(_ADDED[about_kind], _named(session, about_kind, about))
        memo = Memo(new_id(), about_kind, about, canonical(text).text, change.coder.id, change.at)
        change.insert(memo)
    return _views(session, [memo])[0]


def edit(session: Session, memo: str, text: str) -> MemoView:
    """Change what a memo says; with nothing it is removed. Raises MemoNotFound."""
    record = _by_id(session, memo)
    if not text.strip():
        remove(session, memo)
        return _views(session, [record])[0]
    summary = Message(_CHANGED[record.about_kind], _named(session, record.about_kind, record.about))
    with session.operation("memo.edit", summary) as change:
        change.update(Memo, memo, text=canonical(text).text)
    return _views(session, [_by_id(session, memo)])[0]


def remove(session: Session, memo: str) -> None:
    """Remove a memo. Raises MemoNotFound."""
    record = _by_id(session, memo)
    summary = Message(_REMOVED[record.about_kind], _named(session, record.about_kind, record.about))
    with session.operation("memo.remove", summary) as change:
        change.delete(Memo, [memo])


def listing(
    session: Session,
    about_kind: str | None = None,
    about: str | None = None,
    *,
    coder: str | None = None,
    containing: str | None = None,
) -> list[MemoView]:
    """Memos, all or those about one kind or thing (an id), oldest first; a coder's; those in which a text stands.

    Raises ValueRefused for an unknown kind, CoderNotFound.
    """
    equal: dict[str, Any] = {}
    if about_kind is not None:
        equal["about_kind"] = one_of(about_kind, MEMO_SUBJECTS, "memo")
    if about is not None:
        equal["about"] = about
    if coder is not None:
        equal["coder"] = pick(coder, session.all(Coder), lambda each: each.name, CoderNotFound(name=coder)).id
    found = session.all(Memo, **equal)
    if containing:
        found = [memo for memo in found if fold_name(containing) in fold_name(memo.text)]
    return _views(session, found)


def _named(session: Session, about_kind: str, about: str) -> dict[str, Value]:
    """How the thing that a memo is about is called in a summary."""
    found: Any = session.all(_SUBJECTS[about_kind][0], id=about)[0]
    if about_kind == "coding":
        return {"code": read.code_keys(session)[found.code]}
    if about_kind == "code":
        return {"code": found.key}
    return {"name": found.title if about_kind in ("document", "project") else found.name}


def _by_id(session: Session, memo: str) -> Memo:
    found = session.all(Memo, id=memo)
    if not found:
        raise MemoNotFound(name=memo)
    return found[0]


def _views(session: Session, memos: list[Memo]) -> list[MemoView]:
    names = {coder.id: coder.name for coder in session.all(Coder)}
    subjects: dict[str, str] = {project.id: project.title for project in session.all(Project)}
    subjects |= {document.id: document.title for document in session.all(Document)}
    subjects |= {code.id: code.key for code in session.all(Code)}
    subjects |= {each.id: each.name for each in session.all(Case)}
    subjects |= {each.id: each.name for each in session.all(Person)}
    on_codings = [memo.about for memo in memos if memo.about_kind == "coding"]
    subjects |= {coding.id: coding.quote for coding in session.all(Coding, id=on_codings)}
    with session.understanding():
        return [
            MemoView(
                id=memo.id,
                about_kind=memo.about_kind,
                about=memo.about,
                about_name=subjects.get(memo.about, ""),
                text=memo.text,
                coder=names[memo.coder],
                created=memo.created,
            )
            for memo in memos
        ]

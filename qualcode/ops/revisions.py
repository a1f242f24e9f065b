"""Editing a transcript after it has been coded: a new revision of its text, and every coding found again or adrift."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.anchor import Alignment, Anchored
from qualcode.analysis.edits import Edit
from qualcode.errors import Refused
from qualcode.importers import registry
from qualcode.model.codebook import Code
from qualcode.model.coding import Coding
from qualcode.model.document import Document, ImportedDocument, Revision
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.revision import Reanchored, RevisionReport
from qualcode.model.said import words_said
from qualcode.model.suggestion import Decision
from qualcode.model.text import Anchor, Span, canonical, words
from qualcode.ops import documents
from qualcode.ops.restate import put
from qualcode.ops.turns import TurnPlan, plan_turns, store_turns
from qualcode.ops.uncollected import uncollected
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session

Place = tuple[int, int, str, str]  # start, end, code, coder


class NoText(Refused):
    """The new text of a document is empty or white space."""

    code = "no-text"
    sentence = N_("The new text of “{title}” has no words in it.")
    hint = N_("Check what was given as its text. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class _Carried:
    """A coding before and after the edit; after it is the same object where nothing changed."""

    before: Coding
    after: Coding
    found: Anchored
    taken: bool = False


@dataclass(frozen=True, slots=True)
class _Edited:
    """A document before the edit, the new text, and how the one becomes the other."""

    document: Document
    revision: str  # the id that the new text has
    number: int
    alignment: Alignment
    turns: TurnPlan | None  # None where the text is the same
    notes: tuple[Message, ...]


def revise(
    session: Session,
    document: str,
    new_text: str,
    *,
    changes: Sequence[Edit] | None = None,
    imported: ImportedDocument | None = None,
) -> RevisionReport:
    """Give the document (an id) a new text; its codings, turns and decisions go along, in one operation.

    Codings keep their words, or are listed as changed, moved or adrift; none is dropped. The same text again changes
    nothing and leaves no entry. `changes` are the edits where they are known, `imported` what a reader made of the
    file that the text is from. Raises DocumentNotFound, NoText.
    """
    record = documents.by_id(session, document)
    summary = Message(N_("Edited the text of “{title}”"), {"title": record.title})
    with uncollected(), session.operation("document.revise", summary, document=document) as change:
        edited = _edited(session, document, new_text, changes, imported)
        carried = _carried(session, edited)
        if edited.turns is not None:
            _store(session, change, edited, edited.turns, carried)
    return dataclasses.replace(_report(session, edited, carried), operation=change.sequence)


def preview(
    session: Session,
    document: str,
    new_text: str,
    *,
    changes: Sequence[Edit] | None = None,
    imported: ImportedDocument | None = None,
) -> RevisionReport:
    """What `revise` would do to the codings; nothing is stored."""
    with uncollected():
        edited = _edited(session, document, new_text, changes, imported)
        return _report(session, edited, _carried(session, edited))


def revise_from_file(session: Session, document: str, path: Path, *, encoding: str | None = None) -> RevisionReport:
    """Give the document the text of a file, read as an import would read it. Raises the FileRefused family too."""
    imported = registry.read(path, encoding=encoding)
    return revise(session, document, imported.text, imported=imported)


def preview_from_file(session: Session, document: str, path: Path, *, encoding: str | None = None) -> RevisionReport:
    """What `revise_from_file` would do to the codings; nothing is stored."""
    imported = registry.read(path, encoding=encoding)
    return preview(session, document, imported.text, imported=imported)


def history_of(session: Session, document: str) -> list[Revision]:
    """The states of the document's text, oldest first; the document names the present one. Raises DocumentNotFound."""
    documents.by_id(session, document)
    return session.all(Revision, document=document, order=["number"])


def _edited(
    session: Session,
    document: str,
    new_text: str,
    changes: Sequence[Edit] | None,
    imported: ImportedDocument | None,
) -> _Edited:
    record = documents.by_id(session, document)
    clean = canonical(new_text)
    if not clean.text.strip():
        raise NoText(title=record.title)
    old = read.text(session, record.text_sha256)
    alignment = Alignment(old, clean.text, changes if clean.text == new_text else None)
    notes = imported.warnings if imported else ()
    if clean.replaced:
        template = N_("{count} characters that cannot be shown were replaced by “\ufffd”.")
        notes = (*notes, Message(template, {"count": sum(clean.replaced.values())}))
    last = max(revision.number for revision in history_of(session, document))
    if old == clean.text:
        return _Edited(record, record.revision, last, alignment, None, notes)
    revision = new_id()
    turns = plan_turns(session, record, revision, alignment, imported)
    return _Edited(record, revision, last + 1, alignment, turns, (*notes, *turns.notes))


# Codings


def _carried(session: Session, edited: _Edited) -> list[_Carried]:
    """Every coding of the document, before and after.

    Where two of the same code and coder come to stand on the same words, the one that did not have to be looked for, or
    else the older, stays; the other goes adrift.
    """
    everything = session.all(Coding, document=edited.document.id)
    live = [coding for coding in everything if not coding.adrift]
    lost = [coding for coding in everything if coding.adrift]
    found = edited.alignment.anchored([Anchor(coding.span, coding.quote) for coding in live])
    pairs = sorted(zip(live, found, strict=True), key=_precedence)
    if edited.turns is not None:
        pairs += _looked_for_again(session, edited, lost)
    taken: set[Place] = set()
    stranded = {_place(coding, coding.span) for coding in lost}
    carried: list[_Carried] = []
    for coding, anchored in pairs:
        place = _place(coding, anchored.place)
        if anchored.fate != "adrift" and place not in taken:
            taken.add(place)
            after = dataclasses.replace(
                coding, revision=edited.revision, start=place[0], end=place[1], quote=anchored.quote, adrift=False
            )
            carried.append(_Carried(coding, after, anchored))
        else:
            after = coding if coding.adrift else _stranded(coding, stranded)
            carried.append(_Carried(coding, after, anchored, anchored.fate != "adrift"))
    return carried


def _precedence(pair: tuple[Coding, Anchored]) -> tuple[bool, str, str]:
    coding, anchored = pair
    return anchored.fate != "kept", coding.created, coding.id


def _place(coding: Coding, span: Span) -> Place:
    return span.start, span.end, coding.code, coding.coder


def _stranded(coding: Coding, stranded: set[Place]) -> Coding:
    """The coding as adrift: it stays in the last revision that had its words, at their place there.

    Another may have gone adrift from the same place of another revision, and the table holds each place once: then the
    end, which the quote tells anyway, gives way.
    """
    span = coding.span
    while _place(coding, span) in stranded:
        span = Span(span.start, span.end + 1)
    stranded.add(_place(coding, span))
    return dataclasses.replace(coding, end=span.end, adrift=True)


def anchor_of(coding: Coding) -> Anchor:
    """Where a coding stands, or stood, in the text of its revision: its start and its words say it."""
    return Anchor(Span(coding.start, coding.start + len(coding.quote)), coding.quote)


def _looked_for_again(session: Session, edited: _Edited, lost: Sequence[Coding]) -> Iterable[tuple[Coding, Anchored]]:
    """Codings adrift, with what the new text says of them: words that were taken out may be back, but only they."""
    revisions = {each.id: each for each in session.all(Revision, document=edited.document.id)} if lost else {}
    for revision in sorted({coding.revision for coding in lost}):
        theirs = [coding for coding in lost if coding.revision == revision]
        text = read.text(session, revisions[revision].text_sha256)
        found = Alignment(text, edited.alignment.new).anchored([anchor_of(coding) for coding in theirs])
        for coding, anchored in zip(theirs, found, strict=True):
            yield coding, (dataclasses.replace(anchored, fate="adrift") if anchored.fate == "changed" else anchored)


def _report(session: Session, edited: _Edited, carried: Sequence[_Carried]) -> RevisionReport:
    keys = {code.id: code.key for code in session.all(Code)}
    coders = {coder.id: coder.name for coder in session.all(Coder)}
    kept: list[str] = []
    listed: dict[str, list[Reanchored]] = {"changed": [], "moved": [], "adrift": []}
    for each in carried:
        before, after, found = each.before, each.after, each.found
        if after.adrift and before.adrift:
            continue
        if found.fate == "kept" and not after.adrift and not before.adrift:
            kept.append(after.id)
            continue
        # One that was adrift and is found again has moved, wherever it stands.
        fate = "adrift" if after.adrift else "moved" if before.adrift else found.fate
        start, end = found.place.start, found.place.end
        was = anchor_of(before)
        listed[fate].append(
            Reanchored(
                before.id, keys[before.code], coders[before.coder], was.span.start, was.span.end, was.quote,
                start, end, after.quote, each.taken,
            )
        )  # fmt: skip
    changed, moved, adrift = (tuple(sorted(some, key=lambda one: (one.start, one.id))) for some in listed.values())
    return RevisionReport(edited.document.id, edited.number, tuple(kept), changed, moved, adrift, edited.notes)


# Storing


def _store(session: Session, change: Operation, edited: _Edited, plan: TurnPlan, carried: Sequence[_Carried]) -> None:
    """Write the revision with all that hangs on it."""
    document = edited.document.id
    sha256 = hashlib.sha256(edited.alignment.new.encode()).hexdigest()
    change.add_text(sha256, edited.alignment.new)
    change.insert(Revision(edited.revision, document, edited.number, sha256, change.at))
    change.update(
        Document,
        document,
        revision=edited.revision,
        text_sha256=sha256,
        characters=len(edited.alignment.new),
        words=_words(edited, plan),
    )
    put(change, {each.before.id: each.before for each in carried}, {each.after.id: each.after for each in carried})
    put(change, *_decided(session, edited))
    store_turns(change, plan)


def _words(edited: _Edited, plan: TurnPlan) -> int:
    """The words said in the new text; where little was edited, and no label, only the words there are counted."""
    old, new, changes = edited.alignment.old, edited.alignment.new, edited.alignment.changes
    if len(changes) > 1 or plan.relabelled:
        return words_said(new, plan.turns)
    count = edited.document.words
    for edit in changes:
        start = max(old.rfind("\n", 0, edit.start), 0)
        behind = old.find("\n", edit.end)
        end = len(old) if behind < 0 else behind
        count += words(new[start : edit.new_end + end - edit.end]) - words(old[start:end])
    return count


def _decided(session: Session, edited: _Edited) -> tuple[dict[str, Decision], dict[str, Decision]]:
    """What coders said to suggestions on passages that are still there, before and after, by id.

    The rest stays with the text it was said of.
    """
    decisions = session.all(Decision, document=edited.document.id, revision=edited.document.revision)
    anchors = [Anchor(Span(each.start, each.end), edited.alignment.old[each.start : each.end]) for each in decisions]
    after = {
        each.id: dataclasses.replace(each, revision=edited.revision, start=found.place.start, end=found.place.end)
        for each, found in zip(decisions, edited.alignment.anchored(anchors), strict=True)
        if found.fate != "adrift"
    }
    return {each.id: each for each in decisions if each.id in after}, after

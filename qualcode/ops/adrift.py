"""Codings adrift: their words were edited away or are in doubt, and a person settles where they belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.analysis.anchor import Alignment
from qualcode.analysis.candidates import candidates
from qualcode.errors import CodingNotFound, Refused, SpanRefused
from qualcode.model.coding import Coding, CodingView
from qualcode.model.document import Document, Revision
from qualcode.model.message import N_, Message
from qualcode.model.revision import AdriftCoding, NewPlace, Places
from qualcode.ops import codings, documents
from qualcode.ops.revisions import anchor_of
from qualcode.store import read
from qualcode.store.session import Session

_AROUND = 60  # characters shown on each side


class NotAdrift(Refused):
    """The coding stands on its words."""

    code = "not-adrift"
    sentence = N_("The coding “{name}” is not adrift: it stands on its words.")
    hint = N_("See those that are adrift with: qualcode adrift")


class PassageTaken(Refused):
    """The passage that a coding is put on carries the same code by the same coder."""

    code = "passage-taken"
    sentence = N_("That passage carries “{code}” by {coder} already.")
    hint = N_("Choose another passage, or take this coding off.")


def listing(session: Session, document: str | None = None) -> list[AdriftCoding]:
    """The codings adrift, of one document (an id) or all, by document number and where they should be."""
    found: list[AdriftCoding] = []
    lost = session.all(Coding, adrift=True, **({} if document is None else {"document": document}))
    for record in documents.documents(session):
        theirs = [coding for coding in lost if coding.document == record.id]
        if theirs:
            found += sorted(_of_document(session, record, theirs), key=lambda each: (each.start, each.end, each.id))
    return found


def counts(session: Session) -> Counter[str]:
    """How many codings of each document (an id) are adrift."""
    return Counter(each.document for each in session.all(Coding, adrift=True))


def _of_document(session: Session, record: Document, lost: Sequence[Coding]) -> list[AdriftCoding]:
    text = read.text(session, record.text_sha256)
    live = session.all(Coding, document=record.id, adrift=False)
    places = {(each.start, each.end, each.code, each.coder) for each in live}
    views = {view.id: view for view in codings.views(session, lost)}
    found: list[AdriftCoding] = []
    for revision in session.all(Revision, document=record.id):
        theirs = [coding for coding in lost if coding.revision == revision.id]
        if not theirs:
            continue
        alignment = Alignment(read.text(session, revision.text_sha256), text)
        for coding, anchored in zip(theirs, alignment.anchored(map(anchor_of, theirs)), strict=True):
            view, start, end = views[coding.id], anchored.place.start, anchored.place.end
            found.append(
                AdriftCoding(
                    id=coding.id,
                    document=coding.document,
                    code=view.code,
                    coder=view.coder,
                    memo=view.memo,
                    quote=coding.quote,
                    revision=revision.number,
                    old_start=coding.start,
                    old_end=coding.start + len(coding.quote),
                    start=start,
                    end=end,
                    before=text[max(start - _AROUND, 0) : start],
                    after=text[end : end + _AROUND],
                    taken=(start, end, coding.code, coding.coder) in places,
                )
            )
    return found


def places(session: Session, coding: str) -> Places:
    """The old place and the likely new ones of a coding adrift, best first; nothing is decided or stored.

    Raises CodingNotFound, NotAdrift.
    """
    record = _lost(session, coding)
    document = documents.by_id(session, record.document)
    text = read.text(session, document.text_sha256)
    revision = session.all(Revision, id=record.revision)[0]
    old = read.text(session, revision.text_sha256)
    anchor = anchor_of(record)
    (anchored,) = Alignment(old, text).anchored([anchor])
    same = session.all(Coding, document=document.id, code=record.code, coder=record.coder, adrift=False)
    taken = {(each.start, each.end) for each in same}
    found = (
        NewPlace(
            start=each.span.start,
            end=each.span.end,
            before=text[max(each.span.start - _AROUND, 0) : each.span.start],
            quote=each.span.of(text),
            after=text[each.span.end : each.span.end + _AROUND],
            score=each.score,
            taken=(each.span.start, each.span.end) in taken,
        )
        for each in candidates(text, record.quote, anchored.place)
    )
    span = anchor.span
    return Places(
        old[max(span.start - _AROUND, 0) : span.start], record.quote, old[span.end : span.end + _AROUND], tuple(found)
    )


def settle(session: Session, coding: str, start: int, end: int) -> CodingView:
    """Put a coding adrift on the passage `[start, end)` of the present text; one undo takes it back.

    Raises CodingNotFound, NotAdrift, SpanRefused, PassageTaken.
    """
    lost = _lost(session, coding)
    told_of = {
        "code": read.code_keys(session)[lost.code],
        "title": documents.by_id(session, lost.document).title,
    }
    summary = Message(N_("Put in its new place: {code} in “{title}”"), told_of)
    with session.operation("coding.settle", summary, document=lost.document) as change:
        record = _lost(session, coding)
        document = documents.by_id(session, record.document)
        text = read.text(session, document.text_sha256)
        if not 0 <= start < end <= len(text):
            raise SpanRefused(start=start, end=end, title=document.title, length=len(text))
        twin = session.all(
            Coding, document=document.id, start=start, end=end, code=record.code, coder=record.coder, adrift=False
        )
        if twin:
            view = codings.views(session, twin)[0]
            raise PassageTaken(code=view.code, coder=view.coder)
        change.update(
            Coding,
            record.id,
            revision=document.revision,
            start=start,
            end=end,
            quote=text[start:end],
            adrift=False,
        )
    return codings.views(session, session.all(Coding, id=coding))[0]


def remove(session: Session, coding: str) -> None:
    """Take a coding adrift off, with its memos; one undo brings it back. Raises CodingNotFound, NotAdrift."""
    codings.remove(session, [_lost(session, coding).id])


def _lost(session: Session, coding: str) -> Coding:
    found = session.all(Coding, id=coding)
    if not found:
        raise CodingNotFound(name=coding)
    if not found[0].adrift:
        raise NotAdrift(name=coding)
    return found[0]

"""Suggestions: asked for, accepted, refused. They never become codings by themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial

from qualcode.errors import BadData, CodeNotFound, MissingExtra, SpanRefused
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coding, CodingView
from qualcode.model.document import Speaker
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.project import LANGUAGES, Coder
from qualcode.model.suggestion import Decision, Suggestion
from qualcode.model.terms import TermFault
from qualcode.model.text import Span
from qualcode.ops import codebooks, codings, documents
from qualcode.ops.names import one_of
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session
from qualcode.suggest.values import Answer as Answer
from qualcode.suggest.values import Coded, Cue, Request, Source
from qualcode.suggest.worker import Status, SuggestionWorker

METHOD = "term"
VERDICTS = ("accepted", "changed", "refused")

_ACTS = {"accepted": "accept", "changed": "accept", "refused": "refuse"}
_SUMMARIES = {
    "accepted": N_("Accepted: {code} in “{title}”"),
    "changed": N_("Accepted with changes: {code} in “{title}”"),
    "refused": N_("Refused: {code} in “{title}”"),
}

_Kept = dict[str, tuple[object, Source]]


def suggest(
    session: Session,
    documents: Sequence[str] | None = None,
    *,
    code: str | None = None,
    limit: int | None = None,
) -> list[Suggestion]:
    """Passages that may carry a code, best first, in these documents (ids) or in all; see `answer`."""
    return list(answer(session, documents, code=code, limit=limit).suggestions)


def answer(
    session: Session,
    documents: Sequence[str] | None = None,
    *,
    code: str | None = None,
    limit: int | None = None,
    muted: frozenset[Cue] = frozenset(),
) -> Answer:
    """Suggestions with what there is to tell about them. Loads spaCy here and now: seconds, not for a screen.

    `code` (key, path or label) keeps to it and the codes below it; `muted` terms (code's key, term) are not looked for.
    What the session's coder has coded so or refused is left out. Raises DocumentNotFound, CodeNotFound, Ambiguous.
    """
    asked = request(session, documents, code=code, limit=limit, muted=muted)
    try:
        from qualcode.suggest import run
    except ImportError as error:
        raise MissingExtra(name="spacy") from error
    try:
        return run.answer(asked)
    except TermFault as fault:
        raise BadData(fault.message, path=str(session.path)) from fault


def request(
    session: Session,
    wanted: Sequence[str] | None = None,
    *,
    code: str | None = None,
    limit: int | None = None,
    muted: frozenset[Cue] = frozenset(),
    kept: _Kept | None = None,
    blind: bool = False,
) -> Request:
    """What a question needs to know of the project. `kept` holds the texts read before, and keeps those read now.

    With `blind` the others' decisions have no part in it, so that nothing can be read from what is suggested.
    """
    codes = codebooks.tree(session)
    keys = {each.id: each.key for each in codes.codes}
    known = documents.documents(session)
    for each in wanted or ():
        documents.by_id(session, each)
    own = {each.id for each in session.all(Coder) if each.name == session.coder}
    return Request(
        wanted=tuple(wanted) if wanted is not None else tuple(each.id for each in known),
        sources=_sources(session, {} if kept is None else kept),
        cues=cues(codebooks.book(session)),
        coder=session.coder,
        coded=tuple(
            Coded(each.document, each.start, each.end, keys[each.code])
            for each in session.all(Coding, coder=list(own))
            if not each.adrift
        ),
        decisions=tuple(each for each in _decisions(session) if not blind or each.coder == session.coder),
        muted=muted,
        codes=frozenset(each.key for each in codes.branch(codebooks.find_code(codes, code))) if code else None,
        limit=limit,
    )


def cues(book: Codebook) -> dict[str, tuple[Cue, ...]]:
    """The codebook's terms by language, as pairs of a code's key and a term."""
    return {
        language: tuple((code.key, term) for code in book.codes for term in code.terms.get(language, ()))
        for language in LANGUAGES
    }


def _sources(session: Session, kept: _Kept) -> tuple[Source, ...]:
    """Every document with its text and turns; one whose text and speakers are as before is not read again."""
    speakers: dict[str, list[Speaker]] = {}
    for speaker in session.all(Speaker, order=["id"]):
        speakers.setdefault(speaker.document, []).append(speaker)
    found = []
    for document in documents.documents(session):
        state = (document.revision, document.language, speakers.get(document.id))
        if document.id not in kept or kept[document.id][0] != state:
            text = read.text(session, document.text_sha256)
            turns = tuple(documents.turns(session, document.id))
            kept[document.id] = (state, Source(document.id, document.language, text, turns))
        found.append(kept[document.id][1])
    return tuple(found)


def _decisions(session: Session) -> tuple[Decision, ...]:
    """The decisions on texts as they stand, with keys and names for ids; an edit unmarks their places."""
    keys = {each.id: each.key for each in session.all(Code)}
    names = {each.id: each.name for each in session.all(Coder)}
    current = {document.revision for document in documents.documents(session)}
    return tuple(
        _named(each, keys[each.code], names[each.coder]) for each in session.all(Decision) if each.revision in current
    )


def _named(decision: Decision, code: str, coder: str) -> Decision:
    return dataclasses.replace(decision, code=code, coder=coder)


# Deciding


def accept(
    session: Session,
    suggestion: Suggestion,
    *,
    code: str | None = None,
    start: int | None = None,
    end: int | None = None,
) -> CodingView:
    """Code what was suggested, perhaps with another code or other edges, and record the decision, in one operation.

    Raises DocumentNotFound, CodeNotFound, Ambiguous, SpanRefused.
    """
    codes = codebooks.tree(session)
    chosen = codebooks.find_code(codes, code).key if code else suggestion.code
    document = documents.by_id(session, suggestion.document)
    first, last = suggestion.start if start is None else start, suggestion.end if end is None else end
    if not 0 <= first < last:
        raise SpanRefused(start=first, end=last, title=document.title, length=document.characters)
    changed = (chosen, first, last) != (suggestion.code, suggestion.start, suggestion.end)
    verdict = "changed" if changed else "accepted"
    summary = Message(_SUMMARIES[verdict], {"code": chosen, "title": document.title})
    with session.operation("suggestion.accept", summary, document=document.id) as change:
        made = codings.CodingRequest(document.id, Span(first, last), chosen, origin="suggestion")
        coding = codings.Adder(session, change).add(made)
        _record(session, change, suggestion, verdict, coding.id)
    return codings.views(session, [coding])[0]


def refuse(session: Session, suggestion: Suggestion) -> Decision:
    """Record that the suggestion is wrong, so that it is not made to this coder again."""
    return decide(session, suggestion, "refused")


def decide(session: Session, suggestion: Suggestion, verdict: str, *, coding: str | None = None) -> Decision:
    """Record what the session's coder says to a suggestion: `accepted`, `changed` or `refused`.

    The same verdict on the same suggestion again gives the decision there is. `code` and `coder` of the result are
    a key and a name. Raises DocumentNotFound, CodeNotFound, ValueRefused.
    """
    one_of(verdict, VERDICTS, "verdict")
    document = documents.by_id(session, suggestion.document)
    summary = Message(_SUMMARIES[verdict], {"code": suggestion.code, "title": document.title})
    with session.operation(f"suggestion.{_ACTS[verdict]}", summary, document=document.id) as change:
        made = _record(session, change, suggestion, verdict, coding)
    return _named(made, suggestion.code, session.coder)


def _record(session: Session, change: Operation, suggestion: Suggestion, verdict: str, coding: str | None) -> Decision:
    code = codebooks.tree(session).by_key(suggestion.code)
    if code is None:
        raise CodeNotFound(name=suggestion.code)
    document = documents.by_id(session, suggestion.document)
    coder = change.coder.id
    for known in session.all(Decision, document=document.id, code=code.id, coder=coder, verdict=verdict):
        if (known.start, known.end) == (suggestion.start, suggestion.end):
            return known
    decision = Decision(
        id=new_id(),
        document=document.id,
        revision=document.revision,
        start=suggestion.start,
        end=suggestion.end,
        code=code.id,
        coder=coder,
        verdict=verdict,
        method=METHOD,
        score=suggestion.score,
        terms=tuple(dict.fromkeys(each.detail for each in suggestion.evidence if each.kind == "term")),
        coding=coding,
        created=change.at,
    )
    change.insert(decision)
    return decision


# For the screen


class SuggestionService:
    """Makes suggestions elsewhere while the screen goes on. Its methods return at once.

    The process is started with the first question or with `start`; texts are read from the project in a thread and
    kept for the next question. `close` when the project is closed.
    """

    def __init__(self, languages: Sequence[str] = ()) -> None:
        self._worker = SuggestionWorker(tuple(languages))
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="suggestions-reader")
        self._kept: _Kept = {}
        self._closed = False
        self._cancelled = 0  # how often; a question asked before a cancellation is dropped when it has been read

    @property
    def status(self) -> Status:
        """`off`, `starting`, `ready` or `failed`; a new question tries again."""
        return self._worker.status

    def start(self) -> None:
        """Load spaCy, and what reading the languages named needs, ahead of the first question."""
        self._worker.start()

    def submit(
        self,
        session: Session,
        document: str,
        *,
        code: str | None = None,
        muted: frozenset[Cue] = frozenset(),
        blind: bool = False,
    ) -> Future[Answer]:
        """Ask for the suggestions in a document (id). The future fails with a QualcodeError or `CancelledError`."""
        future: Future[Answer] = Future()
        if self._closed:
            future.cancel()
            return future
        read = partial(request, session, [document], code=code, muted=muted, kept=self._kept, blind=blind)
        reading = self._reader.submit(self._ask, read, self._cancelled, future)
        reading.add_done_callback(lambda done: _fail(done, future))
        return future

    def cancel(self) -> None:
        """Drop what was asked and stop what is under way; the next question starts afresh."""
        self._cancelled += 1
        self._worker.cancel()

    def close(self) -> None:
        """End the process and forget the texts."""
        self._closed = True
        self._reader.shutdown(cancel_futures=True)
        self._worker.close()
        self._kept.clear()

    def _ask(self, read: Callable[[], Request], cancelled: int, future: Future[Answer]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        asked = read()
        if cancelled != self._cancelled:
            future.set_exception(CancelledError())
            return
        self._worker.submit(asked).add_done_callback(lambda done: _hand_on(done, future))


def _fail(reading: Future[None], future: Future[Answer]) -> None:
    """Pass on why the project could not be read; whoever waits must not wait for ever."""
    if reading.cancelled():
        future.cancel()
    elif (error := reading.exception()) is not None:
        future.set_exception(error)


def _hand_on(done: Future[Answer], future: Future[Answer]) -> None:
    error = CancelledError() if done.cancelled() else done.exception()
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(done.result())

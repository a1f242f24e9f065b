"""Searching the texts: plain words, the language of searches, words alike, regular expressions."""

from __future__ import annotations

import bisect
import time
from collections.abc import Callable, Sequence

from qualcode.analysis import query_regex, query_syntax
from qualcode.analysis.query import WITHIN, find, needs_turns
from qualcode.errors import QueryTimeout, UsageError, ValueRefused
from qualcode.model.document import Document, SearchHit, TurnView
from qualcode.model.message import N_, Message
from qualcode.model.text import Span
from qualcode.ops import documents
from qualcode.ops.names import one_of
from qualcode.store import read
from qualcode.store.session import Session

CONTEXT = 60
# How long a regular expression may take for one document, and for all of them together.
SECONDS = 1.0
SECONDS_IN_ALL = 10.0

_Places = Callable[[Session, Document, str], list[Span]]


class TwoWaysAtOnce(UsageError):
    """A search cannot be a regular expression and tolerant of slips at once."""

    code = "two-ways-at-once"
    sentence = N_("A search is either a regular expression or fuzzy, not both.")
    hint = N_("Leave one of the two out.")


def search(
    session: Session,
    query: str,
    *,
    document: str | None = None,
    context: int = CONTEXT,
    regex: bool = False,
    fuzzy: bool = False,
    within: str = "paragraph",
    narrators_only: bool = False,
) -> list[SearchHit]:
    """Where `query` is found, in all documents or one (an id), by document number and place.

    It may use AND, OR, NOT, NEAR/n, quotation marks, stars and brackets (see `analysis.query_syntax`); case and
    accents are ignored. AND, NOT and NEAR look within one `paragraph`, `sentence`, `turn` or `document`. `fuzzy`
    tolerates slips and other endings; with `regex` the query is a regular expression, where accents count and each
    document may take a second. `narrators_only` leaves out what interviewers say and what stands outside of turns.

    Offsets are in the canonical text; `before` and `after` hold up to `context` characters each. Raises QueryRefused,
    PatternRefused, QueryTimeout, DocumentNotFound, ValueRefused.
    """
    finder = Finder(query, regex=regex, fuzzy=fuzzy, within=within, narrators_only=narrators_only, context=context)
    searched = documents.documents(session) if document is None else [documents.by_id(session, document)]
    return [hit for record in searched for hit in finder.hits(session, record)]


class Finder:
    """A search that goes from document to document, for whoever wants to show how far it is or to break it off.

    The arguments, and what is raised for a query that cannot be understood, are those of `search`. A regular expression
    may take `seconds` for all documents together, ten unless told.
    """

    def __init__(
        self,
        query: str,
        *,
        regex: bool = False,
        fuzzy: bool = False,
        within: str = "paragraph",
        narrators_only: bool = False,
        context: int = CONTEXT,
        seconds: float | None = None,
    ) -> None:
        one_of(within, WITHIN, "within")
        if not query.strip():
            raise ValueRefused(value=query, what=Message(N_("a search")), choices=Message(N_("one word or more")))
        if regex and fuzzy:
            raise TwoWaysAtOnce
        in_all = SECONDS_IN_ALL if seconds is None else seconds
        self._places = _by_pattern(query, in_all) if regex else _by_words(query, within, fuzzy)
        self._narrators_only = narrators_only
        self._context = context

    def hits(self, session: Session, record: Document) -> list[SearchHit]:
        """What is found in one document, in order. Raises QueryTimeout; the next document may be searched after it."""
        text = read.text(session, record.text_sha256)
        found = self._places(session, record, text)
        if self._narrators_only and found:
            found = _told_by_narrators(found, documents.turns(session, record.id))
        return [hit(record.id, text, span, self._context) for span in found]


def hit(document: str, text: str, span: Span, context: int = CONTEXT) -> SearchHit:
    """A place in a document (an id) with what stands around it."""
    return SearchHit(
        document=document,
        start=span.start,
        end=span.end,
        quote=span.of(text),
        before=text[max(span.start - context, 0) : span.start],
        after=text[span.end : span.end + context],
    )


def _by_words(query: str, within: str, fuzzy: bool) -> _Places:
    asked = query_syntax.parse(query)

    def places(session: Session, record: Document, text: str) -> list[Span]:
        turns = documents.turns(session, record.id) if needs_turns(asked, within) else []
        return find(asked, text, turns, within=within, fuzzy=fuzzy)

    return places


def _by_pattern(query: str, seconds: float) -> _Places:
    pattern = query_regex.compile_pattern(query)
    left = seconds

    def places(_session: Session, record: Document, text: str) -> list[Span]:
        nonlocal left
        began = time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            return query_regex.find_pattern(pattern, text, min(left, SECONDS))
        except TimeoutError as error:
            raise QueryTimeout(query=query, title=record.title) from error
        finally:
            left -= time.monotonic() - began

    return places


def _told_by_narrators(found: Sequence[Span], turns: Sequence[TurnView]) -> list[Span]:
    """The places that begin in a narrator's speech; without turns the whole text is told by a narrator."""
    if not turns:
        return list(found)
    starts = [turn.start for turn in turns]
    told = []
    for span in found:
        index = bisect.bisect_right(starts, span.start) - 1
        if index >= 0 and span.start < turns[index].end and not turns[index].interviewer:
            told.append(span)
    return told

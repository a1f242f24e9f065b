"""Words replaced throughout a document: a name to be hidden, a word that was misheard each time."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Sequence

from qualcode.analysis.edits import Edit
from qualcode.errors import Refused, ValueRefused
from qualcode.model.document import Document, SearchHit
from qualcode.model.message import N_, Message
from qualcode.model.revision import Occurrences, RevisionReport
from qualcode.model.text import Span, canonical
from qualcode.ops import documents, revisions
from qualcode.store import read
from qualcode.store.session import Session

_AROUND = 60  # characters shown on each side
_MOST_FORMS = 5


class WordsNotFound(Refused):
    """What is to be replaced is not in the document as it was written."""

    code = "words-not-found"
    sentence = N_("“{words}” does not stand in “{title}”.")
    hint = N_("In other letters, or as a part of longer words, it stands there {others} times.")

    @property
    def advice(self) -> Message:
        """Where else it stands; where it stands nowhere, what may be wrong."""
        return super().advice if self.values["others"] else Message(N_("Check the spelling; accents matter."))


class SeveralPlaces(Refused):
    """Only one place was to be replaced, and there are several."""

    code = "several-places"
    sentence = N_("“{words}” stands in “{title}” in {n} places.")
    hint = N_("Replace it in all of them with --all; look at them first with --preview.")


def occurrences(
    session: Session, document: str, old: str, *, whole_word: bool = True, case: bool | None = None
) -> Occurrences:
    """Where `replace` would replace, with the words around, and which other forms it would leave.

    Raises DocumentNotFound, ValueRefused.
    """
    record = documents.by_id(session, document)
    text = read.text(session, record.text_sha256)
    spans = _spans(text, old, whole_word, case)
    replaced = {span.start for span in spans}
    others: dict[str, int] = {}
    for span in _spans(text, old, False, False):
        if span.start not in replaced:
            form = _whole(text, span)
            others[form] = others.get(form, 0) + 1
    hits = [
        SearchHit(
            document=document,
            start=span.start,
            end=span.end,
            quote=span.of(text),
            before=text[max(span.start - _AROUND, 0) : span.start],
            after=text[span.end : span.end + _AROUND],
        )
        for span in spans
    ]
    return Occurrences(tuple(hits), others)


def replace(
    session: Session,
    document: str,
    old: str,
    new: str,
    *,
    whole_word: bool = True,
    case: bool | None = None,
    only: Sequence[int] | None = None,
    once: bool = False,
    store: bool = True,
) -> RevisionReport:
    """Replace `old` by `new` everywhere in the document (an id), or only where it starts at one of the offsets `only`.

    `case`: whether small and capital letters differ; None: they do where `old` has a capital, as names have. `once`:
    refuse where there are several places. A speaker whose label is replaced has the new name. With `store` False this
    is a preview. Raises WordsNotFound, SeveralPlaces, DocumentNotFound, ValueRefused, NoText.
    """
    record = documents.by_id(session, document)
    text = read.text(session, record.text_sha256)
    spans = [span for span in _spans(text, old, whole_word, case) if only is None or span.start in only]
    if not spans:
        raise WordsNotFound(words=old, title=record.title, others=len(_spans(text, old, False, False)))
    if once and len(spans) > 1:
        raise SeveralPlaces(words=old, title=record.title, n=len(spans))
    done, changes = _put(text, spans, canonical(new).text)
    report = (revisions.revise if store else revisions.preview)(session, document, done, changes=changes)
    return dataclasses.replace(report, notes=(*report.notes, *_left(record, done, old)))


def _put(text: str, spans: Sequence[Span], new: str) -> tuple[str, list[Edit]]:
    """The text with `new` in the place of each span, and the edits."""
    pieces: list[str] = []
    changes: list[Edit] = []
    at = length = 0
    for span in spans:
        pieces += (text[at : span.start], new)
        length += span.start - at
        changes.append(Edit(span.start, span.end, length, length + len(new)))
        at, length = span.end, length + len(new)
    return "".join((*pieces, text[at:])), changes


def _left(record: Document, text: str, old: str) -> Iterator[Message]:
    """Where the words still are, since whoever hides a name must know."""
    left = _spans(text, old, False, False)
    if left:
        forms = list(dict.fromkeys(_whole(text, span) for span in left))
        shown = ", ".join(forms[:_MOST_FORMS]) + (" …" if len(forms) > _MOST_FORMS else "")
        template = N_("In other letters, or as a part of longer words, it is still in the text {n} times: {forms}")
        yield Message(template, {"n": len(left), "forms": shown})
    if any(_spans(name, old, False, False) for name in (record.title, record.source)):
        yield Message(N_("It is still in the document's title or in the name of its file."))
    yield Message(N_("The words as they were stay in the project's history, so that this can be undone."))


def _spans(text: str, old: str, whole_word: bool, case: bool | None) -> list[Span]:
    """Where the words stand, left to right; white space and apostrophes match however they are written."""
    wanted = old.strip()
    if not wanted:
        what, choices = Message(N_("what is replaced")), Message(N_("one word or more"))
        raise ValueRefused(value=old, what=what, choices=choices)
    exact = any(char.isupper() for char in wanted) if case is None else case
    forms = {unicodedata.normalize(form, wanted) for form in ("NFC", "NFD")} | {wanted}
    pattern = "|".join(map(_pattern, sorted(forms)))
    if whole_word:
        # Behind an apostrophe a word begins (d'Anna); a hyphen joins: Jean is no word of Jean-Pierre.
        pattern = rf"(?<!\w)(?<!\w[-‐‑])(?:{pattern})(?![\w\u0300-\u036f])(?![-‐‑]\w)"
    found = re.finditer(pattern, text, re.NOFLAG if exact else re.IGNORECASE)
    return [Span(match.start(), match.end()) for match in found]


def _pattern(words: str) -> str:
    pieces = [re.sub(r"['’]", "['’]", re.escape(piece)) for piece in words.split()]
    return r"\s+".join(pieces)


def _whole(text: str, span: Span) -> str:
    """The words with the letters that they hang together with."""
    before = re.search(r"[\w-]*\Z", text[max(span.start - _AROUND, 0) : span.start])
    after = re.match(r"[\w-]*", text[span.end : span.end + _AROUND])
    return (before[0] if before else "") + span.of(text) + (after[0] if after else "")

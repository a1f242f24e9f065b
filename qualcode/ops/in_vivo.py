"""A code made where it is needed: named, put into the codebook and on its passage in one operation."""

from __future__ import annotations

import dataclasses

from qualcode.errors import SpanRefused
from qualcode.model.coding import CodingView
from qualcode.model.message import N_, Message
from qualcode.model.text import Span
from qualcode.ops import codebooks, codings
from qualcode.ops.adder import Adder, CodingRequest
from qualcode.ops.codebook_edits import new_code, speak
from qualcode.store.session import Session

_LONGEST_EXAMPLE = 300


def add(
    session: Session,
    document: str,
    start: int,
    end: int,
    label: str,
    *,
    parent: str | None = None,
    in_vivo: bool = False,
) -> CodingView:
    """Make a code under a parent (key, path or label; None: a dimension) and put it on `[start, end)` of a document.

    In vivo its label is what was said there, in the document's language, and the words stay with it as its first
    example. Otherwise the label is in the project's language. `document` is an id. Raises DocumentNotFound,
    SpanRefused, CodeNotFound, Ambiguous, NameRefused.
    """
    with session.operation("code.add", Message(""), document=document) as gate:
        found, text = Adder(session, gate).document(document)
        if not 0 <= start < end <= len(text):
            raise SpanRefused(start=start, end=end, title=found.title, length=len(text))
        codes = codebooks.tree(session)
        language = speak(session, gate, found.language if in_vivo else None)
        above = codebooks.find_code(codes, parent) if parent else None
        made = new_code(codes, label, language, above)
        if in_vivo:
            words = " ".join(text[start:end].split())
            made = dataclasses.replace(made, examples={language: (words[:_LONGEST_EXAMPLE],)})
        told = {"label": made.labels[language], "title": found.title}
        gate.summary = Message(N_("New code “{label}”, in “{title}”"), told)
        gate.insert(made)
        # Made anew, since it reads the codes when it is made.
        coding = Adder(session, gate).add(CodingRequest(document, Span(start, end), made.key))
    return codings.views(session, [coding])[0]

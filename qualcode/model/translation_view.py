"""Translations of quotes as they are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TranslationView:
    """A quote in another language.

    `coding` is the id of the coding whose words these are, `document` its document's number, `quote` the words as they
    were said and `original` their language; `text` is in `language`, and `coder` the name of who translated it.
    """

    id: str
    coding: str
    document: int
    original: str
    quote: str
    language: str
    text: str
    coder: str
    created: str

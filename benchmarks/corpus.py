"""Material of any size, made from the shipped samples in always the same way."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from qualcode.data import data_path
from qualcode.importers import registry
from qualcode.model.codebook import Codebook
from qualcode.model.document import ImportedDocument
from qualcode.model.message import Message
from qualcode.model.text import Span
from qualcode.ops import documents, projects
from qualcode.ops.codings import Adder, CodingRequest
from qualcode.store.session import Session

SEED = 20261122


def samples(language: str | None = None) -> list[ImportedDocument]:
    """The shipped transcripts, those of one language if named."""
    folder = data_path("samples/demo/documents")
    files = sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".md", ".docx"})
    read = [registry.read(path) for path in files]
    return [document for document in read if language in (None, document.language)]


def text_of(characters: int, language: str = "fr") -> str:
    """Interviews after one another until there are so many characters."""
    pieces: list[str] = []
    length = 0
    for document in itertools.cycle(samples(language)):
        pieces.append(document.text)
        length += len(document.text) + 1
        if length >= characters:
            break
    return "\n".join(pieces)[:characters]


def words_of(count: int, language: str = "fr") -> str:
    """Interviews after one another until there are so many words."""
    return text_of(count * 6, language)


def project(folder: Path, n_documents: int, n_codings: int, *, cases: int = 0) -> Session:
    """A project with so many documents (samples with a number before them) and random codings spread over them.

    `cases` enterprises; a quarter as many as documents unless told.
    """
    session = projects.create(folder / "bench.qualcode", coder="marie", language="fr")
    sources = samples()
    names = [f"Case {number}" for number in range(cases or max(n_documents // 4, 1))]
    for number, source in zip(range(n_documents), itertools.cycle(sources), strict=False):
        documents.store_imported(session, numbered(source, number), kind="interview", case=names[number % len(names)])
    with session.operation("coding.add", Message("bench")) as change:
        Adder(session, change).add_all(requests(session, n_codings, projects.read_codebook("impact")))
    return session


def numbered(source: ImportedDocument, number: int) -> ImportedDocument:
    """The same document as if it were another: another hash and title."""
    import dataclasses

    return dataclasses.replace(source, sha256=f"{number:064d}", title=f"{number:04d} {source.title}")


def requests(session: Session, count: int, book: Codebook) -> Iterator[CodingRequest]:
    """Random codings of 20 to 300 characters by two coders, no two alike."""
    chance = random.Random(SEED)
    keys = [code.key for code in book.codes]
    views = documents.listing(session)
    seen: set[tuple[str, int, int, str, str]] = set()
    effects = ("positive", "negative", "mixed", "none", None)
    while len(seen) < count:
        view = chance.choice(views)
        start = chance.randrange(max(view.characters - 310, 1))
        end = min(start + chance.randrange(20, 300), view.characters)
        place = (view.id, start, end, chance.choice(keys), chance.choice(("marie", "joris")))
        if place not in seen:
            seen.add(place)
            yield CodingRequest(view.id, Span(start, end), place[3], place[4], chance.choice(effects))

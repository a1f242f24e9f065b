"""A small project for the tests of reports: four people, each with another consent, read by two coders."""

from __future__ import annotations

import dataclasses
import functools
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qualcode.ops import cases, coding_files, documents, projects
from qualcode.store.session import Session

CODEBOOK = """\
key,parent,label_fr,label_en,definition_en,include_en,exclude_en,terms_en,colour
social,,Social,Social,Effects on the lives of people.,,,,#0F766E
social/confidence,social,Confiance en soi,Self-confidence,To feel able.,To dare.,Being praised (social/ties).,dare*,
social/ties,social,Liens sociaux,Social ties,,,,,
social/health,social,Santé,Health,,,,,
economic,,Économique,Economic,,,,,#B45309
"""

FATIMA = """\
INT : Qu'est-ce qui a changé ?
FATIMA : J'ai repris confiance. Avant je n'osais pas téléphoner.
DIDIER : Fatima, elle a pris sa place. Moi, Didier, je l'ai vu.
"""
MICHEL = "INT : Et vous ?\nMICHEL : Le dos me fait mal, mais je parle aux voisins.\n"
RACHID = "INT : Vraiment ?\nRACHID : Je ne veux pas que cela se lise.\nINT : Bien.\nRACHID : Merci.\n"

CODED: tuple[dict[str, str], ...] = (
    {"document": "1", "quote": "J'ai repris confiance.", "code": "social/confidence", "coder": "marie",
     "effect": "positive", "memo": "Dit d'une traite ; Didier le confirme."},
    {"document": "1", "quote": "J'ai repris confiance.", "code": "social/confidence", "coder": "joris",
     "effect": "mixed"},
    {"document": "1", "quote": "confiance. Avant je n'osais pas téléphoner", "code": "social/ties", "coder": "marie"},
    {"document": "1", "quote": "Fatima, elle a pris sa place. Moi, Didier, je l'ai vu.", "code": "social/confidence",
     "coder": "marie", "effect": "positive"},
    {"document": "2", "quote": "Le dos me fait mal", "code": "social", "coder": "marie", "effect": "none"},
    {"document": "3", "quote": "Je ne veux pas que cela se lise.", "code": "social/confidence", "coder": "marie"},
)  # fmt: skip


def story(folder: Path) -> Session:
    """The project: Fatima may be quoted, Didier under a number, Michel counted, Rachid left out."""
    for name, content in _made().items():
        (folder / name).write_bytes(content)
    return projects.open_session(folder / "p.qualcode", coder="marie")


@functools.cache
def _made() -> dict[str, bytes]:
    """All files of the project, which is made once and copied for each test."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _make(folder)
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _make(folder: Path) -> None:
    book = folder / "book.csv"
    book.write_text(CODEBOOK, encoding="utf-8")
    with projects.create(folder / "p.qualcode", coder="marie", codebook=book, title="Pôle", language="fr") as session:
        _fill(session, folder)


def _fill(session: Session, folder: Path) -> None:
    sources = (("Récit de Fatima", FATIMA, "Atelier Nord"), ("Récit de Michel", MICHEL, None), ("Rachid", RACHID, None))
    for title, text, case in sources:
        path = folder / f"{title}.txt"
        path.write_text(text, encoding="utf-8")
        documents.import_file(session, path, kind="life-story", case=case, language="fr", title=title)
    cases.set_case(session, "Atelier Nord", attributes={"pool": "insertion"})
    consents = {"FATIMA": "quote", "DIDIER": "anonymised", "MICHEL": "count", "RACHID": "none"}
    for view in documents.listing(session):
        for speaker in view.speakers:
            if speaker == "INT":
                documents.map_speaker(session, view.id, speaker, interviewer=True)
            else:
                documents.map_speaker(session, view.id, speaker, person=speaker.capitalize())
                cases.set_person(session, speaker.capitalize(), consent=consents[speaker])
    code(session, folder, *CODED)


def code(session: Session, folder: Path, *rows: dict[str, str]) -> None:
    """Put codes on quotes."""
    path = folder / "codings.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    coding_files.add_file(session, path)


def texts(value: Any) -> Iterator[str]:
    """Every text in a report, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts(item)

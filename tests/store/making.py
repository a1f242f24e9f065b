"""Projects made in a moment: a small codebook, short interviews cut from a told story, and what a file holds."""

from __future__ import annotations

import functools
import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from qualcode.data import data_path
from qualcode.importers import registry
from qualcode.model.codebook import Code, Facet, FacetValue
from qualcode.model.document import DocumentView, ImportedDocument, ImportedSpeaker, ImportedTurn
from qualcode.model.ids import stable_id
from qualcode.model.message import Message
from qualcode.model.project import Project
from qualcode.ops import documents, projects
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session, create_project, open_project
from qualcode.store.tables import IMAGED, METADATA

DIMENSIONS = {
    "economic": "Économique",
    "social": "Social",
    "political": "Politique",
    "environmental": "Environnemental",
    "territorial": "Territorial",
}
THEMES = {
    "economic/income": "Revenu",
    "social/confidence": "Confiance en soi",
    "social/ties": "Liens",
    "political/voice": "Avoir voix au chapitre",
}
KEYS = (*DIMENSIONS, *THEMES)
TIME = Facet(
    "time",
    {"fr": "Moment", "en": "Time"},
    tuple(FacetValue(name, {"fr": name, "en": name}) for name in ("before", "during", "after")),
    {"fr": ("avant", "maintenant")},
)


def codes() -> list[Code]:
    """Five dimensions and four themes, with ids that are the same in every project."""
    made = [
        Code(stable_id("code", key), key, None, place, "#0072B2", {"fr": name, "en": key.capitalize()})
        for place, (key, name) in enumerate(DIMENSIONS.items())
    ]
    for place, (key, name) in enumerate(THEMES.items(), len(made)):
        parent = stable_id("code", key.split("/")[0])
        terms = {"fr": ("reprendre confiance", "fier*")}
        made.append(Code(stable_id("code", key), key, parent, place, None, {"fr": name}, terms=terms))
    return made


def new_project(path: Path, coder: str = "marie") -> Session:
    """A project with nothing in it but the codebook, open."""
    record = CodebookRecord(stable_id("codebook", "essai"), "essai", "1", ("fr", "en"), {"fr": "Essai"}, (TIME,))
    project = Project(stable_id("project", path.name), "Pôle d'essai", "fr", "2026-01-05T09:00:00+01:00")
    return create_project(path, coder=coder, values=(project, record, *codes()), summary=Message("Made"))


def copied_project(path: Path) -> Session:
    """`new_project`, made once and copied, for tests that are not about the making."""
    path.touch(0o600)
    path.write_bytes(_made(path.name))
    return open_project(path, coder="marie")


@functools.cache
def _made(name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        new_project(Path(folder) / name).close()
        return (Path(folder) / name).read_bytes()


@functools.cache
def story() -> ImportedDocument:
    """A told story of the demo, as its reader finds it."""
    return registry.read(data_path("samples/demo/documents/01-recit-de-fatima.txt"))


def transcript(number: int, turns: int = 6) -> ImportedDocument:
    """Some turns of the story as a document of their own; different numbers give different documents."""
    said = [turn for turn in story().turns if turn.speaker]
    text = f"Entretien {number}\n\n"
    made = []
    for place in range(turns):
        turn = said[(number + place) % len(said)]
        label, start = len(text), len(text) + len(f"{turn.speaker} : ")
        text += f"{turn.speaker} : {story().text[turn.start : turn.end]}"
        made.append(ImportedTurn(start, len(text), label, turn.speaker))
        text += "\n\n"
    return ImportedDocument(
        text=text,
        title=f"Entretien {number}",
        source=f"entretien-{number}.txt",
        format="txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        language="fr",
        turns=tuple(made),
        speakers=(ImportedSpeaker("INT", True), ImportedSpeaker("FATIMA")),
        warnings=(Message("{n} characters replaced", {"n": 0}),),
    )


def imported(session: Session, number: int, **options: Any) -> DocumentView:
    """`transcript(number)` brought in."""
    return documents.store_imported(session, transcript(number), kind="interview", **options)


def dump(session: Session, tables: Sequence[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of these tables, or of all that the journal keeps images of, in an order of their own."""
    names = tables or [table.name for table in IMAGED]
    return {name: sorted(session.fetch(select(METADATA.tables[name])), key=repr) for name in names}


def is_whole(session: Session) -> bool:
    """Whether the deep check finds nothing; says what it found otherwise."""
    report = projects.check(session, deep=True)
    assert report.ok, [str(problem) for problem in report.problems]
    return True


def digest_of(path: Path) -> str:
    """The hash of the file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

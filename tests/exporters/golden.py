"""Reports of a small evaluation as Word files, to be looked at and kept.

python -m tests.exporters.golden        # writes them anew into tests/data/exporters; look at them, then commit
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from qualcode.data import data_path
from qualcode.ops import (
    cases,
    codings,
    documents,
    evaluation,
    indicator_values,
    indicators,
    picks,
    projects,
    reconcile,
    reports,
)
from qualcode.store.session import Session

FOLDER = Path(__file__).resolve().parents[1] / "data" / "exporters"
KINDS = {"enterprise": "Atelier Nord", "joint-display": None, "pools": None, "transcript": "Atelier Nord"}
STORIES = data_path("samples/demo/documents")
CODED = (
    ("Atelier Nord", "je parlais à personne", "social/ties", "negative"),
    ("Atelier Nord", "Maintenant un vélo de facteur je le refais en une matinée.", "economic/skills", "positive"),
    (
        "Atelier Nord",
        "J'ai passé le CQP, je l'ai eu, le papier est au mur dans le salon.",
        "economic/skills",
        "positive",
    ),
    (
        "Atelier Nord",
        "Les horaires d'été, on a tous dit non, ils les ont mis quand même.",
        "political/voice",
        "negative",
    ),
    ("Stadsakker", "Mijn uren, daar had nog nooit iemand naar gevraagd.", "social/recognition", "positive"),
    ("Stadsakker", "Twee jaar op drie rood.", "economic/viability", "negative"),
)
_OURS = ("word/document", "word/comments", "word/header", "word/footer")
_DATE = re.compile(rb"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?")


def project(path: Path) -> Session:
    """Two enterprises of two pools: a story each, one told under a number; indicators, verdicts, a picked quote."""
    made = projects.create(path, coder="marie", title="Two pools", language="en")
    cases.add_case(made, "Atelier Nord", attributes={"pool": "insertion", "founded": "2015", "staff": "24"})
    cases.add_case(made, "Stadsakker", attributes={"pool": "other", "founded": "2018", "cooperative": "yes"})
    texts = {}
    for case, file, person in (
        ("Atelier Nord", "01-recit-de-fatima.txt", "Fatima"),
        ("Stadsakker", "09-interview-met-koen.md", "Koen"),
    ):
        view = documents.import_file(made, STORIES / file, kind="life-story", case=case, person=person)
        texts[case] = (view.id, documents.text(made, view.id))
    cases.set_person(made, "Koen", consent="anonymised")
    quoted = []
    for case, words, code, effect in CODED:
        id, text = texts[case]
        start = text.index(words)
        memo = "Told twice." if code == "political/voice" else None
        quoted.append(codings.add(made, id, start, start + len(words), code, effect=effect, memo=memo).id)
    picks.pick(made, [quoted[1], quoted[4]])
    indicators.add(made, "People certified", unit="people", code="economic/skills", threshold=1, source="register")
    indicators.add(made, "Share of grants", unit="%", direction="lower", code="economic/viability")
    for name, case, values in (
        ("people-certified", "Atelier Nord", (1, 2, 4)),
        ("share-of-grants", "Atelier Nord", (63, None, 60)),
        ("share-of-grants", "Stadsakker", (26, 29, 34)),
    ):
        for year, value in zip(("2022", "2023", "2024"), values, strict=True):
            indicator_values.measure(made, name, case, year, value)
    evaluation.describe(
        made,
        "Atelier Nord",
        portrait={"social": "People long out of work.\nTwo years at most."},
        question="What is left of it when the contract ends?",
        methods={"life-story": "To follow before, during and after.", "survey": ""},
        findings={"economic": "The trade is learnt."},
        limit="One person was heard.",
    )
    reconcile.judge(made, "Atelier Nord", "economic/skills", "people-certified", "agreement", note="Both rise.")
    reconcile.judge(made, "Stadsakker", "economic/viability", "share-of-grants", "agreement")
    return made


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each kind's name and file."""
    with project(folder / "small.qualcode") as session:
        for kind, case in KINDS.items():
            path = folder / f"{kind}.docx"
            reports.make(session, kind, path, case=case, language="en")
            yield kind, path.read_bytes()


def parts(path: Path) -> dict[str, bytes]:
    """What is written in a file, part by part, with every date the same; of the other parts that they are there.

    Packed alike on no two machines; letters in pictures, and the empty document that python-docx begins with, are
    those of other libraries.
    """
    with zipfile.ZipFile(path) as archive:
        return {
            name: _DATE.sub(b"2025-01-01", archive.read(name)) if name.startswith(_OURS) else b""
            for name in archive.namelist()
        }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as draft:
        for kind, data in written(Path(draft)):
            (FOLDER / f"{kind}.docx").write_bytes(data)

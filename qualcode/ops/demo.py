"""The demo: a project with every stage done, built from the samples through the same operations that people use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from qualcode.data import data_path
from qualcode.errors import QuoteNotUnique
from qualcode.importers import registry
from qualcode.model.message import N_, Message
from qualcode.model.text import Span
from qualcode.ops import analysis, cases, codings, documents, projects, reports
from qualcode.store.session import Session

PROJECT = "demo.qualcode"
TITLES = {
    "fr": "Démonstration : trois pôles, neuf entreprises",
    "nl": "Demo: drie pools, negen ondernemingen",
    "en": "Demo: three pools, nine enterprises",
    "de": "Demo: drei Pools, neun Unternehmen",
}


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where the demo lies: the project, and what was made from it. `built` is False where it was there already."""

    project: Path
    files: tuple[Path, ...]
    built: bool


Progress = Callable[[int, int], None]


def build(folder: Path, *, language: str, coder: str, progress: Progress = lambda done, of: None) -> DemoFiles:
    """Build the demo in `folder`, or find it there; with the matrix and the report made from it beside it.

    A project that is there already is left as it is, since somebody may have worked in it; missing outputs are made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PROJECT
    built = not path.exists()
    if built:
        draft = folder / ("." + PROJECT)
        draft.unlink(missing_ok=True)
        with projects.create(draft, coder=coder, title=TITLES[language], language=language) as session:
            _fill(session, progress)
        draft.rename(path)
    with projects.open_session(path, coder=coder) as session:
        outputs = _outputs(session, folder, language)
    return DemoFiles(path, outputs, built)


def _fill(session: Session, progress: Progress) -> None:
    samples = data_path("samples/demo")
    for case in yaml.safe_load((samples / "cases.yaml").read_text("utf-8"))["cases"]:
        attributes = {name: str(value) for name, value in case["attributes"].items()}
        cases.add_case(session, case["name"], kind=case["kind"], attributes=attributes)
    sheets = sorted((samples / "documents").glob("*.yaml"))
    for number, sheet in enumerate(sheets):
        progress(number, len(sheets))
        _document(session, yaml.safe_load(sheet.read_text("utf-8")), sheet.parent)
    progress(len(sheets), len(sheets))


def _document(session: Session, sheet: Mapping[str, Any], folder: Path) -> None:
    view = documents.store_imported(
        session,
        registry.read(folder / sheet["file"]),
        kind=sheet["kind"],
        case=sheet["case"],
        language=sheet["language"],
        title=sheet["title"],
    )
    for speaker in sheet["speakers"]:
        name = _label(view.speakers, speaker["name"])
        if speaker.get("interviewer"):
            documents.map_speaker(session, view.id, name, interviewer=True)
            continue
        documents.map_speaker(session, view.id, name, person=speaker["person"])
        attributes = {key: str(value) for key, value in speaker.get("attributes", {}).items()}
        cases.set_person(
            session, speaker["person"], within=sheet["case"], consent=speaker["consent"], attributes=attributes
        )
    text = documents.text(session, view.id)
    summary = Message(N_("{n} codings in “{title}”"), {"n": len(sheet["codings"]), "title": view.title})
    with session.operation("coding.add", summary, document=view.id) as change:
        codings.Adder(session, change).add_all(
            [
                codings.CodingRequest(
                    document=view.id,
                    span=place(text, coding["quote"]),
                    code=coding["code"],
                    coder=coding["coder"],
                    effect=coding.get("effect"),
                    facets=coding.get("facets"),
                    memo=coding.get("memo"),
                )
                for coding in sheet["codings"]
            ]
        )


def _label(speakers: tuple[str, ...], name: str) -> str:
    """The speaker's label as the importer wrote it."""
    return next((label for label in speakers if label.strip(" .:").casefold() == name.strip(" .:").casefold()), name)


def place(text: str, quote: str) -> Span:
    """Where a quote stands. Raises QuoteNotUnique unless it occurs exactly once."""
    start = text.find(quote)
    if start < 0 or text.find(quote, start + 1) >= 0:
        raise QuoteNotUnique(quote=quote[:60])
    return Span(start, start + len(quote))


def _outputs(session: Session, folder: Path, language: str) -> tuple[Path, ...]:
    by_pool = analysis.matrix(session, "code", "pool", cells="people")
    by_case = analysis.matrix(session, "dimension", "case", cells="count")
    outputs = (
        folder / "theme-matrix-by-pool.xlsx",
        folder / "theme-matrix-by-pool.docx",
        folder / "theme-matrix-by-enterprise.csv",
        folder / "coded-excerpts.docx",
    )
    if not outputs[0].exists():
        reports.write_matrix(session, by_pool, outputs[0], language)
    if not outputs[1].exists():
        reports.write_matrix(session, by_pool, outputs[1], language)
    if not outputs[2].exists():
        reports.write_matrix(session, by_case, outputs[2], language)
    if not outputs[3].exists():
        reports.write(reports.excerpts(session, language=language), outputs[3])
    return outputs

"""The demo: a project with every stage done, built from the samples through the same operations that people use."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.data import data_path
from qualcode.errors import FileUnwritable, QuoteNotUnique
from qualcode.importers import registry
from qualcode.model.message import N_, Message
from qualcode.model.text import Span
from qualcode.ops import analysis, codings, documents, matrix_files, projects, report_files, reports
from qualcode.ops.demo_evaluation import Enterprises, read
from qualcode.store.session import Session

PROJECT = "demo.qualcode"
FIRST, SECOND = "marie", "joris"
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

    Two invented coders, marie and joris, have done the work; `coder` only opens it. A project that is there already is
    left as it is, since somebody may have worked in it; missing outputs are made. Raises FileUnwritable.
    """
    path = folder / PROJECT
    built = not path.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if built:
            with tempfile.TemporaryDirectory(dir=folder, prefix=".demo-") as draft:
                _work(Path(draft) / PROJECT, language, progress)
                (Path(draft) / PROJECT).rename(path)
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=error.strerror or type(error).__name__) from error
    with projects.open_session(path, coder=coder) as session:
        outputs = _outputs(session, folder, language)
    return DemoFiles(path, outputs, built)


def _work(path: Path, language: str, progress: Progress) -> None:
    """Make the project as its two coders would have, in four sittings: one codes, the other codes some of it again."""
    samples = data_path("samples/demo")
    sheets = [(sheet.parent, read(sheet)) for sheet in sorted(samples.glob("documents/*.yaml"))]
    told = Enterprises(samples, language)
    known: dict[str, str] = {}
    with projects.create(path, coder=FIRST, title=TITLES[language], language=language) as session:
        told.enter_cases(session)
        for number, (folder, sheet) in enumerate(sheets):
            progress(number, len(sheets))
            known[sheet["file"]] = _import(session, sheet, folder)
            _code(session, sheet, known[sheet["file"]])
        told.enter_people(session)
        told.measure(session)
        told.discuss(session)
    with projects.open_session(path, coder=SECOND) as session:
        for _, sheet in sheets:
            _code(session, sheet, known[sheet["file"]])
        told.discuss(session)
    with projects.open_session(path, coder=FIRST) as session:
        told.write(session)
        told.judge(session)
        told.translate(session, "fr")
        told.meet(session)
        told.discuss(session)
    with projects.open_session(path, coder=SECOND) as session:
        told.judge(session)
        told.translate(session, "nl")
    progress(len(sheets), len(sheets))


def _import(session: Session, sheet: Mapping[str, Any], folder: Path) -> str:
    """Bring a transcript in and say who speaks in it; the document's id."""
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
        else:
            documents.map_speaker(session, view.id, name, person=speaker["person"])
    return view.id


def _code(session: Session, sheet: Mapping[str, Any], document: str) -> None:
    """The session coder's part of a sheet's codings, after which they have finished the document."""
    mine = [coding for coding in sheet["codings"] if coding["coder"] == session.coder]
    if not mine:
        return
    text = documents.text(session, document)
    summary = Message(N_("{n} codings in “{title}”"), {"n": len(mine), "title": sheet["title"]})
    with session.operation("coding.add", summary, document=document) as change:
        codings.Adder(session, change).add_all(
            [
                codings.CodingRequest(
                    document=document,
                    span=place(text, coding["quote"]),
                    code=coding["code"],
                    effect=coding.get("effect"),
                    facets=coding.get("facets"),
                    memo=coding.get("memo"),
                )
                for coding in mine
            ]
        )
    documents.mark_done(session, document)


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
    by_pool = analysis.matrix(session, "code", "pool", cells="people", language=language)
    by_case = analysis.matrix(session, "dimension", "case", cells="count", language=language)
    outputs = (
        folder / "theme-matrix-by-pool.xlsx",
        folder / "theme-matrix-by-pool.docx",
        folder / "theme-matrix-by-enterprise.csv",
        folder / "coded-excerpts.docx",
    )
    if not outputs[0].exists():
        matrix_files.write_matrix(session, by_pool, outputs[0], language)
    if not outputs[1].exists():
        matrix_files.write_matrix(session, by_pool, outputs[1], language)
    if not outputs[2].exists():
        matrix_files.write_matrix(session, by_case, outputs[2], language)
    if not outputs[3].exists():
        report_files.write(reports.excerpts(session, language=language), outputs[3])
    return outputs

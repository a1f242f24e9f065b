"""What is done often in a large project, as the places of the screen ask for it: processor time, targets in seconds."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Measured, Timed, alone
from qualcode.data import data_path
from qualcode.ops import documents, projects, search
from qualcode.tui import document_jobs, excerpt_jobs, jobs
from qualcode.tui.whose import View

DOCUMENTS, CODINGS, CASES = 1_000, 100_000, 300
EXCERPTS, IMPORTED = 20_000, 100
_NOTE = f"{DOCUMENTS:,} documents, {CODINGS:,} codings, {CASES} enterprises"


def often() -> list[Measured]:
    """Opening, listing, counting, searching, reading excerpts, importing."""
    view = View("bench")
    results: list[Measured] = []
    with (
        tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name,
        corpus.project(Path(name), DOCUMENTS, CODINGS, cases=CASES) as session,
    ):
        asked: list[tuple[str, Callable[[], object], float]] = [
            ("documents and codes", lambda: jobs.shelf(session), 0.5),
            ("counts of the codes", lambda: jobs.counts(session), 0.5),
            ("documents place", lambda: document_jobs.library(session, view), 1),
            ("a word in all documents", lambda: search.search(session, "travail"), 1),
        ]
        results += [alone(what, _spent(do), target=target, note=_NOTE, runs=3) for what, do, target in asked]
    with (
        tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name,
        corpus.project(Path(name), DOCUMENTS // 5, EXCERPTS) as session,
    ):
        read = _spent(lambda: excerpt_jobs.read(session, view))
        results.append(alone("excerpts place", read, target=2, note=f"{EXCERPTS:,} codings", runs=3))
    return [*results, alone("import", _spent(_import), target=5, note=f"{IMPORTED} docx", runs=1, warm=False)]


def _spent(function: Callable[[], object]) -> Timed:
    """As `timed`, by the processor's time."""

    def run() -> float:
        start = time.process_time()
        function()
        return time.process_time() - start

    return run


def _import() -> None:
    sources = sorted(data_path("samples/demo/documents").glob("*.docx"))
    with tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name:
        folder = Path(name)
        with projects.create(folder / "p.qualcode", coder="bench", language="fr") as session:
            for number in range(IMPORTED):
                file = folder / f"{number:03}.docx"
                shutil.copyfile(sources[number % len(sources)], file)
                documents.import_file(session, file)

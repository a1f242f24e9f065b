"""The report of an enterprise with 300 quotes and 12 charts or more, as a Word file, in a project of 69 enterprises."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import corpus
from benchmarks.joint import ENTERPRISES, measure_all
from benchmarks.measure import Measured, alone, timed
from qualcode.model.case import Case
from qualcode.ops import reports

CODINGS = 21_000


def enterprise() -> list[Measured]:
    """Ours has a target in seconds: there is no bare form of it to hold it against."""
    with (
        tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name,
        corpus.project(Path(name), ENTERPRISES * 4, CODINGS) as session,
    ):
        measure_all(session)
        case = session.all(Case)[0].name
        path = Path(name) / "report.docx"

        def write() -> None:
            reports.make(session, "enterprise", path, case=case, language="fr", force=True)

        write()
        from docx import Document

        made = Document(str(path))
        quotes = sum(line.style is not None and line.style.name == "Quote" for line in made.paragraphs)
        note = f"{quotes} quotes, {len(made.inline_shapes)} charts"
        return [alone("report of an enterprise", timed(write), target=10.0, note=note)]

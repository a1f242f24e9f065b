"""What is measured, each against its floor."""

from __future__ import annotations

import io
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from benchmarks import corpus
from benchmarks.agreement import agreement
from benchmarks.compare import compare
from benchmarks.enterprise import enterprise
from benchmarks.joint import joint
from benchmarks.measure import Measured, Timed, against, timed
from benchmarks.merging import merge
from benchmarks.often import often
from benchmarks.screen import screen
from qualcode.data import data_path
from qualcode.importers import registry
from qualcode.model.message import Message
from qualcode.model.results import CELLS
from qualcode.ops import analysis, cooccurrence, projects
from qualcode.ops.codings import Adder


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name:
        yield Path(name)


def _processor_time(*command: str) -> Timed:
    """Runs a command and returns the processor time it took, user and system."""

    def run() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    return run


def help_starts() -> list[Measured]:
    """`qualcode --help` against bare Python."""
    bare = _processor_time(sys.executable, "-c", "pass")
    ours = _processor_time(sys.executable, "-m", "qualcode", "--help")
    note = "bare Python (processor time); the target is 0.3 s"
    measured = against("qualcode --help", ours, bare, target=100, note=note)
    return [
        Measured(measured.name, measured.seconds, measured.floor, measured.ratio, "0.3 s", measured.seconds < 0.3, note)
    ]


def importing() -> list[Measured]:
    """200 Word files against unzipping them, parsing their XML and collecting the text."""
    sources = sorted(data_path("samples/demo/documents").glob("*.docx"))
    with folder() as place:
        files = [place / f"{number:03d}.docx" for number in range(200)]
        for number, file in enumerate(files):
            shutil.copyfile(sources[number % len(sources)], file)

        def read_xml() -> None:
            for file in files:
                with zipfile.ZipFile(file) as archive:
                    root = etree.fromstring(archive.read("word/document.xml"))
                "".join(node.text or "" for node in root.iter("{*}t"))

        def read_all() -> None:
            for file in files:
                registry.read(file)

        note = "unzip, parse and collect the same XML"
        return [against("read 200 docx", timed(read_all), timed(read_xml), target=5, note=note, runs=3)]


def coding() -> list[Measured]:
    """10,000 codings in one journalled operation against a bare executemany of the same rows."""
    n = 10_000
    book = projects.read_codebook("impact")
    with folder() as place, corpus.project(place, 40, 0) as session:
        requests = list(corpus.requests(session, n, book))

        def add() -> None:
            with session.operation("coding.add", Message("bench")) as change:
                Adder(session, change).add_all(requests)

        def ours() -> float:
            seconds = timed(add)()
            with session.operation("coding.remove", Message("bench")) as change:
                from qualcode.model.coding import Coding

                change.delete(Coding, [coding.id for coding in session.all(Coding)])
            return seconds

        add()
        rows = _raw(session.path, "SELECT * FROM coding")
        with session.operation("coding.remove", Message("bench")) as change:
            from qualcode.model.coding import Coding

            change.delete(Coding, [coding.id for coding in session.all(Coding)])
        bare = place / "bare.db"
        shutil.copyfile(session.path, bare)

        def floor() -> float:
            connection = sqlite3.connect(bare, isolation_level=None)
            connection.execute("PRAGMA synchronous=FULL")
            marks = ",".join("?" * len(rows[0]))

            def insert() -> None:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(f"INSERT INTO coding VALUES ({marks})", rows)
                connection.execute("COMMIT")

            seconds = timed(insert)()
            connection.execute("DELETE FROM coding")
            connection.close()
            return seconds

        note = "bare executemany of the same rows, committed"
        return [against("10,000 codings in one operation", ours, floor, target=6, note=note)]


def _raw(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(statement).fetchall()
    connection.close()
    return rows


def matrices() -> list[Measured]:
    """Matrices over 100,000 codings in 1,000 documents of 300 enterprises, and codes together, against one GROUP BY."""
    with folder() as place, corpus.project(place, 1_000, 100_000, cases=300) as session:

        def ours(rows: str, columns: str, cells: str) -> Measured:
            # The floor groups by the same columns where codings have them, else by document and code.
            by = f"code, {columns}" if columns in {"coder", "effect"} else "document, code"
            floor = timed(lambda: _raw(session.path, f"SELECT {by}, count(*) FROM coding GROUP BY {by}"))
            made = timed(lambda: analysis.matrix(session, rows, columns, cells=cells))
            return against(f"matrix {rows} × {columns}, {cells}", made, floor, target=3, note=f"GROUP BY {by}")

        kinds = [ours("code", "case", cells) for cells in CELLS]
        others = [ours("code", each, "count") for each in ("document", "coder", "effect", "person")]
        statement = "SELECT document, code, count(*) FROM coding GROUP BY document, code"
        floor = timed(lambda: _raw(session.path, statement))
        together = timed(lambda: cooccurrence.cooccurrence(session, "overlap"))
        note = "GROUP BY document, code"
        return [*kinds, *others, against("codes together, overlapping", together, floor, target=3, note=note)]


def reporting() -> list[Measured]:
    """6,000 excerpts to Word against writing the same XML into a zip."""
    from qualcode.exporters.docx import report_docx
    from qualcode.ops import reports

    with folder() as place, corpus.project(place, 200, 6_000) as session:
        report = reports.excerpts(session, language="fr")
        with zipfile.ZipFile(io.BytesIO(report_docx(report))) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}

        def floor() -> None:
            with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
                for name, data in parts.items():
                    archive.writestr(name, data)

        def ours() -> None:
            report_docx(reports.excerpts(session, language="fr"))

        note = "zip the same XML; the target is 3 s"
        measured = against("6,000 excerpts to Word", timed(ours), timed(floor), target=1000, note=note, runs=3)
        return [
            Measured(measured.name, measured.seconds, measured.floor, measured.ratio, "3 s", measured.seconds < 3, note)
        ]


def terms() -> list[Measured]:
    """The whole codebook's French terms over a million words against spaCy's tokenisation of the same text."""
    import spacy

    from qualcode.ops.suggestions import cues
    from qualcode.suggest.run import scan
    from qualcode.suggest.values import Source

    text = corpus.words_of(1_000_000)
    wanted = cues(projects.read_codebook("impact"))["fr"]
    pieces = [text[start : start + 100_000] for start in range(0, len(text), 100_000)]
    bare = spacy.blank("fr")

    def tokenise() -> None:
        for piece in pieces:
            bare.make_doc(piece)

    def find() -> None:
        scan.cache_clear()
        scan(Source("bench", "fr", text, ()), wanted)

    return [
        against(
            "terms over a million words", timed(find), timed(tokenise), target=3, note="spaCy make_doc alone", runs=3
        )
    ]


CASES: dict[str, Callable[[], list[Measured]]] = {
    "start": help_starts,
    "import": importing,
    "coding": coding,
    "matrix": matrices,
    "agreement": agreement,
    "compare": compare,
    "joint": joint,
    "merge": merge,
    "enterprise": enterprise,
    "often": often,
    "report": reporting,
    "terms": terms,
    "screen": screen,
}

"""What somebody types who evaluates: a folder of transcripts, codings by the beginning of their ids, all reports."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualcode.importers import registry
from qualcode.ops import documents
from tests.cli.conftest import DIDIER, FATIMA, Run


def test_a_folder_is_imported_file_by_file(run: Run, tmp_path: Path) -> None:
    assert set(documents.SUFFIXES) == set(registry.SUFFIXES)
    folder = tmp_path / "texts"
    folder.mkdir()
    for file in (FATIMA, DIDIER):
        shutil.copy(file, folder)
    (folder / "~$interview.docx").write_bytes(b"Word's own")
    (folder / "notes.yaml").write_text("a: b", encoding="utf-8")
    run("new", "p")
    assert run("import", "texts").status == 0
    assert [each["title"] for each in run("--json", "documents").json] == [FATIMA.stem, DIDIER.stem]
    (tmp_path / "empty").mkdir()
    assert run("import", "empty").status != 0


def test_a_coding_is_named_by_the_beginning_of_its_id(run: Run, project: Path) -> None:
    first, second = (each["id"] for each in run("--json", "codings").json[:2])
    assert run("reconcile", "quote", first[:8]).status == 0
    assert run("effect", "mixed", second[:10].upper()).status == 0
    by_id = {each["id"]: each for each in run("--json", "codings").json}
    assert by_id[second]["effect"] == "mixed"
    # Too short to mean one, and what means none.
    assert run("reconcile", "quote", first[:3]).status != 0
    assert run("reconcile", "quote", "zzzzzzzz").status != 0


def test_all_reports_are_told_by_name(run: Run, project: Path, tmp_path: Path) -> None:
    made = run("report", "all", "-o", "out", "--json").json
    assert {Path(each).name for each in made["files"]} == {path.name for path in (tmp_path / "out").iterdir()}
    again = run("report", "all", "-o", "out")
    assert again.status != 0 and "exists already" in again.err
    said = run("report", "enterprise", "-o", "out", "--force").out
    assert "1 report is in out" in said and "Atelier Nord.docx" in said

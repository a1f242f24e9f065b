"""`report` of every kind, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("kind", ["joint-display", "transcript"])
def test_reports_are_word_files(run: Run, project: Path, tmp_path: Path, kind: str) -> None:
    told = run("report", kind, "-o", "report.docx", "--lang", "nl", "--json").json
    assert (told["kind"], told["language"]) == (kind, "nl")
    assert (tmp_path / "report.docx").read_bytes()[:2] == b"PK"
    assert run("report", kind, "-o", "report.docx", "--json").refusal["code"] == "file-exists"


def test_an_enterprise_is_named_or_each_gets_a_file(run: Run, project: Path, tmp_path: Path) -> None:
    told = run("report", "enterprise", "--case", "Atelier Nord", "-o", "nord.docx", "--suppress-below", "3", "--json")
    assert told.json["file"] == "nord.docx"
    files = run("report", "enterprise", "-o", "all/", "--json").json["files"]
    assert files
    assert all((tmp_path / name).is_file() for name in files)
    answer = run("report", "enterprise", "-o", "one.docx")
    assert answer.status == 2
    assert "--case" in answer.err
    assert (
        run("report", "enterprise", "--case", "Nowhere", "-o", "one.docx", "--json").refusal["code"] == "case-not-found"
    )


def test_options_that_mean_nothing_are_refused(run: Run, project: Path) -> None:
    assert run("report", "pools", "--case", "Atelier Nord", "-o", "p.docx").status == 2
    assert run("report", "codebook", "--suppress-below", "3", "-o", "c.docx").status == 2
    assert run("report", "excerpts", "--suppress-below", "3", "-o", "c.xlsx").status == 2
    assert run("report", "enterprise", "--case", "Atelier Nord", "--template", "h.docx", "-o", "p.html").status == 2
    assert run("report", "pools", "--seed", "3", "-o", "p.docx").status == 2
    assert run("report", "codebook", "--under", "impact", "-o", "c.docx").status == 2


def test_passages_are_read_under_another_codebook_and_intervals_drawn_from_a_seed(run: Run, project: Path) -> None:
    own = run("report", "excerpts", "-o", "own.csv", "--json").json
    assert (
        run("report", "excerpts", "-o", "under.csv", "--under", "impact", "--json").json["excerpts"] == own["excerpts"]
    )
    assert run("report", "agreement", "-o", "seven.html", "--seed", "7", "--json").json["kind"] == "agreement"

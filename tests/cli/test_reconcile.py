"""The joint display from the command line: shown, judged, quoted, written."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

import qualcode
from qualcode.ops import cases, indicator_values, indicators, projects
from tests.cli.conftest import Run


@pytest.fixture
def measured(project: Path) -> Path:
    """The project with an indicator in its enterprise."""
    with projects.open_session(project, coder="marie") as session:
        indicators.add(
            session,
            {"en": "People alone", "fr": "=Isolés"},
            key="alone",
            code="social/ties",
            unit="%",
            direction="lower",
        )
        for period, value in (("2020", 40), ("2022", 30.5)):
            indicator_values.measure(session, "alone", "Atelier Nord", period, value)
    return project


def row(answer: Any, code: str) -> Any:
    """The row of a code in the JSON of a display."""
    return next(each for each in answer.json["rows"] if each["code"] == code)


def test_the_display_as_json(run: Run, measured: Path) -> None:
    answer = run("reconcile", "--json")
    assert list(answer.json) == ["by", "rows", "summary"]
    found = row(answer, "social/ties")
    named = (
        "passages", "people", "of_people", "effect", "balance", "indicator", "baseline", "latest", "change",
        "direction", "n", "proposed", "verdicts", "quotes",
    )  # fmt: skip
    assert {"group": "Atelier Nord", "code": "social/ties"}.items() <= found.items()
    assert [found[name] for name in named] == [
        1, 1, 2, {"positive": 0, "negative": 1, "mixed": 0, "none": 0, "unclear": 0}, -1.0, "alone", 40.0, 30.5, -9.5,
        "lower", 1, "dissonance", [], [],
    ]  # fmt: skip
    assert run("--json", "reconcile").json == answer.json


def test_the_display_for_people(run: Run, measured: Path) -> None:
    shown = run("reconcile").out
    assert "40 → 30.5 % (2020 → 2022)" in shown
    assert "dissonance" in shown
    assert "Not judged yet" in shown
    assert "percentage points, better" in shown


def test_a_verdict_is_set_and_taken_back(run: Run, measured: Path) -> None:
    words = ("reconcile", "set", "Atelier Nord", "social/ties", "alone")
    first = run(*words, "dissonance", "--note", "Deux mesures seulement.", "--json").json["verdicts"]
    assert [(each["coder"], each["verdict"], each["note"]) for each in first] == [
        ("marie", "dissonance", "Deux mesures seulement.")
    ]
    both = run("--coder", "jan", *words, "partial", "--json").json["verdicts"]
    assert [each["coder"] for each in both] == ["jan", "marie"]
    found = row(run("reconcile", "--json"), "social/ties")
    assert [each["verdict"] for each in found["verdicts"]] == ["partial", "dissonance"]
    agreement = run("reconcile", "--json").json["summary"]["agreement"]
    assert (agreement["rows"], agreement["percent"]) == (1, 0.0)
    assert "Deux mesures" in run("reconcile").out
    assert run(*words, "-", "--json").json["verdicts"][0]["coder"] == "jan"
    run("undo")
    assert len(row(run("reconcile", "--json"), "social/ties")["verdicts"]) == 2
    assert (
        "silence of the numbers" in run("reconcile", "set", "Atelier Nord", "social", "-", "silence-quantitative").out
    )


def test_what_cannot_be_is_refused(run: Run, measured: Path) -> None:
    refused = run("reconcile", "set", "Atelier Nord", "social/ties", "alone", "maybe", "--json")
    assert (refused.status, refused.refusal["code"]) == (1, "value-refused")
    refused = run("reconcile", "set", "Nowhere", "social", "-", "partial", "--json")
    assert refused.refusal["code"] == "group-not-found"
    assert run("reconcile", "--by", "colour", "--json").status == 1
    assert run("reconcile", "-o", "x.pdf").status == 1


def test_quotes_are_picked_and_put_back(run: Run, measured: Path) -> None:
    coding = run("codings", "--code", "social/ties", "--json").json[0]["id"]
    assert run("reconcile", "quote", coding, "--json").json == {"picked": 1}
    assert row(run("reconcile", "--json"), "social/ties")["quotes"] == [coding]
    assert "0" in run("reconcile", "quote", coding).out
    assert run("reconcile", "quote", "--remove", coding, "--json").json == {"removed": 1}
    assert run("reconcile", "quote", "nothing").status == 1


def test_by_a_property(run: Run, measured: Path) -> None:
    answer = run("reconcile", "--by", "pool", "--json")
    assert answer.json["by"] == "pool"
    assert row(answer, "social/ties")["group"] == "insertion"


def test_files_hold_numbers_and_words(run: Run, measured: Path, tmp_path: Path) -> None:
    coding = run("codings", "--code", "social/ties", "--json").json[0]["id"]
    run("reconcile", "quote", coding)
    run("reconcile", "set", "Atelier Nord", "social/ties", "alone", "dissonance", "--note", "=1+1")
    for name in ("j.csv", "j.xlsx", "j.docx", "j.html"):
        assert run("reconcile", "-o", name, "--lang", "fr", "--json").json["file"] == name
        assert run("reconcile", "-o", name).status == 1
        assert run("reconcile", "-o", name, "--lang", "fr", "--force").status == 0
    book = openpyxl.load_workbook(tmp_path / "j.xlsx")
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    line = next(
        list(each) for each in sheet.iter_rows(min_row=2) if each[0].value and "social/ties" in [c.value for c in each]
    )
    values = dict(zip(header, [cell.value for cell in line], strict=True))
    assert 30.5 in values.values() and "=1+1" in values.values() and "=Isolés" in values.values()
    assert sheet.freeze_panes == "A2"
    assert any(cell.fill.fgColor.rgb not in ("00000000", "FFFFFFFF") for cell in line)
    assert not any(cell.data_type == "f" for each in sheet.iter_rows() for cell in each)
    assert len(book.worksheets) >= 4
    with (tmp_path / "j.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any("'=1+1" in each.values() and "30.5" in each.values() for each in rows)
    made = Document(str(tmp_path / "j.docx"))
    cells = [cell.text for table in made.tables for each in table.rows for cell in each.cells]
    assert any("je parlais à personne" in cell for cell in cells)
    assert any("=1+1" in cell for cell in cells)
    assert any(
        section.page_width > section.page_height
        for section in made.sections
        if section.page_width and section.page_height
    )
    page = (tmp_path / "j.html").read_text("utf-8")
    assert "je parlais à personne" in page and "default-src 'none'" in page


def test_files_of_one_state_are_the_same_bytes(run: Run, measured: Path, tmp_path: Path) -> None:
    for name in ("j.csv", "j.xlsx", "j.docx", "j.html"):
        run("reconcile", "-o", name)
        first = (tmp_path / name).read_bytes()
        run("reconcile", "-o", name, "--force")
        assert (tmp_path / name).read_bytes() == first


def test_nobody_is_named_or_quoted_in_a_file_against_their_will(run: Run, measured: Path, tmp_path: Path) -> None:
    coding = run("codings", "--code", "social/ties", "--json").json[0]["id"]
    run("reconcile", "quote", coding)
    run("reconcile", "set", "Atelier Nord", "social/ties", "alone", "partial", "--note", "Fatima hésite.")
    with projects.open_session(measured, coder="marie") as session:
        cases.set_person(session, "Fatima", consent="anonymised")
    run("reconcile", "-o", "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "je parlais à personne" in page and "Fatima" not in page and "Person 1" in page
    with projects.open_session(measured, coder="marie") as session:
        cases.set_person(session, "Fatima", consent="count")
    run("reconcile", "-o", "b.html")
    assert "je parlais à personne" not in (tmp_path / "b.html").read_text("utf-8")
    assert row(run("reconcile", "--json"), "social/ties")["quotes"] == []
    # As on the screen, it cannot be picked either; taken away it can be.
    run("reconcile", "quote", "--remove", coding)
    refused = run("reconcile", "quote", coding)
    assert refused.status == 1 and "never shown as a quote" in refused.err and coding in refused.err


def test_from_python(measured: Path, tmp_path: Path) -> None:
    with qualcode.open(measured, coder="marie") as project:
        coding = project.codings(code="social/ties")[0]
        assert project.pick_quote(coding) == 1
        assert project.quotes() == [coding.id]
        (verdict,) = project.judge("Atelier Nord", "social/ties", "alone", "dissonance", note="…")
        made = project.reconcile()
        found = next(each for each in made.rows if each.code == "social/ties")
        assert (found.verdicts, found.quotes) == ((verdict,), (coding.id,))
        assert project.joint_passages("Atelier Nord", "social/ties")[0] == coding.id
        assert [each.value for each in project.joint_course("Atelier Nord", "alone")] == [40, 30.5]
        assert project.write_display(made, tmp_path / "p.docx").exists()
        assert project.unpick_quote(coding) == 1

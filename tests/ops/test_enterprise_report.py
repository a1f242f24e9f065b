"""The report of an enterprise: what stands in it, what consent keeps out of it, and what few people say."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from qualcode.errors import CaseNotFound
from qualcode.model.report import Figure, Heading, Line, Report, SideBySide, Table
from qualcode.ops import cases, evaluation, indicator_values, indicators, reports
from qualcode.ops.enterprise_report import enterprise_report
from qualcode.store.session import Session
from tests.ops.stories import story

CASE = "Atelier Nord"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made


def measured(session: Session) -> None:
    """Two values of an indicator that speaks to confidence."""
    made = indicators.add(session, {"en": "Trainings ended"}, code="social/confidence", unit="people")
    for period, value in (("2021", 4), ("2023", 9)):
        indicator_values.measure(session, made.key, CASE, period, value)


def lines(report: Report) -> list[Line]:
    """Everything that stands side by side."""
    rows = [row for block in report.blocks if isinstance(block, SideBySide) for row in block.rows]
    return [line for row in rows for cell in row for line in cell]


def titles(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1]


def test_chapters_follow_the_phases(session: Session) -> None:
    evaluation.describe(session, CASE, question="What changes?", methods={"survey": "To ask many."}, limit="Few.")
    report = enterprise_report(session, CASE, language="en")
    assert report.title == CASE
    assert titles(report)[:3] == ["Portrait", "Question and method", "At a glance"]
    assert titles(report)[-5:] == [
        "Joint display",
        "Limits",
        "Appendix: every passage",
        "Appendix: the documents",
        "Appendix: how this was made",
    ]
    told = str(report.blocks)
    for text in ("What changes?", "To ask many.", "Few.", "Chosen, but nothing has been collected yet: survey"):
        assert text in told


def test_quotes_stand_beside_the_indicators_of_their_theme(session: Session) -> None:
    measured(session)
    report = enterprise_report(session, CASE, language="en")
    beside = [block for block in report.blocks if isinstance(block, SideBySide)]
    told, numbers = next(row for row in beside[0].rows if row[1][0].text.startswith("Trainings"))
    assert told[0].text == "Self-confidence"
    assert any(line.style == "quote" for line in told)
    assert "4 → 9 people (2021 → 2023)" in [line.text for line in numbers]
    assert [block.caption for block in report.blocks if isinstance(block, Figure)][-1] == "Trainings ended (people)"


def test_words_that_may_not_be_quoted_stand_nowhere(session: Session) -> None:
    excerpts = reports.excerpts(session, case=CASE, language="en")
    allowed = str(excerpts.blocks)
    quoted = [line.text.strip("“”") for line in lines(enterprise_report(session, CASE, language="en"))
              if line.style == "quote"]  # fmt: skip
    assert quoted
    assert all(repr(text)[1:-1] in allowed for text in quoted)


def test_numbers_of_few_people_are_hidden_on_request(session: Session) -> None:
    report = enterprise_report(session, CASE, language="en", suppress_below=50)
    glance = next(block for block in report.blocks if isinstance(block, Table) and block.header[0] == "Dimension")
    assert all(row[1:4] == ("< 50",) * 3 for row in glance.rows if row[1] != "0/0")
    assert not any(line.text.startswith(("1 person of", "2 people of")) for line in lines(report))


def test_it_is_a_word_file_whose_charts_have_words(session: Session, tmp_path: Path) -> None:
    measured(session)
    path = tmp_path / "atelier.docx"
    reports.make(session, "enterprise", path, case=CASE, language="en")
    with zipfile.ZipFile(path) as held:
        text = held.read("word/document.xml").decode()
        assert sum(name.endswith(".png") for name in held.namelist()) == text.count("<w:drawing>") > 0
    assert text.count('descr="') == text.count("<w:drawing>")
    assert any("Figure 1" in each.text for each in docx.Document(str(path)).paragraphs)
    first = path.read_bytes()
    reports.make(session, "enterprise", path, case=CASE, language="en", force=True)
    assert path.read_bytes() == first


def test_every_enterprise_gets_its_file_in_a_folder(session: Session, tmp_path: Path) -> None:
    made = reports.make(session, "enterprise", tmp_path / "all", language="fr")
    assert made.files
    assert all(file.is_file() for file in made.files)
    with pytest.raises(reports.CaseWanted):
        reports.make(session, "enterprise", tmp_path / "one.docx")
    with pytest.raises(CaseNotFound):
        reports.make(session, "enterprise", tmp_path / "one.docx", case="Nowhere")


def test_the_joint_display_is_a_report_too(session: Session, tmp_path: Path) -> None:
    measured(session)
    reports.make(session, "joint-display", tmp_path / "joint.docx", language="en")
    reports.make(session, "joint-display", tmp_path / "joint.html", language="en", case=CASE, code="social")
    page = (tmp_path / "joint.html").read_text("utf-8")
    assert "Trainings ended" in page
    assert f"Only: {CASE}" in page


def test_properties_of_other_programs_are_no_part_of_the_portrait(session: Session) -> None:
    internal = {"case.id": "7", "_rev": "3", "GUID": "af31", "meta.source.file": "x.csv"}
    cases.set_case(session, CASE, attributes={**internal, "A.S.B.L.": "oui", "employés": "12,5"})
    blocks = enterprise_report(session, CASE, language="fr").blocks
    rows = next(block for block in blocks if isinstance(block, Table)).rows
    assert rows == (("Pool", "insertion"), ("A.S.B.L.", "oui"), ("employés", "12,5"))

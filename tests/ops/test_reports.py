"""Reports and matrices as files, and the codebook's report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from qualcode.errors import FileExists, FormatUnknown, NothingToReport
from qualcode.model.excerpt import Only
from qualcode.model.report import Bullets, Heading, LabelledText, Paragraph
from qualcode.ops import analysis, codings, matrix_files, projects, report_files, reports
from qualcode.store.session import Session
from tests.ops.stories import story


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made


def test_excerpts_become_a_word_file_that_is_not_written_over(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "extraits.docx"
    report = reports.excerpts(session, language="fr")
    report_files.write(report, path)
    shown = [p.text for p in docx.Document(str(path)).paragraphs if p.style is not None and p.style.name == "Quote"]
    assert "J'ai repris confiance." in shown
    first = path.read_bytes()
    with pytest.raises(FileExists):
        report_files.write(report, path)
    report_files.write(report, path, force=True)
    assert path.read_bytes() == first


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_writing_can_be_stopped_and_leaves_nothing(session: Session, tmp_path: Path, ending: str) -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    path = tmp_path / f"e{ending}"
    with pytest.raises(reports.Stopped):
        reports.make(session, "excerpts", path, stop=stop)
    assert asked == 6 and not [each for each in tmp_path.iterdir() if each.suffix == ending]
    # Nobody asks any more once it is over.
    reports.make(session, "excerpts", path)
    assert asked == 6 and path.exists()


def test_other_endings_are_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown):
        report_files.write(reports.codebook(session), tmp_path / "extraits.odt")
    with pytest.raises(FormatUnknown):
        matrix_files.write_matrix(session, analysis.matrix(session, "code", "kind"), tmp_path / "matrix.odt", "en")


def test_a_matrix_is_written_in_the_readers_words(session: Session, tmp_path: Path) -> None:
    made = analysis.matrix(session, "code", "effect", cells="passages", language="en")
    for name in ("m.csv", "m.xlsx", "m.docx"):
        matrix_files.write_matrix(session, made, tmp_path / name, "en")
    rows = list(csv.reader(io.StringIO((tmp_path / "m.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["Code", "positive", "negative", "mixed", "nothing changed", "unclear", "(none)", "All"]
    assert rows[2] == ["Self-confidence", "2", "0", "1", "0", "0", "0", "2"]
    sheet = next(iter(openpyxl.load_workbook(tmp_path / "m.xlsx")))
    assert [cell.value for cell in sheet[3]] == ["Self-confidence", 2, 0, 1, 0, 0, 0, 2]
    matrix_files.write_matrix(session, made, tmp_path / "m.html", "fr")
    page = (tmp_path / "m.html").read_text("utf-8")
    assert '<html lang="fr">' in page
    assert "nothing changed" not in page
    assert page.count('<th scope="row"') == 4 + 1 + 1
    document = docx.Document(str(tmp_path / "m.docx"))
    assert document.paragraphs[0].text == "Passages: Code by Effect"
    assert [cell.text for cell in document.tables[0].rows[2].cells][1:3] == ["2", "0"]


def test_a_matrix_by_person_names_nobody_who_is_not_to_be_named(session: Session, tmp_path: Path) -> None:
    for dimension in ("person", "document", "speaker"):
        made = analysis.matrix(session, "code", dimension, language="en")
        matrix_files.write_matrix(session, made, tmp_path / f"{dimension}.csv", "en")
        text = (tmp_path / f"{dimension}.csv").read_text("utf-8-sig").casefold()
        assert "fatima" in text
        assert not any(name in text for name in ("didier", "michel", "rachid"))
    table = matrix_files.matrix_table(session, analysis.matrix(session, "code", "person", language="en"), "en")
    assert {header.label for header in table.matrix.columns} >= {"Fatima", "Person 1", "Person 2"}
    assert "stands for the name" in table.note


def test_the_codebook_as_a_document(session: Session) -> None:
    report = reports.codebook(session, language="en")
    heads = [(b.level, b.text) for b in report.blocks if isinstance(b, Heading)]
    assert heads[:3] == [(1, "Social"), (2, "Self-confidence"), (2, "Social ties")]
    place = report.blocks.index(Heading("Self-confidence", 2, "#0F766E", "S"))
    assert report.blocks[place + 1 : place + 6] == (
        Paragraph("To feel able.", "lead"),
        LabelledText("Includes:", "To dare."),
        LabelledText("Excludes:", "Being praised (Social ties)."),
        Paragraph("Terms that may point to it: dare*", "note"),
        Paragraph("social/confidence", "note"),
    )
    assert report.lines[0] == "3 codes in 2 dimensions, version 1"


def test_the_shared_codebook_as_a_document(tmp_path: Path) -> None:
    with projects.create(tmp_path / "p.qualcode", coder="marie", language="nl") as session:
        report = reports.codebook(session)
        report_files.write(report, tmp_path / "codeboek.docx")
    assert report.language == "nl"
    assert sum(isinstance(block, Heading) and block.level == 2 for block in report.blocks) >= 34
    assert any(isinstance(block, Bullets) for block in report.blocks)
    assert docx.Document(str(tmp_path / "codeboek.docx")).core_properties.language == "nl-NL"


def test_passages_chosen_one_by_one_are_all_there_is_in_any_form(session: Session, tmp_path: Path) -> None:
    whole = reports.excerpt_table(session)
    views = codings.listing(session)
    chosen = [view for view in views if view.quote == whole.excerpts[0].quote]
    only = Only(frozenset(view.id for view in chosen), "Coder: marie")
    table = reports.excerpt_table(session, only=only, language="en")
    assert {excerpt.quote for excerpt in table.excerpts} == {whole.excerpts[0].quote}
    assert any("Coder: marie" in line for line in table.about)
    for suffix in reports.REPORTS["excerpts"]:
        made = reports.make(session, "excerpts", tmp_path / f"some{suffix}", only=only, language="en")
        assert made.path.stat().st_size
        assert made.excerpts == len(table.excerpts)
    page = (tmp_path / "some.html").read_text("utf-8")
    assert "Coder: marie" in page
    others = [excerpt.quote for excerpt in whole.excerpts if excerpt.quote not in whole.excerpts[0].quote]
    assert not any(quote in page for quote in others if len(quote) > 40)
    with pytest.raises(NothingToReport):
        reports.make(session, "excerpts", tmp_path / "none.csv", only=Only(frozenset()))

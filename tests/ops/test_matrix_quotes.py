"""What people said in the cells of matrices: in files as on the screen, and only what they consented to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from qualcode.ops import analysis, matrix_files
from qualcode.store.session import Session
from tests.ops.stories import story


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made


def test_cells_hold_what_was_said_once_and_as_people_consented(session: Session, tmp_path: Path) -> None:
    made = analysis.matrix(session, "code", "case", cells="quotes", language="en")
    for ending in ("csv", "xlsx", "html", "docx", "png"):
        matrix_files.write_matrix(session, made, tmp_path / f"m.{ending}", "en")
    rows = list(csv.reader(io.StringIO((tmp_path / "m.csv").read_text("utf-8-sig"), newline="")))
    assert rows[0] == ["Code", "Atelier Nord", "(none)", "All"]
    # Two people coded her first sentence: it stands once, and both codings are in the total.
    confidence = ["Self-confidence", *rows[2][1:]]
    assert confidence[1].split("\n") == [
        "“J'ai repris confiance.” – Récit de Fatima · Fatima",
        "“Fatima, elle a pris sa place. Moi, [Person 1], je l'ai vu.” – Récit de Fatima · Person 1",
    ]
    assert (confidence[2], confidence[3]) == ("", "3")
    # He is counted and not quoted; who does not wish to appear is nowhere.
    social = rows[1]
    assert social[2] == "1 passage is not quoted."
    whole = (tmp_path / "m.csv").read_text("utf-8-sig") + (tmp_path / "m.html").read_text("utf-8")
    assert "Le dos me fait mal" not in whole and "que cela se lise" not in whole
    sheet = next(iter(openpyxl.load_workbook(tmp_path / "m.xlsx")))
    assert [cell.value for cell in sheet[3]][1:] == [confidence[1], None, 3]
    note = str(sheet.cell(sheet.max_row, 1).value)
    assert "1 passage is counted but not quoted" in note and "1 passage is quoted under a number" in note
    assert "do not wish to appear at all is neither shown nor counted" in note


def test_in_word_a_row_is_a_table_of_its_own(session: Session, tmp_path: Path) -> None:
    made = analysis.matrix(session, "code", "person", cells="quotes", language="fr")
    matrix_files.write_matrix(session, made, tmp_path / "m.docx", "fr")
    document = docx.Document(str(tmp_path / "m.docx"))
    captions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert captions[1] == "Tableau 2 – Confiance en soi"
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    # Who says it stands at the left already.
    assert rows[0][1] == "Citations"
    assert rows[2] == ["Fatima", "«\u202fJ'ai repris confiance.\u202f»\nRécit de Fatima"]


def test_a_name_that_is_a_number_stands_without_brackets_and_the_note_says_so(session: Session) -> None:
    by_person = matrix_files.matrix_table(session, analysis.matrix(session, "code", "person", language="en"), "en")
    assert "Person 1" in [each.label for each in by_person.matrix.columns]
    assert "as in Person 3" in by_person.note and "square brackets" not in by_person.note

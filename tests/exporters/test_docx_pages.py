"""Word reports on the pages of any house: tables whose words hold together, chapters that go on where one ended."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from qualcode.exporters.docx import report_docx
from qualcode.model.report import Heading, Paragraph, Table
from tests.exporters.test_docx import opened, report

HEADER = ("Dimension", "Entreprises", "Documents", "Personnes", "Pourcentage")
TABLE = Table("Ce qui est dit", HEADER, (("Environnemental", "3", "5", "12", "12,5 %"),), (1, 2, 3, 4))


def house(path: Path, *, size: float, width: int, height: int) -> Path:
    """A template in Courier, its tables too, on pages of some millimetres, in two columns."""
    made = docx.Document()
    normal: Any = made.styles["Normal"]
    normal.font.name, normal.font.size = "Courier New", Pt(size)
    style: Any = made.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = normal
    section: Any = made.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(15)
    section._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")
    made.save(str(path))
    return path


@pytest.mark.parametrize(("size", "width", "height"), [(14, 148, 210), (11, 210, 148), (10, 279, 216)])
def test_no_word_is_broken_in_a_houses_wide_type(tmp_path: Path, size: float, width: int, height: int) -> None:
    template = house(tmp_path / "maison.docx", size=size, width=width, height=height)
    document = opened(report_docx(report(Heading("Constats", 1), TABLE), template=template))
    room = Mm(width - 30).twips
    shown = []
    for table in document.tables:
        wide = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert room - 5 <= sum(wide) <= room + 5
        for row in table.rows:
            for cell, across in zip(row.cells, wide, strict=True):
                set_size = cell.paragraphs[0].runs[0].font.size if cell.text else None
                letter = (set_size.pt if set_size else size) * 20 * 0.6
                assert max(map(len, cell.text.split(" "))) * letter + 140 <= across
        shown += [cell.text for cell in table.rows[0].cells]
    assert set(shown) == set(HEADER)
    assert document.sections[0]._sectPr.find(qn("w:cols")) is None


def test_chapters_of_a_flowing_report_begin_a_page_only_where_that_helps() -> None:
    chapters = [Heading("Portrait", 1), Heading("Constats", 1), Heading("Annexe", 1, part=True)]
    blocks = [each for chapter in chapters for each in (chapter, Paragraph("…"))]
    for flowing, expected in ((False, [True, True, True]), (True, [True, False, True])):
        document = opened(report_docx(dataclasses.replace(report(*blocks), flowing=flowing)))
        heads = [p for p in document.paragraphs if p.style.name == "Heading 1"]
        assert [bool(p.paragraph_format.page_break_before) for p in heads] == expected
        assert all(p.paragraph_format.keep_with_next for p in heads)

"""Matrices in Word."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from qualcode.exporters.matrix_docx import matrix_docx, written
from qualcode.model.results import Cell
from tests.exporters.matrices import themes, wide


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_matrix_stands_under_its_title_and_note() -> None:
    document = opened(matrix_docx(themes("coverage"), language="fr"))
    assert [p.text for p in document.paragraphs if p.text] == [
        "Thèmes par entreprise",
        "Nombre de codages ; chaque passage compte une fois.",
        "Tableau 1 – Thèmes par entreprise",
    ]
    assert rows(document.tables[0]) == [
        ["Code", "Atelier Nord", "+De Kringfabriek", "(sans)", "Total"],
        ["Social", "12,5\u202f%", "50,0\u202f%", "–", "12,5\u202f%"],
        ["\u2003Confiance en soi", "6,2\u202f%", "0,0\u202f%", "–", "6,2\u202f%"],
        ["\u2003=Santé & co", "0,0\u202f%", "50,0\u202f%", "–", "0,0\u202f%"],
        ["Total", "12,5\u202f%", "50,0\u202f%", "–", "12,5\u202f%"],
    ]


def test_a_wide_matrix_turns_the_page_and_a_wider_one_becomes_several_tables() -> None:
    turned = opened(matrix_docx(wide(9), language="en"))
    assert ([s.orientation for s in turned.sections], len(turned.tables)) == ([1], 1)
    split = opened(matrix_docx(wide(40), language="nl"))
    assert [p.text for p in split.paragraphs if p.style.name == "Caption"] == [
        f"Tabel {i} – Thèmes par document ({i}/4)" for i in range(1, 5)
    ]
    assert [name for table in split.tables for name in rows(table)[0][1:]] == [
        *(f"Document {i}" for i in range(40)),
        "Total",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "language", "expected"),
    [
        (7, "count", "fr", "7"),
        (0.5, "coverage", "en", "50.0%"),
        (0.5, "coverage", "de", "50,0\u00a0%"),
        (1.25, "rate", "nl", "1,2"),
        (None, "rate", "en", "–"),
        (("a", "b"), "quotes", "fr", "2"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(value: Cell, unit: str, language: str, expected: str) -> None:
    assert written(value, unit, language) == expected

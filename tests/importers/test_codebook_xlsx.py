"""Codebooks from workbooks: the columns of a CSV file, every fault with its row."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qualcode.errors import BadData, FileBroken, FileMissing, FileTooLarge
from qualcode.importers import codebooks, small_file
from qualcode.importers.codebook_xlsx import read_codebook_xlsx

HEADER = ["key", "parent", "label_fr", "terms_fr", "sdg"]


def workbook(folder: Path, *rows: list[Any]) -> Path:
    path = folder / "grille.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_as_people_make_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        HEADER,
        ["social", None, "Social", None, None],
        [None, None, None, None, None],
        ["social/confidence", "social", " Confiance ", "confiance; s'affirm*", "SDG 8.5"],
    )
    book = codebooks.read(path)
    assert book.name == "grille"
    assert [(code.key, code.labels, code.terms) for code in book.codes] == [
        ("social", {"fr": "Social"}, {}),
        ("social/confidence", {"fr": "Confiance"}, {"fr": ("confiance", "s'affirm*")}),
    ]
    assert book.codes[1].sdg == ("8.5",)


def test_every_fault_is_told_with_its_row(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, HEADER, ["Social !", None, "Social", None, None], ["social/x", "nowhere", "X", None, None]
    )
    with pytest.raises(BadData) as caught:
        read_codebook_xlsx(path)
    assert [str(fault).split(":")[0] for fault in caught.value.faults] == ["line 2", "line 3"]


def test_a_cell_that_is_a_date_is_a_fault_and_no_target(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEADER, ["social", None, "Social", None, datetime.date(2026, 5, 8)])
    with pytest.raises(BadData):
        read_codebook_xlsx(path)


def test_what_is_no_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "grille.xlsx"
    with pytest.raises(FileMissing):
        read_codebook_xlsx(path)
    path.write_bytes(b"key,label_fr\nsocial,Social\n")
    with pytest.raises(FileBroken):
        read_codebook_xlsx(path)
    monkeypatch.setattr(small_file, "LIMIT", 10)
    with pytest.raises(FileTooLarge):
        small_file.read_small_bytes(path, limit=10)

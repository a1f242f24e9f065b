"""Codebooks as workbooks: the codes read again are equal, and no cell is ever a formula."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings

from qualcode.exporters.codebook_csv import codebook_rows
from qualcode.exporters.codebook_xlsx import codebook_xlsx
from qualcode.importers.codebook_xlsx import read_codebook_xlsx
from qualcode.importers.codebook_yaml import read_codebook_yaml
from qualcode.model.codebook import Codebook
from tests.strategies import codebooks

SMALL = Path(__file__).parents[1] / "data" / "codebooks" / "small.yaml"


@given(codebooks())
@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
def test_codes_read_again_are_equal_with_their_ids_and_no_cell_is_a_formula(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "autre nom.xlsx"
    path.write_bytes(codebook_xlsx(codebook))
    read = read_codebook_xlsx(path)
    assert read.codes == codebook.codes
    assert read.name == "autre nom"
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_the_header_stays_in_sight_and_the_columns_are_those_of_the_csv_file() -> None:
    codebook = read_codebook_yaml(SMALL)
    header, rows = codebook_rows(codebook)
    book = openpyxl.load_workbook(io.BytesIO(codebook_xlsx(codebook)))
    sheet = next(iter(book))
    assert [cell.value for cell in sheet[1]] == header
    assert sheet.freeze_panes == "A2"
    assert [cell.value or "" for cell in sheet[2]] == [cell or "" for cell in rows[0]]


def test_the_same_codebook_gives_the_same_bytes() -> None:
    codebook = read_codebook_yaml(SMALL)
    assert codebook_xlsx(codebook) == codebook_xlsx(codebook)

"""Codebooks as CSV: the codes read again are equal, and a spreadsheet runs none of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from qualcode.exporters.codebook_csv import codebook_csv
from qualcode.importers.codebook_csv import read_codebook_csv
from qualcode.importers.codebook_yaml import read_codebook_yaml
from qualcode.model.codebook import Codebook
from qualcode.model.formulas import is_formula_like
from tests.strategies import codebooks

GOLDEN = Path(__file__).parents[1] / "data" / "codebooks" / "small.yaml"


@given(codebooks())
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_codes_read_again_are_equal_with_their_ids_and_no_cell_is_a_formula(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "autre nom.csv"
    path.write_bytes(codebook_csv(codebook))
    read = read_codebook_csv(path)
    assert read.codes == codebook.codes
    assert read.languages == codebook.languages
    assert read.name == "autre nom"
    rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    assert [cell for row in rows for cell in row if is_formula_like(cell) and not cell.startswith("'")] == []


def test_the_file_that_people_see() -> None:
    assert codebook_csv(read_codebook_yaml(GOLDEN)) == GOLDEN.with_suffix(".csv").read_bytes()

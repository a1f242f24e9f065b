"""Matrices as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from qualcode.exporters.matrix_csv import matrix_csv
from tests.exporters.matrices import themes


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_labels_are_guarded_and_numbers_are_not() -> None:
    assert read(matrix_csv(themes())) == [
        ["Code", "Atelier Nord", "'+De Kringfabriek", "(sans)", "Total"],
        ["Social", "3", "1", "0", "3"],
        ["Confiance en soi", "2", "0", "0", "2"],
        ["'=Santé & co", "0", "1", "0", "0"],
        ["Total", "3", "1", "0", "3"],
    ]
    assert read(matrix_csv(themes(), raw=True))[3][0] == "=Santé & co"


@pytest.mark.parametrize(("unit", "row"), [("coverage", ["0.125", "0.5", ""]), ("quotes", ["c1 c2", "c3", ""])])
def test_shares_are_from_0_to_1_and_quotes_are_ids(unit: str, row: list[str]) -> None:
    assert read(matrix_csv(themes(unit)))[1][1:4] == row

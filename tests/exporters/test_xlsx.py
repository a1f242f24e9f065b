"""Workbooks, read back with another library."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import ValueRefused
from qualcode.exporters import xlsx
from qualcode.exporters.xlsx import matrix_xlsx, rows_xlsx
from tests.exporters.matrices import themes


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=False)


def values(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_numbers_are_numbers_and_texts_are_texts() -> None:
    data = rows_xlsx(["titre", "mots", "part"], [["Récit de Fatima", 3127, 0.25], ["007", 0, None]], "codings")
    sheet = opened(data)["codings"]
    assert values(sheet) == [["titre", "mots", "part"], ["Récit de Fatima", 3127, 0.25], ["007", 0, None]]
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet.auto_filter.ref) == ("A2", True, "A1:C3")


FORMULAS = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "{=1}",
    "http://example.org",
    "mailto:a@b",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_people_said_is_never_a_formula_or_a_link(text: str) -> None:
    data = rows_xlsx([text], [[text]], text)
    cell = next(iter(opened(data)))["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def shown(text: str) -> str | None:
    """What comes back: line ends as one, what no file can hold as U+FFFD, nothing for nothing."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    return re.sub("\r\n?", "\n", text) or None


NASTY = [
    "NUL\x00 ESC\x1b[31m",
    "<r>not mark-up</r>",
    "<r><t>&</r>",
    "a\r\nb\rc\nd",
    "\ud800",
    "  edges  ",
    "👩‍👩‍👧",
    "مرحبا",
]


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_comes_back_or_is_visibly_replaced(text: str) -> None:
    assert opened(rows_xlsx(["x"], [[text]], "s"))["s"]["A2"].value == shown(text)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=20).filter(lambda t: "_x" not in t), max_size=10))
def test_every_text_comes_back(texts: list[str]) -> None:
    sheet = opened(rows_xlsx(["x"], [[text] for text in texts], "s"))["s"]
    assert [sheet.cell(row + 2, 1).value for row in range(len(texts))] == [shown(text) for text in texts]


def test_over_long_texts_go_on_beside() -> None:
    long = "mot " * 20_000
    sheet = opened(rows_xlsx(["quote", "code"], [[long, "social"]], "s"))["s"]
    header, row = values(sheet)
    assert header == ["quote", "quote (2)", "quote (3)", "code"]
    assert "".join(str(part) for part in row[:3]) == long


def test_too_many_rows_go_on_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "sheet_ranges", lambda rows: (range(2), range(2, rows)))
    book = opened(rows_xlsx(["n"], [[1], [2], [3]], "codings"))
    assert book.sheetnames == ["codings", "codings (2)"]
    assert values(book["codings (2)"]) == [["n"], [3]]


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(ValueRefused):
        rows_xlsx([str(i) for i in range(16_385)], [], "s")


def test_numbers_that_are_none_are_shown_as_words() -> None:
    assert opened(rows_xlsx(["x"], [[float("nan")], [float("inf")]], "s"))["s"]["A2"].value == "nan"


def test_a_matrix_has_its_table_at_the_top_left_and_its_note_below() -> None:
    sheet = next(iter(opened(matrix_xlsx(themes()))))
    assert values(sheet) == [
        ["Code", "Atelier Nord", "+De Kringfabriek", "(sans)", "Total"],
        ["Social", 3, 1, 0, 3],
        ["Confiance en soi", 2, 0, 0, 2],
        ["=Santé & co", 0, 1, 0, 0],
        ["Total", 3, 1, 0, 3],
        [None] * 5,
        ["Thèmes par entreprise", None, None, None, None],
        ["Nombre de codages ; chaque passage compte une fois.", None, None, None, None],
    ]
    assert (sheet.title, sheet.freeze_panes) == ("Thèmes par entreprise", "B2")
    assert (sheet["A2"].font.bold, sheet["A3"].font.bold, sheet["A3"].alignment.indent) == (True, False, 1)
    assert (sheet["E2"].font.bold, sheet["B5"].font.bold) == (True, True)


def test_shares_are_numbers_shown_in_per_cent_and_empty_without_a_base() -> None:
    sheet = next(iter(opened(matrix_xlsx(themes("coverage")))))
    assert (sheet["B2"].value, sheet["B2"].number_format, sheet["D2"].value) == (0.125, "0.0%", None)


def test_quotes_are_ids() -> None:
    sheet = next(iter(opened(matrix_xlsx(themes("quotes")))))
    assert (sheet["B2"].value, sheet["D2"].value) == ("c1 c2", None)


ELSEWHERE = """
import sys
from qualcode.exporters.xlsx import matrix_xlsx, rows_xlsx
from tests.exporters.matrices import themes
created = "2026-11-21T10:00:00+01:00"
sys.stdout.buffer.write(matrix_xlsx(themes("rate"), created=created) + rows_xlsx(["é"], [[1.5], ["İi"]], "s"))
"""


@pytest.mark.parametrize(("locale", "zone"), [("C", "UTC"), ("tr_TR.UTF-8", "Asia/Tokyo"), ("de_DE", "America/Lima")])
def test_the_same_table_gives_the_same_bytes_everywhere(locale: str, zone: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, env=environment, check=True)
    here = matrix_xlsx(themes("rate"), created="2026-11-21T10:00:00+01:00")
    assert done.stdout == here + rows_xlsx(["é"], [[1.5], ["İi"]], "s")


def test_long_texts_are_wrapped_in_rows_that_are_high_enough_and_pages_repeat_the_header() -> None:
    sheet = opened(rows_xlsx(["quote", "balance"], [["mot " * 60, -2 / 3], ["court", 3]], "s"))["s"]
    assert sheet["A2"].alignment.wrap_text and sheet.row_dimensions[2].height >= 60
    assert (sheet.row_dimensions[3].height, sheet.print_title_rows, sheet.page_setup.orientation) == (
        None,
        "$1:$1",
        "landscape",
    )
    # A number keeps its decimals and shows two; its column's name stands above it, at the right.
    assert (sheet["B2"].value, sheet["B2"].number_format, sheet["B3"].number_format) == (-2 / 3, "0.00", "General")
    assert sheet["B1"].alignment.horizontal == "right"

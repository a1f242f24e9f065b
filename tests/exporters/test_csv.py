"""CSV: whole, safe in a spreadsheet, the same everywhere."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.cells import legal
from qualcode.exporters.csv import csv_bytes
from qualcode.model.formulas import is_formula_like, unguarded

TABLES = st.lists(st.lists(st.text() | st.text("=+-@\t\r\n\0'\",; é", max_size=6), min_size=2, max_size=2), max_size=5)


def parsed(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_bytes() -> None:
    data = csv_bytes(("=code", "quote", "n", "share"), [["social/confidence", 'Il dit : "oui",\net après ?', 3, 0.25]])
    assert (
        data == ('\ufeff\'=code,quote,n,share\r\nsocial/confidence,"Il dit : ""oui"",\net après ?",3,0.25\r\n').encode()
    )


def test_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    assert csv_bytes(("a", "b", "c", "d"), [[-5, -0.5, None, "-5"]]) == "\ufeffa,b,c,d\r\n-5,-0.5,,'-5\r\n".encode()


def test_raw_is_for_programs() -> None:
    assert csv_bytes(("a",), [["=1+1"], ["é"]], raw=True) == "a\r\n=1+1\r\né\r\n".encode()


def test_characters_that_no_file_holds_are_shown_as_replaced() -> None:
    assert parsed(csv_bytes(("a",), [["x\0\ud800\x1b[31my"]]))[1] == ["x\ufffd\ufffd\ufffd[31my"]


@given(TABLES)
def test_no_text_is_a_formula(rows: list[list[str]]) -> None:
    cells = [cell for row in parsed(csv_bytes(("a", "b"), rows)) for cell in row]
    assert [cell for cell in cells if is_formula_like(cell) and not cell.startswith("'")] == []


@given(TABLES)
def test_every_text_comes_back(rows: list[list[str]]) -> None:
    rows = [[legal(cell) for cell in row] for row in rows]
    assert [[unguarded(cell) for cell in row] for row in parsed(csv_bytes(("a", "b"), rows))[1:]] == rows


@given(TABLES)
def test_raw_texts_come_back_as_they_were(rows: list[list[str]]) -> None:
    assert parsed(csv_bytes(("a", "b"), rows, raw=True))[1:] == [[legal(cell) for cell in row] for row in rows]

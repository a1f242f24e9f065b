"""Cells and sheets: nothing is cut, nothing runs, every name is one that Excel takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.cells import (
    CELL_LIMIT,
    ROW_LIMIT,
    SHEET_NAME_LIMIT,
    csv_cell,
    legal,
    sheet_name,
    sheet_ranges,
    split_cell,
    split_columns,
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_illegal_characters_are_shown_one_for_one() -> None:
    assert legal("a\0b\x08c\x0bd\x1fe\ud800f\ufffeg\uffff") == "a�b�c�d�e�f�g�"
    assert legal("a\tb\nc\rd é 👩‍👧 \x7f\u202e") == "a\tb\nc\rd é 👩‍👧 \x7f\u202e"


def test_cells_of_csv() -> None:
    assert [csv_cell(value) for value in (None, "", "=x", -3, 0.1, "-3")] == ["", "", "'=x", "-3", "0.1", "'-3"]
    assert csv_cell("=x", raw=True) == "=x"


@pytest.mark.parametrize("length", [CELL_LIMIT - 1, CELL_LIMIT, CELL_LIMIT + 1, 3 * CELL_LIMIT])
def test_the_limit_of_a_cell(length: int) -> None:
    pieces = split_cell("x" * length)
    assert "".join(pieces) == "x" * length
    assert len(pieces) == -(-length // CELL_LIMIT)


def test_astral_characters_count_twice_and_stay_whole() -> None:
    text = "👩" * 20_000
    pieces = split_cell(text)
    assert "".join(pieces) == text
    assert [units(piece) for piece in pieces] == [32_766, 7_234]


def test_a_cut_falls_after_white_space() -> None:
    assert split_cell("j'ai repris confiance", 14) == ("j'ai repris ", "confiance")


@given(st.text("ab \n👩é"), st.integers(2, 12))
def test_pieces_give_the_text_back_and_fit(text: str, limit: int) -> None:
    pieces = split_cell(text, limit)
    assert "".join(pieces) == text
    assert all(units(piece) <= limit for piece in pieces)
    assert len(pieces) == 1 or all(pieces)


def test_long_texts_go_on_in_numbered_columns() -> None:
    header, rows = split_columns(("code", "memo", "n"), [["a", "xxxxyyyyz", 1], ["b", "x", 2], ["c", None, 3]], 4)
    assert header == ("code", "memo", "memo (2)", "memo (3)", "n")
    assert rows == [("a", "xxxx", "yyyy", "z", 1), ("b", "x", None, None, 2), ("c", None, None, None, 3)]
    assert split_columns(("a",), []) == (("a",), [])


def test_too_many_rows_go_on_in_further_sheets() -> None:
    assert sheet_ranges(0) == (range(0),)
    assert sheet_ranges(ROW_LIMIT) == (range(ROW_LIMIT),)
    assert sheet_ranges(ROW_LIMIT + 1) == (range(ROW_LIMIT), range(ROW_LIMIT, ROW_LIMIT + 1))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Codes", "Codes"),
        ("code / cas", "code - cas"),
        ("[a]:*?\\", "-a-----"),
        ("", "-"),
        ("'Épicerie'", "Épicerie"),
        ("History", "History -"),
        ("Économique et territorial, par entreprise", "Économique et territorial, par"),
        ("👩" * 20, "👩" * 15),
    ],
)
def test_names_of_sheets(name: str, expected: str) -> None:
    assert sheet_name(name) == expected


def test_names_of_sheets_are_unique_whatever_their_case() -> None:
    assert sheet_name("codes", ["Codes", "CODES (2)"]) == "codes (3)"
    assert sheet_name("x" * 40, ["x" * 31]) == "x" * 27 + " (2)"


@given(st.lists(st.text("ab'[]:*?/\\ 👩É\0", max_size=40), max_size=8))
def test_any_names_become_sheets(texts: list[str]) -> None:
    taken: list[str] = []
    for text in texts:
        taken.append(sheet_name(text, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert name
        assert units(name) <= SHEET_NAME_LIMIT
        assert not re.search(r"[\[\]:*?/\\\0]|^'|'$", name)

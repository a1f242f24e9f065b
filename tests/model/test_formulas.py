"""What a spreadsheet would run is marked as text, and the mark comes off again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.formulas import guarded, is_formula_like, unguarded

TEXTS = st.text() | st.text("'\"=+-@ \t\r\n\0«a\u200b", max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+32 470",
        "-5",
        "@SUM(A1)",
        "\t=x",
        "\n",
        "\rx",
        "\0=x",
        " =x",
        '"=x',
        "'=x",
        "« -x »",
        "\u00a0=x",
        "＝x",
        "\ufeff=x",
    ],
)
def test_looks_like_a_formula(text: str) -> None:
    assert is_formula_like(text)
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "oui", "'s avonds", "l'emploi", "5 - 3", "a=b", "«oui»", "* liste", "#x", "12"])
def test_is_plain_text(text: str) -> None:
    assert guarded(text) == text


@given(TEXTS)
def test_the_mark_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_a_guarded_text_begins_with_nothing_that_runs(text: str) -> None:
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"}

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import i18n
from qualcode.cli import output
from qualcode.model.coding import CodingView
from qualcode.model.document import SearchHit
from qualcode.model.message import Message

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


def test_dataclasses_are_printed_by_their_fields_and_messages_as_sentences() -> None:
    hit = SearchHit("d", 3, 7, "café", "un ", " noir")
    assert output.plain([hit]) == [
        {"document": "d", "start": 3, "end": 7, "quote": "café", "before": "un ", "after": " noir"}
    ]
    assert output.plain(Message("{n} words", {"n": 3})) == "3 words"
    assert output.plain({"file": Path("a.docx"), "share": float("nan"), "ids": ("a",)}) == {
        "file": "a.docx",
        "share": None,
        "ids": ["a"],
    }


def written(write: Callable[[], None]) -> bytes:
    """What `write` puts on standard output."""
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="utf-8", newline="")
    with contextlib.redirect_stdout(stream):
        write()
        stream.flush()
    return data.getvalue()


@given(value=_JSON)
def test_json_is_one_document_that_reads_back_as_it_was(value: object) -> None:
    assert json.loads(written(lambda: output.document(value))) == value


def test_json_keeps_accents(capsys: pytest.CaptureFixture[str]) -> None:
    output.document({"quote": "J'étais là, über, één"})
    assert "J'étais là, über, één" in capsys.readouterr().out


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_written_exactly(text: str) -> None:
    assert written(lambda: output.exactly(text)) == text.encode()


def test_a_table_shows_markup_and_control_codes_literally(capsys: pytest.CaptureFixture[str]) -> None:
    nasty = "[red]rouge[/red] [/x] [@click=app.quit]ici[/] :smile: \x1b]0;titre\x07"
    output.table(["[b]Titre[/b]", "N"], [[nasty, 3], ["suite\nligne", 4]], numeric=(1,))
    shown = capsys.readouterr().out
    assert "[red]rouge[/red] [/x] [@click=app.quit]ici[/] :smile: ␛]0;titre␇" in shown
    assert "[b]Titre[/b]" in shown
    assert "suite ligne" in shown
    assert "\x1b" not in shown


def test_a_table_in_a_pipe_keeps_each_row_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    quote = "Il y a des semaines, à part mes enfants, je parlais à personne. " * 20
    output.table(["Passage"], [[quote], [quote]])
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_an_empty_table_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(["Title"], [], empty="There are no documents yet.")
    assert capsys.readouterr().out == "There are no documents yet.\n"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (True, "yes"), (0.5, "0.5"), (2 / 3, "0.667"), (1.0, "1"), (("a", "b"), "a, b"), ({"x": 1}, "x=1")],
)
def test_cells_are_written_as_people_write(value: object, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    output.table(["Column"], [[value], ["."]])
    assert capsys.readouterr().out.splitlines()[2].strip() == shown


def test_decimals_are_the_readers_in_tables_and_points_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    before = i18n.language()
    try:
        i18n.set_language("fr")
        output.table(["Colonne"], [[2 / 3]])
        output.document({"n": 0.5})
    finally:
        i18n.set_language(before)
    shown = capsys.readouterr().out
    assert "0,667" in shown and '"n": 0.5' in shown


def test_fields_of_a_coding_are_those_of_the_contract() -> None:
    coding = CodingView("c", "d", 0, 4, "Rien", "social/ties", "marie", None, {}, None, "manual", "2026-01-01")
    assert list(output.fields(coding))[:12] == [
        "id", "document", "start", "end", "quote", "code", "coder", "effect", "facets", "memo", "origin", "created",
    ]  # fmt: skip

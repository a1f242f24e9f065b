from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.errors import DocumentNotFound
from qualcode.model.message import Message
from qualcode.tui import safe

HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b2J\x00\x7f[@click=app.quit]x[/]\u202eabc\u200b\ud800"


@given(st.text())
def test_nothing_a_terminal_obeys_gets_through(text: str) -> None:
    for shown in (safe.plain(text), safe.paragraphs(text).replace("\n", "")):
        assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown)
        assert not any(
            char in shown for char in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u200b\ufeff"
        )
        shown.encode("utf-8")


@given(st.text())
def test_marks_stand_one_for_one_and_are_seen_themselves(text: str) -> None:
    assert len(safe.plain(text)) == len(text)
    assert safe.is_seen(safe.plain(text))


@given(st.text(), st.integers(0, 40))
def test_what_must_fit_fits(text: str, width: int) -> None:
    assert cell_len(safe.fit(text, width)) == width
    assert cell_len(safe.clip(text, width)) <= width


def test_controls_become_pictures_and_emoji_stay_whole() -> None:
    assert safe.plain(HOSTILE) == "␛]0;owned␇␛[31m␦2J␀␡[@click=app.quit]x[/]⇤abc¦�"
    assert safe.plain("👩‍👩‍👧 क्‍ष ok\u200d") == "👩‍👩‍👧 क्‍ष ok¦"


def test_markup_is_shown_as_it_is_written() -> None:
    written = "[laughs] [/x] [@click=app.bell]ring[/] [bold]b[/bold] [link=http://x]y[/link]"
    assert safe.show(written, (written, "bold")).plain == written * 2
    assert safe.block(written + "\n" + written).plain == written + "\n" + written
    assert safe.label((written, "bold")).plain == written
    assert not safe.show(written).spans


@pytest.mark.parametrize("name", ["[/x]", "\x1b[31m", "{path}", "%s"])
def test_messages_keep_their_values_literal(name: str) -> None:
    assert safe.plain(name) in safe.sentence(Message("There is no document “{name}”.", {"name": name}))
    assert safe.plain(name) in safe.complaint(DocumentNotFound(name=name))
    assert safe.sentence(Message("")) == ""


def test_names_that_begin_alike_are_cut_in_the_middle() -> None:
    assert safe.clip_middle("Entretien avec une salariée, Mons", 40) == "Entretien avec une salariée, Mons"
    assert safe.clip_middle("Entretien avec une salariée, Mons", 16) == "Entre…riée, Mons"
    assert all(cell_len(safe.clip_middle("社会的企業の物語 2024", width)) <= width for width in range(24))

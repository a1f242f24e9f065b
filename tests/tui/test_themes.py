from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import Theme

from qualcode.data import data_path
from qualcode.ops import projects
from qualcode.tui.themes import THEMES, contrast, inks, readable, tone

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: Color(*parts))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@given(colours, st.sampled_from(THEMES))
def test_any_codes_colour_can_be_read_as_text(colour: Color, theme: Theme) -> None:
    background = Color.parse(theme.background or "")
    assert contrast(readable(colour, background), background) >= 4.5


@given(colours, st.sampled_from(THEMES), st.booleans(), st.booleans())
def test_words_can_be_read_on_any_codes_tint(colour: Color, theme: Theme, chosen: bool, overlapping: bool) -> None:
    made = inks(theme)
    style = made.passage(colour.hex, chosen=chosen, overlapping=overlapping)
    assert style.bgcolor is not None
    ground = Color.from_rich_color(style.bgcolor)
    assert contrast(made.foreground, ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_shared_codebooks_dimensions_look_different_from_each_other(theme: Theme) -> None:
    book = projects.read_codebook(data_path("codebooks/impact.yaml"))
    dimensions = [code.colour for code in book.codes if code.parent is None]
    shown = {inks(theme).code(colour).color for colour in dimensions}
    assert len(shown) == len(dimensions) == 5


@pytest.mark.parametrize("said", [None, "", "no colour", "#12", "[/x]"])
def test_a_colour_that_is_none_becomes_a_neutral_one(said: str | None) -> None:
    assert tone(said) == tone(None)

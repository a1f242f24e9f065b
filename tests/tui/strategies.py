"""Texts, turns and codings as they may come: every plane of Unicode, real habits, and worse."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from qualcode.analysis.segment import graphemes
from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.text import canonical

PIECES = (
    *("J'ai repris confiance. ", "c'est moi qui [rire] règle\n", "INT : ", "\n", "\t", " ", "  ", "«\u00a0oui\u00a0»"),
    *(
        "é",
        "e\u0301",
        "\u0301",
        "👩‍👩‍👧",
        "🇧🇪",
        "👍🏽",
        "❤️",
        "\ufe0f",
        "他们",
        "한국",
        "लिख",
        "क्षि",
        "ﷺ",
        "لقد",
        "שלום",
    ),
    *("\u202eabc\u202c", "\u200b", "\u200d", "\u00ad", "\u2028", "…", "waarnemingsopdracht", "x" * 40),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Canonical text of pieces that are awkward to draw, and of any characters at all."""
    parts = draw(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30))
    return canonical("".join(parts)).text


@st.composite
def texts_with_turns(draw: st.DrawFn) -> tuple[str, list[TurnView]]:
    """A text and turns in it, in order and apart, with labels of any length."""
    text = draw(texts())
    edges = [0, *(grapheme.end for grapheme in graphemes(text, 0, len(text)))]
    cuts = sorted(draw(st.lists(st.sampled_from(edges), max_size=12)))
    turns = []
    for index in range(len(cuts) // 3):
        label, start, end = cuts[3 * index : 3 * index + 3]
        turns.append(turn(index, label, start, end))
    return text, turns


def turn(index: int, label_start: int, start: int, end: int, speaker: str | None = "F.") -> TurnView:
    """A turn at talk."""
    return TurnView(index, start, end, label_start, speaker, None, False, None, None)


def coding(name: str, start: int, end: int, *, code: str = "social/confidence", coder: str = "marie") -> CodingView:
    """A coding by marie."""
    return CodingView(name, "d", start, end, "", code, coder, None, {}, None, "manual", "2026-01-01T00:00:00+00:00")


def codings(length: int = 400) -> st.SearchStrategy[list[CodingView]]:
    """Codings that overlap in every way."""
    span = st.tuples(st.integers(0, length), st.integers(1, 60))
    made = st.lists(span, max_size=40)
    return made.map(lambda spans: [coding(f"c{i}", start, start + size) for i, (start, size) in enumerate(spans)])


def moved(view: CodingView, start: int, end: int) -> CodingView:
    """The same coding with other edges."""
    return replace(view, start=start, end=end)

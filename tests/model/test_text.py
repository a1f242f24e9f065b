"""Canonical text and places in it, against the plainest computation of each."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.text import (
    BOM,
    REPLACEMENT,
    LineIndex,
    Span,
    Utf16Map,
    canonical,
    is_canonical,
    word_spans,
    words,
)

NEWLINES = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
# Every plane, surrogates and non-characters included; the odd ones often enough to meet each other.
characters = st.one_of(
    st.characters(codec=None, exclude_categories=()),
    st.sampled_from(
        [*NEWLINES, "\n", "\t", BOM, "\x00", "\x1b", "\x7f", "\x9f", "\ud800", "\udfff", "\ufffe", "\ufdd0"]
    ),
    st.sampled_from(["\U0001fffe", "\U0010ffff", "é", "e\u0301", "😀", "他", "ß", "İ", "’", "-"]),
)
raw_texts = st.lists(characters, max_size=60).map("".join)


def forbidden(char: str) -> bool:
    """What decision 1 of the house keeps out of a text, character by character."""
    point = ord(char)
    if char in "\t\n":
        return False
    return (
        unicodedata.category(char) in {"Cc", "Cs"}
        or char in "\u2028\u2029"
        or point & 0xFFFE == 0xFFFE
        or 0xFDD0 <= point <= 0xFDEF
    )


@given(raw_texts)
def test_canonical_text_holds_nothing_forbidden_and_stays_as_it_is(raw: str) -> None:
    text = canonical(raw).text
    assert not text.startswith(BOM)
    assert not any(forbidden(char) for char in text)
    assert is_canonical(text)
    again = canonical(text)
    assert again.text == text
    assert not again.replaced


@given(raw_texts)
def test_text_counts_as_canonical_exactly_when_nothing_would_change(raw: str) -> None:
    assert is_canonical(raw) == (canonical(raw).text == raw)


@given(raw_texts)
def test_only_line_ends_change_the_length_and_every_replacement_is_counted(raw: str) -> None:
    expected: list[str] = []
    replaced: dict[str, int] = {}
    for char in raw.replace("\r\n", "\n"):
        if char in NEWLINES:
            expected.append("\n")
        elif forbidden(char):
            expected.append(REPLACEMENT)
            name = f"U+{ord(char):04X}"
            replaced[name] = replaced.get(name, 0) + 1
        else:
            expected.append(char)
    found = canonical(raw)
    assert found.text == "".join(expected).lstrip(BOM)
    assert found.replaced == replaced


def test_every_code_point_alone() -> None:
    edges = [plane * 0x10000 + 0xFFF0 + n for plane in range(17) for n in range(16)]
    for point in [*range(0x3000), *range(0xD700, 0x10000), *edges]:
        char = chr(point)
        found = canonical("a" + char).text[1:]
        if char in NEWLINES:
            assert found == "\n"
        else:
            assert found == (REPLACEMENT if forbidden(char) else char)


def test_normal_form_is_left_alone() -> None:
    """NFC would move every offset behind it."""
    assert canonical("e\u0301té ﬁn").text == "e\u0301té ﬁn"


def test_words_as_the_interface_counts_them() -> None:
    text = "J’ai d'abord repris confiance — c'est-à-dire 3,5 fois_plus qu'avant… l'École"
    found = [span.of(text) for span in word_spans(text)]
    assert found == [
        "J’ai",
        "d'abord",
        "repris",
        "confiance",
        "c'est-à-dire",
        "3",
        "5",
        "fois",
        "plus",
        "qu'avant",
        "l'École",
    ]
    assert words(text) == len(found)


@given(raw_texts)
def test_words_are_those_of_the_published_expression(raw: str) -> None:
    text = canonical(raw).text
    expected = [match.span() for match in re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", text)]
    assert [(span.start, span.end) for span in word_spans(text)] == expected
    assert words(text) == len(expected)


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair)))


@given(spans, spans)
def test_spans_relate_as_sets_of_characters_do(one: Span, other: Span) -> None:
    of_one, of_other = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert len(one) == len(of_one)
    assert one.overlaps(other) == other.overlaps(one)
    if len(one) and len(other):
        assert one.overlaps(other) == bool(of_one & of_other)
    if len(other):
        assert one.contains(other) == (of_other <= of_one)
    text = "Ça m’a donné de la fierté, vraiment."
    assert one.of(text) == "".join(text[i] for i in range(one.start, one.end) if i < len(text))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_what_is_no_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(raw_texts)
def test_lines_against_a_plain_split(raw: str) -> None:
    text = canonical(raw).text
    index = LineIndex(text)
    lines = text.split("\n")
    assert len(index) == len(lines)
    assert [index.span(number).of(text) for number in range(len(index))] == lines
    for offset in range(len(text) + 1):
        assert index.line_of(offset) == text.count("\n", 0, offset)
    assert index.line_of(len(text) + 5) == len(lines) - 1


@given(raw_texts)
def test_utf16_offsets_against_encoding(raw: str) -> None:
    text = canonical(raw).text
    map_ = Utf16Map(text)
    for offset in range(len(text) + 1):
        expected = len(text[:offset].encode("utf-16-le")) // 2
        assert map_.to_utf16(offset) == expected
        assert map_.from_utf16(expected) == offset
    # Every unit, the second halves of pairs included, belongs to the character it is part of.
    owners = [place for place, char in enumerate(text) for _ in range(2 if ord(char) > 0xFFFF else 1)]
    assert [map_.from_utf16(unit) for unit in range(len(owners))] == owners

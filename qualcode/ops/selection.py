"""Choosing a passage: where a caret may stand, and how a selection grows by word, sentence, paragraph and turn.

All of it is pure: text, turns and offsets in, offsets and spans out. Nothing lands inside a grapheme.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from qualcode.analysis.segment import graphemes, paragraph_at, sentence_at, snap, word_at
from qualcode.model.document import TurnView
from qualcode.model.text import Span, word_spans

UNITS = ("word", "sentence", "paragraph", "turn")
_WINDOW = 256
_SENTENCE = 600

__all__ = ["UNITS", "following", "grow", "preceding", "snap", "trim", "turn_at", "unit_at", "word_after", "word_before"]


def following(text: str, offset: int) -> int:
    """The grapheme edge after `offset`."""
    found = graphemes(text, offset, offset + 1)
    return found[-1].end if found else min(offset, len(text))


def preceding(text: str, offset: int) -> int:
    """The grapheme edge before `offset`."""
    found = graphemes(text, offset - 1, offset)
    return found[0].start if found else max(offset - 1, 0)


def word_after(text: str, offset: int) -> int:
    """The end of the first word that ends after `offset`; the text's end where there is none."""
    start = offset
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    width = _WINDOW
    while True:
        window = text[start : start + width]
        whole = start + width >= len(text)
        for word in word_spans(window):
            if start + word.end > offset and (whole or word.end < len(window)):
                return snap(Span(start, start + word.end), text).end
        if whole:
            return len(text)
        width *= 2


def word_before(text: str, offset: int) -> int:
    """The start of the last word that starts before `offset`; 0 where there is none."""
    width = _WINDOW
    while True:
        start = max(0, offset - width)
        # What the window cuts in two is not a word of its own.
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        found = [word.start for word in word_spans(text[start : offset + 1]) if start + word.start < offset]
        if found or start == 0:
            return snap(Span(start + found[-1], offset), text).start if found else 0
        width *= 2


def turn_at(turns: Sequence[TurnView], offset: int) -> TurnView | None:
    """The turn in which `offset` lies, its label included."""
    index = bisect.bisect_right(turns, offset, key=lambda turn: turn.label_start) - 1
    return turns[index] if index >= 0 and offset <= turns[index].end else None


def unit_at(text: str, turns: Sequence[TurnView], offset: int, unit: str) -> Span | None:
    """The word, sentence, paragraph or turn around `offset`; None where there is none, as on a blank line."""
    turn = turn_at(turns, offset)
    if unit == "turn":
        return Span(turn.start, turn.end) if turn is not None and turn.start < turn.end else None
    if turn is not None and offset < turn.start:
        offset = turn.start
    if unit == "word":
        return word_at(text, offset)
    paragraph = paragraph_at(text, turns, offset)
    if unit == "paragraph" or paragraph is None:
        return paragraph
    return _sentence_in(text, paragraph, offset)


def grow(text: str, turns: Sequence[TurnView], span: Span, unit: str) -> Span:
    """The selection made whole in `unit`s; one that is whole already takes in the next unit."""
    first = unit_at(text, turns, span.start, unit)
    if not len(span):
        return snap(first or _next_unit(text, turns, span.start, unit) or span, text)
    start = first.start if first is not None and first.start < span.start < first.end else span.start
    last = unit_at(text, turns, preceding(text, span.end), unit)
    end = last.end if last is not None and last.end > span.end else span.end
    if Span(start, end) == span and (found := _next_unit(text, turns, end, unit)) is not None:
        end = found.end
    return snap(Span(start, end), text)


def trim(text: str, turns: Sequence[TurnView], span: Span) -> Span:
    """A passage without white space and speaker labels at its ends; as it is where nothing else is in it."""
    start, end = span.start, span.end
    while start < end:
        turn = turn_at(turns, start)
        if turn is not None and start < turn.start:
            start = min(turn.start, end)
        elif text[start].isspace():
            start += 1
        else:
            break
    while start < end:
        turn = turn_at(turns, end - 1)
        if turn is not None and turn.label_start <= end - 1 < turn.start:
            end = turn.label_start
        elif text[end - 1].isspace():
            end -= 1
        else:
            break
    return snap(Span(start, end), text) if start < end else span


def _next_unit(text: str, turns: Sequence[TurnView], offset: int, unit: str) -> Span | None:
    """The first unit that ends after `offset`."""
    while offset < len(text):
        turn = turn_at(turns, offset)
        if turn is not None and offset < turn.start:
            offset = turn.start
            continue
        found = unit_at(text, turns, offset, unit)
        if found is not None and found.end > offset:
            return found
        offset = following(text, offset)
    return None


def _sentence_in(text: str, paragraph: Span, offset: int) -> Span | None:
    """The sentence of a paragraph around `offset`. Of a paragraph without end only the neighbourhood is read."""
    reach = 4 * _SENTENCE
    while True:
        start = max(paragraph.start, offset - reach)
        end = min(paragraph.end, offset + reach)
        found = sentence_at(text[start:end], (), offset - start)
        if found is None:
            return None
        cut = (found.start == 0 and start > paragraph.start) or (found.end == end - start and end < paragraph.end)
        if not cut:
            return Span(start + found.start, start + found.end)
        reach *= 4


def move_edge(text: str, span: Span, edge: str, step: int, turns: Sequence[TurnView] = (), unit: str = "word") -> Span:
    """A passage with its `start` or `end` moved: 1 towards the text's end, -1 towards its beginning.

    `unit`: by a character, a word or a sentence. Outwards it comes to the edge of the next one, inwards to that of the
    next one left; it never becomes empty. What somebody says is not left: beyond it stand labels and times, which a
    reader does not see, and another's words.
    """
    start, end = span.start, span.end
    first = next((turn.start for turn in turns if turn.start <= start < turn.end), 0)
    last = next((turn.end for turn in turns if turn.start < end <= turn.end), len(text))
    if unit == "character":
        move = following if step > 0 else preceding
        start, end = (move(text, start), end) if edge == "start" else (start, move(text, end))
    elif unit == "sentence":
        start, end = _by_sentence(text, turns, span, edge, step)
    elif edge == "start":
        start = word_before(text, start) if step < 0 else word_before(text, word_after(text, word_after(text, start)))
    else:
        end = word_after(text, end) if step > 0 else word_after(text, word_before(text, word_before(text, end)))
    start, end = max(start, first), min(end, last)
    if start >= end or (start - span.start + end - span.end) * step < 0:
        return span
    return snap(Span(start, end), text)


def _by_sentence(text: str, turns: Sequence[TurnView], span: Span, edge: str, step: int) -> tuple[int, int]:
    """The edges once one of them has gone to the next sentence's, white space between sentences left out."""
    start, end = span.start, span.end
    if step > 0:
        found = _next_unit(text, turns, start if edge == "start" else end, "sentence")
        if found is not None and edge == "end":
            return start, found.end
        if found is not None:
            return found.end + len(text[found.end : end]) - len(text[found.end : end].lstrip()), end
        return start, end
    before = len(text[:start].rstrip()) if edge == "start" else len(text[:end].rstrip())
    found = unit_at(text, turns, preceding(text, before), "sentence") if before else None
    if found is None:
        return start, end
    return (min(found.start, start), end) if edge == "start" else (start, len(text[: found.start].rstrip()))

"""Where sentences, paragraphs, turns and graphemes begin and end: the one place where text is cut.

A sentence never crosses a turn or a line end, because transcripts put a breath, an idea or a speaker on a line. What
is cut off is only white space: the segments of a text cover every other character of its turns. A long stretch of
speech without marks stays whole; guessing at its sentences would be worse than leaving them to the reader.

Where a document has no turns its whole text is one stretch, told by a narrator.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

import regex

from qualcode.analysis.abbreviations import is_abbreviated
from qualcode.model.document import TurnView
from qualcode.model.suggestion import Segment
from qualcode.model.text import Span, word_spans

# How much text around a mark decides whether it ends a sentence: more than any abbreviation or title is long.
_CONTEXT = 40
# How far back a grapheme's beginning is looked for: longer ones occur only in texts made to do harm.
_GRAPHEME_LIMIT = 1_000

# A run of marks with the quotes and brackets that close behind it. French sets a space before ! ? and ». All parts
# are atomic or possessive and the run cannot fail once begun, so that a line of a million marks is read once.
_MARKS = re.compile(
    r"""(?> [.!?…]++ (?: [^\S\n] [!?]++ )*+
            (?: ["“”‟’'»«›‹)\]] | [^\S\n] [»›] (?!\w) )*+ )++""",
    re.VERBOSE,
)
_SPACE = re.compile(r"\s+")
_FIRST_LETTER = re.compile(r"[\W_]{0,6}(\w)?")

# A boundary that is certain whatever stands further left: before an ordinary character or a control, behind anything
# that does not join on to what follows it (Unicode Standard Annex 29, rules GB3 to GB13).
_SURE_START = regex.compile(
    r"(?r)(?<![\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=Prepend}\p{GCB=CR}])[\p{GCB=Other}\p{GCB=Control}\p{GCB=LF}]"
)
_GRAPHEME = regex.compile(r"\X")


def turn_segments(turns: Sequence[TurnView]) -> list[Segment]:
    """A segment a turn, as spoken; empty turns are left out."""
    return [Segment(turn.start, turn.end, turn.index, not turn.interviewer) for turn in turns if turn.end > turn.start]


def paragraphs(text: str, turns: Sequence[TurnView]) -> list[Segment]:
    """A segment a line that is not blank, turn by turn, without the white space around it."""
    return [Segment(*line, turn, narrator) for line, turn, narrator in _lines(text, turns)]


def sentences(text: str, turns: Sequence[TurnView]) -> list[Segment]:
    """The sentences of every turn, in order, without the white space between them. Linear in the text's length."""
    return [
        Segment(start, end, turn, narrator)
        for line, turn, narrator in _lines(text, turns)
        for start, end in _line_sentences(text, *line)
    ]


def segment_at(segments: Sequence[Segment], offset: int) -> Segment | None:
    """The segment that holds `offset`, else the one that ends right there; O(log n) in ordered segments."""
    index = bisect.bisect_right(segments, offset, key=lambda segment: segment.start) - 1
    return segments[index] if index >= 0 and offset <= segments[index].end else None


# Growing a selection: from a place in the text to the word, sentence, paragraph around it.


def word_at(text: str, offset: int) -> Span | None:
    """The word (as `model.text.words` counts them) that holds `offset`, else the one that ends right there."""
    start = end = offset
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    touching = [
        Span(start + word.start, start + word.end)
        for word in word_spans(text[start:end])
        if start + word.start <= offset <= start + word.end
    ]
    return snap(touching[-1], text) if touching else None


def paragraph_at(text: str, turns: Sequence[TurnView], offset: int) -> Span | None:
    """The line around `offset`, within its turn; None on a blank line. Speakers' labels are a line of their own."""
    start, end = 0, len(text)
    index = bisect.bisect_right(turns, offset, key=lambda turn: turn.start) - 1
    if index >= 0 and offset <= turns[index].end:
        start, end = turns[index].start, turns[index].end
    else:
        start = turns[index].end if index >= 0 else start
        end = turns[index + 1].start if index + 1 < len(turns) else end
    line_start = text.rfind("\n", start, offset) + 1 or start
    line_end = text.find("\n", offset, end)
    line = _trim(text, line_start, end if line_end < 0 else line_end)
    return Span(*line) if line else None


def sentence_at(text: str, turns: Sequence[TurnView], offset: int) -> Span | None:
    """The sentence around `offset`; between two, the one before; None on a blank line. Reads one line only."""
    paragraph = paragraph_at(text, turns, offset)
    if paragraph is None:
        return None
    found = list(_line_sentences(text, paragraph.start, paragraph.end))
    index = bisect.bisect_right(found, offset, key=lambda sentence: sentence[0]) - 1
    return Span(*found[max(index, 0)])


# Graphemes: what a reader takes for one character.


def graphemes(text: str, start: int, end: int) -> list[Span]:
    """The graphemes (extended clusters of Unicode Standard Annex 29) that `[start, end)` touches, whole, in order.

    Reads only the neighbourhood. The caret's next place is `graphemes(text, at, at + 1)[-1].end`, the one before
    `graphemes(text, at - 1, at)[0].start`.
    """
    if not 0 <= start < end <= len(text):
        return []
    first = _sure_start(text, start)
    # A copy of the neighbourhood, because in a run of flags \X would look back to the beginning of the whole text.
    near = text[first : end + _GRAPHEME_LIMIT]
    found = []
    for match in _GRAPHEME.finditer(near):
        if first + match.start() >= end:
            break
        if first + match.end() > start:
            found.append(Span(first + match.start(), first + match.end()))
    return found


def snap(span: Span, text: str) -> Span:
    """The smallest span around `span` that neither starts nor ends inside a grapheme. Reads only the neighbourhood."""
    start = _floor(text, span.start)
    if not len(span):
        return Span(start, start)
    last = graphemes(text, span.end - 1, span.end)
    return Span(start, last[-1].end if last else span.end)


def _floor(text: str, offset: int) -> int:
    """The start of the grapheme that `offset` lies in."""
    found = graphemes(text, offset, offset + 1)
    return found[0].start if found else offset


def _sure_start(text: str, offset: int) -> int:
    farthest = max(0, (offset // _GRAPHEME_LIMIT - 1) * _GRAPHEME_LIMIT)  # the same for neighbours, so that they agree
    match = _SURE_START.search(text, farthest, offset + 1)
    return match.start() if match else farthest


def _lines(text: str, turns: Sequence[TurnView]) -> Iterator[tuple[tuple[int, int], int | None, bool]]:
    """Every line that is not blank, trimmed, with its turn's index and whether a narrator speaks."""
    stretches: list[tuple[int, int, int | None, bool]]
    stretches = [(turn.start, turn.end, turn.index, not turn.interviewer) for turn in turns]
    for start, stretch_end, turn, narrator in stretches or [(0, len(text), None, True)]:
        while start < stretch_end:
            end = text.find("\n", start, stretch_end)
            end = stretch_end if end < 0 else end
            if line := _trim(text, start, end):
                yield line, turn, narrator
            start = end + 1


def _line_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one trimmed line."""
    for marks in _MARKS.finditer(text, start, end):
        space = _SPACE.match(text, marks.end(), end)
        if space is None or space.end() == end:
            continue
        if _is_end(text, start, marks, space.end()):
            yield start, marks.end()
            start = _outward(text, space.end())
    if start < end:
        yield start, end


def _is_end(text: str, start: int, marks: re.Match[str], next_start: int) -> bool:
    """Whether the sentence from `start` ends at a run of marks, with white space and more of its line behind it."""
    before = text[max(start, marks.start() - _CONTEXT) : marks.start()]
    after = text[next_start : next_start + _CONTEXT]
    first = _FIRST_LETTER.match(after)
    following = (first and first[1]) or ""
    run = marks[0]
    omission = before.endswith(("(", "[")) and run.rstrip(".…").endswith((")", "]"))
    if omission or after.startswith((".", ",", ";", ":", "!", "?", "…")):
        return False
    closed = run[-1] not in ".!?…"
    if "!" in run or "?" in run or closed:
        # Speech is often typed without capitals; but behind a closing quote a small letter goes on: « Oui ! » dit-il.
        return not (closed and following.islower())
    if "…" in run or ".." in run:
        return not (following.islower() or following.isdigit())
    return not is_abbreviated(before, after, following, marks.start() - _CONTEXT <= start)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without white space at its ends; None where nothing else is in it."""
    stretch = text[start:end]
    kept = stretch.strip()
    if not kept:
        return None
    first = start + len(stretch) - len(stretch.lstrip())
    return _outward(text, first), first + len(kept)


def _outward(text: str, start: int) -> int:
    """`start`, or the white space before it that a combining mark there sits on."""
    return start if text[start].isascii() else _floor(text, start)

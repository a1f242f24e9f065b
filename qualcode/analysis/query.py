"""Searching one text: which passages a search of `query_syntax` finds.

Shown are the words found, not the passages they are in; for NEAR the stretch from the first word to the last. AND,
NOT and NEAR look within one paragraph, sentence or turn, or the whole document. A speaker's label, or a heading
between turns, is a passage of its own.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence

from qualcode.analysis.query_fold import FoldedText, Place
from qualcode.analysis.query_syntax import And, Near, Not, Query, Words
from qualcode.analysis.query_words import Vocabulary, places
from qualcode.analysis.segment import paragraphs, sentences, turn_segments
from qualcode.model.document import TurnView
from qualcode.model.text import Span

WITHIN = ("paragraph", "sentence", "turn", "document")

_Found = Mapping[Words, Mapping[int, list[Place]]]


def find(
    query: Query, text: str, turns: Sequence[TurnView] = (), *, within: str = "paragraph", fuzzy: bool = False
) -> list[Span]:
    """The places in `text` that answer `query`, in order, never overlapping, whole graphemes.

    `within` is one of WITHIN; `turns` are needed for it unless the query is words alone. `fuzzy` also finds words
    with slips and other endings (see `Vocabulary`). O(text + hits · log).
    """
    folded = FoldedText(text)
    vocabulary = Vocabulary(folded) if fuzzy else None

    def look(words: Words) -> list[Place]:
        return vocabulary.places(words) if vocabulary else places(words, folded)

    if isinstance(query, Words):
        return folded.spans(look(query))
    starts = [folded.place_of(start) for start in _passages(text, turns, within)]
    found = {words: _by_passage(look(words), starts) for words in _all_words(query)}
    answers: list[Place] = []
    for passage in sorted({passage for each in found.values() for passage in each}):
        answers += _answer(query, passage, found, folded) or ()
    return folded.spans(answers)


def needs_turns(query: Query, within: str) -> bool:
    """Whether `find` has to know the turns."""
    return within != "document" and not isinstance(query, Words)


def _passages(text: str, turns: Sequence[TurnView], within: str) -> list[int]:
    """Where the passages begin that a search looks within; together they are the whole text."""
    if within == "document":
        return [0]
    if within == "turn":
        segments = turn_segments(turns)
    else:
        segments = sentences(text, turns) if within == "sentence" else paragraphs(text, turns)
    return sorted({0, *(segment.start for segment in segments), *(segment.end for segment in segments)})


def _by_passage(found: Sequence[Place], starts: Sequence[int]) -> dict[int, list[Place]]:
    """Places by the passage they begin in."""
    sorted_out: dict[int, list[Place]] = {}
    for place in found:
        sorted_out.setdefault(bisect.bisect_right(starts, place[0]) - 1, []).append(place)
    return sorted_out


def _all_words(query: Query) -> set[Words]:
    if isinstance(query, Words):
        return {query}
    if isinstance(query, Not):
        return _all_words(query.inner)
    parts = (query.left, query.right) if isinstance(query, Near) else query.parts
    return {words for part in parts for words in _all_words(part)}


def _answer(query: Query, passage: int, found: _Found, text: FoldedText) -> list[Place] | None:
    """What there is to show of a passage, None where it does not answer; nothing may be to show of a NOT."""
    if isinstance(query, Words):
        return found[query].get(passage)
    if isinstance(query, Not):
        return [] if _answer(query.inner, passage, found, text) is None else None
    if isinstance(query, Near):
        left = _answer(query.left, passage, found, text)
        right = _answer(query.right, passage, found, text)
        return _close_by(left, right, query.between, text) or None if left and right else None
    answers = [_answer(part, passage, found, text) for part in query.parts]
    held = [answer for answer in answers if answer is not None]
    if not held or (isinstance(query, And) and len(held) < len(answers)):
        return None
    return _united(place for answer in held for place in answer)


def _close_by(left: Sequence[Place], right: Sequence[Place], between: int, text: FoldedText) -> list[Place]:
    """The stretches from one of the left to one of the right, or back, with at most so many words between.

    Of stretches that overlap, the one that ends first is taken, and of those the shortest. Both lists are in order
    and do not overlap within themselves. O(n log n).
    """
    sides = (left, right)
    ends = [[end for _, end in side] for side in sides]
    in_order = sorted((end, start, which) for which, side in enumerate(sides) for start, end in side)
    stretches: list[Place] = []
    last_end = 0
    for end, start, which in in_order:
        before = bisect.bisect_right(ends[1 - which], start) - 1
        partner = sides[1 - which][before] if before >= 0 else None
        if partner and partner[0] >= last_end and text.words_between(partner, (start, end)) <= between:
            stretches.append((partner[0], end))
            last_end = end
    return stretches


def _united(found: Iterable[Place]) -> list[Place]:
    """Places in order, those that overlap made one."""
    made: list[Place] = []
    for start, end in sorted(found):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made

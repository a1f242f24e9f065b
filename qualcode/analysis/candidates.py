"""Where in an edited text words may be that are no longer found: the same words elsewhere, and what is most like them.

Nothing here decides; a person looks at the places and chooses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from qualcode.analysis.segment import snap
from qualcode.model.text import Span, word_spans

# How far around the place where the words should be what is merely like them is looked for, and how alike it must be.
_REACH = 3_000
_ALIKE = 55
_FAR_ALIKE = 0.75
_MOST_EXACT = 5
_LONGEST = 2_000
# The share of two places together that must be in both for them to count as one.
_SAME = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place the words may have gone to; `score` 0..1 tells how alike they are (1: the same words)."""

    span: Span
    score: float


def candidates(text: str, quote: str, near: Span) -> list[Candidate]:
    """Places for `quote` in `text`, best first, each once; `near` is where it should be, perhaps empty.

    The same words count most, the nearer the better; then what is most like them near there (rapidfuzz, the best
    alignment of a part), in whole words; then what stands in their place. O(reach x quote), and one search for the
    words.
    """
    found: dict[Span, float] = {}
    for start in _exact(text, quote, near.start):
        found.setdefault(Span(start, start + len(quote)), 1.0)
    alike = _alike(text, quote, near)
    if alike is not None and len(alike):
        score = _score(text, quote, alike)
        # A little like them is half of any text; only where they stood does that tell anything.
        if score >= _FAR_ALIKE or (alike.start <= near.end and near.start <= alike.end):
            found.setdefault(alike, score)
    if len(near):
        here = _whole(text, near)
        if len(here):
            found.setdefault(here, _score(text, quote, here))
    made = [Candidate(span, score) for span, score in found.items()]
    kept: list[Candidate] = []
    for each in sorted(made, key=lambda each: (-each.score, abs(each.span.start - near.start))):
        if not any(_nearly_the_same(each.span, other.span) for other in kept):
            kept.append(each)
    return kept


def _nearly_the_same(one: Span, other: Span) -> bool:
    """Whether a person would see no choice between two places: most of both is in both."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > _SAME * (max(one.end, other.end) - min(one.start, other.start))


def _score(text: str, quote: str, span: Span) -> float:
    return min(fuzz.ratio(quote[:_LONGEST], span.of(text)[:_LONGEST]) / 100, 0.99)


def _exact(text: str, quote: str, near: int) -> list[int]:
    """Where the same words stand, the nearest ones."""
    if not quote.strip():
        return []
    starts = list(_every(text, quote))
    return sorted(starts, key=lambda start: abs(start - near))[:_MOST_EXACT]


def _every(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _alike(text: str, quote: str, near: Span) -> Span | None:
    """What is most like the words around the place, if it is alike at all."""
    first, last = max(near.start - _REACH, 0), min(near.end + _REACH, len(text))
    window = text[first:last]
    if not quote.strip() or len(window) < 2:
        return None
    best = fuzz.partial_ratio_alignment(quote[:_LONGEST], window, score_cutoff=_ALIKE)
    if best is None or best.dest_start >= best.dest_end:
        return None
    return _whole(text, Span(first + best.dest_start, first + best.dest_end))


def _whole(text: str, span: Span) -> Span:
    """The words that the passage touches, whole, without white space at its ends."""
    before, behind = max(span.start - 60, 0), min(span.end + 60, len(text))
    touched = [
        Span(before + word.start, before + word.end)
        for word in word_spans(text[before:behind])
        if before + word.end > span.start and before + word.start < span.end
    ]
    if not touched:
        return Span(span.start, span.start)
    return snap(Span(touched[0].start, max(touched[-1].end, min(span.end, _end(text, span)))), text)


def _end(text: str, span: Span) -> int:
    """The passage's end without the white space there: a full stop belongs to it, a blank does not."""
    return span.start + len(span.of(text).rstrip())

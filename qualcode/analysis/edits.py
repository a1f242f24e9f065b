"""What differs between two states of a text: the stretches that were edited, found word by word.

Equal beginnings and ends are set aside first, so that one small edit costs next to nothing in any text. What is left is
compared by words: words that occur once in both texts hold it together (patience diff), and what lies between them is
small enough for a longest common subsequence. The work grows with the text's length, not with its square; where two
long stretches share no rare word at all they count as rewritten.
"""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

# A word with what stands between it and the next: half as many as words and spaces each for themselves, and a space
# alone never looks like something found again.
_TOKEN = re.compile(r"\w+\W*|\W+")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…»”\"]\s+\Z")
_JOINERS = "\u200c\u200d"
# Cells of the table of a longest common subsequence, a bit each: compared at once, and compared at all.
_SMALL, _LARGE = 1_000_000, 400_000_000
_FARTHEST_SLIDE = 400
_MOST_PAIRED = 12
# Longer stretches of letters are no words: an edit in one is not widened to all of it.
_LONGEST_WORD = 60

Run = tuple[int, int, int]  # a place in the old, a place in the new, and how long they are equal


@dataclass(frozen=True, slots=True)
class Edit:
    """`[start, end)` of the old text became `[new_start, new_end)` of the new one; either may be empty."""

    start: int
    end: int
    new_start: int
    new_end: int


def edits(old: str, new: str) -> list[Edit]:
    """The edits that turn `old` into `new`, in order, apart from each other; all else is equal.

    They are made of whole words (`mange` → `mangent`, not an added `nt`), and what was put in or taken out is a whole
    line or sentence where it can be seen as one.
    """
    if old == new:
        return []
    head = common_start(old, new)
    tail = common_end(old, new, min(len(old), len(new)) - head)
    head = _word_start(old, head)
    tail = len(old) - _next_word(old, len(old) - tail)
    middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    return _polished(old, new, _gaps(middle, new_middle, head))


def common_start(a: str, b: str) -> int:
    """How many characters are equal at the beginning; compares slices, doubling and halving, not characters."""
    low, step, limit = 0, 64, min(len(a), len(b))
    while low < limit and a[low : low + step] == b[low : low + step]:
        low += step
        step *= 2
    low, high = min(low, limit), min(low + step, limit)
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_end(a: str, b: str, limit: int) -> int:
    """How many characters are equal at the end, at most `limit`."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _in_words(char: str) -> bool:
    return char.isalnum() or char in _JOINERS or unicodedata.category(char)[0] == "M"


def _word_start(text: str, at: int) -> int:
    """The start of the word that reaches to `at`, or `at`."""
    floor = max(at - _LONGEST_WORD, 0)
    while at > floor and _in_words(text[at - 1]):
        at -= 1
    return at


def _next_word(text: str, at: int) -> int:
    """The start of the first word that begins behind `at`; a word that `at` lies in or before is passed over."""
    ceiling = min(at + _LONGEST_WORD, len(text))
    while at < ceiling and _in_words(text[at]):
        at += 1
    while at < ceiling and not _in_words(text[at]):
        at += 1
    return at


def _inside(text: str, at: int) -> bool:
    """Whether `at` lies within a word or before a mark on the letter before it."""
    return 0 < at < len(text) and _in_words(text[at]) and (_in_words(text[at - 1]) or not text[at].isalnum())


# Comparing by words


def _gaps(old: str, new: str, offset: int) -> list[Edit]:
    """The stretches between what is equal in both, as places in texts that have `offset` characters before these."""
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    starts = list(itertools.accumulate(map(len, first), initial=offset))
    new_starts = list(itertools.accumulate(map(len, second), initial=offset))
    found: list[Edit] = []
    at = new_at = 0
    for place, new_place, length in (*sorted(_equal_runs(first, second)), (len(first), len(second), 0)):
        if _word_by_word(first[at:place], second[new_at:new_place]):
            pairs = zip(range(at, place), range(new_at, new_place), strict=True)
            found += [Edit(starts[i], starts[i + 1], new_starts[j], new_starts[j + 1]) for i, j in pairs]
        elif place > at or new_place > new_at:
            found.append(Edit(starts[at], starts[place], new_starts[new_at], new_starts[new_place]))
        at, new_at = place + length, new_place + length
    return found


def _word_by_word(words: Sequence[str], new_words: Sequence[str]) -> bool:
    """Whether a few words were each corrected: as many as before, with the same punctuation and spaces between."""
    if not 1 < len(words) == len(new_words) <= _MOST_PAIRED:
        return False
    return all(_WORD.sub("", word) == _WORD.sub("", new) for word, new in zip(words, new_words, strict=True))


def _equal_runs(a: Sequence[str], b: Sequence[str]) -> Iterator[Run]:
    """Runs of words that are equal and in the same order in both; in no particular order."""
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        start, end, new_start, new_end = waiting.pop()
        run = 0
        while start + run < end and new_start + run < new_end and a[start + run] == b[new_start + run]:
            run += 1
        if run:
            yield start, new_start, run
            start, new_start, run = start + run, new_start + run, 0
        while start < end - run and new_start < new_end - run and a[end - run - 1] == b[new_end - run - 1]:
            run += 1
        if run:
            end, new_end = end - run, new_end - run
            yield end, new_end, run
        cells = (end - start) * (new_end - new_start)
        if not cells:
            continue
        pins = _pins(a[start:end], b[new_start:new_end]) if cells > _SMALL else []
        if pins:
            edges = [(start, new_start), *((start + i, new_start + j) for i, j in pins), (end, new_end)]
            waiting += [(i, k, j, m) for (i, j), (k, m) in itertools.pairwise(edges)]
        elif cells <= _LARGE:
            for block in LCSseq.opcodes(a[start:end], b[new_start:new_end]).as_matching_blocks():
                if block.size:
                    yield start + block.a, new_start + block.b, block.size


def _pins(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The places of words that are rare in both and equally often there, as many as are in the same order in both.

    Rare is once, mostly; in a text that repeats itself, as often as its rarest words occur.
    """
    counts, new_counts = Counter(a), Counter(b)
    alike = [n for word, n in counts.items() if new_counts.get(word) == n]
    if not alike:
        return []
    rare = min(alike)
    words = {word for word, n in counts.items() if n == rare and new_counts.get(word) == n}
    places: dict[str, list[int]] = {word: [] for word in words}
    for place, word in enumerate(b):
        if word in words:
            places[word].append(place)
    unused = {word: iter(each) for word, each in places.items()}
    return _rising([(place, next(unused[word])) for place, word in enumerate(a) if word in words])


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection in which the second places rise as the first do, by patience sorting."""
    tops: list[int] = []
    top_pairs: list[int] = []
    below: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect.bisect_left(tops, place)
        tops[pile : pile + 1] = [place]
        top_pairs[pile : pile + 1] = [number]
        below.append(top_pairs[pile - 1] if pile else -1)
    found: list[tuple[int, int]] = []
    number = top_pairs[-1] if top_pairs else -1
    while number >= 0:
        found.append(pairs[number])
        number = below[number]
    return found[::-1]


# Edits as a person would see them


def _polished(old: str, new: str, gaps: Sequence[Edit]) -> list[Edit]:
    """The gaps without what is equal at their ends, cut at words, sentences and lines; those that touch are one."""
    found: list[Edit] = []
    for number, gap in enumerate(gaps):
        last = found[-1] if found else Edit(0, 0, 0, 0)
        follows = gaps[number + 1].start if number + 1 < len(gaps) else len(old)
        shared = common_start(old[gap.start : gap.end], new[gap.new_start : gap.new_end])
        gap = Edit(gap.start + shared, gap.end, gap.new_start + shared, gap.new_end)
        shared = common_end(
            old[gap.start : gap.end],
            new[gap.new_start : gap.new_end],
            min(gap.end - gap.start, gap.new_end - gap.new_start),
        )
        gap = Edit(gap.start, gap.end - shared, gap.new_start, gap.new_end - shared)
        if gap.start == gap.end or gap.new_start == gap.new_end:
            gap = _slid(old, new, gap, gap.start - last.end, follows - gap.end)
        gap = _widened(old, new, gap, last.end, follows)
        if found and gap.start == last.end:
            found[-1] = Edit(last.start, gap.end, last.new_start, gap.new_end)
        elif gap.start < gap.end or gap.new_start < gap.new_end:
            found.append(gap)
    return found


def _slid(old: str, new: str, gap: Edit, back: int, ahead: int) -> Edit:
    """What was put in (or taken out) may be seen a little earlier or later: `b|ab|a`. The best place for its ends.

    `back` and `ahead`: how many characters before and behind are equal in both texts.
    """
    text, start, end = (new, gap.new_start, gap.new_end) if gap.start == gap.end else (old, gap.start, gap.end)
    first = last = 0
    while -first < min(back, _FARTHEST_SLIDE) and text[start + first - 1] == text[end + first - 1]:
        first -= 1
    while last < min(ahead, _FARTHEST_SLIDE) and text[start + last] == text[end + last]:
        last += 1
    best = max(range(last, first - 1, -1), key=lambda shift: _fitness(text, start + shift, end + shift))
    return Edit(gap.start + best, gap.end + best, gap.new_start + best, gap.new_end + best)


def _fitness(text: str, start: int, end: int) -> int:
    """How well a stretch of text can be put in or taken out by itself: a line, a sentence, a word, part of a word."""
    if start == 0 or text[start - 1] == "\n":
        return 3
    if _inside(text, start) or _inside(text, end):
        return 0
    return 2 if _SENTENCE_END.search(text, max(start - 10, 0), start) else 1


def _widened(old: str, new: str, gap: Edit, floor: int, ceiling: int) -> Edit:
    """The gap with the whole of the words that it begins and ends in, within the equal stretches around it."""
    start, end, new_start, new_end = gap.start, gap.end, gap.new_start, gap.new_end
    floor, ceiling = max(floor, start - _LONGEST_WORD), min(ceiling, end + _LONGEST_WORD)
    while start > floor and (_inside(old, start) or _inside(new, new_start)):
        start, new_start = start - 1, new_start - 1
    while end < ceiling and (_inside(old, end) or _inside(new, new_end)):
        end, new_end = end + 1, new_end + 1
    return Edit(start, end, new_start, new_end)

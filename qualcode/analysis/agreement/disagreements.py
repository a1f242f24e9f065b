"""Where coders disagree: stretches on which their codes differ, and the questions that brings up, by passage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MISSED, OTHER_CODE, OTHER_SPAN = "missed", "other-code", "other-span"


@dataclass(frozen=True, slots=True)
class Passage:
    """A coding as it is compared: its id, coder, code and `[start, end)` in one document."""

    id: str
    coder: str
    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A longest stretch on which the coders' codes stay the same and are not the same for all of them."""

    start: int
    end: int
    by: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """A passage to be talked about: one code, those who gave it, and what the others did there.

    `kind`: `missed` where somebody gave nothing, `other-code` where they gave other codes, `other-span` where all gave
    this code on other edges. `passages` are the codings of the code, `others` the other codings of those without it.
    """

    start: int
    end: int
    code: str
    kind: str
    passages: tuple[Passage, ...]
    others: tuple[Passage, ...]


def stretches(passages: Iterable[Passage], coders: Sequence[str]) -> Iterator[Stretch]:
    """The stretches of one document on which these coders differ, in the order of the text."""
    seen = list(passages)
    codes = sorted({passage.code for passage in seen})
    row = {coder: at for at, coder in enumerate(coders)}
    bit = {code: at for at, code in enumerate(codes)}
    events = [(each.start, row[each.coder], bit[each.code], 1) for each in seen]
    events += [(each.end, row[each.coder], bit[each.code], -1) for each in seen]
    events.sort()
    depth = [[0] * len(codes) for _ in coders]
    # What each coder has, a bit a code: hundreds of thousands of these are compared.
    now = [0] * len(coders)
    before, open_from = list(now), 0
    held: list[tuple[str, ...]] = [()] * len(coders)
    named: dict[int, tuple[str, ...]] = {0: ()}
    for index, (place, coder, code, step) in enumerate(events, 1):
        depth[coder][code] += step
        if depth[coder][code] == (step > 0):
            now[coder] ^= 1 << code
        if now == before or (index < len(events) and events[index][0] == place):
            continue
        if before.count(before[0]) < len(before):
            yield Stretch(open_from, place, dict(zip(coders, held, strict=True)))
        for at, mask in enumerate(now):
            if mask != before[at]:
                held[at] = _named(named, codes, mask)
        before, open_from = list(now), place


def _named(named: dict[int, tuple[str, ...]], codes: Sequence[str], mask: int) -> tuple[str, ...]:
    """The codes whose bits are set; remembered in `named`."""
    if mask not in named:
        named[mask] = tuple(code for at, code in enumerate(codes) if mask >> at & 1)
    return named[mask]


def questions(passages: Sequence[Passage], coders: Sequence[str]) -> list[Question]:
    """What the coders of one document have to talk about, in the order of the text.

    Passages of one code that meet are one question, unless all coders have exactly the same there.
    """
    by_code: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_code[passage.code].append(passage)
    found = [
        question
        for code, same in by_code.items()
        for cluster in _clusters(same)
        if (question := _question(code, cluster, passages, coders)) is not None
    ]
    return sorted(found, key=lambda question: (question.start, question.end, question.code))


def _clusters(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """Passages that meet, directly or through others."""
    cluster: list[Passage] = []
    reached = -1
    for passage in sorted(passages, key=lambda each: (each.start, each.end, each.coder)):
        if cluster and passage.start >= reached:
            yield cluster
            cluster = []
        cluster.append(passage)
        reached = max(reached, passage.end)
    if cluster:
        yield cluster


def _question(
    code: str, cluster: Sequence[Passage], passages: Sequence[Passage], coders: Sequence[str]
) -> Question | None:
    spans = {coder: {(each.start, each.end) for each in cluster if each.coder == coder} for coder in coders}
    without = [coder for coder in coders if not spans[coder]]
    if not without and len({frozenset(each) for each in spans.values()}) == 1:
        return None
    start, end = min(each.start for each in cluster), max(each.end for each in cluster)
    others = tuple(each for each in passages if each.coder in without and each.start < end and start < each.end)
    kind = OTHER_SPAN if not without else OTHER_CODE if others else MISSED
    return Question(start, end, code, kind, tuple(cluster), others)


def confusion(found: Iterable[Stretch]) -> dict[tuple[str, str | None], int]:
    """How often one coder has a code where another has a different one, or nothing (None), over pairs of coders.

    A stretch counts once for a pair of coders and codes; pairs of codes stand in alphabetical order.
    """
    counts: Counter[tuple[str, str | None]] = Counter()
    for stretch in found:
        coders = sorted(stretch.by)
        for index, first in enumerate(coders):
            for second in coders[index + 1 :]:
                own, their = set(stretch.by[first]), set(stretch.by[second])
                counts.update(_pairs(own - their, their - own))
    return dict(counts)


def _pairs(own: set[str], their: set[str]) -> Iterator[tuple[str, str | None]]:
    if not own or not their:
        yield from ((code, None) for code in own | their)
        return
    for code in own:
        for other in their:
            yield (min(code, other), max(code, other))


def meetings(found: Iterable[Stretch], code: str, other: str | None) -> Iterator[tuple[int, int]]:
    """The stretches, as `[start, end)`, on which one coder has `code` and another `other` instead, or nothing (None).

    They are those that `confusion` counts for the two.
    """
    pair = (code, other) if other is None else (min(code, other), max(code, other))
    for stretch in found:
        if pair in confusion([stretch]):
            yield stretch.start, stretch.end

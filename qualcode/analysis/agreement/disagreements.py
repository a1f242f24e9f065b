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
    events: dict[int, list[tuple[Passage, int]]] = defaultdict(list)
    for passage in passages:
        events[passage.start].append((passage, 1))
        events[passage.end].append((passage, -1))
    held: dict[str, Counter[str]] = {coder: Counter() for coder in coders}
    before: dict[str, tuple[str, ...]] = {coder: () for coder in coders}
    open_from = 0
    for place in sorted(events):
        for passage, step in events[place]:
            held[passage.coder][passage.code] += step
        # Only those whose passages begin or end here can have other codes than before.
        touched = {passage.coder for passage, _ in events[place]}
        now = before | {coder: tuple(sorted(code for code, n in held[coder].items() if n)) for coder in touched}
        if now != before:
            if len(set(before.values())) > 1:
                yield Stretch(open_from, place, before)
            open_from, before = place, now


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

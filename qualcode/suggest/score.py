"""From terms found to suggestions: what is worth showing, how much it weighs, and what not to offer again.

The score of a code for a sentence is 1 - Π (1 - w) over the different terms found there: one more reason always helps
and no number of them makes certain. A term weighs

    w = kind · rarity · trust
    kind    0.6 a phrase, 0.5 a whole word, 0.4 a part of a word (written with a star)
    rarity  1 / (1 + f), f = how often the term stands in a thousand words of the project's narrators
    trust   1/2 where suggestions showing the term were refused more than half of the time (4 decisions or more), else 1

so that a word said once in a thousand words counts half of one hardly ever said. Terms on the very same words count
once, as the strongest of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from qualcode.model.suggestion import Decision, Evidence, Segment, Suggestion
from qualcode.suggest.values import Answer, Cue, Request, Scan, Source, TermHit, TermKind, TermRecord

Weights = dict[tuple[str, Cue], float]
"""By language and cue."""

KIND_WEIGHT: dict[TermKind, float] = {"phrase": 0.6, "word": 0.5, "part": 0.4}
MOST_CODES = 3
FEWEST_DECISIONS = 4


class Places:
    """Passages by document and code, asked whether they touch a stretch. O(n log n) to build, O(log n) to ask."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, passages: Iterable[tuple[str, str, int, int]]) -> None:
        self._starts: dict[tuple[str, str], list[int]] = {}
        self._ends: dict[tuple[str, str], list[int]] = {}
        for document, code, start, end in sorted(passages):
            starts = self._starts.setdefault((document, code), [])
            ends = self._ends.setdefault((document, code), [])
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)

    def touch(self, document: str, code: str, start: int, end: int) -> bool:
        """Whether any passage with the code shares a character with `[start, end)`."""
        starts = self._starts.get((document, code), [])
        # Joined passages neither overlap nor touch, so only the last that begins before `end` can reach in.
        index = bisect_left(starts, end) - 1
        return index >= 0 and self._ends[document, code][index] > start


def term_records(decisions: Iterable[Decision]) -> list[TermRecord]:
    """How every term fared that decided suggestions have shown, most refused first."""
    decided: Counter[Cue] = Counter()
    refused: Counter[Cue] = Counter()
    for decision in decisions:
        for term in dict.fromkeys(decision.terms):
            decided[decision.code, term] += 1
            refused[decision.code, term] += decision.verdict == "refused"
    records = [TermRecord(code, term, count, refused[code, term]) for (code, term), count in decided.items()]
    return sorted(records, key=lambda each: (-each.refused / each.decisions, -each.decisions, each.code, each.term))


def lowered_terms(decisions: Iterable[Decision]) -> tuple[TermRecord, ...]:
    """The terms refused more than half of the time, where there were decisions enough to say so."""
    return tuple(
        each
        for each in term_records(decisions)
        if each.decisions >= FEWEST_DECISIONS and each.refused * 2 > each.decisions
    )


def answer_from(request: Request, scans: Mapping[str, Scan]) -> Answer:
    """The suggestions a request asks for, given what was found in each of its sources (by document id)."""
    lowered = lowered_terms(request.decisions)
    weights = _weights(request.sources, scans, {(each.code, each.term) for each in lowered})
    refused = [each for each in request.decisions if each.verdict == "refused" and each.coder == request.coder]
    silent = Places(
        [(each.document, each.code, each.start, each.end) for each in request.coded]
        + [(each.document, each.code, each.start, each.end) for each in refused]
    )
    wanted = set(request.wanted)
    order = {source.document: number for number, source in enumerate(request.sources)}
    found = [
        suggestion
        for source in request.sources
        if source.document in wanted
        for suggestion in _of_document(request, source, scans[source.document], weights, silent)
    ]
    found.sort(key=lambda each: (-each.score, order[each.document], each.start, each.code))
    return Answer(tuple(found[: request.limit]), lowered)


def _weights(sources: Sequence[Source], scans: Mapping[str, Scan], distrusted: set[Cue]) -> Weights:
    """What every term found weighs, by language: a word is as rare as it is in the texts of its language."""
    words: Counter[str] = Counter()
    counts: Counter[tuple[str, Cue]] = Counter()
    kinds: dict[tuple[str, Cue], TermKind] = {}
    for source in sources:
        scan = scans[source.document]
        words[source.language] += scan.words
        for hit in scan.hits:
            key = (source.language, (hit.code, hit.term))
            counts[key] += 1
            kinds[key] = hit.kind
    return {
        (language, cue): KIND_WEIGHT[kinds[language, cue]]
        / (1 + 1000 * count / words[language])
        * (0.5 if cue in distrusted else 1)
        for (language, cue), count in counts.items()
    }


def _of_document(
    request: Request, source: Source, scan: Scan, weights: Weights, silent: Places
) -> Iterator[Suggestion]:
    """Sentence by sentence, the best few codes that may be offered there."""
    for number, in_sentence in groupby(scan.hits, key=lambda hit: hit.sentence):
        sentence = scan.sentences[number]
        by_code: dict[str, list[TermHit]] = {}
        for hit in in_sentence:
            if (hit.code, hit.term) not in request.muted and (request.codes is None or hit.code in request.codes):
                by_code.setdefault(hit.code, []).append(hit)
        offered = [
            _suggestion(source, sentence, code, hits, weights)
            for code, hits in by_code.items()
            if not silent.touch(source.document, code, sentence.start, sentence.end)
        ]
        offered.sort(key=lambda each: (-each.score, each.code))
        yield from offered[:MOST_CODES]


def _suggestion(source: Source, sentence: Segment, code: str, hits: list[TermHit], weights: Weights) -> Suggestion:
    evidence = tuple(Evidence("term", source.text[h.start : h.end], h.start, h.end, h.term) for h in hits)
    score = score_of(hits, {(hit.code, hit.term): weights[source.language, (hit.code, hit.term)] for hit in hits})
    quote = source.text[sentence.start : sentence.end]
    return Suggestion(source.document, sentence.start, sentence.end, quote, code, score, evidence)


def score_of(hits: Iterable[TermHit], weights: Mapping[Cue, float]) -> float:
    """1 - Π (1 - w) over the different terms; a term adds nothing where stronger ones hold all of its places."""
    places: dict[Cue, list[TermHit]] = {}
    for hit in hits:
        places.setdefault((hit.code, hit.term), []).append(hit)
    taken: list[TermHit] = []
    doubt = 1.0
    for cue, own in sorted(places.items(), key=lambda item: (-weights[item[0]], item[0])):
        if all(any(hit.start < other.end and other.start < hit.end for other in taken) for hit in own):
            continue
        doubt *= 1 - weights[cue]
        taken += own
    return round(1 - doubt, 4)

"""The spaCy component `qualcode_terms`: finds all terms of a codebook in a text in one pass.

It works on arrays over spaCy's tokens. Terms have their own words (`model.terms.word_parts`: split at apostrophes and
hyphens), so each kind of token is taken apart once and tokens that cut a word in two (`can|not`, `10|kg`) are joined
again; the outcome is that of `model.terms.matches` on every sentence, with lemmas besides where the pipeline has them.

It reads `doc.user_data["sentences"]`, stretches `[start, end)` of the doc's text that are searched (else all
sentences), and leaves `doc.user_data["term_hits"]`, a list of `TermHit`, and `doc.user_data["searched_words"]`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from qualcode.analysis.segment import sentences
from qualcode.model.terms import word_parts
from qualcode.suggest.lexicon import Entry, Lexicon
from qualcode.suggest.values import TermHit

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _TokenKind:
    """A token as written: its words (start, end, fit), and whether it may join a neighbour that touches it."""

    parts: tuple[tuple[int, int, int], ...]
    joins_left: bool
    joins_right: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The searched words of a doc in order: parallel lists of where they are, what they fit, in which sentence."""

    starts: list[int]
    ends: list[int]
    fits: list[int]
    sentences: list[int]


@Language.factory("qualcode_terms", default_config={"cues": []})
def create_terms(nlp: Language, name: str, cues: list[tuple[str, str]]) -> TermFinder:
    """The component for `nlp.add_pipe("qualcode_terms", config={"cues": [(code, term), ...]})`."""
    return TermFinder(Lexicon(cues))


def use_terms(nlp: Language, lexicon: Lexicon) -> None:
    """Let the pipeline look for these terms from now on."""
    if "qualcode_terms" not in nlp.pipe_names:
        nlp.add_pipe("qualcode_terms", last=True)
    finder = nlp.get_pipe("qualcode_terms")
    assert isinstance(finder, TermFinder)
    finder.lexicon = lexicon


class TermFinder:
    """Finds a lexicon's terms in docs. `lexicon` may be exchanged between docs."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._kinds: dict[tuple[int, int], _TokenKind] = {}

    @property
    def lexicon(self) -> Lexicon:
        """The terms that are looked for."""
        return self._lexicon

    @lexicon.setter
    def lexicon(self, lexicon: Lexicon) -> None:
        if lexicon is not self._lexicon:
            self._lexicon = lexicon
            self._kinds = {}

    def __call__(self, doc: Doc) -> Doc:
        """Leave the hits in `doc.user_data`; offsets are those of `doc.text`."""
        stretches = doc.user_data.get("sentences")
        if stretches is None:
            stretches = [(each.start, each.end) for each in sentences(doc.text, ())]
        words = _searched(*self._words(doc), stretches)
        doc.user_data["searched_words"] = len(words.starts)
        doc.user_data["term_hits"] = _hits(self._lexicon, words)
        return doc

    def _words(self, doc: Doc) -> tuple[Ints, Ints, Ints]:
        """The starts, ends and fits of all words of the doc."""
        table = doc.to_array(["ORTH", "LEMMA", "IDX", "SPACY"]).astype(np.int64, copy=False).reshape(len(doc), 4)
        offsets = table[:, 2]
        kinds, which = self._kinds_of(doc, table)
        counts = np.fromiter((len(kind.parts) for kind in kinds), np.int64, len(kinds))
        left = np.fromiter((kind.joins_left for kind in kinds), np.bool_, len(kinds))
        right = np.fromiter((kind.joins_right for kind in kinds), np.bool_, len(kinds))
        joined = right[which[:-1]] & left[which[1:]] & (table[:-1, 3] == 0)
        per_token = counts[which]
        again: list[tuple[int, int, int]] = []
        for first, last in _runs(joined):
            per_token[first : last + 1] = 0
            end = int(offsets[last]) + len(doc[last])
            again += self._parts(doc.text[offsets[first] : end], int(offsets[first]))
        flat = np.array(list(chain.from_iterable(kind.parts for kind in kinds)), np.int64).reshape(-1, 3)
        # The k-th word of a token is the k-th part of its kind.
        token = np.repeat(np.arange(len(doc)), per_token)
        nth = np.arange(len(token)) - np.repeat(np.cumsum(per_token) - per_token, per_token)
        parts = flat[(np.cumsum(counts) - counts)[which[token]] + nth]
        words = parts + np.stack([offsets[token], offsets[token], np.zeros_like(token)], axis=1)
        if again:
            words = np.concatenate([words, np.array(again, np.int64)])
            words = words[np.argsort(words[:, 0], kind="stable")]
        return words[:, 0], words[:, 1], words[:, 2]

    def _kinds_of(self, doc: Doc, table: Ints) -> tuple[list[_TokenKind], Ints]:
        """The different kinds of token in the doc, and for each token which one it is."""
        if table[:, 1].any():
            unique, which = np.unique(table[:, :2], axis=0, return_inverse=True)
        else:
            orths, which = np.unique(table[:, 0], return_inverse=True)
            unique = np.stack([orths, np.zeros_like(orths)], axis=1)
        strings = doc.vocab.strings
        kinds = []
        for orth, lemma in unique.tolist():
            kind = self._kinds.get((orth, lemma))
            if kind is None:
                text = strings[orth % 2**64]
                kind = self._kinds[orth, lemma] = self._kind(text, strings[lemma % 2**64] if lemma else "")
            kinds.append(kind)
        return kinds, which.reshape(-1)

    def _kind(self, text: str, lemma: str) -> _TokenKind:
        return _TokenKind(tuple(self._parts(text, 0, lemma)), _joins(text[:1]), _joins(text[-1:]))

    def _parts(self, text: str, offset: int, lemma: str = "") -> list[tuple[int, int, int]]:
        spans = word_parts(text)
        # A lemma is that of the whole token, so it says nothing about the parts of one that falls apart.
        lemma = lemma if len(spans) == 1 else ""
        return [(offset + s.start, offset + s.end, self._lexicon.fit(s.of(text), lemma)) for s in spans]


def _joins(char: str) -> bool:
    """Whether a token's outer character could be part of a word that goes on in the next token."""
    return char.isalnum() or unicodedata.category(char or " ").startswith("M")


def _runs(joined: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The first and last token of every run of tokens that are joined one to the next."""
    if not joined.any():
        return []
    edges = np.diff(np.concatenate([[False], joined, [False]]).astype(np.int8))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _searched(starts: Ints, ends: Ints, fits: Ints, stretches: Sequence[tuple[int, int]]) -> _Words:
    """The words that lie in the stretches, which are in order and do not overlap."""
    if not stretches:
        return _Words([], [], [], [])
    bounds = np.array(stretches, np.int64)
    inside = np.searchsorted(bounds[:, 0], starts, side="right") - 1
    kept = (inside >= 0) & (ends <= bounds[inside, 1])
    return _Words(starts[kept].tolist(), ends[kept].tolist(), fits[kept].tolist(), inside[kept].tolist())


def _hits(lexicon: Lexicon, words: _Words) -> list[TermHit]:
    """All hits, ordered by place and then by the order of the terms."""
    found = [
        (number, place, place)
        for place in _places([bool(fit.single) for fit in lexicon.fits], words.fits)
        for number in lexicon.fits[words.fits[place]].single
    ]
    found += _phrases(lexicon, words)
    found.sort(key=lambda hit: (hit[1], hit[2], hit[0]))
    return [
        TermHit(words.sentences[first], words.starts[first], words.ends[last], code, text, entry.kind)
        for number, first, last in found
        for entry in [lexicon.entries[number]]
        for code, text in entry.cues
    ]


def _places(wanted: list[bool], fits: list[int]) -> list[int]:
    found: list[int] = np.flatnonzero(np.array(wanted)[np.array(fits, np.int64)]).tolist()
    return found


def _phrases(lexicon: Lexicon, words: _Words) -> list[tuple[int, int, int]]:
    """Entry, first and last word of every phrase; per entry and sentence never overlapping, as `matches` has it."""
    later = np.array([not lexicon.later.isdisjoint(fit.words) for fit in lexicon.fits])[np.array(words.fits, np.int64)]
    near = np.zeros(len(later), np.bool_)
    for step in range(1, lexicon.reach + 1):
        near[:-step] |= later[step:]
    candidates: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for first in _places([bool(fit.opens) for fit in lexicon.fits], words.fits):
        if near[first]:
            for number in lexicon.fits[words.fits[first]].opens:
                last = _last_word(lexicon, lexicon.entries[number], words, first)
                if last is not None:
                    candidates.setdefault((words.sentences[first], number), []).append((last, -first))
    found = []
    for (_, number), places in candidates.items():
        taken = -1
        for last, negated in sorted(places):
            if -negated > taken:
                found.append((number, -negated, last))
                taken = last
    return found


def _last_word(lexicon: Lexicon, entry: Entry, words: _Words, first: int) -> int | None:
    """The nearest word that completes the phrase begun at word `first`, in the same sentence."""
    reached = {first}
    sentence = words.sentences[first]
    for number, word in zip(entry.words[1:], entry.term.words[1:], strict=True):
        reach = 1 if word.joined else 1 + entry.term.gap
        reached = {
            place
            for before in reached
            for place in range(before + 1, min(before + 1 + reach, len(words.fits)))
            if number in lexicon.fits[words.fits[place]].words and words.sentences[place] == sentence
        }
        if not reached:
            return None
    return min(reached)

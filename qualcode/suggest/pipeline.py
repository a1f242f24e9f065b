"""Which spaCy pipeline reads a language here, and how a document goes through it.

A trained pipeline is used where one is installed and its lemmas are of use; else a blank tokenizer, with lemmas from
`spacy-lookups-data` where that is installed, else without. Nothing is ever fetched. Sentences are ours, never
spaCy's: `analysis.segment` cuts them and the component `qualcode_segments` tells spaCy.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_installed_models

from qualcode.analysis.segment import sentences
from qualcode.model.message import N_, Message
from qualcode.model.suggestion import Segment
from qualcode.suggest.values import name_of

if TYPE_CHECKING:
    from thinc.types import Ints2d

CHUNK = 100_000

# Small ones first: their lemmas are hardly worse, and they load in a second instead of ten. `trf` needs minutes a text.
_SIZES = ("sm", "md", "lg")
# What lemmas are made from. A parser and a recogniser of names would cost most of the time and nobody asks them.
_LEMMA_FACTORIES = ("tok2vec", "tagger", "morphologizer", "attribute_ruler", "lemmatizer", "trainable_lemmatizer")
_IDLE = ("parser", "ner", "senter", "sentencizer", "entity_ruler", "entity_linker", "textcat", "span_ruler", "spancat")
# Plurals in each language: lemmas that leave all of these as they are are no lemmas.
_PROBES = {
    "fr": "les maisons étaient grandes",
    "nl": "de huizen waren groter",
    "en": "the houses were bigger",
    "de": "die Häuser waren größer",
}
# spaCy peels punctuation off a token one by one, in quadratic time: 32,000 brackets in a row took a minute.
_LONGEST_TOKEN = 100
_ENDLESS = re.compile(rf"\S{{{_LONGEST_TOKEN + 1},}}")
_SLICE = re.compile(rf"[^\W_]{{1,{_LONGEST_TOKEN}}}|[\W_]{{1,{_LONGEST_TOKEN}}}")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A language's pipeline; `source` names where it comes from, `notes` tell what was installed but of no use."""

    nlp: Language
    source: str
    lemmas: bool
    notes: tuple[Message, ...] = ()


@Language.component("qualcode_segments")
def set_segments(doc: Doc) -> Doc:
    """Mark where our sentences begin and end: `doc.user_data["sentences"]` has them, or they are cut here."""
    stretches = doc.user_data.get("sentences")
    if stretches is None:
        stretches = [(each.start, each.end) for each in sentences(doc.text, ())]
    bounds = np.array([bound for stretch in stretches for bound in stretch], np.int64)
    words = np.flatnonzero([not token.is_space for token in doc])
    offsets = doc.to_array(["IDX"]).astype(np.int64).reshape(-1)[words]
    firsts = np.searchsorted(offsets, bounds)
    marks = np.zeros((len(doc), 1), np.uint64)
    marks[words[firsts[firsts < len(words)]]] = 1
    # All at once: each assignment to `is_sent_start` goes through the whole doc.
    doc.from_array(["SENT_START"], cast("Ints2d", marks))
    return doc


@cache
def pipeline(language: str) -> Pipeline:
    """The best pipeline there is for a language (`fr`, `nl`, `en`, `de`, or any other), loaded once a process."""
    notes = []
    for name in _installed(language):
        try:
            nlp = _trained(name)
        except (OSError, ValueError, ImportError) as error:
            notes.append(_unused(name, name_of(error)))
            continue
        if _has_lemmas(nlp, language):
            return Pipeline(_with_segments(nlp), f"{name} {nlp.meta.get('version', '')}".strip(), True, tuple(notes))
        notes.append(_unused(name, Message(N_("it makes no lemmas"))))
    nlp, lemmas = _blank(language)
    return Pipeline(_with_segments(nlp), "spacy-lookups-data" if lemmas else "spacy", lemmas, tuple(notes))


def docs(nlp: Language, text: str, segments: Sequence[Segment], size: int = CHUNK) -> Iterator[tuple[Doc, int, int]]:
    """The text around `segments` as finished docs of some `size` characters, cut between segments.

    Each comes with the offset of its first character in `text` and the number of its first segment. A segment longer
    than `size` is not cut. The segments must be in order.
    """
    first = 0
    while first < len(segments):
        last = first
        while last + 1 < len(segments) and segments[last + 1].end - segments[first].start <= size:
            last += 1
        offset = segments[first].start
        doc = make_doc(nlp, text[offset : segments[last].end])
        doc.user_data["sentences"] = [(each.start - offset, each.end - offset) for each in segments[first : last + 1]]
        yield nlp(doc), offset, first
        first = last + 1


def make_doc(nlp: Language, text: str) -> Doc:
    """The tokens of `text`, of any length; stretches without white space that are no words are cut up first."""
    if not _ENDLESS.search(text):
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    start = 0
    for endless in _ENDLESS.finditer(text):
        _add(nlp.make_doc(text[start : endless.start()]), words, spaces)
        slices = _SLICE.findall(endless[0])
        words += slices
        spaces += [False] * len(slices)
        start = endless.end()
    _add(nlp.make_doc(text[start:]), words, spaces)
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _add(doc: Doc, words: list[str], spaces: list[bool]) -> None:
    words += [token.text for token in doc]
    spaces += [bool(token.whitespace_) for token in doc]


def _installed(language: str) -> list[str]:
    """The trained pipelines installed for the language, those to try first in front."""
    names = [
        name for name in get_installed_models() if name.split("_")[0] == language and name.split("_")[-1] in _SIZES
    ]
    return sorted(names, key=lambda name: (_SIZES.index(name.split("_")[-1]), name))


def _trained(name: str) -> Language:
    with warnings.catch_warnings():
        # Made for another version of spaCy: whether it works is tried out, see `_has_lemmas`.
        warnings.simplefilter("ignore")
        nlp = spacy.load(name, exclude=_IDLE)
    for pipe in [pipe for pipe in nlp.pipe_names if nlp.get_pipe_meta(pipe).factory not in _LEMMA_FACTORIES]:
        nlp.remove_pipe(pipe)
    return nlp


def _has_lemmas(nlp: Language, language: str) -> bool:
    """Whether lemmas come out that differ from the words: a lemmatizer without its tables changes nothing."""
    probe = _PROBES.get(language, "")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return any(token.lemma_ and token.lemma_.lower() != token.lower_ for token in nlp(probe))
    except ValueError:
        # How spaCy says that a component was never given its data.
        return False


def _blank(language: str) -> tuple[Language, bool]:
    """A tokenizer without training, with table lemmas where they are installed; whether they are."""
    try:
        nlp = spacy.blank(language)
    except ImportError:
        # A language spaCy has never heard of still has words.
        return spacy.blank("xx"), False
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    try:
        nlp.initialize()
    except ValueError:
        nlp.remove_pipe("lemmatizer")
    return nlp, "lemmatizer" in nlp.pipe_names and _has_lemmas(nlp, language)


def _with_segments(nlp: Language) -> Language:
    # The limit guards parsers that need a gigabyte a text; ours are cut into chunks and have no parser.
    nlp.max_length = 10**9
    nlp.add_pipe("qualcode_segments", first=True)
    return nlp


def _unused(name: str, reason: str | Message) -> Message:
    return Message(N_("The installed spaCy pipeline {name} is not used: {reason}."), {"name": name, "reason": reason})

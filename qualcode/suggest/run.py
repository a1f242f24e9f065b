"""Answers a request for suggestions: spaCy reads, `score` weighs. Importing this loads spaCy.

For the command line, where a second or two do not matter; the screen asks `worker`, which calls this elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

from qualcode.analysis.segment import sentences
from qualcode.model.message import N_, Message
from qualcode.suggest.lexicon import Lexicon
from qualcode.suggest.pipeline import docs, pipeline
from qualcode.suggest.score import answer_from
from qualcode.suggest.terms import use_terms
from qualcode.suggest.values import Answer, Cue, Request, Scan, Source, TermHit


def answer(request: Request) -> Answer:
    """The suggestions that `request` asks for, best first. Deterministic; needs no network.

    Raises `model.terms.TermFault` where the codebook has a term that is none.
    """
    scans = {each.document: scan(each, request.cues.get(each.language, ())) for each in request.sources}
    found = answer_from(request, scans)
    return Answer(found.suggestions, found.lowered, _notes(request))


def warm(language: str) -> None:
    """Load what reading a language needs, so that the first answer comes sooner."""
    pipeline(language)


@lru_cache(maxsize=1_000)
def scan(source: Source, cues: tuple[Cue, ...]) -> Scan:
    """The terms in a document's narrated sentences. Kept, so that a project's other documents are read only once."""
    told = tuple(each for each in sentences(source.text, source.turns) if each.narrator)
    if not cues:
        return Scan(told, (), 0)
    nlp = pipeline(source.language).nlp
    use_terms(nlp, _lexicon(cues))
    hits: list[TermHit] = []
    words = 0
    for doc, offset, first in docs(nlp, source.text, told):
        found: list[TermHit] = doc.user_data["term_hits"]
        words += doc.user_data["searched_words"]
        hits += (
            TermHit(first + hit.sentence, offset + hit.start, offset + hit.end, hit.code, hit.term, hit.kind)
            for hit in found
        )
    return Scan(told, tuple(hits), words)


@lru_cache(maxsize=16)
def _lexicon(cues: tuple[Cue, ...]) -> Lexicon:
    return Lexicon(cues)


def _notes(request: Request) -> tuple[Message, ...]:
    """What to tell: documents in a language without terms, installed pipelines that could not be used."""
    wanted = [each for each in request.sources if each.document in request.wanted]
    languages = dict.fromkeys(each.language for each in wanted)
    silent = N_("The codebook has no terms in the language “{language}”, so nothing can be suggested there.")
    notes = [Message(silent, {"language": each}) for each in languages if not request.cues.get(each)]
    for language in languages:
        if request.cues.get(language):
            notes += pipeline(language).notes
    return tuple(notes)

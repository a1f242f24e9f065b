"""The fast matcher finds what the plain one in `model.terms` finds, on anything that may be in a transcript."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from qualcode.analysis.segment import sentences
from qualcode.model.terms import matches, parse_term
from qualcode.model.text import canonical
from qualcode.suggest.lexicon import Lexicon
from qualcode.suggest.pipeline import docs, make_doc
from qualcode.suggest.terms import use_terms
from qualcode.suggest.values import Cue, TermHit

TERMS = [
    "emploi",
    "embauch*",
    "*winkel",
    "savoir-faire",
    "pôle emploi",
    '"temps de travail"',
    "j'aime travail*",
    "can not",
    "cannot",
    "l'emploi",
    "straße",
    "école",
    "10",
    "do not",
    "emploi emploi",
    "confian* *winkel",
    "İstanbul",
    "a b c",
]
SPOKEN = """
    emploi Emploi l'emploi d’emploi (emploi) emploi. Emploi? EMBAUCHÉ embauche kringwinkel KRINGWINKEL winkels winkel
    savoir faire savoir-faire Pôle pôle-emploi temps de du travail travailler j'aime J’aime confiance confiant
    can't cannot can not don't do gonna 's-ochtends zo'n STRASSE Straße strasse école E\u0301COLE e\u0301cole
    10kg 10 km www.emploi.fr emploi_fixe a b c a.b.c a-b'c İstanbul i̇stanbul … « » - 👩\u200d👧emploi \u0301
"""
WORDS = [*SPOKEN.split(), "(" * 130, "é" * 130 + "emploi"]


def found(nlp: Language, text: str, cues: list[Cue], size: int = 40) -> set[tuple[int, int, str, str]]:
    use_terms(nlp, Lexicon(cues))
    told = sentences(text, ())
    hits: set[tuple[int, int, str, str]] = set()
    for doc, offset, first in docs(nlp, text, told, size):
        here: list[TermHit] = doc.user_data["term_hits"]
        for hit in here:
            sentence = told[first + hit.sentence]
            assert sentence.start <= offset + hit.start < offset + hit.end <= sentence.end
            hits.add((offset + hit.start, offset + hit.end, hit.code, hit.term))
    return hits


def expected(text: str, cues: list[Cue]) -> set[tuple[int, int, str, str]]:
    return {
        (told.start + span.start, told.start + span.end, code, term)
        for told in sentences(text, ())
        for code, term in cues
        for span in matches(parse_term(term), text[told.start : told.end])
    }


@pytest.fixture(scope="module", params=["en", "nl", "xx"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return spacy.blank(request.param)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(["x/one", "x/two"]), st.sampled_from(TERMS)), max_size=8),
    st.lists(
        st.tuples(st.sampled_from(WORDS) | st.text(max_size=4), st.sampled_from([" ", " ", " ", "", ". ", "\n", "  "])),
        max_size=14,
    ),
)
def test_it_finds_what_the_plain_matcher_finds(nlp: Language, cues: list[Cue], pieces: list[tuple[str, str]]) -> None:
    text = canonical("".join(word + gap for word, gap in pieces)).text
    assert found(nlp, text, cues) == expected(text, cues)


@pytest.mark.parametrize(("language", "pattern"), [("fr", "fr-stories/*.txt"), ("nl", "nl-ifadv/*.txt")])
def test_it_finds_what_the_plain_matcher_finds_in_real_talk(shared: Path, language: str, pattern: str) -> None:
    paths = sorted(shared.glob("transcripts/" + pattern))[:2]
    text = canonical("\n".join(path.read_text(encoding="utf-8") for path in paths)).text
    # Terms made of the talk itself, so that there is something to find.
    words = sorted({word for word in text.split() if word.isalpha() and len(word) > 3})[:300:5]
    cues = [("word", word) for word in words]
    cues += [("part", f"{word[:4]}*") for word in words if len(word) > 4]
    cues += [
        ("phrase", f"{one} {two}") for one, two in zip(words[::3], ["de", "het", "et", "en", "un"] * 9, strict=False)
    ]
    cues += [("oral", term) for term in ("et puis", "c'est", "il y a", "heb ik", "en toen", "zo'n", "on a euh")]
    wanted = expected(text, cues)
    assert len(wanted) > 50
    assert found(spacy.blank(language), text, cues) == wanted


def test_lemmas_count_for_whole_words_only() -> None:
    nlp = spacy.blank("en")
    use_terms(nlp, Lexicon([("x", "house"), ("y", "hous*"), ("z", "big house"), ("z", "mouse")]))
    doc = Doc(
        nlp.vocab,
        words=["Houses", "and", "big", "houses", "mice-trap"],
        lemmas=["house", "and", "big", "house", "mouse"],
    )
    hits = nlp(doc).user_data["term_hits"]
    assert [(hit.code, doc.text[hit.start : hit.end]) for hit in hits] == [
        ("x", "Houses"),
        ("y", "Houses"),
        ("z", "big houses"),
        ("x", "houses"),
        ("y", "houses"),
    ]


def test_only_the_given_stretches_are_searched() -> None:
    nlp = spacy.blank("en")
    use_terms(nlp, Lexicon([("x", "work"), ("x", "work here")]))
    doc = nlp.make_doc("Do you work here? I work. Here I rest.")
    doc.user_data["sentences"] = [(18, 25), (26, 38)]
    nlp(doc)
    assert [(hit.sentence, hit.start, hit.end, hit.term) for hit in doc.user_data["term_hits"]] == [(0, 20, 24, "work")]
    assert doc.user_data["searched_words"] == 5


def test_the_component_can_be_added_like_any_other() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("qualcode_terms", config={"cues": [("x", "paid work")]})
    assert [hit.code for hit in nlp("They offer paid and lasting work.").user_data["term_hits"]] == ["x"]
    assert nlp("").user_data["term_hits"] == []


def test_two_codes_may_share_a_term() -> None:
    nlp = spacy.blank("en")
    assert found(nlp, "A garden.", [("x", "garden"), ("y", "Garden")]) == {(2, 8, "x", "garden"), (2, 8, "y", "Garden")}


def test_endless_rows_of_marks_do_not_stop_it() -> None:
    nlp = spacy.blank("en")
    text = "(" * 300_000 + " work " + "://a" * 100_000 + " work"
    began = time.process_time()
    doc = make_doc(nlp, text)
    # spaCy alone would take hours over this.
    assert time.process_time() - began < 5
    assert doc.text == text
    assert len(found(nlp, text, [("x", "work")])) == 2


def test_terms_cost_less_than_reading_twice_again(shared: Path) -> None:
    paths = sorted(shared.glob("transcripts/nl-ifadv/*.txt"))
    text = canonical("\n".join(path.read_text(encoding="utf-8") for path in paths)).text * 5
    words = sorted({word for word in text.split() if word.isalpha() and len(word) > 3})
    # As many terms as the shared codebook has in a language, one of them in about every tenth word.
    cues = [(f"c/{n % 34}", f"{word[:5]}*" if n % 2 else word) for n, word in enumerate(words[:400])]
    cues += [
        (f"c/{n % 34}", f"{one} {two}") for n, (one, two) in enumerate(zip(words, words[7:], strict=False)) if n < 100
    ]

    def seconds(work: Callable[[Language], object]) -> float:
        nlp = spacy.blank("nl")
        nlp.max_length = len(text) + 1
        began = time.process_time()
        work(nlp)
        return time.process_time() - began

    reading = min(seconds(lambda nlp: nlp.make_doc(text)) for _ in range(2))
    everything = min(seconds(lambda nlp: found(nlp, text, cues, 100_000)) for _ in range(2))
    assert everything < 3 * reading

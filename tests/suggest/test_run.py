"""From a transcript to suggestions, with real talk and a real codebook."""

from __future__ import annotations

from pathlib import Path

from qualcode.model.document import TurnView
from qualcode.model.text import canonical
from qualcode.suggest.run import answer
from qualcode.suggest.values import Coded, Request, Source

CUES = {
    "fr": (("economic/employment", "embauch*"), ("economic/employment", "trouver emploi"), ("social/ties", "copain*")),
    "nl": (("social/ties", "vriend*"), ("economic/skills", "geleerd")),
}
STORY = """\
Q: Vous avez trouvé un emploi ?
R: J'ai fini par trouver un petit emploi. Ils m'ont embauchée !
R: Et des copains."""


def turn(index: int, start: int, end: int, interviewer: bool = False) -> TurnView:
    return TurnView(index, start, end, start - 3, None, None, interviewer, None, None)


def told(text: str) -> Source:
    turns = []
    start = 0
    for index, line in enumerate(text.split("\n")):
        turns.append(turn(index, start + 3, start + len(line), line.startswith("Q")))
        start += len(line) + 1
    return Source("d1", "fr", text, tuple(turns))


def test_narrators_words_are_cues_and_the_interviewers_are_not() -> None:
    found = answer(Request(("d1",), (told(STORY),), CUES))
    assert [(each.code, each.quote) for each in found.suggestions] == [
        ("economic/employment", "J'ai fini par trouver un petit emploi."),
        ("economic/employment", "Ils m'ont embauchée !"),
        ("social/ties", "Et des copains."),
    ]
    assert [(each.text, each.detail) for each in found.suggestions[0].evidence] == [
        ("trouver un petit emploi", "trouver emploi")
    ]
    assert found.notes == ()


def test_every_place_is_one_in_the_document_whatever_the_chunks() -> None:
    text = "\n".join(STORY for _ in range(1_500))
    found = answer(Request(("d1",), (told(text),), CUES)).suggestions
    assert len(text) > 100_000 and len(found) == 4_500
    for each in found:
        assert text[each.start : each.end] == each.quote
        assert all(text[e.start : e.end] == e.text and each.start <= e.start for e in each.evidence)
    # The same question has the same answer, also where a coding stands in the way of one place.
    again = answer(Request(("d1",), (told(text),), CUES, coded=(Coded("d1", 40, 50, "economic/employment"),)))
    assert again.suggestions == tuple(each for each in found if (each.start, each.code) != (35, "economic/employment"))


def test_documents_are_read_in_their_own_language_and_one_without_terms_is_told() -> None:
    sources = (told(STORY), Source("d2", "nl", "Ik heb er vrienden gemaakt."), Source("d3", "de", "Ich habe Freunde."))
    found = answer(Request(("d2", "d3"), sources, CUES))
    assert [(each.document, each.code) for each in found.suggestions] == [("d2", "social/ties")]
    assert [str(note) for note in found.notes] == [
        "The codebook has no terms in the language “de”, so nothing can be suggested there."
    ]


def test_nothing_comes_of_nothing() -> None:
    assert answer(Request((), (), {})).suggestions == ()
    assert answer(Request(("d1",), (Source("d1", "fr", " \n "),), CUES)).suggestions == ()


def test_real_stories_get_suggestions_with_their_reasons(shared: Path) -> None:
    cues = {"fr": (("social/ties", "copain*"), ("social/ties", "ensemble"), ("economic/skills", "j'ai appris"))}
    paths = sorted(shared.glob("transcripts/fr-stories/*.txt"))
    sources = tuple(Source(path.stem, "fr", canonical(path.read_text(encoding="utf-8")).text) for path in paths)
    found = answer(Request(tuple(each.document for each in sources), sources, cues)).suggestions
    assert found
    texts = {each.document: each.text for each in sources}
    assert all(texts[each.document][each.start : each.end] == each.quote for each in found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)

from __future__ import annotations

import random
import re
import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.edits import Edit, edits
from qualcode.importers import registry

WORDS = st.lists(
    st.sampled_from(["alors", "oui", "l'usine", "é", "e\u0301", "vélo", "👩‍👩‍👧", "🇫🇷", "\n", ". ", " "]), max_size=25
)
TEXTS = st.text(max_size=60) | WORDS.map("".join)


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[each.start : each.end], new[each.new_start : each.new_end]) for each in edits(old, new)]


def rebuilt(old: str, new: str, found: list[Edit]) -> str:
    pieces = []
    at = 0
    for each in found:
        pieces += [old[at : each.start], new[each.new_start : each.new_end]]
        at = each.end
    return "".join((*pieces, old[at:]))


@given(TEXTS, TEXTS)
def test_edits_turn_the_one_text_into_the_other_and_stand_apart(old: str, new: str) -> None:
    found = edits(old, new)
    assert rebuilt(old, new, found) == new
    at = new_at = -1
    for each in found:
        assert each.start > at or each.new_start > new_at
        assert (each.start, each.new_start) >= (at, new_at)
        assert each.start < each.end or each.new_start < each.new_end
        at, new_at = each.end, each.new_end


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert edits(text, text) == []


def test_a_word_is_edited_as_a_whole() -> None:
    assert shown("il mange bien", "il mangent bien") == [("mange", "mangent")]
    assert shown("la confience, dans", "la confiance, dans") == [("confience", "confiance")]
    assert shown("un e de plus", "un e\u0301 de plus") == [("e", "e\u0301")]


def test_words_corrected_one_by_one_are_edits_of_their_own() -> None:
    assert shown("Les enfant. Etait ce vrai", "Les enfants. Était ce vrai") == [
        ("enfant", "enfants"),
        ("Etait", "Était"),
    ]


def test_what_is_put_in_is_a_whole_line_or_sentence_where_it_can_be() -> None:
    assert shown("Bien. Alors je viens.", "Bien. Ainsi va. Alors je viens.") == [("", "Ainsi va. ")]
    before = "Paul : Ça va ?\nMarie : Bonjour.\n"
    assert shown(before, "Paul : Ça va ?\nMarie : Oui.\nMarie : Bonjour.\n") == [("", "Marie : Oui.\n")]
    assert shown("Oui. Oui. Non.", "Oui. Non.") == [("Oui. ", "")]


def transcripts(shared: Path) -> list[str]:
    found = [registry.read(path).text for path in sorted((shared / "transcripts" / "fr-artisans").glob("*.docx"))]
    assert found
    return found


def test_a_name_replaced_throughout_interviews_is_all_that_is_found(shared: Path) -> None:
    for text in transcripts(shared):
        new = re.sub(r"\bjournée\b", "semaine", text)
        assert shown(text, new) == [("journée", "semaine")] * len(re.findall(r"\bjournée\b", text))


def test_a_paragraph_that_was_moved_is_taken_out_and_put_in_whole(shared: Path) -> None:
    text = max(transcripts(shared), key=len)
    paragraphs = text.split("\n")
    long = max(range(10, len(paragraphs) - 10), key=lambda index: len(paragraphs[index]))
    moved = paragraphs[long]
    rest = [*paragraphs[:long], *paragraphs[long + 1 :]]
    rest.insert(3, moved)
    found = shown(text, "\n".join(rest))
    assert sorted(("".join(old), "".join(new)) for old, new in found) == [("", moved + "\n"), (moved + "\n", "")]


def test_a_long_text_with_many_edits_is_compared_in_a_moment(shared: Path) -> None:
    # Repeating a text leaves no word that occurs once: the hardest case that real words make.
    text = "\n".join(transcripts(shared) * 3)[:1_000_000]
    drawn = random.Random(7)
    places = sorted(drawn.sample(range(len(text)), 500))
    new = "".join(text[a:b] + "ø" for a, b in zip([0, *places], [*places, len(text)], strict=True))
    started = time.process_time()
    found = edits(text, new)
    assert time.process_time() - started < 3
    assert rebuilt(text, new, found) == new
    assert sum(each.end - each.start for each in found) < 20_000

    started = time.process_time()
    one = edits(text, text[:500_000] + " euh" + text[500_000:])
    assert len(one) == 1
    assert time.process_time() - started < 0.2


def test_texts_that_are_one_word_without_end_are_compared_too() -> None:
    text = "a" * 300_000
    started = time.process_time()
    assert len(edits(text, text[:1_000] + "b" + text[1_000:200_000] + "c" + text[200_000:])) >= 1
    assert len(edits("bla " * 100_000, "bla " * 60_000 + "blu " + "bla " * 60_000)) >= 1
    assert time.process_time() - started < 3

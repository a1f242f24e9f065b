from __future__ import annotations

import functools
import itertools
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.anchor import Alignment, Anchored, reanchor
from qualcode.analysis.edits import Edit
from qualcode.analysis.segment import sentences, snap
from qualcode.importers import registry
from qualcode.model.text import Anchor, Span
from tests.conftest import SHARED

STORY = """\
Récit de Fatima

INT : Comment avez-vous connu l'atelier ?

FATIMA : C'est Mamadou qui m'a appris le vélo. Le midi, sur le parking. J'ai crié de joie !
Maintenant je viens travailler en vélo, même l'hiver. Ma fille n'en revient pas.

INT : Et la confiance ?

FATIMA : La confiance est revenue petit à petit. Avant, je parlais à personne. Maintenant je parle à tout le monde.
"""


def anchors(text: str, *quotes: str) -> list[Anchor]:
    return [Anchor(Span(text.index(quote), text.index(quote) + len(quote)), quote) for quote in quotes]


def one(old: str, new: str, quote: str) -> Anchored:
    return reanchor(old, new, anchors(old, quote))[0]


# What the coding of a passage must survive


def test_a_typo_within_a_passage_changes_its_words_and_not_its_place() -> None:
    new = STORY.replace("crié", "pleuré")
    assert one(STORY, new, "J'ai crié de joie !") == Anchored(
        "changed", Span(new.index("J'ai pleuré"), new.index("\nMaintenant")), "J'ai pleuré de joie !"
    )


@pytest.mark.parametrize(
    ("old", "new", "quote", "now"),
    [
        ("C'est Mamadou", "C'est M.", "Mamadou", "M."),
        ("C'est Mamadou", "Mais c'est Mamadou", "C'est Mamadou qui m'a appris le vélo.", None),
        ("le vélo.", "les vélos.", "C'est Mamadou qui m'a appris le vélo.", "C'est Mamadou qui m'a appris les vélos."),
        (" J'ai crié de joie !", "", "Le midi, sur le parking. J'ai crié de joie !", "Le midi, sur le parking."),
        ("Le midi, sur", "Le midi, euh, sur", "Le midi, sur le parking.", "Le midi, euh, sur le parking."),
        ("parking.", "parking. Derrière.", "Le midi, sur le parking.", "Le midi, sur le parking."),
        ("Le midi", "Voilà. Le midi", "Le midi, sur le parking.", "Le midi, sur le parking."),
    ],
)
def test_what_an_edit_makes_of_a_passage(old: str, new: str, quote: str, now: str | None) -> None:
    text = STORY.replace(old, new, 1)
    found = one(STORY, text, quote)
    assert found.fate == ("kept" if found.quote == quote else "changed")
    assert found.quote == (now or quote.replace(old, new))
    assert found.place.of(text) == found.quote


def test_a_passage_that_was_taken_out_is_adrift_where_it_was() -> None:
    quote = "J'ai crié de joie !"
    new = STORY.replace(f" {quote}", "")
    found = one(STORY, new, quote)
    assert (found.fate, found.quote) == ("adrift", quote)
    assert new[: found.place.start].endswith("sur le parking.")
    assert not found.place


def test_a_passage_that_was_rewritten_is_adrift() -> None:
    quote = "La confiance est revenue petit à petit. Avant, je parlais à personne."
    new = STORY.replace(quote, "On m'a donné un tablier et des clés, puis un contrat de six mois à mi-temps.")
    assert one(STORY, new, quote).fate == "adrift"


def test_a_paragraph_that_was_moved_takes_its_codings_along() -> None:
    paragraph = "FATIMA : La confiance est revenue petit à petit. Avant, je parlais à personne."
    start = STORY.index(paragraph)
    new = paragraph + "\n" + STORY[:start] + STORY[start + len(paragraph) + 1 :]
    found = one(STORY, new, "Avant, je parlais à personne.")
    assert (found.fate, found.place.start) == ("moved", new.index("Avant,"))


def test_the_same_words_said_elsewhere_are_another_utterance() -> None:
    old = "Paul : Oui, c'est ça.\n\nMarie : Et le vélo, il roule bien ?\n\nPaul : Oui, c'est ça.\n"
    new, last = old[old.index("Marie") :], old.rindex("Oui")
    assert reanchor(old, new, [Anchor(Span(7, 21), "Oui, c'est ça.")])[0].fate == "adrift"
    assert reanchor(old, new, [Anchor(Span(last, last + 14), "Oui, c'est ça.")])[0].fate == "kept"


def test_words_that_fit_several_places_go_where_the_words_around_them_are() -> None:
    told = "Et le vélo ? Oui, bien sûr. Il roule.\nEt le contrat ? Oui, bien sûr. Il est signé.\n"
    filler = "Puis nous avons parlé longuement de l'atelier, des horaires, du bruit et des machines à bois.\n" * 4
    old, new = told + filler, filler + told
    found = reanchor(old, new, [Anchor(Span(at, at + 14), "Oui, bien sûr.") for at in (13, 54)])
    assert [each.fate for each in found] in (["moved", "moved"], ["kept", "kept"])
    assert [each.place.start for each in found] == [len(filler) + 13, len(filler) + 54]


def test_words_no_longer_on_their_place_are_looked_for() -> None:
    quote = "J'aime le vélo du matin."
    anchor = Anchor(Span(0, len(quote)), quote)
    assert reanchor(STORY, STORY, [anchor])[0].fate == "adrift"
    assert reanchor("Rien.", f"Rien. {quote}", [anchor])[0] == Anchored("moved", Span(6, 30), quote)
    assert reanchor("Rien.", "Rien. Oui.", [Anchor(Span(0, 4), "Oui.")])[0].fate == "adrift"


def test_a_mark_put_on_a_letter_stays_on_it() -> None:
    new = STORY.replace("FATIMA : C'est", "FATIMA : C\u0327'est")
    found = one(STORY, new, "FATIMA : C")
    assert (found.fate, found.quote) == ("changed", "FATIMA : C\u0327")
    family = one("Il dit 👩 et rit", "Il dit 👩\u200d👧 et rit", "👩")
    assert (family.fate, family.quote) == ("changed", "👩\u200d👧")


def test_edits_that_are_known_need_not_be_found() -> None:
    found = reanchor("aaa aaa", "aaa b aaa", anchors("aaa aaa", "aaa"), [Edit(3, 3, 3, 5)])
    assert found == [Anchored("kept", Span(0, 3), "aaa")]
    assert Alignment("aaa aaa", "aaa b aaa", [Edit(3, 3, 3, 5)]).start(4) == 6


# Whatever the edit


@functools.cache
def real_texts() -> tuple[str, ...]:
    """Interviews and stories in three languages; the story above where the material is not here."""
    folders = ("fr-artisans", "de-haski", "fr-stories", "nl-ifadv")
    paths = [sorted((SHARED / "transcripts" / folder).glob("*.[dt][ox][ct]*"))[:3] for folder in folders]
    return (STORY, *(registry.read(path).text for some in paths for path in some))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, list[Edit]]:
    """A transcript, the same after some edits, and the edits as they were made."""
    text = draw(st.sampled_from(real_texts()))
    other = draw(st.sampled_from(real_texts()))
    pieces, changes = [], []
    at = length = 0
    marks = st.text("aeé\u0301 \n.,'’👩\u200d", max_size=8)
    for place in sorted(draw(st.lists(st.integers(0, len(text)), max_size=12))):
        start = max(place, at)
        end = min(start + draw(st.sampled_from([0, 0, 1, 1, 3, 20, 150, 2_000])), len(text))
        from_other = st.builds(lambda a, n: other[a : a + n], st.integers(0, len(other)), st.integers(0, 400))
        moved = st.builds(lambda a, n: text[a : a + n], st.integers(0, len(text)), st.integers(0, 400))
        put = draw(marks | from_other | moved)
        pieces += [text[at:start], put]
        length += start - at
        changes.append(Edit(start, end, length, length + len(put)))
        at, length = end, length + len(put)
    return text, "".join((*pieces, text[at:])), changes


def passages(text: str, count: int, seed: int) -> list[Anchor]:
    """Passages as people code: a sentence, several, part of one, a word; whole graphemes."""
    drawn = random.Random(seed)
    told = sentences(text, ())
    found = []
    for _ in range(count):
        first = drawn.randrange(len(told))
        last = min(first + drawn.choice([0, 0, 0, 1, 4]), len(told) - 1)
        start, end = told[first].start, told[last].end
        if drawn.random() < 0.3:
            start = drawn.randrange(start, end)
            end = drawn.randrange(start, end) + 1
        span = snap(Span(start, end), text)
        found.append(Anchor(span, span.of(text)))
    return found


@given(edited(), st.integers(0, 99))
def test_every_passage_has_its_words_or_is_adrift(made: tuple[str, str, list[Edit]], seed: int) -> None:
    old, new, changes = made
    coded = passages(old, 40, seed)
    for known in (None, changes):
        for anchor, found in zip(coded, reanchor(old, new, coded, known), strict=True):
            assert 0 <= found.place.start <= found.place.end <= len(new)
            if found.fate == "adrift":
                assert found.quote == anchor.quote
                continue
            assert found.place.of(new) == found.quote != ""
            assert (found.quote == anchor.quote) or found.fate == "changed"
            assert snap(found.place, new) == found.place


@given(edited(), st.integers(0, 99))
def test_edits_wholly_outside_a_passage_only_shift_it(made: tuple[str, str, list[Edit]], seed: int) -> None:
    old, new, changes = made
    for anchor, found in zip(*(coded := passages(old, 40, seed), reanchor(old, new, coded, changes)), strict=True):
        span = anchor.span
        if all(each.end <= span.start or each.start >= span.end for each in changes):
            shift = sum(
                each.new_end - each.new_start - (each.end - each.start) for each in changes if each.end <= span.start
            )
            moved = Span(span.start + shift, span.end + shift)
            assert found.place == snap(moved, new)
            assert found.fate == ("kept" if found.place == moved else "changed")


@given(st.sampled_from(range(10)), st.integers(0, 99))
def test_the_same_text_again_changes_nothing(number: int, seed: int) -> None:
    text = real_texts()[number % len(real_texts())]
    coded = passages(text, 40, seed)
    assert reanchor(text, text, coded) == [Anchored("kept", anchor.span, anchor.quote) for anchor in coded]


def fates(pairs: Sequence[tuple[str, str]]) -> Counter[str]:
    told: Counter[str] = Counter()
    for number, (old, new) in enumerate(pairs):
        whole = [Anchor(Span(each.start, each.end), old[each.start : each.end]) for each in sentences(old, ())]
        told.update(found.fate for found in reanchor(old, new, random.Random(number).sample(whole, 30)))
    return told


def interviews(shared: Path) -> list[str]:
    return [registry.read(path).text for path in sorted((shared / "transcripts" / "fr-artisans").glob("*.docx"))[:8]]


def test_two_hundred_slips_of_the_pen_leave_sentences_where_they_are(shared: Path) -> None:
    drawn = random.Random(1)

    def slips(text: str) -> str:
        for _ in range(200):
            at = drawn.randrange(1, len(text) - 1)
            text = text[:at] + drawn.choice(["", text[at] * 2, drawn.choice("aeiourst")]) + text[at + 1 :]
        return text

    told = fates([(text, slips(text)) for text in interviews(shared)])
    assert told["kept"] + told["changed"] >= 0.98 * told.total()
    assert told["moved"] == 0


def test_what_others_said_instead_is_not_taken_for_the_passage(shared: Path) -> None:
    texts = interviews(shared)
    told = fates(list(itertools.pairwise(texts)))
    # What two interviews share is the interviewer's questions.
    assert told["changed"] + told["moved"] <= 0.07 * told.total()
    assert told["adrift"] >= 0.9 * told.total()


def test_five_thousand_passages_in_a_long_text(shared: Path) -> None:
    text = "\n".join(interviews(shared) * 9)[:1_000_000]
    coded = [Anchor(Span(at, at + 150), text[at : at + 150]) for at in range(0, len(text) - 150, len(text) // 5_000)]
    started = time.process_time()
    found = reanchor(text, text[:300_000] + "euh " + text[300_000:], coded)
    assert time.process_time() - started < 0.5
    assert Counter(each.fate for each in found)["kept"] >= len(coded) - 2
    started = time.process_time()
    assert {each.fate for each in reanchor(text, "Rien de tout cela.", coded)} == {"adrift"}
    assert time.process_time() - started < 2

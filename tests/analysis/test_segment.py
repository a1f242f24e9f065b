"""Where text is cut: sentences as a reader of French, Dutch, English and German would cut them, and graphemes."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.segment import (
    graphemes,
    paragraph_at,
    paragraphs,
    segment_at,
    sentence_at,
    sentences,
    snap,
    turn_segments,
    word_at,
)
from qualcode.model.document import TurnView
from qualcode.model.suggestion import Segment
from qualcode.model.text import Span, canonical


def cut(text: str) -> list[str]:
    return [text[each.start : each.end] for each in sentences(text, ())]


def turn(index: int, start: int, end: int, interviewer: bool = False) -> TurnView:
    return TurnView(index, start, end, start, None, None, interviewer, None, None)


@pytest.mark.parametrize(
    "marked",
    [
        # French: spaced marks, guillemets, abbreviations, elisions, oral speech without capitals.
        "M. Dupont est venu.| Il a dit « Ah bon ? » puis rien…| Enfin si !| Voilà, p. ex. ici, etc. et c'est tout.",
        "J'ai vu Mme. Lefèvre à 18h30.| Elle partait à 19.45 précises.| On était 12.| Après non.",
        "« Tu viens ? »| « Non. »| Et « voilà ! » dit-il.",
        "c'est... c'est dur.| et puis voilà.| il y a.| Mais oui.| Qu'est-ce qu'il a.| Rien.",
        "Ça va ?| – Oui.| – Bon !| On m'a dit (je ne sais plus qui ?) de venir.",
        "Au c.-à-d. dès le début.| C'était en 2012.| Ensuite le no. 4.| Moi j'ai dit no.| Voilà.",
        "Monsieur D. Leroy et F. sont là.| Et l'art. 3 ?| C'est de l'art.| Oui.",
        "1. Première question ?| 2. Deuxième question",
        # Dutch.
        "Ik werk bij de VDAB, d.w.z. drie dagen, bv. op maandag.| Dhr. Peeters zei: “Kom maar!”| En ik kwam.",
        "Dat kost 3.50 euro enz.| Daarna niet meer.| Dank u.| Hij woont in NL.| Ja, m.b.t. Gent.",
        # German: ordinals, both ways of quoting.
        "Am 3. Mai kam ich, z. B. mit Frau B. Meier, d. h. zu zweit.| „Gut.“| Das war's.| Die 2. Klasse war schwer.",
        "»So ist das.«| Er ging.| Er sagte: „Ja.“ und ging.| Es gab u. a. Bücher, Hefte usw. im Laden.",
        # English.
        "I said no.| Then e.g. Tom came.| So do I.| We met at 5 p.m.| It was fun... and then...| Nothing.",
        'Wow!!!| Really?!| Yes, at example.org.| "Fine."| (He left.)| Dr. Smith stayed.',
        # Omissions and pauses.
        "(…) Ich meine jetzt.| Ja.| [...] Nein.",
        "Une ligne sans fin|\n|Une autre. |\n\n|  Et une.| Dernière",
    ],
)
def test_sentences_as_a_reader_cuts_them(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|") if part.strip()]
    assert cut(marked.replace("|", "")) == expected


def test_a_sentence_stays_in_its_turn_and_knows_who_speaks() -> None:
    text = "Q: Et avant\nR: Avant rien. Après\nR: tout"
    turns = [turn(0, 3, 11, True), turn(1, 15, 33), turn(2, 36, 40)]
    found = sentences(text, turns)
    assert [(text[s.start : s.end], s.turn, s.narrator) for s in found] == [
        ("Et avant", 0, False),
        ("Avant rien.", 1, True),
        ("Après", 1, True),
        ("tout", 2, True),
    ]
    assert turn_segments([*turns, turn(3, 40, 40)]) == [
        Segment(3, 11, 0, False),
        Segment(15, 33, 1, True),
        Segment(36, 40, 2, True),
    ]


def test_speech_without_marks_stays_whole() -> None:
    speech = "et puis voilà quoi euh " * 60
    assert cut(speech) == [speech.strip()]


def test_paragraphs_are_lines_within_turns() -> None:
    text = "  Un. Deux.\n \n\nTrois "
    assert [text[p.start : p.end] for p in paragraphs(text, ())] == ["Un. Deux.", "Trois"]


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(" \n.!?…»«“”\"()abcAÉß37'’-–\t\u00a0\u202f\u0301\u200d🇫🇷👩한\u0600\u094dकß")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
).map(lambda raw: canonical(raw).text)


@st.composite
def turned_texts(draw: st.DrawFn) -> tuple[str, list[TurnView]]:
    text = draw(TEXTS)
    # A turn begins after a label or on a line of its own: never inside a grapheme.
    drawn = draw(st.lists(st.integers(0, len(text)), max_size=8))
    places = sorted(snap(Span(at, at), text).start for at in drawn)
    bounds = list(zip(places[::2], places[1::2], strict=False))
    return text, [turn(i, start, end, draw(st.booleans())) for i, (start, end) in enumerate(bounds)]


@given(turned_texts())
def test_segments_are_ordered_and_cover_what_is_said(given_text: tuple[str, list[TurnView]]) -> None:
    text, turns = given_text
    for found in (sentences(text, turns), paragraphs(text, turns)):
        assert all(one.end <= two.start for one, two in pairwise(found))
        covered = {i for s in found for i in range(s.start, s.end)}
        said = [range(t.start, t.end) for t in turns] or [range(len(text))]
        assert {i for r in said for i in r if not text[i].isspace()} <= covered
        assert all(text[s.start : s.end].strip() and "\n" not in text[s.start : s.end] for s in found)
        for each in found:
            holder = turns[each.turn] if each.turn is not None else turn(0, 0, len(text))
            assert each.turn is None or each.narrator is not holder.interviewer


@given(TEXTS)
def test_sentences_of_a_text_never_cut_a_grapheme(text: str) -> None:
    bounds = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    assert all(s.start in bounds and s.end in bounds for s in sentences(text, ()))


@given(TEXTS, st.data())
def test_snap_widens_to_whole_graphemes(text: str, data: st.DataObject) -> None:
    whole = [Span(match.start(), match.end()) for match in regex.finditer(r"\X", text)]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    touched = [each for each in whole if each.start < end and start < each.end]
    assert graphemes(text, start, end) == (touched if start < end else [])
    snapped = snap(Span(start, end), text)
    assert snap(snapped, text) == snapped
    if start < end:
        assert snapped == Span(touched[0].start, touched[-1].end)
    else:
        assert snapped.start == max((each.start for each in whole if each.start <= start), default=0) or start == len(
            text
        )


@given(turned_texts(), st.data())
def test_growing_a_selection_never_shrinks_it(given_text: tuple[str, list[TurnView]], data: st.DataObject) -> None:
    text, turns = given_text
    offset = data.draw(st.integers(0, len(text)))
    paragraph, sentence = paragraph_at(text, turns, offset), sentence_at(text, turns, offset)
    assert (paragraph is None) == (sentence is None)
    if paragraph and sentence:
        assert paragraph.contains(sentence)
    held = segment_at(sentences(text, turns), offset)
    if held and held.start <= offset < held.end:
        assert sentence == Span(held.start, held.end)


def test_growing_a_selection_step_by_step() -> None:
    text = "[Marie] (0:01)\nJ'ai trouvé du travail. Au savoir-faire près !\n\nFin"
    turns = [turn(0, 15, len(text))]
    inside = text.index("travail") + 2

    def said(span: Span | None) -> str:
        assert span is not None
        return span.of(text)

    assert said(word_at(text, inside)) == "travail"
    assert said(word_at(text, text.index("faire"))) == "savoir-faire"
    assert said(word_at(text, text.index("travail") + 7)) == "travail"
    assert said(sentence_at(text, turns, inside)) == "J'ai trouvé du travail."
    assert said(paragraph_at(text, turns, inside)) == "J'ai trouvé du travail. Au savoir-faire près !"
    assert said(sentence_at(text, turns, 2)) == "[Marie] (0:01)"
    blank = text.index("\n\n") + 1
    assert paragraph_at(text, turns, blank) is None and sentence_at(text, turns, blank) is None
    assert word_at(text, blank) is None and word_at("…", 0) is None


def test_a_grapheme_is_found_from_its_neighbourhood() -> None:
    family = "👩\u200d👩\u200d👧"
    assert snap(Span(2, 3), family + "!") == Span(0, 5)
    assert graphemes("e\u0301a", 0, 3) == [Span(0, 2), Span(2, 3)]
    for text in ("a" * 1_000_000, "🇫🇷" * 500_000, "e" + "\u0301" * 999_999, "한" * 1_000_000):
        began = time.process_time()
        for offset in range(500_000, 500_020):
            snap(Span(offset, offset + 1), text)
        assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "piece", ["mot ", ". ", ".", " ", "!)", "« Oui ? » ", "J. ", "…»", ". »x", "3. ", "p. ex. ", "Il est là. Et ? "]
)
def test_a_million_characters_on_one_line_are_read_once(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = (piece * (characters // len(piece) + 1))[:characters] + "x"
        began = time.process_time()
        sentences(text, ())
        return time.process_time() - began

    # Quadratic time would need a hundred times as long for ten times the text, and minutes for the whole.
    assert seconds(1_000_000) < max(40 * seconds(100_000), 2)


def test_real_transcripts_are_cut_into_readable_sentences(shared: Path) -> None:
    files = [*shared.glob("transcripts/fr-stories/*.txt"), *shared.glob("transcripts/nl-ifadv/*.txt")]
    assert files
    for file in files:
        text = canonical(file.read_text(encoding="utf-8")).text
        found = sentences(text, ())
        assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text.split())
        # These two corpora have an utterance a line, so no sentence is longer than what one breath can carry.
        assert sum(s.end - s.start for s in found) / len(found) < 120

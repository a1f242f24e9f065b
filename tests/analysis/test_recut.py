from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.anchor import Alignment
from qualcode.analysis.recut import Cut, labels_touched, recut
from qualcode.importers import registry
from qualcode.importers.base import Hints
from qualcode.importers.turns import find_turns
from qualcode.model.document import Turn
from tests.analysis.test_anchor import edited

STORY = """\
Récit de Fatima

INT : Comment avez-vous connu l'atelier ?

[00:00:12] FATIMA : C'est Mamadou. Il m'a appris le vélo.
Le midi, sur le parking.

INT : Et la confiance ?

FATIMA : Elle est revenue.
"""


def turns_of(text: str) -> list[Turn]:
    """As an import stores them; the speaker's id is the name."""
    return [
        Turn(str(n), "1", n, each.start, each.end, each.label_start, each.speaker, each.time, each.end_time)
        for n, each in enumerate(find_turns(text, Hints()).turns)
    ]


def cut(old: str, new: str, *, asking: bool = True) -> list[Cut]:
    alignment, turns = Alignment(old, new), turns_of(old)
    names = {turn.speaker or "": turn.speaker or "" for turn in turns}
    found = find_turns(new, Hints()).turns if asking and labels_touched(alignment, turns) else ()
    return recut(alignment, turns, names, found)


def told(old: str, new: str, *, asking: bool = True) -> list[tuple[str | None, str]]:
    """Who says what in the new text."""
    return [(each.name or each.speaker, new[each.start : each.end]) for each in cut(old, new, asking=asking)]


BEFORE = told(STORY, STORY)


def test_turns_of_an_unchanged_text_stay() -> None:
    assert [(each.start, each.end, each.label_start, each.speaker, each.time) for each in cut(STORY, STORY)] == [
        (turn.start, turn.end, turn.label_start, turn.speaker, turn.time) for turn in turns_of(STORY)
    ]
    assert [who for who, _ in BEFORE] == ["INT", "FATIMA", "INT", "FATIMA"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("C'est Mamadou. ", ""),
        ("vélo", "vélo et le foot"),
        ("C'est Mamadou", "Euh, c'est Mamadou"),
        ("revenue.", "revenue. Petit à petit."),
        ("le parking.", "le parking.\nEt puis le soir."),
        ("Elle est revenue.", ""),
        ("\n\nINT : Et", "\nINT : Et"),
    ],
)
def test_what_is_edited_in_a_speech_is_said_in_the_same_turn(old: str, new: str) -> None:
    assert told(STORY, STORY.replace(old, new, 1)) == [(who, said.replace(old, new).rstrip()) for who, said in BEFORE]


@pytest.mark.parametrize(
    ("edit", "touched"),
    [
        (lambda text: text.replace("Mamadou", "M."), False),
        (lambda text: text.replace("le parking", "la place"), False),
        (lambda text: text.replace("FATIMA", "F."), True),
        (lambda text: text.replace("Le midi", "Paul : Le midi"), True),
        (lambda text: text.replace("\n\nINT", "\nINT"), True),
        (lambda text: text.replace("INT : Et", "Et"), True),
    ],
)
def test_labels_are_looked_for_only_where_there_may_be_others(edit: Callable[[str], str], touched: bool) -> None:
    assert labels_touched(Alignment(STORY, edit(STORY)), turns_of(STORY)) is touched


def test_a_label_that_says_another_name_is_another_name() -> None:
    new = STORY.replace("FATIMA", "Mme F.")
    assert told(STORY, new) == [("Mme F." if who == "FATIMA" else who, said) for who, said in BEFORE]
    assert [each.time for each in cut(STORY, new)] == [None, 12.0, None, None]


def test_a_label_that_only_a_format_shows_keeps_its_turn() -> None:
    new = STORY.replace("FATIMA", "Mme F.")
    assert told(STORY, new, asking=False) == [("Mme F." if who == "FATIMA" else who, said) for who, said in BEFORE]


def test_a_turn_put_in_is_a_turn_and_parts_the_speech_around_it() -> None:
    line = "INT : Où ?\n\nFATIMA : "
    new = STORY.replace("Le midi", f"\n{line}Le midi")
    assert told(STORY, new) == [
        BEFORE[0],
        ("FATIMA", "C'est Mamadou. Il m'a appris le vélo."),
        ("INT", "Où ?"),
        ("FATIMA", "Le midi, sur le parking."),
        *BEFORE[2:],
    ]


def test_a_label_taken_out_leaves_its_words_to_who_spoke_before() -> None:
    new = STORY.replace("INT : Et la confiance ?", "Et la confiance ?")
    assert told(STORY, new) == [BEFORE[0], ("FATIMA", BEFORE[1][1] + "\n\nEt la confiance ?"), BEFORE[3]]


def test_a_turn_taken_out_is_gone_and_one_that_is_moved_is_where_it_is() -> None:
    turn = "INT : Et la confiance ?\n\n"
    assert told(STORY, STORY.replace(turn, "")) == [*BEFORE[:2], BEFORE[3]]
    moved = turn + STORY.replace(turn, "")
    assert told(STORY, moved)[0] == ("INT", "Et la confiance ?\n\nRécit de Fatima")
    assert told(STORY, moved)[1:] == [*BEFORE[:2], BEFORE[3]]


def test_where_nobody_is_named_a_turn_is_a_paragraph() -> None:
    old = "Je suis née à Liège.\n\nPuis j'ai travaillé.\n"
    assert told(old, old.replace("Puis", "Ensuite")) == [
        (None, "Je suis née à Liège."),
        (None, "Ensuite j'ai travaillé."),
    ]
    assert [said for _, said in told(old, old.replace("Puis", "Voilà.\n\nPuis"))] == [
        "Je suis née à Liège.",
        "Voilà.",
        "Puis j'ai travaillé.",
    ]


def test_times_and_speakers_that_the_text_does_not_show_are_not_lost() -> None:
    old = "Bonjour.\n\nBonjour aussi.\n"
    turns = [Turn("a", "1", 0, 0, 8, 0, "x", 1.0, 2.0), Turn("b", "1", 1, 10, 24, 10, "y", 2.0, 3.0)]
    alignment = Alignment(old, old.replace("\n\n", "\n\nDonc\n\n"))
    found = find_turns(alignment.new, Hints()).turns
    assert [(each.speaker, each.time) for each in recut(alignment, turns, {}, found)] == [("x", 1.0), ("y", 2.0)]


@given(edited())
def test_turns_lie_in_the_text_in_order_and_apart(made: tuple[str, str, object]) -> None:
    old, new, _ = made
    end = 0
    for each in cut(old, new):
        assert end <= each.label_start <= each.start <= each.end <= len(new)
        end = each.end


@given(st.integers(0, 10**6), st.sampled_from(["un", "deux", "euh"]))
def test_a_word_put_in_anywhere_in_an_interview_changes_no_speaker(place: int, word: str) -> None:
    path = next(iter(sorted((Path(__file__).parents[3] / "shared/transcripts/fr-artisans").glob("*.docx"))), None)
    if path is None:
        pytest.skip("the material in ../shared is not here: it may be read but not shipped")
    text = registry.read(path).text
    turns = turns_of(text)
    at = turns[place % len(turns)].start
    at += place % max(turns[place % len(turns)].end - at, 1)
    new = text[:at] + word + text[at:]
    assert [who for who, _ in told(text, new)] == [turn.speaker for turn in turns]
    joined = "".join(new[each.start : each.end] for each in cut(text, new))
    assert len(joined) == sum(turn.end - turn.start for turn in turns) + len(word)

"""Names kept out of reports."""

from __future__ import annotations

import pytest

from qualcode.model.case import Person
from qualcode.model.document import Speaker
from qualcode.ops.pseudonyms import Pseudonyms


def person(name: str, consent: str) -> Person:
    return Person(name, name, None, consent, "2026-11-21")


PEOPLE = [person("Marie Dupont", "anonymised"), person("Jan van den Berg", "count"), person("Rose", "quote")]
SPEAKERS = [
    Speaker("s1", "d2", "DUPONT", "Marie Dupont", False),
    Speaker("s2", "d1", "JB", "Jan van den Berg", False),
]
NAMES = Pseudonyms(PEOPLE, SPEAKERS, {"d1": 1, "d2": 2}, str)


def test_numbers_follow_the_documents_and_spare_who_may_be_named() -> None:
    assert [NAMES.name(each) for each in PEOPLE] == ["Person 2", "Person 1", "Rose"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Récit de Marie Dupont", "Récit de [Person 2]"),
        ("DUPONT : oui, a dit Marie.", "[Person 2] : oui, a dit [Person 2]."),
        ("Jan van den Berg en Jan en Berg", "[Person 1] en [Person 1] en [Person 1]"),
        ("januari van den bergen, l'enfant de la mariée", "januari van den bergen, l'enfant de la mariée"),
        ("JB et Rose", "JB et Rose"),
    ],
)
def test_whole_names_go_wherever_they_stand_and_ordinary_words_stay(text: str, shown: str) -> None:
    assert NAMES.mask(text) == shown


def test_without_anybody_to_hide_texts_stay_as_they_are() -> None:
    nobody = Pseudonyms([person("Rose", "quote")], [], {}, str)
    assert (nobody.mask("Rose ou JB"), len(nobody)) == ("Rose ou JB", 0)

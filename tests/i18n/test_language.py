"""The reader's language: which one is chosen, and what is said where a translation is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.i18n import _, catalogue, language, ngettext, set_language
from qualcode.model.message import Message
from qualcode.model.project import LANGUAGES


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "nl_BE.UTF-8"}, "nl"),
        ({"LC_ALL": "de_DE", "LC_MESSAGES": "nl_BE.UTF-8"}, "de"),
        ({"LC_ALL": "en_GB", "QUALCODE_LANG": "fr"}, "fr"),
        ({"LANG": "pt_BR.UTF-8"}, "en"),
    ],
)
def test_the_environment_says_the_language(
    environment: dict[str, str], chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert set_language() == language() == chosen


def test_the_language_named_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "nl")
    assert set_language("fr") == "fr"


@pytest.mark.parametrize(
    ("spoken", "said"),
    [("fr", "Il n’y a pas de projet ici."), ("nl", "Er is hier geen project."), ("de", "Hier gibt es kein Projekt.")],
)
def test_the_language_chosen_is_spoken(spoken: str, said: str) -> None:
    set_language(spoken)
    assert _("There is no project here.") == said


def test_what_is_not_translated_is_said_in_english() -> None:
    set_language("fr")
    assert _("a sentence that nobody translated") == "a sentence that nobody translated"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_nothing_is_said_of_nothing(spoken: str) -> None:
    set_language(spoken)
    assert _("") == ""


@given(st.integers(min_value=0, max_value=10**12))
def test_french_counts_one_and_less_than_one_as_one(n: int) -> None:
    set_language("fr")
    assert ngettext("{n} person", "{n} people", n) == ("{n} personnes" if n > 1 else "{n} personne")


@given(st.integers(min_value=0, max_value=10**12))
def test_dutch_counts_only_one_as_one(n: int) -> None:
    set_language("nl")
    assert ngettext("{n} person", "{n} people", n) == ("{n} persoon" if n == 1 else "{n} personen")


@given(st.integers(min_value=0, max_value=10**12))
def test_german_counts_only_one_as_one(n: int) -> None:
    set_language("de")
    assert ngettext("{n} person", "{n} people", n) == ("{n} Person" if n == 1 else "{n} Personen")


@given(st.integers(min_value=0, max_value=10**12))
def test_english_counts_only_one_as_one(n: int) -> None:
    set_language("en")
    assert ngettext("{n} person", "{n} people", n) == ("{n} person" if n == 1 else "{n} people")


@given(st.text())
def test_what_people_wrote_is_never_translated_or_taken_for_a_template(name: str) -> None:
    said = Message("There is no document “{name}”.", {"name": name}).say(catalogue("fr").gettext)
    assert said == f"Il n’y a pas de document «\u00a0{name}\u00a0»."


def test_a_message_within_a_message_is_said_in_the_same_language() -> None:
    inner = Message("it is a folder")
    outer = Message("“{path}” cannot be read: {reason}.", {"path": "entretiens", "reason": inner})
    assert outer.say(catalogue("fr").gettext) == "«\u00a0entretiens\u00a0» ne peut pas être lu\u00a0: c’est un dossier."

"""Which language a transcript is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.importers.language import guess_language

DATA = Path(__file__).parents[1] / "data" / "importers"


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_a_short_transcript_is_enough(language: str) -> None:
    assert guess_language((DATA / f"{language}.txt").read_text(encoding="utf-8")) == language


def test_english() -> None:
    assert (
        guess_language("Q: And what did you do then?\nA: I just went to the garden with them, and it was good.") == "en"
    )


@pytest.mark.parametrize(
    "text", ["", "Oui.", "VDAB CPAS RSA 2019", "Здравствуйте, расскажите о себе", "de de de de de de"]
)
def test_unclear_means_none(text: str) -> None:
    assert guess_language(text) is None


def test_two_languages_in_equal_parts_are_unclear() -> None:
    text = "Je ne sais pas, nous avons tout fait pour vous. " * 4 + "Ik heb het niet gezien, maar wij zijn er ook. " * 4
    assert guess_language(text) is None


def test_a_form_in_another_language_at_the_head_does_not_decide() -> None:
    head = "Het gesprek is opgenomen. U kunt op elk moment stoppen, en dat heeft geen gevolgen voor u. " * 20
    text = head + (DATA / "fr.txt").read_text(encoding="utf-8") * 40
    assert guess_language(text) == "fr"

"""The rules of a codebook say yes in silence and no in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given

from qualcode.model import codebook_rules as rules
from tests.strategies import names, prose, slugs


@pytest.mark.parametrize("key", ["social", "social/confidence", "economic/job-quality", "2024/a1"])
def test_keys(key: str) -> None:
    assert rules.key_fault(key) is None


@pytest.mark.parametrize(
    "key", ["", "/", "a/", "/a", "a/b/c", "Social", "écologie", "a b", "-a", "a_b", "a\n", "a" * 201]
)
def test_what_is_no_key(key: str) -> None:
    assert rules.key_fault(key) is not None


@pytest.mark.parametrize(
    "text", ["a\nb", "a\tb", "\u202eabc", "a\u200bb", "\ufeffa", "a\u2028b", "\ud800", "\ufdd0", "\uffff", "x" * 201]
)
def test_what_is_no_name(text: str) -> None:
    assert rules.name_fault(text) is not None


@pytest.mark.parametrize("text", ["a\x07", "a\x85", "a\u2029", "\ud800", "\ufffe", "a\rb"])
def test_what_may_not_stand_in_prose(text: str) -> None:
    assert rules.prose_fault(text) is not None


def test_prose_has_lines_and_marks_of_direction() -> None:
    assert rules.prose_fault("Elle dit :\n\t« oui\u00a0» \u2067مرحبا\u2069 👩‍👩‍👧") is None


@given(names(), prose(), slugs())
def test_what_people_write_passes(name: str, text: str, slug: str) -> None:
    assert (rules.name_fault(name), rules.prose_fault(text), rules.slug_fault(slug)) == (None, None, None)


def test_languages_colours_and_targets() -> None:
    assert [rules.language_fault(each) is None for each in ("fr", "nds", "FR", "f", "fran", "fr-be")] == [
        *(True, True),
        *(False, False, False, False),
    ]
    assert [rules.colour_fault(each) is None for each in ("#0072B2", "#00f", "0072B2", "#0072B2FF", "red")] == [
        *(True, False),
        *(False, False, False),
    ]
    assert [
        rules.target_fault(each) is None for each in ("8", "8.5", "17.19", "12.a", "18", "0", "8.", "8,5", "08.5")
    ] == [
        *(True, True, True, True),
        *(False, False, False, False, False),
    ]

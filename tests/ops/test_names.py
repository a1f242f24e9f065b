"""Names: what may be one, when two are the same, and whom a person means."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Ambiguous, CaseNotFound, NameRefused, QualcodeError, ValueRefused
from qualcode.model.codebook import fold_name
from qualcode.ops.names import LONGEST, clean, one_of, pick, unused, visible

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)
REFUSED = {
    "nothing": "",
    "white space": " \t\u00a0\n",
    "two lines": "Atelier\nNord",
    "a tab": "Atelier\tNord",
    "a bell": "Atelier\x07",
    "an escape": "\x1b[31mAtelier",
    "a zero width space": "Ate\u200blier",
    "a direction": "\u202eAtelier",
    "a lone surrogate": "Atelier\udcff",
    "a non-character": "Atelier\ufffe",
    "a line separator": "Atelier\u2028Nord",
    "too much": "x" * (LONGEST + 1),
}


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
def test_what_cannot_stand_on_one_line_is_no_name(name: str) -> None:
    with pytest.raises(NameRefused):
        clean(name)


@pytest.mark.parametrize(
    "name", ["L'Épicerie d'à côté", "=1+1", "a/b", "Größe №1", "他们", "[red]", "x" * LONGEST, "👍🏽"]
)
def test_what_people_call_things_is_a_name(name: str) -> None:
    assert clean(f"  {name} ") == name


@given(anything)
def test_a_name_is_one_line_of_its_own_or_refused(name: str) -> None:
    try:
        found = clean(name)
    except NameRefused as error:
        str(error)
        return
    assert found == clean(found) == unicodedata.normalize("NFC", name).strip()
    assert found.isprintable() or "\u00a0" in found or any(unicodedata.category(char) in {"Zs", "Co"} for char in found)
    assert 0 < len(found) <= LONGEST


@given(anything)
def test_a_name_that_nobody_chose_is_made_one(name: str) -> None:
    found = visible(name)
    assert found == "" or clean(found) == found


@pytest.mark.parametrize("twin", ["atelier nord", "ATELIER  NORD", " Atelier Nord ", "Ate\u006cier Nord"])
def test_names_that_look_alike_are_one(twin: str) -> None:
    with pytest.raises(NameRefused):
        unused(twin, ["Sud", "Atelier Nord"])


def test_accents_written_in_two_ways_are_one() -> None:
    assert fold_name("E\u0301picerie") == fold_name("épicerie")
    with pytest.raises(NameRefused):
        unused("E\u0301picerie", ["Épicerie"])


def test_a_value_is_among_the_choices_or_they_are_told() -> None:
    assert one_of("b", ["a", "b"], "thing") == "b"
    with pytest.raises(ValueRefused) as caught:
        one_of("c", ["a", "b"], "thing")
    assert "a, b" in str(caught.value)


def meant(reference: str, *names: str) -> str:
    return pick(reference, names, str, CaseNotFound(name=reference))


def test_whom_a_person_means() -> None:
    assert meant("nord", "Nord", "Nordique") == "Nord"
    assert meant("nordi", "Nord", "Nordique") == "Nordique"
    with pytest.raises(Ambiguous):
        meant("no", "Nord", "Nordique")
    for nobody in ("sud", "", " "):
        with pytest.raises(CaseNotFound):
            meant(nobody, "Nord", "Nordique")


@given(anything, st.lists(anything, max_size=4))
def test_picking_finds_one_or_refuses(reference: str, names: list[str]) -> None:
    try:
        found = meant(reference, *names)
    except QualcodeError:
        return
    assert fold_name(found).startswith(fold_name(reference))

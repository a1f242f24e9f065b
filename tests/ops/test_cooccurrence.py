"""Codes that occur together in a project: within what, for whom, and as files."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from qualcode.errors import FormatUnknown, ValueRefused
from qualcode.model.results import MEASURES, WITHIN, Cooccurrence
from qualcode.ops import cases, codings, cooccurrence, documents
from qualcode.store.session import Session
from tests.store.making import imported

ONE, OTHER = "social/confidence", "economic/income"


@pytest.fixture
def coded(session: Session) -> Session:
    """One turn with two codes apart, another with both on each other, and a third in another document."""
    first = imported(session, 1, case="Atelier Nord", person="Fatima")
    second = imported(session, 2, case="De Kringfabriek")
    turns = [turn for turn in documents.turns(session, first.id) if turn.end - turn.start > 60 and turn.person]
    codings.add(session, first.id, turns[0].start, turns[0].start + 10, ONE)
    codings.add(session, first.id, turns[0].end - 10, turns[0].end, OTHER)
    codings.add(session, first.id, turns[1].start, turns[1].start + 20, ONE)
    codings.add(session, first.id, turns[1].start + 5, turns[1].start + 12, OTHER)
    start = documents.turns(session, second.id)[0].start
    codings.add(session, second.id, start, start + 8, OTHER)
    return session


def between(found: Cooccurrence) -> tuple[int, int, int]:
    one, other = found.codes.index(ONE), found.codes.index(OTHER)
    return found.counts[one][one], found.counts[other][other], found.counts[one][other]


@pytest.mark.parametrize(("within", "wanted"), [("overlap", (2, 3, 1)), ("turn", (2, 3, 2)), ("document", (1, 2, 1))])
def test_codes_occur_together_within_what_is_asked(coded: Session, within: str, wanted: tuple[int, int, int]) -> None:
    assert between(cooccurrence.cooccurrence(coded, within)) == wanted


def test_sentences_are_units_too(coded: Session) -> None:
    one, other, both = between(cooccurrence.cooccurrence(coded, "sentence"))
    assert one >= 2 and other >= 2 and 1 <= both <= min(one, other)


@pytest.mark.parametrize("within", WITHIN)
def test_the_codings_behind_a_pair_are_those_of_both_codes(coded: Session, within: str) -> None:
    ids = cooccurrence.behind(coded, within, ONE, OTHER)
    found = [each for each in codings.listing(coded) if each.id in ids]
    assert {each.code for each in found} == {ONE, OTHER}
    assert len(cooccurrence.behind(coded, within, ONE, ONE)) == 2


def test_filters_and_consent_leave_the_rest_out(coded: Session) -> None:
    nord = cooccurrence.cooccurrence(coded, "overlap", where={"case": "Atelier Nord"})
    assert between(nord) == (2, 2, 1)
    either = {"case": ("Atelier Nord", "De Kringfabriek")}
    assert between(cooccurrence.cooccurrence(coded, "overlap", where=either)) == (2, 3, 1)
    cases.set_person(coded, "Fatima", consent="none")
    assert between(cooccurrence.cooccurrence(coded, "overlap"))[0] == 0


def test_pairs_come_the_strongest_first_and_dimensions_stand_for_all_below(coded: Session) -> None:
    found = cooccurrence.pairs(cooccurrence.cooccurrence(coded, "turn"))
    assert [(pair.together, round(pair.coefficient, 3), pair.overlap) for pair in found] == [(2, 0.667, 1.0)]
    whole = cooccurrence.cooccurrence(coded, "turn", level="dimension")
    assert whole.counts[whole.codes.index("economic")][whole.codes.index("social")] == 2


def test_what_is_not_possible_is_refused(coded: Session, tmp_path: Path) -> None:
    with pytest.raises(ValueRefused):
        cooccurrence.cooccurrence(coded, "page")
    with pytest.raises(ValueRefused):
        cooccurrence.cooccurrence(coded, level="word")
    found = cooccurrence.cooccurrence(coded)
    with pytest.raises(ValueRefused):
        cooccurrence.write(coded, found, "kappa", tmp_path / "a.csv", "fr")
    with pytest.raises(FormatUnknown):
        cooccurrence.write(coded, found, "overlap", tmp_path / "a.pdf", "fr")


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".docx", ".html", ".png", ".svg"])
def test_every_table_is_written(coded: Session, tmp_path: Path, measure: str, ending: str) -> None:
    path = tmp_path / f"table{ending}"
    cooccurrence.write(coded, cooccurrence.cooccurrence(coded, "turn"), measure, path, "fr")
    assert path.stat().st_size > 50
    if ending == ".xlsx":
        sheet = load_workbook(path).active
        assert sheet is not None
        cells = [cell.value for row in sheet.iter_rows(min_row=2, max_row=3, min_col=2, max_col=3) for cell in row]
        value = {"counts": 2, "coefficient": 2 / 3, "overlap": 1.0}[measure]
        assert [cell for cell in cells if cell is not None] == pytest.approx([value, value])
        assert sheet.freeze_panes == "B2" and sheet.conditional_formatting

"""What can be crossed, and the passages behind a number: as many as the number says, in the order of the text."""

from __future__ import annotations

import pytest

from qualcode.errors import AttributeNotFound
from qualcode.model.results import Header, Matrix
from qualcode.ops import analysis, cases, codings, crossing, documents, passages
from qualcode.store.session import Session
from tests.store.making import imported


@pytest.fixture
def coded(session: Session) -> Session:
    """Two documents with codings by two coders, one coding on two turns."""
    first = imported(session, 1, case="Atelier Nord", person="Fatima")
    second = imported(session, 2)
    for view, code in ((first, "social/confidence"), (first, "economic"), (second, "social/confidence")):
        turn = next(turn for turn in documents.turns(session, view.id) if turn.end - turn.start > 20)
        codings.add(session, view.id, turn.start, turn.start + 18, code)
    codings.add(session, first.id, 0, len(documents.text(session, first.id)), "social")
    return session


def quotes_of(session: Session, rows: str, columns: str) -> Matrix:
    return analysis.matrix(session, rows, columns, cells="quotes")


def test_every_axis_can_be_crossed_and_has_values(coded: Session) -> None:
    cases.set_case(coded, "Atelier Nord", attributes={"pool": "insertion"})
    found = crossing.axes(coded, "fr")
    assert [axis.label for axis in found[:3]] == ["Code", "Dimension", "Entreprise"]
    assert ("pool", "case") in [(axis.name, axis.kind) for axis in found]
    assert {"fixed", "facet", "case"} <= {axis.kind for axis in found}
    for axis in found:
        other = "coder" if axis.name != "coder" else "code"
        made = analysis.matrix(coded, axis.name, other)
        assert [each.key for each in crossing.values(coded, axis.name, "fr")] == [each.key for each in made.rows]
    with pytest.raises(AttributeNotFound):
        crossing.values(coded, "nowhere", "fr")


def test_values_speak_the_readers_language(coded: Session) -> None:
    kinds = {each.key: each.label for each in crossing.values(coded, "kind", "fr")}
    assert kinds["interview"] == "entretien"


@pytest.mark.parametrize(("rows", "columns"), [("code", "document"), ("case", "coder"), ("speaker", "dimension")])
def test_a_cell_holds_the_codings_it_counts(coded: Session, rows: str, columns: str) -> None:
    made, quotes = analysis.matrix(coded, rows, columns), quotes_of(coded, rows, columns)
    for at, row in enumerate(made.rows):
        for to, column in enumerate(made.columns):
            assert len(crossing.cell(quotes, row, column)) == made.cells[at][to]
        assert len(crossing.cell(quotes, row, None)) == made.row_totals[at]
    for to, column in enumerate(made.columns):
        assert len(crossing.cell(quotes, None, column)) == made.column_totals[to]
    assert len(crossing.cell(quotes, None, None)) == made.total
    assert crossing.cell(quotes, Header("gone", "gone"), None) == ()
    assert crossing.cell(quotes, None, Header("gone", "gone")) == ()


def test_the_passages_are_told_with_document_and_speaker(coded: Session) -> None:
    ids = crossing.cell(quotes_of(coded, "code", "document"), None, None)
    found = crossing.behind(coded, [*ids, "gone"])
    assert [each.coding.id for each in found] == list(ids)
    titles = {document.id: document.title for document in documents.listing(coded)}
    for each in found:
        assert each.document == titles[each.coding.document]
        assert each.coding.quote
    assert any(each.speakers for each in found)
    stored = codings.some(coded, ids)
    assert crossing.quotes(coded, ids) == {each.id: each.quote for each in stored}
    # In a list on one line there are no labels in them.
    assert {each.coding.id: each.coding.quote for each in found} == {
        each.id: each.quote for each in passages.spoken(coded, stored)
    }
    assert crossing.has_cases(coded)

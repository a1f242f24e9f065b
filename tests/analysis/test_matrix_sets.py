"""Documents that have several values of a property, such as the groups of their case: held against what has one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.matrix import matrix
from qualcode.analysis.selection import select
from qualcode.analysis.table import CodingTable, dimensions, sets
from qualcode.model.results import COUNTED
from tests.analysis.test_matrix import Plain, as_table, keys, near, plain_worlds, story

NAMES = ("G", "H", "É")


def with_groups(table: CodingTable, groups: list[list[str]]) -> CodingTable:
    return replace(table, document_sets={"group": sets(groups)})


@st.composite
def worlds(draw: st.DrawFn) -> tuple[CodingTable, list[list[str]]]:
    plain: Plain = draw(plain_worlds())
    groups = [draw(st.lists(st.sampled_from(NAMES), unique=True)) for _ in plain.documents]
    return with_groups(as_table(plain), groups), groups


@given(worlds(), st.sampled_from(COUNTED), st.sampled_from(["code", "person", "case", "coder", "speaker"]))
def test_a_group_s_column_is_what_its_documents_alone_give_and_totals_count_once(
    world: tuple[CodingTable, list[list[str]]], cells: str, rows: str
) -> None:
    table, groups = world
    made = matrix(table, rows, "group", cells)
    whole = matrix(table, rows, "document", cells)
    assert made.rows == whole.rows
    assert near(list(made.row_totals), list(whole.row_totals)) and near(made.total, whole.total)
    for name in {name for own in groups for name in own}:
        alone = matrix(table, rows, "document", cells, select(table, {"group": name}))
        place = keys(made.columns).index(name)
        assert near(made.column_totals[place], alone.total)
        for row, total in zip(alone.rows, alone.row_totals, strict=True):
            assert near(made.cells[made.rows.index(row)][place], total)


@given(worlds(), st.sampled_from(COUNTED))
def test_rows_and_columns_change_places(world: tuple[CodingTable, list[list[str]]], cells: str) -> None:
    table, _ = world
    made, turned = matrix(table, "code", "group", cells), matrix(table, "group", "code", cells)
    assert [list(row) for row in zip(*turned.cells, strict=True)] == [
        list(row) for row in made.cells
    ] or not made.columns
    assert (turned.column_totals, turned.row_totals) == (made.row_totals, made.column_totals)


@given(plain_worlds(), st.sampled_from(COUNTED))
def test_with_one_group_each_it_is_a_property_like_any_other(plain: Plain, cells: str) -> None:
    table = as_table(plain)
    own = [[document.case] if document.case else [] for document in plain.documents]
    grouped = matrix(with_groups(table, own), "code", "group", cells)
    by_case = matrix(table, "code", "case", cells)
    assert grouped.columns == by_case.columns
    assert grouped.cells == by_case.cells


def test_a_document_in_no_group_stands_under_an_absent_one_and_can_be_chosen() -> None:
    table = as_table(story())
    own = [["G", "H"], *[[] for _ in table.documents[1:]]]
    grouped = with_groups(table, own)
    assert "group" in dimensions(grouped)
    assert keys(matrix(grouped, "code", "group").columns) == ["G", "H", None]
    without = select(grouped, {"group": ""}).documents
    assert without is not None and without.tolist() == [bool(not each) for each in own]

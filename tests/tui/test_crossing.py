"""A matrix laid out: trees stay trees however sorted, folding hides what is below, what is chosen comes back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import Code, CodeTree
from qualcode.model.report import MatrixTable
from qualcode.model.results import COUNTED, Cell, Header, Matrix
from qualcode.tui.crossing import ALL, Arrangement, Choice, arrange, number, remembered
from qualcode.tui.widgets.gridpainting import frame, wrapped

KEYS = ("economic", "economic/employment", "economic/income", "social", "social/ties", "social/ties/family")


def code(key: str) -> Code:
    parent = key.rpartition("/")[0] or None
    return Code(key, key, parent, KEYS.index(key), None, {"en": key.title()})


TREE = CodeTree(tuple(map(code, KEYS)))


def table(cells: tuple[tuple[Cell, ...], ...], unit: str = "count") -> MatrixTable:
    columns = tuple(Header(f"case{n}", f"Case {n}") for n in range(len(cells[0])))
    totals = tuple(sum(int(cell or 0) for cell in row if not isinstance(cell, tuple)) for row in cells)
    across = tuple(
        sum(int(cell or 0) for cell in column if not isinstance(cell, tuple)) for column in zip(*cells, strict=True)
    )
    rows = tuple(Header(key, key) for key in KEYS)
    made = Matrix("code", "case", unit, rows, columns, cells, totals, across, sum(totals))
    return MatrixTable(made, "Codings", "Code", "All", "note", "(none)")


def _sum(cells: tuple[Cell, ...]) -> int:
    return sum(int(cell or 0) for cell in cells if not isinstance(cell, tuple))


CELLS_OF = st.lists(st.lists(st.integers(0, 99), min_size=2, max_size=5), min_size=6, max_size=6).map(
    lambda rows: tuple(tuple(row[: min(map(len, rows))]) for row in rows)
)
CHOICES = st.builds(
    Choice,
    cells=st.sampled_from(COUNTED),
    where=st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=3).map(tuple),
    hides_empty=st.booleans(),
    folded=st.frozensets(st.sampled_from(KEYS)),
    order=st.none() | st.tuples(st.sampled_from(["case0", "case1", ALL]), st.booleans()),
)


def shown(arrangement: Arrangement) -> list[str]:
    return [head.code for head in arrangement.rows if head.code is not None]


@given(CHOICES)
def test_what_was_chosen_is_remembered_whole(choice: Choice) -> None:
    assert remembered(choice.as_text(), Choice("document", "code")) == choice


@given(st.text() | st.integers() | st.none() | st.dictionaries(st.text(), st.text()))
def test_what_was_not_chosen_is_not_believed(data: object) -> None:
    assert remembered(data, Choice("document", "code")) == Choice("document", "code")


def test_a_remembered_choice_that_cannot_be_shown_is_not_believed() -> None:
    for bad in (Choice("case", "case"), Choice(cells="pears")):
        assert remembered(bad.as_text(), Choice()) == Choice()


@given(CELLS_OF, CHOICES)
def test_codes_stay_below_their_parents_and_totals_last(cells: tuple[tuple[int, ...], ...], choice: Choice) -> None:
    made = arrange(table(cells), TREE, choice, {})
    keys = shown(made)
    assert made.rows[-1].header is None
    assert made.columns[-1].header is None
    for at, key in enumerate(keys):
        above = key.rpartition("/")[0]
        assert not any(each in choice.folded for each in _above(key))
        if above in keys:
            between = keys[keys.index(above) + 1 : at]
            assert all(each.startswith(above + "/") for each in between)
    for row in range(len(made.rows)):
        for column in range(len(made.columns)):
            assert 0 <= made.heat(row, column) <= 8
            assert isinstance(made.text(row, column), str)


def _above(key: str) -> list[str]:
    parts = key.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts))]


@given(CELLS_OF, st.booleans())
def test_sisters_stand_in_the_order_of_the_column(cells: tuple[tuple[int, ...], ...], largest_first: bool) -> None:
    made = arrange(table(cells), TREE, Choice(order=("case0", largest_first)), {})
    tops = [int(str(made.value(at, 0))) for at, head in enumerate(made.rows) if head.header and head.depth == 0]
    assert tops == sorted(tops, reverse=largest_first)


@given(CELLS_OF, CHOICES)
def test_what_is_written_is_what_is_shown(cells: tuple[tuple[int, ...], ...], choice: Choice) -> None:
    made = arrange(table(cells), TREE, choice, {})
    written = made.matrix()
    for row in range(len(made.rows) - 1):
        assert written.rows[row] == made.rows[row].header
        assert written.row_totals[row] == made.value(row, len(made.columns) - 1)
        for column in range(len(made.columns) - 1):
            assert written.cells[row][column] == made.value(row, column)


def test_empty_rows_and_columns_are_left_out_when_asked() -> None:
    cells = ((1, 0), (1, 0), (0, 0), (0, 0), (0, 0), (0, 0))
    made = arrange(table(cells), TREE, Choice(hides_empty=True), {})
    assert shown(made) == ["economic", "economic/employment"]
    assert [head.title for head in made.columns] == ["Case 0", "All"]
    whole = arrange(table(cells), TREE, Choice(), {})
    assert len(whole.rows) == 7


def test_a_folded_code_says_so() -> None:
    made = arrange(table(((1, 1),) * 6), TREE, Choice(folded=frozenset({"social"})), {})
    assert [(head.code, head.fold) for head in made.rows[:-1]] == [
        ("economic", "▾"),
        ("economic/employment", ""),
        ("economic/income", ""),
        ("social", "▸"),
    ]


def test_the_same_name_on_both_sides_swaps_them() -> None:
    choice = Choice("code", "case", order=("case0", True))
    assert choice.with_axis("rows", "case") == Choice("case", "code")
    assert choice.with_axis("columns", "person") == Choice("code", "person")
    assert choice.with_filter("coder", "marie").with_filter("coder", None) == choice


def test_numbers_are_written_for_people() -> None:
    assert [number(value, "coverage") for value in (None, 0.0, 0.125)] == ["–", "", "12.5 %"]
    assert number(3.25, "rate") == "3.2"
    assert number(7, "people") == "7"
    quotes = arrange(table(((("a", "b"), ()),) * 6, "quotes"), TREE, Choice(), {"a": "on n'ose plus"})
    assert quotes.text(0, 0) == "2  on n'ose plus"
    assert quotes.text(0, 1) == ""


@given(CELLS_OF, st.integers(20, 200), st.integers(1, 60), st.integers(0, 200))
def test_every_column_can_be_reached(cells: tuple[tuple[int, ...], ...], width: int, height: int, left: int) -> None:
    made = frame(arrange(table(cells), TREE, Choice(), {}), width, height)
    assert made.heading < width
    first = made.first(left)
    assert 0 <= first < len(made.starts) - 1
    assert made.column_at(0, left) == first
    assert made.column_at(-1) is None
    assert replace(made, heading=0).middle == made.middle


@given(st.text(max_size=60), st.integers(3, 20), st.integers(1, 2))
def test_titles_fit_their_column(title: str, width: int, lines: int) -> None:
    from rich.cells import cell_len

    made = wrapped(title, width, lines)
    assert len(made) == lines
    assert all(cell_len(each) <= width for each in made)


def test_summaries_give_way_where_there_are_none() -> None:
    choice = Choice(rows="case", columns="code", cells="summary")
    assert choice.with_axis("columns", "dimension").cells == "summary"
    assert choice.with_axis("columns", "coder").cells == "count"

"""How wide the columns of a Word table are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exporters.docx_tables import column_widths
from qualcode.model.report import Table


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 18)), min_size=1, max_size=9),
    st.integers(6_000, 16_000),
)
def test_shares_fill_the_page_and_break_no_word_where_there_is_room(columns: list[tuple[int, int]], width: int) -> None:
    header = tuple("x" * letters for _, letters in columns)
    table = Table("", header, (), widths=tuple(share for share, _ in columns))
    widths, least = column_widths(table, width), [160 + 104 * letters for _, letters in columns]
    assert sum(widths) == width
    if sum(least) <= width:
        assert all(wide >= need for wide, need in zip(widths, least, strict=True))

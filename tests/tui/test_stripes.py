from __future__ import annotations

import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import CodingView
from qualcode.tui.cells import TextCells
from qualcode.tui.layout import lay_out
from qualcode.tui.spans import SpanIndex
from qualcode.tui.stripes import Stripes, names_on
from tests.tui.strategies import coding, codings, moved


@given(codings(), st.integers(0, 460), st.integers(0, 80))
def test_what_is_in_view_is_what_overlaps(made: list[CodingView], start: int, size: int) -> None:
    index = SpanIndex(made)
    expected = [each for each in index.items if each.start < start + size and start < each.end]
    assert index.overlapping(start, start + size) == expected
    later = [each.start for each in made if each.start > start]
    following = index.after(start)
    assert (following.start if following else None) == (min(later) if later else None)


@given(codings(), st.integers(0, 400), st.integers(1, 60), st.data())
def test_an_index_that_was_changed_is_as_one_made_anew(
    made: list[CodingView], start: int, size: int, data: st.DataObject
) -> None:
    old = data.draw(st.sampled_from(made)) if made else None
    new = coding("new", start, start + size)
    changed = SpanIndex(made).changed(old, new)
    anew = SpanIndex([each for each in made if each != old] + [new])
    assert (changed.starts, changed.ends) == (anew.starts, anew.ends)
    assert [(each.start, each.end) for each in changed.items] == list(zip(anew.starts, anew.ends, strict=True))
    for at in range(0, 460, 23):
        assert changed.count(at, at + 40) == anew.count(at, at + 40) == len(changed.overlapping(at, at + 40))


@given(codings())
def test_no_two_stripes_share_a_cell(made: list[CodingView]) -> None:
    assert_apart(Stripes(made))


@given(codings(), st.data())
def test_what_is_coded_later_moves_no_other_stripe(made: list[CodingView], data: st.DataObject) -> None:
    stripes = Stripes(made)
    start = data.draw(st.integers(0, 400))
    more = stripes.put(coding("new", start, start + data.draw(st.integers(1, 90))))
    assert all(more.lane(each) == stripes.lane(each) for each in made)
    assert_apart(more)
    if made:
        changed = moved(made[0], start, start + 5)
        again = more.put(changed)
        assert_apart(again)
        assert again.get(changed.id) == changed
        fewer = again.without(changed)
        assert changed.id not in fewer
        assert all(fewer.lane(each) == again.lane(each) for each in fewer.codings.items)


@given(codings(), codings())
def test_reading_all_again_shows_exactly_what_there_is(before: list[CodingView], after: list[CodingView]) -> None:
    stripes, _ = Stripes(before).with_all(after)
    assert stripes.codings.items == SpanIndex(after).items or set(map(place, stripes.codings.items)) == set(
        map(place, after)
    )
    assert_apart(stripes)


@given(codings(), st.integers(8, 60))
def test_every_name_stands_once_at_or_below_its_beginning(made: list[CodingView], width: int) -> None:
    layout = lay_out(TextCells("mot et phrase " * 40), [], width)
    stripes = Stripes([each for each in made if each.start < 500])
    seen: list[str] = []
    for line in range(len(layout)):
        for each in names_on(stripes, layout, line):
            assert layout.line_of(each.start) <= line
            seen.append(each.id)
    assert sorted(seen) == sorted(each.id for each in stripes.codings.items)


def test_twenty_thousand_codings_cost_what_is_seen_of_them() -> None:
    many = Stripes([coding(f"c{i}", i * 50, i * 50 + 170) for i in range(20_000)])
    started = time.process_time()
    for start in range(0, 1_000_000, 10_000):
        assert 20 < len(many.codings.overlapping(start + 5_000, start + 7_000)) < 60
    looked = time.process_time()
    assert (looked - started) / 100 < 0.005
    many.put(coding("new", 500_000, 500_100))
    assert time.process_time() - looked < 0.2


def place(each: CodingView) -> tuple[str, int, int]:
    return each.id, each.start, each.end


def assert_apart(stripes: Stripes) -> None:
    lanes: dict[int, list[CodingView]] = {}
    for each in stripes.codings.items:
        lanes.setdefault(stripes.lane(each), []).append(each)
    for column in lanes.values():
        column.sort(key=lambda each: each.start)
        assert all(one.end <= other.start for one, other in itertools.pairwise(column))

"""Values become rows and come back the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select

from qualcode.store.images import Change, Images, digest, unpack
from qualcode.store.rows import TABLE_OF, dump_json, encode, reader, table_of, to_row

from .strategies import texts, values


@pytest.mark.parametrize("kind", TABLE_OF, ids=lambda kind: str(kind.__name__))
def test_a_value_comes_back_from_its_row(kind: type[Any]) -> None:
    columns = [column.name for column in table_of(kind).columns]
    read = reader(kind, columns)

    @settings(max_examples=30)
    @given(values(kind))
    def comes_back(value: Any) -> None:
        row = to_row(value)
        assert list(row) == columns
        assert read([row[name] for name in columns]) == value
        assert encode(kind, {name: getattr(value, name) for name in columns}) == row
        # What the database may keep in a column, and the journal in an image.
        assert all(item is None or isinstance(item, str | int | float) for item in row.values())
        assert json.loads(json.dumps(row)) == row

    comes_back()


@pytest.mark.parametrize("kind", TABLE_OF, ids=lambda kind: str(kind.__name__))
def test_a_value_comes_back_from_sqlite(kind: type[Any]) -> None:
    """The column types change nothing on the way: no number becomes text, no text a number."""
    engine = create_engine("sqlite://")
    table = table_of(kind)
    columns = [column.name for column in table.columns]
    read = reader(kind, columns)

    @settings(max_examples=10)
    @given(values(kind))
    def comes_back(value: Any) -> None:
        with engine.begin() as connection:
            bare = "".join(f'"{column.name}" {column.type},' for column in table.columns).rstrip(",")
            connection.exec_driver_sql(f'CREATE TABLE "{table.name}" ({bare})')
            connection.execute(insert(table).values(to_row(value)))
            assert read(connection.execute(select(table)).one()) == value
            connection.exec_driver_sql(f'DROP TABLE "{table.name}"')

    comes_back()
    engine.dispose()


@given(st.dictionaries(texts, texts))
def test_equal_maps_are_equal_bytes(content: dict[str, str]) -> None:
    assert dump_json(content) == dump_json(dict(reversed(content.items())))


stored = st.none() | texts | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
rows = st.lists(stored, min_size=2, max_size=2)
changes: st.SearchStrategy[list[Change]] = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | rows, st.none() | rows), max_size=4
)


@st.composite
def batches(draw: st.DrawFn) -> Images:
    made = Images()
    for table in draw(st.lists(st.sampled_from(["coding", "memo"]), max_size=3)):
        made.add(table, ["id", "text"], draw(changes))
    return made


@given(batches())
def test_images_survive_packing(images: Images) -> None:
    again = unpack(images.packed())
    assert again.changes == images.changes
    assert again.columns == images.columns
    assert bool(again) == bool(images) == any(images.changes.values())


def test_images_that_swell_or_are_cut_are_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Images()
    made.add("memo", ["id", "text"], [("a", None, ["a", "x" * 10_000])])
    with pytest.raises(ValueError, match="cut short"):
        unpack(made.packed()[:-1])
    monkeypatch.setattr("qualcode.store.images.LARGEST", 1_000)
    with pytest.raises(ValueError, match="too large"):
        unpack(made.packed())


@given(batches())
def test_images_turned_twice_are_the_same(images: Images) -> None:
    assert images.inverse().inverse().changes == images.changes
    # What stands at the end of the one is what stood at the beginning of the other.
    net, inverse = images.net(), images.inverse().net()
    assert {key: (after, before) for key, (before, after) in net.items()} == inverse


def test_the_digest_tells_apart_what_only_joins_alike() -> None:
    assert digest("", "ab", "c") != digest("", "a", "bc")
    assert digest("", "1") != digest("", 1)
    assert digest("", None) != digest("", "None")
    assert digest("x", "a") != digest("y", "a")

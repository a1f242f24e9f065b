"""The model's dataclasses and the tables that keep them say the same."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Float, Integer, LargeBinary, Text

from qualcode.store.rows import TABLE_OF, table_of
from qualcode.store.tables import IMAGED, METADATA

KINDS = pytest.mark.parametrize("kind", TABLE_OF, ids=lambda kind: str(kind.__name__))


def parts(annotation: Any) -> tuple[Any, bool]:
    """The type without None, and whether None is allowed."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        given = [part for part in typing.get_args(annotation) if part is not type(None)]
        assert len(given) == 1, annotation
        return given[0], True
    return annotation, False


@KINDS
def test_fields_are_the_columns_in_the_same_order(kind: type[Any]) -> None:
    assert [field.name for field in dataclasses.fields(kind)] == [column.name for column in table_of(kind).columns]


@KINDS
def test_types_and_nullability_agree(kind: type[Any]) -> None:
    stored = {str: Text, int: Integer, bool: Integer, float: Float}
    for name, annotation in typing.get_type_hints(kind).items():
        column = table_of(kind).columns[name]
        plain, optional = parts(annotation)
        assert column.nullable == optional, name
        origin = typing.get_origin(plain) or plain
        expected = Text if issubclass(origin, Mapping | tuple) else stored[origin]
        assert isinstance(column.type, expected), name


@KINDS
def test_every_value_has_a_uuid(kind: type[Any]) -> None:
    assert [column.name for column in table_of(kind).primary_key] == ["id"]


def test_every_table_but_journal_and_text_is_imaged_and_has_a_dataclass() -> None:
    assert {table.name for table in IMAGED} == set(TABLE_OF.values()) == set(METADATA.tables) - {"journal", "text"}


def test_references_are_checked_at_commit() -> None:
    for table in METADATA.sorted_tables:
        for key in table.foreign_key_constraints:
            assert key.deferrable, table.name
            assert key.initially == "DEFERRED", table.name


def test_only_types_that_postgresql_has_too() -> None:
    for table in METADATA.sorted_tables:
        for column in table.columns:
            assert isinstance(column.type, Text | Integer | Float | LargeBinary), column

"""Rows to the model's values and back: one generic codec, built from the dataclasses' own field types.

JSON stands in a row wherever the field is a mapping, a tuple or a list of messages; everything else is stored as it
is. Building a dataclass costs about a twentieth of building an ORM object.
"""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Table

from qualcode.model.case import Attribute, Case, Person
from qualcode.model.codebook import Code, Facet, FacetValue
from qualcode.model.coding import Coding, Memo
from qualcode.model.document import Document, Revision, Speaker, Turn
from qualcode.model.evaluation import Group, GroupMember, Meeting, Statement
from qualcode.model.indicator import Indicator, Measurement
from qualcode.model.joint import Pick, Summary, Translation, Verdict
from qualcode.model.message import Message, as_data, from_data
from qualcode.model.project import Coder, Project
from qualcode.model.proposal import Proposal, Remark
from qualcode.model.suggestion import Decision
from qualcode.model.together import (
    Assignment,
    CodebookVersion,
    Correspondence,
    ForeignEntry,
    Merge,
    MergeConflict,
    Settlement,
)
from qualcode.store.records import AttributeValueRecord, CodebookRecord, DoneRecord
from qualcode.store.tables import METADATA

TABLE_OF: dict[type, str] = {
    Project: "project",
    Coder: "coder",
    Case: "case",
    Person: "person",
    Attribute: "attribute",
    AttributeValueRecord: "attribute_value",
    CodebookRecord: "codebook",
    Code: "code",
    Document: "document",
    Revision: "revision",
    Speaker: "speaker",
    Turn: "turn",
    Coding: "coding",
    Memo: "memo",
    DoneRecord: "done",
    Decision: "decision",
    Statement: "statement",
    Group: "group",
    GroupMember: "group_member",
    Meeting: "meeting",
    Indicator: "indicator",
    Measurement: "measurement",
    Proposal: "proposal",
    Remark: "remark",
    Verdict: "verdict",
    Pick: "pick",
    Summary: "summary",
    Translation: "translation",
    CodebookVersion: "codebook_version",
    Correspondence: "correspondence",
    Assignment: "assignment",
    Settlement: "settlement",
    Merge: "merge",
    MergeConflict: "merge_conflict",
    ForeignEntry: "foreign_entry",
}

Row = dict[str, Any]
T = TypeVar("T")
Codec = tuple[tuple[str, Callable[[Any], Any] | None, bool], ...]
_codecs: dict[type[Any], Codec] = {}


def table_of(kind: type) -> Table:
    """The table that keeps values of this class."""
    return METADATA.tables[TABLE_OF[kind]]


def dump_json(value: object) -> str:
    """JSON as it stands in rows: sorted keys, no spaces, so that equal values are equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Message):
        return as_data(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _encode_json(value: object) -> str:
    return dump_json(_plain(value)) if value else ("{}" if isinstance(value, Mapping) else "[]")


def _decoder(annotation: Any) -> Callable[[Any], Any] | None:
    """How to read a column of a field with this type; None where the stored value is the value."""
    origin = typing.get_origin(annotation)
    if annotation is bool:
        return bool
    if origin is tuple:
        item = typing.get_args(annotation)[0]
        if item is Message:
            return lambda text: tuple(map(from_data, json.loads(text)))
        if item is Facet:
            return _read_facets
        return lambda text: () if text == "[]" else tuple(json.loads(text))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if typing.get_origin(typing.get_args(annotation)[1]) is tuple:
            return lambda text: {key: tuple(items) for key, items in json.loads(text).items()}
        # Most codings have no facets, and taking their text apart would be a quarter of what reading them takes.
        return lambda text: {} if text == "{}" else dict(json.loads(text))
    return None


def _read_facets(text: str) -> tuple[Facet, ...]:
    return tuple(
        Facet(
            facet["name"],
            facet["labels"],
            tuple(FacetValue(value["name"], value["labels"]) for value in facet["values"]),
            {language: tuple(cues) for language, cues in facet["cues"].items()},
        )
        for facet in json.loads(text)
    )


def _codec(kind: type[Any]) -> Codec:
    if kind not in _codecs:
        _codecs[kind] = _make_codec(kind)
    return _codecs[kind]


def _make_codec(kind: type[Any]) -> Codec:
    """For each field: its name, how to read its column, and whether the column holds JSON."""
    hints = typing.get_type_hints(kind)
    fields = [field.name for field in dataclasses.fields(kind)]
    decoders = [_decoder(hints[name]) for name in fields]
    return tuple(
        (name, decoder, decoder is not None and decoder is not bool)
        for name, decoder in zip(fields, decoders, strict=True)
    )


def to_row(value: object) -> Row:
    """The row that keeps `value`."""
    return {
        name: _encode_json(item) if is_json else (int(item) if decoder is bool else item)
        for name, decoder, is_json in _codec(type(value))
        for item in (getattr(value, name),)
    }


def encode(kind: type, changes: Mapping[str, object]) -> Row:
    """Some fields of a `kind`, as they stand in its row."""
    codec = {name: (decoder, is_json) for name, decoder, is_json in _codec(kind)}
    return {
        name: _encode_json(item) if codec[name][1] else (int(bool(item)) if codec[name][0] is bool else item)
        for name, item in changes.items()
    }


def reader(kind: type[T], columns: list[str]) -> Callable[[Any], T]:
    """A function from a raw row with these `columns` to a `kind`."""
    places = {name: place for place, name in enumerate(columns)}
    plan = [(places[name], decoder) for name, decoder, _ in _codec(kind)]

    def read(row: Any) -> T:
        return kind(*[row[place] if decode is None else decode(row[place]) for place, decode in plan])

    if kind is not Code:
        return read
    codes: dict[Any, T] = _codes

    def read_again(row: Any) -> T:
        whole = tuple(row)
        if whole not in codes:
            if len(codes) >= _MOST_CODES:
                codes.clear()
            codes[whole] = read(row)
        return codes[whole]

    return read_again


# The codebook is read at nearly every act, and its rows are wide with JSON: one that has not changed is not taken apart
# again. What a row is kept under is all that stands in it.
_codes: dict[Any, Any] = {}
_MOST_CODES = 2_000

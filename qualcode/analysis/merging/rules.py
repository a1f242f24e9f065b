"""How each table of a project is merged: what its fields are, and by what two rows are known to be the same.

A field is one of these:

- `plain`: a value; where both sides changed it, that is a conflict for a person, and the greater one stands meanwhile
- `ref`: the id of another row; `to` names its table, a column that names it (`@about_kind`), or several (`case|person`)
- `refs`: a list of such ids (JSON), of which some may be gone
- `map`, `lists`, `list`, `named`: JSON by language, lists by language, a list, a list of things with names; merged
  part by part, so that only the same part changed twice is a conflict
- `strict`: consent; as `plain`, but the stricter one stands meanwhile
- `quiet`: as `plain`, without a conflict: a record that nobody edits
- `first`: the earlier moment
- `who`: the coder who made it; of two who did the first one
- `local`: what is each project's own, such as numbers; ours stays
- `order`: a place among others; ours stays unless only theirs was changed
- `span`: part of where a coding stands, which is one thing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]  # by table and id
Ids = dict[str, dict[str, str]]  # by table: their id, our id

Kind = Literal[
    "id",
    "plain",
    "who",
    "ref",
    "refs",
    "map",
    "lists",
    "list",
    "named",
    "strict",
    "quiet",
    "first",
    "local",
    "order",
    "span",
]


@dataclass(frozen=True, slots=True)
class Field:
    """What a column is; `hard` where the row makes no sense without what it refers to."""

    kind: Kind
    to: str = ""
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How a table is merged.

    `key`: the fields by which rows with different ids are the same thing (of `folded` ones case does not matter).
    `unique`: no two rows may have these alike. `clash`: what is done where two different rows come to have them alike:
    they become one (`join`), or one of them gets another name (`rename`). `within`: the row that one with the same id
    must be in on both sides. `owners`: the rows that it goes and comes with.
    """

    fields: Mapping[str, Field]
    key: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    clash: Literal["", "join", "rename"] = ""
    within: str = ""
    owners: tuple[str, ...] = ()


ID, PLAIN, LOCAL, FIRST, QUIET = Field("id"), Field("plain"), Field("local"), Field("first"), Field("quiet")
MAP, LISTS, LIST, SPAN = Field("map"), Field("lists"), Field("list"), Field("span")


def ref(to: str) -> Field:
    """A reference that must lead somewhere."""
    return Field("ref", to, True)


def loose(to: str) -> Field:
    """A reference that may dangle."""
    return Field("ref", to)


_CODER = Field("who", "coder", True)
_WHO = {"coder": _CODER, "created": FIRST}


def _placed(*key: str, owners: tuple[str, ...], within: str = "", **fields: Field) -> Rule:
    """A table of which no two rows may have these fields alike: what stands in the same place is the same."""
    return Rule({"id": ID, **fields, **_WHO}, key=key, unique=key, clash="join", within=within, owners=owners)


def _record(*key: str, owners: tuple[str, ...], within: str = "", **fields: Field) -> Rule:
    """A table of things said or done, of which two that say the same are one."""
    return Rule({"id": ID, **fields, **_WHO}, key=key, within=within, owners=owners)


RULES: dict[str, Rule] = {
    "project": Rule({"id": ID, "title": PLAIN, "language": PLAIN, "created": LOCAL}),
    "coder": Rule({"id": ID, "name": LOCAL, "created": FIRST}, key=("name",), folded=("name",)),
    "codebook": Rule(
        {"id": ID, "name": PLAIN, "version": PLAIN, "languages": LIST, "title": MAP, "facets": Field("named")}
    ),
    "case": Rule(
        {"id": ID, "name": PLAIN, "kind": PLAIN, "created": FIRST},
        key=("name",), folded=("name",), unique=("name",), clash="rename",
    ),
    "person": Rule(
        {"id": ID, "name": PLAIN, "case": ref("case"), "consent": Field("strict"), "created": FIRST},
        key=("case", "name"), folded=("name",), unique=("case", "name"), clash="rename",
    ),
    "attribute": Rule(
        {"id": ID, "about": LOCAL, "name": PLAIN, "type": PLAIN},
        key=("about", "name"), folded=("name",), unique=("about", "name"), clash="rename",
    ),
    "attribute_value": Rule(
        {"id": ID, "attribute": ref("attribute"), "owner": ref("case|person"), "value": PLAIN},
        key=("attribute", "owner"), unique=("attribute", "owner"), clash="join", owners=("attribute", "owner"),
    ),
    "code": Rule(
        {
            "id": ID, "key": LOCAL, "parent": ref("code"), "position": Field("order"), "colour": PLAIN, "labels": MAP,
            "definition": MAP, "include": MAP, "exclude": MAP, "aliases": LISTS, "examples": LISTS, "terms": LISTS,
            "indicators": LISTS, "pools": LIST, "sdg": LIST,
        },
        key=("key",), unique=("key",), clash="rename",
    ),
    "document": Rule({
        "id": ID, "number": LOCAL, "title": PLAIN, "kind": PLAIN, "language": PLAIN, "case": ref("case"),
        "source": LOCAL, "format": LOCAL, "encoding": LOCAL, "sha256": LOCAL, "revision": Field("local", "revision"),
        "text_sha256": LOCAL, "characters": LOCAL, "words": LOCAL, "notices": LOCAL, "created": FIRST,
    }),
    "revision": Rule(
        {"id": ID, "document": ref("document"), "number": LOCAL, "text_sha256": LOCAL, "created": FIRST},
        key=("document", "text_sha256"), within="document", owners=("document",),
    ),
    "speaker": Rule(
        {"id": ID, "document": ref("document"), "name": PLAIN, "person": ref("person"), "interviewer": PLAIN},
        key=("document", "name"), unique=("document", "name"), clash="rename", within="document", owners=("document",),
    ),
    "turn": Rule(
        {
            "id": ID, "revision": ref("revision"), "index": QUIET, "start": QUIET, "end": QUIET, "label_start": QUIET,
            "speaker": Field("quiet", "speaker", True), "time": QUIET, "end_time": QUIET,
        },
        key=("revision", "index"), within="revision", owners=("revision",),
    ),
    "coding": _placed(
        "document", "start", "end", "code", "coder", "adrift", owners=("document", "code"), within="document",
        document=ref("document"), revision=Field("span", "revision", True), start=SPAN, end=SPAN, quote=SPAN,
        code=ref("code"), coder=_CODER, effect=PLAIN, facets=MAP, origin=QUIET, adrift=SPAN,
    ),
    "memo": _record(
        "about_kind", "about", "coder", "text", owners=("about",), within="about",
        about_kind=LOCAL, about=ref("@about_kind"), text=PLAIN,
    ),
    "done": _placed("document", "coder", owners=("document",), within="document", document=ref("document")),
    "decision": _record(
        "document", "revision", "start", "end", "code", "coder", "verdict", "method",
        owners=("document", "code"), within="document",
        document=ref("document"), revision=Field("quiet", "revision", True), start=QUIET, end=QUIET, code=ref("code"),
        verdict=QUIET, method=QUIET, score=QUIET, terms=QUIET, coding=Field("quiet", "coding"),
    ),
    "statement": _placed(
        "case", "kind", "about", owners=("case",), case=ref("case"), kind=PLAIN, about=PLAIN, text=PLAIN
    ),
    "group": Rule(
        {"id": ID, "name": PLAIN, "description": PLAIN, "created": FIRST},
        key=("name",), folded=("name",), unique=("name",), clash="rename",
    ),
    "group_member": Rule(
        {"id": ID, "group": ref("group"), "case": ref("case")},
        key=("group", "case"), unique=("group", "case"), clash="join", owners=("group", "case"),
    ),
    "meeting": _record(
        "group", "date", "title", "notes", "handout", owners=("group",),
        group=ref("group"), date=PLAIN, title=PLAIN, notes=PLAIN, handout=PLAIN,
    ),
    "indicator": Rule(
        {
            "id": ID, "key": LOCAL, "labels": MAP, "definition": MAP, "kind": PLAIN, "unit": PLAIN, "direction": PLAIN,
            "threshold": PLAIN, "code": loose("code"), "rungs": PLAIN, "aggregate": PLAIN, "source": PLAIN,
            "status": PLAIN, **_WHO,
        },
        key=("key",), unique=("key",), clash="rename",
    ),
    "measurement": _placed(
        "indicator", "case", "period", owners=("indicator", "case"),
        indicator=ref("indicator"), case=ref("case"), period=PLAIN, value=PLAIN, target=PLAIN, baseline=PLAIN,
        note=PLAIN, codings=Field("refs", "coding"),
    ),
    "proposal": _record(
        "about", "action", "subject", "content", "reason", "coder", owners=(),
        about=LOCAL, action=LOCAL, subject=loose("@about"), content=PLAIN, reason=PLAIN, status=PLAIN,
        decided_by=ref("coder"), decided_at=QUIET, decision=PLAIN,
    ),
    "remark": _record("proposal", "text", "coder", owners=("proposal",), proposal=ref("proposal"), text=PLAIN),
    "verdict": _record(
        "by", "group", "code", "indicator", "coder", owners=("group",),
        by=LOCAL, group=ref("@by"), code=loose("code"), indicator=ref("indicator"), verdict=PLAIN, note=PLAIN,
    ),
    "pick": _placed("coding", owners=("coding",), coding=ref("coding"), position=Field("order")),
    "summary": _placed(
        "case", "code", owners=("case",),
        case=ref("case"), code=loose("code"), text=PLAIN, codings=Field("refs", "coding"), basis=QUIET,
    ),
    "translation": _placed(
        "coding", "language", "coder", owners=("coding",), within="coding",
        coding=ref("coding"), language=PLAIN, text=PLAIN,
    ),
    "codebook_version": Rule(
        {"id": ID, "name": PLAIN, "note": PLAIN, "sequence": LOCAL, "content": LOCAL, **_WHO},
        key=("name", "content"), folded=("name",), unique=("name",), clash="rename",
    ),
    "correspondence": _placed(
        "from_book", "from_code", "to_book", "to_code", owners=(),
        from_book=LOCAL, from_code=LOCAL, from_label=QUIET, to_book=LOCAL, to_code=LOCAL, to_label=QUIET,
        relation=PLAIN, note=PLAIN,
    ),
    "assignment": _placed(
        "document", "coder", owners=("document",), within="document", document=ref("document"), blind=PLAIN, plan=PLAIN
    ),
    "settlement": _record(
        "document", "start", "end", "outcome", "reason", "coder", owners=("document",), within="document",
        document=ref("document"), start=QUIET, end=QUIET, codings=Field("refs", "coding"), outcome=PLAIN,
        consensus=loose("coding"), reason=PLAIN,
    ),
    "merge": _record(
        "sequence", "digest", owners=(), project=LOCAL, title=LOCAL, sequence=LOCAL, digest=LOCAL, counts=LOCAL
    ),
    "merge_conflict": Rule(
        {
            "id": ID, "project": LOCAL, "table": LOCAL, "row": loose("@table"), "field": LOCAL,
            "ours": LOCAL, "theirs": LOCAL, "status": QUIET, **_WHO,
        },
        key=("table", "row", "field", "ours", "theirs"),
    ),
    "foreign_entry": Rule({
        "id": ID, "project": LOCAL, "sequence": LOCAL, "at": LOCAL, "coder": LOCAL, "operation": LOCAL,
        "summary": LOCAL,
    }),
}  # fmt: skip
"""By table, those that are referred to before those that refer to them. Texts stand under their own hash and are one
where they are the same; the journal is each file's own."""

APART = frozenset({"text", "journal"})


def table_of(field: Field, row: Mapping[str, Any]) -> tuple[str, ...]:
    """The tables that this row's field may refer to; none where it holds a plain value."""
    if not field.to:
        return ()
    if field.to.startswith("@"):
        named = str(row[field.to[1:]])
        return (named,) if named in RULES else ()
    return tuple(field.to.split("|"))


def references(table: str) -> list[tuple[str, Field]]:
    """The fields of a table that hold ids of other rows."""
    return _REFERENCES[table]


_REFERENCES = {
    table: [(name, field) for name, field in rule.fields.items() if field.to] for table, rule in RULES.items()
}

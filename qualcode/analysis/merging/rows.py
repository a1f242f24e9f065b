"""One row of two: field by field, by what each side changed since both had the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.merging.included import fuller
from qualcode.analysis.merging.rules import RULES, Row, table_of
from qualcode.model.case import strictest

# Who has nothing there has not said otherwise.
_EMPTY = (None, "", "{}", "[]")
_JSON = ("map", "lists", "list", "named")
SPAN_FIELDS = tuple(name for name, field in RULES["coding"].fields.items() if field.kind == "span")

# How an id is told to both sides alike: of two ids of the same thing the smaller.
Ident = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both sides changed, with what each of them has (as stored); `field` may name a part: `labels.fr`."""

    table: str
    row: str
    field: str
    ours: Any
    theirs: Any


def dumped(value: object) -> str:
    """JSON as it stands in rows."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def merged_row(table: str, ours: Row, theirs: Row, base: Row | None, ident: Ident) -> tuple[Row, list[Clash]]:
    """What `ours` becomes; the same, up to what is local, when the sides are exchanged.

    `base`: the row as both had it. Without one, who has nothing in a field gives way to who has something.
    """
    if ours == theirs:
        return ours, []
    made, clashes = dict(ours), list[Clash]()
    for name, field in RULES[table].fields.items():
        mine, other = ours[name], theirs[name]
        if mine == other or field.kind in ("id", "local", "span"):
            continue
        before = base[name] if base is not None else None
        if base is not None and other == before:
            continue
        if base is not None and mine == before:
            made[name] = other
        elif field.kind == "order":
            continue
        elif base is None and (mine in _EMPTY or other in _EMPTY):
            made[name] = other if mine in _EMPTY else mine
        elif field.kind == "who":
            made[name] = min(ours, theirs, key=lambda row: _who(row, ident))[name]
        elif field.kind == "first":
            made[name] = min(mine, other)
        elif field.kind == "refs":
            made[name] = dumped(_united(json.loads(mine), json.loads(other), json.loads(before or "[]")))
        elif field.kind in _JSON:
            made[name] = _parts(table, ours["id"], name, field.kind, (mine, other, before), clashes)
            if table == "code" and base is None:
                made[name], clashes = _without_included(ours, theirs, name, made[name], clashes)
        else:
            made[name] = greater(table, name, ours, theirs, ident)
            if field.kind != "quiet":
                clashes.append(Clash(table, ours["id"], name, mine, other))
    if table == "coding":
        _place(ours, theirs, base, made, clashes)
    return made, clashes


def _who(row: Row, ident: Ident) -> tuple[str, str]:
    """Of two who made the same thing it is the first one's."""
    return row["created"], ident("coder", row["coder"])


def same(table: str, one: Row, other: Row) -> bool:
    """Whether two rows say the same but for what is local."""
    return one == other or all(
        one[name] == other[name] for name, field in RULES[table].fields.items() if field.kind not in ("local", "order")
    )


def greater(table: str, name: str, ours: Row, theirs: Row, ident: Ident) -> Any:
    """Which of two values stands until a person decides; a rule as good as any that both sides come to."""
    field = RULES[table].fields[name]
    mine, other = ours[name], theirs[name]
    if field.kind == "strict":
        return strictest((mine, other))

    def weight(row: Row, value: Any) -> bytes:
        tables = table_of(field, row)
        told = ident(tables[0], value) if tables and isinstance(value, str) else value
        return dumped(told).encode()

    return mine if weight(ours, mine) >= weight(theirs, other) else other


def _place(ours: Row, theirs: Row, base: Row | None, made: Row, clashes: list[Clash]) -> None:
    """Where a coding stands is one thing: start, end and words go together, and one that has its words goes first."""
    mine, other = place(ours), place(theirs)
    if mine == other:
        return
    if base is not None and place(base) in (mine, other):
        chosen = theirs if place(base) == mine else ours
    elif ours["adrift"] != theirs["adrift"]:
        chosen = theirs if ours["adrift"] else ours
    else:
        chosen = ours if dumped(mine).encode() >= dumped(other).encode() else theirs
        clashes.append(Clash("coding", ours["id"], "span", mine, other))
    for name in SPAN_FIELDS:
        made[name] = chosen[name]


def place(row: Row) -> dict[str, Any]:
    """Where a coding stands."""
    return {"start": row["start"], "end": row["end"], "quote": row["quote"], "adrift": row["adrift"]}


def _parts(
    table: str, row: str, name: str, kind: str, values: tuple[str, str, str | None], clashes: list[Clash]
) -> str:
    mine, other = json.loads(values[0]), json.loads(values[1])
    before = json.loads(values[2]) if values[2] else None
    if kind == "list":
        return dumped(_united(mine, other, before or []))
    if kind == "lists":
        return dumped(
            {
                part: joined
                for part in {**mine, **other}
                if (joined := _united(mine.get(part, []), other.get(part, []), (before or {}).get(part, [])))
            }
        )
    if kind == "named":
        by_name = [{each["name"]: each for each in some} for some in (mine, other, before or [])]
        made = dict(_mapped(by_name[0], by_name[1], by_name[2], None))
        return dumped(list(made.values()))
    found: list[tuple[str, Any, Any]] = []
    made = dict(_mapped(mine, other, before or {}, found))
    clashes += [Clash(table, row, f"{name}.{part}", one, two) for part, one, two in found]
    return dumped(made)


def _without_included(ours: Row, theirs: Row, name: str, made: str, clashes: list[Clash]) -> tuple[str, list[Clash]]:
    """A field of a code that strangers have: where one only says more than the other it stands, without conflict."""
    left = []
    for clash in clashes:
        field, _, part = clash.field.partition(".")
        more = fuller(ours, theirs, name, part) if field == name and part else None
        if more is None:
            left.append(clash)
        else:
            made = dumped({**json.loads(made), part: json.loads(more[name])[part]})
    return made, left


def _mapped(
    mine: dict[str, Any], other: dict[str, Any], before: dict[str, Any], clashes: list[tuple[str, Any, Any]] | None
) -> Iterator[tuple[str, Any]]:
    """A map of two, part by part; a part that one side took out and the other changed stays."""
    for part in {**mine, **other}:
        one, two, was = mine.get(part), other.get(part), before.get(part)
        if one == two or two == was:
            chosen = one
        elif one == was:
            chosen = two
        elif one is None or two is None:
            chosen = two if one is None else one
        else:
            chosen = one if dumped(one).encode() >= dumped(two).encode() else two
            if clashes is not None:
                clashes.append((part, one, two))
        if chosen is not None:
            yield part, chosen


def _united(mine: list[Any], other: list[Any], before: list[Any]) -> list[Any]:
    """What either side has, without what either took out; ours first."""
    out = [each for each in before if each not in mine or each not in other]
    both = [*mine, *(each for each in other if each not in mine)]
    return [each for each in both if each not in out]

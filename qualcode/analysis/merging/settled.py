"""What one side has settled since both noted the same conflict: the other, who left it open, has it settled too.

Two who took each other in hold the same value meanwhile, but neither had it when they last knew of each other. So it
cannot be told from their rows alone who changed it: whoever settled the conflict did.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from qualcode.analysis.merging.rows import SPAN_FIELDS, Clash, Ident, dumped, greater, place
from qualcode.analysis.merging.rules import RULES, Row, Rows

Spot = tuple[str, str, str]  # table, row, field
About = tuple[str, str, str, frozenset[str]]


def about(conflict: Row) -> About:
    """What a conflict is about, whoever noted it: the field, and the two values in either order."""
    both = frozenset((conflict["ours"], conflict["theirs"]))
    return conflict["table"], conflict["row"], conflict["field"], both


def follow_settled(
    merged: Rows, ours: Rows, theirs: Rows, before: Mapping[str, Row], ident: Ident
) -> tuple[set[Spot], list[Clash]]:
    """Let what one side settled and the other left open stand in `merged`, as it is with who settled it.

    What both settled, each otherwise, is a conflict again. `before`: the conflicts that both knew of, by id; what was
    settled there is no news. All with our ids. Returned are the fields decided here, and the conflicts among them.
    """
    there = {about(row): row for row in ours["merge_conflict"].values()}
    known = {about(row) for row in before.values() if row["status"] != "open"}
    spots: set[Spot] = set()
    clashes: list[Clash] = []
    for row in theirs["merge_conflict"].values():
        mine = there.get(about(row))
        table, key, field = row["table"], row["row"], row["field"]
        if mine is None or about(row) in known or (table, key, field) in spots or not _has(table, field):
            continue
        if any(key not in rows[table] for rows in (merged, ours, theirs)):
            continue
        own, other = ours[table][key], theirs[table][key]
        left = _left(mine, own, ident)
        if (mine["status"] == "open") != (row["status"] == "open"):
            undecided, decided = (own, other) if mine["status"] == "open" else (other, own)
            if held(undecided, field) != left:  # somebody has gone on with it since
                continue
        elif mine["status"] == "open" or not _parted(mine, own, row, other):
            continue
        else:
            decided = own if held(own, field) == left else other
            clashes.append(Clash(table, key, field, held(own, field), held(other, field)))
        spots.add((table, key, field))
        merged[table][key] = _with(merged[table][key], decided, field)
    return spots, clashes


def reopened(ours: Rows, theirs: Rows, before: Mapping[str, Row]) -> set[About]:
    """What was settled when both last knew of each other, and one side has taken back since: open again for both.

    Unless the other has decided otherwise meanwhile. `before` as for `follow_settled`.
    """
    mine, others = ({about(row): row for row in rows["merge_conflict"].values()} for rows in (ours, theirs))
    found: set[About] = set()
    for was in before.values():
        each = about(was)
        both = [rows[each] for rows in (mine, others) if each in rows]
        settled = [row for row in both if row["status"] != "open"]
        if len(both) == 2 and len(settled) == 1 and was["status"] != "open":
            [left] = settled
            if left[left["status"]] == was[was["status"]]:
                found.add(each)
    return found


def held(row: Row, field: str) -> Any:
    """What a field holds, where it may be a part of one (`labels.fr`) or where a coding stands (`span`)."""
    if field == "span":
        return place(row)
    name, _, part = field.partition(".")
    return json.loads(row[name]).get(part) if part else row[name]


def with_value(row: Row, field: str, value: Any) -> Row:
    """The row with this in a field, or in a part of one (`labels.fr`), which None takes out."""
    name, _, part = field.partition(".")
    if not part:
        return {**row, name: value}
    parts = {each: said for each, said in json.loads(row[name]).items() if each != part}
    return {**row, name: dumped(parts if value is None else {**parts, part: value})}


def _has(table: str, field: str) -> bool:
    return field == "span" or field.partition(".")[0] in RULES[table].fields


def _left(conflict: Row, row: Row, ident: Ident) -> Any:
    """The value that the merge let stand: see `rows.greater`."""
    one, two, field = json.loads(conflict["ours"]), json.loads(conflict["theirs"]), conflict["field"]
    if field == "span" or "." in field:
        return max(one, two, key=lambda value: dumped(value).encode())
    return greater(conflict["table"], field, {**row, field: one}, {**row, field: two}, ident)


def _parted(mine: Row, own: Row, row: Row, other: Row) -> bool:
    """Whether both settled a conflict, each otherwise, and left it so."""
    chosen, others = json.loads(mine[mine["status"]]), json.loads(row[row["status"]])
    return bool(chosen != others and held(own, mine["field"]) == chosen and held(other, mine["field"]) == others)


def _with(row: Row, decided: Row, field: str) -> Row:
    if field == "span":
        return {**row, **{name: decided[name] for name in SPAN_FIELDS}}
    return with_value(row, field, held(decided, field))

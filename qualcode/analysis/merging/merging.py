"""Two projects' rows made one.

    base = what both had when they last knew of each other (empty for strangers)
    ours + what theirs says otherwise than base  ->  merged

The outcome does not depend on which of the two is ours, up to what is local (see `rules`) and which of two ids of the
same thing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qualcode.analysis.merging import mending
from qualcode.analysis.merging.matching import Matching, base_rows, match, translated
from qualcode.analysis.merging.removing import Key, bring_back
from qualcode.analysis.merging.rows import Clash, merged_row, same
from qualcode.analysis.merging.rules import RULES, Ids, Row, Rows
from qualcode.analysis.merging.settled import About, about, follow_settled, reopened
from qualcode.analysis.merging.turns import one_cut


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of another project.

    `rows`: as it is. `base`: what of it we have had, or both had, with the ids it has there; `known` are these ids as
    ours. `weak`: the base only tells what changed, not what was taken out. `onto`: see `matching.match`.
    """

    rows: Rows
    base: Rows
    known: Ids
    weak: bool = False
    onto: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Merged:
    """The outcome: all rows, and what is to be told of them.

    `parted` are those of the clashes that both had settled, each otherwise, `reopened` what one side had settled and
    took back. `came` are ids by table, `changed` ours that theirs changed, `removed` ours that theirs took out, `kept`
    what one side took out and the other went on with, `joined` rows that stood in one place with another, as (table,
    their or our id) and what they became. `renamed`, `circles`, `retyped`: see `mending`.
    """

    rows: Rows
    matching: Matching
    clashes: list[Clash] = field(default_factory=list)
    parted: list[Clash] = field(default_factory=list)
    reopened: set[About] = field(default_factory=set)
    came: dict[str, list[str]] = field(default_factory=lambda: {table: [] for table in RULES})
    changed: list[Key] = field(default_factory=list)
    removed: list[Key] = field(default_factory=list)
    left_out: list[Key] = field(default_factory=list)
    kept: set[Key] = field(default_factory=set)
    joined: dict[Key, str] = field(default_factory=dict)
    renamed: list[tuple[str, str, str, str]] = field(default_factory=list)
    circles: list[str] = field(default_factory=list)
    retyped: list[str] = field(default_factory=list)


def merge(ours: Rows, side: Side, *, first_number: int, fits: Callable[[str, str], bool]) -> Merged:
    """Take another project's rows in. Nothing given is changed; rows that stay as they were are the same objects.

    `first_number` is the first that a new document may have; `fits` tells whether a property of a type may have a
    value. O(rows of both).
    """
    found = match(ours, side.rows, side.known, side.onto)
    before = base_rows(found, side.base, side.known)
    if side.weak:
        # What strangers began with says nothing of a code that is now one with another.
        before = {
            table: {k: row for k, row in rows.items() if found.ids[table].get(k) == k} for table, rows in before.items()
        }
    theirs, base = translated(found, side.rows, ours), translated(found, before, ours)
    noted, base["merge_conflict"] = base["merge_conflict"], {}  # these are only ever added to
    start = {**ours, "turn": dict(ours["turn"])}
    one_cut(start, theirs, base)
    back = {table: {mine: key for key, mine in ids.items() if mine != key} for table, ids in found.ids.items()}

    def ident(table: str, key: str) -> str:
        return min(key, back[table].get(key, key)) if table in back else key

    merged = Merged({}, found)
    removed: dict[Key, Row] = {}
    for table in RULES:
        merged.rows[table] = _table(merged, table, start[table], theirs[table], base[table], side.weak, removed, ident)
    spots, merged.parted = follow_settled(merged.rows, ours, theirs, noted, ident)
    merged.clashes = [each for each in merged.clashes if (each.table, each.row, each.field) not in spots]
    merged.reopened = reopened(ours, theirs, noted)
    for key, row in merged.rows["merge_conflict"].items():
        if about(row) in merged.reopened:
            merged.rows["merge_conflict"][key] = {**row, "status": "open"}
    merged.clashes += merged.parted
    back_again = bring_back(merged.rows, removed, merged.kept)
    merged.kept |= back_again
    for table, key in removed.keys() - back_again:
        (merged.removed if key in ours[table] else merged.left_out).append((table, key))
    merged.joined, clashes = mending.join_doubles(merged.rows, ident)
    merged.clashes = [each for each in (*merged.clashes, *clashes) if not _settled(each, merged.joined)]
    merged.circles = mending.break_circles(merged.rows, ident)
    merged.retyped = mending.right_types(merged.rows, fits)
    merged.renamed = mending.tell_names_apart(merged.rows, ours, ident)
    mending.put_in_order(merged.rows, ours, first_number)
    for table, own in merged.rows.items():
        merged.came[table] = [key for key in own if key not in ours[table]]
        merged.changed += [(table, key) for key, row in own.items() if _is_other(row, ours[table].get(key))]
    return merged


def _is_other(row: Row, ours: Row | None) -> bool:
    """Whether a row that was here already says something else now."""
    return ours is not None and ours is not row and ours != row


def _settled(clash: Clash, joined: Mapping[Key, str]) -> bool:
    """Whether a conflict is none any more, since the two that it is between have become one."""
    field = RULES[clash.table].fields.get(clash.field)
    if field is None or not field.to:
        return False
    became = {key: mine for (_, key), mine in joined.items()}
    return bool(became.get(clash.ours, clash.ours) == became.get(clash.theirs, clash.theirs))


def _table(
    merged: Merged,
    table: str,
    ours: Mapping[str, Row],
    theirs: Mapping[str, Row],
    base: Mapping[str, Row],
    weak: bool,
    removed: dict[Key, Row],
    ident: Callable[[str, str], str],
) -> dict[str, Row]:
    """The rows of one table: of both sides, without what one took out and the other left as it was."""
    rows = dict(ours)
    for key, row in theirs.items():
        was = base.get(key)
        if key in ours:
            mine = ours[key]
            if mine is not row and mine != row:
                row = _own(merged.matching, table, mine, row)
                rows[key], clashes = merged_row(table, mine, row, was, ident)
                merged.clashes += clashes
        elif was is None or weak or not same(table, row, was):
            rows[key] = row
            if was is not None and not weak:
                merged.kept.add((table, key))
        else:
            removed[table, key] = row
    if not weak:
        for key, was in base.items():
            if key in theirs or key not in ours:
                continue
            if same(table, ours[key], was):
                removed[table, key] = rows.pop(key)
            else:
                merged.kept.add((table, key))
    return rows


def _own(found: Matching, table: str, mine: Row, row: Row) -> Row:
    """A project of its own keeps its title, and a codebook of its own its name, whatever others are called."""
    if table not in ("project", "codebook") or all(key == ours for key, ours in found.ids[table].items()):
        return row
    return {**row, **{name: mine[name] for name in ("title", "language", "name", "version") if name in mine}}

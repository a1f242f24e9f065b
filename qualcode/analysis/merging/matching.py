"""Which rows of two projects are the same thing: by id, then by what makes a thing of its kind the same.

What is found is a map from their ids to ours, table by table, and which of theirs are new here.
"""

from __future__ import annotations

import json
import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qualcode.analysis.merging.included import by_what_they_say
from qualcode.analysis.merging.rows import dumped
from qualcode.analysis.merging.rules import RULES, Field, Ids, Row, Rows, references, table_of
from qualcode.model.codebook import fold_name
from qualcode.model.ids import stable_id

_DECLINED = "none"  # the relation of a crosswalk that says: these two are not the same


def _none() -> dict[str, set[str]]:
    return {table: set() for table in RULES}


@dataclass(slots=True)
class Matching:
    """Their ids as ours, and which of them (their ids) are new here.

    `differing`: documents whose text differs from that of the same document, or of the same file, here, as (their id,
    our id). `parted`: what was the same as something here and is so no longer, since a text differs now.
    """

    ids: Ids = field(default_factory=lambda: {table: {} for table in RULES})
    new: dict[str, set[str]] = field(default_factory=_none)
    parted: dict[str, set[str]] = field(default_factory=_none)
    differing: list[tuple[str, str]] = field(default_factory=list)

    def same(self) -> Ids:
        """Only what is on both sides."""
        return {
            table: {key: mine for key, mine in ids.items() if key not in self.new[table]}
            for table, ids in self.ids.items()
        }

    def put(self, field: Field, row: Row, value: Any) -> Any:
        """A field's value that may hold ids of theirs, with ours."""
        if value is None:
            return None
        if field.kind == "refs":
            return dumped([self.ids[field.to].get(each, each) for each in json.loads(value)])
        for table in table_of(field, row):
            if value in self.ids[table]:
                return self.ids[table][value]
        return value


def match(ours: Rows, theirs: Rows, known: Ids, onto: Mapping[str, str]) -> Matching:
    """What of theirs is what of ours.

    `known` was found at an earlier state of both and is kept as long as it holds. `onto`: documents of theirs that are
    taken for one of ours although the text differs.
    """
    found = Matching()
    for table in RULES:
        rows, there, own = theirs[table], ours[table], found.ids[table]
        for key, mine in known.get(table, {}).items():
            if key not in rows or mine not in there:
                continue
            if _holds_still(found, table, rows[key], there[mine], onto):
                own[key] = mine
            else:
                found.parted[table].add(key)
        if table == "document":
            _match_documents(found, there, rows, onto)
        else:
            _match_rows(found, table, there, rows)
        if table == "code":
            _match_by_crosswalk(own, ours, theirs)
            if not known:
                by_what_they_say(own, ours["code"], theirs["code"])
        _give_ids(found, table, there, rows)
    return found


def _holds_still(found: Matching, table: str, row: Row, mine: Row, onto: Mapping[str, str]) -> bool:
    """Whether what was the same is so still: a document until the texts part, with all that is in it."""
    if table == "document":
        return bool(row["text_sha256"] == mine["text_sha256"] or onto.get(row["id"]) == mine["id"])
    if table == "memo" and row["about"] not in found.parted.get(row["about_kind"], ()):
        return True  # it may have been handed on to another case since
    return _is_within(found, table, row, mine)


def _is_within(found: Matching, table: str, row: Row, mine: Row) -> bool:
    """Whether two rows are in the same thing, where that matters."""
    name = RULES[table].within
    return not name or bool(found.put(RULES[table].fields[name], row, row[name]) == mine[name])


def _match_rows(found: Matching, table: str, ours: Mapping[str, Row], theirs: Mapping[str, Row]) -> None:
    own = found.ids[table]
    if table in ("project", "codebook"):  # each file has one
        if ours and theirs:
            own[next(iter(theirs))] = next(iter(ours))
        return
    taken = set(own.values())
    for key, row in theirs.items():
        if key not in own and key in ours and key not in taken and _is_within(found, table, row, ours[key]):
            own[key] = key
            taken.add(key)
    left = [row for key, row in theirs.items() if key not in own] if RULES[table].key else []
    if not left or len(taken) == len(ours):
        return
    wanted: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in sorted(left, key=lambda each: str(each["id"])):
        wanted[_key(table, row, found)].append(row)
    there: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for key, name in zip(ours, _keys_of(table, ours.values()), strict=True):
        if name in wanted and key not in taken:
            there[name].append(key)
    for name, keys in there.items():
        own |= {row["id"]: key for row, key in zip(wanted[name], sorted(keys), strict=False)}


def _keys_of(table: str, rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    """By what rows of ours are the same as others, one after the other."""
    rule = RULES[table]
    if rule.folded or len(rule.key) < 2:
        return (_key(table, row, None) for row in rows)
    return map(operator.itemgetter(*rule.key), rows)


def _key(table: str, row: Row, found: Matching | None) -> tuple[Any, ...]:
    """By what a row is the same as another; `found` puts ids of theirs as ours."""
    rule = RULES[table]
    values = []
    for name in rule.key:
        value = row[name]
        if name in rule.folded:
            value = fold_name(value)
        elif found is not None and rule.fields[name].to:
            value = found.put(rule.fields[name], row, value)
        values.append(value)
    return tuple(values)


def _match_documents(
    found: Matching, ours: Mapping[str, Row], theirs: Mapping[str, Row], onto: Mapping[str, str]
) -> None:
    """The same text is the same document; the same document, or the same file, with another text is told."""
    own = found.ids["document"]
    own |= {key: mine for key, mine in onto.items() if key in theirs and mine in ours and key not in own}
    taken, told = set(own.values()), set[str]()

    def keep(key: str, mine: str) -> None:
        own[key] = mine

    def tell(key: str, mine: str) -> None:
        told.add(key)
        found.differing.append((key, mine))

    def pair(by: str, fits: Callable[[Row, Row], bool], into: Callable[[str, str], None]) -> None:
        there: dict[Any, list[Row]] = defaultdict(list)
        for row in sorted(ours.values(), key=_by_file):
            if row["id"] not in taken:
                there[row[by]].append(row)
        for row in sorted(theirs.values(), key=_by_file):
            if row["id"] in own or row["id"] in told:
                continue
            mine = next((each for each in there[row[by]] if fits(row, each)), None)
            if mine is not None:
                there[row[by]].remove(mine)
                taken.add(mine["id"])
                into(row["id"], mine["id"])

    pair("id", lambda a, b: bool(a["text_sha256"] == b["text_sha256"]), keep)
    pair("text_sha256", lambda a, b: bool(a["sha256"] == b["sha256"]), keep)
    pair("text_sha256", lambda a, b: True, keep)
    taken = set(own.values())
    pair("id", lambda a, b: True, tell)
    pair("sha256", lambda a, b: True, tell)


def _by_file(row: Row) -> tuple[str, str]:
    return str(row["sha256"]), str(row["id"])


def _match_by_crosswalk(own: dict[str, str], ours: Rows, theirs: Rows) -> None:
    """Pairs that a person confirmed, on either side; a code with several partners was split or joined, and is none."""
    taken = set(own.values())
    pairs: set[tuple[str, str]] = set()
    for row in [*ours["correspondence"].values(), *theirs["correspondence"].values()]:
        for one, other in ((row["from_code"], row["to_code"]), (row["to_code"], row["from_code"])):
            if row["relation"] != _DECLINED and one in theirs["code"] and other in ours["code"]:
                pairs.add((one, other))
    for one, other in sorted(pairs):
        alone = sum(one == each[0] for each in pairs) == 1 == sum(other == each[1] for each in pairs)
        if alone and one not in own and other not in taken:
            own[one] = other
            taken.add(other)


def _give_ids(found: Matching, table: str, ours: Mapping[str, Row], theirs: Mapping[str, Row]) -> None:
    """An id for each row that is new here: its own, unless that is taken by something else.

    Then it is one made of the thing that the row is in: the same whenever this is done again.
    """
    own, within = found.ids[table], RULES[table].within
    taken = set(own.values())
    for key, row in theirs.items():
        if key in own:
            continue
        found.new[table].add(key)
        given = key
        inside = found.put(RULES[table].fields[within], row, row[within]) if within else row.get("text_sha256", "")
        while given in ours or given in taken:
            given = stable_id("merge", table, given, str(inside))
        own[key] = given
        taken.add(given)


def translated(found: Matching, rows: Rows, ours: Rows) -> Rows:
    """Their rows with our ids in them."""
    moved = {table: any(key != mine for key, mine in ids.items()) for table, ids in found.ids.items()}
    keys = _keys(found, rows["code"], ours["code"])
    result: Rows = {}
    for table in RULES:
        fields = [(name, field) for name, field in references(table) if _touched(field, moved)]
        restated = table == "statement" and keys
        if not (fields or moved[table] or restated):
            result[table] = dict(rows[table])
            continue
        own = result[table] = {}
        ids = found.ids[table]
        for key, row in rows[table].items():
            made = dict(row)
            made["id"] = ids.get(key, key)
            for name, kind in fields:
                made[name] = found.put(kind, row, row[name])
            if table == "merge_conflict":
                made |= _sides(found, row)
            if restated:
                made["about"] = keys.get(row["about"], row["about"])
            own[made["id"]] = made
    return result


def _sides(found: Matching, conflict: Row) -> Row:
    """Both values of a conflict, with our ids where they are ids."""
    field = RULES.get(conflict["table"], RULES["merge"]).fields.get(conflict["field"])
    if field is None or not field.to or field.to.startswith("@"):
        return {}
    made = {}
    for side in ("ours", "theirs"):
        value = json.loads(conflict[side])
        put = found.put(field, conflict, value) if isinstance(value, str) and field.kind != "refs" else value
        made[side] = dumped(put)
    return made


def _touched(field: Field, moved: Mapping[str, bool]) -> bool:
    if field.to.startswith("@"):
        return any(moved.values())
    return any(moved[table] for table in field.to.split("|"))


def _keys(found: Matching, theirs: Mapping[str, Row], ours: Mapping[str, Row]) -> dict[str, str]:
    """Their codes' keys as ours where these differ: a portrait names its dimension by the key."""
    pairs = [(row["key"], ours.get(found.ids["code"].get(key, ""))) for key, row in theirs.items()]
    return {key: mine["key"] for key, mine in pairs if mine is not None and mine["key"] != key}


def base_rows(found: Matching, base: Rows, known: Ids) -> Rows:
    """Of the rows both sides had once, those that still say something: not what is apart now since a text differs.

    With the ids that they have in `base`; `found` learns the ids of those that are no longer in theirs.
    """
    apart: dict[str, set[str]] = {}
    result: Rows = {}
    for table, rule in RULES.items():
        gone, own = apart.setdefault(table, set(found.parted[table])), found.ids[table]
        result[table] = {}
        for key, row in base[table].items():
            if key in gone or any(
                row[name] in apart.get(owner, ()) for name in rule.owners for owner in table_of(rule.fields[name], row)
            ):
                gone.add(key)
                continue
            if key not in own:
                if key not in known.get(table, {}):
                    continue
                own[key] = known[table][key]
            result[table][key] = row
    return result

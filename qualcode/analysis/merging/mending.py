"""What no project may hold: two rows in one place, two of one name, a code above itself. Mended alike on both sides."""

from __future__ import annotations

import json
import operator
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from qualcode.analysis.merging.rows import Clash, Ident, dumped, merged_row
from qualcode.analysis.merging.rules import RULES, Row, Rows, references, table_of
from qualcode.model.case import ATTRIBUTE_TYPES
from qualcode.model.codebook import fold_name

_LONGEST = 200  # characters of a name


def join_doubles(rows: Rows, ident: Ident) -> tuple[dict[tuple[str, str], str], list[Clash]]:
    """Make one of rows that stand in the same place; what became of which, and what they differed in.

    The same passage with the same code by the same coder is one coding; what was said of either is said of it.
    """
    became: dict[tuple[str, str], str] = {}
    clashes: list[Clash] = []
    for table, rule in RULES.items():
        if rule.clash != "join":
            continue
        place = operator.itemgetter(*rule.unique)
        if len(set(map(place, rows[table].values()))) == len(rows[table]):
            continue
        there: dict[Any, list[str]] = defaultdict(list)
        for key, row in rows[table].items():
            there[place(row)].append(key)
        for same in there.values():
            if len(same) < 2:
                continue
            first, *others = sorted(same, key=lambda key: ident(table, key))
            for other in others:
                if table == "coding" and _strays(rows["coding"], first, other):
                    continue
                made, found = merged_row(table, rows[table][first], rows[table].pop(other), None, ident)
                rows[table][first] = made
                became[table, other] = first
                clashes += found
        if became:
            _repoint(rows, became)
    return became, clashes


def _strays(codings: dict[str, Row], first: str, other: str) -> bool:
    """Two that are adrift with different words only look as if they stood in one place: the other makes room."""
    if not codings[other]["adrift"] or codings[first]["quote"] == codings[other]["quote"]:
        return False
    places = {(row["document"], row["start"], row["end"], row["code"], row["coder"]) for row in codings.values()}
    row = dict(codings[other])
    while (row["document"], row["start"], row["end"], row["code"], row["coder"]) in places:
        row["end"] += 1
    codings[other] = row
    return True


def _repoint(rows: Rows, became: dict[tuple[str, str], str]) -> None:
    """Let whatever refers to rows that went up in others refer to these."""
    tables = {table for table, _ in became}
    for table, own in rows.items():
        fields = [(name, field) for name, field in references(table) if _may_be(field.to, tables)]
        for key, row in own.items() if fields else ():
            changes = {}
            for name, field in fields:
                if field.kind == "refs":
                    ids = json.loads(row[name])
                    put = list(dict.fromkeys(became.get((field.to, each), each) for each in ids))
                    value: Any = dumped(put) if put != ids else row[name]
                else:
                    value = next(
                        (became[to, row[name]] for to in table_of(field, row) if (to, row[name]) in became), row[name]
                    )
                if value != row[name]:
                    changes[name] = value
            if changes:
                own[key] = {**row, **changes}


def _may_be(to: str, tables: Iterable[str]) -> bool:
    return to.startswith("@") or any(table in tables for table in to.split("|"))


def tell_names_apart(rows: Rows, ours: Rows, ident: Ident) -> list[tuple[str, str, str, str]]:
    """Give one of two things that have come to have the same name another: (table, id, before, after).

    Where both stood so in `ours` already they are left alone.
    """
    renamed: list[tuple[str, str, str, str]] = []
    for table, rule in RULES.items():
        if rule.clash != "rename":
            continue
        name = rule.unique[-1]
        others = rule.unique[:-1]
        fold: Callable[[str], str] = fold_name if name in rule.folded else str
        taken: dict[tuple[Any, ...], dict[str, bool]] = defaultdict(dict)  # whether any of the name is new or changed
        ordered = sorted(rows[table].values(), key=lambda row: ident(table, row["id"]))
        doubles = []
        for row in ordered:
            place, said = tuple(row[each] for each in others), fold(row[name])
            if None in place:  # of people in no case several may have one name
                continue
            moved = row is not ours[table].get(row["id"])
            if said in taken[place] and (moved or taken[place][said]):
                doubles.append((place, row))
            taken[place][said] = taken[place].get(said, False) or moved
        for place, row in doubles:
            number, said = 2, row[name]
            while fold(said) in taken[place]:
                ending = f"-{number}" if name == "key" else f" ({number})"
                said, number = row[name][: _LONGEST - len(ending)] + ending, number + 1
            taken[place][fold(said)] = True
            rows[table][row["id"]] = {**row, name: said}
            renamed.append((table, row["id"], row[name], said))
    return renamed


def break_circles(rows: Rows, ident: Ident) -> list[str]:
    """Put a code at the top that has come to stand below itself; which ones (ids)."""
    codes = rows["code"]
    broken: list[str] = []
    done: set[str] = set()
    for start in sorted(codes, key=lambda key: ident("code", key)):
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path.append(at)
            at = codes[at]["parent"]
        if at is not None and at in path:
            circle = path[path.index(at) :]
            top = min(circle, key=lambda key: ident("code", key))
            codes[top] = {**codes[top], "parent": None}
            broken.append(top)
        done.update(path)
    return broken


def put_in_order(rows: Rows, ours: Rows, first_number: int) -> None:
    """Numbers and places for what is new here: documents after ours, revisions by age, codes and quotes last."""
    _number_documents(rows, ours, first_number)
    _number_revisions(rows, ours)
    for table in ("code", "pick"):
        own = rows[table]
        new = sorted((own[key] for key in own if key not in ours[table]), key=lambda row: row["position"])
        last = max((own[key]["position"] for key in own if key in ours[table]), default=-1)
        for row in new:
            last += 1
            own[row["id"]] = {**row, "position": last}


def _number_documents(rows: Rows, ours: Rows, first: int) -> None:
    own = rows["document"]
    taken = {row["number"] for key, row in own.items() if key in ours["document"]}
    number = max([first - 1, *taken])
    for row in sorted((own[key] for key in own if key not in ours["document"]), key=lambda row: row["number"]):
        number += 1
        own[row["id"]] = {**row, "number": number}


def _number_revisions(rows: Rows, ours: Rows) -> None:
    own = rows["revision"]
    with_new = {row["document"] for key, row in own.items() if key not in ours["revision"]}
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in own.values():
        if row["document"] in with_new:
            by_document[row["document"]].append(row)
    for document, some in by_document.items():
        present = rows["document"][document]["revision"]
        some.sort(key=lambda row: (row["id"] == present, row["created"], row["text_sha256"], row["id"]))
        for number, row in enumerate(some, 1):
            if row["number"] != number:
                own[row["id"]] = {**row, "number": number}


def right_types(rows: Rows, fits: Callable[[str, str], bool]) -> list[str]:
    """Properties of which a value is no longer of their type become text; which ones (ids)."""
    changed: list[str] = []
    values: dict[str, list[str]] = defaultdict(list)
    for row in rows["attribute_value"].values():
        values[row["attribute"]].append(row["value"])
    for key, row in rows["attribute"].items():
        if not all(fits(row["type"], value) for value in values[key]):
            rows["attribute"][key] = {**row, "type": ATTRIBUTE_TYPES[0]}
            changed.append(key)
    return changed

"""Rows that one side took out and the other left as they were; they go, unless something that stays needs them."""

from __future__ import annotations

from collections import defaultdict

from qualcode.analysis.merging.rules import RULES, Row, Rows, references, table_of

Key = tuple[str, str]


def bring_back(merged: Rows, removed: dict[Key, Row], kept: set[Key]) -> set[Key]:
    """Put back into `merged` each of `removed` that a row there refers to, with all that was in it; which these were.

    Also what was in those that are `kept`, since one side took them out and the other changed them. Somebody took out a
    document, a code or a case while somebody else went on working with it: the work counts more.
    """
    back: set[Key] = set()
    if not removed:
        return back
    inside: dict[Key, list[Key]] = defaultdict(list)
    for (table, own), row in removed.items():
        for name in RULES[table].owners:
            for owner in table_of(RULES[table].fields[name], row):
                inside[owner, row[name]].append((table, own))
    waiting = [
        key for table, rows in merged.items() for row in rows.values() for key in _needed(table, row) if key in removed
    ]
    waiting += [each for key in kept for each in inside[key]]
    while waiting:
        key = waiting.pop()
        if key in back:
            continue
        back.add(key)
        table, row = key[0], removed[key]
        merged[table][key[1]] = row
        waiting += [each for each in (*_needed(table, row), *inside[key]) if each in removed and each not in back]
    return back


def _needed(table: str, row: Row) -> list[Key]:
    """What a row makes no sense without."""
    return [
        (to, row[name])
        for name, field in references(table)
        if field.hard and row[name] is not None
        for to in table_of(field, row)
    ]

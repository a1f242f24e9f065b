"""A code that says all that the same code says elsewhere: made of both once, by a union of codebooks.

Projects that know nothing of each other have no common past by which it could be told who changed what. But where one
has the other's name among its other names, and the other's texts as paragraphs of its own (see
`analysis.codebook_uniting`), nobody differs: it only says more.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping

from qualcode.analysis.merging.rules import Row
from qualcode.model.codebook import fold_name

# By field of a code: those in which what it says may stand in the other one.
_STANDS_IN = {
    "labels": ("labels", "aliases"),
    "definition": ("definition", "include"),
    "include": ("include", "definition"),
    "exclude": ("exclude",),
}


def fuller(ours: Row, theirs: Row, field: str, language: str) -> Row | None:
    """Which of two rows of one code says all that the other says in a field, and more; None where neither does.

    Where both do, the one that says it in this field with the fewer paragraphs stands, as in a union; of rules in
    another order the greater text, as nobody differs. Two names that are each other's other name differ.
    """
    if field not in _STANDS_IN:
        return None
    has_theirs, has_ours = _holds(ours, theirs, field, language), _holds(theirs, ours, field, language)
    if not (has_theirs and has_ours):
        return ours if has_theirs else theirs if has_ours else None
    mine, other = _said(ours, field, language), _said(theirs, field, language)
    if field in ("labels", "definition"):
        return ours if mine < other else theirs if other < mine else None
    return max(ours, theirs, key=lambda row: (len(_said(row, field, language)), _text(row, field, language).encode()))


def by_what_they_say(own: dict[str, str], ours: Mapping[str, Row], theirs: Mapping[str, Row]) -> None:
    """Codes of strangers below the same code of which one says all that the other says: they are one.

    `own` is their ids as ours, which learns these. Where several could be meant none is.
    """
    taken = set(own.values())
    there: dict[tuple[str | None, str, str], list[str]] = defaultdict(list)
    for key, row in ours.items():
        if key not in taken:
            for language, name in _names(row):
                there[row["parent"], language, name].append(key)
    pairs = {
        (key, mine)
        for key, row in theirs.items()
        if key not in own
        for language, name in _names(row)
        for mine in there[own.get(row["parent"], row["parent"]), language, name]
        if _says_all(ours[mine], row) or _says_all(row, ours[mine])
    }
    lefts, rights = Counter(key for key, _ in pairs), Counter(mine for _, mine in pairs)
    own |= {key: mine for key, mine in pairs if lefts[key] == rights[mine] == 1}


def _says_all(row: Row, other: Row) -> bool:
    """Whether a code says all that another says in names and texts, in every language that the other speaks."""
    return all(_holds(row, other, field, language) for field in _STANDS_IN for language in json.loads(other[field]))


def _names(row: Row) -> set[tuple[str, str]]:
    """What a code is called, by language: its label and its other names."""
    spoken = {language for field in _STANDS_IN["labels"] for language in json.loads(row[field])}
    return {
        (language, name)
        for language in spoken
        for field in _STANDS_IN["labels"]
        for name in _said(row, field, language)
    }


def _holds(row: Row, other: Row, field: str, language: str) -> bool:
    """Whether a row says, somewhere, all that another says in a field."""
    there = {each for name in _STANDS_IN[field] for each in _said(row, name, language)}
    return _said(other, field, language) <= there


def _said(row: Row, field: str, language: str) -> set[str]:
    """What a field says in a language: its paragraphs, or its entries."""
    found = json.loads(row[field]).get(language, "")
    entries = found.split("\n\n") if isinstance(found, str) else found
    return {folded for each in entries if (folded := fold_name(each))}


def _text(row: Row, field: str, language: str) -> str:
    return str(json.loads(row[field]).get(language, ""))

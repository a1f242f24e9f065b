"""What has become of each code: pairs told as renamed, moved, changed, split, merged, or the same."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from qualcode.analysis.compare.evidence import common_languages
from qualcode.analysis.compare.pairing import Pair
from qualcode.model.codebook import Code
from qualcode.model.comparison import FIELDS, PLAIN_FIELDS, Match


def matches(
    first: Sequence[Code], second: Sequence[Code], found: Sequence[Pair], *, silent: Collection[str] = ()
) -> list[Match]:
    """The pairs with what differs, in A's order. `silent` are fields that one of the books has no room for."""
    tongues = common_languages(first, second)
    lefts, rights = Counter(pair.first for pair in found), Counter(pair.second for pair in found)
    partners = {(first[pair.first].id, second[pair.second].id) for pair in found}
    made = []
    for pair in found:
        one, other = first[pair.first], second[pair.second]
        renamed = renamed_in(one, other)
        fields = different(one, other, tongues, silent)
        relations: list[str] = []
        if lefts[pair.first] > 1:
            relations.append("split")
        if rights[pair.second] > 1:
            relations.append("merged")
        if not relations:
            moved = not _same_parent(one, other, partners)
            told = (("renamed", bool(renamed)), ("moved", moved), ("changed", bool(fields)))
            relations = [name for name, so in told if so] or ["same"]
        made.append(
            Match(
                one, other, pair.score, pair.because, pair.relation, pair.confirmed, tuple(relations), fields, renamed
            )
        )
    return made


def _same_parent(one: Code, other: Code, partners: Collection[tuple[str, str]]) -> bool:
    if one.parent is None or other.parent is None:
        return one.parent is other.parent
    return (one.parent, other.parent) in partners


def renamed_in(one: Code, other: Code) -> tuple[str, ...]:
    """The languages in which both have a label and not the same."""
    return tuple(
        language
        for language, text in one.labels.items()
        if language in other.labels and _plain(text) != _plain(other.labels[language])
    )


def different(one: Code, other: Code, languages: Collection[str], silent: Collection[str] = ()) -> tuple[str, ...]:
    """The fields of `FIELDS` that differ in one of these languages; lists without regard to their order."""
    return tuple(
        name
        for name in FIELDS
        if name not in silent
        and (
            _value(getattr(one, name)) != _value(getattr(other, name))
            if name in PLAIN_FIELDS
            else differing_languages(one, other, name, languages)
        )
    )


def differing_languages(one: Code, other: Code, name: str, languages: Collection[str]) -> tuple[str, ...]:
    """Of these languages those in which a text or list of two codes differs."""
    ours: Mapping[str, Any] = getattr(one, name)
    theirs: Mapping[str, Any] = getattr(other, name)
    return tuple(each for each in languages if _value(ours.get(each)) != _value(theirs.get(each)))


def silent_fields(codes: Sequence[Code]) -> set[str]:
    """The fields of which no code says anything."""
    return {name for name in FIELDS if not any(getattr(code, name) for code in codes)}


def _value(value: Any) -> object:
    """A text without regard to white space, a list without regard to order; None where there is nothing."""
    if not value:
        return None
    return _plain(value) if isinstance(value, str) else frozenset(map(_plain, value))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())

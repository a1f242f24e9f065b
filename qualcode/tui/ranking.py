"""Finding what a person means from a few letters: beginnings first, then words within, then what is merely alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process

_ALIKE = 80
_SHORTEST_FUZZY = 5


def fold(text: str) -> str:
    """Letters without case and accents, so that `ecole` finds *École*."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def rank(query: str, names: Sequence[Sequence[str]]) -> list[int]:
    """The indices of what `query` may mean, best first. `names[i]` are the folded names of the i-th thing.

    Order: a name that is the query, begins with it, has a word that begins with it, holds it, is alike (rapidfuzz
    partial ratio of 80 or more); the order given decides between equals. A query of nothing finds all.
    """
    wanted = fold(query).strip()
    if not wanted:
        return list(range(len(names)))
    scores = [max((_exact(wanted, name) for name in each), default=0.0) for each in names]
    if len(wanted) >= _SHORTEST_FUZZY:
        flat = [(index, name) for index, each in enumerate(names) if not scores[index] for name in each]
        found = process.extract(
            wanted, [name for _, name in flat], scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=None
        )
        for name, score, place in found:
            # A short name that occurs in a long query is no slip of the pen.
            if len(name) >= len(wanted) - 2:
                scores[flat[place][0]] = max(scores[flat[place][0]], score / 101)
    hits = [index for index, score in enumerate(scores) if score]
    return sorted(hits, key=lambda index: -scores[index])


def _exact(wanted: str, name: str) -> float:
    if name == wanted:
        return 4
    if name.startswith(wanted):
        return 3
    at = name.find(wanted)
    while at > 0:
        if not name[at - 1].isalnum():
            return 2
        at = name.find(wanted, at + 1)
    return 1 if wanted in name else 0

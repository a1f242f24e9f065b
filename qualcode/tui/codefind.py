"""Finding codes by any of their words: labels, aliases, definitions, rules, terms, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.model.codebook import Code, CodeTree
from qualcode.tui.ranking import fold


def searchable(code: Code) -> str:
    """All that is written of a code, as it is compared."""
    return fold("\n".join(_texts(code)))


def _texts(code: Code) -> Iterator[str]:
    yield code.key
    for texts in (code.labels, code.definition, code.include, code.exclude):
        yield from texts.values()
    for lists in (code.aliases, code.terms, code.examples, code.indicators):
        for entries in lists.values():
            yield from entries


def found(tree: CodeTree, words: Mapping[str, str], query: str) -> list[str]:
    """The keys of codes that hold every word of `query`, in the tree's order; `words` is `searchable` by key.

    Codes that are called so come first, then those with a name that begins so, then those with it in a name.
    """
    wanted = fold(query).split()
    hits = [code for _, code in tree.walk() if all(each in words[code.key] for each in wanted)]
    start = " ".join(wanted)

    def distance(code: Code) -> int:
        labels = [fold(each) for each in code.labels.values()]
        names = [*labels, *(fold(each) for many in code.aliases.values() for each in many)]
        if start in labels:
            return 0
        return 1 if any(each.startswith(start) for each in names) else 2 if any(start in each for each in names) else 3

    return [code.key for code in sorted(hits, key=distance)] if wanted else [code.key for code in hits]

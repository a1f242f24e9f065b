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

    Codes whose label or alias begins with the query come first.
    """
    wanted = fold(query).split()
    hits = [code for _, code in tree.walk() if all(each in words[code.key] for each in wanted)]
    start = " ".join(wanted)

    def named(code: Code) -> bool:
        names = [*code.labels.values(), *(each for many in code.aliases.values() for each in many)]
        return any(fold(each).startswith(start) for each in names)

    return [code.key for code in sorted(hits, key=lambda code: not named(code))]

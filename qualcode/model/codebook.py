"""The codebook: dimensions, their codes, and the facets that cross them all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qualcode.model.project import LANGUAGES

Localised = Mapping[str, str]
LocalisedLists = Mapping[str, tuple[str, ...]]

EFFECTS = ("positive", "negative", "mixed", "none", "unclear")


@dataclass(frozen=True, slots=True)
class Code:
    """A theme. `key` is fixed at birth (`social/confidence`); `parent` is the id of the code above, None at the top.

    Texts are by language. `terms` hold the term syntax of `model.terms`; `position` orders codes among all others.
    """

    id: str
    key: str
    parent: str | None
    position: int
    colour: str | None
    labels: Localised
    definition: Localised = field(default_factory=dict)
    include: Localised = field(default_factory=dict)
    exclude: Localised = field(default_factory=dict)
    aliases: LocalisedLists = field(default_factory=dict)
    examples: LocalisedLists = field(default_factory=dict)
    terms: LocalisedLists = field(default_factory=dict)
    indicators: LocalisedLists = field(default_factory=dict)
    pools: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value a facet may take."""

    name: str
    labels: Localised


@dataclass(frozen=True, slots=True)
class Facet:
    """A question asked of any passage whatever its code, such as *time*: before, during, after."""

    name: str
    labels: Localised
    values: tuple[FacetValue, ...]
    cues: LocalisedLists = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes in their order, parents before children, with the facets."""

    id: str
    name: str
    version: str
    languages: tuple[str, ...]
    title: Localised
    facets: tuple[Facet, ...]
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code as `codebook show` prints it: keys instead of ids, with its place in the tree."""

    key: str
    parent: str | None
    path: str
    dimension: str
    labels: Localised
    definition: Localised
    include: Localised
    exclude: Localised
    aliases: LocalisedLists
    examples: LocalisedLists
    terms: LocalisedLists
    indicators: LocalisedLists
    pools: tuple[str, ...]
    sdg: tuple[str, ...]
    colour: str | None
    id: str


@dataclass(frozen=True, slots=True)
class CodebookView:
    """A whole codebook as `codebook show` prints it."""

    name: str
    version: str
    languages: tuple[str, ...]
    title: Localised
    codes: tuple[CodeView, ...]
    facets: tuple[Facet, ...]


class CodeTree:
    """Look-ups over a codebook's codes: ancestors, descendants, names. Built once, O(n); nothing in it changes."""

    __slots__ = ("_by_id", "_by_key", "_children", "codes")

    def __init__(self, codes: tuple[Code, ...]) -> None:
        self.codes = codes
        self._by_id = {code.id: code for code in codes}
        self._by_key = {code.key: code for code in codes}
        self._children: dict[str | None, list[Code]] = {}
        for code in codes:
            self._children.setdefault(code.parent, []).append(code)

    def by_id(self, code: str) -> Code:
        """The code with this id; KeyError where there is none."""
        return self._by_id[code]

    def by_key(self, key: str) -> Code | None:
        """The code with this key."""
        return self._by_key.get(key)

    def children(self, code: str | None) -> list[Code]:
        """The codes right below (ids; None for the top), in order."""
        return self._children.get(code, [])

    def ancestors(self, code: Code) -> Iterator[Code]:
        """The codes above, nearest first."""
        while code.parent is not None:
            code = self._by_id[code.parent]
            yield code

    def dimension(self, code: Code) -> Code:
        """The top-level ancestor, or the code itself at the top."""
        return next(reversed([code, *self.ancestors(code)]))

    def branch(self, code: Code) -> Iterator[Code]:
        """The code and all below it, in reading order."""
        yield code
        for child in self.children(code.id):
            yield from self.branch(child)

    def walk(self) -> Iterator[tuple[int, Code]]:
        """Every code with its depth (0 at the top), in reading order."""

        def below(parent: str | None, depth: int) -> Iterator[tuple[int, Code]]:
            for code in self.children(parent):
                yield depth, code
                yield from below(code.id, depth + 1)

        yield from below(None, 0)

    def path(self, code: Code, language: str) -> str:
        """The ancestors' labels and the code's own: `Social / Confiance`."""
        return " / ".join(label(each, language) for each in [*reversed(list(self.ancestors(code))), code])

    def colour(self, code: Code) -> str | None:
        """The code's colour, or the nearest ancestor's."""
        return next((each.colour for each in [code, *self.ancestors(code)] if each.colour), None)

    def find(self, name: str) -> list[Code]:
        """The codes a person may mean by `name`: by key, by path, by a label or alias in any language.

        Key matches win over paths, paths over labels. Compared without regard to case and accents' encoding.
        """
        wanted = fold_name(name)
        for code in self.codes:
            if fold_name(code.key) == wanted:
                return [code]
        paths = [
            code
            for code in self.codes
            if any(fold_name(self.path(code, language)) == wanted for language in code.labels)
        ]
        if paths:
            return paths
        named = [code for code in self.codes if wanted in {fold_name(text) for text in code.labels.values()}]
        if named:
            return named
        return [code for code in self.codes if wanted in {fold_name(a) for many in code.aliases.values() for a in many}]


def label(code: Code | CodeView | Facet | FacetValue, language: str) -> str:
    """The label in `language`, else in English, else in any language there is, else the key."""
    for wanted in (language, "en", *LANGUAGES):
        if text := code.labels.get(wanted):
            return text
    return next(iter(code.labels.values()), code.key if isinstance(code, Code | CodeView) else code.name)


# Letters that are none with an accent, and stand where these do.
_LIKE = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'"})


def fold_name(name: str) -> str:
    """Names are the same when they differ only in case, Unicode form, white space or the shape of their apostrophes."""
    return " ".join(unicodedata.normalize("NFC", name).replace("’", "'").casefold().split())


def name_order(name: str) -> tuple[str, str]:
    """A sort key for names that is the same on every machine: letters without case and accents first, then as is."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.casefold().translate(_LIKE), name


def letters(tree: CodeTree, language: str) -> dict[str, str]:
    """A letter for each top-level code's id: the first letter of its label that no other has taken.

    Stands beside the colour everywhere, so that colour never carries meaning alone: E S P N T in English and French.
    """
    taken: dict[str, str] = {}
    for code in tree.children(None):
        # Without accents: É and E beside each other would be told apart by nobody.
        text = unicodedata.normalize("NFD", label(code, language)).upper()
        free = next((char for char in text if char.isalpha() and char not in taken.values()), None)
        taken[code.id] = free or next(c for c in map(chr, range(0x2460, 0x2474)) if c not in taken.values())
    return taken

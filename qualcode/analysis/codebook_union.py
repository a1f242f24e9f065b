"""Several codebooks made one: codes that are sure to be the same are joined, all others stand beside each other.

The first book is the one that the others are brought into: its ids, keys, places, labels and definitions stay. What the
union holds does not depend on the order of the others, and to bring the same in again changes nothing.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, count

from qualcode.analysis.codebook_uniting import Taken, differ, united, united_facets
from qualcode.model.codebook import Code, Codebook, CodeTree, fold_name
from qualcode.model.codebook_union import Apart, Named, Union, UnionConflict, UnionReport
from qualcode.model.comparison import Match
from qualcode.model.crosswalk import SURE
from qualcode.model.ids import stable_id

Ids = frozenset[tuple[str, str]]
Place = tuple[int, int]  # a book and a code in it
Sisters = dict[tuple[str | None, str, str], str]  # ids by parent, language and folded label
_IDENTITY, _CONFIRMED, _HELD, _ALIKE = range(4)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is known of the codes of two books: pairs that look alike or were confirmed, and (ids) pairs declined."""

    matches: Sequence[Match]
    declined: Ids = frozenset()


@dataclass(frozen=True, slots=True)
class _Link:
    """Two codes of two books that are the same, for a reason of some rank, or look alike."""

    rank: int
    score: float
    first: Place
    second: Place


def in_order(books: Sequence[Codebook]) -> list[int]:
    """The places of the books: the first one, then the others in an order that does not depend on how they came."""
    return [0, *sorted(range(1, len(books)), key=lambda at: _canonical(books[at]))]


def _canonical(book: Codebook) -> tuple[str, str, str]:
    return (book.id, book.name, hashlib.sha256(repr((book.codes, book.facets)).encode()).hexdigest())


def union(
    books: Sequence[Named],
    alike: Mapping[tuple[int, int], Likeness],
    words: Mapping[str, int] | None = None,
) -> Union:
    """One codebook of several, which stand as `in_order` says; `alike` for each two of them, the earlier one first.

    Joined are codes with one id (unless they are plainly not the same), confirmed pairs of one code with one, codes
    that say nothing new, and pairs whose score is at least `SURE`. `words` says by language (`""`: in all others) the
    place of the book whose label and definition of a code stand, where it has that code; else the earliest one's.
    """
    links, apart = _links(books, alike)
    places = [(book, at) for book, named in enumerate(books) for at in range(len(named.codebook.codes))]
    clusters = _Clusters(places)
    for link in sorted(links, key=lambda each: (each.rank, -each.score, each.first, each.second)):
        clusters.join(link.first, link.second)
    apart += [_apart(books, link, "taken") for link in links if not clusters.together(link.first, link.second)]
    told = sorted(set(apart), key=lambda each: (-each.score, dataclasses.astuple(each)))
    return _built(books, places, clusters, told, words or {})


# Which codes are the same


def _links(books: Sequence[Named], alike: Mapping[tuple[int, int], Likeness]) -> tuple[list[_Link], list[Apart]]:
    links: list[_Link] = []
    apart: list[Apart] = []
    for one, other in combinations(range(len(books)), 2):
        first, second = books[one].codebook.codes, books[other].codebook.codes
        likeness = alike[one, other]
        rows, columns = ({code.id: at for at, code in enumerate(codes)} for codes in (first, second))
        matches = {(rows[each.first.id], columns[each.second.id]): each for each in likeness.matches}
        found = {
            (a, b): _Link(_IDENTITY, 1.0, (one, a), (other, b))
            for a, b in _same_id(first, second)
            if (first[a].id, second[b].id) not in likeness.declined
            and ((a, b) in matches or _akin(first[a], second[b]))
        }
        said = [place for place, match in matches.items() if match.confirmed and place not in found]
        lefts, rights = Counter(a for a, _ in said), Counter(b for _, b in said)
        for a, b in said:
            link = _Link(_CONFIRMED, 1.0, (one, a), (other, b))
            if lefts[a] == rights[b] == 1:
                found[a, b] = link
            else:
                apart.append(_apart(books, link, "part"))
        if one == 0:
            for a, b in _held(first, second, {*found, *said}, likeness.declined):
                found[a, b] = _Link(_HELD, 1.0, (one, a), (other, b))
        settled = {a for a, _ in [*found, *said]}, {b for _, b in [*found, *said]}
        for (a, b), match in matches.items():
            link = _Link(_ALIKE, match.score, (one, a), (other, b))
            if a in settled[0] or b in settled[1]:
                continue
            if match.relation != "one" or match.score < SURE:
                apart.append(_apart(books, link, "part" if match.relation != "one" else "unsure"))
            else:
                found[a, b] = link
        # A code declined with all of theirs was said to have no counterpart: that is no pair to be told.
        alone = {a for a, n in Counter(a for a, _ in likeness.declined).items() if n == len(second)}
        for a_id, b_id in likeness.declined:
            if a_id in rows and b_id in columns and a_id not in alone:
                apart.append(_apart(books, _Link(_ALIKE, 0.0, (one, rows[a_id]), (other, columns[b_id])), "declined"))
        links += found.values()
    return links, apart


def _same_id(first: Sequence[Code], second: Sequence[Code]) -> Iterator[tuple[int, int]]:
    places = {code.id: at for at, code in enumerate(second)}
    return ((at, places[code.id]) for at, code in enumerate(first) if code.id in places)


def _akin(one: Code, other: Code) -> bool:
    """Whether two have a name in common, or no language in which they could have one."""
    return bool(_names(one) & _names(other)) or not one.labels.keys() & other.labels.keys()


def _held(
    first: Sequence[Code], second: Sequence[Code], settled: set[tuple[int, int]], declined: Ids
) -> Iterator[tuple[int, int]]:
    """Codes of which one of the first book's says everything already, by its names and all else."""
    named: dict[tuple[str, str], list[int]] = {}
    for a, code in enumerate(first):
        for name in _names(code):
            named.setdefault(name, []).append(a)
    taken = {a for a, _ in settled}
    gone = {b for _, b in settled}
    for b, theirs in enumerate(second):
        if b in gone:
            continue
        likely = [a for a in dict.fromkeys(a for name in _names(theirs) for a in named.get(name, ())) if a not in taken]
        for a in sorted(likely, key=lambda a: (first[a].key != theirs.key, first[a].labels != theirs.labels, a)):
            # A label that a sister has was made an alias.
            if (first[a].id, theirs.id) not in declined and first[a] in (
                united(first[a], theirs), united(first[a], theirs, lambda _language, _label: True)
            ):  # fmt: skip
                taken.add(a)
                yield a, b
                break


def _names(code: Code) -> set[tuple[str, str]]:
    labels = {(language, fold_name(text)) for language, text in code.labels.items()}
    return labels | {(language, fold_name(each)) for language, many in code.aliases.items() for each in many}


def _apart(books: Sequence[Named], link: _Link, reason: str) -> Apart:
    (one, a), (other, b) = link.first, link.second
    first, second = books[one], books[other]
    return Apart(first.name, first.codebook.codes[a].key, second.name, second.codebook.codes[b].key, link.score, reason)


class _Clusters:
    """Codes that are one; never two of one book."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._cluster: dict[Place, dict[int, Place]] = {place: {place[0]: place} for place in places}

    def join(self, first: Place, second: Place) -> None:
        """Make two clusters one, unless both hold a code of one book."""
        one, other = self._cluster[first], self._cluster[second]
        if one is not other and not one.keys() & other.keys():
            one.update(other)
            for place in other.values():
                self._cluster[place] = one

    def together(self, first: Place, second: Place) -> bool:
        """Whether two codes are one."""
        return self._cluster[first] is self._cluster[second]

    def base(self, place: Place) -> Place:
        """The code that stays: that of the earliest book."""
        return min(self._cluster[place].values())

    def members(self, base: Place) -> list[Place]:
        """All codes that are one with it, by book."""
        return sorted(self._cluster[base].values())


# The union


def _built(
    books: Sequence[Named],
    places: Sequence[Place],
    clusters: _Clusters,
    apart: Sequence[Apart],
    words: Mapping[str, int],
) -> Union:
    made: dict[Place, Code] = {}
    sisters: Sisters = {}
    conflicts: list[UnionConflict] = []
    depths = [_depths(named.codebook.codes) for named in books]
    bases = sorted(
        (place for place in places if clusters.base(place) == place),
        key=lambda place: (place[0], depths[place[0]][place[1]], place[1]),
    )
    ids = [{code.id: at for at, code in enumerate(named.codebook.codes)} for named in books]

    def above(place: Place) -> Code | None:
        """The code of the union that stands above a code in its own book."""
        parent = books[place[0]].codebook.codes[place[1]].parent
        return made[clusters.base((place[0], ids[place[0]][parent]))] if parent is not None else None

    # First all that come to stand, parents before children; then what is said of them in the other books.
    for place in bases:
        code = books[place[0]].codebook.codes[place[1]]
        code = dataclasses.replace(code, parent=parent.id if (parent := above(place)) is not None else None)
        made[place] = _beside(code, made.values(), sisters) if place[0] else code
        _note(sisters, made[place])
    for place in bases:
        base = made[place]
        found = {book: books[book].codebook.codes[at] for book, at in clusters.members(place)}
        made[place] = here = _reworded(base, found, words, _has_sister(base, sisters))
        # Where others' words stand, the code's own are what a book says of it as well.
        if here is not base:
            conflicts += _conflicts(here, base, None, None, books[place[0]].name)
            made[place] = united(here, base, _has_sister(here, sisters))
            _note(sisters, made[place])
        for book, at in clusters.members(place)[1:]:
            here, theirs = made[place], books[book].codebook.codes[at]
            conflicts += _conflicts(here, theirs, above(place), above((book, at)), books[book].name)
            made[place] = united(here, theirs, _has_sister(here, sisters))
            _note(sisters, made[place])
    own = [made[place] for place in places if not place[0]]
    codes = _in_order(own, [made[place] for place in bases if place[0]])
    added = sum(place[0] > 0 for place in bases)
    report = UnionReport(len(codes), len(places) - len(bases), added, tuple(dict.fromkeys(conflicts)), tuple(apart))
    held = {
        made[place].key: tuple(
            (books[book].name, books[book].codebook.codes[at].key) for book, at in clusters.members(place)
        )
        for place in bases
    }
    return Union(_book([named.codebook for named in books], codes), report, held)


def _reworded(own: Code, found: Mapping[int, Code], words: Mapping[str, int], taken: Taken) -> Code:
    """A code with the label and the definition of the book whose words stand, by language; as it is where none do."""
    labels, definition = dict(own.labels), dict(own.definition)
    said = {language for code in found.values() for texts in (code.labels, code.definition) for language in texts}
    for language in sorted(said):
        theirs = found.get(words.get(language, words.get("", -1)))
        if theirs is None:
            continue
        if (name := theirs.labels.get(language)) and not taken(language, fold_name(name)):
            labels[language] = name
        if text := theirs.definition.get(language):
            definition[language] = text
    if (labels, definition) == (own.labels, own.definition):
        return own
    return dataclasses.replace(own, labels=labels, definition=definition)


def _depths(codes: Sequence[Code]) -> list[int]:
    """How many codes stand above each."""
    tree = CodeTree(tuple(codes))
    return [sum(1 for _ in tree.ancestors(code)) for code in codes]


def _has_sister(code: Code, sisters: Sisters) -> Taken:
    return lambda language, label: sisters.get((code.parent, language, label), code.id) != code.id


def _note(sisters: Sisters, code: Code) -> None:
    for language, text in code.labels.items():
        sisters.setdefault((code.parent, language, fold_name(text)), code.id)


def _beside(code: Code, others: Collection[Code], sisters: Sisters) -> Code:
    """A code of another book at its place in the union: it makes way where its id, key or label is taken."""
    keys = {each.key for each in others}
    key = next(each for n in count(1) if (each := code.key if n == 1 else f"{code.key}-{n}") not in keys)
    own = code.id
    if own in {each.id for each in others}:
        own = stable_id("code", own, *(f"{language}:{text}" for language, text in sorted(code.labels.items())))
    labels = dict(code.labels)
    aliases = {language: tuple(each) for language, each in code.aliases.items()}
    for language, text in code.labels.items():
        free = (each for n in count(1) if (each := text if n == 1 else f"{text} ({n})"))
        labels[language] = next(each for each in free if (code.parent, language, fold_name(each)) not in sisters)
        if labels[language] != text:
            aliases[language] = (*aliases.get(language, ()), text)
    return dataclasses.replace(code, id=own, key=key, labels=labels, aliases=aliases)


def _conflicts(
    ours: Code, theirs: Code, above: Code | None, theirs_above: Code | None, book: str
) -> Iterator[UnionConflict]:
    for field in ("labels", "definition"):
        mine, other = getattr(ours, field), getattr(theirs, field)
        for language in other:
            if differ(mine.get(language), other[language]):
                yield UnionConflict(ours.key, field, language, mine[language], other[language], book)
    if (above and above.id) != (theirs_above and theirs_above.id):
        one, another = (each.key if each is not None else "" for each in (above, theirs_above))
        yield UnionConflict(ours.key, "parent", "", one, another, book)


def _in_order(own: Sequence[Code], added: Sequence[Code]) -> tuple[Code, ...]:
    """The codes of the first book in their order, each added one last below its parent; positions from 0."""
    ordered = list(own)
    parents = {code.id: code.parent for code in (*own, *added)}

    def within(code: Code, parent: str) -> bool:
        at: str | None = code.id
        while at is not None and at != parent:
            at = parents[at]
        return at == parent

    for code in added:
        last = [n for n, each in enumerate(ordered) if code.parent is not None and within(each, code.parent)]
        ordered.insert(last[-1] + 1 if last else len(ordered), code)
    return tuple(dataclasses.replace(code, position=position) for position, code in enumerate(ordered))


def _book(books: Sequence[Codebook], codes: tuple[Code, ...]) -> Codebook:
    first = books[0]
    title = dict(first.title)
    facets = first.facets
    for book in books[1:]:
        title = {**book.title, **title}
        facets = united_facets(facets, book.facets)
    languages = tuple(dict.fromkeys(language for book in books for language in book.languages))
    return dataclasses.replace(first, languages=languages, title=title, facets=facets, codes=codes)

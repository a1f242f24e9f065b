"""Two codebooks held side by side: what has become of each code, how sure that is, and why.

What people said of pairs (`ops.crosswalk`) is certain; then names, texts, terms, places, and where both are projects
with the same texts, the passages that both have coded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.codebook import Code, CodeTree
from qualcode.model.comparison import (
    FIELDS,
    PLAIN_FIELDS,
    Changed,
    CodebookDiff,
    CodePair,
    Match,
    Merged,
    Moved,
    Renamed,
    Split,
)
from qualcode.model.message import N_, Message
from qualcode.ops import codebook_source, crosswalk
from qualcode.ops.codebook_source import Source
from qualcode.store.session import Session

if TYPE_CHECKING:
    from qualcode.analysis.compare.evidence import Shared


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two codebooks with the pairs of their codes, in the order of the first, and what could not be compared.

    `languages` are those that texts were compared in; `declined` holds the pairs (ids) that somebody said are none.
    """

    first: Source
    second: Source
    matches: tuple[Match, ...]
    notes: tuple[Message, ...]
    languages: tuple[str, ...]
    declined: frozenset[tuple[str, str]]

    @property
    def removed(self) -> list[Code]:
        """The codes of the first that have no counterpart."""
        paired = {match.first.id for match in self.matches}
        return [code for code in self.first.codebook.codes if code.id not in paired]

    @property
    def added(self) -> list[Code]:
        """The codes of the second that have no counterpart."""
        paired = {match.second.id for match in self.matches}
        return [code for code in self.second.codebook.codes if code.id not in paired]


def compare(session: Session, other: str, version: str | None = None) -> Comparison:
    """The project's codebook, or a version of it, against another: a file, a project, `PROJECT@VERSION`, `@VERSION`.

    Raises what `codebook_source.read` raises.
    """
    return between(codebook_source.of_project(session, version), codebook_source.read(other, session))


def between(first: Source, second: Source) -> Comparison:
    """Two codebooks, with what was said of their pairs in either's project. O(codes of one × codes of the other)."""
    # numpy, scipy and rapidfuzz, which take a moment to load.
    from qualcode.analysis.compare.evidence import common_languages
    from qualcode.analysis.compare.pairing import pairs
    from qualcode.analysis.compare.passages import shared
    from qualcode.analysis.compare.relations import matches, silent_fields

    first, second = codebook_source.told_apart([first, second])
    one, other = first.codebook.codes, second.codebook.codes
    confirmed, declined = crosswalk.between((*first.kept, *second.kept), first.codebook, second.codebook)
    met = None
    if first.passages is not None and second.passages is not None:
        met = shared(one, other, first.passages, second.passages)
    found = pairs(one, other, met, confirmed=confirmed, declined=declined)
    empty = [silent_fields(codes) for codes in (one, other)]
    # A table that has no column for a field does not say that there is nothing to be said.
    silent = (empty[0] - empty[1] if first.is_table else set()) | (empty[1] - empty[0] if second.is_table else set())
    tongues = common_languages(one, other)
    return Comparison(
        first,
        second,
        tuple(matches(one, other, found, silent=silent)),
        tuple(_notes(first, second, tongues, met, silent, bool(found))),
        tuple(tongues),
        declined,
    )


def _notes(
    first: Source, second: Source, tongues: Sequence[str], met: Shared | None, silent: set[str], any_found: bool
) -> list[Message]:
    notes: list[Message] = []
    ours, theirs = (_languages(source) for source in (first, second))
    if not tongues and ours and theirs:
        told = {"first": ", ".join(ours), "second": ", ".join(theirs)}
        notes.append(
            Message(
                N_("The codebooks have no language in common ({first}; {second}): names and texts say nothing."), told
            )
        )
        if not any_found and met is None:
            notes.append(
                Message(
                    N_(
                        "Neither have they ids, keys or coded texts in common, so nothing can be told of their codes: "
                        "give one of them labels in a language of the other, or confirm pairs by hand."
                    )
                )
            )
    for source, own, others in ((first, ours, theirs), (second, theirs, ours)):
        if tongues and (more := [each for each in own if each not in others]):
            told = {"name": source.name, "languages": ", ".join(more)}
            notes.append(Message(N_("Only “{name}” has texts in: {languages}. These are not compared."), told))
    if silent and any_found:
        names = ", ".join(name for name in FIELDS if name in silent)
        notes.append(Message(N_("A table without these columns says nothing about them: {fields}."), {"fields": names}))
    if met is not None:
        numbers = {"first": int(met.first.sum()), "second": int(met.second.sum())}
        notes.append(
            Message(
                N_("Both have coded the same texts ({first} and {second} passages); passages that meet count."), numbers
            )
        )
    return notes


def _languages(source: Source) -> list[str]:
    used = {language for code in source.codebook.codes for language in code.labels}
    return [each for each in source.codebook.languages if each in used] + sorted(used - set(source.codebook.languages))


def diff(made: Comparison) -> CodebookDiff:
    """The comparison in keys, as `codebook diff` prints it."""
    one, other = CodeTree(made.first.codebook.codes), CodeTree(made.second.codebook.codes)
    alone = [match for match in made.matches if not {"split", "merged"} & set(match.relations)]
    return CodebookDiff(
        first=made.first.name,
        second=made.second.name,
        same=tuple(match.first.key for match in alone if match.relations == ("same",)),
        added=tuple(code.key for code in made.added),
        removed=tuple(code.key for code in made.removed),
        renamed=tuple(
            Renamed(match.first.key, match.second.key, match.score) for match in alone if "renamed" in match.relations
        ),
        moved=tuple(
            Moved(match.first.key, _parent(one, match.first), _parent(other, match.second))
            for match in alone
            if "moved" in match.relations
        ),
        changed=tuple(Changed(match.first.key, match.fields) for match in alone if "changed" in match.relations),
        split=tuple(
            Split(match.first.key, tuple(each.second.key for each in made.matches if each.first is match.first))
            for match in _firsts(made.matches, "split")
        ),
        merged=tuple(
            Merged(tuple(each.first.key for each in made.matches if each.second is match.second), match.second.key)
            for match in _seconds(made.matches)
        ),
        pairs=tuple(
            CodePair(
                from_=match.first.key,
                to=match.second.key,
                score=match.score,
                reason=", ".join(name for name, _ in match.because),
                because=dict(match.because),
                relation=match.relation,
                confirmed=match.confirmed,
            )
            for match in made.matches
        ),
        notes=made.notes,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What two codes say differently: `field` is of `comparison.FIELDS`, or `labels`; `language`: "" for none.

    Of lists only the entries that the other has not.
    """

    field: str
    language: str
    first: str
    second: str


def differences(made: Comparison, match: Match) -> list[Difference]:
    """The names and texts of a pair that are not the same, by field and language."""
    from qualcode.analysis.compare.relations import differing_languages

    one, other = match.first, match.second
    found = [
        Difference("labels", language, one.labels[language], other.labels[language]) for language in match.languages
    ]
    for name in match.fields:
        if name in PLAIN_FIELDS:
            found.append(Difference(name, "", *_either(getattr(one, name), getattr(other, name))))
            continue
        for language in differing_languages(one, other, name, made.languages):
            ours, theirs = (getattr(code, name).get(language) for code in (one, other))
            found.append(Difference(name, language, *_either(ours, theirs)))
    return found


def _either(ours: str | tuple[str, ...] | None, theirs: str | tuple[str, ...] | None) -> tuple[str, str]:
    """Two texts; of two lists what only the one and only the other has."""
    if isinstance(ours, str) or isinstance(theirs, str):
        return str(ours or ""), str(theirs or "")
    left, right = ours or (), theirs or ()
    return (
        " · ".join(each for each in left if each not in right),
        " · ".join(each for each in right if each not in left),
    )


def _parent(tree: CodeTree, code: Code) -> str | None:
    return tree.by_id(code.parent).key if code.parent is not None else None


def _firsts(found: Sequence[Match], relation: str) -> list[Match]:
    """The first match of each code of A that has this relation."""
    return list({match.first.id: match for match in reversed(found) if relation in match.relations}.values())[::-1]


def _seconds(found: Sequence[Match]) -> list[Match]:
    """The first match of each code of B in which several were made one."""
    return list({match.second.id: match for match in reversed(found) if "merged" in match.relations}.values())[::-1]

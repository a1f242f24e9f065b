"""Codes merged, split and removed, with the codings they carry.

Each is one operation, which one undo takes back, and says in figures what it did; `consequences` says beforehand what
it would do. No coding is lost: it goes to the other code or, where it is asked for, off with the code.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import Refused, UsageError
from qualcode.model.codebook import Code, CodeTree, fold_name
from qualcode.model.coding import Coding, Memo
from qualcode.model.indicator import Indicator
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.proposal import Proposal
from qualcode.model.suggestion import Decision
from qualcode.ops import crosswalk, statements, summaries, translations, verdicts
from qualcode.ops.codebook_edits import (
    LISTS,
    CodeMisplaced,
    check_sisters,
    new_code,
    positions,
    speak,
    unique,
)
from qualcode.ops.codebooks import find_code, tree
from qualcode.ops.restate import Restated, by_ids, place, restate
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session

_PROSE = ("definition", "include", "exclude")


class CodeInUse(Refused):
    """A code cannot be removed as long as codings would go with it that nobody has decided about."""

    code = "code-in-use"
    sentence = N_("“{code}” is in use. Codes, with those below it: {codes}. Codings: {codings}, by {coders}.")
    hint = N_("Move them with --move-codings-to CODE, or take them off too with --with-codings.")


class CodingNotOfCode(Refused):
    """A coding is to go over from a code that it does not have."""

    code = "coding-not-of-code"
    sentence = N_("The coding “{name}” does not have the code “{code}”, or was named twice.")
    hint = N_("See its codings with: qualcode codings --code {code}")


@dataclass(frozen=True, slots=True)
class Consequences:
    """What hangs on a code and, for a removal, on those below it: `codes` are their keys.

    `memos` counts those on the codes, `notes` those on their codings, `decisions` what was said to suggestions of
    them. `joined` of the codings would go up into one that is there, if all went to another code.
    """

    codes: tuple[str, ...]
    codings: int
    documents: int
    coders: tuple[str, ...]
    memos: int
    notes: int
    decisions: int
    joined: int


@dataclass(frozen=True, slots=True)
class Recast:
    """What a merger, a split or a removal did.

    `removed` and `added` are keys of codes. Of the `codings` that went to another code, `joined` went up into one that
    was there, in `differing` of which effect or facets were not the same: those of the one that stays hold.
    `uncoded` were taken off. `operation` is the journal number.
    """

    removed: tuple[str, ...]
    added: tuple[str, ...]
    codings: int
    joined: int
    differing: int
    uncoded: int
    operation: int | None


def consequences(session: Session, code: str, *, into: str | None = None, below: bool = True) -> Consequences:
    """What would happen to a code's codings, and without `below` False to those of the codes below it.

    `into`: the code they would go to. Raises CodeNotFound, Ambiguous.
    """
    codes = tree(session)
    found = find_code(codes, code)
    branch = list(codes.branch(found)) if below else [found]
    ids = {each.id for each in branch}
    target = find_code(codes, into) if into else None
    codings = session.all(Coding, code=list(ids))
    coders = {each.coder for each in codings}
    return Consequences(
        codes=tuple(each.key for each in branch),
        codings=len(codings),
        documents=len({each.document for each in codings}),
        coders=tuple(sorted(each.name for each in session.all(Coder) if each.id in coders)),
        memos=len(session.all(Memo, about=list(ids))),
        notes=_notes(session, codings),
        decisions=len(session.all(Decision, code=list(ids))),
        joined=_would_join(session, codings, target) if target else 0,
    )


def _notes(session: Session, codings: Sequence[Coding]) -> int:
    ids = {each.id for each in codings}
    about = read.columns(session, "memo", "about")[0]
    return sum(each in ids for each in about)


def _would_join(session: Session, codings: Sequence[Coding], target: Code) -> int:
    """How many of the codings come to a place that another has, once all carry the code `target`."""
    leaving = {each.id for each in codings}
    there = [each for each in session.all(Coding, code=target.id) if each.id not in leaving]
    wanted = [dataclasses.replace(each, code=target.id) for each in codings]
    # Codings adrift are one only where they stood on the same words of the same revision.
    places = {(place(each), (each.revision, each.quote) if each.adrift else None) for each in (*there, *wanted)}
    return len(there) + len(wanted) - len(places)


def merge(session: Session, code: str, into: str) -> Recast:
    """Make two codes one: `code` is removed, and what it had goes to `into`.

    Its codings, memos and the codes below it go over; its labels become aliases where `into` has its own; texts are
    put below those of `into`, lists are joined. Where a coder has both codes on one passage, the two codings become
    one with the memos of both. Raises CodeNotFound, Ambiguous, CodeMisplaced, NameRefused.
    """
    with session.operation("code.merge", Message("")) as gate:
        codes = tree(session)
        source, target = find_code(codes, code), find_code(codes, into)
        _check_target(codes, [source], target)
        if target in codes.branch(source):
            raise CodeMisplaced(code=source.key, reason=Message(N_("the other code stands below it")))
        _take_over_children(gate, codes, source, target)
        moved = session.all(Coding, code=source.id)
        gate.summary = Message(
            N_("Merged {code} into {into} (codings: {n})"), {"code": source.key, "into": target.key, "n": len(moved)}
        )
        done = _go_over(session, gate, moved, target)
        gate.update_many(Memo, [each.id for each in session.all(Memo, about=source.id)], about=target.id)
        decisions = [each.id for each in session.all(Decision, code=source.id)]
        gate.update_many(Decision, decisions, code=target.id)
        point_to(session, gate, [source.id], target)
        gate.update(Code, target.id, **_united(codes, target, source))
        gate.delete(Code, [source.id])
    return Recast((source.key,), (), len(moved), done.joined, done.differing, 0, gate.sequence)


def split(session: Session, code: str, parts: Mapping[str, Sequence[str]], *, language: str | None = None) -> Recast:
    """Make new codes beside a code and give them some of its codings: `parts` are codings' ids by the new label.

    What is not named stays with the code, and so do its texts, terms and the codes below it. Raises CodeNotFound,
    Ambiguous, NameRefused, CodingNotFound, CodingNotOfCode.
    """
    with session.operation("code.split", Message("")) as gate:
        codes = tree(session)
        source = find_code(codes, code)
        language = speak(session, gate, language)
        above = codes.by_id(source.parent) if source.parent else None
        sisters = codes.children(source.parent)
        following = next(iter(sisters[sisters.index(source) + 1 :]), None)
        left = {each.id for each in session.all(Coding, code=source.id)}
        made: list[Code] = []
        for label, ids in parts.items():
            new = new_code(CodeTree((*codes.codes, *made)), label, language, above, source.colour)
            gate.insert(new)
            made.append(new)
            for each in by_ids(session, ids):
                if each.id not in left:
                    raise CodingNotOfCode(name=each.id, code=source.key)
                left.remove(each.id)
            gate.update_many(Coding, list(dict.fromkeys(ids)), code=new.id)
        for key, position in positions(CodeTree((*codes.codes, *made)), made, following).items():
            gate.update(Code, key, position=position)
        keys = tuple(each.key for each in made)
        moved = sum(len(set(ids)) for ids in parts.values())
        gate.summary = Message(
            N_("Split {code}: {new} (codings: {n})"), {"code": source.key, "new": ", ".join(keys), "n": moved}
        )
    return Recast((), keys, moved, 0, 0, 0, gate.sequence)


def remove(session: Session, code: str, *, move_codings_to: str | None = None, with_codings: bool = False) -> Recast:
    """Remove a code and those below it; codings go to another code, or off with `with_codings`.

    Where codings go over, so do the memos on the codes and what was accepted of suggestions; what was refused, and
    without another code all of it, goes off. Raises CodeNotFound, Ambiguous, CodeInUse where there are codings and
    neither is asked for, CodeMisplaced where they would go to a code that goes too, UsageError for both.
    """
    if move_codings_to and with_codings:
        raise UsageError(what=Message(N_("Codings can either be moved or taken off.")))
    with session.operation("code.remove", Message("")) as gate:
        codes = tree(session)
        found = find_code(codes, code)
        branch = list(codes.branch(found))
        ids = [each.id for each in branch]
        moved = session.all(Coding, code=ids)
        decisions, memos = session.all(Decision, code=ids), [each.id for each in session.all(Memo, about=ids)]
        done = Restated()
        target = find_code(codes, move_codings_to) if move_codings_to else None
        if target is not None:
            _check_target(codes, branch, target)
            done = _go_over(session, gate, moved, target)
            gate.update_many(Memo, memos, about=target.id)
            kept = [each.id for each in decisions if each.verdict != "refused"]
            gate.update_many(Decision, kept, code=target.id)
            point_to(session, gate, ids, target)
            gate.delete(Decision, [each.id for each in decisions if each.verdict == "refused"])
        elif moved and not with_codings:
            coders = {each.coder for each in moved}
            names = ", ".join(sorted(each.name for each in session.all(Coder) if each.id in coders))
            raise CodeInUse(code=found.key, codes=len(branch), codings=len(moved), coders=names)
        else:
            notes = session.all(Memo, about=[each.id for each in moved])
            gate.delete(Memo, [*memos, *(each.id for each in notes)])
            translations.drop(session, gate, [each.id for each in moved])
            gate.delete(Coding, [each.id for each in moved])
            gate.delete(Decision, [each.id for each in decisions])
        gate.delete(Code, ids)
        told = N_("Removed {code} (codes: {codes}, codings: {n})")
        if target:
            told = N_("Removed {code} (codes: {codes}, codings, which are {into} now: {n})")
        counts = {"codes": len(branch), "n": len(moved)}
        gate.summary = Message(told, {"code": found.key, "into": target.key if target else "", **counts})
    keys = tuple(each.key for each in branch)
    off, over = (0, len(moved)) if target else (len(moved), 0)
    return Recast(keys, (), over, done.joined, done.differing, off, gate.sequence)


def _check_target(codes: CodeTree, going: Sequence[Code], target: Code) -> None:
    if target in going:
        raise CodeMisplaced(code=target.key, reason=Message(N_("it goes itself")))


def _go_over(session: Session, gate: Operation, codings: Sequence[Coding], target: Code) -> Restated:
    return restate(session, gate, [(each, dataclasses.replace(each, code=target.id)) for each in codings])


def point_to(session: Session, gate: Operation, codes: Sequence[str], target: Code) -> None:
    """Let indicators, open proposals, texts, verdicts and pairs on codes (ids) which go be about another."""
    gate.update_many(Indicator, [each.id for each in session.all(Indicator, code=list(codes))], code=target.id)
    proposed = session.all(Proposal, subject=list(codes), about="code", status="open")
    gate.update_many(Proposal, [each.id for each in proposed], subject=target.id)
    statements.point_to(session, gate, codes, target)
    verdicts.point_to(session, gate, codes, target.id)
    summaries.point_to(session, gate, codes, target.id)
    crosswalk.point_to(session, gate, codes, target.id)


def _take_over_children(gate: Operation, codes: CodeTree, source: Code, target: Code) -> None:
    """Put the codes below `source` under `target`, last and in their order."""
    children = codes.children(source.id)
    for child in children:
        check_sisters(codes, child.labels, target.id, [source.id])
    gate.update_many(Code, [child.id for child in children], parent=target.id)
    branches = [each for child in children for each in codes.branch(child)]
    if branches:
        for key, position in positions(codes, branches, None).items():
            gate.update(Code, key, position=position)


def _united(codes: CodeTree, target: Code, source: Code) -> dict[str, Any]:
    """What `target` says once it speaks for `source` too; nothing that one of them said is left out."""
    labels, aliases = dict(target.labels), {language: list(each) for language, each in target.aliases.items()}
    taken = {
        (language, fold_name(text))
        for sister in codes.children(target.parent)
        if sister.id != source.id
        for language, text in sister.labels.items()
    }
    for language, text in source.labels.items():
        if language not in labels and (language, fold_name(text)) not in taken:
            labels[language] = text
        else:
            aliases.setdefault(language, []).append(text)
    news: dict[str, Any] = {"labels": labels}
    for name in _PROSE:
        ours, theirs = getattr(target, name), getattr(source, name)
        news[name] = {each: _both(ours.get(each, ""), theirs.get(each, "")) for each in {**ours, **theirs}}
    for name in LISTS:
        ours, theirs = aliases if name == "aliases" else getattr(target, name), getattr(source, name)
        news[name] = {each: unique((*ours.get(each, ()), *theirs.get(each, ()))) for each in {**ours, **theirs}}
    own = {(language, fold_name(text)) for language, text in labels.items()}
    news["aliases"] = {
        language: left
        for language, each in news["aliases"].items()
        if (left := tuple(alias for alias in each if (language, fold_name(alias)) not in own))
    }
    news["pools"], news["sdg"] = unique((*target.pools, *source.pools)), unique((*target.sdg, *source.sdg))
    return news


def _both(ours: str, theirs: str) -> str:
    """Two texts as paragraphs of one; one that the other holds already is not repeated."""
    if theirs in ours:
        return ours
    return f"{ours}\n\n{theirs}" if ours else theirs

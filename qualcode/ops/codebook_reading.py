"""The project's codings read under another codebook, and recoded for good once somebody has seen what that would do.

Which code counts as which: codes with one id, pairs that people confirmed (`ops.crosswalk`), and pairs that the two
codebooks themselves make sure enough. A code that was split into several has no counterpart: somebody has to look.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from qualcode.analysis.codebook_uniting import Taken, united
from qualcode.errors import NameRefused
from qualcode.model.codebook import Code, CodeTree, fold_name
from qualcode.model.codebook_reading import CodeKept, CodeReplaced, Counterparts, Reading, RecodeReport
from qualcode.model.coding import Coding, CodingView, Memo
from qualcode.model.crosswalk import SURE
from qualcode.model.ids import stable_id
from qualcode.model.message import N_, Message
from qualcode.model.suggestion import Decision
from qualcode.ops import codebook_compare
from qualcode.ops.codebook_merging import point_to
from qualcode.ops.codebook_source import Source, of_project
from qualcode.ops.codebook_texts import FIELDS
from qualcode.ops.codebooks import book, tree
from qualcode.ops.restate import Restated, place, restate
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session


def counterparts(session: Session, other: Source) -> Counterparts:
    """Which code of another codebook each code of the project is. Nothing is stored."""
    matches = codebook_compare.between(of_project(session), other).matches
    said = [match for match in matches if match.confirmed]
    partners = Counter(match.first.id for match in said)
    found = {match.first.id: match.second.id for match in said if partners[match.first.id] == 1}
    found |= {
        match.first.id: match.second.id
        for match in matches
        if match.relation == "one" and match.score >= SURE and match.first.id not in partners
    }
    seen = {match.first.id for match in matches}
    return Counterparts(
        found,
        {
            code.key: "split" if partners[code.id] > 1 else "unsure" if code.id in seen else "none"
            for code in book(session).codes
            if code.id not in found
        },
    )


def read_under(session: Session, codings: Sequence[CodingView], other: Source) -> list[tuple[CodingView, str | None]]:
    """Codings, each with the key of the other codebook's code that it counts as; None where there is no counterpart."""
    keys = reading(session, other).keys
    return [(coding, keys.get(coding.code)) for coding in codings]


def reading(session: Session, other: Source) -> Reading:
    """What each code of the project counts as in another codebook. Nothing is stored."""
    found = counterparts(session, other).found
    theirs = {code.id: code.key for code in other.codebook.codes}
    keys = {code.key: theirs[found[code.id]] for code in book(session).codes if code.id in found}
    return Reading(other.name, other.codebook, found, keys)


# Recoding


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done: the codes that take the place of others (by id), those to be made, the codings concerned."""

    tree: CodeTree
    swaps: Mapping[str, Code]
    added: Sequence[Code]
    codings: Sequence[Coding]
    lacking: Mapping[str, str]


def foresee(session: Session, other: Source) -> RecodeReport:
    """What `recode` would do; nothing is stored. Raises what that raises."""
    plan = _plan(session, other)
    return _report(session, plan, _joined(session, plan))


def recode(session: Session, other: Source) -> RecodeReport:
    """Give all codings the codes of another codebook that they count as, in one operation.

    The other's codes come into the codebook with their ids and stand where they stand there. The codes whose place they
    take go; their names, words and rules, their memos and the codes below them go over. Codes without a counterpart
    stay with their codings. Raises NameRefused where a code that stays has the name of one that comes to its side.
    """
    with session.operation("codebook.recode", Message("")) as gate:
        plan = _plan(session, other)
        report = _report(session, plan, 0)
        told = N_("Recoded under the codebook “{name}” (codes: {codes}, codings: {n})")
        gate.summary = Message(told, {"name": other.name, "codes": len(plan.swaps), "n": len(plan.codings)})
        done = _store(session, gate, plan) if plan.swaps else Restated()
    return dataclasses.replace(report, joined=done.joined, differing=done.differing, operation=gate.sequence)


def _plan(session: Session, other: Source) -> _Plan:
    parts = counterparts(session, other)
    before = tree(session)
    present = {code.id for code in before.codes}
    # A code of the other book that has the id of one of ours, and is not that one, comes under an id of its own.
    taken = {code.id for code in other.codebook.codes if code.id in present and parts.found.get(code.id) != code.id}
    new = {code.id: stable_id("code", code.id, other.codebook.id) for code in before.codes if code.id in taken}
    theirs = CodeTree(tuple(_under_ids(code, new) for code in other.codebook.codes))
    swaps = {one: theirs.by_id(new.get(another, another)) for one, another in parts.found.items() if one != another}
    needed = {each.id for code in swaps.values() for each in (code, *theirs.ancestors(code))} - present
    added = [code for _, code in theirs.walk() if code.id in needed]
    _check_sisters(before, swaps, added)
    return _Plan(before, swaps, added, session.all(Coding, code=list(swaps)), parts.lacking)


def _check_sisters(before: CodeTree, swaps: Mapping[str, Code], added: Sequence[Code]) -> None:
    """Raise NameRefused where a code that stays would stand beside one that comes with its name."""
    staying = [code for code in before.codes if code.id not in swaps]
    beside: dict[str | None, list[Code]] = {}
    for code in staying:
        target = swaps.get(code.parent or "")
        beside.setdefault(target.id if target is not None else code.parent, []).append(code)
    for code in added:
        for sister in beside.get(code.parent, ()):
            for language, text in code.labels.items():
                if fold_name(sister.labels.get(language, "")) == fold_name(text):
                    told = Message(N_("“{code}” has it, stays, and would stand beside it"), {"code": sister.key})
                    raise NameRefused(name=text, reason=told)


def _under_ids(code: Code, new: Mapping[str, str]) -> Code:
    parent = new.get(code.parent, code.parent) if code.parent is not None else None
    return dataclasses.replace(code, id=new.get(code.id, code.id), parent=parent)


def _report(session: Session, plan: _Plan, joined: int) -> RecodeReport:
    used = Counter(read.columns(session, "coding", "code")[0])
    new = {code.id for code in plan.added}
    replaced = [
        CodeReplaced(code.key, plan.swaps[code.id].key, used[code.id], plan.swaps[code.id].id in new)
        for code in plan.tree.codes
        if code.id in plan.swaps
    ]
    kept = [
        CodeKept(code.key, plan.lacking[code.key], used[code.id])
        for code in plan.tree.codes
        if code.key in plan.lacking
    ]
    return RecodeReport(tuple(replaced), tuple(kept), len(plan.codings), joined, None, None)


def _joined(session: Session, plan: _Plan) -> int:
    """How many codings would come to a place that another has."""
    leaving = {coding.id for coding in plan.codings}
    targets = list({code.id for code in plan.swaps.values()})
    there = [coding for coding in session.all(Coding, code=targets) if coding.id not in leaving]
    wanted = [dataclasses.replace(coding, code=plan.swaps[coding.code].id) for coding in plan.codings]
    # Codings adrift are one only where they stood on the same words of the same revision.
    places = {(place(each), (each.revision, each.quote) if each.adrift else None) for each in (*there, *wanted)}
    return len(there) + len(wanted) - len(places)


def _store(session: Session, gate: Operation, plan: _Plan) -> Restated:
    _make(gate, plan)
    changes = [(each, dataclasses.replace(each, code=plan.swaps[each.code].id)) for each in plan.codings]
    done = restate(session, gate, changes)
    for one, target in plan.swaps.items():
        gate.update_many(Memo, [each.id for each in session.all(Memo, about=one)], about=target.id)
        gate.update_many(Decision, [each.id for each in session.all(Decision, code=one)], code=target.id)
        point_to(session, gate, [one], target)
        below = [each.id for each in plan.tree.children(one) if each.id not in plan.swaps]
        gate.update_many(Code, below, parent=target.id)
    gate.delete(Code, list(plan.swaps))
    _enrich(session, gate, plan)
    _put_in_order(session, gate)
    _speak(session, gate)
    return done


def _make(gate: Operation, plan: _Plan) -> None:
    """Insert the codes that come, at first behind all others; keys that they need are given up by codes that go."""
    owners = {code.key: code.id for code in plan.tree.codes}
    position = max((code.position for code in plan.tree.codes), default=-1) + 1
    for code in plan.added:
        spare = next(each for n in count(2) if (each := f"{code.key}-{n}") not in owners)
        owner = owners.get(code.key)
        if owner in plan.swaps:
            gate.update(Code, str(owner), key=spare)
            owners[spare] = str(owner)
        key = code.key if owner is None or owner in plan.swaps else spare
        owners[key] = code.id
        gate.insert(dataclasses.replace(code, key=key, position=position))
        position += 1


def _enrich(session: Session, gate: Operation, plan: _Plan) -> None:
    """Let the codes that stay say what those that went said."""
    book_now = tree(session)
    for target in {code.id: code for code in plan.swaps.values()}.values():
        now = book_now.by_id(target.id)
        for one, another in plan.swaps.items():
            if another.id == target.id:
                now = united(now, plan.tree.by_id(one), _sister(book_now, now))
        gate.update(Code, now.id, **{name: getattr(now, name) for name in FIELDS}, pools=now.pools, sdg=now.sdg)


def _sister(codes: CodeTree, code: Code) -> Taken:
    """Whether another code below the same one has a label."""
    names = {
        (language, fold_name(text))
        for sister in codes.children(code.parent)
        if sister.id != code.id
        for language, text in sister.labels.items()
    }
    return lambda language, name: (language, name) in names


def _put_in_order(session: Session, gate: Operation) -> None:
    """Codes in reading order, parents before children."""
    for position, (_, code) in enumerate(tree(session).walk()):
        gate.update(Code, code.id, position=position)


def _speak(session: Session, gate: Operation) -> None:
    """Enter languages that came with codes."""
    record = session.all(CodebookRecord)[0]
    spoken = {language: None for code in session.all(Code) for language in code.labels}
    gate.update(CodebookRecord, record.id, languages=tuple({**dict.fromkeys(record.languages), **spoken}))

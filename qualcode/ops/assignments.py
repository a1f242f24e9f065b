"""Who is to code which documents, blind or not, and a plan that draws some to be coded by several."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from qualcode.errors import CoderNotFound, Refused
from qualcode.model.assignment_view import AssignmentView, DoubleCoding
from qualcode.model.case import Attribute, Case
from qualcode.model.codebook import fold_name
from qualcode.model.document import Document, DocumentView
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.together import Assignment
from qualcode.ops import documents
from qualcode.ops.names import clean, pick
from qualcode.store.operation import Operation
from qualcode.store.records import AttributeValueRecord, DoneRecord
from qualcode.store.session import Session

BY_CASE = "case"


class ShareRefused(Refused):
    """Not a share of documents."""

    code = "share-refused"
    sentence = N_("A share of {share} cannot be drawn.")
    hint = N_("It must be more than 0 and at most 1, for example 0.2 for a fifth.")


class NobodyNamed(Refused):
    """Nobody to code was named."""

    code = "nobody-named"
    sentence = N_("Nobody was named who is to code.")
    hint = N_("Name coders, for example: --coders marie,joris")


def listing(session: Session) -> list[AssignmentView]:
    """Every task, by document number and coder."""
    found = session.all(Assignment)
    kept = {each.id: each for each in session.all(Document)}
    names = {each.id: each.name for each in session.all(Coder)}
    done = {(mark.document, mark.coder) for mark in session.all(DoneRecord)}
    with session.understanding():
        found.sort(key=lambda each: (kept[each.document].number, names[each.coder]))
        return [
            AssignmentView(
                each.document,
                kept[each.document].title,
                names[each.coder],
                each.blind,
                (each.document, each.coder) in done,
                each.plan,
            )
            for each in found
        ]


def assign(
    session: Session, which: Sequence[str], coders: Sequence[str], *, blind: bool = False, only: bool = False
) -> list[AssignmentView]:
    """Have coders (names; new ones are entered) code documents (ids), in one operation; all tasks there are then.

    What was assigned already takes on `blind`; with `only` it is taken back from all others. Raises
    DocumentNotFound, NobodyNamed, NameRefused.
    """
    records = [documents.by_id(session, each) for each in which]
    with session.operation("assignment.set", _summary(len(records), coders)) as change:
        _store(session, change, [each.id for each in records], coders, blind, "")
        if only:
            wanted = {fold_name(clean(name)) for name in coders}
            kept = {each.id for each in session.all(Coder) if fold_name(each.name) in wanted}
            had = session.all(Assignment, document=[each.id for each in records])
            change.delete(Assignment, [each.id for each in had if each.coder not in kept])
    return listing(session)


def _summary(n: int, coders: Sequence[str]) -> Message:
    return Message(N_("Documents to be coded by {coders}: {n}"), {"n": n, "coders": ", ".join(coders)})


def _store(
    session: Session, change: Operation, which: Sequence[str], coders: Sequence[str], blind: bool, plan: str
) -> None:
    known = {fold_name(each.name): each.id for each in session.all(Coder)}
    there = {(each.document, each.coder): each for each in session.all(Assignment)}
    wanted = list(dict.fromkeys(clean(name) for name in coders))
    if not wanted:
        raise NobodyNamed()
    for name in wanted:
        if fold_name(name) not in known:
            coder = Coder(new_id(), name, change.at)
            change.insert(coder)
            known[fold_name(name)] = coder.id
        coder_id = known[fold_name(name)]
        for document in dict.fromkeys(which):
            found = there.get((document, coder_id))
            if found is not None:
                change.update(Assignment, found.id, blind=blind)
            else:
                change.insert(Assignment(new_id(), document, coder_id, blind, plan, change.at))


def unassign(session: Session, which: Sequence[str], coders: Sequence[str] | None = None) -> int:
    """Take documents (ids) from coders (None: from all); how many tasks. Raises DocumentNotFound, CoderNotFound."""
    records = [documents.by_id(session, each) for each in which]
    every = session.all(Coder)
    chosen = {pick(name, every, lambda each: each.name, CoderNotFound(name=name)).id for name in coders or ()}
    gone = [
        each.id
        for each in session.all(Assignment, document=[record.id for record in records])
        if coders is None or each.coder in chosen
    ]
    told = Message(N_("Tasks taken back: {n}"), {"n": len(gone)})
    with session.operation("assignment.remove", told) as change:
        change.delete(Assignment, gone)
    return len(gone)


def mark_done(session: Session, marked: Sequence[str], done: bool = True) -> list[DocumentView]:
    """Say, or take back, that the session's coder has finished documents (ids), in one operation."""
    ids = list(dict.fromkeys(marked))
    if len(ids) == 1:
        return [documents.mark_done(session, ids[0], done)]
    said = N_("Finished {n} documents: {titles}") if done else N_("{n} documents are not finished after all: {titles}")
    titles = ", ".join(documents.by_id(session, each).title for each in ids)
    with session.joined("document.done", Message(said, {"n": len(ids), "titles": titles})):
        for each in ids:
            documents.mark_done(session, each, done)
    return [documents.view(session, each) for each in ids]


def plan(
    session: Session,
    share: float,
    coders: Sequence[str],
    *,
    seed: int = 1,
    by: str = BY_CASE,
    blind: bool = True,
    store: bool = False,
) -> DoubleCoding:
    """Draw a share (0..1) of the documents of each stratum to be coded by all these coders; `store` assigns them.

    Strata are by enterprise (`case`) or by a property of cases such as `pool`. Each gives its share, rounded so that
    the sum is the share of all, and the same seed draws the same. Raises ShareRefused, NobodyNamed, NameRefused.
    """
    if not 0 < share <= 1:
        raise ShareRefused(share=share)
    names = tuple(dict.fromkeys(clean(name) for name in coders))
    if not names:
        raise NobodyNamed()
    every = session.all(Document, order=["number"])
    strata = _strata(session, every, by)
    drawn = _drawn(strata, share, seed)
    chosen = [each for each in every if each.id in drawn]
    if store:
        with session.operation("assignment.plan", _summary(len(chosen), names)) as change:
            _store(session, change, [each.id for each in chosen], names, blind, f"{share:g} {by} {seed}")
    return DoubleCoding(
        coders=names,
        share=share,
        seed=seed,
        by=by,
        strata={name: (sum(each in drawn for each in ids), len(ids)) for name, ids in strata.items()},
        documents=tuple(each.id for each in chosen),
        titles=tuple(each.title for each in chosen),
        stored=store,
    )


def _strata(session: Session, every: Sequence[Document], by: str) -> dict[str, list[str]]:
    """The documents' ids by enterprise or by its value of a property, in alphabetical order of these."""
    named = {each.id: each.name for each in session.all(Case)}
    if by != BY_CASE:
        about = [each.id for each in session.all(Attribute, about="case") if fold_name(each.name) == fold_name(by)]
        named = {each.owner: each.value for each in session.all(AttributeValueRecord, attribute=about)}
    found: dict[str, list[str]] = defaultdict(list)
    for each in every:
        found[named.get(each.case or "", "")].append(each.id)
    return dict(sorted(found.items()))


def _drawn(strata: dict[str, list[str]], share: float, seed: int) -> set[str]:
    """Of each stratum its whole part; what is left of the sum goes to those with the largest remainders."""
    chance = random.Random(seed)
    total = max(round(sum(map(len, strata.values())) * share), 1 if strata else 0)
    counts = {name: int(len(ids) * share) for name, ids in strata.items()}
    order = list(strata)
    chance.shuffle(order)
    order.sort(key=lambda name: counts[name] - len(strata[name]) * share)
    for name in order[: max(total - sum(counts.values()), 0)]:
        counts[name] += 1
    return {each for name, ids in strata.items() for each in chance.sample(ids, min(counts[name], len(ids)))}

"""The crosswalk from the project's codebook to others: pairs of codes that people confirmed or declined.

    crosswalk.confirm(session, other, [("social/ties", "reseau/liens")])
    confirmed, declined = crosswalk.known(session, other)  # pairs of ids: our code, theirs

`other` is a `Codebook`: another project's, a file's, a version's. Pairs are kept by the ids of the codes, which are the
same wherever the codebook was read from. A code has one id in all pools that began with the same codebook, and is the
same code there without being confirmed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from qualcode.errors import NotFound
from qualcode.model.codebook import Code, Codebook, CodeTree, label
from qualcode.model.crosswalk import CONFIRMED, DECLINED, PairView
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.together import Correspondence
from qualcode.ops.codebooks import book, code_named
from qualcode.ops.projects import project
from qualcode.store.operation import Operation
from qualcode.store.session import Session

NONE, SAME = "none", "same"  # relations of a pair declined and of one confirmed
Pairs = Iterable[tuple[str, str]]  # our code and theirs, each by id, key, path or label
Ids = frozenset[tuple[str, str]]  # our code's id and theirs


class PairNotFound(NotFound):
    """Nothing was said of this pair."""

    code = "pair-not-found"
    sentence = N_("Nothing was confirmed or declined of “{first}” and “{second}”.")
    hint = N_("See what was with: qualcode codebook crosswalk OTHER --list")


# Said by people


def confirm(session: Session, other: Codebook, pairs: Pairs, *, note: str | None = None) -> list[PairView]:
    """Keep that these codes are the same, in one operation; the pairs as they stand.

    A code may have several partners: it was split there, or several were made one. What was declined before is
    confirmed now. Without a `note` an earlier one stays. Raises CodeNotFound, Ambiguous.
    """
    told = N_("{n} pair confirmed with the codebook “{name}”"), N_("{n} pairs confirmed with the codebook “{name}”")
    return _say(session, other, pairs, SAME, note, "crosswalk.confirm", told)


def decline(session: Session, other: Codebook, pairs: Pairs, *, note: str | None = None) -> list[PairView]:
    """Keep that these codes are not the same, in one operation; the pairs as they stand.

    With "" for theirs: our code has no counterpart. Raises CodeNotFound, Ambiguous.
    """
    told = N_("{n} pair declined with the codebook “{name}”"), N_("{n} pairs declined with the codebook “{name}”")
    return _say(session, other, pairs, NONE, note, "crosswalk.decline", told)


def remove(session: Session, other: Codebook, pairs: Pairs) -> int:
    """Forget what was said of these pairs, in one operation; how many. Raises CodeNotFound, Ambiguous, PairNotFound."""
    with session.operation("crosswalk.remove", Message("")) as gate:
        ours, theirs = CodeTree(book(session).codes), CodeTree(other.codes)
        kept = {_ids(each): each for each in session.all(Correspondence)}
        going: list[str] = []
        for one, another in pairs:
            ids = (code_named(ours, one).id, code_named(theirs, another).id if another else "")
            found = kept.get(ids) or kept.get((ids[1], ids[0]))
            if found is None:
                raise PairNotFound(first=one, second=another)
            going.append(found.id)
        told = N_("{n} pair forgotten with the codebook “{name}”"), N_("{n} pairs forgotten with the codebook “{name}”")
        gate.summary = Message(told[len(going) != 1], {"n": len(going), "name": other.name})
        gate.delete(Correspondence, going)
    return len(going)


def _say(
    session: Session,
    other: Codebook,
    pairs: Pairs,
    relation: str,
    note: str | None,
    operation: str,
    told: tuple[str, str],
) -> list[PairView]:
    with session.operation(operation, Message("")) as gate:
        own, language = book(session), project(session).language
        ours, theirs = CodeTree(own.codes), CodeTree(other.codes)
        kept = {_ids(each): each for each in session.all(Correspondence)}
        said: dict[tuple[str, str], None] = {}
        for first, second in pairs:
            one = code_named(ours, first)
            another = code_named(theirs, second) if second or relation != NONE else None
            ids = (one.id, another.id if another is not None else "")
            # What another project said of the pair, seen from its side, is the same pair.
            ids = ids if ids in kept or ids[::-1] not in kept else ids[::-1]
            if ids in said:
                continue
            said[ids] = None
            if ids in kept:
                changes = {} if note is None else {"note": note.strip()}
                gate.update(Correspondence, kept[ids].id, relation=relation, **changes)
                continue
            made = Correspondence(
                id=new_id(),
                from_book=own.id,
                from_code=one.id,
                from_label=label(one, language),
                to_book=other.id,
                to_code=ids[1],
                to_label=label(another, language) if another is not None else "",
                relation=relation,
                note=(note or "").strip(),
                coder=gate.coder.id,
                created=gate.at,
            )
            gate.insert(made)
        gate.summary = Message(told[len(said) != 1], {"n": len(said), "name": other.name})
    wanted = {*said, *(ids[::-1] for ids in said)}
    return [view for ids, view in _kept(session, other) if ids in wanted]


def _ids(pair: Correspondence) -> tuple[str, str]:
    return pair.from_code, pair.to_code


# Read


def listing(session: Session, other: Codebook) -> list[PairView]:
    """What was confirmed and declined between the project's codebook and another, in the order it was said."""
    return [view for _, view in _kept(session, other)]


def known(session: Session, other: Codebook) -> tuple[Ids, Ids]:
    """The pairs confirmed and the pairs declined with another codebook: ids of our code and of theirs.

    A code that was said to have no counterpart is declined with all of theirs.
    """
    return between(session.all(Correspondence), book(session), other)


def between(kept: Iterable[Correspondence], first: Codebook, second: Codebook) -> tuple[Ids, Ids]:
    """Of the pairs kept in any project, those confirmed and those declined between two codebooks, as `known`.

    A pair counts from whichever side it was said: after a merger of projects both may have spoken.
    """
    ours, theirs = {code.id for code in first.codes}, {code.id for code in second.codes}
    confirmed: set[tuple[str, str]] = set()
    declined: set[tuple[str, str]] = set()
    for pair in kept:
        into = declined if pair.relation == NONE else confirmed
        if not pair.to_code:
            if pair.from_code in ours and pair.to_book == second.id:
                into |= {(pair.from_code, code) for code in theirs}
        elif pair.from_code in ours and pair.to_code in theirs:
            into.add((pair.from_code, pair.to_code))
        elif pair.to_code in ours and pair.from_code in theirs:
            into.add((pair.to_code, pair.from_code))
    return frozenset(confirmed), frozenset(declined - confirmed)


def _kept(session: Session, other: Codebook) -> list[tuple[tuple[str, str], PairView]]:
    """The pairs with the other codebook as they are shown, each with the ids of our code and theirs."""
    ours = {code.id: code for code in book(session).codes}
    theirs = {code.id: code for code in other.codes}
    coders = {each.id: each.name for each in session.all(Coder)}
    language = project(session).language
    found: dict[tuple[str, str], Correspondence] = {}
    for pair in session.all(Correspondence):
        turned = pair.from_code not in ours and pair.to_code in ours
        ids = (pair.to_code, pair.from_code) if turned else _ids(pair)
        # A pair whose code is gone from one of the books is told as long as it was said of this other one.
        if ids[1] in theirs or (not turned and pair.to_book == other.id):
            found.setdefault(ids, pair)
    confirmed = [ids for ids, pair in found.items() if pair.relation != NONE]
    lefts, rights = Counter(ids[0] for ids in confirmed), Counter(ids[1] for ids in confirmed)

    def relation(ids: tuple[str, str], pair: Correspondence) -> str:
        if pair.relation != SAME:
            return pair.relation
        return "split" if lefts[ids[0]] > 1 else "merged" if rights[ids[1]] > 1 else SAME

    def shown(code: Code | None, kept: str) -> str:
        return label(code, language) if code is not None else kept

    return [
        (
            ids,
            PairView(
                first=ours[ids[0]].key if ids[0] in ours else None,
                first_label=shown(ours.get(ids[0]), pair.from_label if _ids(pair) == ids else pair.to_label),
                second=theirs[ids[1]].key if ids[1] in theirs else None,
                second_label=shown(theirs.get(ids[1]), pair.to_label if _ids(pair) == ids else pair.from_label),
                state=DECLINED if pair.relation == NONE else CONFIRMED,
                relation=relation(ids, pair),
                score=None,
                because=(),
                note=pair.note,
                coder=coders[pair.coder],
                created=pair.created,
            ),
        )
        for ids, pair in found.items()
    ]


# Within an operation


def point_to(session: Session, change: Operation, codes: Sequence[str], target: str) -> None:
    """Let what was said of codes (ids) that go be said of another of ours, where nothing was said of that yet."""
    own = book(session).id
    there = {each.to_code for each in session.all(Correspondence, from_code=target)}
    for each in session.all(Correspondence, from_code=list(codes), from_book=own):
        if each.to_code in there or each.to_code == target:
            change.delete(Correspondence, [each.id])
        else:
            change.update(Correspondence, each.id, from_code=target)
            there.add(each.to_code)

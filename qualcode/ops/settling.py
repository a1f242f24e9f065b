"""What coders do not agree on: a queue to talk about, how each was settled and why, and which codes are mixed up."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence

from qualcode.analysis.agreement.disagreements import meetings, questions, stretches
from qualcode.errors import NotFound, Refused, SpanRefused
from qualcode.model.agreement import (
    REGIONS,
    Contested,
    Queue,
    SettlementView,
)
from qualcode.model.coding import Coding, CodingView
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.text import Span, canonical
from qualcode.model.together import OUTCOMES, Settlement
from qualcode.ops import codebooks, codings, documents
from qualcode.ops.adder import Adder, CodingRequest
from qualcode.ops.agreement import by_document
from qualcode.ops.agreement_input import Compared, compared
from qualcode.ops.names import one_of
from qualcode.ops.restate import by_ids
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session

CONSENSUS = "consensus"
"""The coder in whose name stands what was agreed on, unless another name is told."""


class NotOneDocument(Refused):
    """A disagreement is about one passage."""

    code = "not-one-document"
    sentence = N_("These codings are not of one document.")
    hint = N_("Name the codings of one disagreement: qualcode agreement queue")


class SettlementNotFound(NotFound):
    """Nothing was settled under this id."""

    code = "settlement-not-found"
    sentence = N_("Nothing is settled as “{name}”.")
    hint = N_("See what is settled with: qualcode agreement queue --settled")


class NothingAgreed(Refused):
    """Consensus on what?"""

    code = "nothing-agreed"
    sentence = N_("It is not told which code on which passage was agreed on.")
    hint = N_("Take one of the codings with --take, or name --code, --start and --end.")


def queue(
    session: Session,
    coders: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    *,
    region: str = "common",
    settled: bool = False,
    mixed: tuple[str, str | None] | None = None,
) -> Queue:
    """The passages that coders (names; None: all who have coded) do not agree on; those `settled` only if asked for.

    Codes and region are as in `agreement.agreement`. `mixed` are two codes, or a code and None: only passages where
    one of them was given and the other, or nothing, by somebody else. Raises what `agreement.agreement` raises.
    """
    one_of(region, REGIONS, "region")
    with session.snapshot():
        found = compared(session, coders, codes, region=region)
        shown = _settlements(session)
        there = {each.id: each for each in codings.some(session, found.ids)}
        every = list(_contested(session, found, there, shown, _pair(session, mixed)))
    covered = [each for each in every if each.settled]
    # A coding that was removed leaves no disagreement behind, but it was settled all the same.
    documents_there = {each.id for each in found.documents}
    standing = {row.id for each in covered for row in each.settled}
    gone = {
        each.codings
        for each in shown
        if each.outcome == "removed" and each.id not in standing and each.document in documents_there and not mixed
    }
    return Queue(
        coders=tuple(each.name for each in found.coders),
        contested=tuple(each for each in every if settled or not each.settled),
        settled=len(covered) + len(gone),
        total=len(every) + len(gone),
        notes=found.notes,
    )


def _pair(session: Session, mixed: tuple[str, str | None] | None) -> tuple[str, str | None] | None:
    """The keys of two codes that are named in any way. Raises CodeNotFound, Ambiguous."""
    if mixed is None:
        return None
    tree = codebooks.tree(session)
    one, other = mixed
    return codebooks.find_code(tree, one).key, codebooks.find_code(tree, other).key if other else None


def _contested(
    session: Session,
    found: Compared,
    there: dict[str, CodingView],
    shown: Sequence[SettlementView],
    mixed: tuple[str, str | None] | None,
) -> Iterable[Contested]:
    names = [each.name for each in found.coders]
    by_place: dict[str, list[SettlementView]] = defaultdict(list)
    for row in shown:
        by_place[row.document].append(row)
    for at, passages in by_document(found, characters=True):
        document = found.documents[at]
        asked = questions(passages, names)
        if mixed is not None:
            meet = list(meetings(stretches(passages, names), *mixed))
            asked = [
                each
                for each in asked
                if each.code in mixed and any(each.start < end and start < each.end for start, end in meet)
            ]
        text = read.text(session, document.text_sha256) if asked else ""
        for each in asked:
            own = {passage.id for passage in each.passages}
            yield Contested(
                document=document.id,
                title=document.title,
                start=each.start,
                end=each.end,
                quote=text[each.start : each.end],
                code=each.code,
                kind=each.kind,
                codings=tuple(there[passage.id] for passage in each.passages),
                others=tuple(there[passage.id] for passage in each.others),
                settled=tuple(row for row in by_place[document.id] if own <= set(row.codings)),
            )


def settlements(session: Session) -> list[SettlementView]:
    """All that was settled, by document and place."""
    with session.snapshot():
        return _settlements(session)


def _settlements(session: Session) -> list[SettlementView]:
    return _views(session, session.all(Settlement, order=["document", "start", "end", "created", "id"]))


def _views(session: Session, found: Sequence[Settlement]) -> list[SettlementView]:
    names = {each.id: each.name for each in session.all(Coder)}
    agreed = {each.id: each for each in codings.some(session, [each.consensus for each in found if each.consensus])}
    with session.understanding():
        return [
            SettlementView(
                id=each.id,
                document=each.document,
                start=each.start,
                end=each.end,
                codings=each.codings,
                outcome=each.outcome,
                consensus=agreed.get(each.consensus or ""),
                reason=each.reason,
                coder=names[each.coder],
                created=each.created,
            )
            for each in found
        ]


def settle(
    session: Session,
    contested: Sequence[str],
    outcome: str,
    *,
    take: Sequence[str] = (),
    code: str | None = None,
    start: int | None = None,
    end: int | None = None,
    reason: str = "",
    name: str = CONSENSUS,
) -> list[SettlementView]:
    """Settle what codings (ids) of one document disagree on, in one operation, signed by the session's coder.

    `consensus`: the codings in `take`, or `code` on `[start, end)`, are put in the name of a coder called `name`, who
    is made on first use. `removed`: those in `take`, or all, are taken off. `kept`: all stand as they are. `left`: it
    stays open. What the same codings were settled as before is replaced. Raises CodingNotFound, NotOneDocument,
    NothingAgreed, ValueRefused, CodeNotFound, Ambiguous, SpanRefused.
    """
    one_of(outcome, OUTCOMES, "outcome")
    with session.joined("agreement.settle", Message("")) as change:
        found = by_ids(session, [*contested, *take])
        if len({each.document for each in found}) != 1:
            raise NotOneDocument()
        document = documents.by_id(session, found[0].document)
        asked = tuple(sorted(each.id for each in found))
        taken = by_ids(session, take)
        agreed: list[Coding] = []
        if outcome == "consensus":
            wanted = _requests(session, found, taken, code, start, end, name)
            agreed = Adder(session, change).add_all(wanted)
        _forget(session, change, asked, {each.id for each in agreed})
        row = Settlement(
            id=new_id(),
            document=document.id,
            start=min(each.start for each in found),
            end=max(each.end for each in found),
            codings=asked,
            outcome=outcome,
            consensus=None,
            reason=canonical(reason).text.strip(),
            coder=change.coder.id,
            created=change.at,
        )
        rows = [dataclasses.replace(row, id=new_id(), consensus=each.id) for each in agreed] or [row]
        change.insert(*rows)
        if outcome == "removed":
            codings.remove(session, [each.id for each in taken or found])
        keys = read.code_keys(session)
        told_of = {
            "codes": ", ".join(dict.fromkeys(keys[each.code] for each in agreed or taken or found)),
            "title": document.title,
        }
        change.summary = Message(_TOLD[outcome], told_of)
    return _views(session, rows)


def explain(session: Session, ids: Sequence[str], reason: str) -> None:
    """Say why something was settled so (ids of settlements), in place of what was said before.

    Raises SettlementNotFound.
    """
    with session.operation("agreement.explain", Message(N_("Why a disagreement was settled so"))) as change:
        found = session.all(Settlement, id=list(ids))
        there = {row.id for row in found}
        for each in ids:
            if each not in there:
                raise SettlementNotFound(name=each)
        change.update_many(Settlement, [each.id for each in found], reason=canonical(reason).text.strip())


_TOLD = {
    "consensus": N_("Settled in “{title}”: {codes}"),
    "kept": N_("Settled in “{title}”, all stands as it is: {codes}"),
    "removed": N_("Settled in “{title}”, taken off: {codes}"),
    "left": N_("Left open in “{title}”: {codes}"),
}


def _requests(
    session: Session,
    found: Sequence[Coding],
    taken: Sequence[Coding],
    code: str | None,
    start: int | None,
    end: int | None,
    name: str,
) -> list[CodingRequest]:
    """The codings agreed on: those taken, with other edges or another code where these are named."""
    if not taken and code is None:
        raise NothingAgreed()
    tree = codebooks.tree(session)
    other = codebooks.find_code(tree, code) if code is not None else None
    document = documents.by_id(session, found[0].document)
    models: Sequence[Coding] = taken or found[:1]
    if not taken and (start is None or end is None) and len({(each.start, each.end) for each in found}) > 1:
        raise NothingAgreed()
    made = []
    for each in models:
        first, last = each.start if start is None else start, each.end if end is None else end
        if not 0 <= first < last <= document.characters:
            raise SpanRefused(start=first, end=last, title=document.title, length=document.characters)
        key = other.key if other else tree.by_id(each.code).key
        told = each if taken else None
        made.append(
            CodingRequest(
                document.id,
                Span(first, last),
                key,
                coder=name,
                effect=told.effect if told else None,
                facets=told.facets if told else None,
            )
        )
    return made


def _forget(session: Session, change: Operation, asked: tuple[str, ...], kept: set[str]) -> None:
    """Take back what these very codings were settled as before, with the codings agreed on then."""
    earlier = [each for each in session.all(Settlement) if set(each.codings) == set(asked)]
    old = {each.consensus for each in earlier if each.consensus} - kept
    change.delete(Settlement, [each.id for each in earlier])
    if there := [each.id for each in session.all(Coding, id=sorted(old))]:
        codings.remove(session, there)

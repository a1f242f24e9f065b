"""Codings picked as quotes: those that the joint display and its exports show beside the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import CodingNotFound, Refused
from qualcode.model.case import QUOTED
from qualcode.model.coding import Coding
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.joint import Pick
from qualcode.model.message import N_, Message
from qualcode.ops.passages import Speech
from qualcode.ops.restate import by_ids
from qualcode.store.session import Session


class NotToBeQuoted(Refused):
    """Somebody who says some of a passage did not consent to being quoted."""

    code = "not-to-be-quoted"
    sentence = N_("As the person wished, this is never shown as a quote.")
    hint = N_("It is the coding {id}; what somebody wishes is set with: qualcode person set NAME --consent")


def pick(session: Session, codings: Sequence[str]) -> int:
    """Pick codings (ids) as quotes, after those picked before; how many are new.

    Raises CodingNotFound, NotToBeQuoted: then none of them is picked.
    """
    with session.operation("quote.pick", Message("")) as gate:
        found = by_ids(session, codings)
        wanted = list(dict.fromkeys(each.id for each in found))
        allowed = quotable(session, wanted)
        for each in found:
            if each.id not in allowed and not each.adrift:
                raise NotToBeQuoted(id=each.id)
        there = session.all(Pick)
        known = {each.coding for each in there}
        last = max((each.position for each in there), default=0)
        new = [each for each in wanted if each not in known]
        for place, coding in enumerate(new, last + 1):
            gate.insert(Pick(new_id(), coding, place, gate.coder.id, gate.at))
        told = N_("Passage picked as a quote") if len(new) == 1 else N_("Passages picked as quotes: {n}")
        gate.summary = Message(told, {"n": len(new)})
    return len(new)


def unpick(session: Session, codings: Sequence[str]) -> int:
    """Pick codings (ids) no longer; how many were. Raises CodingNotFound for one that is neither picked nor there."""
    with session.operation("quote.unpick", Message("")) as gate:
        picked = {each.coding: each.id for each in session.all(Pick)}
        known = {each.id for each in session.all(Coding, id=[each for each in codings if each not in picked])}
        for each in codings:
            if each not in picked and each not in known:
                raise CodingNotFound(name=each)
        gone = [picked[each] for each in dict.fromkeys(codings) if each in picked]
        gate.delete(Pick, gone)
        told = N_("Passage no longer a quote") if len(gone) == 1 else N_("Passages no longer quotes: {n}")
        gate.summary = Message(told, {"n": len(gone)})
    return len(gone)


def picked(session: Session) -> list[str]:
    """The ids of the codings picked, in their order; those of codings that are gone are left out."""
    found = session.all(Pick, order=["position", "created", "id"])
    there = {each.id for each in session.all(Coding, id=[each.coding for each in found])}
    return [each.coding for each in found if each.coding in there]


def quotable(session: Session, codings: Sequence[str]) -> set[str]:
    """Those of the codings (ids) whose words may be shown, as everybody who says some of them wished.

    What is adrift has no words to show.
    """
    found = session.all(Coding, id=list(codings), adrift=False)
    documents = {each.id: each for each in session.all(Document, id=list({each.document for each in found}))}
    speech = Speech(session, documents.values())
    return {
        each.id
        for each in found
        if all(
            voice.interviewer or voice.consent in QUOTED
            for _, voice in speech.of(documents[each.document], each.start, each.end)
        )
    }

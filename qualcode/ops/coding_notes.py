"""One note for many passages."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import ValueRefused
from qualcode.model.coding import Coding, Memo
from qualcode.model.message import N_, Message
from qualcode.ops.adder import note
from qualcode.ops.restate import by_ids
from qualcode.store.session import Session


def add_to_memos(session: Session, codings: Sequence[str], text: str) -> int:
    """Write the same into the session coder's memo on each coding (ids), below what stands there; how many have it new.

    One operation. A memo that says it already stays as it is. Raises CodingNotFound, ValueRefused for no text.
    """
    said = text.strip()
    if not said:
        raise ValueRefused(value=text, what=Message(N_("a memo")), choices=Message(N_("one word or more")))
    with session.operation("memo.coding", Message("")) as gate:
        found = by_ids(session, codings)
        memos = session.all(Memo, about=[each.id for each in found], coder=gate.coder.id)
        there = {memo.about: memo.text for memo in memos}
        wanted = [(each, _added(there.get(each.id, ""), said)) for each in found]
        changed: list[tuple[Coding, str]] = [(each, new) for each, new in wanted if new != there.get(each.id)]
        told = N_("Memo on a passage") if len(changed) == 1 else N_("Memo on {n} passages")
        gate.summary = Message(told, {"n": len(changed)})
        places = {each.document for each in found}
        gate.document = places.pop() if len(places) == 1 else None
        for coding, new in changed:
            note(session, gate, coding, new, gate.coder.id)
    return len(changed)


def _added(before: str, said: str) -> str:
    if said in before:
        return before
    return f"{before.rstrip()}\n\n{said}" if before.strip() else said

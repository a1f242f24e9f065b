"""Who is compared with whom: all who have coded, or two of several who never coded the same documents together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from qualcode.i18n import _, ngettext
from qualcode.ops import codings, documents
from qualcode.ops.agreement_input import TooFewCoders, compared
from qualcode.tui import safe
from qualcode.tui.dialogs.choose import Row

if TYPE_CHECKING:
    from qualcode.ops import Session

EVERYBODY = ""
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Together:
    """Two coders (names), and how many documents both have done."""

    coders: tuple[str, ...]
    documents: int


def offers(session: Session) -> list[Together]:
    """All twos who have done documents in common, the most first; done in the desk's thread.

    Where nobody has marked any document as done those count that both have coded.
    """
    listed = documents.listing(session)
    who: dict[str, set[str]] = {each.id: set(each.done) for each in listed}
    if not any(who.values()):
        for coding in codings.listing(session):
            who[coding.document].add(coding.coder)
    counted = Counter(pair for names in who.values() for pair in combinations(sorted(names), 2))
    found = [Together(pair, n) for pair, n in counted.items()]
    return sorted(found, key=lambda each: (-each.documents, each.coders))


def whom(session: Session, wished: Sequence[str] | None) -> tuple[str, ...] | None:
    """Those who are compared; None: all. Where all have no document in common, the two who have most."""
    if wished is not None:
        return tuple(wished)
    try:
        if compared(session).documents:
            return None
    except TooFewCoders:
        return None
    found = offers(session)
    return found[0].coders if found else None


def rows(found: Sequence[Together]) -> list[Row]:
    """What is chosen from: everybody, then the twos."""
    everybody = _("all who have coded")
    made = [Row(EVERYBODY, safe.show(everybody), (everybody,))]
    for each in found:
        names = ", ".join(each.coders)
        n = ngettext("{n} document", "{n} documents", each.documents).format(n=each.documents)
        made.append(Row(_BETWEEN.join(each.coders), safe.show(names, (f"  {n}", "$foreground-muted")), (names,)))
    return made


def chosen(row: str) -> tuple[str, ...] | None:
    """The coders that a row stands for; None: all."""
    return tuple(row.split(_BETWEEN)) if row != EVERYBODY else None

"""What hangs on a code that is to be merged or removed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.i18n import _, ngettext

if TYPE_CHECKING:
    from qualcode.ops.codebook_merging import Consequences


def below(at_stake: Consequences) -> list[str]:
    """How many codes go with it."""
    n = len(at_stake.codes) - 1
    if not n:
        return []
    return [ngettext("{n} code below it goes too.", "{n} codes below it go too.", n).format(n=n)]


def stakes(at_stake: Consequences, *, blind: bool) -> list[str]:
    """How many codings, documents, memos; what would become one. Who works `blind` is not told whose they are."""
    n, there = at_stake.codings, at_stake.documents
    if not n:
        return [_("No passage has it.")]
    told = ngettext("{n} passage has it", "{n} passages have it", n).format(n=n)
    told += " " + ngettext("in {n} document", "in {n} documents", there).format(n=there)
    lines = [told + ("." if blind else f" ({', '.join(at_stake.coders)}).")]
    if at_stake.joined:
        told = ngettext(
            "{n} of them has the other code too and becomes one with it.",
            "{n} of them have the other code too and become one with it.",
            at_stake.joined,
        )
        lines.append(told.format(n=at_stake.joined))
    n = at_stake.memos + at_stake.notes
    if n:
        lines.append(ngettext("{n} memo hangs on it.", "{n} memos hang on it.", n).format(n=n))
    return lines


def ways(at_stake: Consequences) -> list[tuple[str, str]]:
    """The ways to remove it: ids and what is said of them."""
    n = at_stake.codings
    off = [("off", _("Remove it"))]
    if n:
        move = ngettext("Give its {n} passage another code …", "Give its {n} passages another code …", n).format(n=n)
        told = ngettext("Take it off its {n} passage as well", "Take it off its {n} passages as well", n).format(n=n)
        return [("move", move), ("off", told)]
    return off

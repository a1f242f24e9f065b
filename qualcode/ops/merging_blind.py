"""What a merge tells somebody who works blind: nothing of what others coded in documents that are not compared yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qualcode.analysis.merging.rules import Row
from qualcode.model.merging import TextDiffers
from qualcode.model.message import N_, Message
from qualcode.model.revision import Reanchored
from qualcode.ops.merging_views import Naming

Blind = Mapping[str, Sequence[str]]
"""By document (id) who may not see yet what others coded in it, as `blinding.held` says."""


def known(conflicts: Sequence[Row], naming: Naming, coder: str, blind: Blind) -> list[Row]:
    """Those of the conflicts (rows) that a coder (name) may know of."""
    return [row for row in conflicts if not _is_hidden(row, naming, coder, blind)]


def note(hidden: int) -> list[Message]:
    """That there are more conflicts, where there are."""
    told = N_("Conflicts on what others coded in documents that you code blind, not shown: {n}.")
    return [Message(told, {"n": hidden})] if hidden else []


def known_texts(texts: Iterable[TextDiffers], coder: str, blind: Blind) -> tuple[TextDiffers, ...]:
    """The texts that differ, of the codings put on ours only those that a coder may know of."""
    made = []
    for each in texts:
        if coder in blind.get(each.document, ()):
            changed, moved, adrift = (_own(some, coder) for some in (each.changed, each.moved, each.adrift))
            each = replace(each, changed=changed, moved=moved, adrift=adrift)
        made.append(each)
    return tuple(made)


def _own(some: Iterable[Reanchored], coder: str) -> tuple[Reanchored, ...]:
    return tuple(each for each in some if each.coder == coder)


def _is_hidden(conflict: Row, naming: Naming, coder: str, blind: Blind) -> bool:
    about = naming.row(conflict["table"], conflict["row"])
    if about is None:
        return False
    coding = about if conflict["table"] == "coding" else naming.row("coding", _coding_of(conflict["table"], about))
    found = about if coding is None else coding
    document = found.get("document")
    if document is None or coder not in blind.get(str(document), ()):
        return False
    makers = (naming.row("coder", str(each.get("coder"))) for each in (about, found))
    return any(maker is not None and maker["name"] != coder for maker in makers)


def _coding_of(table: str, row: Row) -> str:
    """The id of the coding that a memo, a translation or a picked quote is about; "" where it is about none."""
    if table == "memo":
        return str(row["about"]) if row["about_kind"] == "coding" else ""
    return str(row.get("coding") or "")

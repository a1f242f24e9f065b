"""Every change of the codebook, as the journal has it: who, when, what and why, with the versions that were named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.model.codebook_history import CodebookChange
from qualcode.model.project import HistoryEntry
from qualcode.store import journal, read
from qualcode.store.session import Session

# Operations that are about the codebook whatever they hold, and those that may be: these are looked into.
_ALWAYS = ("code.", "codebook.", "project.create")
_PERHAPS = ("proposal.", "project.merge", "merge.")


def listing(session: Session) -> list[CodebookChange]:
    """All that concerns the codebook, oldest first: edits, versions named, proposals about codes and their decision.

    What takes something back, or does it again, stands where it was done.
    """
    sequences, operations, reverses = read.columns(session, "journal", "sequence", "operation", "reverses")
    reversing = dict(zip(sequences, reverses, strict=True))
    named = dict(zip(sequences, operations, strict=True))
    origins = {number: _origin(number, reversing) for number in sequences}
    # Most of a journal is about passages: what those entries say is not even read.
    likely = {number for number, origin in origins.items() if named[origin].startswith((*_ALWAYS, *_PERHAPS))}
    found: dict[int, CodebookChange | None] = {}
    for entry in journal.history(session, likely):
        origin = origins[entry.sequence]
        is_first = origin == entry.sequence
        found[entry.sequence] = _change(session, entry) if is_first else _again(entry, found[origin])
    return [change for change in found.values() if change is not None]


def _origin(number: int, reversing: Mapping[int, int | None]) -> int:
    """The entry that one takes back or does again, perhaps by way of others; itself where it does neither."""
    while (before := reversing[number]) is not None:
        number = before
    return number


def _change(session: Session, entry: HistoryEntry) -> CodebookChange | None:
    rows: dict[str, Mapping[str, Any]] = {}
    if entry.operation.startswith(_PERHAPS) or entry.operation == "codebook.version":
        rows = _rows(session, entry.sequence)
    proposal, remark = rows.get("proposal", {}), rows.get("remark", {})
    if remark:
        proposal = _about(session, str(remark["proposal"]))
    concerned = proposal.get("about") == "code" or "code" in rows or "codebook" in rows
    if entry.operation.startswith(_PERHAPS) and not concerned:
        return None
    version = rows.get("codebook_version", {})
    reason = remark.get("text") or proposal.get("decision") or proposal.get("reason") or version.get("note") or ""
    return _made(entry, str(reason), version.get("name"), proposal.get("id"))


def _again(entry: HistoryEntry, origin: CodebookChange | None) -> CodebookChange | None:
    """The entry that takes a change back or does it again."""
    return _made(entry, "", None, origin.proposal) if origin is not None else None


def _made(entry: HistoryEntry, reason: str, version: str | None, proposal: str | None) -> CodebookChange:
    return CodebookChange(
        entry.sequence,
        entry.at,
        entry.coder,
        entry.operation,
        entry.summary,
        reason,
        version,
        proposal,
        entry.undone,
    )


def _rows(session: Session, sequence: int) -> dict[str, Mapping[str, Any]]:
    """One row of each table that an entry changed, as it left it (or found it, where it removed it)."""
    images = journal.images_of(session, sequence)
    with session.understanding():
        return {
            table: dict(zip(images.columns[table], changes[-1][2] or changes[-1][1] or [], strict=True))
            for table, changes in images.changes.items()
            if changes
        }


def _about(session: Session, proposal: str) -> Mapping[str, Any]:
    """What is to be known of a proposal that was talked about; nothing where making it was taken back."""
    ids, about = read.columns(session, "proposal", "id", "about")
    kinds = dict(zip(ids, about, strict=True))
    return {"id": proposal, "about": kinds[proposal]} if proposal in kinds else {}

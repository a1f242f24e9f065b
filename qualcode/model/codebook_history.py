"""What a codebook went through: its named versions, and every change with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.message import Message


@dataclass(frozen=True, slots=True)
class VersionView:
    """The codebook under a name: how many codes it had after the journal's entry `sequence`, and why it was named."""

    name: str
    note: str
    sequence: int
    codes: int
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """One entry of the journal that concerns the codebook: who did what, when and why.

    `version` is the name where the entry names a version, `proposal` the id where it is about one. `reason` is what was
    given when it was proposed, decided or named; "" where nothing was. `undone`: it is taken back at present.
    """

    sequence: int
    at: str
    coder: str
    operation: str
    summary: Message
    reason: str
    version: str | None
    proposal: str | None
    undone: bool

"""Co-construction: what somebody proposes, what is said about it, and what is decided, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SUBJECTS = ("indicator", "code")
ACTIONS = ("add", "rename", "redefine", "move", "split", "merge", "remove")
STATES = ("open", "accepted", "declined")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal to change the codebook or the indicators.

    `about` is one of `SUBJECTS`; `subject` the id of what is to be changed, None for something new; `content` what is
    proposed, by field; `decision` the reason given when it was accepted or declined.
    """

    id: str
    about: str
    action: str
    subject: str | None
    content: Mapping[str, str]
    reason: str
    status: str
    coder: str
    created: str
    decided_by: str | None
    decided_at: str | None
    decision: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said about a proposal."""

    id: str
    proposal: str
    text: str
    coder: str
    created: str

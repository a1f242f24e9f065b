"""An enterprise through its phases (diagnose, collect, analyse), and groups of enterprises worked with together."""

from __future__ import annotations

from dataclasses import dataclass

METHODS = ("indicators", "interview", "survey", "focus-group", "life-story")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something written about a case: its state of affairs in a dimension, the question, why a method, a finding.

    `kind` is portrait, question, method, finding or limit; `about` the dimension's key, the method's name, or empty.
    """

    id: str
    case: str
    kind: str
    about: str
    text: str
    coder: str
    created: str


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that are worked with together."""

    id: str
    name: str
    description: str
    created: str


@dataclass(frozen=True, slots=True)
class GroupMember:
    """That a case belongs to a group."""

    id: str
    group: str
    case: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of a group. `date` is ISO 8601; `handout` is what is given to its members."""

    id: str
    group: str
    date: str
    title: str
    notes: str
    handout: str
    coder: str
    created: str

"""How much of each document is coded: its codings, and the share of the words that they cover together."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.model.document import Document, Turn
from qualcode.model.project import Coder
from qualcode.model.said import said_starts
from qualcode.store import read
from qualcode.store.session import Session

Passage = tuple[int, int]


class Placed(NamedTuple):
    """Where a coding stands, with the ids of its code and its coder; of its words nothing, so that many cost little."""

    start: int
    end: int
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class Coded:
    """`codings` are those that stand on words; `share` is of the words said, labels apart, between 0 and 1."""

    codings: int
    share: float


def passages(session: Session, *, coder: str = "", only_own: Collection[str] = ()) -> dict[str, list[Passage]]:
    """The passages coded in each document, by its id; those adrift are not among them.

    In the documents `only_own` (ids) they are those of `coder` (a name) alone.
    """
    own = {each.id for each in session.all(Coder) if each.name == coder}
    found: dict[str, list[Passage]] = {}
    columns = read.columns(session, "coding", "document", "start", "end", "coder", "adrift")
    for document, start, end, who, adrift in zip(*columns, strict=True):
        if not adrift and (document not in only_own or who in own):
            found.setdefault(document, []).append((start, end))
    return found


def placed(session: Session, wanted: Collection[str]) -> dict[str, list[Placed]]:
    """The codings of some documents (ids), by document; those adrift are not among them."""
    found: dict[str, list[Placed]] = {}
    columns = read.columns(session, "coding", "document", "start", "end", "code", "coder", "adrift")
    for document, start, end, code, who, adrift in zip(*columns, strict=True):
        if not adrift and document in wanted:
            found.setdefault(document, []).append(Placed(start, end, code, who))
    return found


class Shares:
    """Tells how much is coded. Where words begin is read once a text, so that asking again costs little."""

    def __init__(self) -> None:
        self._starts: dict[str, tuple[str, array[int]]] = {}  # by document: the revision, its words

    def of(self, session: Session, *, coder: str = "", only_own: Collection[str] = ()) -> dict[str, Coded]:
        """By document id; `coder` and `only_own` as in `passages`."""
        coded = passages(session, coder=coder, only_own=only_own)
        return {
            each.id: Coded(len(coded.get(each.id, ())), self.share_in(session, each, coded.get(each.id, ())))
            for each in session.all(Document)
        }

    def share_in(self, session: Session, document: Document, coded: Sequence[Passage]) -> float:
        """The share of one document's words that lie in these passages."""
        if not coded:
            return 0.0
        revision, starts = self._starts.get(document.id, ("", None))
        if starts is None or revision != document.revision:
            turns = session.all(Turn, revision=document.revision, order=["index"])
            starts = said_starts(read.text(session, document.text_sha256), turns)
            self._starts[document.id] = (document.revision, starts)
        return share(starts, coded)


def share(starts: Sequence[int], passages: Sequence[Passage]) -> float:
    """The share of the words, beginning at `starts`, that begin in at least one passage `[start, end)`."""
    covered = reached = 0
    for start, end in sorted(passages):
        if end > reached:
            covered += bisect.bisect_left(starts, end) - bisect.bisect_left(starts, max(start, reached))
            reached = end
    return covered / len(starts) if starts else 0.0

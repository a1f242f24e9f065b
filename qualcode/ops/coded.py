"""How much of each document is coded: its codings, and the share of the words that they cover together."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualcode.model.document import Document, Turn
from qualcode.model.project import Coder
from qualcode.model.text import word_spans
from qualcode.store import read
from qualcode.store.session import Session

Passage = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coded:
    """`codings` are those that stand on words; `share` is of the words said, labels apart, between 0 and 1."""

    codings: int
    share: float


class Shares:
    """Tells how much is coded. Where words begin is read once a text, so that asking again costs little."""

    def __init__(self) -> None:
        self._starts: dict[str, array[int]] = {}

    def of(self, session: Session, *, coder: str = "", only_own: Collection[str] = ()) -> dict[str, Coded]:
        """By document id. In the documents `only_own` (ids) the codings of `coder` (a name) alone are counted."""
        documents = session.all(Document)
        passages = _passages(session, coder, only_own)
        for gone in self._starts.keys() - {each.revision for each in documents}:
            del self._starts[gone]
        return {
            each.id: Coded(len(passages.get(each.id, ())), self._share(session, each, passages.get(each.id, ())))
            for each in documents
        }

    def _share(self, session: Session, document: Document, passages: Sequence[Passage]) -> float:
        if not passages:
            return 0.0
        if document.revision not in self._starts:
            turns = session.all(Turn, revision=document.revision, order=["index"])
            self._starts[document.revision] = _said(read.text(session, document.text_sha256), turns)
        return share(self._starts[document.revision], passages)


def _passages(session: Session, coder: str, only_own: Collection[str]) -> dict[str, list[Passage]]:
    own = {each.id for each in session.all(Coder) if each.name == coder}
    found: dict[str, list[Passage]] = {}
    columns = read.columns(session, "coding", "document", "start", "end", "coder", "adrift")
    for document, start, end, who, adrift in zip(*columns, strict=True):
        if not adrift and (document not in only_own or who in own):
            found.setdefault(document, []).append((start, end))
    return found


def _said(text: str, turns: Sequence[Turn]) -> array[int]:
    """Where the words begin that are not the label of a turn."""
    starts = [span.start for span in word_spans(text)]
    said: array[int] = array("q")
    at = 0
    for turn in turns:
        label = bisect.bisect_left(starts, turn.label_start)
        said.extend(starts[at:label])
        at = max(at, bisect.bisect_left(starts, turn.start))
    said.extend(starts[at:])
    return said


def share(starts: Sequence[int], passages: Sequence[Passage]) -> float:
    """The share of the words, beginning at `starts`, that begin in at least one passage `[start, end)`."""
    covered = reached = 0
    for start, end in sorted(passages):
        if end > reached:
            covered += bisect.bisect_left(starts, end) - bisect.bisect_left(starts, max(start, reached))
            reached = end
    return covered / len(starts) if starts else 0.0

"""What the memos' screen shows: memos, drafts, and which of them pass the filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.i18n import _
from qualcode.model.coding import CodingView
from qualcode.model.message import N_
from qualcode.ops import documents, noted
from qualcode.ops.noted import Note, Topic
from qualcode.ops.passages import spoken
from qualcode.tui.ranking import fold
from qualcode.tui.whose import View

if TYPE_CHECKING:
    from qualcode.ops import Session

KINDS = {
    "coding": N_("passage"),
    "code": N_("code"),
    "document": N_("document"),
    "case": N_("enterprise"),
    "person": N_("person"),
    "project": N_("project"),
}
DRAFT = "draft "


@dataclass(frozen=True, slots=True)
class Kept:
    """A memo that was being typed. `about` is what it is kept under; `memo` is the one it changes, if any.

    `topic` is what it is on; None where that is gone.
    """

    about: str
    text: str
    topic: Topic | None
    coding: CodingView | None
    memo: Note | None

    @property
    def id(self) -> str:
        """The row's id."""
        return DRAFT + self.about


@dataclass(frozen=True, slots=True)
class Notebook:
    """All memos that the reader may see, newest first, and the reader's drafts."""

    notes: tuple[Note, ...]
    drafts: tuple[Kept, ...]
    topics: tuple[Topic, ...]

    @property
    def coders(self) -> list[str]:
        """Who wrote any."""
        return sorted({note.memo.coder for note in self.notes}, key=fold)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Only memos on one kind of thing, by one coder, with some letters in them; nothing: all."""

    kind: str = ""
    coder: str = ""
    text: str = ""

    def passes(self, note: Note) -> bool:
        """Whether a memo is among those wanted."""
        wanted = fold(self.text)
        said = " ".join((note.memo.text, note.about, note.title, note.coding.quote if note.coding else ""))
        return (
            self.kind in ("", note.memo.about_kind)
            and self.coder in ("", note.memo.coder)
            and (not wanted or wanted in fold(said))
        )


def kind_name(kind: str) -> str:
    """What a memo is on, in the reader's language."""
    return _(KINDS[kind]) if kind in KINDS else kind


def collect(session: Session, language: str, view: View, drafts: Mapping[str, str]) -> Notebook:
    """Read the memos. While a reader works blind, others' memos on documents that are hidden stay hidden too."""
    known = {each.id: each for each in documents.listing(session)}
    shown = [
        note
        for note in noted.notes(session, language)
        if note.document is None or view.may_know(note.memo.coder, known.get(note.document))
    ]
    topics = noted.topics(session, language)
    plain = {each.id: each for each in spoken(session, [note.coding for note in shown if note.coding])}
    shown = [replace(note, coding=plain[note.coding.id]) if note.coding else note for note in shown]
    return Notebook(tuple(shown), tuple(_kept(session, drafts, shown, topics)), tuple(topics))


def _kept(session: Session, drafts: Mapping[str, str], notes: Sequence[Note], topics: Sequence[Topic]) -> list[Kept]:
    by_memo = {note.memo.id: note for note in notes}
    by_id = {topic.id: topic for topic in topics}
    codings = noted.passages(session, list(drafts))
    own = {note.memo.about: note for note in notes if note.coding and note.memo.coder == session.coder}
    kept = []
    for about, text in sorted(drafts.items()):
        note, coding = by_memo.get(about) or own.get(about), codings.get(about)
        if note is not None:
            topic: Topic | None = Topic(note.memo.about_kind, note.memo.about, note.about)
        elif coding is not None:
            topic = Topic("coding", coding.id, coding.code)
        else:
            topic = by_id.get(about)
        if note is None or note.memo.text != text:
            kept.append(Kept(about, text, topic, coding or (note.coding if note else None), note))
    return kept

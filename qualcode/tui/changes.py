"""What is done to codings and memos in the desk's thread; see `jobs` for what is read there.

The operations are imported inside, as in `jobs`, because the first picture must stand before the store is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.coding import CodingView, MemoView
from qualcode.model.revision import AdriftCoding, Occurrences, Places, RevisionReport
from qualcode.model.text import Span

if TYPE_CHECKING:
    from qualcode.ops import Session


def _views(session: Session, codings: Sequence[str]) -> list[CodingView]:
    from qualcode.ops import codings as stored
    from qualcode.ops import restate

    return stored.views(session, restate.by_ids(session, codings))


def set_effect(session: Session, codings: Sequence[str], effect: str | None) -> list[CodingView]:
    """Say what effect codings tell of; None: not assessed."""
    from qualcode.ops import coding_edits

    coding_edits.set_effect(session, codings, effect)
    return _views(session, codings)


def set_facet(session: Session, codings: Sequence[str], name: str, value: str | None) -> list[CodingView]:
    """Set a facet of codings; None: nothing is said of it."""
    from qualcode.ops import coding_edits

    coding_edits.set_facet(session, codings, name, value)
    return _views(session, codings)


def recode(session: Session, codings: Sequence[str], code: str) -> list[CodingView]:
    """Another code (a key) for the same passages; where it is there already, the two are one."""
    from qualcode.ops import coding_edits

    return _views(session, list(dict.fromkeys(coding_edits.recode(session, codings, code).ids)))


def move_edges(session: Session, coding: str, span: Span) -> CodingView:
    """The same code on other edges."""
    from qualcode.ops import coding_edits

    return coding_edits.move_to(session, coding, span.start, span.end)


def code_with_new(
    session: Session, document: str, span: Span, label: str, parent: str | None, in_vivo: bool
) -> CodingView:
    """Make a code under a parent (a key, or None for a dimension of its own) and put it on a passage."""
    from qualcode.ops import in_vivo as made_here

    return made_here.add(session, document, span.start, span.end, label, parent=parent, in_vivo=in_vivo)


def split(session: Session, coding: str, at: int) -> list[CodingView]:
    """Two codings of one, at an offset; the first is the one that was there."""
    from qualcode.ops import coding_edits

    return coding_edits.split(session, coding, at)


def join(session: Session, coding: str) -> tuple[CodingView, list[str]]:
    """One coding of all that touch this one with its code and coder; it, and the ids of those that are no more."""
    from qualcode.ops import coding_edits

    run = coding_edits.touching(session, coding)
    stays = coding_edits.join(session, run).ids[0]
    return _views(session, [stays])[0], [each for each in run if each != stays]


def uncode(session: Session, coding: str) -> None:
    """Take a coding off."""
    from qualcode.ops import codings

    codings.remove(session, [coding])


# Memos


@dataclass(frozen=True, slots=True)
class Subject:
    """Something at hand that memos can be about: its kind, id and name, and the memos there are, oldest first."""

    kind: str
    id: str
    name: str
    memos: tuple[MemoView, ...]


def subjects(session: Session, at_hand: Sequence[tuple[str, str]]) -> list[Subject]:
    """What memos can be about, with those there are.

    `at_hand` are kinds with an id (coding, document), a key (code) or a name (case, person; the project has none).
    """
    from qualcode.ops import memos

    found = []
    for kind, name in at_hand:
        about = name if kind in ("coding", "document") else memos.subject(session, kind, name)
        found.append(Subject(kind, about, name, tuple(memos.listing(session, kind, about))))
    return found


def note(session: Session, coding: str, text: str) -> CodingView:
    """Set the coder's memo on a coding; nothing removes it."""
    from qualcode.ops import codings

    return codings.note(session, coding, text)


def add_memo(session: Session, kind: str, about: str, text: str) -> None:
    """A new memo on something (an id)."""
    from qualcode.ops import memos

    memos.add(session, kind, about, text)


def edit_memo(session: Session, memo: str, text: str) -> None:
    """Change what a memo says; nothing removes it."""
    from qualcode.ops import memos

    memos.edit(session, memo, text)


# The text


@dataclass(frozen=True, slots=True)
class TextChange:
    """What shall be done to a document's text: a stretch put in the place of `span`, or words replaced throughout."""

    document: str
    span: Span | None = None
    text: str = ""
    old: str = ""
    new: str = ""
    whole_word: bool = True
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change of the text would do to the codings, and where words would be replaced."""

    report: RevisionReport
    places: Occurrences


def foresee(session: Session, change: TextChange) -> Foreseen:
    """What a change would do; nothing is stored."""
    from qualcode.ops import replacing

    places = Occurrences((), {})
    if change.old:
        case = False if change.any_case else None
        places = replacing.occurrences(session, change.document, change.old, whole_word=change.whole_word, case=case)
    return Foreseen(_revise(session, change, store=False), places)


def change_text(session: Session, change: TextChange) -> RevisionReport:
    """Store the change as a revision of the text; the codings go along."""
    return _revise(session, change, store=True)


def _revise(session: Session, change: TextChange, *, store: bool) -> RevisionReport:
    from qualcode.ops import documents, replacing, revisions

    if change.old:
        case = False if change.any_case else None
        return replacing.replace(
            session, change.document, change.old, change.new, whole_word=change.whole_word, case=case, store=store
        )
    text = documents.text(session, change.document)
    span = change.span or Span(len(text), len(text))
    new = text[: span.start] + change.text + text[span.end :]
    return (revisions.revise if store else revisions.preview)(session, change.document, new)


def lost_codings(session: Session, document: str) -> list[AdriftCoding]:
    """The codings of a document whose words are no longer found."""
    from qualcode.ops import adrift

    return adrift.listing(session, document)


def likely_places(session: Session, coding: str) -> Places:
    """Where a coding adrift stood, and where it may belong now."""
    from qualcode.ops import adrift

    return adrift.places(session, coding)


def settle(session: Session, coding: str, span: Span) -> CodingView:
    """Put a coding adrift on a passage of the present text."""
    from qualcode.ops import adrift

    return adrift.settle(session, coding, span.start, span.end)


def give_up(session: Session, coding: str) -> None:
    """Take a coding adrift off."""
    from qualcode.ops import adrift

    adrift.remove(session, coding)

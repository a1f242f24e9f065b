"""Codings put on passages and edited; memos; coders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qualcode.api.values import CodingReference, Part, PathLike, Reference, coding_id
from qualcode.errors import UsageError
from qualcode.model.coding import CoderView, CodingView, MemoView
from qualcode.model.message import N_
from qualcode.ops import coders, coding_edits, coding_files, coding_notes, codings, memos
from qualcode.ops import in_vivo as made_here
from qualcode.ops.coding_edits import Edited
from qualcode.ops.codings import AddedCodings


class AboutOneThing(UsageError):
    """A memo about two things at once."""

    sentence = N_("A memo is about one thing at a time.")


class Codings(Part):
    """The codings of a project."""

    def code(
        self,
        document: Reference,
        start: int,
        end: int,
        code: str,
        *,
        effect: str | None = None,
        facets: Mapping[str, str] | None = None,
        memo: str | None = None,
    ) -> CodingView:
        """Put a code (key, path or label) on `[start, end)`; the same again gives the coding there is.

        `effect` is one of positive, negative, mixed, none, unclear. Raises SpanRefused, CodeNotFound, Ambiguous,
        ValueRefused, FacetNotFound.
        """
        return codings.add(self._session, self._id(document), start, end, code, effect=effect, facets=facets, memo=memo)

    def code_many(
        self,
        document: Reference,
        start: int,
        end: int,
        codes: Sequence[str],
        *,
        effect: str | None = None,
        facets: Mapping[str, str] | None = None,
        memo: str | None = None,
    ) -> list[CodingView]:
        """Put several codes on one passage, in one operation; otherwise as `code`."""
        return coding_edits.add_many_codes(
            self._session, self._id(document), start, end, codes, effect=effect, facets=facets, memo=memo
        )

    def code_new(
        self,
        document: Reference,
        start: int,
        end: int,
        label: str,
        *,
        parent: str | None = None,
        in_vivo: bool = False,
    ) -> CodingView:
        """Make a code below `parent` (None: a dimension) and put it on `[start, end)`, in one operation.

        In vivo the label is what was said there, and the words stay with the code as its first example. Raises
        SpanRefused, CodeNotFound, Ambiguous, NameRefused.
        """
        return made_here.add(self._session, self._id(document), start, end, label, parent=parent, in_vivo=in_vivo)

    def codings(
        self,
        document: Reference | None = None,
        *,
        code: str | None = None,
        coder: str | None = None,
        origin: str | None = None,
    ) -> list[CodingView]:
        """Codings by document and place; `code` includes those below it."""
        return codings.listing(self._session, document=self._within(document), code=code, coder=coder, origin=origin)

    def add_codings(self, path: PathLike) -> AddedCodings:
        """Codings from `.jsonl` or `.csv`, all or none. Raises BadData with every fault and its line."""
        return coding_files.add_file(self._session, Path(path))

    def uncode(self, *ids: CodingReference) -> int:
        """Take codings off, in one operation; how many. Raises CodingNotFound."""
        return codings.remove(self._session, [coding_id(each) for each in ids])

    # One coding changed

    def change_coding(self, coding: CodingReference, **changes: Any) -> CodingView:
        """Change `effect`, `facets`, `start`, `end` or `code` of a coding. Raises CodingNotFound and as `code`."""
        return codings.change(self._session, coding_id(coding), **changes)

    def note(self, coding: CodingReference, text: str) -> CodingView:
        """Set the coder's own note on a coding; "" takes it away. Raises CodingNotFound."""
        return codings.note(self._session, coding_id(coding), text)

    def copy_coding(self, coding: CodingReference, *codes: str) -> list[CodingView]:
        """Put other codes on the passage of a coding, with its effect and facets. Raises CodeNotFound, CodingAdrift."""
        return coding_edits.copy(self._session, coding_id(coding), codes)

    def split_coding(self, coding: CodingReference, at: int) -> list[CodingView]:
        """Make two codings of one at an offset of the text. Raises CannotSplit, CodingAdrift."""
        return coding_edits.split(self._session, coding_id(coding), at)

    def fit_coding(self, coding: CodingReference, unit: str, *, inward: bool = False) -> CodingView:
        """Let a coding grow (or with `inward` shrink) to whole words, sentences, paragraphs or turns.

        Raises ValueRefused, NoWholeUnit, CodingAdrift.
        """
        return coding_edits.fit(self._session, coding_id(coding), unit, inward=inward)

    def move_coding(self, coding: CodingReference, start: int, end: int) -> CodingView:
        """Put a coding on `[start, end)`. Raises SpanRefused, CodingAdrift."""
        return coding_edits.move_to(self._session, coding_id(coding), start, end)

    def move_edge(self, coding: CodingReference, edge: str, words: int) -> CodingView:
        """Move the `start` or `end` of a coding by so many words, back where negative. Raises CodingAdrift."""
        return coding_edits.move_edge(self._session, coding_id(coding), edge, words)

    # Many codings changed, in one operation

    def recode(self, code: str, *ids: CodingReference) -> Edited:
        """Give codings another code; where that stands there already, two become one. Raises CodingNotFound."""
        return coding_edits.recode(self._session, _ids(ids), code)

    def effect(self, effect: str | None, *ids: CodingReference) -> Edited:
        """Say of codings what changed for the person; None: not assessed. Raises CodingNotFound, ValueRefused."""
        return coding_edits.set_effect(self._session, _ids(ids), effect)

    def facet(self, name: str, value: str | None, *ids: CodingReference) -> Edited:
        """Set a facet of codings; None removes it. Raises CodingNotFound, FacetNotFound."""
        return coding_edits.set_facet(self._session, _ids(ids), name, value)

    def join_codings(self, *ids: CodingReference) -> Edited:
        """Make one of codings of one code and coder that overlap or follow each other. Raises NothingToJoin."""
        return coding_edits.join(self._session, _ids(ids))

    def touching(self, coding: CodingReference) -> list[str]:
        """The ids of the codings that `join_codings` would make one with this one, itself among them."""
        return coding_edits.touching(self._session, coding_id(coding))

    def add_note(self, text: str, *ids: CodingReference) -> int:
        """Write the same below the coder's own notes on codings; how many have it new. Raises CodingNotFound."""
        return coding_notes.add_to_memos(self._session, _ids(ids), text)

    # Memos and coders

    def memo(self, text: str, **about: Any) -> MemoView:
        """Note something about one thing: `coding=`, `code=`, `document=`, `case=` or `person=`; else the project."""
        kind, subject = self._subject(about)
        return memos.add(self._session, kind, subject, text)

    def memos(
        self, kind: str | None = None, *, coder: str | None = None, containing: str | None = None, **about: Any
    ) -> list[MemoView]:
        """All memos, those about one `kind` of thing, or those about one thing, named as for `memo`.

        `coder`: only theirs; `containing`: only those in which this text stands. Raises ValueRefused, CoderNotFound.
        """
        which = self._subject(about) if about else (kind, None)
        return memos.listing(self._session, *which, coder=coder, containing=containing)

    def edit_memo(self, memo: MemoView | str, text: str) -> MemoView:
        """Change what a memo says. Raises MemoNotFound."""
        return memos.edit(self._session, memo.id if isinstance(memo, MemoView) else memo, text)

    def remove_memo(self, memo: MemoView | str) -> None:
        """Remove a memo. Raises MemoNotFound."""
        memos.remove(self._session, memo.id if isinstance(memo, MemoView) else memo)

    def coders(self) -> list[CoderView]:
        """Who codes, how much, and what they have finished."""
        return coders.listing(self._session)

    def _subject(self, about: Mapping[str, Any]) -> tuple[str, str]:
        """The kind and id of what a memo is about."""
        if len(about) > 1:
            raise AboutOneThing
        kind, thing = next(iter(about.items()), ("project", ""))
        if kind == "document":
            return kind, self._id(thing)
        return kind, memos.subject(self._session, kind, coding_id(thing) if kind == "coding" else str(thing))


def _ids(codings: Sequence[CodingReference]) -> list[str]:
    return [coding_id(each) for each in codings]

"""Other projects taken in."""

from __future__ import annotations

from pathlib import Path

from qualcode.api.values import Part, PathLike
from qualcode.model.merging import ConflictView, ForeignEntryView, MergeReport
from qualcode.ops import merging, merging_conflicts


class Merging(Part):
    """Merging with other projects, and settling what both had changed."""

    def preview_merge(self, *others: PathLike, reanchor: bool = False) -> MergeReport:
        """What `merge` would do; nothing is stored, and conflicts are only told."""
        return merging.preview(self._session, [Path(other) for other in others], reanchor=reanchor)

    def merge(self, *others: PathLike, reanchor: bool = False) -> MergeReport:
        """Take other projects in, in one operation; they are only read. Merging twice changes nothing.

        Where a document's text differs from ours theirs comes in beside it; with `reanchor` its codings are put on our
        text. Raises MergedWithItself, OtherDamaged, the ProjectRefused family.
        """
        return merging.merge(self._session, [Path(other) for other in others], reanchor=reanchor)

    def conflicts(self, *, everything: bool = False) -> list[ConflictView]:
        """What both sides of merges had changed and nobody has settled; with `everything` also what was."""
        return merging_conflicts.conflicts(self._session, everything=everything)

    def settle_conflict(self, conflict: str, side: str) -> ConflictView:
        """Let the value of one side stand, `ours` or `theirs`; `conflict` is its id or the beginning of it.

        Raises ConflictNotFound, ValueRefused, CannotSettle.
        """
        return merging_conflicts.settle(self._session, conflict, side)

    def history_of(self, title: str) -> list[ForeignEntryView]:
        """What happened in a project that was merged into this one, oldest first. Raises MergeNotFound, Ambiguous."""
        return merging.foreign_history(self._session, title)

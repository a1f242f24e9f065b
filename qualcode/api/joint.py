"""Where stories meet numbers: the joint display, verdicts, quotes."""

from __future__ import annotations

from pathlib import Path

from qualcode.api.values import CodingReference, Part, PathLike, coding_id
from qualcode.i18n import language as reader_language
from qualcode.model.joint_view import JointDisplay, Point, VerdictView
from qualcode.ops import joint_files, picks, reconcile


class Joint(Part):
    """Stories beside numbers. Groups are cases unless `by` says `group` or names a property of cases."""

    def reconcile(self, by: str = "case") -> JointDisplay:
        """The joint display: a row for each group, code and indicator, then all in sum. Raises AttributeNotFound."""
        return reconcile.display(self._session, by)

    def judge(
        self, group: str, code: str, indicator: str | None, verdict: str, *, by: str = "case", note: str | None = None
    ) -> tuple[VerdictView, ...]:
        """Set one's verdict on a row in place of an earlier one; `-` takes it back. All verdicts on the row.

        `indicator` is None where the row has none; `note` None keeps the note there is. Raises NotFound, Ambiguous,
        ValueRefused, NoSuchRow.
        """
        return reconcile.judge(self._session, group, code, indicator, verdict, by=by, note=note)

    def joint_passages(self, group: str, code: str, *, by: str = "case") -> list[str]:
        """The ids of the codings behind a row, picked ones first. Raises NotFound, Ambiguous."""
        return reconcile.passages(self._session, group, code, by=by)

    def joint_course(self, group: str, indicator: str, *, by: str = "case") -> tuple[Point, ...]:
        """An indicator's values in a group by period; of several cases the median. Raises NotFound, Ambiguous."""
        return reconcile.course(self._session, group, indicator, by=by)

    def pick_quote(self, *codings: CodingReference) -> int:
        """Pick codings as quotes to be shown beside the numbers; how many are new. Raises CodingNotFound, Refused."""
        return picks.pick(self._session, [coding_id(each) for each in codings])

    def unpick_quote(self, *codings: CodingReference) -> int:
        """Pick codings no longer; how many were. Raises CodingNotFound."""
        return picks.unpick(self._session, [coding_id(each) for each in codings])

    def quotes(self) -> list[str]:
        """The ids of the codings that are picked, in their order."""
        return picks.picked(self._session)

    def write_display(
        self, display: JointDisplay, path: PathLike, *, language: str | None = None, force: bool = False
    ) -> Path:
        """Write a joint display to `.csv`, `.xlsx`, `.docx` or `.html`. Raises FileExists, FormatUnknown."""
        joint_files.write_display(self._session, display, Path(path), language or reader_language(), force=force)
        return Path(path)

"""Enterprises through their phases, and groups of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualcode.api.values import Part, PathLike
from qualcode.i18n import language as reader_language
from qualcode.model.evaluation_view import Comparison, EvaluationView, GroupView, HandoutView, MeetingView
from qualcode.ops import evaluation, groups, handouts


class Evaluating(Part):
    """What is said of enterprises, collected and found; groups of them and their sessions."""

    def evaluation(self, case: str) -> EvaluationView:
        """A case's portrait, question and methods; what has been collected and found. Raises CaseNotFound."""
        return evaluation.evaluation(self._session, case)

    def describe_evaluation(
        self,
        case: str,
        *,
        portrait: Mapping[str, str] | None = None,
        question: str | None = None,
        methods: Mapping[str, str | None] | None = None,
        findings: Mapping[str, str] | None = None,
        limit: str | None = None,
    ) -> EvaluationView:
        """Write what is named; the rest stays, and the empty text takes away what was there.

        `portrait` and `findings` are by dimension; `methods` maps each that is chosen to the reason (may be empty),
        each that is given up to None. Raises CaseNotFound, CodeNotFound, Ambiguous, ValueRefused.
        """
        return evaluation.describe(
            self._session,
            case,
            portrait=portrait,
            question=question,
            methods=methods,
            findings=findings,
            limit=limit,
        )

    def groups(self) -> list[GroupView]:
        """The groups of enterprises, with members, documents and sessions."""
        return groups.listing(self._session)

    def add_group(self, name: str, *, cases: Sequence[str] = (), description: str = "") -> GroupView:
        """Add a group. Raises NameRefused, CaseNotFound, Ambiguous."""
        return groups.add(self._session, name, cases=cases, description=description)

    def set_group(
        self,
        name: str,
        *,
        rename: str | None = None,
        description: str | None = None,
        cases: Sequence[str] = (),
        without: Sequence[str] = (),
    ) -> GroupView:
        """Change a group: `cases` come in, those in `without` go. Raises GroupNotFound, NameRefused, CaseNotFound."""
        return groups.set_group(
            self._session, name, rename=rename, description=description, cases=cases, without=without
        )

    def remove_group(self, name: str) -> None:
        """Remove a group with its sessions; its cases stay. Raises GroupNotFound, Ambiguous."""
        groups.remove(self._session, name)

    def group_sessions(self, group: str) -> list[MeetingView]:
        """The sessions of a group, by date. Raises GroupNotFound, Ambiguous."""
        return groups.sessions(self._session, group)

    def add_group_session(
        self, group: str, *, date: str | None = None, title: str = "", notes: str = "", handout: str = ""
    ) -> MeetingView:
        """Enter a session of a group; `date` is ISO 8601, else today. Raises GroupNotFound, ValueRefused."""
        return groups.add_session(self._session, group, date=date, title=title, notes=notes, handout=handout)

    def set_group_session(
        self,
        group: str,
        session: str,
        *,
        date: str | None = None,
        title: str | None = None,
        notes: str | None = None,
        handout: str | None = None,
    ) -> MeetingView:
        """Change a session (its date, title or id). Raises GroupNotFound, SessionNotFound, Ambiguous, ValueRefused."""
        return groups.set_session(self._session, group, session, date=date, title=title, notes=notes, handout=handout)

    def remove_group_session(self, group: str, session: str) -> None:
        """Remove a session of a group. Raises GroupNotFound, SessionNotFound, Ambiguous."""
        groups.remove_session(self._session, group, session)

    def compare_group(self, group: str, *, language: str | None = None) -> Comparison:
        """The members side by side: dimensions in passages and people; indicators' n, median, range.

        Raises GroupNotFound, Ambiguous.
        """
        return handouts.compare(self._session, group, language=language or reader_language())

    def handout(
        self,
        group: str,
        *,
        session: str | None = None,
        keep: bool = False,
        path: PathLike | None = None,
        language: str | None = None,
        force: bool = False,
    ) -> HandoutView:
        """The hand-out of a session, else a draft; `keep` stores a draft, `path` (.docx, .md, .html) writes it.

        Raises GroupNotFound, SessionNotFound, Ambiguous, FormatUnknown, FileExists.
        """
        return handouts.handout(
            self._session,
            group,
            meeting=session,
            keep=keep,
            path=None if path is None else Path(path),
            language=language or reader_language(),
            force=force,
        )

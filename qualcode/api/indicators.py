"""Indicators with their values, and what is proposed for them and for the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualcode.api.values import CodingReference, Part, PathLike, coding_id
from qualcode.model.codebook import Localised
from qualcode.model.indicator_table import IndicatorPlan, IndicatorReport, TableChoices
from qualcode.model.indicator_view import IndicatorView, MeasurementView, ProposalView
from qualcode.ops import case_tables, indicator_tables, indicator_values, indicators, proposals

Texts = Localised | str
"""Texts by language; a plain one is in the project's language."""


class Indicators(Part):
    """What is measured. An indicator is named by its key, its id, a label in any language, or a beginning of one."""

    def indicators(
        self, *, case: str | None = None, code: str | None = None, status: str | None = None
    ) -> list[IndicatorView]:
        """The indicators with values by case and period; values of one case, indicators of one code and those below.

        Raises CaseNotFound, CodeNotFound, ValueRefused.
        """
        return indicators.listing(self._session, case=case, code=code, status=status)

    def add_indicator(
        self,
        labels: Texts,
        *,
        key: str | None = None,
        definition: Texts = "",
        kind: str = "number",
        unit: str = "",
        direction: str = "higher",
        threshold: float | None = None,
        code: str | None = None,
        rungs: Sequence[Texts] = (),
        aggregate: str = "median",
        source: str = "",
    ) -> IndicatorView:
        """Define an indicator; see `model.indicator.Indicator`. Raises NameRefused, ValueRefused, CodeNotFound."""
        return indicators.add(
            self._session,
            labels,
            key=key,
            definition=definition,
            kind=kind,
            unit=unit,
            direction=direction,
            threshold=threshold,
            code=code,
            rungs=rungs,
            aggregate=aggregate,
            source=source,
        )

    def set_indicator(
        self,
        indicator: str,
        *,
        labels: Texts | None = None,
        definition: Texts | None = None,
        kind: str | None = None,
        unit: str | None = None,
        direction: str | None = None,
        threshold: float | str | None = None,
        code: str | None = None,
        rungs: Sequence[Texts] | None = None,
        aggregate: str | None = None,
        source: str | None = None,
    ) -> IndicatorView:
        """Change an indicator; "" takes away a text, the threshold or the code.

        Raises IndicatorNotFound, NameRefused, ValueRefused, CodeNotFound, KindFixed.
        """
        return indicators.set_indicator(
            self._session,
            indicator,
            labels=labels,
            definition=definition,
            kind=kind,
            unit=unit,
            direction=direction,
            threshold=threshold,
            code=code,
            rungs=rungs,
            aggregate=aggregate,
            source=source,
        )

    def remove_indicator(self, indicator: str) -> int:
        """Remove an indicator with its values; how many values went. Raises IndicatorNotFound."""
        return indicators.remove(self._session, indicator)

    def measure(
        self,
        indicator: str,
        case: str,
        period: str,
        value: float | None,
        *,
        target: float | None = None,
        baseline: bool | None = None,
        note: str | None = None,
    ) -> MeasurementView:
        """Store a value for a case and a period; None: known to be missing. `baseline` marks the one to count from.

        Raises IndicatorNotFound, CaseNotFound, ValueRefused, LevelWanted.
        """
        return indicator_values.measure(
            self._session, indicator, case, period, value, target=target, baseline=baseline, note=note
        )

    def unmeasure(self, indicator: str, case: str, period: str) -> None:
        """Remove a value. Raises IndicatorNotFound, CaseNotFound, MeasurementNotFound."""
        indicator_values.unmeasure(self._session, indicator, case, period)

    def judge_level(
        self,
        indicator: str,
        case: str,
        period: str,
        level: int | str,
        codings: Sequence[CodingReference],
        *,
        note: str | None = None,
        target: float | None = None,
        baseline: bool | None = None,
    ) -> MeasurementView:
        """Say which level a case has reached (number from 0, or label), citing the codings it is judged from.

        Raises IndicatorNotFound, CaseNotFound, CodingNotFound, NumberWanted, NothingCited, ValueRefused.
        """
        return indicator_values.judge(
            self._session,
            indicator,
            case,
            period,
            level,
            [coding_id(each) for each in codings],
            note=note,
            target=target,
            baseline=baseline,
        )

    # Tables

    def plan_indicators(
        self,
        path: PathLike,
        *,
        shape: str | None = None,
        mapping: Mapping[str, str] | None = None,
        indicator: str | None = None,
        period: str | None = None,
        decimal: str | None = None,
        same: Mapping[str, str] | None = None,
        create: bool = False,
        sheet: str | None = None,
        encoding: str | None = None,
    ) -> IndicatorPlan:
        """What taking indicators from a `.csv`, `.tsv` or `.xlsx` would do; nothing is stored, faults are in the plan.

        `shape`: long, wide-periods or wide-indicators; `mapping`: column to role; `decimal`: comma or point; `same`:
        a name in the table to the case it means; `create` makes missing cases. Raises ValueRefused, CaseNotFound, the
        FileRefused family.
        """
        table = case_tables.read(Path(path), encoding=encoding, sheet=sheet)
        choices = TableChoices(shape, mapping or {}, indicator, period, decimal, same or {}, create)
        return indicator_tables.plan(self._session, table, choices)

    def import_indicators(self, plan: IndicatorPlan) -> IndicatorReport:
        """Store what `plan_indicators` says, in one operation, all rows or none. Raises BadData, PlanOutdated."""
        return indicator_tables.apply(self._session, plan)

    # Made together

    def proposals(self, *, status: str | None = None, about: str | None = None) -> list[ProposalView]:
        """What is proposed, with what was said about it; open, accepted or declined. Raises ValueRefused."""
        return proposals.listing(self._session, status=status, about=about)

    def propose_indicator(
        self,
        labels: Texts | None = None,
        *,
        action: str = "add",
        indicator: str | None = None,
        from_code: str | None = None,
        from_codings: Sequence[CodingReference] = (),
        definition: Texts = "",
        kind: str = "",
        unit: str = "",
        direction: str = "",
        threshold: str = "",
        code: str | None = None,
        rungs: Sequence[Texts] = (),
        source: str = "",
        reason: str = "",
    ) -> ProposalView:
        """Propose an indicator, from the codebook's wording for a code, from passages or in one's own words; or with
        `action` rename, redefine or remove a change to `indicator`.

        Raises NothingProposed, NoWordingLeft, CodeNotFound, CodingNotFound.
        """
        return proposals.propose_indicator(
            self._session,
            labels,
            action=action,
            indicator=indicator,
            from_code=from_code,
            from_codings=[coding_id(each) for each in from_codings],
            definition=definition,
            kind=kind,
            unit=unit,
            direction=direction,
            threshold=threshold,
            code=code,
            rungs=rungs,
            source=source,
            reason=reason,
        )

    def propose_code(
        self,
        action: str,
        code: str | None = None,
        *,
        labels: Texts | None = None,
        definition: Texts = "",
        include: Texts = "",
        exclude: Texts = "",
        parent: str | None = None,
        under: str | None = None,
        into: str | None = None,
        parts: Mapping[str, Sequence[CodingReference]] | None = None,
        move_codings_to: str | None = None,
        with_codings: bool = False,
        reason: str = "",
    ) -> ProposalView:
        """Propose to add, rename, redefine, move, merge, split or remove a code.

        Raises NothingProposed, CodeNotFound, CodingNotFound, NameRefused.
        """
        return proposals.propose_code(
            self._session,
            action,
            code,
            labels=labels,
            definition=definition,
            include=include,
            exclude=exclude,
            parent=parent,
            under=under,
            into=into,
            parts={label: [coding_id(each) for each in ids] for label, ids in (parts or {}).items()},
            move_codings_to=move_codings_to,
            with_codings=with_codings,
            reason=reason,
        )

    def discuss(self, proposal: str, text: str) -> ProposalView:
        """Say something about a proposal (its id). Raises ProposalNotFound, ValueRefused."""
        return proposals.discuss(self._session, proposal, text)

    def accept_proposal(self, proposal: str, reason: str) -> ProposalView:
        """Accept a proposal and do it, in one operation. Raises ProposalNotFound, ProposalClosed, ValueRefused."""
        return proposals.accept(self._session, proposal, reason)

    def decline_proposal(self, proposal: str, reason: str) -> ProposalView:
        """Decline a proposal. Raises ProposalNotFound, ProposalClosed, ValueRefused."""
        return proposals.decline(self._session, proposal, reason)

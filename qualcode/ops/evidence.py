"""What the project holds about one case: collected by method, found by dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from qualcode.analysis.indicators import period_order
from qualcode.analysis.matrix import matrix as cross
from qualcode.analysis.table import BoolArray
from qualcode.model.case import Case
from qualcode.model.codebook import EFFECTS, Code, fold_name, name_order
from qualcode.model.document import Document
from qualcode.model.evaluation import METHODS, Group, GroupMember
from qualcode.model.evaluation_view import Collected, Found, IndicatorFound, VerdictFound
from qualcode.model.indicator import Indicator
from qualcode.model.indicator_view import IndicatorView
from qualcode.model.joint import Verdict
from qualcode.model.project import Coder
from qualcode.model.results import Matrix
from qualcode.ops import analysis, indicators
from qualcode.ops.codebooks import tree
from qualcode.store.session import Session


class Evidence:
    """Counted as in matrices: narrators, not labels; distinct passages; nothing of whom left no consent."""

    def __init__(self, session: Session, case: Case, dimensions: Sequence[Code], coder: str | None) -> None:
        self._session = session
        self._case = case
        self._coder = coder
        self._dimensions = dimensions
        self._codes = tree(session)
        self._table, self._selection, self._withheld = analysis.loaded(
            session, {"dimension", "kind", "effect", "document"}, "people", [case.id], coder
        )
        views = indicators.listing(session, case=case.id)
        self._indicators = [view for view in views if view.status != "declined" and view.measurements]

    # Collected

    def collected(self, chosen: frozenset[str]) -> dict[str, Collected]:
        """By method, all of them in their order."""
        passages = _column(cross(self._table, "dimension", "kind", "passages", self._selection))
        documents = self._session.all(Document, case=self._case.id)
        measurements = [each for view in self._indicators for each in view.measurements if each.value is not None]
        periods = {fold_name(each.period): each.period for each in measurements}
        made = {}
        for method in METHODS:
            own = [each for each in documents if each.kind == method]
            here = Collected(
                documents=len(own),
                people=self._people(method),
                passages=passages.get(method, 0),
                indicators=0,
                measurements=0,
                periods=(),
                chosen=method in chosen,
                missing=False,
            )
            if method == "indicators":
                measured = [view for view in self._indicators if any(m.value is not None for m in view.measurements)]
                here = replace(
                    here,
                    indicators=len(measured),
                    measurements=len(measurements),
                    periods=tuple(sorted(periods.values(), key=period_order)),
                )
            made[method] = replace(here, missing=here.chosen and not (here.documents or here.measurements))
        return made

    def _people(self, kind: str | None = None) -> int:
        """How many narrators speak in the case's documents, of a kind or of all; those without consent left out."""
        table, turns = self._table, self._table.turns
        documents = _all_if_none(self._selection.documents, len(table.documents))
        if kind is not None:
            kinds = table.document_columns["kind"]
            wanted = next((at for at, header in enumerate(kinds.values) if header.key == kind), None)
            if wanted is None:
                return 0
            documents = documents & (kinds.index == wanted)
        speaking = turns.person[turns.narrator & documents[turns.document] & (turns.end > turns.start)]
        return len(set(speaking[speaking >= 0].tolist()) - set(self._withheld))

    # Found

    def found(self, findings: Mapping[str, str]) -> dict[str, Found]:
        """By dimension's key; those that are gone from the codebook and have a finding still come last."""
        table, chosen = self._table, self._selection
        passages = _rows(cross(table, "dimension", "kind", "passages", chosen))
        people = _rows(cross(table, "dimension", "kind", "people", chosen))
        effects = _effects(cross(table, "dimension", "effect", "passages", chosen))
        everybody = self._people()
        keys = [code.key for code in self._dimensions]
        verdicts = self._verdicts()
        return {
            key: Found(
                passages=passages.get(key, 0),
                people=people.get(key, 0),
                of_people=everybody,
                effect=effects.get(key, dict.fromkeys(EFFECTS, 0)),
                balance=balance(effects.get(key, {})),
                finding=findings.get(key, ""),
                indicators=tuple(found_indicator(view) for view in self._indicators if self._speaks_to(view) == key),
                verdicts=tuple(verdicts.get(key, ())),
            )
            for key in [*keys, *sorted(findings.keys() - set(keys))]
        }

    def other_indicators(self) -> tuple[IndicatorFound, ...]:
        """Those that speak to no dimension."""
        return tuple(found_indicator(view) for view in self._indicators if self._speaks_to(view) is None)

    def _speaks_to(self, view: IndicatorView) -> str | None:
        """The dimension of the code that an indicator speaks to."""
        code = self._codes.by_key(view.code) if view.code else None
        return self._codes.dimension(code).key if code is not None else None

    def _verdicts(self) -> dict[str, list[VerdictFound]]:
        session = self._session
        coders = {each.id: each.name for each in session.all(Coder)}
        keys = {each.id: each.key for each in session.all(Indicator)}
        codes = {each.id: each for each in self._codes.codes}
        made: dict[str, list[VerdictFound]] = {}
        for each in session.all(Verdict, by="case", group=self._case.id):
            code = codes.get(each.code)
            if code is not None and self._coder in (None, coders[each.coder]):
                said = VerdictFound(
                    code.key, keys.get(each.indicator or ""), coders[each.coder], each.verdict, each.note, each.created
                )
                made.setdefault(self._codes.dimension(code).key, []).append(said)
        return made

    def groups(self) -> tuple[str, ...]:
        """The names of the groups it is in."""
        ids = [member.group for member in self._session.all(GroupMember, case=self._case.id)]
        return tuple(sorted((group.name for group in self._session.all(Group, id=ids)), key=name_order))


def found_indicator(view: IndicatorView) -> IndicatorFound:
    """What happened in the one case whose values the view has."""
    happened = view.trends[0]
    return IndicatorFound(
        key=view.key,
        labels=view.labels,
        unit=view.unit,
        baseline=happened.baseline,
        baseline_period=happened.baseline_period,
        latest=happened.latest,
        latest_period=happened.latest_period,
        target=happened.target,
        change=happened.change,
        better=happened.better,
    )


def balance(effect: Mapping[str, int]) -> float | None:
    """(positive - negative) / (positive + negative + mixed), -1 to 1; None where there are none of these."""
    positive, negative, mixed = (effect.get(name, 0) for name in ("positive", "negative", "mixed"))
    judged = positive + negative + mixed
    return (positive - negative) / judged if judged else None


def _all_if_none(mask: BoolArray | None, length: int) -> BoolArray:
    return np.ones(length, np.bool_) if mask is None else mask


def _rows(made: Matrix) -> dict[str, int]:
    """A count by row."""
    totals = zip(made.rows, made.row_totals, strict=True)
    return {row.key: total for row, total in totals if row.key is not None and isinstance(total, int)}


def _column(made: Matrix) -> dict[str, int]:
    """A count by column."""
    totals = zip(made.columns, made.column_totals, strict=True)
    return {column.key: total for column, total in totals if column.key is not None and isinstance(total, int)}


def _effects(made: Matrix) -> dict[str, dict[str, int]]:
    """By dimension: passages by effect, those that nobody has judged left out."""
    found = {}
    for row, cells in zip(made.rows, made.cells, strict=True):
        counts = dict.fromkeys(EFFECTS, 0)
        for column, value in zip(made.columns, cells, strict=True):
            if column.key is not None and isinstance(value, int):
                counts[column.key] = value
        found[row.key or ""] = counts
    return found

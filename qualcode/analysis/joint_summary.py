"""The joint display in sum: verdicts by dimension, what one source alone gives, agreement, what is off the pattern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from qualcode.analysis.agreement.ratings import coefficients
from qualcode.analysis.reconcile import far_off
from qualcode.model.joint import VERDICTS
from qualcode.model.joint_view import JointRow, OffPattern, OneSource, VerdictAgreement, VerdictCount
from qualcode.model.message import N_

_OPPOSITE = {"agreement": "dissonance", "dissonance": "agreement"}
_SOURCES = {"silence-quantitative": "stories", "silence-qualitative": "numbers"}
ONE_ROW = N_("one row alone does not tell how often chance would agree")
"""Why there is no coefficient where a single row was judged by several."""
_FEWEST = 3  # groups with a verdict, before most of them make a pattern


def verdict_counts(rows: Iterable[JointRow]) -> tuple[VerdictCount, ...]:
    """Every coder's verdicts by dimension, in the order of the rows, then over all dimensions."""
    given = [(row.dimension, each.coder, each.verdict) for row in rows for each in row.verdicts]
    return _counted(given)


def proposal_counts(rows: Iterable[JointRow]) -> tuple[VerdictCount, ...]:
    """What is proposed where nobody decided yet, by dimension, then over all."""
    return _counted([(row.dimension, None, row.proposed) for row in undecided(rows)])


def undecided(rows: Iterable[JointRow]) -> list[JointRow]:
    """The rows nobody judged, less those that only gather what rows below them say."""
    return [row for row in rows if not row.verdicts and not row.gathered]


def _counted(given: Sequence[tuple[str, str | None, str]]) -> tuple[VerdictCount, ...]:
    dimensions: list[str | None] = [*dict.fromkeys(dimension for dimension, _, _ in given), None]
    coders = sorted({coder for _, coder, _ in given}, key=str)
    found = []
    for dimension in dimensions:
        for coder in coders:
            counts = Counter(verdict for d, c, verdict in given if c == coder and dimension in (d, None))
            total = sum(counts.values())
            if total:
                shares = {name: counts[name] / total for name in VERDICTS}
                found.append(VerdictCount(dimension, coder, total, {name: counts[name] for name in VERDICTS}, shares))
    return tuple(found)


def alone(rows: Iterable[JointRow]) -> tuple[OneSource, ...]:
    """The findings that one source alone gives."""
    return tuple(
        OneSource(row.group, row.code, row.indicator, _SOURCES[row.proposed])
        for row in rows
        if row.proposed in _SOURCES and not row.gathered
    )


def agreement(rows: Iterable[JointRow]) -> VerdictAgreement:
    """How far the coders' verdicts agree; undefined with one coder, or where no two judged the same row.

    From a single row there is no telling how often chance alone would agree, so kappa is undefined there too.
    """
    judged = [{each.coder: each.verdict for each in row.verdicts} for row in rows if row.verdicts]
    coders = tuple(sorted({coder for row in judged for coder in row}))
    both = [row for row in judged if len(row) > 1]
    measure = "cohen_kappa" if len(coders) <= 2 else "fleiss_kappa"
    found = coefficients([[row.get(coder) for coder in coders] for row in both])
    note = found.undefined.get(measure, "")
    kappa = found.values[measure]
    if len(both) == 1 and kappa is not None:
        kappa, note = None, ONE_ROW
    return VerdictAgreement(coders, len(both), found.values["percent"], kappa, measure, note)


def off_values(values: Iterable[tuple[str, str, str, str, float]], groups_are_cases: bool) -> list[OffPattern]:
    """Cases far from the others. `values` are (group, case, code, indicator, latest value).

    Held against the cases of their group, or where groups are cases, against all.
    """
    pools: dict[tuple[str, str], list[tuple[str, str, str, str, float]]] = {}
    for each in values:
        pools.setdefault(("" if groups_are_cases else each[0], each[3]), []).append(each)
    found = []
    for pool in pools.values():
        figures = [each[4] for each in pool]
        middle = sorted(figures)
        median = (middle[(len(middle) - 1) // 2] + middle[len(middle) // 2]) / 2
        for place in far_off(figures):
            group, case, code, indicator, value = pool[place]
            found.append(OffPattern("value", group, case, code, indicator, value, median, None, None))
    return found


def off_verdicts(rows: Iterable[JointRow]) -> list[OffPattern]:
    """Verdicts that are the opposite of what more than half of the verdicts on the same code and indicator say."""
    alike: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for row in rows:
        for verdict in dict.fromkeys(each.verdict for each in row.verdicts):
            alike.setdefault((row.code, row.indicator), []).append((row.group, verdict))
    found = []
    for (code, indicator), given in alike.items():
        most, times = Counter(verdict for _, verdict in given).most_common(1)[0]
        if len({group for group, _ in given}) < _FEWEST or times * 2 <= len(given):
            continue
        for group, verdict in given:
            if verdict == _OPPOSITE.get(most):
                found.append(OffPattern("verdict", group, None, code, indicator, None, None, verdict, most))
    return found

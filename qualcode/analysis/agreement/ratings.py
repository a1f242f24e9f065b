"""Coefficients for plain ratings: a table of units by coders, a value or nothing in each cell.

Everything is computed from how many coders gave which value to which unit, so that any number of coders and missing
values are the same case. Units with fewer than two values say nothing about agreement; with one value they still say
how often values are given, which Fleiss' kappa and AC1 use as Gwet does.

Sources: Cohen 1960 (kappa); Scott 1955 and Fleiss 1971 (pooled marginals); Brennan and Prediger 1981; Gwet 2008, 2014
(AC1, with missing values); Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability" (alpha, its four metrics).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Value = str | float
LEVELS = ("nominal", "ordinal", "interval", "ratio")
MEASURES = ("percent", "cohen_kappa", "fleiss_kappa", "brennan_prediger", "gwet_ac1", "alpha")

# Why a coefficient has no value; the words are put in the reader's language where they are shown.
NO_PAIRS = "no unit was rated by two coders"
NO_VARIATION = "only one value was given, so chance alone would agree always"
NOT_TWO = "it is defined for exactly two coders"
ONE_VALUE = "it needs at least two different values"


@dataclass(frozen=True, slots=True)
class Coefficients:
    """By name: a value from -1 (or below) to 1, or None; and why where it is None. `units` took part."""

    values: dict[str, float | None]
    undefined: dict[str, str]
    units: int


def coefficients(table: Sequence[Sequence[Value | None]], level: str = "nominal") -> Coefficients:
    """All coefficients of a table with a row a unit and a column a coder; None where a coder gave no value.

    Percent, kappas and AC1 take values as names at every level; alpha measures their distance by `level`. For interval
    and ratio the values are numbers; for ordinal they are put in order as numbers where all are, else as words.
    """
    seen = {value for row in table for value in row if value is not None}
    numbers = all(isinstance(value, int | float) for value in seen)
    values = sorted(seen, key=float if numbers else str)
    place = {value: index for index, value in enumerate(values)}
    coders = max((len(row) for row in table), default=0)
    given = np.full((len(table), coders), -1, dtype=np.int64)
    for unit, row in enumerate(table):
        for coder, value in enumerate(row):
            if value is not None:
                given[unit, coder] = place[value]
    counts = np.zeros((len(table), len(values)), dtype=np.float64)
    for coder in range(coders):
        rated = given[:, coder] >= 0
        counts[np.flatnonzero(rated), given[rated, coder]] += 1
    paired = counts.sum(axis=1) >= 2
    found: dict[str, float | None] = {}
    reasons: dict[str, str] = {}
    for name in MEASURES:
        outcome = _measure(name, given[paired], counts[counts.sum(axis=1) > 0], values, level)
        found[name] = outcome if isinstance(outcome, float) else None
        if isinstance(outcome, str):
            reasons[name] = outcome
    return Coefficients(found, reasons, int(paired.sum()))


def _measure(
    name: str, given: NDArray[np.int64], counts: NDArray[np.float64], values: Sequence[Value], level: str
) -> float | str:
    """One coefficient, or why there is none. `given` are the units with two values or more, `counts` all with any."""
    if not len(given):
        return NO_PAIRS
    share = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    counts = counts[counts.sum(axis=1) >= 2]
    observed = observed_agreement(counts)
    if name == "percent":
        return observed
    if name == "alpha":
        return alpha(counts, distances(level, values, coincidences(counts).sum(axis=1)))
    if name == "cohen_kappa":
        return NOT_TWO if given.shape[1] != 2 else beyond_chance(observed, _cohen_chance(given, len(values)))
    if name == "fleiss_kappa":
        return beyond_chance(observed, float((share**2).sum()))
    # These two divide by the number of values that could have been given.
    if len(values) < 2:
        return ONE_VALUE
    if name == "brennan_prediger":
        return beyond_chance(observed, 1 / len(values))
    return beyond_chance(observed, float((share * (1 - share)).sum()) / (len(values) - 1))


def category_kappas(table: Sequence[Sequence[Value]]) -> dict[Value, float | None]:
    """Fleiss' kappa of each value against all others, for a full table; None where a value was given always or never.

    1 - sum of n(m - n) over units / (N m (m - 1) p (1 - p)), n being how many of m coders gave it to a unit (Fleiss
    1971, p. 381).
    """
    coders = len(table[0]) if table else 0
    found: dict[Value, float | None] = {}
    for value in dict.fromkeys(value for row in table for value in row):
        given = np.array([row.count(value) for row in map(list, table)], dtype=np.float64)
        share = given.sum() / (len(table) * coders)
        chance = len(table) * coders * (coders - 1) * share * (1 - share)
        found[value] = float(1 - (given * (coders - given)).sum() / chance) if chance > 1e-12 else None
    return found


def observed_agreement(counts: NDArray[np.float64]) -> float:
    """The mean over units of the share of pairs of coders that agree; `counts` are units by values."""
    rated = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (rated * (rated - 1))).mean())


def _cohen_chance(given: NDArray[np.int64], values: int) -> float:
    """The agreement that two coders' own marginals let expect."""
    first, second = (np.bincount(given[:, coder], minlength=values) / len(given) for coder in (0, 1))
    return float(first @ second)


def beyond_chance(observed: float, chance: float) -> float | str:
    """(Po - Pe) / (1 - Pe), or why it is undefined."""
    return NO_VARIATION if 1 - chance < 1e-12 else (observed - chance) / (1 - chance)


def coincidences(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Krippendorff's coincidence matrix (values by values): each unit's pairs, weighted 1 / (its values - 1)."""
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1)
    matrix = weighted.T @ counts
    matrix[np.diag_indices(counts.shape[1])] -= weighted.sum(axis=0)
    return np.asarray(matrix, dtype=np.float64)


def alpha(counts: NDArray[np.float64], distance: NDArray[np.float64]) -> float | str:
    """Krippendorff's alpha, 1 - Do / De, for squared distances between values; or why it is undefined."""
    matrix = coincidences(counts)
    totals = matrix.sum(axis=1)
    n = totals.sum()
    expected = float((np.outer(totals, totals) * distance).sum()) / (n - 1)
    return NO_VARIATION if expected < 1e-12 else float(1 - (matrix * distance).sum() / expected)


def distances(level: str, values: Sequence[Value], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared distances between values. `totals` are how often each occurs among pairs; ordinal distances use them."""
    size = len(values)
    if level == "nominal":
        return 1.0 - np.eye(size)
    if level == "ordinal":
        # Values between two, and half of those at each end: between the middles of their ranks.
        middles = np.cumsum(totals) - totals / 2
        return np.asarray((middles[:, None] - middles[None, :]) ** 2, dtype=np.float64)
    numbers = np.array([float(value) for value in values])
    difference = numbers[:, None] - numbers[None, :]
    if level == "interval":
        return np.asarray(difference**2, dtype=np.float64)
    together = numbers[:, None] + numbers[None, :]
    ratio = np.divide(difference, together, out=np.zeros_like(difference), where=together != 0)
    return np.asarray(ratio**2, dtype=np.float64)

"""How far coders agree, on coded passages and on tables of ratings."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualcode.analysis.agreement import passages, ratings
from qualcode.analysis.agreement.disagreements import Passage, stretches
from qualcode.analysis.agreement.passages import Coded, Region
from qualcode.analysis.agreement.unitizing import IntArray, RealArray
from qualcode.importers.lines import Faults
from qualcode.importers.tables import read_table
from qualcode.model.agreement import (
    AGREEMENT_UNITS,
    REGIONS,
    Agreement,
    CodeAgreement,
    Disagreement,
    Intervals,
    Measures,
    TableAgreement,
)
from qualcode.model.case_table import Table
from qualcode.model.message import N_, Message, Value
from qualcode.ops import codebooks
from qualcode.ops.agreement_input import Compared, TooFewCoders, compared
from qualcode.ops.agreement_words import MEASURE_NAMES
from qualcode.ops.names import one_of
from qualcode.store.session import Session

DRAWS, SEED = 1000, 1
RARE = 0.05
"""The share of units below which, or above whose complement, a coefficient says more of the share than of coders."""

_COVERS = (2.5, 97.5)
_ENOUGH = 0.9  # of the draws must be defined for an interval
_NAMED = 8  # codes in one note

# Why a coefficient has no value.
_NOT_TWO = Message(N_("it is defined for exactly two coders"))
_NOTHING = Message(N_("there is nothing to compare"))
_CERTAIN = Message(N_("chance alone would agree always"))
_UNUSED = Message(N_("nobody coded anything"))
_OVERLAP = Message(N_("some coder has several codes on one place"))
_UNPAIRED = Message(N_("no place was marked by two coders, or all such places have one code"))
_RATINGS = {
    ratings.NO_PAIRS: N_("no unit was rated by two coders"),
    ratings.NO_VARIATION: N_("only one value was given, so chance alone would agree always"),
    ratings.NOT_TWO: N_("it is defined for exactly two coders"),
    ratings.ONE_VALUE: N_("it needs at least two different values"),
}


def agreement(
    session: Session,
    coders: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    *,
    unit: str = "character",
    region: str = "common",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Agreement:
    """How far coders (names; None: all who have coded) agree, code by code, pooled, and by dimension.

    `codes` named count with all below them. A unit, one of `AGREEMENT_UNITS`, is coded if a coding touches it. Region
    `common`: documents marked done by all compared, or where nobody marked any, those that all have coded; `all`:
    whole documents that any of them coded. Formulas and sources are in `analysis.agreement`. Intervals are drawn over
    documents. Raises TooFewCoders, CoderNotFound, CodeNotFound, Ambiguous, ValueRefused.
    """
    one_of(unit, AGREEMENT_UNITS, "unit")
    one_of(region, REGIONS, "region")
    with session.snapshot():
        found = compared(session, coders, codes, unit=unit, region=region)
        tree = codebooks.tree(session)
    documents = len(found.documents)
    drawn = passages.resampled(documents, draws, seed) if documents > 1 and draws > 0 else None
    main = _figures(found.coded, found.region, len(found.codes), drawn)
    by_code = _by_code(main, [code.key for code in found.codes], found)
    branches: tuple[CodeAgreement, ...] = ()
    if codes is None and found.codes:
        above = [tree.dimension(code).key for code in found.codes]
        keys = list(dict.fromkeys(above))
        number = np.array([keys.index(key) for key in above], dtype=np.int64)
        grouped = Coded(
            found.coded.document, found.coded.coder, number[found.coded.code], found.coded.start, found.coded.end
        )
        branches = _by_code(_figures(grouped, found.region, len(keys), drawn), keys, found)
    return Agreement(
        coders=tuple(each.name for each in found.coders),
        unit=unit,
        n_units=int(found.region.lengths.sum()),
        measures=_values(main.overall, 0),
        intervals=_intervals(main.overall_drawn, 0),
        codes=by_code,
        disagreements=tuple(_disagreements(found)),
        notes=tuple(_notes(found, main, by_code, draws)),
        branches=branches,
        region=region,
        documents=tuple(each.id for each in found.documents),
        draws=draws if drawn is not None else 0,
        seed=seed,
        adrift=found.adrift,
    )


Drawn = Mapping[str, RealArray]


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """Coefficients as they are and as drawn: overall (draws by 1) and by code (draws by codes), NaN where undefined."""

    overall: Drawn
    codes: Drawn
    overall_drawn: Drawn
    codes_drawn: Drawn
    coverage: RealArray
    coded: IntArray
    exclusive: bool


def _figures(coded: Coded, region: Region, codes: int, drawn: RealArray | None) -> _Figures:
    if not codes or not region.lengths.sum():
        one, many = (np.full((1, size), np.nan) for size in (1, codes))
        none: Drawn = dict.fromkeys(passages.MEASURES, one)
        no_code: Drawn = dict.fromkeys(passages.MEASURES, many)
        coded_by = np.zeros((codes, region.coders), dtype=np.int64)
        return _Figures(none, no_code, {}, {}, many[0], coded_by, exclusive=True)
    units = passages.united(coded, region.lengths)
    tallies = passages.tally(units, region, codes)
    alphas = passages.overall_alphas(units, region, codes)
    nothing = np.full((1, codes), np.nan)
    overall, by_code = _put_together(passages.measure(tallies), alphas, nothing)
    overall_drawn: Drawn = {}
    codes_drawn: Drawn = {}
    if drawn is not None:
        again = passages.overall_alphas(units, region, codes, drawn)
        overall_drawn, codes_drawn = _put_together(
            passages.measure(tallies, drawn), again, np.full((len(drawn), codes), np.nan)
        )
    return _Figures(
        overall=overall,
        codes=by_code,
        overall_drawn=overall_drawn,
        codes_drawn=codes_drawn,
        coverage=alphas.get("coverage", nothing)[0],
        coded=tallies.by_coder.sum(axis=0).astype(np.int64),
        exclusive="cu_alpha" in alphas,
    )


def _put_together(found: passages.Measured, alphas: Drawn, nothing: RealArray) -> tuple[Drawn, Drawn]:
    """All coefficients in their order. Where codes overlap u-alpha is pooled over them, and there is no cu-alpha.

    One code against gaps is binary already, so its `alpha_binary` is its u-alpha.
    """
    overall = {**found.overall, **{name: alphas[name] for name in ("alpha_binary",)}}
    overall["u_alpha"] = alphas.get("u_alpha", found.overall["u_alpha"])
    overall["cu_alpha"] = alphas.get("cu_alpha", np.full(len(nothing), np.nan))
    codes = {**found.codes, "alpha_binary": found.codes["u_alpha"], "cu_alpha": alphas.get("per_value", nothing)}
    return (
        {name: overall[name].reshape(-1, 1) for name in passages.MEASURES},
        {name: codes[name] for name in passages.MEASURES},
    )


def _by_code(main: _Figures, keys: Sequence[str], found: Compared) -> tuple[CodeAgreement, ...]:
    """What there is to say of each code. `keys` are theirs, in the order of the figures."""
    units = int(found.region.lengths.sum())
    bands = {name: _band(values) for name, values in main.codes_drawn.items()}
    return tuple(
        CodeAgreement(
            code=key,
            measures=_values(main.codes, at),
            coded={coder.name: int(n) for coder, n in zip(found.coders, main.coded[at], strict=True)},
            intervals=_chosen(bands, at),
            coverage=_number(main.coverage[at]),
            prevalence=float(main.coded[at].sum()) / (units * len(found.coders)) if units else 0.0,
        )
        for at, key in enumerate(keys)
    )


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _values(table: Drawn, at: int) -> Measures:
    return {name: _number(values[0, at]) for name, values in table.items()}


def _intervals(drawn: Drawn, at: int) -> Intervals:
    return _chosen({name: _band(values) for name, values in drawn.items()}, at)


def _chosen(bands: Mapping[str, RealArray], at: int) -> Intervals:
    return {
        name: (float(band[0, at]), float(band[1, at])) for name, band in bands.items() if np.isfinite(band[:, at]).all()
    }


def _band(values: RealArray) -> RealArray:
    """The percentiles of each column's defined draws, NaN where too few are."""
    defined = np.isfinite(values)
    enough = defined.mean(axis=0) >= _ENOUGH
    band = np.full((2, values.shape[1]), np.nan)
    whole = defined.all(axis=0)
    if whole.any():
        band[:, whole] = np.percentile(values[:, whole], _COVERS, axis=0)
    for at in np.flatnonzero(enough & ~whole):
        band[:, at] = np.percentile(values[defined[:, at], at], _COVERS)
    return band


def _disagreements(found: Compared) -> Iterator[Disagreement]:
    """The stretches on which the coders differ, by document and in the order of the text."""
    names = [coder.name for coder in found.coders]
    for document, own in by_document(found):
        for each in stretches(own, names):
            start, end = found.place(document, each.start, each.end)
            yield Disagreement(found.documents[document].id, start, end, each.by)


def by_document(found: Compared, *, characters: bool = False) -> Iterator[tuple[int, list[Passage]]]:
    """The passages of each document that has any, on its units, or as they stand in `characters`."""
    names = [coder.name for coder in found.coders]
    keys = [code.key for code in found.codes]
    coded = found.coded
    start, end = (found.start, found.end) if characters else (coded.start, coded.end)
    order = np.argsort(coded.document, kind="stable")
    ids = [found.ids[at] for at in order.tolist()]
    who = [names[at] for at in coded.coder[order].tolist()]
    what = [keys[at] for at in coded.code[order].tolist()]
    begins, ends = start[order].tolist(), end[order].tolist()
    edges = np.searchsorted(coded.document[order], np.arange(len(found.documents) + 1)).tolist()
    for document, (first, last) in enumerate(itertools.pairwise(edges)):
        if first < last:
            own = slice(first, last)
            yield document, list(map(Passage, ids[own], who[own], what[own], begins[own], ends[own]))


# What is told beside the numbers


def _notes(found: Compared, main: _Figures, codes: Sequence[CodeAgreement], draws: int) -> Iterator[Message]:
    yield from found.notes
    if not found.documents:
        # That each coefficient is undefined then goes without saying.
        yield Message(N_("No document has been coded by all of them."))
        return
    if len(found.documents) == 1 and draws > 0:
        yield Message(N_("One document only: intervals are drawn over documents, so there are none."))
    several = len(found.coders)
    for name in passages.MEASURES:
        if _number(main.overall[name][0, 0]) is None:
            reason = _why(name, main, several, bool(found.codes and found.documents))
            yield Message(N_("{measure} is undefined: {reason}."), {"measure": _named(name), "reason": reason})
    if not main.exclusive and found.codes:
        yield Message(
            N_("{reason}: u-alpha is pooled over codes, each against what it does not cover."),
            {"reason": Message(N_("Some coder has several codes on one place"))},
        )
    yield from _undefined_codes(main, codes, several)
    yield from _prevalence(codes)


def _named(measure: str) -> Message:
    return Message(MEASURE_NAMES[measure])


def _why(name: str, main: _Figures, coders: int, any_codes: bool) -> Message:
    """Why a coefficient is undefined."""
    if name == "cohen_kappa" and coders != 2:
        return _NOT_TWO
    if not any_codes:
        return _NOTHING
    if name == "holsti":
        return _UNUSED
    if name == "cu_alpha":
        return _UNPAIRED if main.exclusive else _OVERLAP
    return _CERTAIN


def _undefined_codes(main: _Figures, codes: Sequence[CodeAgreement], coders: int) -> Iterator[Message]:
    """Which coefficients of which codes are undefined though they are not so for all, and why."""
    for name in passages.MEASURES:
        missing = [each.code for each in codes if each.measures[name] is None]
        told_already = (name == "cohen_kappa" and coders != 2) or (name == "cu_alpha" and not main.exclusive)
        if missing and not told_already:
            values: dict[str, Value] = {
                "measure": _named(name),
                "codes": _some(missing),
                "reason": _why(name, main, coders, True),
            }
            yield Message(N_("{measure} is undefined for {codes}: {reason}."), values)


def _prevalence(codes: Sequence[CodeAgreement]) -> Iterator[Message]:
    rare = [each.code for each in codes if each.prevalence < RARE]
    common = [each.code for each in codes if each.prevalence > 1 - RARE]
    if rare:
        told = N_("On fewer than 5 % of units, where kappas and alphas fall with every slip: {codes}.")
        yield Message(told, {"codes": _some(rare)})
    if common:
        told = N_("On more than 95 % of units, where kappas and alphas fall with every slip: {codes}.")
        yield Message(told, {"codes": _some(common)})


def _some(keys: Sequence[str]) -> str:
    more = len(keys) - _NAMED
    return ", ".join(keys[:_NAMED]) + (f" (+{more})" if more > 0 else "")


# Tables of ratings


def table(path: Path, level: str = "nominal") -> TableAgreement:
    """How far the coders of a table (`.csv`, `.tsv`, `.xlsx`) agree: a row a unit, then a column a coder.

    Empty cells are missing. Values are numbers at every `level` but `nominal`. Raises BadData with every row at fault,
    TooFewCoders, ValueRefused, the FileRefused family.
    """
    one_of(level, ratings.LEVELS, "level")
    read = read_table(path)
    coders = read.header[1:]
    if len(coders) < 2:
        raise TooFewCoders(n=len(coders), names=", ".join(coders) or "-")
    found = ratings.coefficients(_ratings(path, read, level), level)
    reasons = [
        Message(
            N_("{measure} is undefined: {reason}."),
            {"measure": _named(name), "reason": Message(_RATINGS[why])},
        )
        for name, why in found.undefined.items()
    ]
    return TableAgreement(found.values, (*read.warnings, *reasons), found.units, coders, level)


def _ratings(path: Path, read: Table, level: str) -> list[list[ratings.Value | None]]:
    """The values of each row. Raises BadData for what is no number where numbers are needed."""
    faults = Faults(path)
    rows: list[list[ratings.Value | None]] = []
    for row in read.rows:
        values: list[ratings.Value | None] = []
        for coder, cell in zip(read.header[1:], row.cells[1:], strict=True):
            value = None if not cell else str(cell) if level == "nominal" else _as_number(cell)
            if isinstance(value, float) and (not math.isfinite(value) or (level == "ratio" and value < 0)):
                told = N_("“{value}” of {coder} is no number of 0 or more") if level == "ratio" else _NO_NUMBER
                faults.add(row.line, told, value=cell, coder=coder)
            values.append(value)
        rows.append(values)
    faults.stop()
    return rows


_NO_NUMBER = N_("“{value}” of {coder} is no number")


def _as_number(cell: str) -> float:
    """The number in a cell, with a point or a comma; NaN where there is none."""
    try:
        return float(cell.replace(",", ".") if "." not in cell else cell)
    except ValueError:
        return math.nan

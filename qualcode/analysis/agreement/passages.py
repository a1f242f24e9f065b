"""Agreement on coded passages, code by code: coded or not, on a continuum of characters or of larger units.

Codes may overlap, so each is looked at by itself; taken together they are pooled: (sum of Po - sum of Pe) / (sum of
1 - Pe) over codes (De Vries, Elliott, Kanouse and Teleki 2008, Field Methods 20:272-282), alphas 1 - sum of Do / sum of
De. Everything follows from a few sums per document and code, found in one sweep over sorted passages; drawing documents
anew for intervals is then a product of matrices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.agreement.unitizing import (
    IntArray,
    RealArray,
    Segments,
    exclusive,
    expected_length,
    one_minus,
    sums,
    unitized,
)

MEASURES = (
    "percent",
    "holsti",
    "cohen_kappa",
    "fleiss_kappa",
    "brennan_prediger",
    "gwet_ac1",
    "alpha_binary",
    "u_alpha",
    "cu_alpha",
)
_TINY = 1e-12
_KAPPAS = ("cohen_kappa", "fleiss_kappa", "brennan_prediger", "gwet_ac1")


@dataclass(frozen=True, slots=True)
class Coded:
    """Passages as parallel arrays: numbers of document, coder and code from 0, and `[start, end)` within the document.

    Positions count characters, or sentences, turns or paragraphs. A place coded twice by one coder is coded once.
    """

    document: IntArray
    coder: IntArray
    code: IntArray
    start: IntArray
    end: IntArray


@dataclass(frozen=True, slots=True)
class Region:
    """What is compared: the documents' lengths in units, and who of the coders has coded each (documents by coders).

    Where somebody has not coded a document it is missing for them, not empty.
    """

    lengths: IntArray
    coded_by: NDArray[np.bool_]

    @property
    def coders(self) -> int:
        """How many are compared."""
        return int(self.coded_by.shape[1])


@dataclass(frozen=True, slots=True)
class Tallies:
    """Sums of k, the number of coders who have the code, over units: arrays of documents by codes.

    `ones` sums k and `squares` k²; `by_coder` has a third axis for the coders; `passages` sums squared lengths of
    passages. `lengths` and `coders` are of the documents.
    """

    lengths: RealArray
    coders: RealArray
    ones: RealArray
    squares: RealArray
    by_coder: RealArray
    passages: RealArray


@dataclass(frozen=True, slots=True)
class Measured:
    """Coefficients by name, NaN where undefined: `codes` draws by codes, `overall` and `units` by draws."""

    codes: dict[str, RealArray]
    overall: dict[str, RealArray]


def within(coded: Coded, region: Region) -> Coded:
    """The passages of documents that their coder has coded."""
    return _taken(coded, region.coded_by[coded.document, coded.coder])


def _taken(coded: Coded, which: NDArray[np.bool_] | IntArray) -> Coded:
    return Coded(*(getattr(coded, name)[which] for name in ("document", "coder", "code", "start", "end")))


def united(coded: Coded, lengths: IntArray) -> Coded:
    """Passages of one coder and code that overlap as one; two that touch stay two."""
    if not len(coded.start):
        return coded
    line = int(lengths.max(initial=0)) + 1
    group = _group(coded.code, coded.coder, coded.document)
    begins, ends = group * line + coded.start, group * line + coded.end
    order = np.lexsort((ends, begins))
    reached = np.maximum.accumulate(ends[order])
    first = np.append(True, begins[order][1:] >= reached[:-1])
    last = np.append(np.flatnonzero(first)[1:], len(order)) - 1
    heads = _taken(coded, order[first])
    return Coded(heads.document, heads.coder, heads.code, heads.start, reached[last] - group[order[first]] * line)


def _group(*keys: IntArray) -> IntArray:
    """One number for each combination of keys."""
    number = np.zeros_like(keys[0])
    for key in keys:
        number = number * (int(key.max(initial=0)) + 1) + key
    return number


def tally(coded: Coded, region: Region, codes: int) -> Tallies:
    """The sums for passages that are `united`, by a sweep over where they begin and end."""
    documents, coders = region.coded_by.shape
    size = documents * codes
    cell = coded.document * codes + coded.code
    lengths = (coded.end - coded.start).astype(np.float64)
    ones = np.bincount(cell, weights=lengths, minlength=size)
    by_coder = np.bincount(cell * coders + coded.coder, weights=lengths, minlength=size * coders)
    passages = np.bincount(cell, weights=lengths**2, minlength=size)
    line = int(region.lengths.max(initial=0)) + 1
    places = np.concatenate((cell * line + coded.start, cell * line + coded.end))
    order = np.argsort(places, kind="stable")
    places = places[order]
    # How many have the code from each place to the next; it is none again at the end of every document and code.
    k = np.cumsum(np.where(order < len(cell), 1, -1))[:-1]
    stretch = np.diff(places) * k.astype(np.float64) ** 2
    squares = np.bincount(places[:-1] // line, weights=stretch, minlength=size)
    shape = (documents, codes)
    return Tallies(
        lengths=region.lengths.astype(np.float64),
        coders=region.coded_by.sum(axis=1).astype(np.float64),
        ones=ones.reshape(shape).astype(np.float64),
        squares=squares.reshape(shape).astype(np.float64),
        by_coder=by_coder.reshape(*shape, coders).astype(np.float64),
        passages=passages.reshape(shape).astype(np.float64),
    )


def measure(found: Tallies, draws: RealArray | None = None) -> Measured:
    """Every coefficient of every code, and pooled over codes. `draws` (draws by documents) count documents anew.

    Holsti is the length two coders share over the mean of what each has, over all pairs of coders. Cohen's kappa is
    for two coders. A code's `u_alpha` is of its passages against gaps; over values see `overall_alphas`.
    """
    if draws is None:
        draws = np.ones((1, len(found.lengths)))
    paired = found.coders >= 2
    draws = draws * paired
    m = np.maximum(found.coders, 2)[:, None]
    length = draws @ found.lengths
    agreeing = (2 * found.squares - 2 * m * found.ones) / (m * (m - 1)) + found.lengths[:, None]
    observed = _over(draws @ agreeing, length[:, None])
    share = _over(draws @ (found.ones / m), length[:, None])
    chance = {
        "fleiss_kappa": share**2 + (1 - share) ** 2,
        "brennan_prediger": np.full_like(share, 0.5),
        "gwet_ac1": 2 * share * (1 - share),
        "cohen_kappa": _cohen_chance(found, draws, length),
    }
    codes = {"percent": observed, "holsti": _over(draws @ (found.squares - found.ones), draws @ ((m - 1) * found.ones))}
    overall = {
        "percent": observed.mean(axis=1),
        "holsti": _over(
            (draws @ (found.squares - found.ones)).sum(axis=1), (draws @ ((m - 1) * found.ones)).sum(axis=1)
        ),
    }
    for name in _KAPPAS:
        codes[name] = _over(observed - chance[name], 1 - chance[name])
        overall[name] = _over((observed - chance[name]).sum(axis=1), (1 - chance[name]).sum(axis=1))
    differing, expected = _unitizing(found, draws, m)
    codes["u_alpha"] = one_minus(differing, expected)
    overall["u_alpha"] = one_minus(differing.sum(axis=1), expected.sum(axis=1))
    return Measured(codes, overall)


def _unitizing(found: Tallies, draws: RealArray, m: RealArray) -> tuple[RealArray, RealArray]:
    """Observed and expected lengths of pairs of which one has the code; passages keep their lengths, gaps have one."""
    differing = draws @ (2 * (m * found.ones - found.squares) / (m - 1))
    coded = draws @ found.ones
    total = np.broadcast_to((draws @ (found.lengths * m[:, 0]))[:, None], coded.shape)
    gap = total - coded
    return differing, expected_length(total, coded**2 + gap**2, draws @ found.passages + gap)


def _cohen_chance(found: Tallies, draws: RealArray, length: RealArray) -> RealArray:
    """Pe of two coders from the marginals of each; NaN with any other number."""
    documents, codes, coders = found.by_coder.shape
    if coders != 2:
        return np.full((len(draws), codes), np.nan)
    shares = _over((draws @ found.by_coder.reshape(documents, -1)).reshape(-1, codes, 2), length[:, None, None])
    first, second = shares[..., 0], shares[..., 1]
    return np.asarray(first * second + (1 - first) * (1 - second), dtype=np.float64)


def _over(above: RealArray, below: RealArray) -> RealArray:
    below = np.broadcast_to(below, above.shape)
    made = np.divide(above, below, out=np.full(above.shape, np.nan), where=np.abs(below) > _TINY)
    return np.asarray(made, dtype=np.float64)


def overall_alphas(coded: Coded, region: Region, codes: int, draws: RealArray | None = None) -> dict[str, RealArray]:
    """`alpha_binary` (anything coded against nothing), and where no coder's codes overlap `u_alpha` and `cu_alpha`.

    With the latter two come `per_value` and `coverage`, draws by codes. `coded` is `united`. Documents that somebody
    has not coded are left out.
    """
    full: NDArray[np.bool_] = np.all(region.coded_by, axis=1)
    draws = (np.ones((1, len(full))) if draws is None else draws)[:, full]
    sections = np.append(0, np.cumsum(region.lengths[full]))
    number = np.cumsum(full) - 1
    kept = _taken(coded, full[coded.document])
    at = sections[number[kept.document]]
    several = Segments(kept.coder, kept.code, kept.start + at, kept.end + at, sections, region.coders, codes)
    if exclusive(several):
        family = unitized(sums(several), draws)
        found = {"alpha_binary": family.binary, "u_alpha": family.u_alpha, "cu_alpha": family.cu_alpha}
        return found | {"per_value": family.per_value, "coverage": family.coverage}
    anything = Coded(kept.document, kept.coder, np.zeros_like(kept.code), kept.start, kept.end)
    one = united(anything, region.lengths)
    at = sections[number[one.document]]
    single = Segments(one.coder, one.code, one.start + at, one.end + at, sections, region.coders, 1)
    return {"alpha_binary": unitized(sums(single), draws).binary}


def resampled(documents: int, draws: int, seed: int) -> RealArray:
    """How often each document counts when as many are drawn with replacement: draws by documents."""
    drawn = np.random.default_rng(seed).multinomial(documents, np.full(documents, 1 / documents), size=draws)
    return drawn.astype(np.float64)

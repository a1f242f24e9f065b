"""What the cells of a table of indicators mean: numbers as people write them, what is missing, directions, kinds.

`1.234` may be a little more than one or more than a thousand. It is read as the other cells of the file are written
(`12,5` says that points set thousands apart), and where they do not tell, nobody guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.importers.workbook import Figure
from qualcode.model.codebook import fold_name


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SIGN = r"k€|m€|€|euros?|eur|\$|usd|£|gbp|chf|%|‰"
_DECORATED = re.compile(rf"(?P<before>{_SIGN})?\s*(?P<core>[+-]?\s?\d.*?)\s*(?P<after>{_SIGN})?", re.IGNORECASE)
_SAME_SIGN = {"eur": "€", "euro": "€", "euros": "€", "usd": "$", "gbp": "£", "m€": "M€"}

_SPACES = "[ '’]"
_WHOLE = re.compile(r"[+-]?\d+")
_SPACED = re.compile(rf"[+-]?\d{{1,3}}(?:{_SPACES}\d{{3}})+(?:([.,])\d+)?")
_SINGLE = re.compile(r"[+-]?\d+([.,])\d+")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_BY_POINTS = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})")
_BY_COMMAS = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?e[+-]?\d{1,2}", re.IGNORECASE)
_NAMES = {",": "comma", ".": "point"}

_HIGHER = _set(
    "higher high up more plus haut hausse augmenter augmentation élevé élevée hoger hoog meer stijgen höher hoch "
    "mehr + ↑ ↗ maximiser croissant"
)
_LOWER = _set(
    "lower low down less moins bas basse baisse baisser diminution diminuer lager laag minder dalen niedriger niedrig "
    "weniger - − ↓ ↘ minimiser décroissant"
)
_NUMBER_KINDS = _set("number numeric nombre numérique chiffre quantitatif quantitative getal zahl")
_LEVEL_KINDS = _set("level levels niveau niveaux échelon échelons rung rungs stufe stufen qualitatif")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is written: its digits with what separates them, and the sign of its unit, if there is one."""

    core: str
    sign: str


@dataclass(frozen=True, slots=True)
class Either:
    """A number that can be read in two ways: with decimals, or with thousands."""

    decimal: float
    thousands: float


def written(text: str, unit: str = "") -> Written | None:
    """The number in a cell, without the unit that stands beside it; None where there is none."""
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())
    if unit and plain.casefold().endswith(unit.casefold()):
        plain = plain[: -len(unit)].rstrip() or plain
    match = _DECORATED.fullmatch(plain)
    if match is None:
        return None
    sign = (match["before"] or match["after"] or "").casefold()
    core = match["core"].replace("+ ", "+").replace("- ", "-")
    return Written(core, _SAME_SIGN.get(sign, sign)) if _is_number(core) else None


def _is_number(core: str) -> bool:
    forms = (_WHOLE, _SPACED, _SINGLE, _BY_POINTS, _BY_COMMAS, _SCIENTIFIC)
    return any(form.fullmatch(core) for form in forms)


def says_decimal(core: str) -> str | None:
    """What a number shows to stand before decimals in its file, `comma` or `point`; None where it does not tell."""
    if match := _SPACED.fullmatch(core):
        return _NAMES.get(match[1] or "")
    if _BY_POINTS.fullmatch(core):
        return "comma"
    if _BY_COMMAS.fullmatch(core):
        return "point"
    if _EITHER.fullmatch(core):
        return None
    match = _SINGLE.fullmatch(core)
    return _NAMES[match[1]] if match else None


def decimal_of(cells: Iterable[str]) -> str | None:
    """What stands before decimals in a file, as far as all its cells agree; numbers of workbooks have no say."""
    said = set()
    for cell in cells:
        number = None if isinstance(cell, Figure) else written(cell)
        said.add(says_decimal(number.core) if number is not None else None)
    said.discard(None)
    return said.pop() if len(said) == 1 else None


def read_number(core: str, decimal: str | None) -> float | Either:
    """The number; where it can be read in two ways and `decimal` (`comma` or `point`) is not known, both of them."""
    if _EITHER.fullmatch(core):
        both = Either(float(core.replace(",", ".")), float(core.replace(",", "").replace(".", "")))
        if decimal is None:
            return both
        return both.decimal if decimal in (_NAMES["," if "," in core else "."],) else both.thousands
    if _BY_POINTS.fullmatch(core):
        core = core.replace(".", "")
    elif _BY_COMMAS.fullmatch(core):
        core = core.replace(",", "")
    return float(re.sub(_SPACES, "", core).replace(",", "."))


def same_unit(sign: str, unit: str) -> bool:
    """Whether the sign beside a number can be part of its unit: `%` of `% de l'effectif`."""
    plain = unit.strip().casefold()
    return not sign or not unit or sign.casefold() in plain or _SAME_SIGN.get(plain) == sign


def direction(text: str) -> str | None:
    """`higher` or `lower`, in one of the four languages; None for anything else."""
    return _meaning(text, (("higher", _HIGHER), ("lower", _LOWER)))


def kind(text: str) -> str | None:
    """`number` or `level`, in one of the four languages; None for anything else."""
    return _meaning(text, (("number", _NUMBER_KINDS), ("level", _LEVEL_KINDS)))


def _meaning(text: str, meanings: Iterable[tuple[str, frozenset[str]]]) -> str | None:
    words = fold_name(text).split()
    found = [meaning for meaning, known in meanings if any(word in known for word in words)]
    return found[0] if len(found) == 1 else None

"""What cells of tables mean: numbers, dates, yes and no, and consent, as people in Belgium and around it write them."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Sequence

from qualcode.model.case import CONSENTS
from qualcode.model.message import N_, Message
from qualcode.model.text import canonical

# Spreadsheets write booleans in the language of their user.
_YES = frozenset(["yes", "oui", "ja", "true", "vrai", "waar", "wahr"])
_NO = frozenset(["no", "non", "nee", "nein", "false", "faux", "onwaar", "falsch"])

_MISSING_WORDS = (
    "- – — / ? . .. … n/a #n/a na n.a. n.a n/d nd n.d. n.d nc n.c. n.v.t. nvt n.b. k.a. k.a ka missing manquant "
    "ontbreekt fehlt null none"
)
_MISSING = frozenset(_MISSING_WORDS.split())

_SPACES = "[ \u00a0\u2009\u202f'’]"
_NUMBER = re.compile(rf"[+-]?(?:\d{{1,3}}(?:{_SPACES}\d{{3}})+|\d+)(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_BY_POINTS = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})")
_BY_COMMAS = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})")
_PERHAPS_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_CODE = re.compile(r"0\d+|\d{16,}")

_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_WITH_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?")

# Words of consent, and what may follow them without changing it: the version of the form that was signed.
_VERSION = re.compile(r"\s*(?:v|version|versie)?\.?\s*\d+(?:[./-]\d+)*$")
_CONSENT_WORDS = {
    "quote": "quote citer citation citeren zitieren zitat nom naam name oui ja yes o y j ok vrai waar wahr true accord "
    "akkoord signe signee signed getekend ondertekend unterschrieben",
    "anonymised": "anonyme anonymement anonymise anonymisee anonymous anonymously anonymised anonymized anonymat "
    "anoniem geanonimiseerd anonym anonymisiert pseudonyme pseudoniem pseudonym",
    "count": "count compter compte tellen zahlen statistiques statistics statistiek statistik",
    "none": "none aucun aucune non nee nein no n faux onwaar falsch false refus refuse refusee refused geweigerd "
    "verweigert abgelehnt retire retiree withdrawn ingetrokken widerrufen zuruckgezogen",
}
_CONSENT = {word: meaning for meaning, words in _CONSENT_WORDS.items() for word in words.split()}


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value: `n/a`, `nd`, a dash."""
    return text.strip().casefold() in _MISSING


def yes_no(text: str) -> bool | None:
    """What a word says in one of the four languages; None for any other."""
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def number(text: str) -> float | None:
    """A number with a decimal comma or point and with thousands set apart; None where it is none, or infinite.

    One group of three behind a single comma or point is decimals: `1.234` is a little more than one.
    """
    plain = unicodedata.normalize("NFKC", text.strip()).replace("−", "-")
    if _BY_POINTS.fullmatch(plain):
        plain = plain.replace(".", "")
    elif _BY_COMMAS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif not _NUMBER.fullmatch(plain):
        return None
    found = float(re.sub(_SPACES, "", plain).replace(",", "."))
    return found if math.isfinite(found) else None


def date(text: str) -> str | None:
    """A date in ISO 8601; of numbers the day comes first, unless the year does. None where it is none."""
    plain = text.strip()
    if _WITH_TIME.fullmatch(plain):
        with_time = plain.replace(" ", "T")
        return with_time if _calendar(*map(int, plain[:10].split("-"))) else None
    if match := _DAY_FIRST.fullmatch(plain):
        return _calendar(int(match[4]), int(match[3]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(plain):
        return _calendar(int(match[1]), int(match[3]), int(match[4]))
    return None


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def guess_type(cells: Sequence[str]) -> str:
    """The type that all the filled cells have: `yes-no`, `number`, `date`, else `text`.

    Those that say that there is no value do not count. Numbers with a zero in front or of sixteen digits and more are
    codes, such as postcodes, and text.
    """
    cells = [cell for cell in cells if not is_missing(cell)]
    if not cells:
        return "text"
    if all(yes_no(cell) is not None for cell in cells):
        return "yes-no"
    if all(number(cell) is not None for cell in cells):
        return "text" if any(_CODE.fullmatch(cell) for cell in cells) else "number"
    return "date" if all(date(cell) is not None for cell in cells) else "text"


def stored(kind: str, text: str) -> str | None:
    """A cell as an attribute of this type keeps it; None where it is no such thing."""
    if kind == "number":
        found = number(text)
        return None if found is None else repr(found)
    if kind == "yes-no":
        said = yes_no(text)
        return None if said is None else "yes" if said else "no"
    return date(text) if kind == "date" else canonical(text).text.strip()


WANTED = {"number": N_("a number"), "yes-no": N_("yes or no"), "date": N_("a date such as 31/12/2024 or 2024-12-31")}


def doubts(column: str, kind: str, cells: Sequence[str]) -> list[Message]:
    """What a person should know about cells that could be read in two ways."""
    if kind == "number":
        either = next((cell for cell in cells if _PERHAPS_THOUSANDS.fullmatch(cell)), None)
        template = N_("“{cell}” in the column “{column}” is read with decimals, not as thousands.")
    elif kind == "date":
        either = next((cell for cell in cells if _either_way(cell)), None)
        template = N_("Dates such as “{cell}” in the column “{column}” are read with the day before the month.")
    else:
        return []
    return [Message(template, {"cell": either, "column": column})] if either is not None else []


def _either_way(cell: str) -> bool:
    match = _DAY_FIRST.fullmatch(cell.strip())
    return match is not None and int(match[1]) <= 12 and int(match[1]) != int(match[3])


def consent(text: str) -> str | None:
    """What a cell about consent allows; None where it is not understood: that is nothing to guess.

    Understood are plain words of agreement and refusal in four languages, also with the version of a form behind them
    (`oui v2`), and agreement to be quoted anonymously (`oui, anonyme`).
    """
    plain = unicodedata.normalize("NFKD", _VERSION.sub("", text.strip().casefold()))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    if bare in CONSENTS:
        return bare
    meanings = {_CONSENT.get(word) for word in re.findall(r"[^\W\d_]+", bare)}
    if meanings == {"quote", "anonymised"}:
        return "anonymised"
    return meanings.pop() if len(meanings) == 1 else None

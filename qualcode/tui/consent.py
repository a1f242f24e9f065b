"""What consents, types of properties and kinds of cases are called, and how a property's value is written."""

from __future__ import annotations

from qualcode.i18n import _
from qualcode.model.case import AttributeValue
from qualcode.model.message import N_
from qualcode.ops.shown_words import CONSENT_NAMES, TYPE_NAMES

_MEANINGS = {
    "quote": N_("Reports may quote their words with their name."),
    "anonymised": N_("Reports may quote their words; a number stands for the name."),
    "count": N_("Their passages count in tables; no report shows their words."),
    "none": N_("They and all they say are left out of tables and reports."),
}
_SIGNS = {"quote": "●", "anonymised": "◐", "count": "○", "none": "✕"}
_STYLES = {"quote": "$success", "anonymised": "$success", "count": "$warning", "none": "$error"}
_EXPECTED = {
    "text": N_("any words; those used already are offered"),
    "number": N_("such as 24 or 12,5"),
    "yes-no": N_("yes or no"),
    "date": N_("such as 31/12/2024 or 2024-12-31"),
}


def consent_name(consent: str) -> str:
    """What may be shown of somebody's words, in few words."""
    return _(CONSENT_NAMES[consent]) if consent in CONSENT_NAMES else consent


def consent_meaning(consent: str) -> str:
    """The same in a sentence."""
    return _(_MEANINGS[consent]) if consent in _MEANINGS else ""


def consent_sign(consent: str) -> tuple[str, str]:
    """A sign with its style; the sign alone tells as well."""
    return _SIGNS.get(consent, "?"), _STYLES.get(consent, "")


def type_name(kind: str) -> str:
    """The type of a property."""
    return _(TYPE_NAMES[kind]) if kind in TYPE_NAMES else kind


def type_expects(kind: str) -> str:
    """What is to be written for a property of this type."""
    return _(_EXPECTED[kind]) if kind in _EXPECTED else ""


def value_words(value: AttributeValue | None) -> str:
    """A value as it is read; nothing where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else f"{value:.15g}"


def kind_of_case(kind: str) -> str:
    """What a case is; people choose the word, so only the program's own is translated."""
    return _("enterprise") if kind == "enterprise" else kind

"""The reader's language. English is the source; catalogues lie in `locale/LANGUAGE/LC_MESSAGES/qualcode.mo`.

The language is chosen once, before any screen is imported, because Textual freezes key labels when a class is made.
The process's locale is never set: numbers and sorting in machine output do not depend on it.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from qualcode.model.project import LANGUAGES

_LOCALE = Path(__file__).resolve().parent / "locale"
_state: dict[str, gettext.NullTranslations] = {"": gettext.NullTranslations()}
_chosen = ["en"]


def set_language(language: str | None = None) -> str:
    """Choose the language of people's output and return it: the one named, else the environment's, else English.

    The environment: QUALCODE_LANG, then LC_ALL, LC_MESSAGES, LANG, of which the first two letters count.
    """
    names = [language, *(os.environ.get(name) for name in ("QUALCODE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))]
    found = next((name[:2].lower() for name in names if name and name[:2].lower() in LANGUAGES), "en")
    _chosen[0] = found
    return found


def language() -> str:
    """The language chosen, one of `LANGUAGES`."""
    return _chosen[0]


def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into `language`; English where a catalogue is missing."""
    if language not in _state:
        _state[language] = gettext.translation("qualcode", _LOCALE, [language], fallback=True)
    return _state[language]


def _(text: str) -> str:
    """`text` in the language chosen."""
    return catalogue(_chosen[0]).gettext(text) if text else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n` in the language chosen."""
    return catalogue(_chosen[0]).ngettext(singular, plural, n)

"""What may stand in a codebook. Each rule answers with a sentence about what breaks it, or None."""

from __future__ import annotations

import re
import unicodedata

from qualcode.model.message import N_, Message

NAME_LIMIT = 200

_KEY = re.compile("[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)?")
_SLUG = re.compile("[a-z0-9][a-z0-9-]*")
_LANGUAGE = re.compile("[a-z]{2,3}")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_TARGET = re.compile(r"([1-9]|1[0-7])(\.([1-9][0-9]?|[a-e]))?")

_UNWANTED = {"Cc", "Cs", "Zl", "Zp"}


def key_fault(key: str) -> Message | None:
    """A key is `slug` or `dimension/slug`: lower-case letters a to z, digits and hyphens, at most one slash."""
    if too_long := _length_fault(key):
        return too_long
    if _KEY.fullmatch(key):
        return None
    return Message(
        N_(
            "“{key}” is not a key: use lower-case letters a to z, digits and hyphens, and at most one slash,"
            " as in social/confidence"
        ),
        {"key": key},
    )


def slug_fault(name: str) -> Message | None:
    """The name of a facet, of a facet's value or of a pool: lower-case letters a to z, digits and hyphens."""
    if too_long := _length_fault(name):
        return too_long
    if _SLUG.fullmatch(name):
        return None
    return Message(
        N_("“{name}” is not a name for programs: use lower-case letters a to z, digits and hyphens"), {"name": name}
    )


def name_fault(text: str) -> Message | None:
    """A label, alias, title or version: one line of at most 200 characters, none of them invisible."""
    if too_long := _length_fault(text):
        return too_long
    return _character_fault(text, {*_UNWANTED, "Cf"})


def prose_fault(text: str) -> Message | None:
    """A definition, a rule, an example: any text, of controls only TAB and LF."""
    return _character_fault(text.replace("\n", " ").replace("\t", " "), _UNWANTED)


def language_fault(language: str) -> Message | None:
    """A language is its ISO 639 code, in lower case."""
    if _LANGUAGE.fullmatch(language):
        return None
    return Message(
        N_("“{language}” is not a language: use its code of two or three letters, such as fr, nl, en or de"),
        {"language": language},
    )


def colour_fault(colour: str) -> Message | None:
    """A colour is `#RRGGBB`."""
    if _COLOUR.fullmatch(colour):
        return None
    return Message(N_("“{colour}” is not a colour: write it as #RRGGBB, such as #0072B2"), {"colour": colour})


def target_fault(target: str) -> Message | None:
    """A Sustainable Development Goal (1 to 17) or one of its targets (`8.5`, `12.a`)."""
    if _TARGET.fullmatch(target):
        return None
    return Message(
        N_("“{target}” is not a target of the Sustainable Development Goals, such as 8.5"), {"target": target}
    )


def _length_fault(text: str) -> Message | None:
    if len(text) <= NAME_LIMIT:
        return None
    return Message(
        N_("“{start}…” has {length} characters; {limit} are allowed"),
        {"start": text[:30], "length": len(text), "limit": NAME_LIMIT},
    )


def _character_fault(text: str, unwanted: set[str]) -> Message | None:
    """Printable text passes at once; the others are looked at character by character."""
    if text.isprintable():
        return None
    for char in text:
        if unicodedata.category(char) in unwanted or _is_noncharacter(char):
            return Message(
                N_("“{text}” holds the invisible character {character}, which may not stand here"),
                {"text": text[:30], "character": f"U+{ord(char):04X}"},
            )
    return None


def _is_noncharacter(char: str) -> bool:
    return (ord(char) & 0xFFFE) == 0xFFFE or "\ufdd0" <= char <= "\ufdef"

"""Names that people give: what is allowed, and finding what somebody means by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from qualcode.errors import Ambiguous, NameRefused, Refused, ValueRefused
from qualcode.model.codebook import fold_name
from qualcode.model.message import N_, Message

T = TypeVar("T")
LONGEST = 200
_INVISIBLE = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


def clean(name: str) -> str:
    """`name` with outer white space gone. Raises NameRefused for what cannot stand as a name on one line."""
    text = unicodedata.normalize("NFC", name).strip()
    if not text:
        raise NameRefused(name=name, reason=Message(N_("it is empty")))
    if len(text) > LONGEST:
        raise NameRefused(
            name=text[:40] + "…", reason=Message(N_("it has more than {limit} characters"), {"limit": LONGEST})
        )
    if any(unicodedata.category(char) in _INVISIBLE for char in text):
        raise NameRefused(name=text, reason=Message(N_("it holds invisible or control characters")))
    return text


def visible(name: str) -> str:
    """What `clean` would take of a name that nobody chose, such as a file's; may be empty."""
    text = unicodedata.normalize("NFC", name)
    return "".join(char for char in text if unicodedata.category(char) not in _INVISIBLE).strip()[:LONGEST].strip()


def unused(name: str, taken: Iterable[str]) -> str:
    """`clean(name)`. Raises NameRefused where another has it already, whatever its case."""
    text = clean(name)
    other = next((each for each in taken if fold_name(each) == fold_name(text)), None)
    if other is None:
        return text
    told = N_("“{other}” is there already, and small and capital letters are the same")
    reason = Message(N_("another has it already")) if other == text else Message(told, {"other": other})
    raise NameRefused(name=text, reason=reason)


def one_of(value: str, choices: Sequence[str], what: str) -> str:
    """`value`, if it is among `choices`. Raises ValueRefused naming them."""
    if value not in choices:
        raise ValueRefused(value=value, what=what, choices=", ".join(choices))
    return value


def pick(
    reference: str, items: Sequence[T], label: Callable[[T], str], missing: Refused, *keys: Callable[[T], str]
) -> T:
    """The one item a person means: exactly by a key or label first, then by a unique beginning of one.

    Compared without regard to case. Raises `missing`, or Ambiguous with the candidates' labels.
    """
    wanted = fold_name(reference)
    forms = (*keys, label)
    exact = [item for item in items if any(fold_name(form(item)) == wanted for form in forms)]
    found = exact or [
        item for item in items if wanted and any(fold_name(form(item)).startswith(wanted) for form in forms)
    ]
    if not found:
        raise missing
    if len(found) > 1:
        raise Ambiguous(name=reference, choices=", ".join(label(item) for item in found[:8]))
    return found[0]

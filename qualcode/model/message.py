"""Sentences for people, kept apart from the values in them so that they can be said in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Value = str | int | float


def N_(text: str) -> str:  # noqa: N802 - the name gettext's tools look for
    """Mark `text` for the catalogues without translating it yet."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """An English template with `{named}` places and the values for them.

    The template is the key in the catalogues; `say` puts it into the reader's language at the last moment. Values
    come from people's data and are inserted as they are: whoever shows the sentence makes it safe.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language that `translate` (a gettext function) speaks."""
        return translate(self.template).format(**self.values)

    def __str__(self) -> str:
        return self.say()

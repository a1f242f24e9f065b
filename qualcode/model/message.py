"""Sentences for people, kept apart from the values in them so that they can be said in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

Value = Union[str, int, float, "Message"]


def N_(text: str) -> str:  # noqa: N802 - the name gettext's tools look for
    """Mark `text` for the catalogues without translating it yet."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """An English template with `{named}` places and the values for them; a value may itself be a message.

    The template is the key in the catalogues; `say` puts it into the reader's language at the last moment. Values
    come from people's data and are inserted as they are: whoever shows the sentence makes it safe.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language that `translate` (a gettext function) speaks."""
        if not self.template:
            return ""
        said = {
            name: value.say(translate) if isinstance(value, Message) else value for name, value in self.values.items()
        }
        return translate(self.template).format(**said)

    def __str__(self) -> str:
        return self.say()


def as_data(message: Message) -> dict[str, Any]:
    """A message as maps and plain values, for JSON."""
    values = {name: as_data(v) if isinstance(v, Message) else v for name, v in message.values.items()}
    return {"template": message.template, "values": values}


def from_data(data: Mapping[str, Any]) -> Message:
    """The message that `as_data` took apart."""
    values = {name: from_data(v) if isinstance(v, dict) else v for name, v in data["values"].items()}
    return Message(data["template"], values)

"""Faults with the line they are on, gathered so that a person hears of all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import BadData
from qualcode.model.message import N_, Message, Value

_PLACED = N_("line {line}: {what}")


@dataclass(frozen=True, slots=True)
class LineFault(Message):
    """What is wrong, and on which line of the file (from 1, as editors count)."""

    line: int = 0

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence with its line before it."""
        return translate(_PLACED).format(line=self.line, what=Message.say(self, translate))


class Faults:
    """What is wrong with one file, in the order of its lines."""

    __slots__ = ("_found", "path")

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: list[LineFault] = []

    def add(self, line: int, template: str, **values: Value) -> None:
        """Note a fault."""
        self._found.append(LineFault(template, values, line))

    def note(self, line: int, message: Message | None) -> bool:
        """Note the fault that a rule found, if it found one; whether it did."""
        if message is not None:
            self._found.append(LineFault(message.template, message.values, line))
        return message is not None

    def error(self) -> BadData:
        """All that was noted, to be raised."""
        return BadData(*sorted(self._found, key=lambda fault: fault.line), path=str(self.path))

    def stop(self) -> None:
        """Raise what was noted, if anything was."""
        if self._found:
            raise self.error()


def near(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or an empty text where none is."""
    return next(iter(difflib.get_close_matches(word.casefold(), list(known), n=1)), "")

"""Faults with the line they are on, gathered so that a person hears of all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from qualcode.errors import BadData
from qualcode.model.message import N_, Message, Value


class Faults:
    """What is wrong with one file; lines count from 1, as editors do."""

    __slots__ = ("_found", "path")

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: list[tuple[int, Message]] = []

    def add(self, line: int, template: str, **values: Value) -> None:
        """Note a fault."""
        self._found.append((line, Message(template, values)))

    def note(self, line: int, message: Message | None) -> bool:
        """Note the fault that a rule found, if it found one; whether it did."""
        if message is not None:
            self._found.append((line, message))
        return message is not None

    def error(self) -> BadData:
        """All that was noted, in the order of the lines, to be raised."""
        found = sorted(self._found, key=lambda fault: fault[0])
        placed = [Message(N_("line {line}: {what}"), {"line": line, "what": what}) for line, what in found]
        return BadData(*placed, path=str(self.path))

    def stop(self) -> None:
        """Raise what was noted, if anything was."""
        if self._found:
            raise self.error()


def near(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or an empty text where none is."""
    return next(iter(difflib.get_close_matches(word.casefold(), list(known), n=1)), "")

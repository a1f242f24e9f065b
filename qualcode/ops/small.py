"""Numbers that rest on few people, which are hidden where one asks for it: few are easily known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.model.message import N_
from qualcode.model.report import Block, Paragraph


@dataclass(frozen=True, slots=True)
class Small:
    """Hides numbers of fewer than `below` people, but not that there is nobody; None hides none."""

    below: int | None = None

    def hides(self, people: int) -> bool:
        """Whether a number that rests on so many people is not shown."""
        return self.below is not None and 0 < people < self.below

    @property
    def sign(self) -> str:
        """What stands in place of the number."""
        return f"< {self.below}"

    def note(self, say: Callable[[str], str]) -> list[Block]:
        """What the sign means, where it may stand."""
        if self.below is None:
            return []
        told = say(N_("“{sign}”: numbers that rest on fewer than {n} people are not shown."))
        return [Paragraph(told.format(sign=self.sign, n=self.below), "note")]


EVERYTHING = Small()
"""Hides nothing."""

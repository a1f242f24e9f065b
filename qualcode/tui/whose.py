"""Whose codings a reader sees: the one place where that is decided.

A coder who works blind sees nothing of what others did in a document until they have marked it as finished, whatever
else they ask for; of a document that was given to them to be coded blind, until all who have it are done. All that
comes from codings on the screen (stripes, names, numbers, memos, decisions on suggestions) asks here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Protocol

EVERYBODY, OWN, ONE, BESIDE = "everybody", "own", "one", "beside"
CHOICES = (EVERYBODY, OWN, ONE, BESIDE)


class Read(Protocol):
    """What is to be known of a document: who has finished it, and to whom it was given to be coded blind."""

    @property
    def done(self) -> Collection[str]:
        """Who has finished it."""

    @property
    def blind(self) -> Collection[str]:
        """Who may not see yet what others coded in it."""


@dataclass(frozen=True, slots=True)
class View:
    """Whose codings `reader` looks at: everybody's, their own, one `other` coder's, or their own beside the other's."""

    reader: str
    whose: str = EVERYBODY
    other: str | None = None
    blind: bool = False

    def hides(self, document: Read | None) -> bool:
        """Whether what others did in a document is hidden; None is one that is no longer known."""
        if document is None:
            return self.blind
        return self.reader in document.blind or (self.blind and self.reader not in document.done)

    def may_know(self, coder: str, document: Read | None) -> bool:
        """Whether the reader may know of what a coder did in a document."""
        return coder == self.reader or not self.hides(document)

    def shows(self, coder: str, document: Read) -> bool:
        """Whether a coder's codings of a document are drawn."""
        if self.hides(document):
            return coder == self.reader
        wanted = {EVERYBODY: (coder,), OWN: (self.reader,), ONE: (self.other,), BESIDE: (self.reader, self.other)}
        return coder in wanted[self.whose]

    def left(self, document: Read) -> str | None:
        """The coder whose stripes stand apart at the left in a document."""
        return self.reader if self.whose == BESIDE and not self.hides(document) else None

    def next(self, others: Collection[str]) -> View:
        """The next of the views there are where these others have coded; without others there is only one's own."""
        choices = CHOICES if others else CHOICES[:2]
        at = choices.index(self.whose) if self.whose in choices else -1
        chosen = choices[(at + 1) % len(choices)]
        other = self.other if self.other in others else next(iter(sorted(others)), None)
        return replace(self, whose=chosen, other=other)

    def as_data(self) -> dict[str, object]:
        """What is to be remembered of it."""
        return {"whose": self.whose, "other": self.other, "blind": self.blind}


def remembered(reader: str, data: object) -> View:
    """The view that was remembered; where nothing sound was, everybody's."""
    if not isinstance(data, dict):
        return View(reader)
    whose, other, blind = data.get("whose"), data.get("other"), data.get("blind") is True
    other = other if isinstance(other, str) else None
    if whose not in CHOICES or (whose in (ONE, BESIDE) and other is None):
        whose = EVERYBODY
    return View(reader, whose, other, blind)

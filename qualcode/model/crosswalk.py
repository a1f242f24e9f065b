"""What people said of two codebooks: which code of one is which of the other, and which are not."""

from __future__ import annotations

from dataclasses import dataclass

CONFIRMED, DECLINED, OPEN = "confirmed", "declined", "open"
STATES = (CONFIRMED, DECLINED, OPEN)

SURE = 0.9
"""The score from which on a pair that nobody has looked at is taken for one."""


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair of the crosswalk to another codebook: our code and theirs, by key (None where it is no more) and label.

    `second` and `second_label` are empty where our code was said to have no counterpart. `state` is one of `STATES`;
    an open pair is only proposed, with its `score` (0 to 1) and the kinds of evidence in `because`, the strongest
    first. `relation` tells `split` and `merged`, where a code has several partners, from `same`; `none` is a pair
    declined. `coder` and `created` are empty for open pairs.
    """

    first: str | None
    first_label: str
    second: str | None
    second_label: str
    state: str
    relation: str
    score: float | None
    because: tuple[str, ...]
    note: str
    coder: str
    created: str

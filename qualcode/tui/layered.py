"""A dictionary of many things that is changed by a few at a time and read in the state before as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

V = TypeVar("V")
_MOST_OVER = 500


class Layered(Generic[V]):
    """Values by key. Never changed: `put` gives another one, which shares with this one all but what was put lately."""

    __slots__ = ("_base", "_over")

    def __init__(self, base: Mapping[str, V]) -> None:
        self._base = base
        self._over: dict[str, V | None] = {}

    def __getitem__(self, key: str) -> V:
        """The value at a key. Raises KeyError."""
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str) -> V | None:
        """The value at a key; None where there is none."""
        return self._over[key] if key in self._over else self._base.get(key)

    def put(self, key: str, value: V | None) -> Layered[V]:
        """These with another value at a key, or with none."""
        made = Layered(self._base)
        made._over = {**self._over, key: value}
        if len(made._over) > _MOST_OVER:
            whole = {**self._base, **made._over}
            return Layered({name: kept for name, kept in whole.items() if kept is not None})
        return made

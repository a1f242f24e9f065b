"""How a screen was left, so that it is the same when one comes back to it while the project is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from qualcode.tui.screens.coding import CodingScreen

T = TypeVar("T")

# By the transcript of the open project, which lives as long as the project is open.
_LEFT: WeakKeyDictionary[CodingScreen, dict[type, object]] = WeakKeyDictionary()


def leave(coding: CodingScreen | None, state: object) -> None:
    """Note how a screen was left; states are told apart by their class."""
    if coding is not None:
        _LEFT.setdefault(coding, {})[type(state)] = state


def come_back(coding: CodingScreen | None, kind: type[T]) -> T | None:
    """How the screen was left, if it was there before."""
    state = _LEFT.get(coding, {}).get(kind) if coding is not None else None
    return state if isinstance(state, kind) else None

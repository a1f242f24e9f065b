"""What one can do: plain functions over a session, a module a noun. Both front ends are built on these alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.store.session import Session

__all__ = ["Session"]


def __getattr__(name: str) -> object:
    if name == "Session":
        from qualcode.store.session import Session

        return Session
    raise AttributeError(f"module 'qualcode.ops' has no attribute {name!r}")

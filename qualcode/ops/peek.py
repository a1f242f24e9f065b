"""A first look into a project before anything heavy is loaded."""

from qualcode.store.peek import Glimpse, peek

__all__ = ["Glimpse", "peek"]

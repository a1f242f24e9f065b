"""Identity: every stored thing has a UUID from its creation on, written as text."""

from __future__ import annotations

import uuid

# The root of names that are the same in every project, such as the codes of the shared codebook.
NAMESPACE = uuid.UUID("6f2d3c1e-8a54-5b0e-9d7c-2f6a1c9b4e10")


def new_id() -> str:
    """A new random UUID."""
    return str(uuid.uuid4())


def stable_id(*parts: str) -> str:
    """The UUID that belongs to a name: equal names give equal ids, in every project and on every machine."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(parts)))

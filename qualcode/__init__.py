"""qualcode: coding interviews and life stories against a shared impact codebook.

Public names are resolved when they are used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.api import Project, create, open
    from qualcode.errors import QualcodeError

__version__ = "0.1.0"
__all__ = ["Project", "QualcodeError", "__version__", "create", "open"]


def __getattr__(name: str) -> object:
    if name in {"Project", "create", "open"}:
        from qualcode import api

        return getattr(api, name)
    if name == "QualcodeError":
        from qualcode.errors import QualcodeError

        return QualcodeError
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")

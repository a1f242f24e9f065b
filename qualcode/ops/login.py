"""Who sits at the keyboard."""

from __future__ import annotations

import getpass
import os


def coder_name(named: str | None = None) -> str:
    """The coder meant: the one named, else the environment's QUALCODE_CODER, else the login name, else `coder`."""
    return named or os.environ.get("QUALCODE_CODER") or _login_name() or "coder"


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account, or a system without accounts
        return ""

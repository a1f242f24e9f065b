"""The only clock. Times are for people to read; nothing is ordered by them."""

from __future__ import annotations

import datetime


def now() -> str:
    """The local time, ISO 8601 with its zone, to the second."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")

"""The date a file carries: that of what is in it, so that the same content gives the same bytes on every machine."""

from __future__ import annotations

import datetime

# Where nothing says when: no earlier date fits into an archive.
UNDATED = "1980-01-01"


def file_date(created: str) -> datetime.datetime:
    """The wall clock of an ISO 8601 time as it is written, to the second, not before 1980; its zone is left out.

    Raises ValueError for what is no ISO time.
    """
    moment = datetime.datetime.fromisoformat(created).replace(tzinfo=None, microsecond=0)
    return max(moment, datetime.datetime(1980, 1, 1))

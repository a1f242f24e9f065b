"""The texts read last, kept so that passages can be shown in their surroundings without being read again."""

from __future__ import annotations

from qualcode.errors import QualcodeError
from qualcode.tui import search_jobs
from qualcode.tui.desk import Desk
from qualcode.tui.search_jobs import Source

_MOST = 8


class Surroundings:
    """At most a few texts; `forget` when they may have changed."""

    def __init__(self) -> None:
        self._texts: dict[str, Source] = {}

    def forget(self) -> None:
        """Read anew what is asked for next."""
        self._texts.clear()

    async def text(self, desk: Desk, document: str) -> Source | None:
        """A document's words; None for one that has gone meanwhile, which is noticed when its list is filled anew."""
        if document not in self._texts:
            try:
                found = await desk.run(search_jobs.text, document)
            except (QualcodeError, RuntimeError):
                # A RuntimeError comes from a desk that is just closing, as the program is left.
                return None
            self._texts[document] = found
            for oldest in list(self._texts)[:-_MOST]:
                del self._texts[oldest]
        return self._texts.get(document)

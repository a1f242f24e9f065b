"""Finding: searches, codes put on what they find, suggestions."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.api.values import Part, Reference
from qualcode.model.coding import CodingView
from qualcode.model.document import SearchHit
from qualcode.model.suggestion import Decision, Suggestion
from qualcode.ops import autocode, search, suggestions
from qualcode.ops.codings import AddedCodings


class Finding(Part):
    """Passages found by their words."""

    def search(
        self,
        query: str,
        document: Reference | None = None,
        *,
        regex: bool = False,
        fuzzy: bool = False,
        within: str = "paragraph",
        narrators: bool = False,
        context: int = 60,
    ) -> list[SearchHit]:
        """Where the words stand, whatever their case and accents, with `context` characters either side.

        A query may say AND, OR, NOT, NEAR/5, "whole words" and wild*; `within` (paragraph, sentence, turn, document) is
        what these look within. `narrators`: only what narrators say. Raises QueryRefused, PatternRefused, QueryTimeout.
        """
        return search.search(
            self._session,
            query,
            document=self._within(document),
            context=context,
            regex=regex,
            fuzzy=fuzzy,
            within=within,
            narrators_only=narrators,
        )

    def preview_autocode(
        self,
        query: str,
        document: Reference | None = None,
        *,
        unit: str = "match",
        regex: bool = False,
        fuzzy: bool = False,
        within: str = "paragraph",
        narrators: bool = False,
        context: int = 60,
    ) -> list[SearchHit]:
        """The passages that `autocode` would code. Raises as `search`."""
        return autocode.preview(
            self._session,
            query,
            unit=unit,
            regex=regex,
            fuzzy=fuzzy,
            within=within,
            document=self._within(document),
            narrators_only=narrators,
            context=context,
        )

    def autocode(
        self,
        query: str,
        code: str,
        document: Reference | None = None,
        *,
        unit: str = "match",
        regex: bool = False,
        fuzzy: bool = False,
        within: str = "paragraph",
        narrators: bool = False,
        hits: Sequence[SearchHit] | None = None,
    ) -> AddedCodings:
        """Put a code on all that a search finds, in one operation; `unit`: match, sentence, turn or paragraph.

        `hits`: only these of `preview_autocode`. Raises as `search`, and CodeNotFound, Ambiguous.
        """
        return autocode.autocode(
            self._session,
            query,
            code,
            unit=unit,
            regex=regex,
            fuzzy=fuzzy,
            within=within,
            document=self._within(document),
            narrators_only=narrators,
            hits=hits,
        )

    def suggest(
        self, documents: Sequence[Reference] | None = None, *, code: str | None = None, limit: int | None = None
    ) -> list[Suggestion]:
        """Passages that may carry a code, best first (score 0 to 1), with the evidence; nothing is coded by it."""
        within = None if documents is None else [self._id(document) for document in documents]
        return suggestions.suggest(self._session, within, code=code, limit=limit)

    def accept(
        self, suggestion: Suggestion, *, code: str | None = None, start: int | None = None, end: int | None = None
    ) -> CodingView:
        """Code what was suggested, perhaps with another code or other edges, and record the decision."""
        return suggestions.accept(self._session, suggestion, code=code, start=start, end=end)

    def refuse(self, suggestion: Suggestion) -> Decision:
        """Record that the suggestion is wrong, so that it is not made to this coder again."""
        return suggestions.refuse(self._session, suggestion)

"""Summaries by case and theme, and quotes in other languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualcode.api.values import CodingReference, Part, PathLike, coding_id
from qualcode.i18n import language as reader_language
from qualcode.model.framework import FrameworkCell, FrameworkView
from qualcode.model.translation_view import TranslationView
from qualcode.ops import framework, framework_report, translations


class Framework(Part):
    """The framework matrix: what researchers make of each case and theme. And translations of quotes."""

    def framework(
        self,
        *,
        cases: Sequence[str] = (),
        codes: Sequence[str] = (),
        where: Mapping[str, str | tuple[str, ...]] | None = None,
        every_code: bool = False,
        language: str | None = None,
    ) -> FrameworkView:
        """Cases by dimensions, by the `codes` named with those below them, or by every code.

        Of all cases, those named, or those with a value (or in a `group`) in `where`. Raises CaseNotFound,
        CodeNotFound, AttributeNotFound, Ambiguous.
        """
        return framework.show(
            self._session,
            cases=cases,
            codes=codes,
            where=where,
            every_code=every_code,
            language=language or reader_language(),
        )

    def framework_passages(self, case: str, code: str) -> list[str]:
        """The ids of the codings a summary can be written from, linked ones first. Raises NotFound, Ambiguous."""
        return framework.passages(self._session, case, code)

    def summarise(
        self, case: str, code: str, text: str | None = None, *, links: Sequence[CodingReference] | None = None
    ) -> FrameworkCell:
        """Write the summary of a case and a code; None keeps its words, and says that they still hold.

        `links` take the place of those there are: `[1]` in the text is the first. Nothing in `text` takes it away,
        unless there are `links`. Raises NotFound, Ambiguous, PassageElsewhere, NothingToWrite.
        """
        ids = None if links is None else [coding_id(each) for each in links]
        return framework.write(self._session, case, code, text, links=ids)

    def link_summary(self, case: str, code: str, *codings: CodingReference, remove: bool = False) -> FrameworkCell:
        """Link a summary to more passages, or no longer. Raises NotFound, Ambiguous, PassageElsewhere."""
        return framework.link(self._session, case, code, [coding_id(each) for each in codings], remove=remove)

    def clear_summary(self, case: str, code: str) -> bool:
        """Take the summary of a case and a code away; whether there was one. Raises NotFound, Ambiguous."""
        return framework.clear(self._session, case, code)

    def write_framework(
        self, view: FrameworkView, path: PathLike, *, language: str | None = None, force: bool = False
    ) -> Path:
        """Write a framework matrix to `.docx`, `.xlsx`, `.html` or `.csv`. Raises FileExists, FormatUnknown."""
        framework_report.write_framework(self._session, view, Path(path), language or reader_language(), force=force)
        return Path(path)

    def translate(self, coding: CodingReference, language: str, text: str) -> list[TranslationView]:
        """Set one's translation of a quote; nothing in it takes it away. All there are of the quote.

        Raises CodingNotFound, ValueRefused.
        """
        return translations.translate(self._session, coding_id(coding), language, text)

    def translations(self, *codings: CodingReference, language: str | None = None) -> list[TranslationView]:
        """The translations of all quotes, or of some, into all languages or one. Raises ValueRefused."""
        ids = [coding_id(each) for each in codings] or None
        return translations.listing(self._session, codings=ids, language=language)

    def remove_translation(self, coding: CodingReference, language: str) -> int:
        """Take one's translation of a quote away; how many there were. Raises CodingNotFound, ValueRefused."""
        return translations.remove(self._session, coding_id(coding), language)

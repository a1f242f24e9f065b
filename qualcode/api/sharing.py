"""The codebook through time and beside those of others: versions, its log, crosswalks, unions, another's reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from qualcode.api.values import Part, PathLike, Reference
from qualcode.model.codebook import CodebookView
from qualcode.model.codebook_history import CodebookChange, VersionView
from qualcode.model.codebook_reading import RecodeReport
from qualcode.model.codebook_union import UnionReport
from qualcode.model.coding import CodingView
from qualcode.model.crosswalk import SURE, PairView
from qualcode.ops import (
    codebook_files,
    codebook_log,
    codebook_reading,
    codebook_source,
    codebook_union,
    codebooks,
    codings,
    crosswalk,
    crosswalk_proposals,
    projects,
    versions,
)

Pairs = Iterable[tuple[str, str]]


class Sharing(Part):
    """What a project can do with other codebooks, and with its own as it was.

    Another codebook is named as on the command line: a file (`.yaml .csv .xlsx`), a project, `PROJECT@VERSION`,
    `@VERSION` of this one, or `impact`. What reading it raises: FormatUnknown, BadData, VersionNotFound and the
    families of FileRefused and ProjectRefused.
    """

    # Through time

    def name_version(self, name: str, note: str | None = None) -> VersionView:
        """Give the codebook as it is now a name, and a note on why. Raises NameRefused."""
        return versions.name_version(self._session, name, note)

    def versions(self) -> list[VersionView]:
        """The named versions of the codebook, oldest first."""
        return versions.listing(self._session)

    def version(self, name: str) -> CodebookView:
        """The codebook as it was under a name. Raises VersionNotFound."""
        return codebooks.view(versions.content(self._session, name), projects.project(self._session).language)

    def made_under(self, codings: Sequence[CodingView]) -> dict[str, str | None]:
        """By id of a coding: the version of the codebook it was made under, None before any."""
        return versions.made_under(self._session, codings)

    def codebook_log(self) -> list[CodebookChange]:
        """Every change of the codebook, oldest first: who, when, what, why."""
        return codebook_log.listing(self._session)

    # Beside others

    def crosswalk(self, other: PathLike, *, proposals: bool = True) -> list[PairView]:
        """What was said of pairs with another codebook, and (`proposals`) the pairs that look alike, best first."""
        found = self._other(other)
        if proposals:
            return crosswalk_proposals.proposed(self._session, found)
        return crosswalk.listing(self._session, found.codebook)

    def confirm_pairs(self, other: PathLike, pairs: Pairs, *, note: str | None = None) -> list[PairView]:
        """Keep that codes (ours, theirs) are the same. Raises CodeNotFound, Ambiguous."""
        return crosswalk.confirm(self._session, self._other(other).codebook, pairs, note=note)

    def confirm_all_pairs(self, other: PathLike, least: float = SURE) -> list[PairView]:
        """Confirm all proposed pairs from a score (0 to 1) on."""
        return crosswalk_proposals.confirm_all(self._session, self._other(other), least)

    def decline_pairs(self, other: PathLike, pairs: Pairs, *, note: str | None = None) -> list[PairView]:
        """Keep that codes (ours, theirs) are not the same; with "" for theirs, that ours has no counterpart.

        Raises CodeNotFound, Ambiguous.
        """
        return crosswalk.decline(self._session, self._other(other).codebook, pairs, note=note)

    def forget_pairs(self, other: PathLike, pairs: Pairs) -> int:
        """Forget what was said of pairs; how many. Raises CodeNotFound, PairNotFound."""
        return crosswalk.remove(self._session, self._other(other).codebook, pairs)

    def merge_codebooks(
        self, *others: PathLike, path: PathLike, words_of: Mapping[str, str] | None = None, force: bool = False
    ) -> UnionReport:
        """Write the project's codebook made one with others to `.yaml`, `.csv` or `.xlsx`; the project stays as it is.

        `words_of`: by language ("": all others) the book whose names and definitions stand where they differ; else the
        project's own. Raises FileExists, FormatUnknown, FileUnwritable, NotAmongThem.
        """
        own = codebook_source.of_project(self._session)
        made = codebook_union.unite([own, *map(self._other, others)], words_of=words_of)
        codebook_files.save(made.codebook, Path(path), force=force)
        return made.report

    def take_in_codebooks(
        self, *others: PathLike, words_of: Mapping[str, str] | None = None, preview: bool = False
    ) -> UnionReport:
        """Bring other codebooks into the project's, in one operation; with `preview` nothing is stored.

        `words_of` as for `merge_codebooks`. Raises NotAmongThem.
        """
        do = codebook_union.foresee if preview else codebook_union.take_in
        return do(self._session, [self._other(each) for each in others], words_of=words_of)

    def codings_under(
        self, other: PathLike, document: Reference | None = None, *, code: str | None = None, coder: str | None = None
    ) -> list[tuple[CodingView, str | None]]:
        """Codings, each with the key it has under another codebook; None where that has no counterpart."""
        found = codings.listing(self._session, document=self._within(document), code=code, coder=coder)
        return codebook_reading.read_under(self._session, found, self._other(other))

    def recode_under(self, other: PathLike, *, preview: bool = False) -> RecodeReport:
        """Give all codings another codebook's codes, in one operation; with `preview` nothing is stored.

        Raises NameRefused.
        """
        do = codebook_reading.foresee if preview else codebook_reading.recode
        return do(self._session, self._other(other))

    def _other(self, name: PathLike) -> codebook_source.Source:
        return codebook_source.read(name, self._session)

"""The codebook beside others: what became of each code, which pools have it, what is taken over."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from qualcode.api.values import Part, PathLike
from qualcode.i18n import language
from qualcode.model.comparison import CodebookDiff, PoolTable
from qualcode.ops import codebook_compare, codebook_table, codebook_taking, compare_files
from qualcode.ops.codebook_taking import WHAT, Taken


class Comparing(Part):
    """Other codebooks are named by a file, a project, `PROJECT@VERSION`, `@VERSION` of this project, or `impact`."""

    def compare_codebook(
        self, other: PathLike, *, version: str | None = None, file: PathLike | None = None, force: bool = False
    ) -> CodebookDiff:
        """What becomes of this codebook's codes (or of those of a `version` of it) in another: a `CodebookDiff`.

        `file` gets it in words, as `.docx`, `.html`, `.xlsx` or `.csv`. Raises VersionNotFound, the FileRefused and
        ProjectRefused families, FormatUnknown, FileExists.
        """
        made = codebook_compare.compare(self._session, os.fspath(other), version)
        if file is not None:
            compare_files.write_comparison(made, Path(file), language(), force=force)
        return codebook_compare.diff(made)

    def codebook_table(self, *others: PathLike, file: PathLike | None = None, force: bool = False) -> PoolTable:
        """This codebook beside others: a row a code, a cell a book. `file`: as for `compare_codebook`."""
        made = codebook_table.beside(self._session, [os.fspath(each) for each in others], language())
        if file is not None:
            compare_files.write_table(made, Path(file), language(), force=force)
        return made

    def take_codes(self, other: PathLike, codes: Sequence[str], what: Collection[str] = WHAT) -> Taken:
        """Take codes of another codebook over: of codes that are here too their name, texts and place, or one of them.

        What is missing here is added. Raises CodeNotFound, NameRefused, ValueRefused, and what reading it raises.
        """
        return codebook_taking.take(self._session, os.fspath(other), codes, what)

"""Results: matrices, excerpts, reports, exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualcode.api.values import CrossTable, Part, PathLike, values
from qualcode.i18n import language as reader_language
from qualcode.model.excerpt import Excerpt
from qualcode.model.results import Cooccurrence, Matrix
from qualcode.ops import analysis, codebook_source, cooccurrence, exchange, matrix_files, reports


class Results(Part):
    """What can be shown and handed in. Words are in `language`, else the program's."""

    def matrix(
        self,
        rows: str,
        columns: str,
        cells: str = "count",
        *,
        coder: str | None = None,
        where: Mapping[str, str | tuple[str, ...]] | None = None,
        effect: str | None = None,
        language: str | None = None,
        under: PathLike | None = None,
    ) -> CrossTable:
        """Cross two of code, dimension, case, person, document, coder, speaker, kind, a facet or an attribute.

        `cells`: count, passages, documents, cases, people, coverage (0 to 1), rate (per 1,000 words), quotes (ids).
        `where`: only where an attribute, facet or dimension has this value, or one of several. Totals count distinct
        things. `under`: another codebook to read the codings under (a file, a project, `PROJECT@VERSION`); what has no
        counterpart there stands in a row without a key. Raises AttributeNotFound, ValueRefused, CoderNotFound.
        """
        made = analysis.matrix(
            self._session,
            rows,
            columns,
            cells=cells,
            coder=coder,
            where=where,
            effect=effect,
            language=language or reader_language(),
            under=self._under(under),
        )
        return CrossTable(**values(made))

    def write_matrix(self, matrix: Matrix, path: PathLike, *, language: str | None = None, force: bool = False) -> Path:
        """Write a matrix to `.csv`, `.xlsx`, `.docx`, `.html`, `.png` or `.svg`. Raises FileExists, FormatUnknown."""
        matrix_files.write_matrix(self._session, matrix, Path(path), language or reader_language(), force=force)
        return Path(path)

    def cooccurrence(
        self,
        within: str = "overlap",
        *,
        level: str = "code",
        coder: str | None = None,
        where: Mapping[str, str | tuple[str, ...]] | None = None,
        effect: str | None = None,
        language: str | None = None,
    ) -> Cooccurrence:
        """How often codes occur together, in overlapping passages or `within` one sentence, turn or document.

        `level` is `code`, each for itself, or `dimension`. Coefficient and overlap are 0 to 1, None where undefined.
        Raises AttributeNotFound, ValueRefused, CoderNotFound.
        """
        return cooccurrence.cooccurrence(
            self._session,
            within,
            level=level,
            coder=coder,
            where=where,
            effect=effect,
            language=language or reader_language(),
        )

    def write_cooccurrence(
        self,
        found: Cooccurrence,
        path: PathLike,
        measure: str = "coefficient",
        *,
        language: str | None = None,
        force: bool = False,
    ) -> Path:
        """Write `counts`, `coefficient` or `overlap` to a file as `write_matrix` does. Raises the same."""
        cooccurrence.write(self._session, found, measure, Path(path), language or reader_language(), force=force)
        return Path(path)

    def excerpts(
        self,
        *,
        code: str | None = None,
        case: str | None = None,
        where: Mapping[str, str | tuple[str, ...]] | None = None,
        language: str | None = None,
        under: PathLike | None = None,
    ) -> list[Excerpt]:
        """The coded passages in the order of the report, each with its source; consent is obeyed as there.

        `under`: another codebook that they are read under, named as for `matrix`. Raises CodeNotFound, CaseNotFound,
        AttributeNotFound, Ambiguous; NothingToReport where no passage is left.
        """
        found = reports.excerpt_table(
            self._session,
            code=code,
            case=case,
            where=where or {},
            language=language or reader_language(),
            under=self._under(under),
        )
        return list(found.excerpts)

    def report(
        self,
        kind: str,
        path: PathLike,
        *,
        code: str | None = None,
        case: str | None = None,
        where: Mapping[str, str | tuple[str, ...]] | None = None,
        language: str | None = None,
        template: PathLike | None = None,
        suppress_below: int | None = None,
        under: PathLike | None = None,
        seed: int | None = None,
        coders: Sequence[str] | None = None,
        force: bool = False,
    ) -> Path:
        """Write a report (see `ops.reports.REPORTS`): `excerpts`, `codebook`, `enterprise`, `joint-display`, ...

        All can be `.docx` and `.html`, excerpts also `.xlsx` and `.csv`. `template` is a house's Word file; which of
        `code`, `case` and `where` limit it depends on the kind. An `enterprise` without `case`, and `all`, write
        several files into the folder `path`. Numbers that rest on fewer than `suppress_below` people are hidden.
        `under` is another codebook that excerpts are read under; agreement is of `coders`, drawn from `seed` on.
        Raises NothingToReport, FileExists, FormatUnknown, NotForThisReport, UnknownReport.
        """
        reports.make(
            self._session,
            kind,
            Path(path),
            code=code,
            case=case,
            where=where,
            language=language or reader_language(),
            template=None if template is None else Path(template),
            suppress_below=suppress_below,
            under=self._under(under),
            seed=seed,
            coders=coders,
            force=force,
        )
        return Path(path)

    def export_codings(self, path: PathLike, *, force: bool = False, raw: bool = False) -> exchange.Exported:
        """Write a row a coding to `.csv`, `.xlsx` or `.jsonl`, obeying consent. Raises FileExists, FormatUnknown."""
        return exchange.export_codings(self._session, Path(path), force=force, raw=raw)

    def _under(self, other: PathLike | None) -> codebook_source.Source | None:
        return codebook_source.read(str(other), self._session) if other is not None else None

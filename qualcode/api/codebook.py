"""The codebook: shown, exchanged with files, edited code by code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualcode.api.values import CodingReference, Part, PathLike, coding_id
from qualcode.errors import UsageError
from qualcode.model.codebook import Code, CodebookView, CodeView
from qualcode.model.message import N_
from qualcode.ops import (
    codebook_edits,
    codebook_files,
    codebook_merging,
    codebook_preview,
    codebook_texts,
    codebook_usage,
    codebooks,
)
from qualcode.ops.codebook_merging import Consequences, Recast
from qualcode.ops.codebook_preview import CodebookPreview
from qualcode.ops.codebook_usage import CodeUse

Lists = Mapping[str, Sequence[str]]
"""Entries by list: `terms`, `aliases`, `examples`, `indicators`."""


class WhereTo(UsageError):
    """`move_code` without a place, or with two."""

    sentence = N_("Say where the code goes: under another, to the top, or before another.")


class Codes(Part):
    """The codes of a project. A code is named by its key, its path, or a label or alias in any language."""

    def codebook(self) -> CodebookView:
        """The codes with their keys, paths, labels and definitions."""
        return codebooks.show(self._session)

    def import_codebook(self, path: PathLike) -> CodebookView:
        """Take codes from `.yaml`, `.csv` or `.xlsx`: new ones are added, known ones changed, none removed.

        Raises BadData with every fault and its line, and the FileRefused family.
        """
        return codebook_files.load(self._session, Path(path))

    def preview_codebook(self, path: PathLike) -> CodebookPreview:
        """What `import_codebook` would add and change; nothing is stored. Raises as that."""
        return codebook_preview.preview(self._session, Path(path))

    def code_uses(self) -> dict[str, CodeUse]:
        """How much each code is used, by key: codings, coders, documents, memos."""
        return codebook_usage.uses(self._session)

    def export_codebook(self, path: PathLike, *, language: str | None = None, force: bool = False) -> Path:
        """Write the codebook to `.yaml`, `.csv`, `.xlsx`, or to read in `language` to `.docx` or `.html`.

        Raises FileExists, FormatUnknown, FileUnwritable.
        """
        codebook_files.export(self._session, Path(path), language=language, force=force)
        return Path(path)

    def add_code(self, label: str, *, parent: str | None = None, language: str | None = None) -> CodeView:
        """Add a code below `parent` (None: a new dimension). `language`: of the label, else the project's.

        Raises CodeNotFound, Ambiguous, NameRefused.
        """
        return self._view(codebook_edits.add_code(self._session, label, parent=parent, language=language))

    def rename_code(self, code: str, label: str, *, language: str | None = None) -> CodeView:
        """Give a code another label in a language; its key stays. Raises CodeNotFound, NameRefused."""
        return self._view(codebook_edits.rename(self._session, code, label, language=language))

    def define_code(
        self,
        code: str,
        *,
        language: str | None = None,
        definition: str | None = None,
        include: str | None = None,
        exclude: str | None = None,
        lists: Lists | None = None,
        add: Lists | None = None,
        drop: Lists | None = None,
    ) -> CodeView:
        """Say what a code means in a language; None leaves a text as it is, "" removes it.

        `lists` replaces whole lists (terms, aliases, examples, indicators); `add` and `drop` change entries of them.
        Raises CodeNotFound, NameRefused, ValueRefused.
        """
        made = codebook_edits.define(
            self._session,
            code,
            language=language,
            definition=definition,
            include=include,
            exclude=exclude,
            lists=lists,
            add=add,
            drop=drop,
        )
        return self._view(made)

    def describe_code(self, code: str, texts: codebook_texts.Texts) -> CodeView:
        """Set labels and texts in several languages, as one change: `{"labels": {"fr": ..}, "terms": {"nl": [..]}}`.

        "" or no entries removes what stands there. Raises CodeNotFound, NameRefused, TermRefused, ValueRefused.
        """
        return self._view(codebook_texts.describe(self._session, code, texts))

    def colour_code(self, code: str, colour: str | None) -> CodeView:
        """Give a code a colour, `#RRGGBB`; None: that of the code above. Raises CodeNotFound, ValueRefused."""
        return self._view(codebook_edits.recolour(self._session, code, colour))

    def move_code(
        self, code: str, *, under: str | None = None, top: bool = False, before: str | None = None
    ) -> CodeView:
        """Put a code, with those below it, under another, to the `top`, or only `before` a sister; its key stays.

        Raises CodeNotFound, Ambiguous, CodeMisplaced; UsageError where no place or two are named.
        """
        if (under is not None and top) or not (under or top or before):
            raise WhereTo
        if under or top:
            return self._view(codebook_edits.move(self._session, code, under, before=before))
        return self._view(codebook_edits.reorder(self._session, code, before=before))

    def consequences(self, code: str, *, into: str | None = None, below: bool = True) -> Consequences:
        """How much hangs on a code and (`below`) on those below it, before `merge_codes` or `remove_code`.

        `into`: the code its codings would go to. Raises CodeNotFound, Ambiguous.
        """
        return codebook_merging.consequences(self._session, code, into=into, below=below)

    def merge_codes(self, code: str, into: str) -> Recast:
        """Make two codes one: codings, memos, names and terms of `code` go over. Raises CodeNotFound, CodeMisplaced."""
        return codebook_merging.merge(self._session, code, into)

    def split_code(
        self, code: str, parts: Mapping[str, Sequence[CodingReference]], *, language: str | None = None
    ) -> Recast:
        """Make new codes beside a code, `label: codings of it`. Raises CodingNotOfCode, NameRefused."""
        told = {label: [coding_id(each) for each in codings] for label, codings in parts.items()}
        return codebook_merging.split(self._session, code, told, language=language)

    def remove_code(self, code: str, *, move_codings_to: str | None = None, with_codings: bool = False) -> Recast:
        """Remove a code and those below it; its codings go to another code, or off too. Raises CodeInUse otherwise."""
        return codebook_merging.remove(self._session, code, move_codings_to=move_codings_to, with_codings=with_codings)

    def _view(self, code: Code) -> CodeView:
        return next(each for each in codebooks.show(self._session).codes if each.id == code.id)

"""What a codebook file would bring: the codes it adds and the texts it changes, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.model.codebook import Code, CodebookView, CodeTree, CodeView
from qualcode.ops.codebooks import book, told, view
from qualcode.ops.projects import project
from qualcode.store.session import Session


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A text or list that a file changes; `language` is "" for what is in none, such as the colour."""

    field: str
    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A known code that a file changes."""

    code: CodeView
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class CodebookPreview:
    """What `codebook_files.load` would do: codes added (with their place in the file's tree) and changed.

    `same` counts codes of the file that stay as they are, `others` codes of the project that the file does not name.
    """

    name: str
    added: tuple[CodeView, ...]
    changed: tuple[CodeChange, ...]
    same: int
    others: int


def suffixes() -> tuple[str, ...]:
    """The endings of files that codebooks are read from."""
    from qualcode.importers import codebooks as readers

    return tuple(readers.READERS)


def preview(session: Session, path: Path) -> CodebookPreview:
    """What loading a codebook file would add and change; nothing is stored.

    Raises BadData with every fault and its line, FormatUnknown and the FileRefused family.
    """
    from qualcode.importers import codebooks as readers

    source = readers.read(path)
    language = project(session).language
    present = CodeTree(book(session).codes)
    shown = {each.key: each for each in view(source, language).codes}
    known = {code.key: code for code in source.codes if present.by_key(code.key) is not None}
    views = {each.key: each for each in _views(session)}
    changes = [
        CodeChange(views[key], fields)
        for key, code in known.items()
        if (mine := present.by_key(key)) is not None and (fields := tuple(_changes(mine, code)))
    ]
    return CodebookPreview(
        name=source.name,
        added=tuple(each for key, each in shown.items() if key not in known),
        changed=tuple(changes),
        same=len(known) - len(changes),
        others=len(present.codes) - len(known),
    )


def _views(session: Session) -> tuple[CodeView, ...]:
    shown: CodebookView = view(book(session), project(session).language)
    return shown.codes


def _changes(known: Code, code: Code) -> Iterator[FieldChange]:
    """Each text that would be another one, by field and language."""
    for field, after in told(known, code).items():
        before = getattr(known, field)
        if isinstance(after, Mapping):
            for language in after:
                if before.get(language) != after[language]:
                    yield FieldChange(field, language, _written(before.get(language)), _written(after[language]))
        elif before != after:
            yield FieldChange(field, "", _written(before), _written(after))


def _written(value: Any) -> str:
    return value if isinstance(value, str) else "; ".join(value or ())

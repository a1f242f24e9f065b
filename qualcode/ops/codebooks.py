"""The project's codebook: shown, read from files, written to files. What edits it is in `ops.codebook_edits`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualcode.errors import Ambiguous, CodeNotFound, FormatUnknown
from qualcode.model.codebook import Code, Codebook, CodebookView, CodeTree, CodeView
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.ops.projects import project
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session


def book(session: Session) -> Codebook:
    """The project's codebook."""
    with session.understanding():
        record = session.all(CodebookRecord)[0]
    codes = tuple(session.all(Code, order=["position", "key"]))
    return Codebook(record.id, record.name, record.version, record.languages, record.title, record.facets, codes)


def tree(session: Session) -> CodeTree:
    """Look-ups over the project's codes."""
    return CodeTree(book(session).codes)


def show(session: Session) -> CodebookView:
    """The codebook as `codebook show` prints it, paths in the project's language."""
    return view(book(session), project(session).language)


def view(codebook: Codebook, language: str) -> CodebookView:
    """A codebook with keys for ids and each code's place in the tree."""
    codes = CodeTree(codebook.codes)
    return CodebookView(
        name=codebook.name,
        version=codebook.version,
        languages=codebook.languages,
        title=codebook.title,
        codes=tuple(
            CodeView(
                key=code.key,
                parent=codes.by_id(code.parent).key if code.parent else None,
                path=codes.path(code, language),
                dimension=codes.dimension(code).key,
                labels=code.labels,
                definition=code.definition,
                include=code.include,
                exclude=code.exclude,
                aliases=code.aliases,
                examples=code.examples,
                terms=code.terms,
                indicators=code.indicators,
                pools=code.pools,
                sdg=code.sdg,
                colour=codes.colour(code),
                id=code.id,
            )
            for _, code in codes.walk()
        ),
        facets=codebook.facets,
    )


def find_code(codes: CodeTree, name: str) -> Code:
    """The code a person means by key, path, label or alias. Raises CodeNotFound, Ambiguous."""
    found = codes.find(name)
    if not found:
        raise CodeNotFound(name=name)
    if len(found) > 1:
        raise Ambiguous(name=name, choices=", ".join(code.key for code in found))
    return found[0]


def load(session: Session, path: Path) -> CodebookView:
    """Take codes from a file: new keys are added, known ones changed to what the file says, where it says
    something; none is removed.

    One operation, one undo. Raises BadData with every fault and its line, FormatUnknown and the FileRefused family.
    """
    from qualcode.importers import codebooks as codebook_files

    source = codebook_files.read(path)
    source_keys = {code.id: code.key for code in source.codes}
    summary = Message(N_("Codebook taken from “{source}” ({n} codes)"), {"source": path.name, "n": len(source.codes)})
    with session.operation("codebook.import", summary) as change:
        present = {code.key: code for code in session.all(Code)}
        ids = {key: code.id for key, code in present.items()}
        free = max((code.position for code in present.values()), default=-1) + 1
        taken = {code.id for code in present.values()}
        for code in source.codes:
            parent = ids[source_keys[code.parent]] if code.parent else None
            fields = {name: getattr(code, name) for name in _TEXTS}
            known = present.get(code.key)
            if known is None:
                ids[code.key] = new_id() if code.id in taken else code.id
                change.insert(
                    Code(id=ids[code.key], key=code.key, parent=parent, position=free, colour=code.colour, **fields)
                )
                free += 1
            else:
                change.update(Code, known.id, **told(known, code))
        if not present:
            record = session.all(CodebookRecord)[0]
            change.update(
                CodebookRecord,
                record.id,
                name=source.name,
                version=source.version,
                languages=source.languages,
                title=source.title,
                facets=source.facets,
            )
    return show(session)


_TEXTS = (
    "labels", "definition", "include", "exclude", "aliases", "examples", "terms", "indicators", "pools", "sdg",
)  # fmt: skip


def told(known: Code, code: Code) -> dict[str, Any]:
    """The fields of a known code once a file that holds `code` has spoken; what the file is silent about stays."""
    news = {name: _joined(getattr(known, name), getattr(code, name)) for name in _TEXTS}
    return {"colour": code.colour or known.colour, **news}


def _joined(known: Any, told: Any) -> Any:
    """What a code says once a file has spoken: languages the file is silent about keep their text."""
    return {**known, **told} if isinstance(known, Mapping) else told or known


def save(codebook: Codebook, path: Path, *, force: bool = False) -> None:
    """Write a codebook to `.yaml`, `.csv` or `.xlsx`. Raises FileExists, FormatUnknown, FileUnwritable."""
    from qualcode.exporters import codebooks as codebook_writers

    codebook_writers.write(codebook, path, force=force)


TO_READ = (".docx", ".html")
"""Endings of files in which a codebook is written for people; the others can be read back."""


def export(session: Session, path: Path, *, language: str | None = None, force: bool = False) -> int:
    """Write the project's codebook: as `save` does, or to read, in `language`, to `.docx` or `.html`; how many codes.

    Raises FileExists, FormatUnknown, FileUnwritable.
    """
    from qualcode.exporters.codebooks import WRITERS

    codebook, suffix = book(session), path.suffix.casefold()
    if suffix not in WRITERS and suffix not in TO_READ:
        raise FormatUnknown(path=str(path), choices=", ".join((*WRITERS, *TO_READ)))
    if suffix in TO_READ:
        # The report is made of what is here.
        from qualcode.ops import reports

        reports.write(reports.codebook(session, language=language), path, force=force)
    else:
        save(codebook, path, force=force)
    return len(codebook.codes)

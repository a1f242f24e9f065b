"""The project's codebook taken from files and written to files."""

from __future__ import annotations

from pathlib import Path

from qualcode.exporters import codebooks as writers
from qualcode.importers import codebooks as readers
from qualcode.model.codebook import Code, Codebook, CodebookView
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.ops import report_files
from qualcode.ops.codebook_report import codebook as codebook_report
from qualcode.ops.codebooks import TEXTS, book, show, told
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session


def load(session: Session, path: Path) -> CodebookView:
    """Take codes from a file: new keys are added, known ones changed to what the file says, where it says
    something; none is removed.

    One operation, one undo. Raises BadData with every fault and its line, FormatUnknown and the FileRefused family.
    """
    source = readers.read(path)
    source_keys = {code.id: code.key for code in source.codes}
    summary = Message(N_("Codebook taken from “{source}” ({n} codes)"), {"source": path.name, "n": len(source.codes)})
    with session.operation("codebook.import", summary) as change:
        present = {code.key: code for code in session.all(Code)}
        ids = {key: code.id for key, code in present.items()}
        free = max((code.position for code in present.values()), default=-1) + 1
        taken = {code.id for code in present.values()}
        for code in source.codes:
            parent = ids[source_keys[code.parent]] if code.parent else None
            fields = {name: getattr(code, name) for name in TEXTS}
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


def save(codebook: Codebook, path: Path, *, force: bool = False) -> None:
    """Write a codebook to `.yaml`, `.csv` or `.xlsx`. Raises FileExists, FormatUnknown, FileUnwritable."""
    writers.write(codebook, path, force=force)


TO_READ = (".docx", ".html")
"""Endings of files in which a codebook is written for people; the others can be read back."""


def export(session: Session, path: Path, *, language: str | None = None, force: bool = False) -> int:
    """Write the project's codebook: as `save` does, or to read, in `language`, to `.docx` or `.html`; how many codes.

    Raises FileExists, FormatUnknown, FileUnwritable.
    """
    codebook = book(session)
    if report_files.ending(path, (*writers.WRITERS, *TO_READ)) in TO_READ:
        report_files.write(codebook_report(session, language=language), path, force=force)
    else:
        save(codebook, path, force=force)
    return len(codebook.codes)

"""Word: every word that a reader of the document sees, in its order.

The package is checked here and its parts are found; the walk through the text is in `word`. Nothing outside the file is
ever opened, whatever the file refers to.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from qualcode.errors import FileBroken
from qualcode.importers import xmlguard
from qualcode.importers.archive import Archive, open_archive
from qualcode.importers.base import FILE_LIMIT, Hints, RawDocument, Source
from qualcode.importers.word import Line, W, has_words, hidden, walk
from qualcode.model.message import N_, Message
from qualcode.model.text import BOM, canonical

_KIND = "Word (.docx)"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/")
# The same vocabulary under ISO's "strict" names, which Word writes on request.
_NAMESPACES = tuple(
    (_STRICT[0] + strict, _STRICT[1] + usual)
    for strict, usual in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"officeDocument/math", b"officeDocument/2006/math"),
        (b"drawingml/picture", b"drawingml/2006/picture"),
        (b"drawingml/chart", b"drawingml/2006/chart"),
        (b"drawingml/diagram", b"drawingml/2006/diagram"),
    )
)
_TOLD = {
    "deletions": N_("Deleted passages of tracked changes were left out: {count}."),
    "insertions": N_("Passages inserted as tracked changes were taken as text: {count}."),
    "comments": N_("Comments in the margin were left out: {count}."),
    "notes": N_("Footnotes or endnotes were put after the text: {count}."),
    "boxes": N_("Text boxes were put after the paragraph they belong to: {count}."),
    "pictures": N_("Pictures or charts were left out: {count}."),
    "symbols": N_("Characters of symbol fonts were replaced by “\ufffd”: {count}."),
    "hidden": N_("Passages of hidden text were taken as text: {count}."),
    "embedded": N_("Embedded documents were left out: {count}."),
    "margins": N_("Headers or footers with text were left out: {count}."),
    "external": N_("Links to pictures, templates or files elsewhere were not followed: {count}."),
}


@dataclass(frozen=True, slots=True)
class WordImporter:
    """`.docx` files of Word, LibreOffice and others."""

    name: str = "docx"
    suffixes: tuple[str, ...] = (".docx",)
    limit: int = FILE_LIMIT

    def sniff(self, head: bytes, suffix: str) -> bool:
        """A zip file under our suffix; what is in it shows when it is read."""
        return suffix in self.suffixes and head.startswith(b"PK\x03\x04")

    def read(self, data: bytes, source: Source) -> RawDocument:
        """The body's text with the notes after it; all else that the document holds is told."""
        package = Package(open_archive(data, source, _KIND), source)
        main = package.main()
        package.check(main)
        root = package.part(main)
        if root.tag != W + "document":
            raise FileBroken(path=source.path, format=_KIND, reason=Message(N_("it is another kind of Office file")))
        try:
            return _read(package, main, root)
        except RecursionError as error:
            reason = Message(N_("its parts are nested far too deeply"))
            raise FileBroken(path=source.path, format=_KIND, reason=reason) from error


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part of the package says of another: the last word of the type, and a member's name or an address."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an Office file and how they refer to each other."""

    archive: Archive
    source: Source

    def check(self, main: str) -> None:
        """Refuse the file if any part, read or not, declares a document type; `main` is checked when it is parsed."""
        for name in sorted(self.archive.names - {main}):
            if name.endswith((".xml", ".rels", ".vml")):
                xmlguard.refuse_entities(self.archive.read(name), self.source.path, _KIND)

    def main(self) -> str:
        """The name of the part with the text."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
        return "word/document.xml"

    def part(self, name: str) -> etree._Element:
        """The root of an XML part."""
        data = self.archive.read(name)
        if _STRICT[0] in data:
            for strict, usual in _NAMESPACES:
                data = data.replace(strict, usual)
        return xmlguard.parse(data, self.source.path, _KIND, large=self.source.large)

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to; the package itself is the part with the empty name."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", base + ".rels")
        if name not in self.archive.names:
            return []
        found: list[Relation] = []
        for element in self.part(name).iter(_RELATIONSHIP):
            kind = element.get("Type", "").rpartition("/")[2]
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append(Relation(kind, target, external))
        return found


def _read(package: Package, main: str, root: etree._Element) -> RawDocument:
    counts: Counter[str] = Counter()
    lines = walk(root, counts)
    relations = package.relations(main)
    notes = _notes(package, relations, counts)
    counts["hidden"] = hidden(root)
    counts["margins"] = sum(has_words(package.part(part)) for part in _parts(relations, "header", "footer"))
    counts["external"] = _external(package, relations)
    return _document(lines, notes, counts)


def _parts(relations: Sequence[Relation], *kinds: str) -> list[str]:
    return [relation.target for relation in relations if relation.kind in kinds and not relation.external]


def _notes(package: Package, relations: Sequence[Relation], counts: Counter[str]) -> list[Line]:
    """The lines of the footnotes, then of the endnotes. Word's separators between text and notes are not notes."""
    lines: list[Line] = []
    for part in _parts(relations, "footnotes", "endnotes"):
        for note in package.part(part).iter(W + "footnote", W + "endnote"):
            if note.get(W + "type", "normal") == "normal" and has_words(note):
                counts["notes"] += 1
                lines += walk(note, counts)
    return lines


def _external(package: Package, relations: Sequence[Relation]) -> int:
    """How much a program that follows links would fetch. A template on one's own disk is usual and not counted."""
    settings = [relation for part in _parts(relations, "settings") for relation in package.relations(part)]
    return sum(
        relation.external
        and relation.kind != "hyperlink"
        and (
            relation.kind != "attachedTemplate"
            or relation.target.lower().startswith(("http:", "https:", "ftp:", "\\\\"))
        )
        for relation in (*relations, *settings)
    )


def _document(body: Sequence[Line], notes: Sequence[Line], counts: Mapping[str, int]) -> RawDocument:
    lines = [*body, Line(), *notes] if notes else list(body)
    texts: list[str] = []
    bold: dict[int, int] = {}
    headings: set[int] = set()
    offset = 0
    body_end: int | None = None
    for number, line in enumerate(lines):
        if notes and number == len(body):
            body_end = offset
        if line.bold:
            bold[offset] = offset + line.bold
        if line.heading:
            headings.add(offset)
        texts.append("".join(line.parts))
        offset += line.length + 1
    text = "\n".join(texts)
    # Canonical text loses marks of byte order at its start, the only change that moves anything here.
    shift = len(text) - len(text.lstrip(BOM))
    hints = Hints(
        bold={max(0, start - shift): max(0, end - shift) for start, end in bold.items()},
        headings=frozenset(max(0, start - shift) for start in headings),
        body_end=None if body_end is None else max(0, body_end - shift),
        line_is_paragraph=True,
    )
    told = tuple(Message(template, {"count": counts[key]}) for key, template in _TOLD.items() if counts[key])
    return RawDocument(canonical(text), None, hints, warnings=told)

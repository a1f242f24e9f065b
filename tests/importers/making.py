"""Word files made for a test: the least that is one, and whatever the test puts in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PREFIXES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

Relations = tuple[tuple[str, str, bool], ...]


def run(text: str, properties: str = "") -> str:
    """A run; `properties` are elements of its `w:rPr`."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    """A run in bold."""
    return run(text, "<w:b/>")


def paragraph(*content: str, style: str = "") -> str:
    """A paragraph of runs; plain text becomes a run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(part if part.startswith('<') else run(part) for part in content)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table whose cells hold one paragraph, or ready-made XML."""
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def part(root: str, content: str) -> str:
    """A part of a Word file: `root` is the name of its element."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_PREFIXES}>{content}</w:{root}>'


def document(*content: str) -> str:
    """The main part."""
    return part("document", f"<w:body>{''.join(content)}<w:sectPr/></w:body>")


def relations(*entries: tuple[str, str, bool]) -> str:
    """A `.rels` part: type, target and whether it is external."""
    lines: list[str] = []
    for number, (kind, target, external) in enumerate(entries):
        mode = ' TargetMode="External"' if external else ""
        lines.append(f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>')
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def package(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(*content: str, others: Mapping[str, str | bytes] | None = None, links: Relations = ()) -> bytes:
    """A Word file with this body; `others` are further parts, `links` what the main part refers to."""
    return package(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
            "word/_rels/document.xml.rels": relations(*links),
            "word/document.xml": document(*content),
            **(others or {}),
        }
    )

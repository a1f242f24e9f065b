"""Reports as Word files.

python-docx makes the skeleton (styles, header, footer, properties); the body is streamed into it as text, so that a
report of thousands of excerpts takes a second and little memory. The same report gives the same bytes everywhere.
"""

from __future__ import annotations

import copy
import io
import itertools
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from qualcode.exporters import stopping
from qualcode.exporters.docx_markup import field, paragraph, run
from qualcode.exporters.docx_media import add_remarks, pictures
from qualcode.exporters.docx_parts import CONTENTS_DEPTH, Body, Setting, bookmark, colour_of, marker
from qualcode.exporters.docx_skeleton import (
    APP_PROPERTIES,
    add_bullets,
    add_running_lines,
    plain_document,
    set_properties,
    template_document,
)
from qualcode.exporters.docx_styles import add_styles, cell_type
from qualcode.exporters.docx_tables import is_wide
from qualcode.model.report import Block, Heading, LabelledText, Paragraph, Report

_BODY = "qualcode-body"
_CHUNK = 512
_OPEN_CONTENTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
    f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


def report_docx(report: Report, *, template: Path | None = None) -> bytes:
    """The report as a .docx file; with a template in its house's styles, page, header and footer.

    Has a title page and a table of contents unless `contents_title` is empty. Where a page number is wanted the field
    stands ready: Word fills them in when it prints, previews, or is told to update the table. Texts stay as they are
    but for characters that XML cannot hold, which become U+FFFD. Tables of more than 12 columns or 250 rows become
    several.
    Raises FileMissing, FileTooLarge, FileBroken for the template; ValueError where `created` is no ISO date.
    """
    document = template_document(template) if template else plain_document(report.language)
    styles = add_styles(document, keep=template is not None)
    bullet = add_bullets(document, "List Bullet", plain=template is None)
    title_page = bool(report.contents_title)
    add_running_lines(document, report, styles, title_page=title_page)
    created = set_properties(document, report)
    sections = _sections(report.blocks)
    pages = _Pages(document, [wide for wide, _ in sections])
    body = Body(
        Setting(styles, report.language, bullet, pictures(document, report.blocks), cell_type(document), report.flowing)
    )
    add_remarks(document, report.blocks)

    def parts() -> Iterator[str]:
        yield from _front(report, styles, pages.width(wide=False))
        for number, (wide, blocks) in enumerate(sections):
            for block, following in stopping.each(itertools.zip_longest(blocks, blocks[1:])):
                yield from body.write(block, following, pages.width(wide=wide))
            yield pages.end(number, styles["Small Print"])

    date = (created.year, created.month, created.day, created.hour, created.minute, created.second)
    return _assemble(document, parts(), date, plain=template is None)


def _sections(blocks: Sequence[Block]) -> list[tuple[bool, list[Block]]]:
    """The blocks in runs for upright and turned pages; what leads up to a wide table is turned with it."""
    runs: list[tuple[bool, list[Block]]] = [(False, [])]
    for block in blocks:
        wide, held = runs[-1]
        if is_wide(block) and not wide:
            lead = _lead(held)
            turned: list[Block] = [*held[len(held) - lead :], block]
            del held[len(held) - lead :]
            if not held:
                runs.pop()
            if runs and runs[-1][0]:
                runs[-1][1].extend(turned)
            else:
                runs.append((True, turned))
        elif wide and not is_wide(block) and not isinstance(block, Paragraph | LabelledText):
            runs.append((False, [block]))
        else:
            held.append(block)
    return runs


def _lead(blocks: Sequence[Block]) -> int:
    """How many of the last blocks belong to the table that follows: a heading and a few lines, or those lines."""
    for count in range(1, min(len(blocks), 4) + 1):
        if isinstance(blocks[-count], Heading):
            return count
        if not isinstance(blocks[-count], Paragraph | LabelledText):
            return count - 1
    return len(blocks) if len(blocks) <= 4 else 0


class _Pages:
    """The page settings of every section, from the skeleton's own."""

    def __init__(self, document: Document, turned: Sequence[bool]) -> None:
        self._own = document.element.body.sectPr
        self._turned = turned

    def width(self, *, wide: bool) -> int:
        """The width of the text, in twentieths of a point."""
        size, margins = self._own.find(qn("w:pgSz")), self._own.find(qn("w:pgMar"))
        across, down = (int(size.get(qn(f"w:{side}"))) for side in ("w", "h"))
        edges = sum(int(margins.get(qn(f"w:{side}"), 0)) for side in ("left", "right", "gutter"))
        # A house may have its pages lie anyway.
        return (max(across, down) if wide else across) - edges

    def end(self, section: int, style: str) -> str:
        """What closes a section: its settings in an invisible line; those of the last section stand by themselves."""
        settings = copy.deepcopy(self._own)
        if section > 0:  # headers and footers go on from the section before
            for name in ("headerReference", "footerReference", "titlePg"):
                for element in settings.findall(qn(f"w:{name}")):
                    settings.remove(element)
        if self._turned[section]:
            size = settings.find(qn("w:pgSz"))
            short, long = sorted((size.get(qn("w:w")), size.get(qn("w:h"))), key=int)
            size.set(qn("w:w"), long)
            size.set(qn("w:h"), short)
            size.set(qn("w:orient"), "landscape")
        xml = etree.tostring(settings, encoding="unicode")
        if section == len(self._turned) - 1:
            return xml
        return paragraph(style, "", f'<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{xml}')


def _front(report: Report, styles: dict[str, str], width: int) -> str:
    """The title page and the table of contents, or a title at the head of the first page."""
    lines = []
    if report.contents_title:
        chapters = [b for b in report.blocks if isinstance(b, Heading) and b.level == 1 and b.marker]
        chips = "".join(marker(chapter, colour_of(chapter.colour)) for chapter in chapters)
        lines.append(paragraph(styles["Title Line"], chips, '<w:spacing w:before="3400" w:after="240"/>'))
    lines.append(paragraph(styles["Title" if report.contents_title else "Sheet Title"], run(report.title)))
    if report.subtitle:
        lines.append(paragraph(styles["Subtitle"], run(report.subtitle)))
    lines.extend(paragraph(styles["Title Line"], run(line)) for line in report.lines)
    headings = [b for b in report.blocks if isinstance(b, Heading) and b.level <= CONTENTS_DEPTH]
    if report.contents_title and headings:
        lines.append(_contents(report.contents_title, headings, styles, width))
    return "".join(lines)


def _contents(title: str, headings: Sequence[Heading], styles: dict[str, str], width: int) -> str:
    """The table of contents as Word would write it, so that it shows at once and Word can take it over."""
    entries = []
    for number, heading in enumerate(headings, 1):
        level = max(heading.level, 1)
        target = bookmark(number)
        page = field(f"PAGEREF {target} \\h", run("\u00a0", "<w:webHidden/>"))
        name = (marker(heading, colour_of(heading.colour)) if level == 1 else "") + run(heading.text)
        link = f'<w:hyperlink w:anchor="{target}" w:history="1">{name}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
        opening = _OPEN_CONTENTS if number == 1 else ""
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
        entries.append(paragraph(styles[f"toc {level}"], opening + link, tabs))
    closing = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent>"
        + paragraph(styles["TOC Heading"], run(title), "<w:pageBreakBefore/>")
        + "".join(entries)
        + f"{closing}</w:sdtContent></w:sdt>"
    )


def _assemble(
    document: Document, body: Iterator[str], date: tuple[int, int, int, int, int, int], *, plain: bool
) -> bytes:
    """The file: the skeleton's parts with the body streamed into the document's, all under one date."""
    element = document.element.body
    for child in list(element):
        element.remove(child)
    element.append(etree.Comment(_BODY))
    skeleton, whole = io.BytesIO(), io.BytesIO()
    document.save(skeleton)
    main = str(document.part.partname).lstrip("/")
    with zipfile.ZipFile(skeleton) as source, zipfile.ZipFile(whole, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or the file would tell on which system it was made
            content = source.read(name)
            if plain and name == "docProps/app.xml":
                content = APP_PROPERTIES
            with target.open(entry, "w") as part:
                before, comment, after = (
                    content.partition(f"<!--{_BODY}-->".encode()) if name == main else (content, b"", b"")
                )
                part.write(before)
                if comment:
                    for chunk in _chunks(body):
                        part.write(chunk)
                part.write(after)
    return whole.getvalue()


def _chunks(pieces: Iterator[str]) -> Iterator[bytes]:
    """The pieces joined by the hundred: the compressor is called less often."""
    while chunk := list(itertools.islice(pieces, _CHUNK)):
        yield "".join(chunk).encode()

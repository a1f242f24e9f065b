"""The document that a report's body is put into: a plain one of our own, or a house template."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from lxml import etree

from qualcode.errors import FileBroken, FileMissing, FileTooLarge
from qualcode.exporters.cells import legal
from qualcode.exporters.dates import file_date
from qualcode.exporters.docx_markup import field, run
from qualcode.exporters.docx_parts import LANGUAGE_TAGS
from qualcode.exporters.docx_styles import FONT
from qualcode.model.report import Report

TEMPLATE_LIMIT = 50_000_000
_SIDES = {"top": 1440, "right": 1440, "bottom": 1440, "left": 1440, "header": 708, "footer": 708, "gutter": 0}
_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
_KEPT_SETTINGS = {"zoom", "defaultTabStop", "characterSpacingControl", "compat", "clrSchemeMapping", "decimalSymbol"}

# The two content types of a Word file: a template differs from a document in nothing else.
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"

_BULLETS = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="280" w:hanging="280"/></w:pPr><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/></w:rPr>
  </w:lvl></w:abstractNum>"""

APP_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>qualcode</Application></Properties>"
)


def plain_document(language: str) -> Document:
    """An empty A4 document: only the styles every Word file needs, nothing of anybody's machine."""
    document = docx.Document()
    _keep_only_needed(document)
    _set_defaults(document, language)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(27), Mm(25)
    section.header_distance, section.footer_distance = Mm(12), Mm(12)
    for child in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(child)
    return document


def template_document(path: Path) -> Document:
    """The template (.docx or .dotx): its styles, page, headers and footers; its text is left out.

    Raises FileMissing, FileTooLarge, FileBroken.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > TEMPLATE_LIMIT:
                raise FileTooLarge(path=str(path), size=size, limit=TEMPLATE_LIMIT)
            parts = {name: archive.read(name) for name in archive.namelist()}
    except FileNotFoundError as error:
        raise FileMissing(path=str(path)) from error
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise FileBroken(path=str(path), format=".docx", reason=str(error)) from error
    types = "[Content_Types].xml"
    parts[types] = parts.get(types, b"").replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try:
        document = docx.Document(whole)
        _see_to_page(document)
        return document
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise FileBroken(path=str(path), format=".docx", reason=str(error)) from error


def _see_to_page(document: Document) -> None:
    """Give a page that has none its size and margins; tables take its whole width, so it has one column."""
    section = document.sections[0]
    size, margins = section._sectPr.get_or_add_pgSz(), section._sectPr.get_or_add_pgMar()
    for element, names in ((size, {"w": 11906, "h": 16838}), (margins, _SIDES)):
        for name, usual in names.items():
            if element.get(qn(f"w:{name}")) is None:
                element.set(qn(f"w:{name}"), str(usual))
    for columns in section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(columns)


def _keep_only_needed(document: Document) -> None:
    """Drop what python-docx's own template brings along: 160 styles, a thumbnail, another program's settings."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None and name.get(qn("w:val")) not in _KEPT_STYLES:
            styles.remove(style)
    for relations, unwanted in (
        (document.part.rels, {"stylesWithEffects", "customXml", "fontTable", "webSettings"}),
        (document.part.package.rels, {RELATIONSHIP_TYPE.THUMBNAIL.rpartition("/")[2]}),
    ):
        for key in [key for key, each in relations.items() if each.reltype.rpartition("/")[2] in unwanted]:
            del relations[key]
    settings = document.settings.element
    for child in list(settings):
        if etree.QName(child).localname not in _KEPT_SETTINGS:
            settings.remove(child)
    compat = settings.find(qn("w:compat"))
    for child in list(compat):
        if child.get(qn("w:name")) == "compatibilityMode":
            child.set(qn("w:val"), "15")  # or Word shows every report in its compatibility mode
        elif child.tag == qn("w:useFELayout"):
            compat.remove(child)
    zoom = settings.find(qn("w:zoom"))
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.append(parse_xml(_BULLETS))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))


def _set_defaults(document: Document, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    tag = LANGUAGE_TAGS.get(language, language)
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "eastAsia", "hAnsi", "cs"))
    document.styles.element.replace(
        defaults,
        parse_xml(
            f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="20"/>'
            f'<w:szCs w:val="20"/><w:lang w:val="{tag}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
            "</w:docDefaults>"
        ),
    )


def add_bullets(document: Document, style: str, *, plain: bool) -> str:
    """Give the list style of our own document its bullets; returns what must be written before a template's items."""
    properties = document.styles[style].element.get_or_add_pPr()
    if plain:
        properties.get_or_add_numPr().get_or_add_numId().val = 1
    return "" if properties.find(qn("w:numPr")) is not None else "\u2022 "


def add_running_lines(document: Document, report: Report, styles: dict[str, str], *, title_page: bool) -> None:
    """The title at the head and page numbers at the foot of every page but the title page, where there are none."""
    section = document.sections[0]
    if not (section.header.is_linked_to_previous and section.footer.is_linked_to_previous):
        return
    section.different_first_page_header_footer = title_page
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    number = field("PAGE", run("1")) + run(" / ") + field("NUMPAGES", run("1"))
    for line, style, inside in (
        (head, "Header", run(report.title)),
        (foot, "Footer", run(f"{report.page_label} ".lstrip()) + number),
    ):
        line.style = document.styles[style]
        for element in parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"):
            line._p.append(element)


def set_properties(document: Document, report: Report) -> datetime.datetime:
    """Title, language and date; no names of people or machines. Returns the date, which the whole file carries."""
    created = file_date(report.created)
    properties: Any = document.core_properties
    properties.title, properties.subject = legal(report.title)[:255], legal(report.subtitle)[:255]
    properties.author = properties.last_modified_by = "qualcode"
    properties.comments = properties.keywords = properties.category = ""
    properties.language = LANGUAGE_TAGS.get(report.language, report.language)
    properties.revision, properties.created, properties.modified = 1, created, created
    return created
